"""The expressions of a text, in order, each with what it means; and the day on which a text was written."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from onrecord.core import Interval, Span
from onrecord.limits.times import DATELINE_DAYS
from onrecord.reading.reading import TimeExpression
from onrecord.reading.times.clock import CLOCK
from onrecord.reading.times.dates import DATES
from onrecord.reading.times.grammar import Found, read_over
from onrecord.reading.times.lengths import LENGTHS
from onrecord.reading.times.lexing import lex
from onrecord.reading.times.recurring import RECURRING
from onrecord.reading.times.relative import RELATIVE
from onrecord.reading.times.telling import Meaning, Telling

__all__ = ["day_in", "day_of_writing", "find_times"]

_MEANINGS: dict[str, Callable[[Found, Telling], Meaning | None]] = {
    **DATES,
    **RELATIVE,
    **LENGTHS,
    **RECURRING,
    **CLOCK,
}


def find_times(text: str, anchor: date | None) -> tuple[TimeExpression, ...]:
    """Return the time expressions of `text` in order; `anchor` is the day of writing, which "today" means.

    Without an anchor, what depends on it has a value with an X for each figure not known, and no interval.
    """
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
    found = [time.interval for time in find_times(words, anchor) if time.interval and time.type in ("DATE", "TIME")]
    return min(found, key=lambda days: days.last - days.first, default=None)


def day_of_writing(dateline: str | None, published_on: date | None) -> date | None:
    """Return the day that "today" means in an article: the dateline's where it gives one, else that of publication.

    A report filed in one zone and published across midnight in another speaks of the day on which it was filed. A
    dateline's day far from that of publication is another's, such as of the report that is reprinted.
    """
    if dateline is None:
        return published_on
    days = [
        time.interval.first
        for time in find_times(dateline, published_on)
        if time.interval is not None
        and time.precision == "day"
        and any(figure.isdigit() for figure in time.span.of(dateline))
    ]
    near = [day for day in days if published_on is None or abs((day - published_on).days) <= DATELINE_DAYS]
    return near[0] if near else published_on
