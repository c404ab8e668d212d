"""The audit: every digest and id computed again, every piece of evidence looked up again in its article.

It reads the whole record once, a batch at a time, and reports what does not hold; it changes nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any

from django.db import connection, models

from onrecord.articles import Article
from onrecord.core import digest, key
from onrecord.errors import Fault, RecordCorrupt, RecordError
from onrecord.limits.record import (
    AUDIT_BATCH_ROWS,
    AUDIT_FAULTS,
)
from onrecord.record import guards, loading
from onrecord.record import models as entries
from onrecord.record.codec import hashed, load, published, read_span
from onrecord.record.loading import batches
from onrecord.record.packing import spans_in
from onrecord.record.reading_rows import agenda_of
from onrecord.record.rows import evidence_id, hull
from onrecord.record.store import name, trouble

__all__ = ["Progress", "verify"]

Progress = Callable[[str, int], None]
"""Called with the kind of entry and how many of them have been looked at."""

DONE = "nothing was changed; do not rely on this entry, and restore the record from a copy"

IDS: Mapping[type[models.Model], Callable[[Any], str]] = {
    entries.ReadingEntry: lambda row: key("read", row.article_id, row.reader),
    entries.ExtractionEntry: lambda row: key("ext", row.page_id, row.article_id, row.extractor),
    entries.LinksEntry: lambda row: key("link", row.reading_id, row.linker),
    entries.StoryMember: lambda row: key("mem", row.links_id, row.story_id),
    entries.StoryFollow: lambda row: key("fol", row.links_id, row.story_id, row.of_id),
    entries.EntityAlias: lambda row: key("ali", row.entity_id, row.name),
    entries.SameEntry: lambda row: key("same", row.links_id, row.entity_id, row.of_id),
    entries.SpeakerEntry: lambda row: key("spk", row.links_id, row.attribution),
    entries.WordingEntry: lambda row: key("wor", row.links_id, row.statement_id, row.attribution),
    entries.ReuseEntry: lambda row: key("reu", row.links_id, row.ordinal),
    entries.ReusePair: lambda row: key("pair", row.reuse_id, row.ordinal),
    entries.FaultEntry: lambda row: key("fault", row.where, row.what, row.done),
    entries.RetractionEntry: lambda row: key("retract", row.judgement_id),
}
"""How the id of a row follows from its own columns. Ids that linking gives (stories, entities, statements) do not;
those of pages, articles, evidence, attributions and judgements are computed with the rest of what they hold."""


def verify(progress: Progress | None = None) -> Iterator[Fault]:
    """Yield what does not hold in the record (see the room's door)."""
    with trouble():
        store = name()
    found = 0
    for title, check in CHECKS.items():
        try:
            with trouble():
                for fault in check(progress or _silent):
                    found += 1
                    if found <= AUDIT_FAULTS:
                        yield Fault(f"{store}, {fault.where}", fault.what, fault.done)
        except RecordError as error:
            yield Fault(f"{store}, {title}", f"this part of the record cannot be read: {error}", DONE)
    if found > AUDIT_FAULTS:
        yield Fault(store, f"{found - AUDIT_FAULTS} more entries do not hold", "they were counted, not described")


def _silent(_: str, __: int) -> None:
    """Say nothing of progress."""


def _wrong(where: str, what: str) -> Fault:
    return Fault(where, what, DONE)


def _every(rows: models.QuerySet[Any], title: str, progress: Progress) -> Iterator[list[Any]]:
    """Yield all `rows`, some at a time, and tell `progress`."""
    seen = 0
    for batch in batches(rows.iterator(chunk_size=AUDIT_BATCH_ROWS), AUDIT_BATCH_ROWS):
        seen += len(batch)
        yield batch
        progress(title, seen)


def _asked(sql: str) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(sql)
        return list(cursor.fetchall())


def _store(progress: Progress) -> Iterator[Fault]:
    """Check the database's own structure."""
    if connection.vendor == "sqlite":
        for (says,) in _asked("PRAGMA integrity_check"):
            if says != "ok":
                yield _wrong("the file", f"the database finds itself damaged: {says}")
    progress("the store", 1)


def _guards(progress: Progress) -> Iterator[Fault]:
    """Check that the triggers stand as we set them."""
    if connection.vendor == "sqlite":
        standing = {row[0]: row[1] for row in _asked("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'")}
    else:
        standing = {row[0]: None for row in _asked("SELECT tgname FROM pg_trigger WHERE tgenabled IN ('O', 'A')")}
    for table, statements in guards.triggers(connection.vendor).items():
        for statement in statements:
            trigger = statement.split()[2]
            if trigger not in standing or standing[trigger] not in (None, statement):
                yield _wrong(f"table {table}", f"the database no longer refuses what it should: {trigger} is gone")
    progress("guards", len(standing))


def _references(progress: Progress) -> Iterator[Fault]:
    """Check that whatever an entry names is on record."""
    for model in _models():
        for field in model._meta.concrete_fields:
            if isinstance(field, models.ForeignKey):
                yield from _dangling(model, field)
        progress("references", 1)


def _models() -> list[type[models.Model]]:
    return [getattr(entries, each) for each in entries.__all__]


def _dangling(model: type[models.Model], field: models.ForeignKey[Any, Any]) -> Iterator[Fault]:
    quote = connection.ops.quote_name
    column, target = quote(str(field.column)), quote(str(field.target_field.column))
    table, other = quote(model._meta.db_table), quote(field.target_field.model._meta.db_table)
    sql = (
        f"SELECT a.id FROM {table} a LEFT JOIN {other} b ON b.{target} = a.{column} "  # noqa: S608
        f"WHERE a.{column} IS NOT NULL AND b.{target} IS NULL"
    )
    for (row,) in _asked(sql):
        yield _wrong(f"{model.__name__} {row}", f"it names an entry that is not on record ({field.name})")


def _evidenced(progress: Progress) -> Iterator[Fault]:
    """Check that every entry has evidence from its own article."""
    for table in (*guards.EVIDENCED, *guards.ADDED):
        sql = (
            f"SELECT a.id FROM record_{table} a LEFT JOIN record_evidence b "  # noqa: S608
            "ON b.id = a.evidence_id AND b.article_id = a.article_id WHERE b.id IS NULL"
        )
        for (row,) in _asked(sql):
            yield _wrong(f"{table} {row}", "it has no evidence from its own article")
        progress("entries with evidence", 1)


def _pages(progress: Progress) -> Iterator[Fault]:
    for batch in _every(entries.PageEntry.objects.order_by("id"), "pages", progress):
        for row in batch:
            try:
                page = loading.page(row)
            except RecordCorrupt as error:
                yield _wrong(f"page {row.id} ({row.where})", str(error))
                continue
            if digest(page.body) != row.digest or page.id != row.id:
                yield _wrong(f"page {row.id} ({row.where})", "its bytes are not those that were received")


def _articles(progress: Progress) -> Iterator[Fault]:
    for batch in _every(entries.ArticleEntry.objects.order_by("id"), "articles", progress):
        ids = [row.id for row in batch]
        taken = set(
            entries.ExtractionEntry.objects.filter(article_id__in=ids).values_list("article_id", flat=True).distinct()
        )
        for row in batch:
            if row.id not in taken:
                yield _wrong(f"article {row.id}", "no page is on record from which it was taken")
            try:
                article = _article(row)
            except RecordCorrupt as error:
                yield _wrong(f"article {row.id}", str(error))
                continue
            address = None if article.address is None else hashed(article.address)
            if article.id != row.id:
                yield _wrong(f"article {row.id}", "its words, title or day are not those that were put on record")
            elif article.published_on != row.published_on or address != row.address_key:
                yield _wrong(f"article {row.id}", "its day or address does not agree with the rest of it")


def _article(row: entries.ArticleEntry) -> Article:
    """Return what makes the article's id."""
    return Article(
        page="",
        where="",
        external_id=row.external_id,
        path=None,
        url=row.url,
        outlet=row.outlet,
        title=row.title,
        byline=row.byline,
        dateline=None,
        published=published(row.published),
        language=None,
        text=row.text,
        removed=(),
        credits=(),
        extractor="",
    )


def _texts(ids: Iterable[str]) -> dict[str, str]:
    return dict(entries.ArticleEntry.objects.filter(id__in=set(ids)).values_list("id", "text"))


def _evidence(progress: Progress) -> Iterator[Fault]:
    for batch in _every(entries.Evidence.objects.order_by("article_id", "start", "id"), "evidence", progress):
        texts = _texts(row.article_id for row in batch)
        for row in batch:
            if not _stands(row, texts.get(row.article_id)):
                yield _wrong(f"evidence {row.id} (article {row.article_id})", "its words do not stand in the article")


def _stands(row: entries.Evidence, text: str | None) -> bool:
    """Return whether evidence is at its exact place, with its exact surroundings, under its id."""
    return (
        text is not None
        and 0 <= row.start < row.end <= len(text)
        and text[row.start : row.end] == row.exact
        and text[: row.start].endswith(row.prefix)
        and text.startswith(row.suffix, row.end)
        and row.id == key("ev", row.article_id, row.start, row.end)
    )


def _readings(progress: Progress) -> Iterator[Fault]:
    """Check that readings speak of places in their article, and attributions rest on the words that they span."""
    for batch in _every(entries.ReadingEntry.objects.order_by("id"), "readings", progress):
        texts = _texts(row.article_id for row in batch)
        ids = [row.id for row in batch]
        rows = entries.AttributionEntry.objects.filter(reading_id__in=ids).order_by("reading_id", "ordinal")
        for row in rows.iterator(chunk_size=AUDIT_BATCH_ROWS):
            where = f"attribution {row.attribution} (article {row.article_id})"
            try:
                said = loading.attribution_of(row)
            except RecordCorrupt as error:
                yield _wrong(where, str(error))
                continue
            if said.id != row.attribution or row.id != key("atr", row.reading_id, row.ordinal, said.id):
                yield _wrong(where, "its places are not those that were put on record")
            elif row.evidence_id != evidence_id(row.article_id, hull(said)):
                yield _wrong(where, "its evidence is not the words that it spans")
        try:
            readings = dict(loading.make_readings(ids))
        except RecordCorrupt as error:
            yield _wrong("readings", str(error))
            continue
        for row in batch:
            reading, length = readings[row.id], len(texts.get(row.article_id, ""))
            spans = [*reading.sentences, *(each.span for each in reading.quotations)]
            spans += [*(each.span for each in reading.mentions), *(each.span for each in reading.times)]
            spans += spans_in(agenda_of(reading))
            if any(span.end > length for span in spans):
                yield _wrong(f"reading {row.id}", "it speaks of places beyond the end of its article")


def _links(progress: Progress) -> Iterator[Fault]:
    """Check that links speak of their own reading, and put their article into one story."""
    for batch in _every(entries.LinksEntry.objects.select_related("reading").order_by("id"), "links", progress):
        ids = [row.id for row in batch]
        members = entries.StoryMember.objects.filter(links_id__in=ids).values_list("links_id", flat=True)
        stories = loading.by((links, links) for links in members)
        said = loading.by(
            entries.AttributionEntry.objects.filter(reading_id__in=[row.reading_id for row in batch]).values_list(
                "reading_id", "attribution"
            )
        )
        tied = loading.by(
            pair
            for model in (entries.SpeakerEntry, entries.WordingEntry)
            for pair in model._default_manager.filter(links_id__in=ids).values_list("links_id", "attribution")
        )
        for row in batch:
            if row.reading.article_id != row.article_id:
                yield _wrong(f"links {row.id}", "they link a reading of another article")
            if len(stories.get(row.id, ())) != 1:
                yield _wrong(f"links {row.id}", "they do not put their article into one story")
            if not set(tied.get(row.id, ())) <= set(said.get(row.reading_id, ())):
                yield _wrong(f"links {row.id}", "they speak of an attribution that their reading does not hold")


def _mentions(progress: Progress) -> Iterator[Fault]:
    rows = entries.MentionEntry.objects.select_related("evidence").order_by("article_id", "id")
    for batch in _every(rows, "mentions", progress):
        texts = _texts(row.article_id for row in batch)
        for row in batch:
            spans = load(row.spans, read_span, row.id)
            beyond = any(span.end > len(texts.get(row.article_id, "")) for span in spans)
            if beyond or not spans or spans[0] != loading.span_of(row.evidence):
                yield _wrong(f"mention {row.id}", "its places do not agree with its article or its evidence")


def _ids(progress: Progress) -> Iterator[Fault]:
    """Check that the ids which follow from a row's columns are those that it bears."""
    for model, make in IDS.items():
        for batch in _every(model._default_manager.order_by("id"), model.__name__, progress):
            for row in batch:
                if make(row) != row.pk:
                    yield _wrong(f"{model.__name__} {row.pk}", "its id does not follow from what it holds")


CHECKS: Mapping[str, Callable[[Progress], Iterator[Fault]]] = {
    "the store": _store,
    "guards": _guards,
    "references": _references,
    "entries with evidence": _evidenced,
    "pages": _pages,
    "articles": _articles,
    "evidence": _evidence,
    "readings": _readings,
    "links": _links,
    "mentions": _mentions,
    "ids": _ids,
}
