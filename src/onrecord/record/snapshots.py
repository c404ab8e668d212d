"""The read side over the database: the record as of a moment, with the judgements then in force."""

from __future__ import annotations

import heapq
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime
from typing import Literal

from django.db.models import F, Min

from onrecord.articles import Article
from onrecord.core import Interval
from onrecord.errors import Fault, UsageError
from onrecord.limits.record import ROWS_PER_QUERY
from onrecord.linking import FollowLink, Report, ReuseLink
from onrecord.outlets import Page
from onrecord.reading import Reading
from onrecord.record import judging, loading
from onrecord.record import models as entries
from onrecord.record.asking import asking, streaming
from onrecord.record.codec import instant, instant_text
from onrecord.record.entities import bearers, shown_entities
from onrecord.record.judging import Decisions, decisions
from onrecord.record.loading import batches, in_force, until
from onrecord.record.placings import placings_of
from onrecord.record.reports import reports_of
from onrecord.record.statements import chained, statements_of, tied
from onrecord.record.store import trouble
from onrecord.record.ties import reuse_of, ties_of
from onrecord.record.values import Entity, EntityJoin, JudgementKind, Placing, Statement, Story, Ties

__all__ = ["RecordSnapshot", "as_of", "supposing"]

BATCH = 100
"""Values made at a time while iterating."""


def as_of(moment: datetime | None = None) -> RecordSnapshot:
    """Return the record as it stood at `moment` (see the room's door)."""
    at = moment and instant(moment)
    with trouble():
        return RecordSnapshot(at, decisions(at))


def supposing(kind: JudgementKind | Literal["retract"], targets: Sequence[str], value: str | None) -> RecordSnapshot:
    """Return the record as it would stand with one more judgement (see the room's door)."""
    return RecordSnapshot(None, judging.supposing(kind, targets, value))


def _order(day: date | None, name: str) -> tuple[date, str]:
    """Return the place of something in a list by day; what has no day comes last."""
    return (day or date.max, name)


