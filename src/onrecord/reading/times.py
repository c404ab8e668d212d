"""Time expressions of the plain kinds, with their TIMEX3 value and interval of days.

Relative ones are anchored on the day of publication. Values follow ISO-TimeML: "2025-12", "2025-W49", "2026-H1".
Without an anchor they keep a value with X for what is not known, and have no interval.
"""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Iterator
from datetime import date, timedelta

from onrecord.core import Interval, Span
from onrecord.reading.cues import MONTHS, WEEKDAYS
from onrecord.reading.reading import TimeExpression

__all__ = ["day_in", "find_times"]

_MONTH = (
    r"(?P<{0}>Jan(?:uary|\.)?|Feb(?:ruary|\.)?|Mar(?:ch|\.)?|Apr(?:il|\.)?|May|June?|July?|Aug(?:ust|\.)?|"
    r"Sept?(?:ember|\.)?|Oct(?:ober|\.)?|Nov(?:ember|\.)?|Dec(?:ember|\.)?)"
)
_DAY = r"(?P<{0}>0?[1-9]|[12]\d|3[01])(?:st|nd|rd|th)?"
_YEAR = r"(?P<{0}>(?:19|20)\d\d)"
_PATTERN = re.compile(
    "|".join(
        (
            r"\b(?P<iso>(?:19|20)\d\d-\d\d-\d\d)\b",
            rf"\b{_MONTH.format('m1')} {_DAY.format('d1')}(?:,? {_YEAR.format('y1')})?\b",
            rf"\b{_DAY.format('d2')}(?: of)? {_MONTH.format('m2')}(?:,? {_YEAR.format('y2')})?\b",
            rf"\b{_MONTH.format('m3')},? {_YEAR.format('y3')}\b",
            rf"\b(?:the )?(?P<half>first|second) half of (?:{_YEAR.format('y4')}|(?P<halfrel>last|this|next) year)\b",
            r"\b(?:(?P<wrel>last|next|this) )?(?P<weekday>Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday)\b",
            r"\b(?P<near>today|yesterday|tomorrow|tonight)\b",
            r"\b(?P<rel>last|this|next) (?P<unit>week|month|year)\b",
            rf"\b(?:in|since|by|until|during|of|before|after) {_YEAR.format('y5')}\b(?![-–]\d)",
        )
    ),
    re.IGNORECASE,
)
_STEP = {"last": -1, "this": 0, "next": 1}
_NEAR = {"today": 0, "tonight": 0, "yesterday": -1, "tomorrow": 1}


def find_times(text: str, anchor: date | None) -> tuple[TimeExpression, ...]:
    """Return the time expressions of `text` in order; `anchor` is the day that "today" means."""
    return tuple(_found(text, anchor))


def day_in(words: str, anchor: date | None) -> Interval | None:
    """Return the days that a few words name ("on Sunday, December 7, 2025"), the most exact expression first."""
    found = [time for time in find_times(words, anchor) if time.interval is not None]
    if not found:
        return None
    best = min(found, key=lambda time: (_days(time), words[time.span.start : time.span.end].lower() in WEEKDAYS))
    return best.interval


def _days(time: TimeExpression) -> int:
    return (time.interval.last - time.interval.first).days if time.interval else 0


def _found(text: str, anchor: date | None) -> Iterator[TimeExpression]:
    for match in _PATTERN.finditer(text):
        part = match.groupdict()
        try:
            value, interval = _absolute(part, anchor) or _relative(part, anchor) or ("", None)
        except (OverflowError, ValueError):  # a week before 1 January of the year 1, or after the last of 9999
            continue
        if not value:
            continue
        start = match.start("y5") if part["y5"] else match.start()
        yield TimeExpression(Span(start, match.end()), "DATE", value, None, interval)


def _month_number(name: str) -> int:
    return next(number for number, month in enumerate(MONTHS, 1) if month.startswith(name.lower().rstrip(".")[:3]))


