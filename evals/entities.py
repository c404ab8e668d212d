"""Whose names are one, end to end: pairs of names labelled by hand, from our export.

A label gives two places of one article or of two and says whether the names there have one bearer. We tell that they
have when an entity of the export is mentioned at both. Half of the labels are pairs that are easily taken for one: two
of a family, one body of two states, a capital as a place and as a government. What no mention covers is told apart.

The labels stand in two parts by story; the rules were made with the first in view, and with a reading of all joinings.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from evals.exports import exported, names_given
from evals.quotations import lines
from evals.scoring import Counts

NAME = "entities"
DATA = ("stories/basil.docs.jsonl", "stories/ecbplus.docs.jsonl", "seeds")
SLACK = 0.01
"""How far below what was measured a floor is set: one pair is nearly that much."""
LABELS = Path(__file__).with_name("entities.jsonl")

Mentions = Mapping[str, Sequence[tuple[int, int, str]]]
"""Where each document mentions which entities: start, end, entity."""


def measure(data: Path) -> dict[str, float]:
    """Return precision and recall of pairs told to be one, on either part of the labels."""
    return scored(found_in(data))


def found_in(data: Path) -> Mentions:
    """Return the mentions of the labelled sets."""
    found: dict[str, Sequence[tuple[int, int, str]]] = {}
    for each in DATA:
        found |= mentions_of(exported(data / each))
    return found


def scored(mentions: Mentions) -> dict[str, float]:
    """Return precision and recall by part of the labels."""
    counts = {part: Counts() for part in ("tune", "report")}
    for label in lines(LABELS):
        told = is_told(label, mentions)
        counts[label["part"]].add(int(told and label["same"]), int(told), int(label["same"]))
    return {
        f"{part}: {score}": value
        for part, found in counts.items()
        for score, value in (("precision", found.precision), ("recall", found.recall))
    }


def mentions_of(out: Path) -> dict[str, list[tuple[int, int, str]]]:
    """Return the mentions of an export; a document is named by its id, or by its file."""
    docs = names_given(out)
    found: dict[str, list[tuple[int, int, str]]] = {}
    for row in lines(out / "entities.jsonl"):
        for mention in row["mentions"]:
            found.setdefault(docs[mention["article"]], []).append((*mention["span"], row["id"]))
    return found


def is_told(label: Mapping[str, Any], mentions: Mentions) -> bool:
    """Return whether one entity is mentioned at both places of a label."""
    a, b = (bearers_at(mentions.get(label[f"doc_{side}"], ()), *label[f"span_{side}"]) for side in "ab")
    return bool(a & b)


def bearers_at(mentions: Sequence[tuple[int, int, str]], start: int, end: int) -> set[str]:
    """Return the entities mentioned at a place."""
    return {entity for first, last, entity in mentions if first < end and start < last}


def wrong(mentions: Mentions) -> Iterator[Mapping[str, Any]]:
    """Yield the labels on which we are wrong."""
    yield from (label for label in lines(LABELS) if is_told(label, mentions) != label["same"])


def main() -> None:
    """Print the scores, and the labels on which we are wrong."""
    data = Path(sys.argv[1]) if len(sys.argv) > 1 else Path(__file__).resolve().parents[2] / "shared" / "data"
    mentions = found_in(data)
    for label in wrong(mentions):
        print("MISSED" if label["same"] else "FALSE", json.dumps(label))
    for name, value in scored(mentions).items():
        print(f"{name:<20}{value:8.4f}")


if __name__ == "__main__":
    main()
