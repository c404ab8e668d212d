"""The record's tables as those see them who bring rows from elsewhere: names, columns and their types."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from functools import cache
from typing import Any

from django.db import models

from onrecord.articles import Article
from onrecord.errors import EvidenceRejected
from onrecord.outlets import Page
from onrecord.reading import Reading
from onrecord.record.inserting import ORDER, Batch
from onrecord.record.reading_rows import reading_rows
from onrecord.record.rows import Words, article_row, extraction_row, page_row

__all__ = ["TABLES", "columns_of", "rows_read"]

TABLES: Mapping[str, type[models.Model]] = {
    model._meta.db_table.removeprefix("record_").removesuffix("entry"): model for model in ORDER
}
"""Every table that articles fill, by a short name, in an order in which what an entry rests on comes before it."""

_KINDS: Mapping[str, str] = {
    "CharField": "text",
    "TextField": "text",
    "DateTimeField": "instant",
    "DateField": "day",
    "IntegerField": "number",
    "BigIntegerField": "number",
    "FloatField": "real",
    "BinaryField": "bytes",
    "ForeignKey": "text",
}


@cache
def columns_of(model: type[models.Model]) -> tuple[tuple[str, str], ...]:
    """Return the columns of a table, the id first, each with *text*, *number*, *real*, *bytes*, *day* or *instant*."""
    return tuple((field.attname, _KINDS[field.get_internal_type()]) for field in model._meta.concrete_fields)


def rows_read(page: Page, article: Article, reading: Reading, number: int, at: datetime) -> dict[str, list[Any]]:
    """Return the rows that a page, its article and its reading make, by table (see the room's door)."""
    if not article.text or "\0" in article.text:
        raise EvidenceRejected(f"the article from {article.where} has no text that can carry evidence")
    batch = Batch()
    page_row(page, batch, at)
    article_row(article, number, None, batch, at)
    extraction_row(article, batch, at)
    reading_rows(reading, Words(article.id, article.text, batch), batch, at)
    names = {model: table for table, model in TABLES.items()}
    return {names[model]: [{"id": name, **row} for name, row in rows.items()] for model, rows in batch.tables()}
