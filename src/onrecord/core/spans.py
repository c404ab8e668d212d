"""Spans: half-open stretches of a text, counted in Unicode code points."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

__all__ = ["Span", "covers", "join", "overlap"]


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """`[start, end)` in code points of one text; never empty.

    Raises `ValueError` when `start` is negative or `end` is not beyond it.
    """

    start: int
    end: int

    def __post_init__(self) -> None:
        if not 0 <= self.start < self.end:
            raise ValueError(f"not a span: [{self.start}, {self.end})")

    def __len__(self) -> int:
        return self.end - self.start

    def of(self, text: str) -> str:
        """Return the words of `text` that the span names."""
        return text[self.start : self.end]


def overlap(a: Span, b: Span) -> int:
    """Return how many code points two spans of one text share."""
    return max(0, min(a.end, b.end) - max(a.start, b.start))


def covers(outer: Span, inner: Span) -> bool:
    """Return whether `inner` lies wholly within `outer`."""
    return outer.start <= inner.start and inner.end <= outer.end


def join(text: str, spans: Iterable[Span]) -> str:
    """Return the words of several spans of `text` in order, parted by one space."""
    ordered: Sequence[Span] = sorted(spans)
    return " ".join(span.of(text).strip() for span in ordered)
