"""Meanings of the days, weeks and years told from another: "last week", "the same day", "on Friday"."""

from __future__ import annotations

from collections.abc import Callable

from onrecord.core import Interval
from onrecord.reading.times.dates import STEPS, UNITS, date_of, unit_in, way_of, written
from onrecord.reading.times.grammar import Found
from onrecord.reading.times.lexing import figure
from onrecord.reading.times.periods import Period, Unit, add, period
from onrecord.reading.times.telling import Meaning, Telling, dated, edge_in, unknown

__all__ = ["RELATIVE"]

_LEADS_OF_YEAR = frozenset("for in during of over throughout through into ' \"".split())
_LENGTH_LEADS = frozenset("over within for during in throughout".split())


def _year_end(found: Found, telling: Telling) -> Meaning | None:
    """Read "year-end" and "month-end"."""
    unit = unit_in(found.parts["unit"])
    if unit is None or unit == "day" or found.parts["side"][0].meaning != "END":
        return None
    return _of_unit(found, telling, unit, "END")


def _of_unit(found: Found, telling: Telling, unit: Unit, mod: str | None) -> Meaning:
    """Read "the end of the year" and its like: of the year told, or of the day of writing."""
    base = telling.told_or_written if telling.carries(found) else written(telling)
    if base is None:
        return unknown(unit, mod=mod)
    return dated(period(unit, base.first), mod, explicit=telling.told is base and telling.told_explicitly)


def _the_unit(found: Found, telling: Telling) -> Meaning | None:
    """Read "later in the year", "the end of the month", "the quarter" and "for the year"."""
    parts = found.parts
    unit = unit_in(parts["unit"])
    if unit is None:
        return None
    edge = edge_in(parts.get("edge", ()))
    if unit == "day" and telling.lead(found) == "at":
        return None
    if edge is not None:
        meaning = _of_unit(found, telling, unit, edge)
        if parts["edge"][0].name == "later" and meaning.period is not None:
            return _cut(meaning, telling)
        return meaning
    if unit == "weekend":
        chosen = telling.weekend(found, None)
        return dated(chosen) if chosen else unknown("weekend")
    if unit == "quarter":
        if telling.lead(found) not in ("for", "in", "during", "of", "over") and telling.follow(found) in ("of", "to"):
            return None
        return _the_quarter(telling)
    leads = telling.lead(found) in _LEADS_OF_YEAR
    if unit in ("year", "month", "week") and leads and telling.follow(found) not in _CLAUSES:
        if telling.told is not None and telling.told.unit in ("quarter", "half") and unit == "year":
            return dated(period("year", telling.told.first))
        return _of_unit(found, telling, unit, None)
    return None


_CLAUSES = frozenset("to since ended ending that when before after he she they it we i until from".split())


def _halved(found: Found, telling: Telling) -> Meaning:
    """Read "midyear" and "midweek"."""
    return _of_unit(found, telling, UNITS[str(found.parts["halved"][0].meaning)], "MID")


def _the_quarter(telling: Telling) -> Meaning:
    told = telling.told
    if told is not None and told.unit in ("quarter", "month", "day"):
        return dated(period("quarter", told.first), explicit=telling.told_explicitly)
    return dated(period("quarter", telling.anchor)) if telling.anchor else unknown("quarter")


def _cut(meaning: Meaning, telling: Telling) -> Meaning:
    """Return "earlier this week" and "later this week" with the days up to the day of writing, or from it."""
    day, days = telling.anchor, meaning.period.interval if meaning.period else None
    if day is None or days is None or not days.first <= day <= days.last:
        return meaning
    cut = Interval(days.first, day) if meaning.mod == "START" else Interval(day, days.last)
    return dated(meaning.period, meaning.mod, cut, explicit=meaning.explicit) if meaning.period else meaning


