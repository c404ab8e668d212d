"""Grouping of articles into stories, end to end: each data set goes through the whole flow into a record of its own.

Scores are B-cubed F1 (Bagga and Baldwin 1998) and the share of pairs put together that belong together: a false
merge claims that two newsrooms corroborate each other.
"""

from __future__ import annotations

import collections
from collections.abc import Mapping
from pathlib import Path

from evals.exports import exported, names_given
from evals.quotations import lines

NAME = "stories"
SLACK = 0.005
"""How far below what was measured a floor is set: the days on which things were said come from the network."""
SETS = ("basil", "neus", "ecbplus")
DATA = tuple(f"stories/{each}.{kind}.jsonl" for each in SETS for kind in ("docs", "gold"))


def grouped(docs: Path) -> dict[str, str]:
    """Return the story of each article of a `.jsonl` file, by the ids that the file gives."""
    out = exported(docs)
    given = names_given(out)
    return {given[each]: row["id"] for row in lines(out / "stories.jsonl") for each in row["articles"]}


def b_cubed(gold: Mapping[str, str], predicted: Mapping[str, str]) -> tuple[float, float]:
    """Return B-cubed F1 and the share of predicted pairs that are right; a missing article stands alone."""
    stories = {each: predicted.get(each, f"alone:{each}") for each in gold}
    right, told = collections.defaultdict(set), collections.defaultdict(set)
    for each in gold:
        right[gold[each]].add(each)
        told[stories[each]].add(each)
    shared = {each: len(right[gold[each]] & told[stories[each]]) for each in gold}
    precision = sum(shared[each] / len(told[stories[each]]) for each in gold) / len(gold)
    recall = sum(shared[each] / len(right[gold[each]]) for each in gold) / len(gold)
    pairs = sum(len(each) * (len(each) - 1) for each in told.values())
    good = sum(count - 1 for count in shared.values())
    return 2 * precision * recall / (precision + recall), good / pairs if pairs else 1.0


def measure(data: Path) -> dict[str, float]:
    """Return the scores of every data set."""
    scores: dict[str, float] = {}
    for name in SETS:
        gold = {row["id"]: row["story"] for row in lines(data / "stories" / f"{name}.gold.jsonl")}
        f1, good = b_cubed(gold, grouped(data / "stories" / f"{name}.docs.jsonl"))
        scores |= {f"{name}: B-cubed F1": f1, f"{name}: pairs rightly merged": good}
    return scores
