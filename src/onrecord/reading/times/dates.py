"""Meanings of the expressions that name a day, week, month, quarter, season, year, decade or century."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date, timedelta

from onrecord.reading.times.grammar import Found
from onrecord.reading.times.holidays import holiday_in
from onrecord.reading.times.lexing import Token, figure
from onrecord.reading.times.periods import Period, Unit, period
from onrecord.reading.times.telling import Meaning, Telling, dated, edge_in, unknown

__all__ = ["DATES", "STEPS", "UNITS", "date_of", "unit_in", "way_of", "written", "year_in"]

UNITS: dict[str, Unit] = {
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
STEPS = {"last": -1, "next": 1, "this": 0, "same": 0, "previous": -1, "following": 1}


def way_of(parts: Sequence[Token]) -> str | None:
    """Return what "last", "this past" or "the same" says: last, this, next, same, previous or following."""
    ways = [_WAYS[token.name] for token in parts if token.name in _WAYS]
    if len(ways) > 1 and ways[0] in ("this", "same"):
        return ways[-1]
    return ways[0] if ways else None


def year_in(telling: Telling, parts: Sequence[Token]) -> int | None:
    """Return the year of a part, in four digits or two."""
    token = parts[-1]
    value = figure(token)
    return value if token.name == "year" else telling.year_of(value)


def unit_in(parts: Sequence[Token]) -> Unit | None:
    """Return the calendar's unit that a part names, or None for hours and fortnights."""
    token = parts[-1]
    return UNITS.get(str(token.meaning))


def year_by(telling: Telling, found: Found) -> int | None:
    """Return the year of "of last year", "of that year" or "of the year"."""
    way = way_of(found.parts["tied"])
    base = telling.told_or_written if way in ("same", "previous", "following") else written(telling)
    if base is None or way is None:
        return None
    return base.first.year + STEPS[way]


def written(telling: Telling) -> Period | None:
    """Return the day of writing, from which "last year" is told; in a historical narrative the last period told."""
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
    if parts[0] == "short":
        return _short_date(parts[1], parts[2], found, telling)
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


def _short_date(one: int, two: int, found: Found, telling: Telling) -> Meaning | None:
    """Read "on 7/12": its order must show, in itself or in another date of the text. 9/11 has a year of its own."""
    if (one, two) == (9, 11):
        return dated(Period("day", date(2001, 9, 11)))
    if one > 31 or two > 31 or (one > 12 and two > 12) or not (one and two):
        return None
    day_first = one > 12 if one > 12 or two > 12 else telling.day_first
    if day_first is None and one != two:
        return unknown("day")
    day, month = (one, two) if day_first else (two, one)
    chosen = telling.choose(found, lambda year: date_of(year, month, day))
    return dated(chosen) if chosen else unknown("day", f"XXXX-{month:02d}-{day:02d}")


def _day(found: Found, telling: Telling) -> Meaning | None:
    parts = found.parts
    month, day = figure(parts["month"][0]), figure(parts["day"][0])
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
        one = date_of(telling.told.first.year, figure(month), figure(parts["day"][0]))
        return dated(one, explicit=telling.told_explicitly) if one else None
    return _day(found._replace(parts=parts), telling)


def _nth(found: Found, telling: Telling) -> Meaning | None:
    """Read "the first Monday in September"."""
    parts = found.parts
    weekday, month = figure(parts["weekday"][0]), figure(parts["month"][0])
    nth = parts["nth"][0]
    count = -1 if nth.name == "last" else figure(nth)

    def of_year(year: int) -> Period | None:
        first = date(year, month, 1)
        day = first + timedelta(days=(weekday - first.weekday()) % 7 + 7 * (count - 1))
        if count < 0:
            last = period("month", first).last
            day = last - timedelta(days=(last.weekday() - weekday) % 7)
        return Period("day", day) if day.month == month else None

    chosen = of_year(figure(parts["year"][0])) if "year" in parts else telling.choose(found, of_year)
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
    month = figure(found.parts["month"][0])
    return _yearly(found, telling, lambda year: Period("month", date(year, month, 1)), "month", f"{month:02d}")


