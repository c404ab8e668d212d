"""The fifth stage: the export's tables, for each bin and for the entities of all, and then by day.

A story's promises and positions are gathered over the stories tied to it too, so a bin takes these as well; whom the
names of all bins stand for is known by now.
"""

from __future__ import annotations

import itertools
from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import date
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from onrecord import publishing, record
from onrecord.batch.done import is_done, put
from onrecord.batch.schemas import SCHEMAS, day_of, published
from onrecord.batch.tables import read_rows
from onrecord.batch.taking import Told, take_articles, take_links
from onrecord.errors import Fault

__all__ = ["NO_DAY", "publish_bin", "publish_day", "publish_entities", "put_faults"]

NO_DAY = "__HIVE_DEFAULT_PARTITION__"
"""How a folder of rows without a day is called, so that whoever reads the tables by day finds no day there."""


def publish_bin(folder: Path, asks: Mapping[str, Any]) -> None:
    """Fill `folder` with the export's tables of the articles that `asks` names and of the stories that hold them."""
    if is_done(folder, asks["from"]):
        return
    held = record.elsewhere.private()
    told = Told(Path(asks["exchange"]), held)
    take_articles(held, asks["shards"], told)
    take_links(held, asks["linked"], [each for shard in asks["shards"] for each in shard["articles"]])
    for founded in asks["linked"]:
        rows = read_rows(Path(founded) / "story.parquet", where="id", among=asks["stories"])
        held.take("story", rows)
    told.tell(None)
    snapshot = held.snapshot()
    days: dict[str, date | None] = {}
    made: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for story in snapshot.stories(articles=asks["articles"]):
        days[story.id] = story.interval.first if story.interval else None
    for name, row in publishing.export_rows(snapshot, asks["articles"]):
        if name == "articles":
            days[str(row["id"])] = date.fromisoformat(str(row["published"])[:10]) if row["published"] else None
        made[name].append({**row, "day": day_of(row, days)})
    tables = {name: published(name, made[name]) for name in SCHEMAS if name not in ("entities", "faults")}
    put(folder, tables, asks["from"])


def publish_entities(folder: Path, asks: Mapping[str, Any]) -> None:
    """Fill `folder` with the export's table of some entities, of which each stands here with all that stand for it."""
    if is_done(folder, asks["from"]):
        return
    held = record.elsewhere.private()
    wanted = asks["entities"]
    articles: set[str] = set()
    for linked in map(Path, asks["linked"]):
        for table, column in (
            ("entity", "id"), ("entityalias", "entity_id"), ("mention", "entity_id"),
            ("role", "entity_id"), ("same", "entity_id"),
        ):  # fmt: skip
            rows = read_rows(linked / f"{table}.parquet", where=column, among=wanted)
            held.take(table, rows)
            articles.update(row["article_id"] for row in rows)
            if table == "role":
                held.take("evidence", _evidence(linked, asks["read"], [row["evidence_id"] for row in rows]))
    for linked in map(Path, asks["linked"]):
        held.take("links", read_rows(linked / "links.parquet", where="article_id", among=articles))
    days: dict[str, date | None] = {}
    numbers = itertools.count(1)
    for read in map(Path, asks["read"]):
        rows = read_rows(read / "article.parquet", where="id", among=articles)
        held.take("article", [{**row, "number": next(numbers), "text": ""} for row in rows])
        days |= {row["id"]: row["published_on"] for row in rows}
    founded = {
        row["id"]: days.get(row["article_id"])
        for linked in map(Path, asks["linked"])
        for row in read_rows(linked / "entity.parquet", ["id", "article_id"], where="id", among=wanted)
    }
    rows_made = [{**publishing.rows.entity(entity), "day": founded[entity.id]} for entity in held.snapshot().entities()]
    put(folder, {"entities": published("entities", rows_made)}, asks["from"])


def _evidence(linked: Path, read: Iterable[str], ids: list[str]) -> list[dict[str, Any]]:
    """Return pieces of evidence, which linking brought or reading did."""
    places = [linked, *map(Path, read)]
    return [row for place in places for row in read_rows(place / "evidence.parquet", where="id", among=ids)]


def publish_day(folder: Path, asks: Mapping[str, Any]) -> None:
    """Fill `folder` with the rows of one table and one day of all bins, by id."""
    if is_done(folder, asks["from"]):
        return
    name, day = asks["table"], date.fromisoformat(asks["day"]) if asks["day"] else None
    parts = []
    for file in asks["files"]:
        rows = pq.read_table(file, schema=SCHEMAS[name])
        own = pc.is_null(rows["day"]) if day is None else pc.equal(rows["day"], pa.scalar(day, pa.date32()))
        parts.append(rows.filter(own))
    put(folder, {name: pa.concat_tables(parts).sort_by("id").drop_columns(["day"])}, asks["from"])


def put_faults(folder: Path, faults: Iterable[Fault], made_from: Mapping[str, str]) -> None:
    """Fill `folder` with the export's table of faults, each once, by id."""
    made = {str(row["id"]): {**row, "day": None} for row in map(publishing.rows.fault, faults)}
    put(folder, {"faults": published("faults", [made[each] for each in sorted(made)]).drop_columns(["day"])}, made_from)
