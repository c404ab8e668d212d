"""Pledges and bodies found in single articles, against our own labels (`commitments.md` tells how they were made).

A pledge is found when its act shares more than half of the labelled act, or the labelled act more than half of it; a
body when a span that names it does so with the labelled name. Pairs are one to one, the likest first. What a label
calls `again` is the same act told before: finding it is neither right nor wrong.

An agent is right when its name is one of the labelled ones but for words left out, or its words share some with the
labelled ones. A due time is right when its days are those of the label; of "by" and "until" only the last counts.
"with gold times" gives the finder the labelled due expressions as time expressions, so that attaching them is measured
apart from reading them.

The labels stand in two parts by the article's id: the rules were made with "tune" in view, "report" was scored only.
"""

from __future__ import annotations

import json
import re
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from typing import Any

from evals.quotations import article_of, lines
from evals.scoring import Counts
from onrecord.articles import Article
from onrecord.core import Interval, Span, fold, overlap
from onrecord.reading import TimeExpression, read
from onrecord.reading.commitments import BodyMention, Pledge, find_bodies, find_pledges
from onrecord.reading.names import find_names

NAME = "commitments"
DATA = ("polnear", "stories/basil.docs.jsonl", "stories/ecbplus.docs.jsonl", "stories/neus.docs.jsonl")
SLACK = 0.01
"""How far below what was measured a floor is set: one label of a part is about that much."""
LABELS = Path(__file__).with_name("commitments.jsonl")
SHARE = 0.5
"""Share of one span that must lie in the other for the two to be of one act or body."""
_BEFORE = re.compile(
    r"\A(?:(?:by|in|on|for|from|until|during|at|over|towards?|the|next|this)\s+)+(?=\S)", re.IGNORECASE
)


@dataclass
class Tally:
    """What was right in one part of the labels."""

    pledges: Counts = field(default_factory=Counts)
    bodies: Counts = field(default_factory=Counts)
    right: Counter[str] = field(default_factory=Counter)
    asked: Counter[str] = field(default_factory=Counter)

    def note(self, what: str, *, right: bool) -> None:
        """Count one answer."""
        self.asked[what] += 1
        self.right[what] += right


@dataclass(frozen=True)
class Miss:
    """A label that was not met, or a finding that meets no label, for a person to read."""

    kind: str
    part: str
    doc: str
    words: str


def measure(data: Path) -> dict[str, float]:
    """Return the scores of both parts."""
    tallies, _ = scored(data)
    found: dict[str, float] = {}
    for part, tally in sorted(tallies.items(), reverse=True):
        for name, counts in (("commitments", tally.pledges), ("bodies", tally.bodies)):
            found[f"{part}: {name} precision"] = counts.precision
            found[f"{part}: {name} recall"] = counts.recall
            found[f"{part}: {name} F1"] = counts.f1
        for what in sorted(tally.asked):
            found[f"{part}: {what}"] = tally.right[what] / tally.asked[what]
    return found


def scored(data: Path) -> tuple[dict[str, Tally], list[Miss]]:
    """Return the tallies of the parts, and each miss."""
    tallies = {"tune": Tally(), "report": Tally()}
    misses: list[Miss] = []
    texts = dict(documents(data))
    for label in lines(LABELS):
        article = texts[label["doc"]]
        tally = tallies[label["part"]]
        reading, names = read(article), find_names(article.text)
        for with_gold, times in ((False, reading.times), (True, _gold_times(article, label, reading.times))):
            pledges = find_pledges(article, names, reading.attributions, times)
            if with_gold:
                _score_dues(tally, label, pledges, "dues right with gold times")
            else:
                misses.extend(_score_pledges(tally, article, label, pledges))
        misses.extend(_score_bodies(tally, article, label, find_bodies(article)))
    return tallies, misses


def documents(data: Path) -> Iterator[tuple[str, Article]]:
    """Yield the labelled sets' documents as articles with their day of publication, where one is known."""
    for name in ("dev", "train"):
        for one in lines(data / "polnear" / f"{name}.jsonl"):
            yield one["doc"], _dated(one["doc"], one["text"], one["doc"].split("_")[1])
    for path in DATA[1:]:
        for one in lines(data / path):
            yield one["id"], _dated(one["id"], one["text"], one.get("published"))


def _dated(doc: str, text: str, day: str | None) -> Article:
    return replace(article_of(doc, text), published=date.fromisoformat(day) if day else None)


def _gold_times(article: Article, label: dict[str, Any], found: Sequence[TimeExpression]) -> list[TimeExpression]:
    """Return the time expressions found, those that overlap a labelled due time replaced by it."""
    gold = []
    for one in label["commitments"]:
        if one["due"] is None or one["interval"] is None:
            continue
        words = article.text[slice(*one["due"])]
        led = _BEFORE.match(words)
        span = Span(one["due"][0] + (led.end() if led else 0), one["due"][1])
        first, last = one["interval"]
        days = Interval(date.fromisoformat(first or last), date.fromisoformat(last))
        gold.append(TimeExpression(span, "DATE", "", None, days))
    kept = [time for time in found if not any(overlap(time.span, one.span) for one in gold)]
    return sorted([*kept, *gold], key=lambda time: time.span)


