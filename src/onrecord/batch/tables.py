"""Arrow tables of the record's rows and of what stages hand on, each with its columns said beforehand."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from onrecord import record
from onrecord.limits.batch import ARTICLE_STEPS, SHARD_PAGES

__all__ = [
    "COMPARED",
    "EVENTS",
    "FAULTS",
    "LOOK",
    "READ_TABLES",
    "STORIES",
    "at",
    "in_order",
    "order_of",
    "read_rows",
    "record_table",
    "table",
]

_TYPES = {
    "text": pa.string(),
    "number": pa.int64(),
    "real": pa.float64(),
    "bytes": pa.binary(),
    "day": pa.date32(),
    "instant": pa.timestamp("us", tz="UTC"),
}

READ_TABLES = ("page", "article", "extraction", "reading", "evidence", "attribution")
"""The record's tables that a page, its article and its reading fill; linking fills the others, and evidence too."""

LOOK = pa.schema(
    {
        "row": pa.int64(),
        "page": pa.string(),
        "article": pa.string(),
        "reading": pa.string(),
        "day": pa.int64(),
        "address": pa.int64(),
        "keys": pa.list_(pa.int64()),
        "names": pa.list_(pa.int64()),
        "seen": pa.string(),
        "profile": pa.binary(),
    }
)
"""What linking looks at before it takes an article up: `row` is its place in the shard, `day` a proleptic ordinal."""

COMPARED = pa.schema(
    {
        "arrival": pa.int64(),
        "near": pa.list_(pa.int64()),
        "chances": pa.list_(pa.float64()),
        "similarities": pa.list_(pa.float64()),
    }
)
"""For each arrival the articles near it, the nearest first, each with its likeness."""

EVENTS = pa.schema([("step", pa.int64()), ("article", pa.int64()), ("story", pa.string()), *COMPARED])
"""Each time that an article is put into a story: at which arrival, as its how manieth step, and seen among which."""

STORIES = pa.schema({"article": pa.int64(), "time": pa.int64(), "story": pa.string()})
"""Which story an article of another bin had from which time on."""

FAULTS = pa.schema({"where": pa.string(), "what": pa.string(), "done": pa.string()})

_FIRST = datetime(1970, 1, 1, tzinfo=UTC)


def at(arrival: int, step: int = 0) -> datetime:
    """Return the instant that stands for a step of an arrival until the rows are loaded; it comes from no clock."""
    return _FIRST + timedelta(microseconds=arrival * ARTICLE_STEPS + step)


def in_order(shard: int, row: int) -> int:
    """Return the number of an arrival: the row of a shard."""
    return shard * SHARD_PAGES + row


def order_of(instant: datetime) -> int:
    """Return the microseconds after the first instant, by which rows are ordered."""
    return (instant - _FIRST) // timedelta(microseconds=1)


def table(rows: Iterable[Mapping[str, Any]], schema: pa.Schema) -> pa.Table:
    """Return rows as a table."""
    return pa.Table.from_pylist(list(rows), schema=schema)


def record_table(name: str, rows: Sequence[Mapping[str, Any]]) -> pa.Table:
    """Return rows of one of the record's tables as a table."""
    return table(rows, pa.schema([(column, _TYPES[kind]) for column, kind in record.elsewhere.columns()[name]]))


def read_rows(
    file: Path, columns: Sequence[str] | None = None, *, where: str = "", among: Collection[Any] | None = None
) -> list[dict[str, Any]]:
    """Return rows of a file, those whose column `where` is among some values."""
    found: list[dict[str, Any]] = []
    values = pa.array(list(among)) if among else None
    with pq.ParquetFile(file) as stored:
        for group in range(stored.num_row_groups):
            if among is not None:
                if values is None:
                    break
                mask = pc.is_in(stored.read_row_group(group, columns=[where])[where], value_set=values)
                if not pc.any(mask).as_py():
                    continue
                found += stored.read_row_group(group, columns=columns).filter(mask).to_pylist()
            else:
                found += stored.read_row_group(group, columns=columns).to_pylist()
    return found
