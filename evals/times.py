"""Time expressions: extents, values and days, against our own sentences and the two public sets.

`times.jsonl` holds texts written for this project in the manner of newswire, one a line: its `part` (deadline, phrase,
article, narrative, bad), the day it was `published`, and its expressions with TIMEX3 `type`, `value` and `mod`, the
`interval` of days that they name, and in the deadline part when what is told is `due`. The gold was written by the
guidelines named in docs/reading.md before the grammar read it. Texts of the half `report` were not looked at while the
grammar was tuned; the deadline part is tuned whole, since it is to be read without a fault.

Extents and values are scored as TempEval-3 does: strict extent, and value where extents touch.
`python -m evals.times` also prints each expression of the half `tune` that is not right.
"""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from evals.quotations import lines
from onrecord.reading import TimeExpression
from onrecord.reading.times import due_in, find_times

NAME = "times"
DATA = ("timex",)
GOLD = Path(__file__).with_name("times.jsonl")
PUBLIC = ("wikiwars", "tweets")

Row = Mapping[str, Any]


@dataclass
class Tally:
    """What was counted over texts: expressions in gold and found, those with the same extent, value and days."""

    counts: Counter[str] = field(default_factory=Counter)

    def add(self, gold: Sequence[Row], found: Sequence[TimeExpression], due: Sequence[object]) -> None:
        """Count one text."""
        counts = self.counts
        counts["gold"] += len(gold)
        counts["found"] += len(found)
        free = list(found)
        exact = {(one.span.start, one.span.end): at for at, one in enumerate(found)}
        for row in gold:
            at = exact.get((row["start"], row["end"]))
            if at is not None:
                counts["strict"] += 1
                days = found[at].interval
                counts["days"] += (days.as_json() if days else None) == row.get("interval")
                counts["due"] += due[at] == row.get("due")
            if touching := [one for one in free if one.span.start < row["end"] and row["start"] < one.span.end]:
                best = max(touching, key=lambda one: min(one.span.end, row["end"]) - max(one.span.start, row["start"]))
                free.remove(best)
                counts["value"] += best.value == (row["value"] or "")

    def f1(self, name: str) -> float:
        """Return F1 of what was counted under a name."""
        both = self.counts["gold"] + self.counts["found"]
        return 2 * self.counts[name] / both if both else 0.0

    def share(self, name: str) -> float:
        """Return which share of the gold was counted under a name."""
        return self.counts[name] / self.counts["gold"] if self.counts["gold"] else 0.0


def measure(data: Path) -> dict[str, float]:
    """Return strict extent F1, value F1 and the share of intervals right, by part and half, and on the public sets."""
    tallies: dict[str, Tally] = {}
    for row, found, due in read_gold():
        name = row["part"] if row["part"] == "deadline" else row["half"]
        tallies.setdefault(name, Tally()).add(row["timex"], found, due)
    deadline = tallies.pop("deadline")
    scores = {"deadline: strict": deadline.f1("strict"), "deadline: value": deadline.f1("value")}
    scores |= {"deadline: days": deadline.share("days"), "deadline: due": deadline.share("due")}
    for name, tally in sorted(tallies.items()):
        scores |= {f"{name}: strict": tally.f1("strict"), f"{name}: value": tally.f1("value")}
        scores[f"{name}: days"] = tally.share("days")
    for name in PUBLIC:
        tally = Tally()
        for row in lines(data / "timex" / f"{name}.jsonl"):
            found = find_times(row["text"], date.fromisoformat(row["dct"]))
            tally.add(row["timex"], found, [None] * len(found))
        scores |= {f"{name}: strict": tally.f1("strict"), f"{name}: value": tally.f1("value")}
    return scores


def read_gold() -> Iterator[tuple[Row, tuple[TimeExpression, ...], list[list[str] | None]]]:
    """Yield each text of our own with what is found in it and when that is due."""
    for row in lines(GOLD):
        anchor = date.fromisoformat(row["published"]) if row["published"] else None
        found = find_times(row["text"], anchor)
        due = [days.as_json() if days else None for days in due_in(row["text"], found, anchor)]
        yield row, found, due


def wrong(row: Row, found: Sequence[TimeExpression], due: Sequence[object]) -> Iterator[str]:
    """Yield a line for each expression of a text that is missed, invented or misread."""
    text = row["text"]
    mine = {(one.span.start, one.span.end): (one, due[at]) for at, one in enumerate(found)}
    for gold in row["timex"]:
        place = gold["start"], gold["end"]
        one, term = mine.pop(place, (None, None))
        wanted = [gold[name] for name in ("type", "value", "mod", "interval")] + (
            [gold["due"]] if "due" in gold else []
        )
        if one is None:
            yield f"MISSED   {text[slice(*place)]}: {wanted}"
            continue
        days = one.interval.as_json() if one.interval else None
        given = [one.type, one.value, one.mod, days] + ([term] if "due" in gold else [])
        if given != wanted:
            yield f"MISREAD  {one.span.of(text)}: {given}, not {wanted}"
    yield from (f"INVENTED {one.span.of(text)}: {one.value}" for one, _ in mine.values())


def main() -> None:
    """Print what is wrong in the half that was tuned, and the scores."""
    data = Path(sys.argv[1]) if len(sys.argv) > 1 else Path(__file__).resolve().parents[2] / "shared" / "data"
    for row, found, due in read_gold():
        if row["half"] == "tune":
            for line in wrong(row, found, due):
                print(row["id"], line)
    for name, value in measure(data).items():
        print(f"{name:<24}{value:8.4f}")


if __name__ == "__main__":
    main()
