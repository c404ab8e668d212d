"""Rows made from values: what one article brings, before anyone asks what is held already."""

from __future__ import annotations

import zlib
from collections.abc import Mapping
from datetime import datetime

from onrecord.articles import Article
from onrecord.core import Span, anchor, covers, fold, key, paragraphs
from onrecord.errors import EvidenceRejected
from onrecord.limits.record import (
    LEDE_EVIDENCE_CHARS,
    PAGE_COMPRESSION,
)
from onrecord.linking import EntityLink, Links, ReuseLink, SameLink
from onrecord.outlets import Page
from onrecord.reading import Attribution, Reading
from onrecord.record import models as entries
from onrecord.record.codec import (
    dump,
    hashed,
    instant,
    span_row,
    storable,
)
from onrecord.record.inserting import Batch

__all__ = [
    "LinksRows",
    "Words",
    "article_row",
    "extraction_id",
    "extraction_row",
    "hull",
    "links_id",
    "page_row",
]


class Words:
    """The words of one article as evidence: each place becomes one row in `batch`."""

    def __init__(self, article: str, text: str, batch: Batch) -> None:
        self.article = article
        self.text = text
        self.batch = batch
        self._ids: dict[Span, str] = {}

    def at(self, span: Span) -> str:
        """Return the id of the evidence for `span`. Raises `EvidenceRejected` when it reaches beyond the text."""
        if span in self._ids:
            return self._ids[span]
        try:
            found = anchor(self.article, self.text, span)
        except ValueError as error:
            raise EvidenceRejected(f"{error} (article {self.article})") from error
        name = self._ids[span] = evidence_id(self.article, span)
        self.batch.add(
            entries.Evidence,
            id=name,
            article_id=self.article,
            start=found.start,
            end=found.end,
            exact=found.exact,
            prefix=found.prefix,
            suffix=found.suffix,
        )
        return name

    def opening(self, reading: Reading) -> str:
        """Return the id of the evidence for the article's first words."""
        first = next(iter(reading.sentences or paragraphs(self.text)), Span(0, len(self.text)))
        return self.at(Span(first.start, min(first.end, first.start + LEDE_EVIDENCE_CHARS)))


def evidence_id(article: str, span: Span) -> str:
    """Return the id of the evidence at `span`; the article's id stands for its text."""
    return key("ev", article, span.start, span.end)


def extraction_id(article: Article) -> str:
    """Return the id of one extractor's taking this article from this page."""
    return key("ext", article.page, article.id, article.extractor)


def links_id(reading: Reading, links: Links) -> str:
    """Return the id of one linker's linking this reading."""
    return key("link", reading.id, links.linker)


def page_row(page: Page, batch: Batch, at: datetime) -> None:
    """Put a page into `batch`, its bytes packed."""
    batch.add(
        entries.PageEntry,
        id=page.id,
        digest=page.digest,
        media_type=storable(page.media_type),
        charset=page.charset and storable(page.charset),
        where=storable(page.where),
        path=page.path and storable(page.path),
        url=page.url,
        headers=dump(page.headers),
        received_at=instant(page.received_at),
        body=zlib.compress(page.body, PAGE_COMPRESSION),
        appended_at=at,
    )


def article_row(article: Article, number: int, revised: str | None, batch: Batch, at: datetime) -> None:
    """Put what makes `article` this article into `batch`, with its number and the revision that it follows."""
    batch.add(
        entries.ArticleEntry,
        id=article.id,
        number=number,
        external_id=article.external_id,
        url=article.url,
        outlet=article.outlet,
        title=article.title,
        byline=article.byline,
        published=article.published.isoformat() if article.published else None,
        published_on=article.published_on,
        address_key=None if article.address is None else hashed(article.address),
        text=article.text,
        revision_of_id=revised,
        appended_at=at,
    )


def extraction_row(article: Article, batch: Batch, at: datetime) -> None:
    """Put how `article` was taken from its page into `batch`."""
    batch.add(
        entries.ExtractionEntry,
        id=extraction_id(article),
        page_id=article.page,
        article_id=article.id,
        extractor=article.extractor,
        where=storable(article.where),
        path=article.path and storable(article.path),
        dateline=article.dateline and storable(article.dateline),
        language=article.language,
        removed=dump([[cut.kind, cut.text, cut.reason] for cut in article.removed]),
        credits=dump([[credit.wire, credit.span and span_row(credit.span)] for credit in article.credits]),
        appended_at=at,
    )


def hull(attribution: Attribution) -> Span:
    """Return the stretch from the first word of an attribution to its last: its evidence."""
    spans = (*attribution.source, *attribution.cue, *attribution.content)
    return Span(min(span.start for span in spans), max(span.end for span in spans))


