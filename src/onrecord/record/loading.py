"""Values made again from rows, many at a time.

Rows never change, so a value once made stays true; the newest ones are kept in memory between look-ups.
"""

from __future__ import annotations

import json
import threading
import zlib
from collections import OrderedDict, defaultdict
from collections.abc import Callable, Collection, Hashable, Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime
from itertools import islice
from typing import Any, Generic, TypeVar, cast

from django.db import connection, models
from django.db.models import Exists, OuterRef

from onrecord.articles import Article, Credit, Removed
from onrecord.core import Evidence, Interval, Span
from onrecord.errors import RecordCorrupt
from onrecord.limits.record import (
    KNOWN_CACHE_ARTICLES,
    ROWS_PER_QUERY,
)
from onrecord.linking import differ
from onrecord.outlets import Page
from onrecord.reading import Anonymous, Attribution, AttributionKind, BodyMention, Denial, Pledge, Reading, Stance
from onrecord.record import models as entries
from onrecord.record.codec import load, published, read_mention, read_quotation, read_span, read_time
from onrecord.record.packing import unpacked
from onrecord.record.store import name
from onrecord.record.values import EntityRole, Statement, Wording

__all__ = [
    "Cache",
    "articles",
    "batches",
    "extractions_in_force",
    "in_force",
    "links_in_force",
    "page",
    "readings",
    "readings_saying",
    "until",
]

Value = TypeVar("Value")
Row = TypeVar("Row", bound=models.Model)


class Cache(Generic[Value]):
    """The values made last, by store and id, at most `KNOWN_CACHE_ARTICLES`."""

    def __init__(self) -> None:
        self._held: OrderedDict[Hashable, Value] = OrderedDict()
        self._lock = threading.Lock()

    def all(self, ids: Iterable[str], make: Callable[[list[str]], Iterable[tuple[str, Value]]]) -> dict[str, Value]:
        """Return the values of `ids`, those that are not held made by `make` and then held."""
        store = name()
        wanted = list(dict.fromkeys(ids))
        found = {}
        with self._lock:
            for each in wanted:
                if (store, each) in self._held:
                    self._held.move_to_end((store, each))
                    found[each] = self._held[store, each]
        for batch in batches([each for each in wanted if each not in found], ROWS_PER_QUERY):
            found.update(make(batch))
        with self._lock:
            for each, value in found.items():
                self._held[store, each] = value
            while len(self._held) > KNOWN_CACHE_ARTICLES:
                self._held.popitem(last=False)
        return found

    def hold(self, id: str, value: Value) -> None:
        """Take a value that was put on record just now."""
        self.all([id], lambda _: [(id, value)])


_ARTICLES: Cache[Article] = Cache()
_READINGS: Cache[Reading] = Cache()


def batches(rows: Iterable[Value], size: int) -> Iterator[list[Value]]:
    """Yield lists of up to `size` of `rows`, in order."""
    rest = iter(rows)
    while batch := list(islice(rest, size)):
        yield batch


def until(rows: models.QuerySet[Row], moment: datetime | None, column: str = "appended_at") -> models.QuerySet[Row]:
    """Return those of `rows` that stood on record at `moment`; None means now."""
    return rows if moment is None else rows.filter(**{f"{column}__lte": moment})


def in_force(rows: models.QuerySet[Row], moment: datetime | None) -> models.QuerySet[Row]:
    """Return those of `rows`, each part of some links, whose links are their article's newest at `moment`."""
    newer = entries.LinksEntry.objects.filter(
        article_id=OuterRef("links__article_id"), appended_at__gt=OuterRef("links__appended_at")
    )
    return until(rows, moment, "links__appended_at").filter(~Exists(until(newer, moment)))


def asked(sql: str, ids: Iterable[Any], *more: Any) -> list[tuple[Any, ...]]:
    """Return what `sql` gives, with `ids`, some at a time, in the place of its `{ids}` and then the values `more`.

    For the questions that every new article asks: saying them through the ORM takes ten times what SQLite needs
    to answer.
    """
    found: list[tuple[Any, ...]] = []
    with connection.cursor() as cursor:
        for batch in batches(ids, ROWS_PER_QUERY):
            cursor.execute(sql.format(ids=", ".join(["%s"] * len(batch))), [*batch, *more])
            found += cursor.fetchall()
    return found


