"""Searching with SQLite's FTS5."""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager

from django.db import connection
from django.db.utils import OperationalError

from onrecord.limits.search import ASK_MS
from onrecord.web.search.engine import COLUMNS, EVERY, Ask, Found, TakesTooLong, WordsByField, with_columns
from onrecord.web.search.query import And, Field, Near, Not, Or, Query, Words

__all__ = ["SQLiteEngine", "written"]

STEPS = 5_000
"""Steps of SQLite's machine between two looks at the clock, about a millisecond."""


WEIGHTS = ", ".join("1.0" if column in ("words", "quoted") else "0.3" for column in COLUMNS)
"""What was said weighs more than who said it."""


class SQLiteEngine:
    """Words in a table of FTS5 for each table of rows."""

    def create(self, table: str) -> str:
        """Return the statements that make the words of `table`."""
        return (
            f"CREATE VIRTUAL TABLE {table}_fts USING fts5("
            f"{', '.join(COLUMNS)}, tokenize='unicode61 remove_diacritics 0', prefix='2 3')"
        )

    def put(self, table: str, rows: Iterable[tuple[int, WordsByField]]) -> None:
        """Put down the words of rows that are not there yet."""
        places = ", ".join(["%s"] * (1 + len(COLUMNS)))
        sql = f"INSERT INTO {table}_fts (rowid, {', '.join(COLUMNS)}) VALUES ({places})"  # noqa: S608
        values: list[tuple[int | str, ...]] = [
            (number, *(" ".join(fields.get(column, ())) for column in COLUMNS)) for number, fields in rows
        ]
        with connection.cursor() as cursor:
            cursor.executemany(sql, values)

    def remove(self, table: str, ids: Sequence[int]) -> None:
        """Take away the words of rows."""
        with connection.cursor() as cursor:
            cursor.executemany(f"DELETE FROM {table}_fts WHERE rowid = %s", [(each,) for each in ids])  # noqa: S608

    def ask(self, table: str, ask: Ask) -> Found:
        """Return the rows that a question finds (see `Engine`); FTS5 gives the smallest weight to the best."""
        weight = f"-bm25({table}_fts, {WEIGHTS})" if ask.weighed else "0.0"
        sql = (
            f"SELECT rowid AS place, {weight} AS weight FROM {table}_fts "  # noqa: S608 - names of our own
            f"WHERE {table}_fts MATCH %s AND rowid >= %s AND rowid < %s ORDER BY rowid DESC LIMIT %s"
        )
        with _timed(), connection.cursor() as cursor:
            cursor.execute(
                with_columns(sql, table, ask.columns),
                [written(ask.tree, quoted=ask.quoted), ask.first, ask.last, ask.limit],
            )
            return list(cursor.fetchall())


@contextmanager
def _timed() -> Iterator[None]:
    """Let SQLite give up after `ASK_MS`."""
    connection.ensure_connection()
    raw = connection.connection
    end = time.monotonic() + ASK_MS / 1000
    raw.set_progress_handler(lambda: time.monotonic() > end, STEPS)
    try:
        yield
    except OperationalError as error:
        if getattr(error.__cause__, "sqlite_errorcode", None) == sqlite3.SQLITE_INTERRUPT:
            raise TakesTooLong from error
        raise
    finally:
        raw.set_progress_handler(None, 0)


def written(tree: Query | None, *, quoted: bool = False) -> str:
    """Return a question in FTS5's syntax."""
    if tree is None:
        return f"{{kind}} : {EVERY}"
    said = "quoted" if quoted else "words"
    if isinstance(tree, Words):
        return f"{{{said if quoted else 'words speaker'}}} : {_row(tree.words)}{' *' if tree.prefix else ''}"
    if isinstance(tree, Near):
        pair = " ".join(f"{_row(each.words)}{' *' if each.prefix else ''}" for each in (tree.left, tree.right))
        # FTS5 counts the words between, we count from the end of one to the beginning of the other.
        return f"{{{said}}} : NEAR({pair}, {tree.within - 1})"
    if isinstance(tree, Field):
        columns = f"about {said}" if tree.name == "about" else tree.name
        return f"{{{columns}}} : {_row(tree.words)}"
    if isinstance(tree, Or):
        return f"({' OR '.join(written(part, quoted=quoted) for part in tree.parts)})"
    parts = tree.parts if isinstance(tree, And) else (tree,)
    wanted = [written(part, quoted=quoted) for part in parts if not isinstance(part, Not)]
    unwanted = [written(part.part, quoted=quoted) for part in parts if isinstance(part, Not)]
    text = f"({' AND '.join(wanted or [written(None)])})"
    return f"({text} NOT ({' OR '.join(unwanted)}))" if unwanted else text


def _row(words: Sequence[str]) -> str:
    return f'"{" ".join(words)}"'
