"""The third stage: the arrivals of one bin put into stories in their order, and those moved whom they call elsewhere.

A bin holds all articles that may be of one story. An article of another bin counts with its likeness, and under a
story of its own name; one that would be joined or moved all the same shows that the two bins are one.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pyarrow as pa

from onrecord.batch.comparing import compared, likeness_row
from onrecord.batch.done import is_done, put
from onrecord.batch.index import Index
from onrecord.batch.tables import EVENTS, read_rows, table
from onrecord.linking import Likeness, Placed, leaves, place_seen

__all__ = ["place_bin"]

_ELSEWHERE = "elsewhere-"
_UNIONS = pa.schema({"here": pa.int64(), "there": pa.int64()})


def place_bin(folder: Path, asks: Mapping[str, Any]) -> None:
    """Fill `folder` with each placing of the bin's articles, and with the pairs by which it is one with other bins.

    `asks` has the bin's arrivals, each (arrival, article, day, whether the article comes for the first time), where
    the comparisons of them lie, and the stories of articles that were placed by an earlier batch.
    """
    if is_done(folder, asks["from"]):
        return
    made = _Bin(asks)
    for arrival, article, _, first in asks["arrivals"]:
        made.arrive(arrival, article, first=first)
    unions = [{"here": here, "there": there} for here, there in sorted(made.unions)]
    put(folder, {"events": table(made.events, EVENTS), "unions": table(unions, _UNIONS)}, asks["from"])


class _Bin:
    """The stories of one bin as its arrivals come in."""

    def __init__(self, asks: Mapping[str, Any]) -> None:
        self.index = Index([Path(each) for each in asks["indexes"]], [day for _, _, day, _ in asks["arrivals"]])
        wanted = [arrival for arrival, *_ in asks["arrivals"]]
        self.compared = {
            row["arrival"]: row
            for file in asks["compared"]
            for row in read_rows(Path(file), where="arrival", among=wanted)
        }
        self.story: dict[int, str] = {int(article): story for article, story in asks["placed"].items()}
        self.number = {self.index.seen(article).id: article for _, article, _, _ in asks["arrivals"]}
        self.number |= {self.index.seen(article).id: article for article in self.story}
        self.events: list[dict[str, Any]] = []
        self.unions: set[tuple[int, int]] = set()

    def arrive(self, arrival: int, article: int, *, first: bool) -> None:
        """Place an article that arrives, and again those that it unsettles."""
        row = self.compared[arrival]
        found = [Likeness(*each) for each in zip(row["chances"], row["similarities"], strict=True)]
        placed = self._place(article, row["near"], found)
        if placed is None:
            return
        if first:
            self.story[article] = placed.story.story
            self._note(arrival, 0, article, row["near"], found)
        step = 0
        for name, story in placed.unsettled:
            if story.startswith(_ELSEWHERE):
                self.unions.add((article, int(story.removeprefix(_ELSEWHERE))))
                continue
            other = self.number[name]
            near, likely = compared(self.index, other, arrival + 1)
            again = self._place(other, near, likely)
            if again is not None and leaves(self.index.seen(other), again, story):
                step += 1
                self.story[other] = again.story.story
                self._note(arrival, step, other, near, likely)

    def _place(self, article: int, near: list[int], found: list[Likeness]) -> Placed | None:
        """Return where an article belongs; None when that is in a story of another bin, which is then noted."""
        pool = [
            (likeness, self.index.seen(other), self.story.get(other, f"{_ELSEWHERE}{other}"))
            for likeness, other in zip(found, near, strict=True)
        ]
        placed = place_seen(self.index.seen(article), pool)
        if placed.story.story.startswith(_ELSEWHERE):
            self.unions.add((article, int(placed.story.story.removeprefix(_ELSEWHERE))))
            return None
        return placed

    def _note(self, arrival: int, step: int, article: int, near: list[int], found: list[Likeness]) -> None:
        self.events.append(
            {
                "arrival": arrival,
                "step": step,
                "article": article,
                "story": self.story[article],
                **likeness_row(near, found),
            }
        )
