"""Asking the ledger's tables in plain SQL, for a transfer must cost little: each question is one statement."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from typing import Any

from django.db import connection

__all__ = ["instant", "many", "put", "stored"]


def many(sql: str, values: Sequence[Any] = ()) -> list[tuple[Any, ...]]:
    """Return all rows."""
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        return list(cursor.fetchall())


def put(table: str, columns: Sequence[str], rows: Iterable[Sequence[Any]]) -> None:
    """Insert rows with one statement."""
    held = list(rows)
    one = f"({', '.join(['%s'] * len(columns))})"
    sql = f"INSERT INTO {table} ({', '.join(columns)}) VALUES {', '.join([one] * len(held))}"  # noqa: S608 - our names
    with connection.cursor() as cursor:
        cursor.execute(sql, [value for row in held for value in row])


def stored(at: datetime) -> Any:
    """Return an instant as the database takes it."""
    return connection.ops.adapt_datetimefield_value(at)


def instant(value: Any) -> datetime:
    """Return an instant as the database gave it."""
    at = value if isinstance(value, datetime) else datetime.fromisoformat(value)
    return at if at.tzinfo else at.replace(tzinfo=UTC)
