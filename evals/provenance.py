"""Who had the text from whom, end to end: pairs of reports labelled by hand, from our export.

`provenance.jsonl` beside this file holds a pair a line: the `set` and the ids `a` and `b` that it gives its articles
(file names for `seeds`), the `label` (copy, rewrite, excerpt or independent), the `direction` where it can be told
("a<b": a has it from b), `passages` as pairs of spans, and the `part`: thresholds were set on *tune*, what is scored
here is *report*; no story is in both.

The articles of the pairs go through the whole flow, with all others of their sets, into a record of their own. A pair
is called by the link between its reports. Where there is none, and copies and rewrites lead from one to the other
through reports between, it is called one text: a report is linked to one that it has its text from, not to all.
A pair that nothing ties is called independent.

"Copy or rewrite" is scored against independent: pairs labelled excerpt are left aside, and a call of excerpt counts as
independent, since a report with an excerpt counts as independent in the briefing. A pair that linking put in two
stories is not compared, which bounds the recall. Of the pairs linked as rewrites, "precision" is the share labelled
so, "copy or rewrite" that of which either is, "not own work" that of which the label is not independent.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from evals.exports import exported, names_given
from evals.quotations import lines

NAME = "provenance"
SETS = {"basil": "stories/basil.docs.jsonl", "ecbplus": "stories/ecbplus.docs.jsonl", "seeds": "seeds"}
DATA = tuple(SETS.values())
SLACK = 0.01
"""How far below what was measured a floor is set: stories, and with them pairs, depend on what the network reads."""
LABELS = Path(__file__).with_suffix(".jsonl")
TAKEN = ("copy", "rewrite", "one text")

Row = Mapping[str, Any]


def measure(data: Path) -> dict[str, float]:
    """Return the scores of the reported half of the labelled pairs."""
    pairs = [row for row in lines(LABELS) if row["part"] == "report"]
    called: list[tuple[Row, str, str | None]] = []
    together: list[bool] = []
    for name, place in SETS.items():
        wanted = [row for row in pairs if row["set"] == name]
        if wanted:
            links, stories = read(exported(data / place))
            called += [(row, *call(row["a"], row["b"], links)) for row in wanted]
            together += [stories[row["a"]] == stories[row["b"]] for row in wanted if row["label"] in TAKEN]
    return {"copies and rewrites in one story": _share(sum(together), len(together))} | scored(called)


def read(out: Path) -> tuple[list[Row], dict[str, str]]:
    """Return the links of an export and the story of each article, by the ids that their set gives articles."""
    given = names_given(out)
    links: list[Row] = [
        {**row, "article": given[row["article"]], "of": given.get(row["of"])} for row in lines(out / "reuse.jsonl")
    ]
    return links, {given[each]: row["id"] for row in lines(out / "stories.jsonl") for each in row["articles"]}


def call(a: str, b: str, links: Iterable[Row]) -> tuple[str, str | None]:
    """Return what a pair of reports is called, and the direction when a link stands between the two."""
    ties: dict[str, set[str]] = defaultdict(set)
    direct: dict[tuple[str, str], str] = {}
    for link in links:
        other = link["of"] or (f"wire:{link['wire']}" if link["kind"] in TAKEN else None)
        if other is None:
            continue
        direct[link["article"], other] = link["kind"]
        if link["kind"] in TAKEN:
            ties[link["article"]].add(other)
            ties[other].add(link["article"])
    for taker, origin, way in ((a, b, "a<b"), (b, a, "b<a")):
        if (taker, origin) in direct:
            return direct[taker, origin], way
    return "one text" if _lead(a, b, ties) else "independent", None


def _lead(a: str, b: str, ties: Mapping[str, set[str]]) -> bool:
    """Return whether ties lead from a to b."""
    reached, waiting = {a}, [a]
    while waiting:
        more = ties.get(waiting.pop(), set()) - reached
        reached |= more
        waiting += more
    return b in reached


def scored(called: Sequence[tuple[Row, str, str | None]]) -> dict[str, float]:
    """Return the scores of pairs as they are labelled and as they are called."""
    told = [(row["label"], kind) for row, kind, _ in called]
    sides = [(label in TAKEN, kind in TAKEN) for label, kind in told if label != "excerpt"]
    right = sum(label and kind for label, kind in sides)
    precision, recall = _share(right, sum(kind for _, kind in sides)), _share(right, sum(label for label, _ in sides))
    rewrites = [label for label, kind in told if kind == "rewrite"]
    ways = [(row["direction"], way) for row, _, way in called if row["direction"] and way]
    return {
        "copy or rewrite: F1": _share(2 * precision * recall, precision + recall),
        "copy or rewrite: precision": precision,
        "copy or rewrite: recall": recall,
        "rewrite: precision": _share(rewrites.count("rewrite"), len(rewrites)),
        "rewrite: copy or rewrite": _share(sum(label in TAKEN for label in rewrites), len(rewrites)),
        "rewrite: not own work": _share(sum(label != "independent" for label in rewrites), len(rewrites)),
        "rewrite: recall": _share(told.count(("rewrite", "rewrite")), sum(label == "rewrite" for label, _ in told)),
        "excerpt: recall": _share(told.count(("excerpt", "excerpt")), sum(label == "excerpt" for label, _ in told)),
        "direction: right": _share(sum(label == way for label, way in ways), len(ways)),
    }


def _share(part: float, whole: float) -> float:
    return part / whole if whole else 0.0
