"""Meanings of what recurs ("every Tuesday", "twice a year", "weekly") and of the words that name no certain time."""

from __future__ import annotations

from collections.abc import Callable

from onrecord.reading.times.grammar import Found
from onrecord.reading.times.lengths import duration, number
from onrecord.reading.times.lexing import figure
from onrecord.reading.times.telling import Meaning, Telling
from onrecord.reading.times.words import SPAN_UNITS

__all__ = ["RECURRING"]


def _sets(found: Found, telling: Telling) -> Meaning | None:
    """Read what recurs: "every Tuesday", "twice a year", "weekly", "per day"."""
    parts = found.parts
    if "often" in parts:
        return Meaning("SET", str(parts["often"][0].meaning), None, None, "vague")
    if "weekday" in parts:
        tail = str(parts["parts"][0].meaning) if "parts" in parts else ""
        return Meaning("SET", f"XXXX-WXX-{figure(parts['weekday'][0]) + 1}{tail}", None, None, "day")
    if "month" in parts:
        return Meaning("SET", f"XXXX-{parts['month'][0].meaning:02d}", None, None, "month")
    if "season" in parts:
        tails = {12: "WI", 3: "SP", 6: "SU", 9: "FA"}
        return Meaning("SET", f"XXXX-{tails[figure(parts['season'][0])]}", None, None, "season")
    token = parts["unit"][-1]
    if token.name == "weekends" or (token.name == "weekend"):
        return Meaning("SET", "XXXX-WXX-WE", None, None, "weekend")
    if token.name == "part":
        return Meaning("SET", f"XXXX-XX-XX{token.meaning}", None, None, "part of day")
    unit = str(token.meaning)
    if "times" in parts or "per" in parts:
        return Meaning("SET", duration(1.0, unit), None, None, unit) if unit in SPAN_UNITS else None
    count = number(parts["count"]) if "count" in parts else 1.0
    doubled = any(tok.name == "other" for tok in telling.tokens[found.start : found.end])
    return Meaning("SET", duration(2.0 if doubled else count, unit), None, None, unit)


def _ref(found: Found, telling: Telling) -> Meaning | None:
    if found.parts["ref"][0].low == "the" and found.end - found.start == 1 and _is_moment(found, telling):
        return None
    return Meaning("DATE", str(found.parts["ref"][0].meaning), None, None, "vague")


def _is_moment(found: Found, telling: Telling) -> bool:
    """Return whether "the moment" is another than that of "at the moment"."""
    token = telling.tokens[found.start]
    words = token.end - token.start
    return words == len("the moment") and (
        telling.lead(found) != "at" or telling.follow(found) in ("when", "that", "of")
    )


def _the_past(found: Found, telling: Telling) -> Meaning | None:
    """Read "in the past"."""
    if telling.lead(found) not in ("in", "of", "from"):
        return None
    return Meaning("DATE", "PAST_REF", None, None, "vague")


RECURRING: dict[str, Callable[[Found, Telling], Meaning | None]] = {
    "sets": _sets,
    "ref": _ref,
    "thepast": _the_past,
}
"""What each rule that names a set, or a time past, present or to come, means."""
