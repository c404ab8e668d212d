"""Meanings of the expressions that name a day, week, month, quarter, season, year, decade or century."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date, timedelta

from onrecord.core import Interval
from onrecord.reading.times.grammar import Found
from onrecord.reading.times.holidays import holiday_in
from onrecord.reading.times.lexing import Token
from onrecord.reading.times.periods import Period, Unit, add, period
from onrecord.reading.times.telling import Meaning, Telling, dated, edge_in, unknown

__all__ = ["DATES", "date_of", "way_of"]

_UNITS: dict[str, Unit] = {
    "day": "day",
    "week": "week",
    "weekend": "weekend",
    "month": "month",
    "quarter": "quarter",
    "year": "year",
    "decade": "decade",
    "century": "century",
}
_WAYS = {
    "last": "last",
    "past": "last",
    "previous": "previous",
    "next": "next",
    "coming": "next",
    "following": "following",
    "same": "same",
    "that": "same",
    "latest": "this",
    "this": "this",
}
_STEPS = {"last": -1, "next": 1, "this": 0, "same": 0, "previous": -1, "following": 1}
_LEADS_OF_YEAR = frozenset("for in during of over throughout through into ' \"".split())
_LENGTH_LEADS = frozenset("over within for during in throughout".split())


def way_of(parts: Sequence[Token]) -> str | None:
    """Return what "last", "this past" or "the same" says: last, this, next, same, previous or following."""
    ways = [_WAYS[token.name] for token in parts if token.name in _WAYS]
    if len(ways) > 1 and ways[0] in ("this", "same"):
        return ways[-1]
    return ways[0] if ways else None


def year_in(telling: Telling, parts: Sequence[Token]) -> int | None:
    """Return the year of a part, in four digits or two."""
    token = parts[-1]
    value = int(token.meaning)  # type: ignore[call-overload]
    return value if token.name == "year" else telling.year_of(value)


def unit_in(parts: Sequence[Token]) -> Unit | None:
    """Return the calendar's unit that a part names, or None for hours and fortnights."""
    token = parts[-1]
    return _UNITS.get(str(token.meaning))


def year_by(telling: Telling, found: Found) -> int | None:
    """Return the year of "of last year", "of that year" or "of the year"."""
    way = way_of(found.parts["tied"])
    base = telling.told_or_written if way in ("same", "previous", "following") else _written(telling)
    if base is None or way is None:
        return None
    return base.first.year + _STEPS[way]


def _written(telling: Telling) -> Period | None:
    if telling.historic:
        return telling.told_or_written
    return Period("day", telling.anchor) if telling.anchor else None


def date_of(year: int, month: int, day: int) -> Period | None:
    """Return a day, or None when no calendar has it."""
    try:
        return Period("day", date(year, month, day))
    except ValueError:
        return None


def _numeric(found: Found, telling: Telling) -> Meaning | None:
    parts = found.parts["date"][0].meaning
    if not isinstance(parts, tuple):
        return None
    if parts[0] == "iso":
        _, year, month, day = parts
        one = date_of(year, month, day)
        return dated(one, explicit=True) if one else None
    _, one_number, two_number, digits, mark = parts
    year = int(digits) if len(digits) == 4 else telling.year_of(int(digits))
    day_first = telling.day_first if one_number <= 12 and two_number <= 12 else one_number > 12
    if mark == ".":
        day_first = True
    if one_number > 31 or two_number > 31 or (one_number > 12 and two_number > 12) or not (one_number and two_number):
        return None
    if year is None:
        return unknown("day", "XX" + digits + "-XX-XX")
    if day_first is None and one_number != two_number:
        return unknown("day", f"{year:04d}-XX-XX")
    day, month = (one_number, two_number) if day_first else (two_number, one_number)
    one = date_of(year, month, day)
    return dated(one, explicit=True) if one else unknown("day", f"{year:04d}-{month:02d}-XX")


