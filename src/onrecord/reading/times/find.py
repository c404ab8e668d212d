"""The expressions of a text, in order, each with what it means."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from onrecord.core import Interval, Span
from onrecord.reading.reading import TimeExpression
from onrecord.reading.times.clock import CLOCK
from onrecord.reading.times.dates import DATES
from onrecord.reading.times.grammar import Found, read_over
from onrecord.reading.times.lengths import LENGTHS
from onrecord.reading.times.lexing import lex
from onrecord.reading.times.telling import Meaning, Telling

__all__ = ["day_in", "find_times"]

_MEANINGS: dict[str, Callable[[Found, Telling], Meaning | None]] = {**DATES, **LENGTHS, **CLOCK}


def find_times(text: str, anchor: date | None) -> tuple[TimeExpression, ...]:
    """Return the time expressions of `text` in order; `anchor` is the day of writing, which "today" means."""
    lexed = lex(text)
    telling = Telling(lexed.tokens, anchor)

    def meant(found: Found) -> tuple[Found, Meaning] | None:
        try:
            meaning = _MEANINGS[found.name](found, telling)
        except (OverflowError, ValueError):  # before the year 1 or after 9999
            return None
        if meaning is None:
            return None
        telling.tell(found, meaning)
        return found, meaning

    return tuple(
        TimeExpression(
            Span(lexed.tokens[found.start].start, lexed.tokens[found.end - 1].end),
            meaning.type,
            meaning.value,
            meaning.mod,
            meaning.interval,
            meaning.precision,
        )
        for found, meaning in read_over(lexed, meant)
    )


def day_in(words: str, anchor: date | None) -> Interval | None:
    """Return the days that a few words name ("on Sunday, December 7, 2025"), the most exact expression first."""
    found = [time for time in find_times(words, anchor) if time.interval is not None and time.type in ("DATE", "TIME")]
    return min((time.interval for time in found if time.interval), key=lambda days: days.last - days.first, default=None)