def _newest(table: str, columns: str, ids: Collection[str], moment: datetime | None) -> list[tuple[Any, ...]]:
    """Return (article, ...) for rows of `table` about the articles `ids` at `moment`, the newest of each last."""
    sql = f"SELECT article_id, {columns} FROM {table} WHERE article_id IN ({{ids}})"  # noqa: S608 - names of our own
    if moment is None:
        return asked(f"{sql} ORDER BY appended_at, id", ids)
    at = connection.ops.adapt_datetimefield_value(moment)
    return asked(f"{sql} AND appended_at <= %s ORDER BY appended_at, id", ids, at)


def links_in_force(ids: Collection[str], moment: datetime | None) -> dict[str, tuple[str, str]]:
    """Return (links id, reading id) of each of the articles `ids`: its newest at `moment`."""
    return {row[0]: (row[1], row[2]) for row in _newest("record_linksentry", "id, reading_id", ids, moment)}


def extractions_in_force(ids: Collection[str], moment: datetime | None) -> dict[str, str]:
    """Return the id of the newest extraction of each of the articles `ids` at `moment`."""
    return dict(_newest("record_extractionentry", "id", ids, moment))


def articles(ids: Collection[str], moment: datetime | None) -> dict[str, Article]:
    """Return the articles `ids` as they were extracted last at `moment`, by id."""
    made = _ARTICLES.all(extractions_in_force(ids, moment).values(), _make_articles)
    return {article.id: article for article in made.values()}


def _make_articles(ids: Sequence[str]) -> Iterator[tuple[str, Article]]:
    for row in entries.ExtractionEntry.objects.filter(id__in=ids).select_related("article"):
        yield row.id, article_of(row)


def article_of(row: entries.ExtractionEntry) -> Article:
    """Return the article that `row` and the article's own row describe."""
    own = row.article

    def credit(part: Any) -> Credit:
        return Credit(part[0], part[1] and read_span(part[1]))

    return Article(
        page=row.page_id,
        where=row.where,
        external_id=own.external_id,
        path=row.path,
        url=own.url,
        outlet=own.outlet,
        title=own.title,
        byline=own.byline,
        dateline=row.dateline,
        published=published(own.published),
        language=row.language,
        text=own.text,
        removed=load(row.removed, lambda part: Removed(*part), row.id),
        credits=load(row.credits, credit, row.id),
        extractor=row.extractor,
    )


def remember(extraction: str, article: Article, reading: Reading) -> None:
    """Keep in memory what was put on record just now, since the next articles are likely to ask for it."""
    _ARTICLES.hold(extraction, article)
    _READINGS.hold(reading.id, reading)


def readings(ids: Iterable[str]) -> dict[str, Reading]:
    """Return the readings `ids` by id."""
    return _READINGS.all(ids, make_readings)


def readings_saying(ids: Collection[str], attributions: Iterable[str]) -> dict[str, Reading]:
    """Return the readings `ids` with only these of their attributions, and of all else their quotations."""
    said = defaultdict(list)
    for batch in batches(attributions, ROWS_PER_QUERY):
        rows = entries.AttributionEntry.objects.filter(attribution__in=batch)
        for row in rows:
            said[row.reading_id].append((row.ordinal, attribution_of(row)))
    found: dict[str, Reading] = {}
    for batch in batches(ids, ROWS_PER_QUERY):
        heads = entries.ReadingEntry.objects.filter(id__in=batch)
        for head, article, reader, quotations in heads.values_list("id", "article_id", "reader", "quotations"):
            own = tuple(each for _, each in sorted(said[head], key=lambda pair: pair[0]))
            found[head] = Reading(article, reader, (), load(quotations, read_quotation, head), own, (), ())
    return found