class RecordSnapshot:
    """The record as of `moment`, read from the database; see `onrecord.record.Snapshot` for what each answers."""

    def __init__(self, moment: datetime | None, decided: Decisions) -> None:
        self._moment = moment
        self._decided = decided

    @property
    def moment(self) -> datetime | None:
        """The moment asked for; None means now."""
        return self._moment

    # --- stories ---------------------------------------------------------------------------------------

    @streaming
    def stories(self, *, articles: Collection[str] | None = None) -> Iterator[Story]:
        """Stories by first day of publication, then id; with `articles`, only those that hold one of them."""
        if articles is None:
            touched = self._first_days(self._members(stories=self._decided.touched))
            order: Iterable[tuple[date, str]] = heapq.merge(self._untouched(), touched)
        else:
            held = {story for _, story, _ in self._members(articles=articles)}
            order = self._first_days(self._members(stories=self._linked_as(held)), held)
        for batch in batches(order, BATCH):
            yield from self._stories([story for _, story in batch])

    @asking
    def story(self, id: str) -> Story:
        """The story with this id, or the one it was merged into, or into which its first article moved."""
        root = self._decided.root(id)
        for story in self._stories([self._standing([root]).get(root, root)]):
            return story
        raise UsageError(f"there is no story {id} on record")

    @asking
    def stands_for(self, story: str) -> tuple[str, ...]:
        """Ids of the other stories that lead to this one: those merged into it, or whose first article moved here."""
        held = self.story(story)
        founded: set[str] = {held.id}
        for batch in batches(held.articles, ROWS_PER_QUERY):
            founded.update(entries.StoryEntry.objects.filter(article_id__in=batch).values_list("id", flat=True))
        merged = {each for each, root in self._decided.merged.items() if root in founded}
        roots = {each: self._decided.root(each) for each in founded | merged}
        standing = self._standing(set(roots.values()))
        led = {each for each, root in roots.items() if standing.get(root, root) == held.id}
        return tuple(sorted(led - {held.id}))

    def _standing(self, stories: Collection[str]) -> dict[str, str]:
        """Return for each of `stories` that no article belongs to any more the story of the article that founded it."""
        held = {story for _, story, _ in self._members(stories=self._linked_as(stories))}
        empty = set(stories) - held
        founders: list[tuple[str, str]] = []
        for batch in batches(sorted(empty), ROWS_PER_QUERY):
            founders += entries.StoryEntry.objects.filter(id__in=batch).values_list("id", "article_id")
        now = {article: story for article, story, _ in self._members(articles={article for _, article in founders})}
        return {story: now[article] for story, article in founders if article in now}

    def _members(
        self, *, stories: Collection[str] | None = None, articles: Collection[str] = ()
    ) -> Iterator[tuple[str, str, date | None]]:
        """Yield (article, story after judgements, day) for articles linked to `stories`, or for `articles`."""
        field, ids = ("story_id__in", stories) if stories is not None else ("links__article_id__in", articles)
        for batch in batches(ids, ROWS_PER_QUERY):
            rows = in_force(entries.StoryMember.objects.filter(**{field: batch}), self._moment)
            for article, story, day in rows.values_list("article_id", "story_id", "article__published_on"):
                yield article, self._decided.story_of(article, story), day

    def _linked_as(self, stories: Collection[str]) -> set[str]:
        """Return every story id under which an article of `stories` may have been linked."""
        touched = self._decided.touched
        return {*stories, *touched} if touched.intersection(stories) else set(stories)

    def _untouched(self) -> Iterator[tuple[date, str]]:
        """Yield (first day, id) of the stories that no judgement touched, in order."""
        rows = in_force(entries.StoryMember.objects.exclude(story_id__in=self._decided.touched), self._moment)
        first = rows.values("story_id").annotate(first=Min("article__published_on"))
        ordered = first.order_by(F("first").asc(nulls_last=True), "story_id").values_list("story_id", "first")
        for story, day in ordered.iterator(chunk_size=ROWS_PER_QUERY):
            yield _order(day, story)

    def _first_days(
        self, members: Iterable[tuple[str, str, date | None]], only: Collection[str] | None = None
    ) -> list[tuple[date, str]]:
        """Return (first day, id) of the stories in `members`, in order."""
        first: dict[str, date] = {}
        for _, story, day in members:
            if only is None or story in only:
                first[story] = min(first.get(story, date.max), day or date.max)
        return sorted((day, story) for story, day in first.items())

    def _in_order(self, dated: Iterable[tuple[str, date | None]]) -> list[tuple[str, date | None]]:
        """Return articles, each with its day, in the order of a story."""
        rows = list(dated)
        instants = self._instants([article for article, _ in rows])
        return sorted(rows, key=lambda row: (row[1] or date.max, instants[row[0]], row[0]))

    def _stories(self, ids: list[str]) -> Iterator[Story]:
        """Yield the stories `ids` that hold articles, in the order given."""
        linked = self._linked_as(ids)
        members: dict[str, list[tuple[str, date | None]]] = {story: [] for story in ids}
        for article, story, day in self._members(stories=linked):
            if story in members:
                members[story].append((article, day))
        titles = dict(entries.StoryEntry.objects.filter(id__in=ids).values_list("id", "title"))
        follows = self._follows(linked)
        order = {row: n for n, row in enumerate(self._in_order(row for rows in members.values() for row in rows))}
        for story in ids:
            rows = sorted(members[story], key=lambda row: order[row])
            days = [day for _, day in rows if day]
            if rows:
                yield Story(
                    id=story,
                    title=titles.get(story, ""),  # a split that is only supposed has founded nothing yet
                    articles=tuple(article for article, _ in rows),
                    interval=Interval(days[0], days[-1]) if days else None,
                    follows=tuple(follows.get(story, {}).values()),
                )

    def _instants(self, ids: Collection[str]) -> dict[str, str]:
        """Return a text by which articles of one day are put in order: their instant, or what follows all instants."""
        found: dict[str, str] = {}
        for batch in batches(ids, ROWS_PER_QUERY):
            rows = entries.ArticleEntry.objects.filter(id__in=batch).values_list("id", "published")
            found.update({each: instant_text(text) for each, text in rows})
        return found

    def _follows(self, linked: Collection[str]) -> dict[str, dict[str, FollowLink]]:
        """Return what each story follows, by story and earlier story; the first reason given stands."""
        found: dict[str, dict[str, FollowLink]] = {}
        for batch in batches(linked, ROWS_PER_QUERY):
            rows = in_force(entries.StoryFollow.objects.filter(story_id__in=batch), self._moment)
            rows = rows.order_by("links__appended_at", "id")
            ties = list(rows.values_list("article_id", "story_id", "of_id", "why"))
            standing = self._standing({self._decided.root(earlier) for _, _, earlier, _ in ties})
            for article, raw, earlier, why in ties:
                story, of = self._decided.story_of(article, raw), self._decided.root(earlier)
                of = standing.get(of, of)
                if story != of and self._decided.follows(story, of):
                    found.setdefault(story, {}).setdefault(of, FollowLink(story, of, why))
        return found

    @asking
    def followed_by(self, story: str) -> tuple[FollowLink, ...]:
        """Why later stories follow this one, by first day of publication."""
        held = self.story(story)
        been = {held.id}  # a story that one of these articles founded and left leads here
        for batch in batches(held.articles, ROWS_PER_QUERY):
            placed = entries.StoryMember.objects.filter(links__article_id__in=batch)
            been.update(until(placed, self._moment, "links__appended_at").values_list("story_id", flat=True))
        later: set[str] = set()
        for batch in batches(self._linked_as(been), ROWS_PER_QUERY):
            ties = in_force(entries.StoryFollow.objects.filter(of_id__in=batch), self._moment)
            later.update(self._decided.story_of(*pair) for pair in ties.values_list("article_id", "story_id"))
        order = [story for _, story in self._first_days(self._members(stories=self._linked_as(later)), later)]
        return tuple(link for each in self._stories(order) for link in each.follows if link.of == held.id)

    @asking
    def placings(self, story: str) -> tuple[Placing, ...]:
        """Each time an article that is or was in the story was placed, by its arrival, then by time."""
        held = self.story(story)
        return placings_of(held, self._linked_as({held.id}), self._moment, self._decided)

    # --- articles --------------------------------------------------------------------------------------

    @streaming
    def articles(self, ids: Collection[str] | None = None) -> Iterator[Article]:
        """Articles by day of publication, then id; with `ids`, only those."""
        order: Iterable[str]
        if ids is None:
            rows = until(entries.ArticleEntry.objects.all(), self._moment)
            ordered = rows.order_by(F("published_on").asc(nulls_last=True), "id").values_list("id", flat=True)
            order = ordered.iterator(chunk_size=ROWS_PER_QUERY)
        else:
            order = self._by_day(ids)
        for batch in batches(order, BATCH):
            made = loading.articles(batch, self._moment)
            yield from (made[each] for each in batch)

    def _by_day(self, ids: Collection[str]) -> list[str]:
        days: dict[str, date | None] = {}
        for batch in batches(ids, ROWS_PER_QUERY):
            rows = until(entries.ArticleEntry.objects.filter(id__in=batch), self._moment)
            days.update(dict(rows.values_list("id", "published_on")))
        for each in ids:
            if each not in days:
                raise UsageError(f"there is no article {each} on record")
        return sorted(days, key=lambda each: _order(days[each], each))

    @asking
    def article(self, id: str) -> Article:
        """The article with this id."""
        made = loading.articles([id], self._moment)
        if id not in made:
            raise UsageError(f"there is no article {id} on record")
        return made[id]

    @asking
    def page(self, id: str) -> Page:
        """The page with this id, as it was received."""
        row = until(entries.PageEntry.objects.filter(id=id), self._moment).first()
        if row is None:
            raise UsageError(f"there is no page {id} on record")
        return loading.page(row)

    @asking
    def revision_of(self, article: str) -> str | None:
        """The id of the earlier revision that this article replaces, or None."""
        row = until(entries.ArticleEntry.objects.filter(id=article), self._moment)
        found: str | None
        for found in row.values_list("revision_of_id", flat=True):
            return found
        raise UsageError(f"there is no article {article} on record")

    # --- what is read in them, and what ties them ------------------------------------------------------

    def _links(self, article: str) -> tuple[str, str]:
        found = loading.links_in_force([article], self._moment)
        if article not in found:
            raise UsageError(f"there is no article {article} on record")
        return found[article]

    @asking
    def reading(self, article: str) -> Reading:
        """The newest reading of the article."""
        _, reading = self._links(article)
        return self._decided.apply(loading.readings([reading])[reading])

    @asking
    def said_in(self, attribution: str) -> str:
        """The id of the article in which the attribution with this id was read."""
        rows = entries.AttributionEntry.objects.filter(attribution=attribution)
        article: str
        for article in until(rows, self._moment, "reading__appended_at").values_list("article_id", flat=True):
            return article
        raise UsageError(f"there is no attribution {attribution} on record")

    @asking
    def speakers(self, article: str) -> Mapping[str, str]:
        """Entity id for each attribution id of the article whose speaker is known."""
        rows = entries.SpeakerEntry.objects.filter(links_id=self._links(article)[0]).order_by("id")
        pairs = list(rows.values_list("attribution", "entity_id"))
        return bearers({entity for _, entity in pairs}, self._decided, self._moment).speakers(article, pairs)

    @asking
    def reports(self, story: str) -> tuple[Report, ...]:
        """The articles of a story in order, each with its reading and who bears the names in it."""
        return self.reports_by_story([story])[story]

    @asking
    def reports_by_story(self, stories: Collection[str]) -> Mapping[str, tuple[Report, ...]]:
        """The reports of each of these stories, asked at once."""
        return reports_of({each: self.story(each).articles for each in stories}, self._moment, self._decided)

    @asking
    def statements(self, story: str) -> tuple[Statement, ...]:
        """Statements of a story, in order of their first wording."""
        held = self.story(story)
        return statements_of(held.id, held.articles, self._moment, self._decided)[0]

    @asking
    def statement(self, id: str) -> Statement:
        """The statement with this id, or the one that stands for it since a later wording joined them."""
        founded = entries.StatementEntry.objects.filter(id=id).values_list("evidence__article_id", flat=True)
        for article in founded:
            chain = chained(id, self._moment)
            placed = {one: (home, day) for one, home, day in self._members(articles={one for one, *_ in chain})}
            story, _ = placed.get(article, ("", None))
            there = [(one, day) for one, (home, day) in placed.items() if home == story]
            ids = [one for one, _ in self._in_order(there)]
            own = set(ids)
            here = tied([row for row in chain if row[0] in own], id)
            statements, stands = statements_of(story, ids, self._moment, self._decided, here)
            for each in statements:
                if each.id == stands.get(id):
                    return each
        raise UsageError(f"there is no statement {id} on record")

    @asking
    def reuse(self, article: str) -> tuple[ReuseLink, ...]:
        """Text that the article has from others, whichever of the two arrived first, or from a wire's report."""
        return reuse_of({article: self._links(article)}, self._moment).get(article, ())

    @asking
    def ties(self, articles: Collection[str], *, passages: bool = True) -> Mapping[str, Ties]:
        """What ties each of these articles, by id; without `passages`, the words that they share are left out."""
        return ties_of(articles, self._moment, self._decided, passages=passages)

    # --- entities --------------------------------------------------------------------------------------

    @streaming
    def entities(self, ids: Collection[str] | None = None, *, mentions: bool = True) -> Iterator[Entity]:
        """Entities by id that articles mention; with `ids`, only those, or what they were merged into.

        Without `mentions`, where they are named and by which other names is left out, and of each of their offices
        all but the newest telling.
        """
        if ids is not None:
            asked = sorted(ids)
            held = until(entries.EntityEntry.objects.filter(id__in=asked), self._moment)
            if missing := sorted(set(asked) - set(held.values_list("id", flat=True))):
                raise UsageError(f"there is no entity {missing[0]} on record")
            together = bearers(asked, self._decided, self._moment)
            for batch in batches(sorted({together.roots[each] for each in asked}), BATCH):
                yield from shown_entities(batch, together, self._moment, mentions=mentions)
            return
        rows = until(entries.EntityEntry.objects.order_by("id"), self._moment)
        for batch in batches(rows.values_list("id", flat=True).iterator(chunk_size=ROWS_PER_QUERY), BATCH):
            together = bearers(batch, self._decided, self._moment)
            yield from shown_entities(batch, together, self._moment, mentions=mentions)

    @asking
    def joins(self, entities: Collection[str]) -> tuple[EntityJoin, ...]:
        """Why names were joined, of those of `entities` that go by several; what mentions them is not read."""
        together = bearers(entities, self._decided, self._moment)
        return tuple(join for root in sorted(together.joins) for join in together.joins[root])

    # --- faults ----------------------------------------------------------------------------------------

    @streaming
    def faults(self) -> Iterator[Fault]:
        """Faults of the input met so far, in order."""
        rows = until(entries.FaultEntry.objects.order_by("appended_at", "id"), self._moment)
        for row in rows.iterator(chunk_size=ROWS_PER_QUERY):
            yield Fault(row.where, row.what, row.done)
