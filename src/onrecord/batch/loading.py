"""Bringing what batches made into the record: the rows of shards and bins, with the numbers and instants of now."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from itertools import islice
from pathlib import Path
from typing import Any

from onrecord import record
from onrecord.batch.earlier import Finished, finished
from onrecord.batch.gathering import Arrival, Shard, arrivals
from onrecord.batch.resting import part
from onrecord.batch.tables import READ_TABLES, order_of, read_rows
from onrecord.batch.taking import shifted
from onrecord.errors import Fault
from onrecord.limits.batch import ARTICLE_STEPS, LOAD_ROWS

__all__ = ["Loaded", "load"]


@dataclass(frozen=True)
class Loaded:
    """What loading did: the articles that were new, and all entries that were."""

    articles: int
    entries: int
    faults: int


def load(folder: Path, days: Collection[date | None] | None) -> Loaded:
    """Bring a batch into the record (see the room's door)."""
    made = finished(folder)
    everything = arrivals(made.index)
    wanted = part(made, everything, days)
    faults = 0
    with record.writing():
        source = _Source(made, [each for each in everything if each.id in wanted], whole=days is None)
        entries = sum(
            record.elsewhere.load(table, rows)
            for table in record.elsewhere.columns()
            for rows in _some(source.rows(table), LOAD_ROWS)
        )
        for keys in _some(source.keys(), LOAD_ROWS):
            record.elsewhere.load_keys(keys)
    if days is None:
        for shard in made.shards:
            for row in read_rows(shard.folder / "faults.parquet"):
                record.append_fault(Fault(**row))
                faults += 1
    return Loaded(len(source.numbers), entries, faults)


def _some(rows: Iterator[Any], count: int) -> Iterator[list[Any]]:
    while found := list(islice(rows, count)):
        yield found


class _Source:
    """The rows of some articles, as the record is to hold them."""

    def __init__(self, made: Finished, wanted: Sequence[Arrival], *, whole: bool) -> None:
        self.made = made
        self.whole = whole
        self.ids = {each.id for each in wanted}
        first, last = record.elsewhere.latest()
        held: set[str] = set()
        for some in _some(iter(sorted(self.ids)), LOAD_ROWS):
            held.update(record.headings(some))
        new = [each for each in wanted if each.first and each.id not in held]
        self.numbers = {each.id: first + n for n, each in enumerate(new, 1)}
        self.revises = {each.id: each.revises for each in wanted if each.revises}
        self._times = sorted({time for each in wanted for time in self._steps(each)})
        # Rows that came together stay together; none lies ahead of now unless the record's last one does.
        now = datetime.now(UTC) - timedelta(microseconds=len(self._times))
        self._start = max(now, last + timedelta(microseconds=1)) if last else now

    def _steps(self, arrival: Arrival) -> range:
        return range(arrival.arrival * ARTICLE_STEPS, (arrival.arrival + 1) * ARTICLE_STEPS)

    def _instant(self, time: int) -> datetime:
        return self._start + timedelta(microseconds=bisect_left(self._times, time))

    def rows(self, table: str) -> Iterator[dict[str, Any]]:
        """Yield the rows of one of the record's tables, those that shards give in the order of arrival.

        Links may be those of an earlier batch's articles, which an arrival moved.
        """
        if table in READ_TABLES:
            for shard in self.made.shards:
                yield from self._of_shard(table, shard)
        if table not in READ_TABLES or table == "evidence":
            for folder in self.made.linked:
                among = None if self.whole else self.ids
                for row in read_rows(folder / f"{table}.parquet", where="article_id", among=among):
                    yield self._now(row)

    def _of_shard(self, table: str, shard: Shard) -> Iterator[dict[str, Any]]:
        file = shard.folder / f"{table}.parquet"
        if table == "page":
            looks = read_rows(shard.folder / "look.parquet", ["page"], where="article", among=self.ids)
            rows = read_rows(file, where="id", among=[look["page"] for look in looks])
        else:
            rows = read_rows(file, where="id" if table == "article" else "article_id", among=self.ids)
        for row in shifted(rows, shard.number):
            if table == "article":
                if row["id"] not in self.numbers:
                    continue
                row["number"] = self.numbers[row["id"]]
                row["revision_of_id"] = self.revises.get(row["id"])
            yield self._now(row)

    def _now(self, row: dict[str, Any]) -> dict[str, Any]:
        if "appended_at" in row:
            row["appended_at"] = self._instant(order_of(row["appended_at"]))
        return row

    def keys(self) -> Iterator[tuple[int, int, int]]:
        """Yield the look-up keys of the articles that are new, by article."""
        keyed: set[int] = set()
        columns = ["article", "day", "keys"]
        for shard in self.made.shards:
            for row in read_rows(shard.folder / "look.parquet", columns, where="article", among=self.ids):
                number = self.numbers.get(row["article"])
                if number is not None and number not in keyed:
                    keyed.add(number)
                    yield from ((key, row["day"], number) for key in sorted(row["keys"]))
