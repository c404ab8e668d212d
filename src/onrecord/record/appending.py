"""Putting one article on record: its page, its words, its reading and its links, in one transaction or not at all."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta

from django.db import connection, transaction

from onrecord.articles import Article
from onrecord.core import key
from onrecord.errors import EvidenceRejected, Fault, RecordError
from onrecord.limits.record import LOOK_UP_KEYS
from onrecord.linking import Links
from onrecord.outlets import Page
from onrecord.reading import Reading
from onrecord.record import loading
from onrecord.record import models as entries
from onrecord.record.codec import hashed, storable
from onrecord.record.inserting import Batch, insert
from onrecord.record.reading_rows import reading_rows
from onrecord.record.rows import (
    LinksRows,
    Words,
    article_row,
    extraction_id,
    extraction_row,
    links_id,
    page_row,
)
from onrecord.record.store import trouble, writing
from onrecord.record.values import Receipt

__all__ = ["append", "append_fault", "append_links"]


def append(page: Page, article: Article, reading: Reading, links: Links) -> Receipt:
    """Put one article on record and say what that added (see the room's door)."""
    _check(page, article, reading, links)
    heads = (page.id, article.id, extraction_id(article), reading.id, links_id(reading, links))
    with trouble():
        if all(_held(heads)):
            return Receipt(article.id, 0, _revision_held(article))
    with writing():
        batch = Batch()
        number, at = _next()
        revised = None
        page_held, article_held, extraction_held, reading_held, links_held = _held(heads)
        if not page_held:
            page_row(page, batch, at)
        if article_held:
            revised = _revision_held(article)
        else:
            revised = _newest_at(article)
            article_row(article, number, revised, batch, at)
        if not extraction_held:
            extraction_row(article, batch, at)
        words = Words(article.id, article.text, batch)
        if not reading_held:
            reading_rows(reading, words, batch, at)
        if not links_held:
            _add_links(LinksRows(article, reading, links, words, at), _texts(links))
        added = insert(batch)
        if not links_held:
            _index(article, links, linked_before=article_held)
        if not extraction_held and not reading_held and _comes_back(article):
            transaction.on_commit(lambda: loading.remember(heads[2], article, reading))
    return Receipt(article.id, added, revised)


def append_links(article: Article, reading: Reading, links: Links, at: datetime | None = None) -> int:
    """Put new links of an article on record and return how many entries that added (see the room's door)."""
    if {reading.article, links.article} != {article.id}:
        raise RecordError(f"the reading or the links given are not of the article from {article.where}")
    with writing():
        name = links_id(reading, links)
        *_, read_held, links_held = _held(("", article.id, "", reading.id, name))
        if not read_held:
            raise RecordError(f"the article from {article.where} is to be linked and was not read")
        if links_held:
            return 0
        batch = Batch()
        words = Words(article.id, article.text, batch)
        _add_links(LinksRows(article, reading, links, words, at or _next()[1]), _texts(links))
        added = insert(batch)
        _index(article, links, linked_before=True)
        return added


def _comes_back(article: Article) -> bool:
    """Return whether the article will be read as it was given; odd file names are stored in readable form."""
    parts = (article.where, article.path, article.dateline)
    return all(part is None or storable(part) == part for part in parts)


def _held(heads: tuple[str, ...]) -> tuple[bool, ...]:
    """Return which of page, article, extraction, reading and links the record holds."""
    tables = ("page", "article", "extraction", "reading", "links")
    asked = (f"EXISTS (SELECT 1 FROM record_{table}entry WHERE id = %s)" for table in tables)  # noqa: S608
    sql = f"SELECT {', '.join(asked)}"
    with connection.cursor() as cursor:
        cursor.execute(sql, heads)
        return tuple(map(bool, cursor.fetchone()))


def _texts(links: Links) -> dict[str, str]:
    """Return the texts of the articles with which `links` shares text, by id."""
    others = {each for reused in links.reuse for each in (reused.article, reused.of) if each} - {links.article}
    rows = entries.ArticleEntry.objects.filter(id__in=others).values_list("id", "text")
    return dict(rows) if others else {}


def _check(page: Page, article: Article, reading: Reading, links: Links) -> None:
    """Refuse values that do not belong together."""
    if article.page != page.id:
        raise RecordError(f"the article from {article.where} was not taken from the page given with it")
    if {reading.article, links.article} != {article.id}:
        raise RecordError(f"the reading or the links given are not of the article from {article.where}")
    named = (article.external_id, article.url, article.outlet, article.title, article.byline, page.url)
    if any("\0" in part for part in named if part) or "\0" in article.text:
        raise EvidenceRejected(f"the article from {article.where} holds a NUL character")
    if not article.text:
        raise EvidenceRejected(f"the article from {article.where} has no text")


def _revision_held(article: Article) -> str | None:
    return entries.ArticleEntry.objects.values_list("revision_of_id", flat=True).get(id=article.id)


def _next() -> tuple[int, datetime]:
    """Return the next article's number, and an instant later than that of the last links.

    The clock may have gone back, and another machine's may be ahead: who follows the arrivals would miss what came
    before the last that it saw.
    """
    now = datetime.now(UTC)
    last = entries.LinksEntry.objects.order_by("-appended_at").values_list("appended_at", flat=True).first()
    number = entries.ArticleEntry.objects.order_by("-number").values_list("number", flat=True).first()
    return (number or 0) + 1, max(now, last + timedelta(microseconds=1)) if last else now


_NEWEST = """SELECT id FROM record_articleentry WHERE number = (SELECT max(number) FROM (
    SELECT number FROM record_articleentry WHERE address_key = %s
    UNION ALL
    SELECT number FROM record_articleentry a JOIN record_extractionentry e ON e.article_id = a.id WHERE e.page_id = %s
) same)"""
"""Said in SQL, since an OR over both made SQLite walk through all articles, newest first."""


def _newest_at(article: Article) -> str | None:
    """Return the newest article held from the same address or page: the revision that `article` follows."""
    address = None if article.address is None else hashed(article.address)
    with connection.cursor() as cursor:
        cursor.execute(_NEWEST, [address, article.page])
        row = cursor.fetchone()
    return row[0] if row else None


def _index(article: Article, links: Links, *, linked_before: bool) -> None:
    """Make the article findable under its look-up keys, each once, by however many linkers it was linked."""
    number = entries.ArticleEntry.objects.values_list("number", flat=True).get(id=article.id)
    day = article.published_on.toordinal() if article.published_on else 0
    keys = {hashed(each) for each in links.keys[:LOOK_UP_KEYS]}
    if linked_before:
        held = "SELECT key FROM record_lookupkey WHERE key IN ({ids}) AND day = %s AND article_id = %s"
        keys.difference_update(row[0] for row in loading.asked(held, keys, day, number))
    with connection.cursor() as cursor:
        cursor.executemany(
            "INSERT INTO record_lookupkey (key, day, article_id) VALUES (%s, %s, %s)",
            [(each, day, number) for each in sorted(keys)],
        )


def append_fault(fault: Fault) -> None:
    """Put a fault of the input on record; the same fault again changes nothing."""
    where, what, done = (storable(part) for part in (fault.where, fault.what, fault.done))
    name = key("fault", where, what, done)
    with trouble():
        if entries.FaultEntry.objects.filter(id=name).exists():
            return
    with writing():
        if not entries.FaultEntry.objects.filter(id=name).exists():
            row = entries.FaultEntry(id=name, where=where, what=what, done=done, appended_at=datetime.now(UTC))
            entries.FaultEntry.objects.bulk_create([row])


def _add_links(rows: LinksRows, texts: Mapping[str, str]) -> None:
    """Put everything that the links add into the batch; `texts` are those of the articles they share text with."""
    rows.story()
    for ordinal, entity in enumerate(rows.links.entities):
        rows.entity(ordinal, entity)
    for same in rows.links.same:
        rows.same(same)
    rows.speech()
    others = {other: Words(other, text, rows.batch) for other, text in texts.items()}
    for ordinal, reused in enumerate(rows.links.reuse):
        rows.reuse(ordinal, reused, others)