def _day(found: Found, telling: Telling) -> Meaning | None:
    parts = found.parts
    month, day = int(parts["month"][0].meaning), int(parts["day"][0].meaning)  # type: ignore[call-overload]
    if day > 31 or ("yearly" in parts and unit_in(parts["yearly"]) != "year"):
        return None
    if "tied" in parts or "year" in parts:
        year = year_by(telling, found) if "tied" in parts else year_in(telling, parts["year"])
        if year is None:
            return unknown("day", f"XXXX-{month:02d}-{day:02d}")
        one = date_of(year, month, day)
        return dated(one, explicit=True) if one else unknown("day", f"{year:04d}-{month:02d}-XX")
    if date_of(2000, month, day) is None:
        return unknown("day", f"XXXX-{month:02d}-XX")
    explicit = telling.carries(found)
    chosen = telling.choose(found, lambda year: date_of(year, month, day))
    return dated(chosen, explicit=explicit) if chosen else unknown("day", f"XXXX-{month:02d}-{day:02d}")


def _listed(found: Found, telling: Telling) -> Meaning | None:
    month = telling.tokens[found.start - 3]
    parts = {**found.parts, "month": (month,)}
    if "year" not in parts and telling.told is not None and telling.told.unit == "day":
        one = date_of(telling.told.first.year, int(month.meaning), int(parts["day"][0].meaning))  # type: ignore[call-overload]
        return dated(one, explicit=telling.told_explicitly) if one else None
    return _day(found._replace(parts=parts), telling)


def _nth(found: Found, telling: Telling) -> Meaning | None:
    """Read "the first Monday in September"."""
    parts = found.parts
    weekday, month = int(parts["weekday"][0].meaning), int(parts["month"][0].meaning)  # type: ignore[call-overload]
    nth = parts["nth"][0]
    count = -1 if nth.name == "last" else int(nth.meaning)  # type: ignore[call-overload]

    def of_year(year: int) -> Period | None:
        first = date(year, month, 1)
        day = first + timedelta(days=(weekday - first.weekday()) % 7 + 7 * (count - 1))
        if count < 0:
            last = period("month", first).last
            day = last - timedelta(days=(last.weekday() - weekday) % 7)
        return Period("day", day) if day.month == month else None

    chosen = of_year(int(parts["year"][0].meaning)) if "year" in parts else telling.choose(found, of_year)  # type: ignore[call-overload]
    return dated(chosen, explicit="year" in parts) if chosen else unknown("day")


def _yearly(
    found: Found, telling: Telling, of_year: Callable[[int], Period | None], unit: Unit, tail: str
) -> Meaning | None:
    """Read a month, quarter or season with its year, with "last" or "next", or by what is told around it."""
    parts = found.parts
    edge = edge_in(parts.get("edge", ()))
    explicit = "year" in parts or "tied" in parts
    if "tied" in parts and "yearly" in parts and unit_in(parts["yearly"]) != "year":
        return None
    if "year" in parts:
        year = year_in(telling, parts["year"])
        chosen = of_year(year) if year is not None else None
    elif "tied" in parts:
        year = year_by(telling, found)
        chosen = of_year(year) if year is not None and 1 <= year <= 9999 else None
    else:
        way = way_of(parts.get("which", ()))
        if way in ("previous", "following"):
            way = "last" if way == "previous" else "next"
        explicit = way in (None, "same") and telling.carries(found)
        chosen = telling.choose(found, of_year, way)
    return dated(chosen, edge, explicit=explicit) if chosen else unknown(unit, f"XXXX-{tail}", edge)


def _month(found: Found, telling: Telling) -> Meaning | None:
    month = int(found.parts["month"][0].meaning)  # type: ignore[call-overload]
    return _yearly(found, telling, lambda year: Period("month", date(year, month, 1)), "month", f"{month:02d}")


def _quarter(found: Found, telling: Telling) -> Meaning | None:
    parts = found.parts
    if "halfcode" in parts:
        unit, count = parts["halfcode"][0].meaning  # type: ignore[misc]
    else:
        unit = "quarter" if parts["kind"][0].name == "quarter" else "half"
        nth = parts["nth"][0]
        if nth.name == "later" and nth.low != "later":
            return None
        count = (4 if unit == "quarter" else 2) if nth.name in ("last", "later") else int(nth.meaning)  # type: ignore[call-overload]
    if count > (4 if unit == "quarter" else 2):
        return None
    if "theyear" in parts:
        if unit_in(parts["theyear"]) != "year":
            return None
        base = telling.told_or_written if telling.carries(found) else _written(telling)
        chosen = Period(unit, date(base.first.year, (count - 1) * (3 if unit == "quarter" else 6) + 1, 1)) if base else None
        return dated(chosen, edge_in(parts.get("edge", ()))) if chosen else unknown(unit, f"XXXX-{unit[0].upper()}{count}")
    step = 3 if unit == "quarter" else 6
    meaning = _yearly(
        found, telling, lambda year: Period(unit, date(year, (count - 1) * step + 1, 1)), unit, f"{unit[0].upper()}{count}"
    )
    if meaning and ("fiscal" in parts or "fiscal2" in parts):
        return Meaning("DATE", meaning.value, meaning.mod, None, meaning.precision, meaning.period, meaning.explicit)
    return meaning


