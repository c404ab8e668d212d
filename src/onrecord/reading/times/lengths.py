"""Meanings of lengths of time, and of expressions counted from another day."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from datetime import date

from onrecord.core import Interval
from onrecord.limits.times import COMPARED_TOKENS, RECORD_TOKENS
from onrecord.reading.times.dates import UNITS, way_of
from onrecord.reading.times.grammar import Found
from onrecord.reading.times.lexing import Token
from onrecord.reading.times.periods import Period, Unit, add, period
from onrecord.reading.times.telling import Meaning, Telling, dated, unknown
from onrecord.reading.times.words import SPAN_UNITS

__all__ = ["LENGTHS", "duration", "moved", "number"]

_HALVES = {
    "year": "P6M",
    "decade": "P5Y",
    "century": "P50Y",
    "hour": "PT30M",
    "day": "PT12H",
    "month": "P15D",
    "minute": "PT30S",
}
_CLOCK_UNITS = frozenset(("second", "minute", "hour"))
_RATE_BARS = frozenset(
    "in for after within about than of over nearly almost under by to at least before since with from a until on and "
    'took take takes spent last lasted waited wait waits once half , . said " “ is was'.split()
)
_FIRSTS = frozenset("first worst best most least only".split())
_FOR = frozenset("for in after within over since take takes took taken spend spent lasted waited".split())
_VAGUE = {"ago": "PAST_REF", "earlier": "PAST_REF", "later": "FUTURE_REF"}


def number(parts: Sequence[Token]) -> float | None:
    """Return the number that tokens say ("twenty-five", "a hundred", "2.5", "15,000"), or None for "several"."""
    total = current = 0.0
    seen = False
    for token in parts:
        if token.name == "vague":
            return None
        if token.name == "half":
            current += 0.5
            seen = True
        elif token.name in ("number", "dd", "year", "word", "hundred"):
            value = float(token.meaning) if isinstance(token.meaning, (int, float)) else 0.0
            seen = True
            if token.low in ("dozen", "hundred"):
                current = max(current, 1.0) * value
            elif token.name == "hundred":
                total, current = total + max(current, 1.0) * value, 0.0
            else:
                current += value
        elif token.name == "a":
            continue
    return total + current if seen else 1.0


def duration(count: float | None, unit: str, *, halves: bool = False) -> str:
    """Return a length as TIMEX3 writes it: P3W, PT48H, PXY, P1.5Y."""
    if unit == "fortnight":
        unit, count = "week", count and count * 2
    if count == 0.5 and unit in _HALVES and not halves:
        return _HALVES[unit]
    if halves and count is not None:
        count += 0.5
        if unit in ("decade", "century"):
            unit, count = "year", count * (10 if unit == "decade" else 100)
    size = "X" if count is None else f"{count:g}" if count < 1_000_000 else str(int(count))
    return f"P{'T' if unit in _CLOCK_UNITS else ''}{size}{SPAN_UNITS[unit]}"


def _unit(found: Found) -> str:
    return str(found.parts["unit"][-1].meaning)


def _mod(found: Found) -> str | None:
    for part in ("about", "approx", "plus"):
        if part in found.parts:
            return str(found.parts[part][0].meaning)
    return None


def moved(day: date, count: float, unit: str) -> date:
    """Return the day so many units later or earlier; a part of a unit is taken for the whole."""
    if unit in _CLOCK_UNITS:
        days = count / {"hour": 24, "minute": 1440, "second": 86400}[unit]
        return add(day, math.ceil(days) if days > 0 else math.floor(days), "day")
    if unit == "fortnight":
        unit, count = "week", count * 2
    step: Unit = UNITS.get(unit, "day")
    if count != int(count):
        parts: dict[str, tuple[int, Unit]] = {"year": (12, "month"), "month": (30, "day"), "week": (7, "day")}
        times, step = parts.get(unit, (1, step))
        count *= times
    return add(day, int(count), step)


def _length(found: Found, telling: Telling) -> Meaning | None:
    """Read "three weeks", "the past five years", "a 30-day", "two" of "two to three weeks"."""
    parts, unit = found.parts, _unit(found)
    if unit not in SPAN_UNITS and unit != "fortnight":
        return None
    count = number(parts["count"])
    way = parts["way"][0].name if "way" in parts else None
    if unit == "quarter" and way is None:
        return None
    if way in ("following", "previous") and "whole" not in parts:
        return None
    if _is_no_length(found, telling, count, unit):
        return None
    halves = "halves" in parts
    if parts["unit"][0].name == "quarter" and len(parts["unit"]) > 1:
        count, unit = (25.0, "year") if unit == "century" else (0.25, unit)
    value = duration(count, unit, halves=halves)
    if _is_rate(found, telling, unit):
        return Meaning("SET", value, None, None, unit)
    interval = _days(found, telling, count, unit, way) if count is not None and not halves else None
    return Meaning("DURATION", value, _mod(found), interval, unit)


def _is_no_length(found: Found, telling: Telling, count: float | None, unit: str) -> bool:
    """Return whether the words count something else: an age, a speed, "one day", "a second"."""
    after = telling.follow(found)
    if after in ("old", "older", "younger") or (after == "-" and telling.follow(found, 1) == "old"):
        return True
    if unit == "second" and count == 1.0:
        return True
    if unit == "day" and after in ("job", "jobs", "trip", "care", "school", "laborer", "labourer"):
        return True
    lead = telling.lead(found)
    if unit in ("hour", "minute") and found.parts["count"][0].low in ("a", "an") and _follows_measure(telling, found):
        return True
    return lead in ("$", "€", "£") or (lead == "aged")


def _follows_measure(telling: Telling, found: Found) -> bool:
    """Return whether a number stands just before, as in "30 miles an hour"."""
    lead = telling.lead(found)
    if lead in _RATE_BARS or lead.endswith("ed"):
        return False
    names = [telling.tokens[at].name for at in range(max(found.start - 3, 0), found.start)]
    return any(name in ("number", "dd", "year", "word", "hundred") for name in names)


def _is_rate(found: Found, telling: Telling, unit: str) -> bool:
    """Return whether "a year" says how often: "$3 million a year", "40 tons a day"."""
    count = found.parts["count"]
    plain = len(count) == 1 and count[0].low in ("a", "an") and "about" not in found.parts
    return plain and unit not in _CLOCK_UNITS and _follows_measure(telling, found)


def _days(found: Found, telling: Telling, count: float, unit: str, way: str | None) -> Interval | None:
    """Return the days of a length that begins or ends today: "the next two weeks", "within 100 days", "in ten days"."""
    day = telling.anchor
    if day is None or (telling.historic and way is None):
        return None
    if way in ("last", "past", "latest"):
        return Interval(moved(day, -count, unit), day)
    if way in ("next", "coming"):
        return Interval(day, moved(day, count, unit))
    lead = telling.lead(found)
    if way is not None or telling.follow(found) in ("of", "after", "from", "before"):
        return None
    if lead == "within" and telling.tense(found) != "past":
        return Interval(day, moved(day, count, unit))
    if lead == "in" and not _is_record(telling, found) and telling.tense(found) == "future":
        whole: dict[str, Unit] = {
            "week": "week",
            "month": "month",
            "quarter": "quarter",
            "year": "year",
            "decade": "decade",
        }
        return period(whole.get(unit, "day"), moved(day, count, unit)).interval
    return None


def _is_record(telling: Telling, found: Found) -> bool:
    """Return whether a superlative stands before, as in "the worst in 20 years", which looks back."""
    before = [token.low for token in telling.tokens[max(found.start - RECORD_TOKENS, 0) : found.start]]
    return any(low in _FIRSTS or (low.endswith("est") and len(low) > 5) for low in before)


def _stretch(found: Found, telling: Telling) -> Meaning | None:
    """Read "the past year" and "the last decade"."""
    parts, unit = found.parts, _unit(found)
    if telling.follow(found) in ("of", "-") or parts["unit"][0].name == "seasons" or unit in ("minute", "second"):
        return None
    many = parts["unit"][0].name == "units"
    way = parts["way"][0].name
    if many:
        return _vaguely(found, telling)
    if unit == "quarter" or (unit == "day" and way != "past"):
        chosen = period("quarter" if unit == "quarter" else "day", telling.anchor) if telling.anchor else None
        step = 1 if way == "coming" else -1
        return dated(chosen.shift(step)) if chosen else unknown("quarter" if unit == "quarter" else "day")
    halves = "halves" in parts
    interval = None if halves else _days(found, telling, 1.0, unit, way)
    return Meaning("DURATION", duration(1.0, unit, halves=halves), _mod(found), interval, unit)


def _next_stretch(found: Found, telling: Telling) -> Meaning | None:
    """Read "the next year" of "over the next year"."""
    unit = _unit(found)
    way = way_of(found.parts["order"])
    if unit not in SPAN_UNITS or way != "next" or telling.follow(found) == "of":
        return None
    halves = "halves" in found.parts
    days = None if halves else _days(found, telling, 1.0, unit, "next")
    return Meaning("DURATION", duration(1.0, unit, halves=halves), _mod(found), days, unit)


def _vaguely(found: Found, telling: Telling) -> Meaning | None:
    """Read "the coming weeks", "recent months": ahead or behind, and not known how far."""
    way = found.parts["way"][0].name
    if telling.follow(found) == "of" and way not in ("coming", "past"):
        return None
    if way == "following" and telling.tokens[found.start].name != "the":
        return None
    value = "FUTURE_REF" if way in ("coming", "next", "following") else "PAST_REF"
    return Meaning("DATE", value, None, None, "vague")


def _ago(found: Found, telling: Telling) -> Meaning | None:
    """Read "three years ago", "two days later", "a week earlier"."""
    parts, unit = found.parts, _unit(found)
    ago = parts["ago"][0].low
    count = number(parts["count"]) if "count" in parts else None
    if count is None:
        return Meaning("DATE", _VAGUE[ago], None, None, "vague")
    mod = _mod(found)
    base = telling.told_behind(found) if ago != "ago" else None
    if base is None and telling.anchor is not None:
        base = Period("day", telling.anchor)
    sign = 1 if ago == "later" else -1
    told = telling.told
    if unit == "year" and told is not None and told.unit == "month" and _is_compared(found, telling):
        return dated(told.shift(-12 * int(count)), explicit=telling.told_explicitly)
    if unit == "year" and ago != "later" and told is not None and told.unit == "quarter" and count == int(count):
        return dated(told.shift(-4 * int(count)), explicit=telling.told_explicitly)
    whole = _whole_of(unit)
    if base is None:
        return unknown(whole, mod=mod)
    if not _fits(base.unit, whole):
        return _open_in(base, whole)
    if unit == "year" and count > 3000:
        return Meaning("DATE", "PAST_REF" if sign < 0 else "FUTURE_REF", mod, None, "vague")
    day = moved(base.first, sign * count, unit)
    meaning = dated(period(whole, day), explicit=ago != "ago" and telling.told_explicitly)
    return Meaning("DATE", meaning.value, mod, meaning.interval, whole, meaning.period, meaning.explicit)


def _is_compared(found: Found, telling: Telling) -> bool:
    """Return whether a month told just before is compared: "in June, up from a year ago" means the June before."""
    earlier = found.parts["ago"][0].low != "later" and telling.lead(found) in ("from", "with", "than")
    return earlier and found.start - telling.told_at <= COMPARED_TOKENS


def _whole_of(unit: str) -> Unit:
    names: dict[str, Unit] = {
        "week": "week",
        "fortnight": "week",
        "month": "month",
        "quarter": "quarter",
        "year": "year",
    }
    names |= {"decade": "decade", "century": "century", "weekend": "weekend"}
    return names.get(unit, "day")


def _fits(told: Unit, unit: Unit) -> bool:
    order = ("day", "weekend", "week", "month", "quarter", "season", "half", "year", "decade", "century")
    return order.index(told) <= order.index(unit)


def _open_in(base: Period, unit: Unit) -> Meaning:
    """Return the meaning of "four days later" than a year or month: in it, but not known when."""
    if base.unit == "month":
        return unknown(unit, f"{base.value}-XX" if unit == "day" else "XXXX-WXX")
    if base.unit == "year":
        return unknown(unit, f"{base.value}-XX" + ("-XX" if unit == "day" else ""))
    return unknown(unit)


def _from_now(found: Found, telling: Telling) -> Meaning | None:
    """Read "three months from now"."""
    unit, count = _unit(found), number(found.parts["count"])
    now = found.parts["now"][0]
    if now.name == "ref" and now.meaning != "PRESENT_REF":
        return None
    if count is None:
        return Meaning("DATE", "FUTURE_REF", None, None, "vague")
    whole = _whole_of(unit)
    if telling.anchor is None:
        return unknown(whole)
    day = moved(telling.anchor, count, unit)
    return dated(period(whole, day))


def _year_ago(found: Found, telling: Telling) -> Meaning | None:
    """Read "the year-ago quarter" and "year-earlier"."""
    told = telling.told_or_written
    if found.parts["ago"][0].low == "later":
        return None
    if told is None:
        return unknown("year")
    quarterly = "kind" in found.parts and found.parts["kind"][0].name == "quarter"
    if told.unit == "quarter" or quarterly:
        return dated(period("quarter", told.first).shift(-4))
    return dated(period("year", told.first).shift(-1))


def _unit_long(found: Found, _telling: Telling) -> Meaning | None:
    unit = _unit(found)
    return Meaning("DURATION", duration(1.0, unit), None, None, unit) if unit in SPAN_UNITS else None


def _joined(found: Found, _telling: Telling) -> Meaning | None:
    """Read "yearlong"."""
    meaning = found.parts["lasting"][0].meaning
    if not isinstance(meaning, tuple):
        return None
    count, unit = meaning
    return Meaning("DURATION", duration(float(count), unit), None, None, unit)


def _for_units(found: Found, telling: Telling) -> Meaning | None:
    """Read "years" of "for years": bare plurals are lengths only after a few prepositions."""
    unit, lead = _unit(found), telling.lead(found)
    near = telling.follow(found) in ("before", "after") and unit in SPAN_UNITS
    if (lead not in _FOR and not near) or unit == "quarter" or unit == "second":
        return None
    if not near and lead in ("after", "over", "since") and telling.follow(found) != "of":
        return None
    return Meaning("DURATION", duration(None, unit), None, None, unit)


LENGTHS: dict[str, Callable[[Found, Telling], Meaning | None]] = {
    "length": _length,
    "stretch": _stretch,
    "nextstretch": _next_stretch,
    "vaguely": _vaguely,
    "ago": _ago,
    "fromnow": _from_now,
    "yearago": _year_ago,
    "unitlong": _unit_long,
    "joined": _joined,
    "forunits": _for_units,
}
"""What each rule that names a length or a day counted from another means."""