def _absolute(part: dict[str, str | None], anchor: date | None) -> tuple[str, Interval | None] | None:
    """Return value and interval of an expression that names its day, month or year; None for the others."""
    if part["iso"]:
        return _day(*(int(number) for number in part["iso"].split("-")))
    for month, day, year in ((part["m1"], part["d1"], part["y1"]), (part["m2"], part["d2"], part["y2"])):
        if month and day:
            number = _month_number(month)
            if year:
                return _day(int(year), number, int(day))
            return _nearest(number, int(day), anchor)
    if part["m3"] and part["y3"]:
        return _months(int(part["y3"]), _month_number(part["m3"]))
    if part["y5"]:
        return part["y5"], Interval(date(int(part["y5"]), 1, 1), date(int(part["y5"]), 12, 31))
    return None


def _day(year: int, month: int, day: int) -> tuple[str, Interval | None] | None:
    try:
        found = date(year, month, day)
    except ValueError:
        return None
    return found.isoformat(), Interval.on(found)


def _nearest(month: int, day: int, anchor: date | None) -> tuple[str, Interval | None] | None:
    """Return the day without a year as the one nearest to the anchor."""
    if anchor is None:
        return f"XXXX-{month:02d}-{day:02d}", None
    found = []
    for year in (anchor.year - 1, anchor.year, anchor.year + 1):
        try:
            found.append(date(year, month, day))
        except ValueError:
            continue
    if not found:
        return None
    nearest = min(found, key=lambda candidate: abs(candidate - anchor))
    return nearest.isoformat(), Interval.on(nearest)


def _months(year: int, month: int) -> tuple[str, Interval]:
    return f"{year}-{month:02d}", Interval(date(year, month, 1), date(year, month, monthrange(year, month)[1]))


def _relative(part: dict[str, str | None], anchor: date | None) -> tuple[str, Interval | None] | None:
    """Return value and interval of an expression that needs the anchor."""
    if part["half"]:
        return _half(part, anchor)
    if part["weekday"]:
        return _weekday(part["weekday"].lower(), part["wrel"], anchor)
    if part["near"]:
        if anchor is None:
            return "XXXX-XX-XX", None
        day = anchor + timedelta(days=_NEAR[part["near"].lower()])
        return day.isoformat(), Interval.on(day)
    if part["unit"] and part["rel"]:
        return _unit(part["unit"].lower(), _STEP[part["rel"].lower()], anchor)
    return None


def _half(part: dict[str, str | None], anchor: date | None) -> tuple[str, Interval | None]:
    second = (part["half"] or "").lower() == "second"
    if part["y4"]:
        year = int(part["y4"])
    elif anchor is None:
        return f"XXXX-H{2 if second else 1}", None
    else:
        year = anchor.year + _STEP[(part["halfrel"] or "this").lower()]
    if second:
        return f"{year}-H2", Interval(date(year, 7, 1), date(year, 12, 31))
    return f"{year}-H1", Interval(date(year, 1, 1), date(year, 6, 30))


def _weekday(name: str, relation: str | None, anchor: date | None) -> tuple[str, Interval | None]:
    """Return the last such weekday up to and including the anchor; with "last" before it, with "next" after it."""
    number = WEEKDAYS.index(name)
    if anchor is None:
        return f"XXXX-WXX-{number + 1}", None
    back = (anchor.weekday() - number) % 7
    day = anchor - timedelta(days=back)
    if relation and relation.lower() == "last" and back == 0:
        day -= timedelta(days=7)
    if relation and relation.lower() == "next":
        day += timedelta(days=7)
    return day.isoformat(), Interval.on(day)


def _unit(unit: str, step: int, anchor: date | None) -> tuple[str, Interval | None]:
    if anchor is None:
        return {"week": "XXXX-WXX", "month": "XXXX-XX", "year": "XXXX"}[unit], None
    if unit == "week":
        first = anchor - timedelta(days=anchor.weekday()) + timedelta(days=7 * step)
        year, week, _ = first.isocalendar()
        return f"{year}-W{week:02d}", Interval(first, first + timedelta(days=6))
    if unit == "month":
        months = anchor.year * 12 + anchor.month - 1 + step
        return _months(months // 12, months % 12 + 1)
    year = anchor.year + step
    return str(year), Interval(date(year, 1, 1), date(year, 12, 31))
