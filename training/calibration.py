"""The numbers that make one confidence of the network's three probabilities: `python -m training.calibration DATA`.

Logistic regression (Platt 1999) on PolNeAR's development part, which the network has not seen: a relation is right
when its content and source are. Prints the weights for `limits/reading.py`, and the expected calibration error on
the half of the articles that did not set them, both ways.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from evals.attributions import calibration_error
from evals.scoring import Scored, score_document
from onrecord.reading.decoding import decode, evidence_of
from onrecord.reading.network import answers
from onrecord.reading.pieces import Pieces
from training.labels import lines, pieces_of

Floats = NDArray[np.float64]


def fitted(evidence: Floats, right: Floats) -> Floats:
    """Return the weights (k,) of a logistic regression (Newton); `evidence` (n, k), `right` (n,) of 0 or 1."""
    weights = np.zeros(evidence.shape[1])
    for _ in range(50):
        chance = chances(evidence, weights)
        bend = evidence.T @ (evidence * (chance * (1 - chance))[:, None]) + 1e-6 * np.eye(len(weights))
        weights += np.linalg.solve(bend, evidence.T @ (right - chance))
    return weights


def chances(evidence: Floats, weights: Floats) -> Floats:
    """Return the chance (n,) that each relation is right."""
    return np.asarray(1 / (1 + np.exp(-evidence @ weights)))


def gathered(data: Path) -> list[tuple[Floats, Floats]]:
    """Return for each article the evidence (n, 4) of what the network found, and which of it was right (n,)."""
    found = []
    for document in lines(data / "polnear" / "dev.jsonl"):
        pieces = pieces_of(document["text"])
        relations = decode(pieces, tuple(answers(pieces)))
        ours = [
            {
                "source": _spans(pieces, [one.source] if one.source else []),
                "cue": _spans(pieces, [one.cue]),
                "content": _spans(pieces, one.content),
            }
            for one in relations
        ]
        matches = score_document(document["text"], document["attributions"], ours, Scored())
        right = {match.predicted for match in matches if match.sourced}
        evidence = np.array([evidence_of(one.probabilities) for one in relations]).reshape(-1, 4)
        found.append((evidence, np.array([float(at in right) for at in range(len(relations))])))
    return found


def _spans(pieces: Pieces, runs: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    return [(int(pieces.starts[first]), int(pieces.ends[last])) for first, last in runs]


def main() -> None:
    """Print the weights, and how well those of one half of the articles fit the other."""
    articles = gathered(Path(sys.argv[1]))

    def joined(part: list[tuple[Floats, Floats]]) -> tuple[Floats, Floats]:
        return np.concatenate([a for a, _ in part]), np.concatenate([b for _, b in part])

    for own, other in ((articles[::2], articles[1::2]), (articles[1::2], articles[::2])):
        evidence, right = joined(other)
        sure = chances(evidence, fitted(*joined(own)))
        pairs = list(zip(sure.tolist(), (right > 0).tolist(), strict=True))
        print(f"calibration error on the other half: {calibration_error(pairs):.4f} ({len(pairs)} relations)")
    print("weights:", ", ".join(f"{weight:.3f}" for weight in fitted(*joined(articles))))


if __name__ == "__main__":
    main()
