"""The fourth stage: the articles of one bin linked in their order by the hallway's own functions.

What the record would know lies in a private record of the task: its own articles, and of other tasks what they tell
of names and of stories. The first runs join names only, until what tasks tell each other stays the same; the last
one adds the text and the statements that reports share, and makes the tables.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from onrecord import record
from onrecord.batch.done import is_done, put
from onrecord.batch.engine import BatchFailed
from onrecord.batch.index import Index
from onrecord.batch.tables import READ_TABLES, at, read_rows, record_table
from onrecord.batch.taking import TOLD, Told, take_articles, take_links
from onrecord.limits.batch import ARTICLE_STEPS
from onrecord.linking import Likeness, link, link_names, look_up_keys, moved, place_seen

__all__ = ["join_bin", "link_bin"]


def join_bin(folder: Path, asks: Mapping[str, Any]) -> None:
    """Fill `folder` with what the bin's articles tell of names: entities, their aliases, and which are one."""
    if is_done(folder, asks["from"]):
        return
    task = _Task(asks)
    task.run(whole=False)
    rows = dict(task.held.rows())
    put(folder, {name: record_table(name, rows[name]) for name in (*TOLD, "mention")}, asks["from"])


def link_bin(folder: Path, asks: Mapping[str, Any]) -> None:
    """Fill `folder` with the rows of all links of the bin's articles."""
    if is_done(folder, asks["from"]):
        return
    task = _Task(asks)
    task.run(whole=True)
    rows = {name: several for name, several in task.held.rows() if name not in READ_TABLES or name == "evidence"}
    put(folder, {name: record_table(name, several) for name, several in rows.items()}, asks["from"])


class _Task:
    """One bin with its private record."""

    def __init__(self, asks: Mapping[str, Any]) -> None:
        self.held = record.elsewhere.private()
        self.events = sorted(
            read_rows(Path(asks["placed"]) / "events.parquet"), key=lambda row: (row["arrival"], row["step"])
        )
        self.arrived = {arrival: article for arrival, article, *_ in asks["arrivals"]}
        self.index = Index([Path(each) for each in asks["indexes"]], [day for _, _, day, _ in asks["arrivals"]])
        self.story: dict[int, str] = {int(article): story for article, story in asks["stories"].items()}
        self.elsewhere: dict[int, tuple[list[int], list[str]]] = defaultdict(lambda: ([], []))
        for row in read_rows(Path(asks["exchange"]) / "stories.parquet"):
            times, stories = self.elsewhere[row["article"]]
            times.append(row["time"])
            stories.append(row["story"])
        self.later = Told(Path(asks["exchange"]), self.held)
        self.readings = take_articles(self.held, asks["shards"], self.later)
        take_links(self.held, asks["linked"], asks["earlier"])

    def run(self, *, whole: bool) -> None:
        """Link every placing in its order; `whole` adds the text and the statements that reports share."""
        for row in self.events:
            time = row["arrival"] * ARTICLE_STEPS + row["step"]
            self.later.tell(time)
            own = self.index.seen(row["article"])
            likely = [Likeness(*each) for each in zip(row["chances"], row["similarities"], strict=True)]
            pool = [
                (likeness, self.index.seen(other), self._story_of(other, time))
                for likeness, other in zip(likely, row["near"], strict=True)
            ]
            placed = place_seen(own, pool)
            if placed.story.story != row["story"]:
                raise BatchFailed(f"the article {own.id} was placed in one story and is linked in another")
            article, reading = self.held.values([own.id], [self.readings[own.id]])[own.id]
            keys = look_up_keys(article, reading)
            known = self.held.known(article, keys, placed.reports)
            links = (link if whole else link_names)(article, reading, keys, placed, known)
            if row["step"]:
                links = moved(links, self.index.seen(self.arrived[row["arrival"]]).id)
            self.held.append_links(article, reading, replace(links, keys=()), at(row["arrival"], row["step"]))
            self.story[row["article"]] = row["story"]

    def _story_of(self, article: int, time: int) -> str:
        """Return the story of an article at a time: as it was linked here, or as other tasks tell."""
        if article in self.story:
            return self.story[article]
        times, stories = self.elsewhere[article]
        return stories[bisect_left(times, time) - 1]
