"""Putting one article on record: its page, its words, its reading and its links, in one transaction or not at all."""

from __future__ import annotations

import zlib
from datetime import UTC, datetime, timedelta

from django.db import connection, models
from django.db.models import Q

from onrecord.articles import Article
from onrecord.core import key
from onrecord.errors import EvidenceRejected, Fault, RecordError
from onrecord.limits import LOOK_UP_KEYS, PAGE_COMPRESSION, ROWS_PER_QUERY
from onrecord.linking import Links
from onrecord.outlets import Page
from onrecord.reading import Reading
from onrecord.record import models as entries
from onrecord.record.codec import dump, hashed, instant, storable
from onrecord.record.rows import (
    Batch,
    Words,
    extraction_id,
    extraction_row,
    links_id,
    links_rows,
    reading_rows,
)
from onrecord.record.store import trouble, writing
from onrecord.record.values import Receipt

__all__ = ["append", "append_fault"]


def append(page: Page, article: Article, reading: Reading, links: Links) -> Receipt:
    """Put one article on record and say what that added (see the room's door)."""
    _check(page, article, reading, links)
    with trouble():
        if _held(article, reading, links):
            return Receipt(article.id, 0, _revision_held(article))
    packed = zlib.compress(page.body, PAGE_COMPRESSION)
    with writing():
        number, at = _next()
        added = 0
        if not entries.PageEntry.objects.filter(id=page.id).exists():
            entries.PageEntry.objects.bulk_create([_page_row(page, packed, at)])
            added += 1
        if not entries.ArticleEntry.objects.filter(id=article.id).exists():
            revised = _newest_at(article)
            entries.ArticleEntry.objects.bulk_create([_article_row(article, number, revised, at)])
            added += 1
        added += _insert(_batch(article, reading, links, at))
        return Receipt(article.id, added, _revision_held(article))


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


def _held(article: Article, reading: Reading, links: Links) -> bool:
    """Return whether the record holds all of this."""
    return (
        entries.LinksEntry.objects.filter(id=links_id(reading, links)).exists()
        and entries.ExtractionEntry.objects.filter(id=extraction_id(article)).exists()
    )


def _revision_held(article: Article) -> str | None:
    return entries.ArticleEntry.objects.values_list("revision_of_id", flat=True).get(id=article.id)


def _next() -> tuple[int, datetime]:
    """Return the next article's number, and an instant later than the last article's even if the clock went back."""
    last = entries.ArticleEntry.objects.order_by("-number").values_list("number", "appended_at").first()
    now = datetime.now(UTC)
    return (last[0] + 1, max(now, last[1] + timedelta(microseconds=1))) if last else (1, now)


def _newest_at(article: Article) -> str | None:
    """Return the newest article held from the same address or page: the revision that `article` follows."""
    same = Q(id__in=entries.ExtractionEntry.objects.filter(page_id=article.page).values("article_id"))
    if article.address is not None:
        same |= Q(address_key=hashed(article.address))
    return entries.ArticleEntry.objects.filter(same).order_by("-number").values_list("id", flat=True).first()


def _page_row(page: Page, packed: bytes, at: datetime) -> entries.PageEntry:
    return entries.PageEntry(
        id=page.id,
        digest=page.digest,
        media_type=page.media_type,
        charset=page.charset and storable(page.charset),
        where=storable(page.where),
        path=page.path and storable(page.path),
        url=page.url,
        headers=dump(page.headers),
        received_at=instant(page.received_at),
        body=packed,
        appended_at=at,
    )


def _article_row(article: Article, number: int, revised: str | None, at: datetime) -> entries.ArticleEntry:
    return entries.ArticleEntry(
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


def _batch(article: Article, reading: Reading, links: Links, at: datetime) -> Batch:
    """Return the rows beneath the article that the record may lack."""
    batch = Batch()
    if not entries.ExtractionEntry.objects.filter(id=extraction_id(article)).exists():
        batch.add(extraction_row(article, at))
    if not entries.ReadingEntry.objects.filter(id=reading.id).exists():
        reading_rows(reading, Words(article.id, article.text, batch), batch, at)
    if not entries.LinksEntry.objects.filter(id=links_id(reading, links)).exists():
        others = {reused.of for reused in links.reuse if reused.of}
        texts = entries.ArticleEntry.objects.filter(id__in=others).values_list("id", "text") if others else ()
        links_rows(article, reading, links, batch, at, texts)
        _index(article, links)
    return batch


def _index(article: Article, links: Links) -> None:
    """Make the article findable under its look-up keys."""
    number = entries.ArticleEntry.objects.values_list("number", flat=True).get(id=article.id)
    day = article.published_on.toordinal() if article.published_on else 0
    keys = {hashed(each) for each in links.keys[:LOOK_UP_KEYS]}
    with connection.cursor() as cursor:
        cursor.executemany(
            "INSERT INTO record_lookupkey (key, day, article_id) VALUES (%s, %s, %s)",
            [(each, day, number) for each in sorted(keys)],
        )


def _insert(batch: Batch) -> int:
    """Insert the rows that the record lacks and return how many."""
    added = 0
    for model, rows in batch.tables():
        held = _ids_held(model, list(rows)) if model in Batch.SHARED else set()
        new = [row for name, row in rows.items() if name not in held]
        model._default_manager.bulk_create(new, batch_size=ROWS_PER_QUERY)
        added += len(new)
    return added


def _ids_held(model: type[models.Model], ids: list[str]) -> set[str]:
    """Return those of `ids` that `model` holds."""
    held: set[str] = set()
    for start in range(0, len(ids), ROWS_PER_QUERY):
        held.update(
            model._default_manager.filter(pk__in=ids[start : start + ROWS_PER_QUERY]).values_list("pk", flat=True)
        )
    return held


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
