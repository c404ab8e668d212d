"""Inserting rows in few statements: Django's models name the tables, and plain SQL fills them.

Making a model's instance and compiling a statement for each table costs several times what SQLite needs to insert
(docs/record.md has the figures), so rows travel as mappings from column to value.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import date, datetime
from typing import Any

from django.db import connection, models

from onrecord.limits.record import ROWS_PER_QUERY
from onrecord.record import models as entries

__all__ = ["Batch", "adapted", "held_ids", "insert", "statement"]

ORDER: tuple[type[models.Model], ...] = (
    *(entries.PageEntry, entries.ArticleEntry, entries.ExtractionEntry, entries.ReadingEntry, entries.Evidence),
    *(entries.AttributionEntry, entries.LinksEntry, entries.StoryEntry, entries.StoryMember, entries.StoryFollow),
    *(entries.EntityEntry, entries.EntityAlias, entries.MentionEntry, entries.RoleEntry, entries.SameEntry),
    *(entries.SpeakerEntry, entries.StatementEntry, entries.WordingEntry, entries.ReuseEntry, entries.ReusePair),
)
"""Tables in the order of insertion: what an entry rests on comes before it."""

SHARED = (
    *(entries.Evidence, entries.StoryEntry, entries.EntityEntry, entries.EntityAlias),
    entries.StatementEntry,
)
"""Entries that several articles or readings may bring; the others are new whenever their head is new."""


class Batch:
    """Rows to insert: one row an id, in the tables' order."""

    def __init__(self) -> None:
        self._rows: dict[type[models.Model], dict[str, dict[str, object]]] = defaultdict(dict)

    def add(self, model: type[models.Model], *, id: str, **columns: object) -> None:
        """Take a row of `model`, unless one with its id is here."""
        self._rows[model].setdefault(id, columns)

    def tables(self) -> Iterator[tuple[type[models.Model], dict[str, dict[str, object]]]]:
        """Yield each model with its rows by id, in the order of insertion."""
        for model in ORDER:
            if self._rows[model]:
                yield model, self._rows[model]


def insert(batch: Batch) -> int:
    """Insert the rows of `batch` that the record lacks and return how many."""
    added = 0
    with connection.cursor() as cursor:
        for model, rows in batch.tables():
            held = held_ids(model, list(rows)) if model in SHARED else set()
            new = [(name, *map(adapted, row.values())) for name, row in rows.items() if name not in held]
            if new:
                cursor.executemany(statement(model, tuple(next(iter(rows.values())))), new)
            added += len(new)
    return added


def statement(model: type[models.Model], columns: Sequence[str]) -> str:
    """Return the SQL that inserts a row with these columns beside its id."""
    quote = connection.ops.quote_name
    names = ", ".join(quote(column) for column in ("id", *columns))
    values = ", ".join(["%s"] * (len(columns) + 1))
    return f"INSERT INTO {quote(model._meta.db_table)} ({names}) VALUES ({values})"  # noqa: S608 - names of our own


def adapted(value: object) -> Any:
    """Return a day or an instant as the database's driver takes it."""
    if isinstance(value, datetime):
        return connection.ops.adapt_datetimefield_value(value)
    if isinstance(value, date):
        return connection.ops.adapt_datefield_value(value)
    return value


def held_ids(model: type[models.Model], ids: Sequence[str]) -> set[str]:
    """Return those of `ids` that `model` holds."""
    held: set[str] = set()
    table = connection.ops.quote_name(model._meta.db_table)
    with connection.cursor() as cursor:
        for start in range(0, len(ids), ROWS_PER_QUERY):
            some = ids[start : start + ROWS_PER_QUERY]
            marks = ", ".join(["%s"] * len(some))
            cursor.execute(f"SELECT id FROM {table} WHERE id IN ({marks})", some)  # noqa: S608 - names of our own
            held.update(row[0] for row in cursor.fetchall())
    return held
