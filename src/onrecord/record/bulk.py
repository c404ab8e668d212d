"""Bringing rows that were made elsewhere into the record, many at a time: COPY on PostgreSQL, executemany on SQLite.

The guards of the record look at every row as they do at those of an append.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from django.db import connection, models

from onrecord.record import models as entries
from onrecord.record.inserting import adapted, held_ids, statement
from onrecord.record.store import trouble
from onrecord.record.tables import TABLES, columns_of

__all__ = ["latest", "load", "load_keys"]

_STAGE = "onrecord_load"


def latest() -> tuple[int, datetime | None]:
    """Return the number and the instant of the last article on record (see the room's door)."""
    with trouble():
        last = entries.ArticleEntry.objects.order_by("-number").values_list("number", "appended_at").first()
        return last or (0, None)


def load(table: str, rows: Sequence[Mapping[str, Any]]) -> int:
    """Put rows of one table on record and return how many it lacked (see the room's door)."""
    model = TABLES[table]
    columns = [name for name, _ in columns_of(model)]
    with trouble():
        return _insert(model, columns, [[row[column] for column in columns] for row in rows])


def load_keys(rows: Sequence[tuple[int, int, int]]) -> int:
    """Put (key, day, article number) on record (see the room's door)."""
    with trouble(), connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            _copy(cursor, "record_lookupkey", ("key", "day", "article_id"), rows)
        else:
            cursor.executemany("INSERT INTO record_lookupkey (key, day, article_id) VALUES (%s, %s, %s)", rows)
    return len(rows)


def _insert(model: type[models.Model], columns: Sequence[str], rows: Sequence[Sequence[Any]]) -> int:
    if not rows:
        return 0
    table = model._meta.db_table
    with connection.cursor() as cursor:
        if connection.vendor != "postgresql":
            # The guard against replacement refuses what is held before "OR IGNORE" is asked.
            held = held_ids(model, [row[0] for row in rows])
            fresh: dict[str, list[Any]] = {}
            for row in rows:
                if row[0] not in held:
                    fresh.setdefault(row[0], [adapted(value) for value in row])
            cursor.executemany(statement(model, columns[1:]), list(fresh.values()))
            return len(fresh)
        names = ", ".join(map(connection.ops.quote_name, columns))
        cursor.execute(f"CREATE TEMP TABLE {_STAGE} (LIKE {table} INCLUDING DEFAULTS) ON COMMIT DROP")
        _copy(cursor, _STAGE, columns, rows)
        cursor.execute(f"INSERT INTO {table} ({names}) SELECT {names} FROM {_STAGE} ON CONFLICT DO NOTHING")  # noqa: S608 - names of our own
        added = cursor.rowcount
        cursor.execute(f"DROP TABLE {_STAGE}")
        return int(added)


def _copy(cursor: Any, table: str, columns: Sequence[str], rows: Sequence[Sequence[Any]]) -> None:
    names = ", ".join(map(connection.ops.quote_name, columns))
    with cursor.cursor.copy(f"COPY {table} ({names}) FROM STDIN") as copy:
        for row in rows:
            copy.write_row(row)
