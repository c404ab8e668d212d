"""Connected components by the engine's joins: each article takes the least label among its own and its neighbours'."""

from __future__ import annotations

import daft
import pyarrow as pa
from daft import col

from onrecord.batch.engine import BatchFailed
from onrecord.limits.batch import ROUNDS

__all__ = ["components"]


def components(edges: pa.Table) -> dict[int, int]:
    """Return the least member of the component of each number that stands in `edges` (`here`, `there`).

    Labels travel along the edges and then from label to label (Shiloach and Vishkin 1982), until none changes; so a
    chain of n takes some log n rounds.
    """
    if not edges.num_rows:
        return {}
    pairs = daft.from_arrow(edges.select(["here", "there"]))
    back = pairs.select(col("there").alias("here"), col("here").alias("there"))
    nodes = pairs.select("here").union_all(back.select("here")).distinct().collect()
    own = nodes.select("here", col("here").alias("there"))
    both = pairs.union_all(back).union_all(own).distinct().collect()
    labels = nodes.select(col("here").alias("node"), col("here").alias("label")).collect()
    for _ in range(ROUNDS):
        told = (
            both.join(labels, left_on="there", right_on="node").groupby("here").agg(col("label").min().alias("least"))
        )
        roots = labels.select(col("node").alias("least"), col("label").alias("root"))
        new = told.join(roots, on="least").select(col("here").alias("node"), col("root").alias("label")).collect()
        both_ways = new.join(labels.select("node", col("label").alias("was")), on="node")
        changed = both_ways.where(col("label") != col("was")).count_rows()
        labels = new
        if not changed:
            found = labels.to_pydict()
            return dict(zip(found["node"], found["label"], strict=True))
    raise BatchFailed(f"the articles' components were not settled after {ROUNDS} rounds")
