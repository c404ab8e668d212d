"""When what is told is due: an expression read together with "by", "until", "before" or "within" before it.

"By the end of the month" names the end of a month and sets a term from the day of writing up to its last day. So the
interval of the expression stays the month's end, and `due_in` gives the term. What is due "in the first half of next
year" or "on Friday" is due in the expression's own days, and "between January and March" in those of both.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Sequence
from datetime import date, timedelta

from onrecord.core import Interval
from onrecord.limits.times import LEAD_CHARS
from onrecord.reading.reading import TimeExpression
from onrecord.reading.times.lengths import moved
from onrecord.reading.times.words import SPAN_UNITS

__all__ = ["due_in"]

_ABOUT = r"(?:(?:about|around|roughly|at least|or|and|the|midnight|noon|close of business|\w+ing) ){0,3}$"
_UP_TO = re.compile(rf"\b(?:by|(?:no|not) later than|until|till|through|on or before) {_ABOUT}", re.IGNORECASE)
_BEFORE = re.compile(rf"\b(?:before|ahead of|prior to|in advance of) {_ABOUT}", re.IGNORECASE)
_AFTER = re.compile(r"\b(?:after|following) $", re.IGNORECASE)
_FROM = re.compile(r"\b(?:from|between) $", re.IGNORECASE)
_JOINED = re.compile(r" ?(?:to|until|till|through|and|-|–|—) ?", re.IGNORECASE)
_ENDS = re.compile(r" (?:of|after|from|following) (?:the )?", re.IGNORECASE)
_LENGTH = re.compile(r"PT?(\d+(?:\.\d+)?)([A-Z]+)")


def due_in(text: str, times: Sequence[TimeExpression], anchor: date | None) -> tuple[Interval | None, ...]:
    """Return for each of the expressions of `text` the days up to which, or in which, what it tells is due.

    `times` are those that `find_times` gave for `text` and `anchor`. A term runs from the day of writing; without that
    day, or when it was over by then, it is the expression's own interval. What comes "after" a day has no term.
    """
    found: list[Interval | None] = []
    for at, time in enumerate(times):
        before = text[max(time.span.start - LEAD_CHARS, 0) : time.span.start].replace("\n", " ")
        days = time.interval
        if time.type == "DURATION" and at + 1 < len(times):
            days = _from_day(text, time, times[at + 1]) or days
        elif days is not None and _UP_TO.search(before):
            days = _term(anchor, days.last, days)
        elif days is not None and _BEFORE.search(before):
            days = _term(anchor, days.last if time.mod == "END" else days.first - timedelta(days=1), days)
        elif _AFTER.search(before):
            days = None
        found.append(days)
    for at, (one, two) in enumerate(itertools.pairwise(times)):
        if (joined := _range(text, one, two)) is not None:
            found[at] = found[at + 1] = joined
    return tuple(found)


def _term(anchor: date | None, last: date, own: Interval) -> Interval:
    return Interval(anchor, last) if anchor is not None and anchor <= last else own


def _from_day(text: str, length: TimeExpression, day: TimeExpression) -> Interval | None:
    """Return the term of "within 60 days of 1 March": from the day named until the length is over."""
    match = _LENGTH.fullmatch(length.value)
    if match is None or day.interval is None or not _ENDS.fullmatch(text, length.span.end, day.span.start):
        return None
    unit = next((name for name, code in SPAN_UNITS.items() if code == match[2]), None)
    if length.precision is not None:
        unit = length.precision
    return Interval(day.interval.first, moved(day.interval.last, float(match[1]), unit)) if unit else None


def _range(text: str, one: TimeExpression, two: TimeExpression) -> Interval | None:
    """Return the days of "from 3 to 5 May" and "between January and March"."""
    if one.interval is None or two.interval is None or "DURATION" in (one.type, two.type):
        return None
    link = _JOINED.fullmatch(text, one.span.end, two.span.start)
    opened = _FROM.search(text[max(one.span.start - LEAD_CHARS, 0) : one.span.start])
    if link is None or (link.group().strip().lower() in ("and", "until", "till", "through") and not opened):
        return None
    return Interval(one.interval.first, two.interval.last) if one.interval.first <= two.interval.last else None
