"""The door to the databases' own full-text search: FTS5 of SQLite, tsvector of PostgreSQL.

An engine keeps, for each table of rows, the words of every row by field, and answers which rows a question finds. It
alone writes a question down in the database's syntax, from words that hold nothing but letters and digits.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Protocol, TypeAlias

from django.db import connection

from onrecord.limits.search import LOOK_ROWS
from onrecord.web.search.query import Query

__all__ = [
    "COLUMNS",
    "EVERY",
    "LAST",
    "Ask",
    "Engine",
    "Found",
    "TakesTooLong",
    "WordsByField",
    "engine",
    "with_columns",
]

COLUMNS = ("words", "quoted", "speaker", "about", "outlet", "story", "issue", "kind")
EVERY = "every"
"""A word that every row has in the field `kind`, so that there is something to take away from."""

LAST = 2**63 - 1
"""Beyond all places."""

WordsByField: TypeAlias = Mapping[str, Sequence[str]]
Found: TypeAlias = list[tuple[Any, ...]]
"""Rows: the place, the weight, and the columns that were asked for."""


class TakesTooLong(Exception):
    """The database was told to let go of a question, since it took longer than `ASK_MS`."""


@dataclass(frozen=True, slots=True)
class Ask:
    """A question to one table: a tree without days, and places in `[first, last)`.

    With `quoted` words must stand inside quotation marks; `weighed` asks for the weight of each row, and `columns` are
    those of the table of rows that are wanted.
    """

    tree: Query | None
    quoted: bool = False
    first: int = 0
    last: int = LAST
    limit: int = LOOK_ROWS + 1
    weighed: bool = False
    columns: tuple[str, ...] = ()


def with_columns(sql: str, table: str, columns: Sequence[str]) -> str:
    """Return a statement that gives (place, weight), made to give columns of the table of rows too."""
    if not columns:
        return sql
    wanted = ", ".join(f'held."{column}"' for column in columns)
    return (
        f"SELECT found.place, found.weight, {wanted} FROM ({sql}) AS found "  # noqa: S608 - names of our own
        f"JOIN {table} AS held ON held.id = found.place ORDER BY found.place DESC"
    )


class Engine(Protocol):
    """What both databases do."""

    def create(self, table: str) -> str:
        """Return the statements that make the words of `table`."""
        ...

    def put(self, table: str, rows: Iterable[tuple[int, WordsByField]]) -> None:
        """Put down the words of rows that are not there yet."""
        ...

    def remove(self, table: str, ids: Sequence[int]) -> None:
        """Take away the words of rows."""
        ...

    def ask(self, table: str, ask: Ask) -> Found:
        """Return the rows that a question finds, the newest first, each with its weight when that was asked for.

        Raises `TakesTooLong`.
        """
        ...


def engine() -> Engine:
    """Return the engine of the database under the record."""
    if connection.vendor == "postgresql":
        from onrecord.web.search import postgresql

        return postgresql.PostgreSQLEngine()
    from onrecord.web.search import sqlite

    return sqlite.SQLiteEngine()