class LinksRows:
    """Makes the rows of one article's links; its parts share the article's words and the reading's attributions."""

    def __init__(self, article: Article, reading: Reading, links: Links, words: Words, at: datetime) -> None:
        self.article = article
        self.links = links
        self.id = links_id(reading, links)
        self.at = at
        self.words = words
        self.batch = words.batch
        self.opening = self.words.opening(reading)
        self.hulls = {said.id: hull(said) for said in reading.attributions}
        self.batch.add(
            entries.LinksEntry,
            id=self.id,
            article_id=article.id,
            reading_id=reading.id,
            linker=links.linker,
            appended_at=at,
        )

    def said(self, attribution: str) -> str:
        """Return the id of the evidence for an attribution of this reading."""
        if attribution not in self.hulls:
            raise EvidenceRejected(f"the links name an attribution that the reading does not hold: {attribution}")
        return self.words.at(self.hulls[attribution])

    def worded(self, attribution: str, span: Span) -> str:
        """Return the id of the evidence for a wording, a stretch of an attribution of this reading."""
        if attribution not in self.hulls or not covers(self.hulls[attribution], span):
            raise EvidenceRejected(f"the links name words that no attribution of the reading holds: {attribution}")
        return self.words.at(span)

    def story(self) -> None:
        """Add the story when it is new, the membership, and what the story follows."""
        link, article = self.links.story, self.article.id
        lede = self.words.text[:LEDE_EVIDENCE_CHARS].strip().split("\n")[0]
        common = {"article_id": article, "evidence_id": self.opening}
        title = self.article.title or lede
        self.batch.add(entries.StoryEntry, id=link.story, title=title, appended_at=self.at, **common)
        self.batch.add(
            entries.StoryMember,
            id=key("mem", self.id, link.story),
            links_id=self.id,
            story_id=link.story,
            score=link.score,
            why=link.why,
            **common,
        )
        for follow in self.links.follows:
            self.batch.add(
                entries.StoryFollow,
                id=key("fol", self.id, follow.story, follow.of),
                links_id=self.id,
                story_id=follow.story,
                of_id=follow.of,
                why=follow.why,
                **common,
            )

    def entity(self, ordinal: int, link: EntityLink) -> None:
        """Add an entity when it is new, its new names, where it is mentioned, and its roles."""
        if not link.mentions:
            raise EvidenceRejected(f"the entity {link.name} is linked without a mention")
        article, text = self.article.id, self.words.text
        first = self.words.at(link.mentions[0])
        self.batch.add(
            entries.EntityEntry,
            id=link.entity,
            kind=link.kind,
            name=link.name,
            article_id=article,
            evidence_id=first,
            appended_at=self.at,
        )
        spelled = {span.of(text): span for span in reversed(link.mentions)}
        for name in dict.fromkeys((link.name, *link.aliases)):
            self.batch.add(
                entries.EntityAlias,
                id=key("ali", link.entity, name),
                entity_id=link.entity,
                name=name,
                name_key=hashed(fold(name)),
                article_id=article,
                evidence_id=self.words.at(spelled[name]) if name in spelled else first,
                appended_at=self.at,
            )
        self.batch.add(
            entries.MentionEntry,
            id=key("men", self.id, ordinal, link.entity),
            links_id=self.id,
            entity_id=link.entity,
            spans=dump([span_row(span) for span in link.mentions]),
            article_id=article,
            evidence_id=first,
        )
        for role in link.roles:
            self.batch.add(
                entries.RoleEntry,
                id=key("role", self.id, link.entity, role.role, role.organization, role.span.start, role.span.end),
                links_id=self.id,
                entity_id=link.entity,
                role=role.role,
                organization=role.organization,
                article_id=article,
                evidence_id=self.words.at(role.span),
            )

    def same(self, link: SameLink) -> None:
        """Add that two entities are one."""
        self.batch.add(
            entries.SameEntry,
            id=key("same", self.id, link.entity, link.of),
            links_id=self.id,
            entity_id=link.entity,
            of_id=link.of,
            why=link.why,
            article_id=self.article.id,
            evidence_id=self.words.at(link.span),
        )

    def speech(self) -> None:
        """Add who speaks, the statements when they are new, and the wordings."""
        article = self.article.id
        for attribution, entity in self.links.speakers.items():
            self.batch.add(
                entries.SpeakerEntry,
                id=key("spk", self.id, attribution),
                links_id=self.id,
                attribution=attribution,
                entity_id=entity,
                article_id=article,
                evidence_id=self.said(attribution),
            )
        for link in self.links.wordings:
            common = {
                "attribution": link.attribution,
                "article_id": article,
                "evidence_id": self.worded(link.attribution, link.span),
            }
            story = self.links.story.story
            self.batch.add(entries.StatementEntry, id=link.statement, story_id=story, appended_at=self.at, **common)
            self.batch.add(
                entries.WordingEntry,
                id=key("wor", self.id, link.statement, link.attribution),
                links_id=self.id,
                statement_id=link.statement,
                why=link.why,
                **common,
            )

    def reuse(self, ordinal: int, link: ReuseLink, others: Mapping[str, Words]) -> None:
        """Add text that one article has from another, or from a wire's report that is not held.

        One of the two is this article: a report on record may have its text from one that arrives after it. `others`
        has the words of the other one.
        """
        held = {**others, self.article.id: self.words}
        mine, theirs = held.get(link.article), held.get(link.of or "")
        if mine is None or self.article.id not in (link.article, link.of):
            raise EvidenceRejected(f"shared text is linked between reports of which none is {self.article.where}")
        if link.pairs and theirs is None:
            raise EvidenceRejected("passages are paired with a report that is not on record")
        credit = next((c.span for c in self.article.credits if c.span and c.wire == link.wire), None)
        place = link.pairs[0][0] if link.pairs else credit if mine is self.words else None
        if place is None and mine is not self.words:
            raise EvidenceRejected("a report on record is linked to its origin without a passage")
        evidence = mine.at(place) if place else self.opening
        name = key("reu", self.id, ordinal)
        self.batch.add(
            entries.ReuseEntry,
            id=name,
            links_id=self.id,
            ordinal=ordinal,
            of_id=link.of,
            wire=link.wire,
            kind=link.kind,
            share=link.share,
            article_id=link.article,
            evidence_id=evidence,
        )
        for number, (here, there, score) in enumerate(link.pairs if theirs else ()):
            assert theirs is not None  # noqa: S101 - for the type checker
            self.batch.add(
                entries.ReusePair,
                id=key("pair", name, number),
                reuse_id=name,
                ordinal=number,
                there_id=theirs.at(there),
                score=score,
                article_id=link.article,
                evidence_id=mine.at(here),
            )
