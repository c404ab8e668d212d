"""What an article has told so far: its day, the day it speaks of, and which of many Mays or Mondays is meant.

An expression is anchored on the day of writing, or, in a narrative, on the last day told: "the same day", "two days
later", and months whose year was given a sentence before.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from onrecord.core import Interval
from onrecord.limits.times import (
    CARRIED_TOKENS,
    CLOSE_DAYS,
    CLOSE_DAYS_LED,
    FAR_DAYS,
    HISTORIC_DATES,
    HISTORIC_YEARS,
    MONTHS_AHEAD,
    MONTHS_BACK,
    YEARS_AHEAD,
)
from onrecord.reading.times.grammar import Found
from onrecord.reading.times.lexing import Token, figure
from onrecord.reading.times.periods import EDGES, OPEN_VALUES, Edge, Period, Unit, edge_of, period
from onrecord.reading.times.tense import Tense, tense_at

__all__ = ["Meaning", "Telling", "dated", "unknown"]


@dataclass(frozen=True, slots=True)
class Meaning:
    """What an expression means, beside where it stands; `period` is set for what later expressions may lean on."""

    type: Literal["DATE", "TIME", "DURATION", "SET"]
    value: str
    mod: str | None = None
    interval: Interval | None = None
    precision: str | None = None
    period: Period | None = None
    explicit: bool = False


def dated(
    found: Period, mod: str | None = None, interval: Interval | None = None, *, explicit: bool = False
) -> Meaning:
    """Return the meaning of an expression that names a period, or the third of it that `mod` says."""
    if interval is None:
        edge = next((one for one in EDGES if one == mod), None)
        interval = edge_of(found, edge) if edge else found.interval
    return Meaning("DATE", found.value, mod, interval, _precision(found.unit), found, explicit)


def unknown(unit: Unit, value: str | None = None, mod: str | None = None) -> Meaning:
    """Return the meaning of an expression of which it is not known which day, month or year it names."""
    return Meaning("DATE", value or OPEN_VALUES[unit], mod, None, _precision(unit))


def _precision(unit: Unit) -> str:
    return "half-year" if unit == "half" else unit


class Telling:
    """An article as it is told: its tokens, its day, and the last period that was told of."""

    def __init__(self, tokens: Sequence[Token], anchor: date | None) -> None:
        self.tokens = tokens
        self.anchor = anchor
        self.told: Period | None = None
        self.told_explicitly = False
        self.told_at = 0
        self.day_told: Period | None = None
        self.behind_told: Period | None = None
        self.historic = _is_historic(tokens, anchor)
        self.day_first = _order_of(tokens)

    def tell(self, found: Found, meaning: Meaning) -> None:
        """Keep the period that an expression names."""
        if self.lead(found) == "since":  # "the least since March 2020" is no day that the text speaks of
            return
        if meaning.period is not None:
            self.told, self.told_explicitly, self.told_at = meaning.period, meaning.explicit, found.end
        elif meaning.type == "DATE" and meaning.value.startswith("XXXX"):
            self.told = None
        if meaning.period is not None and meaning.period.unit == "day":
            self.day_told = meaning.period
        if meaning.period is not None and (self.anchor is None or meaning.period.first <= self.anchor):
            self.behind_told = meaning.period

    def lead(self, found: Found, back: int = 1) -> str:
        """Return the word before an expression, in lower case."""
        return self.tokens[found.start - back].low if found.start >= back else ""

    def follow(self, found: Found, ahead: int = 0) -> str:
        """Return the word after an expression, in lower case."""
        at = found.end + ahead
        return self.tokens[at].low if at < len(self.tokens) else ""

    def tense(self, found: Found) -> Tense | None:
        """Return whether an expression lies ahead or behind, by its verb, else by the word before it."""
        tense = tense_at(self.tokens, found.start, found.end)
        if tense is None and self.lead(found) in ("by", "until", "till", "before", "through", "starting", "beginning"):
            return "future"
        return tense

    def _tense_of_day(self, found: Found) -> Tense | None:
        """Return the tense of a day; one that something is "for" lies ahead, "during Monday's debate" behind."""
        lead = self.lead(found)
        if lead in ("during", "from", "after") and self.follow(found) == "'s":
            return "past"
        return "future" if lead == "for" else self.tense(found)

    def carries(self, found: Found) -> bool:
        """Return whether the last day told, not the day of writing, is what an expression leans on."""
        if self.told is None:
            return False
        if self.historic or self.anchor is None:
            return True
        near = found.start - self.told_at <= CARRIED_TOKENS
        return (
            near and self.told_explicitly and self.told.first.year < self.anchor.year and self.tense(found) != "future"
        )

    def told_behind(self, found: Found) -> Period | None:
        """Return what "a day earlier" is counted from: the last period told, but none ahead where the verb is past."""
        told = self.told_or_written
        if told is None or self.anchor is None or told.first <= self.anchor or self.tense(found) == "future":
            return told
        return self.behind_told or Period("day", self.anchor)

    @property
    def told_or_written(self) -> Period | None:
        """The last period told, or the day of writing."""
        return self.told or (Period("day", self.anchor) if self.anchor else None)

    def year_of(self, digits: int) -> int | None:
        """Return the year that two digits mean: at most some years ahead of the day of writing, else a century ago."""
        if self.anchor is None:
            return None
        if self.historic and self.told is not None:
            return self.told.first.year // 100 * 100 + digits
        year = self.anchor.year // 100 * 100 + digits
        return year if year <= self.anchor.year + YEARS_AHEAD else year - 100

    def choose(self, found: Found, of_year: Callable[[int], Period | None], way: str | None = None) -> Period | None:
        """Return which of the periods that come once a year is meant: by "last", "this" or "next", else by tense."""
        if way == "same" and self.told is not None:
            return of_year(self.told.first.year)
        if way is None and self.carries(found) and self.told is not None:
            return self._after_told(of_year, self.told)
        day = self.told.first if self.historic and self.told else self.anchor
        if day is None:
            return None
        around = [one for year in range(day.year - 1, day.year + 2) if 1 <= year <= 9999 and (one := of_year(year))]
        behind = [one for one in around if one.first <= day]
        ahead = [one for one in around if one.last >= day]
        if way == "last":
            return max((one for one in around if one.last < day), key=_first, default=None)
        if way == "next":
            return min((one for one in around if one.first > day), key=_first, default=None)
        if way == "this":
            here = [one for one in around if one in behind and one in ahead]
            if not here and around and around[0].unit == "season" and self.tense(found) != "future":
                # In March "this winter" is the one that has just ended.
                return min(around, key=lambda one: min(abs((one.first - day).days), abs((one.last - day).days)))
            return next(iter(here or [one for one in around if one.first.year == day.year]), None)
        tense = self._tense_of_day(found) if around and around[0].unit == "day" else self.tense(found)
        nearest = min(around, key=lambda one: abs((one.first - day).days), default=None)
        if tense is not None and around and around[0].unit in ("day", "month") and self._names_event(found):
            return nearest
        led = self.lead(found) in ("by", "until", "till", "before", "through", "from", "starting", "beginning")
        if nearest is not None and around[0].unit in ("day", "month") and self._is_far(tense, behind, ahead, led=led):
            return nearest
        if tense == "future":
            return min(ahead, key=_first, default=nearest)
        if led or tense in ("near", None):
            return nearest
        return max(behind, key=_first, default=nearest)

    def _names_event(self, found: Found) -> bool:
        """Return whether a day stands before a noun, as in "the Jan. 6 riot", of which the verb says nothing."""
        follow = self.follow(found)
        noun = follow.isalpha() and follow.islower() and follow not in _FUNCTION_WORDS and not follow.endswith("ly")
        return noun and self.lead(found) in ("the", "a", "an", "this", "his", "her", "their", "its", "'s", "after")

    def _is_far(self, tense: Tense | None, behind: Sequence[Period], ahead: Sequence[Period], *, led: bool) -> bool:
        """Return whether the verb points at a day most of a year off while the same day of another year is close."""
        if not behind or not ahead or self.anchor is None:
            return False
        back = (self.anchor - max(one.first for one in behind)).days
        on = (min(one.first for one in ahead) - self.anchor).days
        far, close = (back, on) if tense == "past" else (on, back)
        limit = CLOSE_DAYS_LED if led else CLOSE_DAYS
        return tense in ("past", "future") and far > FAR_DAYS and close < limit

    def _after_told(self, of_year: Callable[[int], Period | None], told: Period) -> Period | None:
        """Return the one of the told year, or of the next when it would lie far behind the last day told."""
        here = of_year(told.first.year)
        if told.unit in ("year", "decade", "century") or here is None:
            return here
        months = (here.first.year - told.first.year) * 12 + here.first.month - told.first.month
        if months < -MONTHS_BACK and told.first.year < 9999:
            return of_year(told.first.year + 1)
        return of_year(told.first.year - 1) if months > MONTHS_AHEAD and told.first.year > 1 else here

    def weekday(self, found: Found, number: int, way: str | None = None) -> Period | None:
        """Return the day that a weekday means: the last one up to the day of writing, or the next after "will"."""
        base = self.anchor
        if self.told is not None and (base is None or (self.historic and self.told.unit == "day")):
            base = self.told.first if self.told.unit == "day" else None
        if base is None:
            return None
        back = (base.weekday() - number) % 7
        ahead = (number - base.weekday()) % 7
        if way == "last":
            return Period("day", base - timedelta(days=back or 7))
        if way == "next":
            return Period("day", base + timedelta(days=ahead or 7))
        if way == "this" or (way is None and self._tense_of_day(found) == "future"):
            return Period("day", base + timedelta(days=ahead))
        return Period("day", base - timedelta(days=back))

    def weekend(self, found: Found, way: str | None) -> Period | None:
        """Return the weekend that is meant: this week's, the last or the next."""
        if self.anchor is None:
            return None
        here = period("weekend", self.anchor)
        if way in ("last", "next"):
            return here.shift(-1 if way == "last" else 1)
        if way == "this" or self.anchor >= here.first or self.tense(found) == "future":
            return here
        return here.shift(-1)


