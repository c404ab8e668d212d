"""Meanings of the times of day: "5 p.m. on Sunday", "Sunday night", "this morning"."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from onrecord.reading.times.dates import date_of, way_of, year_in
from onrecord.reading.times.grammar import Found
from onrecord.reading.times.lexing import figure
from onrecord.reading.times.periods import Period, add
from onrecord.reading.times.telling import Meaning, Telling, edge_in

__all__ = ["CLOCK"]


_PART_LEADS = frozenset("in since until by on the from till during".split())


def _clock(found: Found, telling: Telling) -> Meaning | None:
    parts = found.parts
    token = parts["clock"][0]
    hour, minute = token.meaning if isinstance(token.meaning, tuple) else (token.meaning, 0)
    half = parts["clock"][1].meaning if len(parts["clock"]) > 1 else None
    if half is not None:
        if not 1 <= hour <= 12:
            return None
        hour = hour % 12 + (12 if half == "pm" else 0)
    mod = str(parts["about"][0].meaning) if "about" in parts else None
    return _time(_day_of(found, telling), f"T{hour:02d}:{minute:02d}", mod, "time of day")


def _noon(found: Found, telling: Telling) -> Meaning | None:
    token = found.parts["noon"][0]
    if token.low == "tonight":
        day = Period("day", telling.anchor) if telling.anchor else None
        return _time(day, str(token.meaning), None, "part of day")
    return _time(_day_of(found, telling), str(token.meaning), None, "time of day")


def _part(found: Found, telling: Telling) -> Meaning | None:
    parts = found.parts
    edge = edge_in(parts.get("edge", ()))
    if "which" in parts and parts["which"][-1].name == "before":
        told = telling.told_or_written
        return _time(told and told.shift(-1), str(parts["which"][0].meaning), None, "part of day")
    mark = str(parts["part"][0].meaning)
    if "which" in parts:
        return _time(_day_by_way(found, telling), mark, edge, "part of day")
    if len(parts) == 2 and len(parts.get("edge", ())) == 1 and telling.lead(found) not in _PART_LEADS:
        return None
    return _time(_day_of(found, telling), mark, edge, "part of day")


def _day_by_way(found: Found, telling: Telling) -> Period | None:
    """Return the day of "this morning", "last night", "the next evening" and "that night"."""
    way = way_of(found.parts["which"])
    if way in ("this", "last", "next") and len(found.parts["which"]) == 1:
        if telling.anchor is None:
            return None
        return Period("day", add(telling.anchor, {"this": 0, "last": -1, "next": 1}[way], "day"))
    told = telling.told_or_written
    if told is None or told.unit != "day" or way is None:
        return None
    return told.shift({"same": 0, "this": 0, "previous": -1, "last": -1}.get(way, 1))


def _day_of(found: Found, telling: Telling) -> Period | None:
    """Return the day that stands beside a time of day, in the same words or just behind, or else the last one told."""
    parts = found.parts
    if "weekday" in parts and "month" not in parts:
        return telling.weekday(found, figure(parts["weekday"][0]))
    if "near" in parts:
        return Period("day", add(telling.anchor, figure(parts["near"][0]), "day")) if telling.anchor else None
    for tail in ("", "2"):
        if f"month{tail}" in parts:
            month, day = (figure(parts[f"{name}{tail}"][0]) for name in ("month", "day"))
            if f"year{tail}" in parts:
                year = year_in(telling, parts[f"year{tail}"])
                return date_of(year, month, day) if year is not None else None
            return telling.choose(found, partial(date_of, month=month, day=day))
    at = found.end + (telling.follow(found) in ("on", ","))
    behind = telling.tokens[at] if at < len(telling.tokens) else None
    if behind is not None and behind.name == "weekday":
        return telling.weekday(found, figure(behind))
    if behind is not None and behind.name == "near":
        return Period("day", add(telling.anchor, figure(behind), "day")) if telling.anchor else None
    if telling.day_told is not None:
        return telling.day_told
    return Period("day", telling.anchor) if telling.anchor and not telling.historic else None


def _time(day: Period | None, mark: str, mod: str | None, precision: str) -> Meaning:
    """Return the meaning of a time on a day; without one the value has an X for each figure of it."""
    if day is None:
        return Meaning("TIME", f"XXXX-XX-XX{mark}", mod, None, precision)
    return Meaning("TIME", f"{day.value}{mark}", mod, day.interval, precision, day)


CLOCK: dict[str, Callable[[Found, Telling], Meaning | None]] = {"clock": _clock, "noon": _noon, "part": _part}
"""What each rule that names a time of day means."""
