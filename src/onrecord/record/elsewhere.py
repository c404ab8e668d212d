"""A second door of the record, for those who make its rows elsewhere and bring them in at last, many at a time.

As at the first one, what stands behind a door is imported when it is opened, since it needs Django set up.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Any

from onrecord.articles import Article
from onrecord.outlets import Page
from onrecord.reading import Reading

if TYPE_CHECKING:
    from onrecord.record.private_record import PrivateRecord

__all__ = ["columns", "key_numbers", "latest", "load", "load_keys", "private", "rows_read"]


def _set_up() -> None:
    from onrecord.record import store

    store.set_up()


def columns() -> Mapping[str, tuple[tuple[str, str], ...]]:
    """Return the tables that articles fill, each after those that it rests on, with their columns, the id first.

    A column holds *text*, *number*, *real*, *bytes*, *day* or *instant*.
    """
    _set_up()
    from onrecord.record import tables

    return {name: tables.columns_of(model) for name, model in tables.TABLES.items()}


def rows_read(page: Page, article: Article, reading: Reading, number: int, at: datetime) -> dict[str, list[Any]]:
    """Return the rows that a page, its article and its reading make, by table, for whoever loads them later.

    Raises `onrecord.errors.EvidenceRejected` as `append` does.
    """
    _set_up()
    from onrecord.record import tables

    return tables.rows_read(page, article, reading, number, at)


def private() -> PrivateRecord:
    """Open a record in memory that is this process's own, in place of the one that it had open."""
    _set_up()
    from onrecord.record.private_record import PrivateRecord

    return PrivateRecord()


def key_numbers(keys: Sequence[str]) -> tuple[int, ...]:
    """Return the numbers under which the record looks for articles by these look-up keys, each once."""
    _set_up()
    from onrecord.record import look_up

    return look_up.key_numbers(keys)


def latest() -> tuple[int, datetime | None]:
    """Return the number and the instant of the last article on record, 0 and None while it is empty."""
    _set_up()
    from onrecord.record import bulk

    return bulk.latest()


def load(table: str, rows: Sequence[Mapping[str, Any]]) -> int:
    """Put rows of one table, as `columns` has them, on record, and return how many of them it lacked.

    What is on record stays, and of two rows with one id the first is taken. To be called within `writing`, with what
    a row rests on before it. Raises `onrecord.errors.EvidenceRejected` when evidence does not stand in its article.
    """
    _set_up()
    from onrecord.record import bulk

    return bulk.load(table, rows)


def load_keys(rows: Sequence[tuple[int, int, int]]) -> int:
    """Let articles be found: each row is the number of a key, the day (a proleptic ordinal) and the article's number.

    To be called within `writing`, for articles that were loaded just now. Returns the number of rows.
    """
    _set_up()
    from onrecord.record import bulk

    return bulk.load_keys(rows)
