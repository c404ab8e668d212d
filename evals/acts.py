"""The roots of acts in PLOVER's training sentences, each by weights that never saw it nor one much like it.

`acts.npz` holds five sets of weights, made by `python -m training.acts` without one fifth of the sentences each; words,
their vectors and the phrase book are the shipped ones. `python -m training.acts --check` cross-validates in ten parts.
"""

from __future__ import annotations

import sys
from collections import Counter
from dataclasses import replace
from pathlib import Path

import numpy as np

from evals.quotations import lines
from onrecord.reading.acts import ROOTS, Weights, judge, weights
from onrecord.reading.deeds import Dyad

NAME = "acts"
DATA = ("plover",)
HELD_OUT = Path(__file__).with_suffix(".npz")


def answers(data: Path) -> list[tuple[str, str]]:
    """Return of each sentence the annotators' root and ours."""
    with np.load(HELD_OUT, allow_pickle=False) as file:
        parts = file["parts"]
        models = [
            replace(
                weights(),
                hashes=file["hashes"],
                named=file[f"named{part}"].astype(np.float32) * file[f"scale{part}"],
                meant=file[f"meant{part}"].astype(np.float32),
                bias=file[f"bias{part}"],
            )
            for part in sorted(set(parts.tolist()))
        ]
    rows = lines(data / "plover" / "train.jsonl")
    return [(row["gold_root"], _root(row, models[part])) for row, part in zip(rows, parts, strict=True)]


def _root(row: dict[str, str], model: Weights) -> str:
    return judge(Dyad.of(row["sentence"], row["source"], row["target"]), model).root


def f1_by_root(given: list[tuple[str, str]]) -> dict[str, float]:
    """Return the F1 of each root."""
    gold, ours = Counter(root for root, _ in given), Counter(root for _, root in given)
    right = Counter(root for root, mine in given if root == mine)
    return {root: 2 * right[root] / max(1, gold[root] + ours[root]) for root in ROOTS}


def measure(data: Path) -> dict[str, float]:
    """Return accuracy and the mean F1 of the fifteen roots."""
    given = answers(data)
    return {
        "accuracy": sum(gold == ours for gold, ours in given) / len(given),
        "macro-F1": sum(f1_by_root(given).values()) / len(ROOTS),
    }


def main() -> None:
    """Print the scores, and the F1 of each root."""
    data = Path(sys.argv[1]) if len(sys.argv) > 1 else Path(__file__).resolve().parents[2] / "shared" / "data"
    for name, value in (measure(data) | f1_by_root(answers(data))).items():
        print(f"{name:<20}{value:8.4f}")


if __name__ == "__main__":
    main()
