"""What bins tell each other, by the engine's joins: the stories of articles near theirs, and who bears which names.

Everything told has its time, so that a bin sees at each arrival what the record would have held then, and no more.
What comes out of a bin depends on what earlier arrivals told alone; so bins that work until what they are told no
longer changes have found what one run over all arrivals in their order finds.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import daft
import pyarrow as pa
import pyarrow.compute as pc
from daft import col, lit

from onrecord.batch.components import components
from onrecord.batch.done import put
from onrecord.batch.tables import STORIES, record_table
from onrecord.batch.taking import TOLD
from onrecord.limits.batch import ARTICLE_STEPS

__all__ = ["asked_by_articles", "asked_by_names", "exchange", "exchange_stories", "tell", "told_by"]

Rows = Mapping[str, daft.DataFrame]
_HEADS = {"entity": "id", "entityalias": "entity_id", "same": "entity_id"}
"""The column by which a row of names belongs to an entity."""


def exchange_stories(placed: Mapping[str, Path], before: Sequence[Path]) -> pa.Table:
    """Return for each bin the stories of other bins' articles near its own: (bin, article, time, story), in order.

    `placed` has the folder in which each bin's placings are, and `before` those of earlier batches.
    """
    events = _of_bins({name: folder / "events.parquet" for name, folder in placed.items()})
    told = events.select("bin", "article", "story", (col("arrival") * ARTICLE_STEPS + col("step")).alias("time"))
    for folder in before:
        old = daft.read_parquet(str(folder / "events.parquet"))
        old = old.select("article", "story", (col("arrival") * ARTICLE_STEPS + col("step")).alias("time"))
        told = told.union_all(old.select(lit("").alias("bin"), "article", "story", "time"))
    near = events.select("bin", "near").explode("near").where(col("near").not_null()).distinct()
    found = near.join(
        told.select(col("bin").alias("other"), "article", "story", "time"), left_on="near", right_on="article"
    )
    found = found.where(col("bin") != col("other")).select("bin", col("near").alias("article"), "time", "story")
    return found.sort(["bin", "article", "time"]).to_arrow()


def told_by(bins: Mapping[str, Path], before: Sequence[Path]) -> Rows:
    """Return what bins, each in its folder, and the links of earlier batches tell of names, by table."""
    return {each: _told(each, bins, before) for each in (*TOLD, "mention")}


def asked_by_names(names: pa.Table, rows: Rows) -> daft.DataFrame:
    """Return (bin, entity_id) of whom each bin mentions, and of who bears one of its `names`, which are (bin, name)."""
    bearing = rows["entityalias"].select("entity_id", "name_key").distinct()
    named = daft.from_arrow(names).join(bearing, left_on="name", right_on="name_key")
    mentioned = rows["mention"].where(col("bin") != lit("")).select("bin", "entity_id")
    return named.select("bin", "entity_id").union_all(mentioned).distinct()


def asked_by_articles(articles: pa.Table, rows: Rows) -> daft.DataFrame:
    """Return (bin, entity_id) of whom the articles mention that a bin reads: `articles` is (bin, article)."""
    mentioned = rows["mention"].select("article_id", "entity_id")
    found = daft.from_arrow(articles).join(mentioned, left_on="article", right_on="article_id")
    return found.select("bin", "entity_id").distinct()


def exchange(asked: daft.DataFrame, rows: Rows) -> dict[str, pa.Table]:
    """Return what each bin is told of the entities it asks for, and of all that stand with them, by table.

    A column `bin` has the bin's name. Told is what others have to tell.
    """
    same = rows["same"].select(col("entity_id").alias("here"), col("of_id").alias("there")).to_arrow()
    roots = components(same)
    if roots:
        of = daft.from_pydict({"member": list(roots), "root": list(roots.values())})
        pairs = asked.join(of, left_on="entity_id", right_on="member")
        together = pairs.select("bin", "root").distinct().join(of, on="root")
        asked = asked.union_all(together.select("bin", col("member").alias("entity_id"))).distinct()
    asked = asked.select(col("bin").alias("to"), col("entity_id").alias("wanted")).collect()
    found = {}
    for table, column in _HEADS.items():
        told = asked.join(rows[table], left_on="wanted", right_on=column)
        found[table] = _cut(table, told.with_column(column, col("wanted")))
    articles = daft.from_arrow(found["same"].select(["bin", "article_id"])).distinct()
    articles = articles.select(col("bin").alias("to"), col("article_id").alias("wanted"))
    links = articles.join(rows["links"], left_on="wanted", right_on="article_id")
    return {**found, "links": _cut("links", links.with_column("article_id", col("wanted")))}


def _cut(table: str, told: daft.DataFrame) -> pa.Table:
    """Return what each bin is told that it did not tell itself, in order."""
    columns = record_table(table, []).schema.names
    rows = told.where(col("to") != col("bin")).select(col("to").alias("bin"), *columns).distinct()
    return rows.sort(["bin", "id"]).to_arrow()


def _told(table: str, joined: Mapping[str, Path], before: Sequence[Path]) -> daft.DataFrame:
    """Return the rows that bins and earlier batches tell; of several with one id the first in time."""
    rows = _of_bins({name: folder / f"{table}.parquet" for name, folder in joined.items()})
    for folder in before:
        if (folder / f"{table}.parquet").exists():
            old = daft.read_parquet(str(folder / f"{table}.parquet")).with_column("bin", lit(""))
            rows = rows.union_all(old.select(*rows.column_names))
    if table in ("entity", "entityalias"):
        first = rows.groupby("id").agg(col("appended_at").min().alias("first"))
        rows = rows.join(first, on="id").where(col("appended_at") == col("first")).exclude("first")
    return rows.collect()


def _of_bins(files: Mapping[str, Path]) -> daft.DataFrame:
    """Return the rows of the bins' files with the bin's name in a column `bin`."""
    names = {str(file): name for name, file in files.items()}
    rows = daft.read_parquet(list(names), file_path_column="file")
    rows = rows.with_column("file", col("file").regexp_replace("^file://", ""))
    bins = daft.from_pydict({"file": list(names), "bin": list(names.values())})
    return rows.join(bins, on="file").exclude("file")


def tell(folder: Path, told: Mapping[str, pa.Table], bins: Sequence[str], made_from: Mapping[str, Any]) -> None:
    """Write what each bin is told into a folder of its own within `folder`."""
    for name in bins:
        own = {table: _cast(table, rows.filter(pc.equal(rows["bin"], name))) for table, rows in told.items()}
        put(folder / name, own, made_from)


def _cast(table: str, rows: pa.Table) -> pa.Table:
    """Return rows with the types of their table, so that the same rows are the same bytes."""
    schema = STORIES if table == "stories" else record_table(table, []).schema
    return rows.select(schema.names).cast(schema)
