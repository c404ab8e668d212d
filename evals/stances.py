"""Stances and denials found in articles, against our own labels of 42 (`stances.md` says how they were made).

`stances.jsonl` holds an article a line: the set and id that it has in the data, its part, and offsets only. A stance is
found when its actor is right (its name, or its words) and its target shares words with the labelled one; `right` when
for, against, open or undecided is right too. The part "tune" was looked at while the rules were written, "report" was
not.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from evals.quotations import article_of, lines
from evals.scoring import Counts
from onrecord.core import Span, fold
from onrecord.reading.denials import find_denials
from onrecord.reading.names import find_names
from onrecord.reading.read import read
from onrecord.reading.stance import Denial, Stance
from onrecord.reading.stances import find_stances

NAME = "stances"
DATA = ("polnear/dev.jsonl", "stories/basil.docs.jsonl", "stories/ecbplus.docs.jsonl")
LABELS = Path(__file__).with_suffix(".jsonl")
_FILES = {"polnear": ("polnear/dev.jsonl", "doc"), "basil": ("stories/basil.docs.jsonl", "id")}
_FILES["ecbplus"] = ("stories/ecbplus.docs.jsonl", "id")


def labelled(data: Path) -> Iterator[tuple[dict[str, Any], str]]:
    """Yield each labelled article's labels with its text."""
    labels = [json.loads(line) for line in LABELS.read_text("utf-8").splitlines()]
    for kind, (file, key) in _FILES.items():
        wanted = {label["id"]: label for label in labels if label["set"] == kind}
        for row in lines(data / file):
            if row[key] in wanted:
                yield wanted[row[key]], row["text"]


def found_in(text: str, doc: str) -> tuple[tuple[Stance, ...], tuple[Denial, ...]]:
    """Return what is found in one text."""
    attributions, names = read(article_of(doc, text)).attributions, find_names(text)
    return find_stances(text, attributions, names), find_denials(text, attributions, names)


def _shares(spans: Sequence[Span], label: list[int]) -> bool:
    return any(span.start < label[1] and label[0] < span.end for span in spans)


def same_actor(text: str, one: Stance | Denial, label: dict[str, Any]) -> bool:
    """Return whether the actor's words are the labelled ones, or its name ends like the labelled name."""
    if _shares(one.actor, label["actor"]):
        return True
    named = text[slice(*label["name"])] if label["name"] else None
    if named is None or one.actor_name is None:
        return False
    ours, gold = fold(one.actor_name).split(), fold(named).split()
    return ours[-1:] == gold[-1:]


def matched(
    text: str, found: Sequence[Stance], labels: Sequence[dict[str, Any]], *, stand: bool
) -> list[tuple[Stance, dict[str, Any]]]:
    """Pair findings and labels one to one, in the order of the labels."""
    left = list(found)
    pairs = []
    for label in labels:
        for one in left:
            fits = _shares(one.target, label["target"]) and (not stand or one.stance == label["stance"])
            if fits and same_actor(text, one, label):
                left.remove(one)
                pairs.append((one, label))
                break
    return pairs


def measure(data: Path) -> dict[str, float]:
    """Return precision, recall and F1 of stances and denials, by part."""
    counts: dict[str, Counts] = {}
    for label, text in labelled(data):
        stances, denials = found_in(text, label["id"])
        gold, part = label["stances"], label["part"]
        for name, stand in (("found", False), ("right", True)):
            pairs = matched(text, stances, gold, stand=stand)
            counts.setdefault(f"{part}: {name}", Counts()).add(len(pairs), len(stances), len(gold))
        hits = sum(
            any(_shares(one.cue, gold["cue"]) or _shares(one.claim, gold["claim"]) for one in denials)
            for gold in label["denials"]
        )
        counts.setdefault(f"{part}: denials", Counts()).add(hits, len(denials), len(label["denials"]))
    return {
        f"{name} {kind}": getattr(count, kind)
        for name, count in sorted(counts.items())
        for kind in ("precision", "recall", "f1")
    }


def main() -> None:
    """Print the scores; with `--tune`, each error of the tune part before them."""
    folders = [argument for argument in sys.argv[1:] if not argument.startswith("--")]
    data = Path(folders[0]) if folders else Path(__file__).resolve().parents[2] / "shared" / "data"
    if "--tune" in sys.argv:
        for label, text in labelled(data):
            if label["part"] == "tune":
                _print_errors(text, label)
    for name, value in measure(data).items():
        print(f"{name:<32}{value:8.4f}")


def _print_errors(text: str, label: dict[str, Any]) -> None:
    stances, denials = found_in(text, label["id"])
    pairs = matched(text, stances, label["stances"], stand=True)
    hit = {id(one) for one, _ in pairs}
    met = [gold for _, gold in pairs]
    for one in stances:
        if id(one) not in hit:
            words = (one.actor[0].of(text), one.cue[0].of(text), one.target[0].of(text))
            print(f"{label['id'][:24]:24} extra  {one.stance:9} {one.actor_name!s:.20} | {' | '.join(words)}")
    for gold in label["stances"]:
        if gold not in met:
            missed = " | ".join(text[slice(*gold[part])] for part in ("actor", "cue", "target"))
            print(f"{label['id'][:24]:24} missed {gold['stance']:9} {missed}")
    for denial in denials:
        cue, claim = denial.cue[0].of(text), denial.claim[0].of(text)
        print(f"{label['id'][:24]:24} denial {denial.actor_name!s:.20} | {cue} | {claim}")
    for gold in label["denials"]:
        print(f"{label['id'][:24]:24} gold denial {text[slice(*gold['cue'])]} | {text[slice(*gold['claim'])]}")


if __name__ == "__main__":
    main()