def _halfyear(found: Found, telling: Telling) -> Meaning | None:
    """Read "the first half" alone: of a match, a book or a year; only money and output have years."""
    return None if telling.lead(found) not in ("in", "for", "during") or telling.follow(found) == "of" else _quarter(found, telling)


def _season(found: Found, telling: Telling) -> Meaning | None:
    month = int(found.parts["season"][0].meaning)  # type: ignore[call-overload]
    tail = {12: "WI", 3: "SP", 6: "SU", 9: "FA"}[month]
    return _yearly(found, telling, lambda year: Period("season", date(year, month, 1)), "season", tail)


def _holiday(found: Found, telling: Telling) -> Meaning | None:
    parts = found.parts
    code = str(parts["holiday"][0].meaning)
    return _yearly(found, telling, lambda year: holiday_in(code, year), "day", "XX-XX")


def _decade(found: Found, telling: Telling) -> Meaning | None:
    year = int(found.parts["decade"][0].meaning)  # type: ignore[call-overload]
    if year < 100:
        written = telling.anchor.year if telling.anchor else 2000
        year += written // 100 * 100 if written // 100 * 100 + year <= written + 9 else written // 100 * 100 - 100
    return dated(period("decade", date(year, 1, 1)), edge_in(found.parts.get("edge", ())), explicit=True)


def _century(found: Found, _telling: Telling) -> Meaning | None:
    parts = found.parts
    if unit_in(parts["unit"]) != "century":
        return None
    count = int(parts["nth"][0].meaning)  # type: ignore[call-overload]
    if not 1 <= count <= 30:
        return None
    edge = edge_in(parts.get("edge", ())) or edge_in(parts.get("edge2", ()))
    return dated(Period("century", date(count * 100 - 99, 1, 1)), edge, explicit=True)


def _year(found: Found, telling: Telling) -> Meaning | None:
    parts = found.parts
    year = year_in(telling, parts["year"])
    if year is None or not 1 <= year <= 9998:
        return None
    if "edge" not in parts and not _is_year(found, telling, year):
        return None
    told = "edge" in parts or telling.lead(found) in _YEAR_LEADS
    return dated(Period("year", date(year, 1, 1)), edge_in(parts.get("edge", ())), explicit=told)


def _is_year(found: Found, telling: Telling, year: int) -> bool:
    """Return whether four digits are a year: those far from today need a word such as "in" before them."""
    lead = telling.lead(found)
    if found.end - found.start > 1 or lead in _YEAR_LEADS:
        return True
    written = telling.anchor.year if telling.anchor else 2000
    return 1800 <= year <= written + 60


_YEAR_LEADS = frozenset("in since by until before after of from between to during and early late mid around".split())


def _era(found: Found, _telling: Telling) -> Meaning | None:
    """Read "241 BC": a value without days, for which there is no calendar here."""
    digits = found.parts["year"][0].low
    return unknown("year", f"BC{int(digits):04d}") if digits.isdigit() and int(digits) else None


def _years(found: Found, telling: Telling) -> Meaning | None:
    """Read the first year of "2027-28"."""
    return _year(found, telling)


def _year_tail(found: Found, telling: Telling) -> Meaning | None:
    """Read the second year of "2027-28"."""
    token = found.parts["year"][0]
    first = telling.tokens[found.start - 2]
    digits = token.low
    if first.name != "year" or len(digits) != 2:
        return None
    year = int(first.low) // 100 * 100 + int(digits)
    return dated(Period("year", date(year, 1, 1)), explicit=True) if year > int(first.low) else None


def _clipped(found: Found, telling: Telling) -> Meaning | None:
    """Read "'98"."""
    year = year_in(telling, found.parts["year"])
    mark = telling.tokens[found.start]
    doubled = found.start > 0 and telling.lead(found) in ("'", "‘") and telling.tokens[found.start - 1].end == mark.start
    if year is None or doubled or telling.follow(found) in ("minutes", "'"):
        return None
    return dated(Period("year", date(year, 1, 1)), explicit=True)