def _quarter(found: Found, telling: Telling) -> Meaning | None:
    """Read a quarter or a half of a year: "Q3 2032", "the first half of next year", "fourth-quarter"."""
    parts = found.parts
    head = parts["halfcode"][0] if "halfcode" in parts else parts["kind"][0]
    unit: Unit = "quarter" if head.low[0] == "q" else "half"
    most, step = (4, 3) if unit == "quarter" else (2, 6)
    nth = parts["nth"][0] if "nth" in parts else head
    if nth.name == "later" and nth.low != "later":
        return None
    count = most if nth.name in ("last", "later") else figure(nth)
    if count > most:
        return None
    tail, month = f"{unit[0].upper()}{count}", (count - 1) * step + 1
    if "theyear" in parts:
        if unit_in(parts["theyear"]) != "year":
            return None
        base = telling.told_or_written if telling.carries(found) else written(telling)
        edge = edge_in(parts.get("edge", ()))
        return dated(Period(unit, date(base.first.year, month, 1)), edge) if base else unknown(unit, f"XXXX-{tail}")
    meaning = _yearly(found, telling, lambda year: Period(unit, date(year, month, 1)), unit, tail)
    if meaning and ("fiscal" in parts or "fiscal2" in parts):
        return Meaning("DATE", meaning.value, meaning.mod, None, meaning.precision, meaning.period, meaning.explicit)
    return meaning


def _halfyear(found: Found, telling: Telling) -> Meaning | None:
    """Read "the first half" alone: of a match, a book or a year; only money and output have years."""
    if "hyphen" in found.parts:
        return _quarter(found, telling) if telling.follow(found) in _RESULTS else None
    outside = telling.lead(found) not in ("in", "for", "during") or telling.follow(found) == "of"
    return None if outside else _quarter(found, telling)


_RESULTS = frozenset(
    "profit profits loss losses earnings sales results revenue revenues net income output growth exports pretax "
    "operating figures".split()
)


def _season(found: Found, telling: Telling) -> Meaning | None:
    month = figure(found.parts["season"][0])
    tail = {12: "WI", 3: "SP", 6: "SU", 9: "FA"}[month]
    return _yearly(found, telling, lambda year: Period("season", date(year, month, 1)), "season", tail)


def _holiday(found: Found, telling: Telling) -> Meaning | None:
    parts = found.parts
    code = str(parts["holiday"][0].meaning)
    return _yearly(found, telling, lambda year: holiday_in(code, year), "day", "XX-XX")


def _decade(found: Found, telling: Telling) -> Meaning | None:
    year = figure(found.parts["decade"][0])
    if year < 100:
        written = telling.anchor.year if telling.anchor else 2000
        year += written // 100 * 100 if written // 100 * 100 + year <= written + 9 else written // 100 * 100 - 100
    return dated(period("decade", date(year, 1, 1)), edge_in(found.parts.get("edge", ())), explicit=True)


def _century(found: Found, _telling: Telling) -> Meaning | None:
    parts = found.parts
    if unit_in(parts["unit"]) != "century":
        return None
    count = figure(parts["nth"][0])
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
    told = "edge" in parts or telling.lead(found) in ("in", "during")
    return dated(Period("year", date(year, 1, 1)), edge_in(parts.get("edge", ())), explicit=told)


def _is_year(found: Found, telling: Telling, year: int) -> bool:
    """Return whether four digits are a year: those far from today need a word such as "in" before them."""
    lead = telling.lead(found)
    if found.end - found.start > 1 or lead in _YEAR_LEADS or lead in ("of", "to", "between", "and"):
        return True
    written = telling.anchor.year if telling.anchor else 2000
    return 1800 <= year <= written + 60


_YEAR_LEADS = frozenset("in since by until before after from during early late mid around".split())


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
    doubled = (
        found.start > 0 and telling.lead(found) in ("'", "‘") and telling.tokens[found.start - 1].end == mark.start
    )
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
        base = written(telling)
        year = base.first.year + STEPS[way] if base else None
    return unknown("year", f"{year:04d}" if year else "XXXX", edge)


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
}
"""What each rule that names a date means."""
