"""Closed intervals of days."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

__all__ = ["Interval"]


@dataclass(frozen=True, slots=True, order=True)
class Interval:
    """A closed interval of days, both ends included; a single day has `first == last`.

    Raises `ValueError` when it ends before it begins.
    """

    first: date
    last: date

    def __post_init__(self) -> None:
        if self.last < self.first:
            raise ValueError(f"ends before it begins: {self.first} to {self.last}")

    @classmethod
    def on(cls, day: date) -> Interval:
        """Return the interval of one day."""
        return cls(day, day)

    def as_json(self) -> list[str]:
        """Return `["from", "to"]` as ISO dates, the export's form."""
        return [self.first.isoformat(), self.last.isoformat()]
