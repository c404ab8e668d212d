"""Filling a task's private record: articles as they were read, links that were made before, and what others tell."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from onrecord import record
from onrecord.batch.tables import READ_TABLES, at, in_order, order_of, read_rows

if TYPE_CHECKING:
    from onrecord.record.private_record import PrivateRecord

__all__ = ["TOLD", "Told", "shifted", "take_articles", "take_links"]

TOLD = ("links", "entity", "entityalias", "same")
"""The record's tables by which tasks tell each other of names."""


class Told:
    """What other tasks tell, each row at the time at which the record would have held it."""

    def __init__(self, folder: Path, held: PrivateRecord) -> None:
        self._held = held
        self._later: list[tuple[int, str, dict[str, Any]]] = [
            (order_of(row["appended_at"]), name, row)
            for name in TOLD[:3]
            for row in read_rows(folder / f"{name}.parquet")
        ]
        times = {row["id"]: time for time, name, row in self._later if name == "links"}
        for row in read_rows(folder / "same.parquet"):
            self._later.append((times[row["links_id"]], "same", row))
        self._sort()

    def add(self, time: int, table: str, row: dict[str, Any]) -> None:
        """Let a row be told too."""
        self._later.append((time, table, row))
        self._sort()

    def _sort(self) -> None:
        self._later.sort(key=lambda each: (each[0], each[1], each[2]["id"]), reverse=True)

    def tell(self, time: int | None) -> None:
        """Let the private record take what was told before `time`; None means all of it."""
        rows: dict[str, list[dict[str, Any]]] = defaultdict(list)
        while self._later and (time is None or self._later[-1][0] < time):
            _, name, row = self._later.pop()
            rows[name].append(row)
        for name, several in rows.items():
            self._held.take(name, several)


def shifted(rows: Sequence[dict[str, Any]], shard: int) -> list[dict[str, Any]]:
    """Return rows of a shard with the numbers and instants that they have among all shards."""
    first = at(in_order(shard, 0)) - at(0)
    for row in rows:
        if "appended_at" in row:
            row["appended_at"] += first
        if "number" in row:
            row["number"] += in_order(shard, 0)
    return list(rows)


def take_articles(held: PrivateRecord, shards: Sequence[Mapping[str, Any]], later: Told) -> dict[str, str]:
    """Take articles as their shards give them, and return the reading of each.

    Each shard has its `number`, its `folder` and the `articles` wanted, with the one that each revises in `revisions`.
    An article that a later page gives again is known by that page from its arrival on.
    """
    readings: dict[str, str] = {}
    extracted: set[str] = set()
    for shard in sorted(shards, key=lambda each: int(each["number"])):
        for name in READ_TABLES[1:]:
            column = "id" if name == "article" else "article_id"
            file = Path(shard["folder"]) / f"{name}.parquet"
            rows = shifted(read_rows(file, where=column, among=shard["articles"]), shard["number"])
            if name == "article":
                for row in rows:
                    row["revision_of_id"] = shard["revisions"].get(row["id"])
            if name == "reading":
                readings = {row["article_id"]: row["id"] for row in rows} | readings
            if name == "extraction":
                for row in rows:
                    if row["article_id"] in extracted:
                        later.add(order_of(row["appended_at"]), name, row)
                rows = [row for row in rows if row["article_id"] not in extracted]
                extracted.update(row["article_id"] for row in rows)
            held.take(name, rows)
    return readings


def take_links(held: PrivateRecord, folders: Sequence[str], articles: Sequence[str]) -> None:
    """Take all rows of the links of some articles that were made before."""
    for folder in folders if articles else ():
        for name in record.elsewhere.columns():
            file = Path(folder) / f"{name}.parquet"
            if file.exists():
                held.take(name, read_rows(file, where="article_id", among=articles))