def matched(wanted: Sequence[Sequence[int]], given: Sequence[Sequence[Span]]) -> dict[int, int]:
    """Return {label: finding}, one to one, the likest pairs first."""
    pairs = []
    for at, (start, end) in enumerate(wanted):
        gold = Span(start, end)
        for index, spans in enumerate(given):
            for span in spans:
                shared = overlap(gold, span)
                if shared > SHARE * min(len(gold), len(span)):
                    pairs.append((-shared / (len(gold) + len(span) - shared), at, index))
    met: dict[int, int] = {}
    for _, at, index in sorted(pairs):
        if at not in met and index not in met.values():
            met[at] = index
    return met


def _score_pledges(tally: Tally, article: Article, label: dict[str, Any], pledges: Sequence[Pledge]) -> Iterator[Miss]:
    gold, text = label["commitments"], article.text
    met = matched([one["act"] for one in gold], [(pledge.act,) for pledge in pledges])
    again = sum(gold[at]["again"] for at in met)
    wanted = sum(not one["again"] for one in gold)
    tally.pledges.add(len(met) - again, len(pledges) - again, wanted)
    for at, one in enumerate(gold):
        if at not in met:
            if not one["again"]:
                yield Miss("missed", label["part"], label["doc"], text[slice(*one["act"])])
            continue
        pledge = pledges[met[at]]
        tally.note("force right", right=pledge.force == one["force"])
        if one["names"]:
            right = agent_is_right(text, one, pledge)
            tally.note("agents right", right=right)
            if not right:
                yield Miss("agent", label["part"], label["doc"], f"{pledge.agent_name}: {pledge.act.of(text)}")
    for index in sorted(set(range(len(pledges))) - set(met.values())):
        yield Miss(
            "unlabelled", label["part"], label["doc"], f"{pledges[index].agent_name}: {pledges[index].act.of(text)}"
        )
    _score_dues(tally, label, pledges, "dues right")


def agent_is_right(text: str, one: dict[str, Any], pledge: Pledge) -> bool:
    """Return whether a pledge's agent is the labelled one."""
    if pledge.agent_name is not None:
        mine = _words(pledge.agent_name)
        for start, end in one["names"]:
            theirs = _words(text[start:end])
            if mine <= theirs or theirs <= mine:
                return True
    return bool(one["agent"]) and any(overlap(span, Span(*one["agent"])) for span in pledge.agent)


def _words(name: str) -> frozenset[str]:
    return frozenset(fold(name).replace("'s", "").replace(".", "").split()) - {"the"}


def _score_dues(tally: Tally, label: dict[str, Any], pledges: Sequence[Pledge], what: str) -> None:
    met = matched([one["act"] for one in label["commitments"]], [(pledge.act,) for pledge in pledges])
    for at, index in met.items():
        wanted = label["commitments"][at]["interval"]
        if wanted is not None:
            due = pledges[index].due
            days = due.interval.as_json() if due and due.interval else None
            tally.note(what, right=days is not None and days[1] == wanted[1] and wanted[0] in (None, days[0]))


def _score_bodies(
    tally: Tally, article: Article, label: dict[str, Any], bodies: Sequence[BodyMention]
) -> Iterator[Miss]:
    gold, text = label["bodies"], article.text
    met = matched([one["name"] for one in gold], [(body.name, *body.mentions) for body in bodies])
    tally.bodies.add(len(met), len(bodies), len(gold))
    for at, one in enumerate(gold):
        if at not in met:
            yield Miss("body missed", label["part"], label["doc"], text[slice(*one["name"])])
        elif one["mandate"] is not None:
            mandate = bodies[met[at]].mandate
            tally.note("mandates found", right=mandate is not None and overlap(mandate.span, Span(*one["mandate"])) > 0)
    for index in sorted(set(range(len(bodies))) - set(met.values())):
        yield Miss("body unlabelled", label["part"], label["doc"], bodies[index].name.of(text))


def main() -> None:
    """Print each miss of the part that rules may be made from, then the scores."""
    data = Path(sys.argv[1]) if len(sys.argv) > 1 else Path(__file__).resolve().parents[2] / "shared" / "data"
    _, misses = scored(data)
    for miss in misses:
        if miss.part == "tune":
            print(f"{miss.kind:16}{miss.doc[:24]:26}{json.dumps(miss.words, ensure_ascii=False)[:120]}")
    for name, value in measure(data).items():
        print(f"{name:<48}{value:8.4f}")


if __name__ == "__main__":
    main()
