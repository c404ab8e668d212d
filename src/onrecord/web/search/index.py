"""Keeping the index: one row for each wording of a statement and one for each article, by story.

A story's rows are made anew together, in the transaction in which its sheet is put on the shelf; so the index follows
the record with the shelf, and a judgement counts as soon as the story is shelved.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from hashlib import blake2b
from itertools import islice
from typing import TypeVar

from django.db import transaction

from onrecord.core import Span, overlap
from onrecord.limits.record import ROWS_PER_QUERY
from onrecord.limits.search import ARTICLE_WORDS
from onrecord.linking import Report
from onrecord.publishing.provenance import outlet_of
from onrecord.reading import Attribution
from onrecord.record import Snapshot, Statement, Story, Wording
from onrecord.web.search.engine import EVERY, WordsByField, engine
from onrecord.web.search.models import ArticleRow, IndexWord, Row, SaidRow
from onrecord.web.search.words import placed_words, words_of

__all__ = ["GROUP_BITS", "Entries", "entries_of", "forget", "place", "put"]

AnyRow = TypeVar("AnyRow", bound=Row)

GROUP_BITS = 14
"""Low bits of a place that tell the wordings of one statement apart."""
HASH_BITS = 29
"""Bits that tell the statements of one day apart; two that share them stand beside each other and do no harm."""


@dataclass
class Entries:
    """The rows of one story with their words, ready to be put down."""

    story: str
    articles: tuple[str, ...]
    said: list[tuple[SaidRow, WordsByField]] = field(default_factory=list)
    texts: list[tuple[ArticleRow, WordsByField]] = field(default_factory=list)


def place(day: date | None, group: str) -> int:
    """Return the first place of the rows of `group`; places grow with the day, the lowest are those without one."""
    number = int.from_bytes(blake2b(group.encode(), digest_size=8).digest()) >> (64 - HASH_BITS)
    return ((day.toordinal() if day else 0) << HASH_BITS | number) << GROUP_BITS


# --- writing ------------------------------------------------------------------------------------------------
def put(entries: Entries) -> None:
    """Put the rows of a story in place of those that it or its articles had."""
    with transaction.atomic():
        forget([entries.story], entries.articles)
        _put(SaidRow, entries.said)
        _put(ArticleRow, entries.texts)
        held = {word for _, words in (*entries.said, *entries.texts) for word in words["words"]}
        # In order, so that two workers do not wait for each other.
        new = [IndexWord(word=word) for word in sorted(held) if len(word) > 3 and not word.isdigit()]
        IndexWord.objects.bulk_create(new, ignore_conflicts=True, batch_size=500)


def _put(model: type[AnyRow], pairs: Sequence[tuple[AnyRow, WordsByField]]) -> None:
    rows = [row for row, _ in pairs]
    _part(model, rows)
    model._default_manager.bulk_create(rows, batch_size=500)
    engine().put(model._meta.db_table, ((row.id, words) for row, words in pairs))


def forget(stories: Collection[str], articles: Collection[str] = ()) -> None:
    """Take away the rows of these stories and of these articles."""
    for model in (SaidRow, ArticleRow):
        ids: set[int] = set()
        for name, values in (("story", stories), ("article", articles)):
            held = iter(values)
            while batch := list(islice(held, ROWS_PER_QUERY)):
                ids.update(model._default_manager.filter(**{f"{name}__in": batch}).values_list("id", flat=True))
        gone = iter(sorted(ids))
        while numbers := list(islice(gone, ROWS_PER_QUERY)):
            engine().remove(model._meta.db_table, numbers)
            model._default_manager.filter(id__in=numbers).delete()


def _part(model: type[Row], rows: Sequence[Row]) -> None:
    """Give each row a place of its own, the next free one after its first."""
    own: set[int] = set()
    waiting = list(rows)
    while waiting:
        taken: set[int] = set()
        wanted = iter({row.id for row in waiting})
        while batch := list(islice(wanted, ROWS_PER_QUERY)):
            taken.update(model._default_manager.filter(id__in=batch).values_list("id", flat=True))
        again = []
        for row in waiting:
            if row.id in taken or row.id in own:
                row.id += 1
                again.append(row)
            else:
                own.add(row.id)
        waiting = again


# --- making -------------------------------------------------------------------------------------------------
def entries_of(snapshot: Snapshot, story: Story, headline: str, issues: Iterable[Mapping[str, object]]) -> Entries:
    """Return the rows of a story; `issues` are its positions as the export has them."""
    reports = {report.article.id: report for report in snapshot.reports(story.id)}
    statements = snapshot.statements(story.id)
    made = Entries(story.id, story.articles)
    told = _Story(story.id, words_of(f"{headline} {story.id}"), _placed(issues))
    worded: set[str] = set()
    rows: dict[str, list[SaidRow]] = defaultdict(list)
    for statement in statements:
        day = _day(statement, reports)
        for number, wording in enumerate(statement.wordings):
            worded.add(wording.attribution.id)
            report = reports[wording.article]
            row = _said(told, report, wording, statement)
            row.id, row.said_on = place(day, statement.id) + min(number, (1 << GROUP_BITS) - 1), day
            rows[wording.article].append(row)
            made.said.append((row, _said_words(told, report, wording, row)))
    for report in reports.values():
        made.texts.append(_text(told, report, rows[report.article.id]))
    return made


@dataclass(frozen=True)
class _Story:
    """What all rows of a story share."""

    id: str
    words: tuple[str, ...]
    issues: Mapping[str, list[tuple[Span, str]]]


def _placed(issues: Iterable[Mapping[str, object]]) -> dict[str, list[tuple[Span, str]]]:
    """Return by article where positions stand, and on what issue."""
    found: dict[str, list[tuple[Span, str]]] = {}
    for row in issues:
        for each in row["evidence"]:  # type: ignore[attr-defined]
            found.setdefault(each["article"], []).append((Span(each["start"], each["end"]), str(row["issue"])))
    return found


def _day(statement: Statement, reports: Mapping[str, Report]) -> date | None:
    """Return the day of a statement where one is said, else the day on which it was first reported."""
    said = statement.said_on
    if said and said.first == said.last:
        return said.first
    days = (reports[wording.article].article.published_on for wording in statement.wordings)
    return min((day for day in days if day), default=None)


def _said(told: _Story, report: Report, wording: Wording, statement: Statement) -> SaidRow:
    part, article = wording.part, report.article
    whole = Span(part.content[0].start, part.content[-1].end)
    speaker = report.speakers.get(wording.attribution.id)
    issues = dict.fromkeys(issue for span, issue in told.issues.get(article.id, ()) if overlap(span, whole))
    return SaidRow(
        story=told.id,
        article=article.id,
        outlet=outlet_of(article),
        published=article.published_on,
        statement=statement.id,
        attribution=wording.attribution.id,
        speaker=speaker,
        speaker_name=report.names.get(speaker or "") or part.speaker_name or _described(part),
        role=part.role or "",
        kind=part.kind,
        issue="; ".join(issues),
        words=_shown(report, part.content),
        start=whole.start,
        end=whole.end,
    )


def _described(said: Attribution) -> str:
    return said.anonymous.description if said.anonymous else ""


def _shown(report: Report, spans: Sequence[Span]) -> str:
    """Return words as they are shown: in quotation marks what stands inside them, left-out words as an ellipsis."""
    text, shown = report.article.text, []
    quotations = [quotation.words for quotation in report.reading.quotations]
    for span in spans:
        opens = any(each.start <= span.start < each.end for each in quotations)
        closes = any(each.start < span.end <= each.end for each in quotations)
        words = " ".join(span.of(text).split())
        shown.append(f"{'“' if opens else ''}{words}{'”' if closes else ''}")
    return " … ".join(shown)


def _quoted(report: Report, spans: Iterable[Span]) -> Iterator[str]:
    """Yield the words of the spans that stand inside quotation marks."""
    for span in spans:
        for quotation in report.reading.quotations:
            first, last = max(span.start, quotation.words.start), min(span.end, quotation.words.end)
            if first < last:
                yield from words_of(report.article.text[first:last])


def _about(report: Report, whole: Span) -> Iterator[str]:
    """Yield the names and ids of the entities that are named within a stretch of the article."""
    named = {entity for span, entity in report.bearers.items() if overlap(span, whole)}
    for entity in sorted(named):
        yield from words_of(f"{report.names.get(entity, '')} {entity}")


def _said_words(told: _Story, report: Report, wording: Wording, row: SaidRow) -> WordsByField:
    part = wording.part
    names = dict.fromkeys((row.speaker_name, part.speaker_name or "", _described(part), row.speaker or ""))
    return {
        "words": words_of(row.words),
        "quoted": tuple(_quoted(report, part.content)),
        "speaker": words_of(" ".join(names)),
        "about": tuple(_about(report, Span(row.start, row.end))),
        "outlet": words_of(row.outlet),
        "story": told.words,
        "issue": words_of(row.issue),
        "kind": (EVERY, row.kind),
    }


def _text(told: _Story, report: Report, said: Sequence[SaidRow]) -> tuple[ArticleRow, WordsByField]:
    article = report.article
    row = ArticleRow(
        id=place(article.published_on, article.id),
        story=told.id,
        article=article.id,
        outlet=outlet_of(article),
        published=article.published_on,
        title=article.title or "",
        text=article.text,
    )
    words = (word for word, _, _ in placed_words(f"{row.title}\n{row.text}"))
    speakers = dict.fromkeys(f"{each.speaker_name} {each.speaker or ''}" for each in said)
    whole = Span(0, len(article.text) + 1)
    return row, {
        "words": tuple(islice(words, ARTICLE_WORDS)),
        "quoted": tuple(_quoted(report, [whole]))[:ARTICLE_WORDS],
        "speaker": words_of(" ".join(speakers)),
        "about": tuple(_about(report, whole)),
        "outlet": words_of(row.outlet),
        "story": told.words,
        "issue": words_of(" ".join({each.issue for each in said})),
        "kind": (EVERY, *sorted({each.kind for each in said})),
    }
