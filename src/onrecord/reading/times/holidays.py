"""Days that bear a name, and the day on which they fall in a year."""

from __future__ import annotations

from datetime import date, timedelta

from onrecord.reading.times.periods import Period

__all__ = ["holiday_in"]

_WEEKDAYS = {"mon": 0, "thu": 3, "sun": 6}


def holiday_in(code: str, year: int) -> Period | None:
    """Return the day of a holiday: of "12-25", "easter-2", "thanksgiving+1", "09-mon1" or "05-mon5" (a last one)."""
    stem, sign, shift = code, "", ""
    for mark in "+-":
        if code.startswith(("easter", "thanksgiving")) and mark in code:
            stem, sign, shift = code.partition(mark)
    moved = timedelta(days=int(f"{sign}{shift}") if shift else 0)
    if stem == "easter":
        return Period("day", _easter(year) + moved)
    if stem == "thanksgiving":
        return Period("day", _weekday_of(year, 11, 3, 4) + moved)
    month, _, rest = stem.partition("-")
    if rest.isdigit():
        return Period("day", date(year, int(month), int(rest)))
    return Period("day", _weekday_of(year, int(month), _WEEKDAYS[rest[:3]], int(rest[3:])))


def _weekday_of(year: int, month: int, weekday: int, nth: int) -> date:
    """Return the nth of a weekday in a month; the last one where there is no fifth."""
    first = date(year, month, 1)
    day = first + timedelta(days=(weekday - first.weekday()) % 7 + 7 * (nth - 1))
    return day if day.month == month else day - timedelta(days=7)


def _easter(year: int) -> date:
    """Return Easter Sunday of the Gregorian calendar (Meeus, Jones and Butcher)."""
    a, b, c = year % 19, year // 100, year % 100
    d, e = divmod(b, 4)
    g = (8 * b + 13) // 25
    h = (19 * a + b - d - g + 15) % 30
    i, k = divmod(c, 4)
    shift = (32 + 2 * e + 2 * i - h - k) % 7
    m = (a + 11 * h + 19 * shift) // 433
    month = (h + shift - 7 * m + 90) // 25
    return date(year, month, (h + shift - 7 * m + 33 * month + 19) % 32)
