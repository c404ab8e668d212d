"""The second stage: each arrival compared with the articles near it, whatever their stories may be.

Who is near follows from the look-up keys and the order of arrival alone, so all arrivals can be compared at once.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from onrecord.batch.done import is_done, put
from onrecord.batch.index import Index
from onrecord.batch.tables import COMPARED, table
from onrecord.linking import Likeness, likenesses_of

__all__ = ["compare", "compared", "likeness_row"]


def compare(folder: Path, asks: Mapping[str, Any]) -> None:
    """Fill `folder` with what is near each of some arrivals, each (arrival, article, day), and how like it is."""
    if is_done(folder, asks["from"]):
        return
    index = Index([Path(each) for each in asks["indexes"]], [day for _, _, day in asks["arrivals"]])
    rows = []
    for arrival, article, _ in asks["arrivals"]:
        rows.append({"arrival": arrival, **likeness_row(*compared(index, article, arrival))})
    put(folder, {"compared": table(rows, COMPARED)}, asks["from"])


def compared(index: Index, article: int, limit: int) -> tuple[list[int], list[Likeness]]:
    """Return the articles near one among those that came before `limit`, and how like it each of them is."""
    near = index.near(article, limit)
    return near, likenesses_of(index.profile(article), [index.profile(each) for each in near])


def likeness_row(near: list[int], found: list[Likeness]) -> dict[str, list[Any]]:
    """Return what was compared as columns."""
    return {
        "near": near,
        "chances": [each.chance for each in found],
        "similarities": [each.similarity for each in found],
    }
