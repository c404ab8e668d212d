"""Stretches of the calendar: the day, week, quarter or decade that an expression names, its TIMEX3 value and its days.

Weeks are ISO 8601's. Seasons are those of the meteorologists of the northern half of the earth, and a winter bears the
year of its December, as in TIMEX3 ("2031-WI"). Centuries begin with a year 1.
"""

from __future__ import annotations

from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from onrecord.core import Interval

__all__ = ["EDGES", "OPEN_VALUES", "Edge", "Period", "Unit", "add", "edge_of", "number_of", "period"]

Unit = Literal["day", "week", "weekend", "month", "quarter", "half", "season", "year", "decade", "century"]
Edge = Literal["START", "MID", "END"]

EDGES: tuple[Edge, ...] = ("START", "MID", "END")
OPEN_VALUES: dict[Unit, str] = {
    "day": "XXXX-XX-XX",
    "week": "XXXX-WXX",
    "weekend": "XXXX-WXX-WE",
    "month": "XXXX-XX",
    "quarter": "XXXX-QX",
    "half": "XXXX-HX",
    "season": "XXXX-XX",
    "year": "XXXX",
    "decade": "XXXX",
    "century": "XXXX",
}
"""What the value of a period is when it is not known which one of its kind is meant."""

_MONTHS: dict[Unit, int] = {
    "month": 1,
    "quarter": 3,
    "half": 6,
    "season": 3,
    "year": 12,
    "decade": 120,
    "century": 1200,
}
_SEASONS = ("WI", "SP", "SU", "FA")
_DAY_THIRDS = {"week": (2, 4), "month": (10, 20), "decade": (4, 7), "century": (33, 66)}
"""After how many days, or years, the first and the second third of a period end."""


@dataclass(frozen=True, slots=True)
class Period:
    """A stretch of the calendar: its unit and its first day."""

    unit: Unit
    first: date

    @property
    def last(self) -> date:
        """The last day of it."""
        if self.unit == "day":
            return self.first
        if self.unit in ("week", "weekend"):
            return self.first + timedelta(days=6 if self.unit == "week" else 1)
        return add(self.first, _MONTHS[self.unit], "month") - timedelta(days=1)

    @property
    def interval(self) -> Interval:
        """All its days."""
        return Interval(self.first, self.last)

    @property
    def value(self) -> str:
        """Its TIMEX3 value."""
        year, month = self.first.year, self.first.month
        if self.unit == "day":
            return self.first.isoformat()
        if self.unit in ("week", "weekend"):
            of, week, _ = self.first.isocalendar()
            return f"{of:04d}-W{week:02d}" + ("-WE" if self.unit == "weekend" else "")
        if self.unit == "season":
            return f"{year:04d}-{_SEASONS[month % 12 // 3]}"
        tail = {"month": f"-{month:02d}", "quarter": f"-Q{(month + 2) // 3}", "half": f"-H{(month + 5) // 6}"}
        if self.unit == "decade":
            return f"{year // 10:03d}X"
        return f"{year // 100:02d}XX" if self.unit == "century" else f"{year:04d}" + tail.get(self.unit, "")

    def shift(self, count: int) -> Period:
        """Return the period of the same kind that lies `count` later, or earlier when negative."""
        return Period(self.unit, add(self.first, count, "week" if self.unit == "weekend" else self.unit))


def period(unit: Unit, day: date) -> Period:
    """Return the period of a kind in which a day lies; for a weekend the one of that day's week."""
    year, month = day.year, day.month
    if unit == "day":
        return Period(unit, day)
    if unit in ("week", "weekend"):
        return Period(unit, day + timedelta(days=(5 if unit == "weekend" else 0) - day.weekday()))
    if unit == "season":
        back = month % 3
        return Period(unit, add(day.replace(day=1), -back, "month"))
    if unit == "decade":
        return Period(unit, date(max(year // 10 * 10, 1), 1, 1))
    if unit == "century":
        return Period(unit, date((year - 1) // 100 * 100 + 1, 1, 1))
    months = _MONTHS[unit]
    return Period(unit, date(year, (month - 1) // months * months + 1, 1))


def add(day: date, count: int, unit: Unit) -> date:
    """Return the day that lies `count` units later; the 31st of a month becomes the last of a shorter one."""
    if unit == "day":
        return day + timedelta(days=count)
    if unit in ("week", "weekend"):
        return day + timedelta(days=7 * count)
    months = day.year * 12 + day.month - 1 + count * _MONTHS[unit]
    year, month = divmod(months, 12)
    if not 1 <= year <= 9999:
        raise OverflowError(f"no calendar has the year {year}")
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def edge_of(of: Period, edge: Edge) -> Interval:
    """Return the first, middle or last third of a period, which "early", "mid-" and "late" mean of it.

    A day and a weekend have no thirds. Those of a month are ten days each, those of a week its first two days, its
    next two and its last three; those of a decade begin with the years 0, 4 and 7.
    """
    first, last, at = of.first, of.last, EDGES.index(edge)
    if of.unit in ("day", "weekend"):
        return of.interval
    step: Unit = "day" if of.unit in ("week", "month") else "year" if of.unit in ("decade", "century") else "month"
    months = _MONTHS.get(of.unit, 0)
    one, two = _DAY_THIRDS.get(of.unit, (months // 3, months // 3 * 2))
    cuts = (first, add(first, one, step), add(first, two, step), last + timedelta(days=1) if last < date.max else last)
    return Interval(cuts[at], last if at == 2 else cuts[at + 1] - timedelta(days=1))


def number_of(of: Period) -> int:
    """Return which one of its kind in its year a month, quarter, half or season is, from 1."""
    return (of.first.month + 2) // {"month": 1, "quarter": 3, "half": 6}.get(of.unit, 3)