def make_readings(ids: Sequence[str]) -> Iterator[tuple[str, Reading]]:
    """Yield the readings `ids` with their ids, made from rows."""
    said = defaultdict(list)
    for row in entries.AttributionEntry.objects.filter(reading_id__in=ids).order_by("reading_id", "ordinal"):
        said[row.reading_id].append(attribution_of(row))
    for head in entries.ReadingEntry.objects.filter(id__in=ids):
        yield (
            head.id,
            Reading(
                article=head.article_id,
                reader=head.reader,
                sentences=load(head.sentences, read_span, head.id),
                quotations=load(head.quotations, read_quotation, head.id),
                attributions=tuple(said[head.id]),
                mentions=load(head.mentions, read_mention, head.id),
                times=load(head.times, read_time, head.id),
                pledges=load(head.pledges, unpacked(Pledge), head.id),
                bodies=load(head.bodies, unpacked(BodyMention), head.id),
                stances=load(head.stances, unpacked(Stance), head.id),
                denials=load(head.denials, unpacked(Denial), head.id),
            ),
        )


def attribution_of(row: entries.AttributionEntry) -> Attribution:
    """Return the attribution that `row` describes."""

    def spans(text: str) -> tuple[Span, ...]:
        return load(text, read_span, row.id)

    return Attribution(
        article=row.article_id,
        kind=cast(AttributionKind, row.kind),
        source=spans(row.source),
        cue=spans(row.cue),
        content=spans(row.content),
        speaker_name=row.speaker_name,
        anonymous=Anonymous(*load(row.anonymous, _text, row.id)) if row.anonymous else None,
        role=row.role,
        venue=row.venue,
        addressee=row.addressee,
        said_on=Interval(row.said_first, row.said_last) if row.said_first and row.said_last else None,
        via=row.via,
        nested_in=row.nested_in,
        confidence=row.confidence,
    )


def _text(part: Any) -> Any:
    return part


ROLE_FIELDS = (
    "role",
    "organization",
    "article__published_on",
    *(f"evidence__{each}" for each in ("start", "end", "exact", "prefix", "suffix")),
)
"""What `role_of` asks of a role's entry; its article may be long, and is not read."""


def role_of(article: str, role: str, organization: str | None, on: date | None, *evidence: Any) -> EntityRole:
    """Return an office with the words of `article` that say so, from the `ROLE_FIELDS` of its entry."""
    return EntityRole(role, organization, Evidence(article, *evidence), on)


def page(row: entries.PageEntry) -> Page:
    """Return the page that `row` holds, unpacked. Raises `RecordCorrupt` when its bytes cannot be."""
    try:
        body = zlib.decompress(row.body)
        headers = tuple((field, value) for field, value in json.loads(row.headers))
    except (zlib.error, ValueError, TypeError) as error:
        raise RecordCorrupt(f"the page {row.id} cannot be unpacked") from error
    return Page(
        where=row.where,
        path=row.path,
        url=row.url,
        media_type=row.media_type,
        charset=row.charset,
        body=body,
        headers=headers,
        received_at=row.received_at,
    )


def span_of(row: entries.Evidence) -> Span:
    """Return the place of a piece of evidence. Raises `RecordCorrupt` when there is no such place."""
    try:
        return Span(row.start, row.end)
    except ValueError as error:
        raise RecordCorrupt(f"the evidence {row.id} has a place that does not exist") from error


def by(pairs: Iterable[tuple[str, Value]]) -> Mapping[str, list[Value]]:
    """Return the second parts of `pairs`, gathered under their first."""
    gathered: dict[str, list[Value]] = defaultdict(list)
    for first, second in pairs:
        gathered[first].append(second)
    return gathered


def statement(
    id: str, story: str, wordings: list[Wording], speakers: Mapping[str, str], names: Mapping[str, str]
) -> Statement:
    """Return the statement with these wordings; each field is the first that one of them gives."""
    said = [wording.attribution for wording in wordings]
    speaker = next((speakers[each.id] for each in said if each.id in speakers), None)
    named = next((each.speaker_name for each in said if each.speaker_name), None)
    return Statement(
        id=id,
        story=story,
        speaker=speaker,
        speaker_name=names.get(speaker, named) if speaker else named,
        said_on=next((each.said_on for each in said if each.said_on), None),
        occasion=next((each.venue for each in said if each.venue), None),
        wordings=tuple(wordings),
        speakers_differ=differ((each.speaker_name, speakers.get(each.id)) for each in said),
    )
