"""Between reading and linking: every arrival of all shards in one order, and their looks by day."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import daft
import pyarrow as pa
import pyarrow.parquet as pq
from daft import col

from onrecord.batch.done import drafted, is_done
from onrecord.batch.tables import read_rows
from onrecord.limits.batch import ROW_GROUP_ROWS, SHARD_PAGES

__all__ = ["Arrival", "Shard", "arrivals", "gather"]


@dataclass(frozen=True)
class Shard:
    """One file of the input: its number in the order of arrival, its place, and where its rows are."""

    number: int
    place: str
    folder: Path


@dataclass(frozen=True, slots=True)
class Arrival:
    """One page that arrives with its article: `number` is the arrival at which the article first came."""

    arrival: int
    number: int
    id: str
    reading: str
    day: int
    revises: str | None

    @property
    def first(self) -> bool:
        """Whether its article is new."""
        return self.arrival == self.number


def gather(folder: Path, shards: Sequence[Shard], before: Sequence[Path], made_from: dict[str, str]) -> None:
    """Fill `folder` with the arrivals of the shards, and with the looks of their articles by day.

    A page that came before is passed over, and an article that came before keeps its number; `before` are the folders
    of earlier batches of the same kind.
    """
    if is_done(folder, made_from):
        return
    schema = ["row", "page", "article", "reading", "day", "address", "keys", "names", "seen", "profile"]
    looks = daft.read_parquet([str(each.folder / "look.parquet") for each in shards], file_path_column="file")
    looks = looks.select(*schema, col("file").regexp_replace("^file://", "").alias("file"))
    numbers = daft.from_pydict(
        {"file": [str(each.folder / "look.parquet") for each in shards], "shard": [each.number for each in shards]}
    )
    looks = looks.join(numbers, on="file").with_column("arrival", col("shard") * SHARD_PAGES + col("row"))
    light = looks.select("arrival", "page", "article", "reading", "day", "address")
    light = light.with_column("old", daft.lit(0)).collect()
    for earlier in before:
        old = daft.read_parquet(str(earlier / "arrivals.parquet"))
        light = light.union_all(
            old.select("arrival", "page", "article", "reading", "day", "address", daft.lit(1).alias("old"))
        )
    pages = light.groupby("page").agg(col("arrival").min().alias("arrival"))
    light = light.join(pages, on=["page", "arrival"])
    firsts = light.groupby("article").agg(col("arrival").min().alias("number"))
    found = light.join(firsts, on="article").sort("arrival").to_arrow()
    with drafted(folder, made_from) as draft:
        kept = _revised(found)
        pq.write_table(kept, draft / "arrivals.parquet", compression="zstd", row_group_size=ROW_GROUP_ROWS)
        new = kept.filter(pa.compute.equal(kept["arrival"], kept["number"])).select(["number"])
        days = looks.join(daft.from_arrow(new), left_on="arrival", right_on="number")
        days = days.select(col("arrival").alias("number"), "day", "keys", "names", "seen", "profile").sort(
            ["day", "number"]
        )
        days.write_parquet(str(draft / "days"), partition_cols=["day"], write_mode="append")


def _revised(found: pa.Table) -> pa.Table:
    """Return the new arrivals with what each article revises: the newest one that came from the same address."""
    newest: dict[int, str] = {}
    revises = []
    for row in found.select(["arrival", "number", "article", "address"]).to_pylist():
        address = row["address"]
        revises.append(newest.get(address) if address is not None and row["arrival"] == row["number"] else None)
        if address is not None and row["arrival"] == row["number"]:
            newest[address] = row["article"]
    told = found.append_column("revises", pa.array(revises, pa.string()))
    return told.filter(pa.compute.equal(told["old"], 0)).drop_columns(["old"])


def arrivals(folder: Path) -> list[Arrival]:
    """Return the arrivals that `gather` found, in order."""
    columns = ["arrival", "number", "article", "reading", "day", "revises"]
    return [Arrival(*(row[name] for name in columns)) for row in read_rows(folder / "arrivals.parquet", columns)]