def edge_in(parts: Sequence[Token]) -> Edge | None:
    """Return what an edge's tokens say: START, MID or END."""
    for token in parts:
        if token.name in ("edge", "side"):
            return next((edge for edge in EDGES if edge == token.meaning), None)
        if token.name == "later":
            return "END" if token.low == "later" else "START"
    return None


def _first(one: Period) -> date:
    return one.first


def _is_historic(tokens: Sequence[Token], anchor: date | None) -> bool:
    """Return whether a text tells of a past long before it was written: years gone by, and few days of this week."""
    if anchor is None:
        return False
    years = days = 0
    for at, token in enumerate(tokens):
        if token.name == "year":
            before = tokens[max(at - 3, 0) : at]
            led = any(one.name in ("month", "season") for one in before) or (before and before[-1].low in _YEAR_LEADS)
            years += bool(led and figure(token) < anchor.year - HISTORIC_YEARS)
        elif token.name in ("weekday", "near", "ago", "recent") or (
            token.name in ("this", "last", "next") and _is_unit(tokens, at + 1)
        ):
            days += 1
    return years >= HISTORIC_DATES and years > 2 * days


_FUNCTION_WORDS = frozenset(
    "and or to in on at of by for from with as but that who which when while after before until is are was were will "
    "would has have had he she it they this than if because since during said".split()
)
_YEAR_LEADS = frozenset("in since by until during of from to late early".split())


def _is_unit(tokens: Sequence[Token], at: int) -> bool:
    return at < len(tokens) and tokens[at].name == "unit"


def _order_of(tokens: Sequence[Token]) -> bool | None:
    """Return whether dates in figures put the day first, where one of the text shows it; None when none does."""
    for token in tokens:
        if token.name == "date" and isinstance(token.meaning, tuple) and token.meaning[0] in ("slashed", "short"):
            one, two = token.meaning[1:3]
            if (one > 12) != (two > 12):
                return bool(one > 12)
    return None
