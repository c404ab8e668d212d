"""Searching with PostgreSQL's tsvector, and an index of the kind GIN."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence

from django.db import connection, transaction
from django.db.utils import OperationalError

from onrecord.limits.search import ASK_MS
from onrecord.web.search.engine import COLUMNS, EVERY, Ask, Found, TakesTooLong, WordsByField, with_columns
from onrecord.web.search.query import And, Field, Near, Not, Or, Query, Words, leaves

__all__ = ["PostgreSQLEngine", "written"]

LETTERS = dict(zip(COLUMNS, "wqsaotik", strict=True))
"""Each word goes into one tsvector with the letter of its field before it, so that one index answers all fields."""
LAST_PLACE = 16_383
"""PostgreSQL keeps no place beyond."""
CANCELLED = "57014"


class PostgreSQLEngine:
    """Words in a table with one tsvector a row, for each table of rows."""

    def create(self, table: str) -> str:
        """Return the statements that make the words of `table`."""
        return (
            f"CREATE TABLE {table}_fts (id bigint PRIMARY KEY, held tsvector NOT NULL);"
            # Without fastupdate: a search never has to read a list of what is not yet sorted in.
            f"CREATE INDEX {table}_fts_held ON {table}_fts USING gin (held) WITH (fastupdate = off);"
        )

    def put(self, table: str, rows: Iterable[tuple[int, WordsByField]]) -> None:
        """Put down the words of rows that are not there yet."""
        sql = f"INSERT INTO {table}_fts (id, held) VALUES (%s, %s::tsvector)"  # noqa: S608
        with connection.cursor() as cursor:
            cursor.executemany(sql, [(number, _vector(fields)) for number, fields in rows])

    def remove(self, table: str, ids: Sequence[int]) -> None:
        """Take away the words of rows."""
        with connection.cursor() as cursor:
            cursor.execute(f"DELETE FROM {table}_fts WHERE id = ANY(%s)", [list(ids)])  # noqa: S608

    def ask(self, table: str, ask: Ask) -> Found:
        """Return the rows that a question finds (see `Engine`)."""
        # Weighed by its plain words: to weigh NEAR by all its distances took half a millisecond a row.
        weight = "ts_rank(held, CAST(%s AS tsquery), 1)" if ask.weighed else "0.0::float4"
        sql = (
            f"SELECT id AS place, {weight} AS weight FROM {table}_fts, CAST(%s AS tsquery) AS asked "  # noqa: S608
            f"WHERE held @@ asked AND id >= %s AND id < %s ORDER BY id DESC LIMIT %s"
        )
        weights = [_weights(ask.tree, quoted=ask.quoted)] if ask.weighed else []
        values: list[int | str] = [*weights, written(ask.tree, quoted=ask.quoted), ask.first, ask.last, ask.limit]
        try:
            with transaction.atomic(), connection.cursor() as cursor:
                cursor.execute(f"SET LOCAL statement_timeout = {ASK_MS}")
                cursor.execute(with_columns(sql, table, ask.columns), values)
                return list(cursor.fetchall())
        except OperationalError as error:
            if getattr(error.__cause__, "sqlstate", None) == CANCELLED:
                raise TakesTooLong from error
            raise


def _vector(fields: WordsByField) -> str:
    """Return the words of a row as a tsvector is written."""
    places: dict[str, list[str]] = defaultdict(list)
    for column, words in fields.items():
        for place, word in enumerate(words[:LAST_PLACE], 1):
            places[LETTERS[column] + word].append(str(place))
    # PostgreSQL keeps 256 places of a word.
    return " ".join(f"'{word}':{','.join(held[:256])}" for word, held in places.items())


def written(tree: Query | None, *, quoted: bool = False) -> str:
    """Return a question as a tsquery is written."""
    if tree is None:
        return f"'{LETTERS['kind']}{EVERY}'"
    said = "quoted" if quoted else "words"
    if isinstance(tree, Words):
        return _any(_row(tree.words, column, tree.prefix) for column in ((said,) if quoted else (said, "speaker")))
    if isinstance(tree, Near):
        left, right = (_row(each.words, said, each.prefix) for each in (tree.left, tree.right))
        ways = ((left, right), (right, left))
        return _any(f"{a} <{steps}> {b}" for a, b in ways for steps in range(1, tree.within + 1))
    if isinstance(tree, Field):
        columns = ("about", said) if tree.name == "about" else (tree.name,)
        return _any(_row(tree.words, column) for column in columns)
    if isinstance(tree, Or):
        return _any(written(part, quoted=quoted) for part in tree.parts)
    parts = tree.parts if isinstance(tree, And) else (tree,)
    texts = [
        f"!{written(each.part, quoted=quoted)}" if isinstance(each, Not) else written(each, quoted=quoted)
        for each in parts
    ]
    if all(isinstance(part, Not) for part in parts):
        texts.insert(0, written(None))
    return f"({' & '.join(texts)})"


def _weights(tree: Query | None, *, quoted: bool) -> str:
    """Return the words that a question wants as a tsquery, any of which adds to the weight of a row."""
    column = "quoted" if quoted else "words"
    words = {f"'{LETTERS[column]}{word}'" for leaf in leaves(tree) for word in leaf.all}
    return " | ".join(sorted(words)) or written(None)


def _row(words: Sequence[str], column: str, prefix: bool = False) -> str:  # noqa: FBT001, FBT002
    row = " <-> ".join(f"'{LETTERS[column]}{word}'" for word in words)
    return f"({row}{':*' if prefix else ''})"


def _any(texts: Iterable[str]) -> str:
    return f"({' | '.join(texts)})"