def _tied(found: Found, telling: Telling) -> Meaning | None:
    """Read "last week", "that same month", "the following year", "early next year" and "earlier this week"."""
    parts = found.parts
    unit = unit_in(parts["unit"])
    way = way_of(parts.get("which") or parts["order"])
    if unit is None or way is None or telling.follow(found) == "of":
        return None
    edge = edge_in(parts.get("edge", ()))
    ordered = "order" in parts
    if ordered and way == "next":
        if unit != "day" and telling.lead(found) in _LENGTH_LEADS:
            return None
        way = "following"
    if unit == "weekend":
        chosen = telling.weekend(found, way if way in ("last", "next", "this") else "this")
        return dated(chosen, edge) if chosen else unknown(unit, mod=edge)
    base = telling.told_behind(found) if way in ("same", "previous", "following") else written(telling)
    if base is None or _is_coarser(base.unit, unit):
        return unknown(unit, f"{base.value}-XX" if base and base.unit == "month" and unit == "day" else None, edge)
    chosen = period(unit, base.first).shift(STEPS[way])
    explicit = base is telling.told and telling.told_explicitly
    if edge is not None and parts["edge"][0].name == "later":
        return _cut(Meaning("DATE", chosen.value, edge, None, unit, chosen, explicit), telling)
    if edge is None and way == "this" and telling.lead(found) == "far" and telling.anchor:
        return dated(chosen, None, Interval(chosen.first, telling.anchor))
    return dated(chosen, edge, explicit=explicit)


_SIZES = {
    "day": 0,
    "week": 1,
    "weekend": 1,
    "month": 2,
    "quarter": 3,
    "season": 3,
    "half": 4,
    "year": 5,
    "decade": 6,
    "century": 7,
}


def _is_coarser(told: Unit, unit: Unit) -> bool:
    """Return whether a period is too long for one of its parts to be counted from: no "two days later" than a year."""
    return _SIZES[told] > _SIZES[unit]


def _beside(found: Found, telling: Telling) -> Meaning | None:
    """Read "the day after tomorrow", "the year before"."""
    parts = found.parts
    unit = unit_in(parts["unit"])
    step = 1 if parts["side"][0].name in ("after", "following") else -1
    if unit is None:
        return None
    if "near" in parts:
        if telling.anchor is None:
            return unknown("day")
        return dated(Period("day", add(telling.anchor, figure(parts["near"][0]) + step, "day")))
    base = telling.told_or_written
    follow = telling.follow(found)
    ends = follow in (",", ".", "") or found.end == len(telling.tokens) or follow in ("and", "in", "by", "with", "to")
    if not ends:
        return None
    if base is None or _is_coarser(base.unit, unit):
        return unknown(unit)
    return dated(period(unit, base.first).shift(step), explicit=telling.told_explicitly)


def _weekday(found: Found, telling: Telling) -> Meaning | None:
    parts = found.parts
    way = way_of(parts.get("which", ()))
    if way in ("same", "previous", "following"):
        way = {"previous": "last", "following": "next"}.get(way)
    number = figure(parts["weekday"][0])
    chosen = telling.weekday(found, number, way)
    edge = edge_in(parts.get("edge", ()))
    return dated(chosen, edge) if chosen else unknown("day", f"XXXX-WXX-{number + 1}", edge)


def _weekend(found: Found, telling: Telling) -> Meaning | None:
    if telling.lead(found) in ("a", "one", "another") or telling.follow(found) in ("home", "trip", "house", "edition"):
        return None
    chosen = telling.weekend(found, None)
    return dated(chosen) if chosen else unknown("weekend")


def _near(found: Found, telling: Telling) -> Meaning:
    edge = edge_in(found.parts.get("edge", ()))
    if telling.anchor is None:
        return unknown("day", mod=edge)
    day = add(telling.anchor, figure(found.parts["near"][0]), "day")
    return dated(Period("day", day), edge)


def _the_day(found: Found, telling: Telling) -> Meaning | None:
    """Read "on the 20th"."""
    token = found.parts["day"][0]
    if not token.low[0].isdigit() or telling.lead(found) not in ("on", "by", "until") or figure(token) > 31:
        return None
    if (told := telling.told_or_written) is None:
        return unknown("day", f"XXXX-XX-{token.meaning:02d}")
    one = date_of(told.first.year, told.first.month, figure(token))
    return dated(one, explicit=telling.told_explicitly) if one else None


RELATIVE: dict[str, Callable[[Found, Telling], Meaning | None]] = {
    "yearend": _year_end,
    "theunit": _the_unit,
    "halved": _halved,
    "tied": _tied,
    "beside": _beside,
    "weekday": _weekday,
    "weekend": _weekend,
    "near": _near,
    "theday": _the_day,
}
"""What each rule that names a day or period told from another means."""
