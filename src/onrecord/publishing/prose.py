"""Our own words around the record's facts: days, counts, where a report's text comes from, and through whom."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

from onrecord.core import Interval
from onrecord.publishing.values import Report, Source, Utterance

__all__ = [
    "ALTERED",
    "TRANSLATED",
    "counted",
    "days",
    "days_of",
    "initials",
    "known_through",
    "listed",
    "provenance",
    "reports_line",
    "sources_line",
    "when",
    "withheld",
]

_MONTHS = "January February March April May June July August September October November December".split()

ALTERED = "The words inside quotation marks differ."
TRANSLATED = "If the speaker used another language, these may be translations."


def days(interval: Interval | None) -> str:
    """Return an interval of days in words: one day, a stretch, or that it is not known."""
    if interval is None:
        return "day not known"
    first, last = interval.first, interval.last
    end = f"{last.day} {_MONTHS[last.month - 1]} {last.year}"
    month = _MONTHS[first.month - 1]
    if first == last:
        return end
    if (first.year, first.month) == (last.year, last.month):
        return f"{first.day}–{end}"
    return f"{first.day} {month} – {end}" if first.year == last.year else f"{first.day} {month} {first.year} – {end}"


def days_of(published: date | datetime | None) -> str:
    """Return the day of a publication, in its outlet's own zone, in words."""
    day = published.date() if isinstance(published, datetime) else published
    return days(Interval.on(day) if day else None)


def counted(count: int, one: str, many: str | None = None) -> str:
    """Return `count` with its noun, in the plural when it is not one."""
    return f"{count:,} {one if count == 1 else many or one + 's'}".replace(",", " ")


def reports_line(reports: int, independent: int) -> str:
    """Return how many reports there are and how many of them are independent."""
    return f"{counted(reports, 'report')}, {independent} independent"


def when(utterance: Utterance) -> str:
    """Return the day on which something was said; where it is not known, also the day on which it was reported."""
    if utterance.said_on or not utterance.reported_on:
        return days(utterance.said_on)
    return f"day not known, reported {days(utterance.reported_on)}"


def known_through(utterance: Utterance) -> str:
    """Return through whom the reports know an utterance: "through Yonhap in 2 and 4, no agency named in 1".

    Empty when no report names anyone: that a report is first-hand cannot be told from its silence.
    """
    ways: dict[str, set[int]] = {}
    for version in utterance.versions:
        for source in version.sources:
            ways.setdefault(source.via or "", set()).add(source.number)
    silent = ways.pop("", set()).difference(*ways.values())
    parts = [f"through {via} in {_numbers(numbers)}" for via, numbers in sorted(ways.items())]
    if parts and silent:
        parts.append(f"no agency named in {_numbers(silent)}")
    return ", ".join(parts)


def _numbers(numbers: set[int]) -> str:
    return listed([str(number) for number in sorted(numbers)])


def provenance(report: Report) -> str:
    """Return where a report's text comes from, as far as the record shows, in one line."""
    parts = ["stands on its own" if report.kind == "own" else _taken(report)]
    named = [name for name, _ in report.credits if name != report.wire or report.of is not None]
    if named:
        parts.append(f"credits {listed(named)}")
    if report.revises is not None:
        parts.append(f"revision of {report.revises}")
    if report.revised_by is not None:
        parts.append(f"earlier version of {report.revised_by}")
    if report.unread is not None:
        parts.append(f"who said what is not read in its language ({report.unread})")
    return "; ".join(parts)


def _taken(report: Report) -> str:
    """Return whose text a report takes and how much; a share of 0 is one that cannot be measured."""
    if report.of is not None:
        origin = str(report.of)
    else:
        origin = f"a report by {report.wire} that is not held" if report.wire else "a report that is not held"
    retold = report.of is not None or report.kind != "excerpt"
    line = f"{report.kind} of {origin}" if retold else f"draws on {origin}"
    return f"{line}, {round(100 * report.share)} % of its sentences" if report.share else line


def sources_line(sources: Sequence[Source]) -> str:
    """Return the reports that have the same words, each by its number and outlet."""
    return listed(list(dict.fromkeys(f"{source.number} {source.outlet}" for source in sources)))


def withheld(count: int) -> str:
    """Return the line that says how much was not published; empty when nothing was withheld."""
    if not count:
        return ""
    return f"{counted(count, 'passage')} withheld: the words no longer stand in the stored article."


def listed(names: Sequence[str]) -> str:
    """Return names as a list in words: "1, 2 and 3"."""
    return " and ".join([", ".join(names[:-1]), names[-1]] if len(names) > 1 else list(names))


def initials(name: str) -> str:
    """Return up to two initials of a name, its first and its last."""
    letters = [word[0] for word in name.split() if word[0].isupper()]
    return "".join([letters[0], letters[-1]] if len(letters) > 1 else letters) or "–"