def _fiscal(found: Found, telling: Telling) -> Meaning | None:
    """Read a fiscal year: it has a value and no days, since each body begins its own on a day of its own."""
    parts = found.parts
    edge = edge_in(parts.get("edge", ()))
    if "year" in parts:
        year: int | None = year_in(telling, parts["year"])
    else:
        way = way_of(parts["which"]) or "this"
        if unit_in(parts["unit"]) not in ("year", "quarter"):
            return None
        base = _written(telling)
        year = base.first.year + _STEPS[way] if base else None
    return unknown("year", f"{year:04d}" if year else "XXXX", edge)


def _year_end(found: Found, telling: Telling) -> Meaning | None:
    """Read "year-end" and "month-end"."""
    unit = unit_in(found.parts["unit"])
    if unit is None or unit == "day" or found.parts["side"][0].meaning != "END":
        return None
    return _of_unit(found, telling, unit, "END")


def _of_unit(found: Found, telling: Telling, unit: Unit, mod: str | None) -> Meaning:
    """Read "the end of the year" and its like: of the year told, or of the day of writing."""
    base = telling.told_or_written if telling.carries(found) else _written(telling)
    if base is None:
        return unknown(unit, mod=mod)
    return dated(period(unit, base.first), mod, explicit=telling.told is base and telling.told_explicitly)


def _the_unit(found: Found, telling: Telling) -> Meaning | None:
    """Read "later in the year", "the end of the month", "the quarter" and "for the year"."""
    parts = found.parts
    unit = unit_in(parts["unit"])
    if unit is None or parts["unit"][0].low[0] != telling.tokens[found.end - 1].low[0]:
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
    base = telling.told_behind(found) if way in ("same", "previous", "following") else _written(telling)
    if base is None or _is_coarser(base.unit, unit):
        return unknown(unit, f"{base.value}-XX" if base and base.unit == "month" and unit == "day" else None, edge)
    chosen = period(unit, base.first).shift(_STEPS[way])
    explicit = base is telling.told and telling.told_explicitly
    if edge is not None and parts["edge"][0].name == "later":
        return _cut(Meaning("DATE", chosen.value, edge, None, unit, chosen, explicit), telling)
    if edge is None and way == "this" and telling.lead(found) == "far" and telling.anchor:
        return dated(chosen, None, Interval(chosen.first, telling.anchor))
    return dated(chosen, edge, explicit=explicit)


_SIZES = {"day": 0, "week": 1, "weekend": 1, "month": 2, "quarter": 3, "season": 3, "half": 4, "year": 5, "decade": 6, "century": 7}


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
        return dated(Period("day", add(telling.anchor, int(parts["near"][0].meaning) + step, "day")))  # type: ignore[call-overload]
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
    number = int(parts["weekday"][0].meaning)  # type: ignore[call-overload]
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
    day = add(telling.anchor, int(found.parts["near"][0].meaning), "day")  # type: ignore[call-overload]
    return dated(Period("day", day), edge)


def _the_day(found: Found, telling: Telling) -> Meaning | None:
    """Read "on the 20th"."""
    token = found.parts["day"][0]
    if not token.low[0].isdigit() or telling.lead(found) not in ("on", "by", "until") or int(token.meaning) > 31:  # type: ignore[call-overload]
        return None
    if (told := telling.told_or_written) is None:
        return unknown("day", f"XXXX-XX-{token.meaning:02d}")
    one = date_of(told.first.year, told.first.month, int(token.meaning))  # type: ignore[call-overload]
    return dated(one, explicit=telling.told_explicitly) if one else None


DATES: dict[str, Callable[[Found, Telling], Meaning | None]] = {
    "numeric": _numeric,
    "day": _day,
    "listed": _listed,
    "nth": _nth,
    "month": _month,
    "quarter": _quarter,
    "halfyear": _halfyear,
    "season": _season,
    "holiday": _holiday,
    "decade": _decade,
    "century": _century,
    "fiscal": _fiscal,
    "year": _year,
    "era": _era,
    "years": _years,
    "yeartail": _year_tail,
    "clipped": _clipped,
    "yearend": _year_end,
    "theunit": _the_unit,
    "tied": _tied,
    "beside": _beside,
    "weekday": _weekday,
    "weekend": _weekend,
    "near": _near,
    "theday": _the_day,
}
"""What each rule that names a date means."""
