"""Finding what several reports tell of one thing, by the words of meaning that they share."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from typing import Generic, TypeVar

import numpy as np
from numpy.typing import NDArray

from onrecord.limits.linking_agenda import GROUPED_AT_ONCE, TELLINGS_HELD

__all__ = ["Shelf", "grouped", "share"]

Value = TypeVar("Value")


def share(a: frozenset[str], b: frozenset[str]) -> float:
    """Return the share (0..1) of the fewer stems that the other has too (overlap coefficient)."""
    return len(a & b) / min(len(a), len(b)) if a and b else 0.0


def grouped(vectors: NDArray[np.float32], least: float) -> list[int]:
    """Return the group of each of (n, d) unit vectors: those whose mean cosine is at least `least` are put together.

    Agglomerative clustering with average linkage (Sokal and Michener 1958), over the first `GROUPED_AT_ONCE`; what
    comes after joins the group of the nearest mean.
    """
    first = vectors[:GROUPED_AT_ONCE]
    sizes = np.ones(len(first))
    alike = (first @ first.T).astype(np.float64)
    np.fill_diagonal(alike, -2.0)
    labels = list(range(len(first)))
    while len(first) > 1:
        one, other = divmod(int(alike.argmax()), len(first))
        if alike[one, other] < least:
            break
        mean = (sizes[one] * alike[one] + sizes[other] * alike[other]) / (sizes[one] + sizes[other])
        mean[one] = -2.0
        alike[one], alike[:, one] = mean, mean
        alike[other], alike[:, other] = -2.0, -2.0
        sizes[one] += sizes[other]
        labels = [one if label == other else label for label in labels]
    if len(vectors) == len(first):
        return labels
    heads = sorted(set(labels))
    means = np.stack([first[[label == head for label in labels]].mean(axis=0) for head in heads])
    rest = vectors[len(first) :] @ means.T / np.linalg.norm(means, axis=1)
    nearest = rest.argmax(axis=1)
    near = enumerate(zip(nearest, rest, strict=True), len(first))
    return labels + [heads[at] if row[at] >= least else number for number, (at, row) in near]


class Shelf(Generic[Value]):
    """Values under the stems that they were told with, found again by any that they share."""

    def __init__(self) -> None:
        self.values: list[Value] = []
        self._stems: list[frozenset[str]] = []
        self._of: list[int] = []
        self._told: dict[int, set[frozenset[str]]] = defaultdict(set)
        self._under: dict[str, list[int]] = defaultdict(list)

    def put(self, number: int, stems: Iterable[str]) -> None:
        """Put the value of this number under further stems, unless it has those or `TELLINGS_HELD` already."""
        held = frozenset(stems)
        if held in self._told[number] or len(self._told[number]) >= TELLINGS_HELD:
            return
        self._told[number].add(held)
        for stem in held:
            self._under[stem].append(len(self._stems))
        self._stems.append(held)
        self._of.append(number)

    def add(self, value: Value, stems: Iterable[str]) -> int:
        """Add a value and return its number."""
        self.values.append(value)
        self.put(len(self.values) - 1, stems)
        return len(self.values) - 1

    def near(self, stems: frozenset[str], least: int = 1) -> list[tuple[float, int, int]]:
        """Return (share, stems shared, number) of the values that share at least so many stems, the likest first."""
        shared = Counter(at for stem in stems for at in self._under.get(stem, ()))
        best: dict[int, tuple[float, int]] = {}
        for at, count in shared.items():
            if count >= least:
                found = (share(stems, self._stems[at]), count)
                best[self._of[at]] = max(best.get(self._of[at], (0.0, 0)), found)
        return sorted(
            ((*found, number) for number, found in best.items()), key=lambda each: (-each[0], -each[1], each[2])
        )
