"""Our own words around the record's facts: days, counts, where a report's text comes from, and through whom."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, datetime

from onrecord.core import Interval
from onrecord.limits.publishing import LISTED_NUMBERS, LISTED_OUTLETS
from onrecord.linking import Difference
from onrecord.publishing.marks import excerpt
from onrecord.publishing.values import Collation, Placed, Report, Source, Testimony, Utterance, Voice
from onrecord.reading import Due

__all__ = [
    "ALTERED",
    "attributed",
    "counted",
    "days",
    "days_of",
    "difference",
    "disputed",
    "due_days",
    "initials",
    "known_through",
    "listed",
    "placed",
    "provenance",
    "reported_by",
    "reports_line",
    "sources_line",
    "translated",
    "variant",
    "when",
    "withheld",
]

_MONTHS = "January February March April May June July August September October November December".split()

ALTERED = "The words inside quotation marks differ."
_TRANSLATED = {
    None: "If the speaker used another language, these may be translations.",
    True: "The speaker’s own language is probably not English, so these may be translations.",
    False: "",
}


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


def translated(voice: Voice) -> str:
    """Return whether differing wordings of a speaker may be translations; empty for one who speaks English."""
    return _TRANSLATED[voice.translated]


def due_days(due: Due | None, words: str | None) -> str | None:
    """Return by when something is due: its days, how exactly they are named, and the words that say so."""
    if due is None:
        return None
    if due.interval is None:
        return f"{words} (no day named)"
    until = "by " if due.is_deadline else ""
    said = days(Interval.on(due.interval.last) if due.is_deadline else due.interval)
    exact = "" if due.precision in ("day", "range") else f"; as exact as a {due.precision}"
    return f"{until}{said} ({words}{exact})"


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


def _numbers(numbers: Iterable[int]) -> str:
    return listed([str(number) for number in sorted(numbers)], LISTED_NUMBERS)


def disputed(utterance: Utterance) -> str:
    """Return that the reports name different speakers, and which; empty when they name but one."""
    named = [f"{name} in {_numbers(numbers)}" for name, numbers in utterance.disputed]
    return f"The reports name different speakers: {listed(named)}." if named else ""


def placed(report: Placed) -> str:
    """Return why a report stands in the story, or where it moved on to and why."""
    after = ""
    if report.after:
        after = f" when {f'report {report.after}' if report.after.isdecimal() else report.after} arrived"
    if report.judged:
        return f"put {f'into {report.to}' if report.to else 'here'} by a person’s judgement; linking said: {report.why}"
    if report.to:
        return f"moved on to {report.to}{after}: {report.why}"
    moved = f"; moved here from {report.came_from}{after}" if report.came_from else ""
    return report.why + moved


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
    return listed(list(dict.fromkeys(f"{source.number} {source.outlet}" for source in sources)), LISTED_OUTLETS)


def withheld(count: int) -> str:
    """Return the line that says how much was not published; empty when nothing was withheld."""
    if not count:
        return ""
    return f"{counted(count, 'passage')} withheld: the words no longer stand in the stored article."


def listed(names: Sequence[str], most: int | None = None) -> str:
    """Return names as a list in words: "1, 2 and 3"; of more than `most`, the first and how many more there are."""
    if most is not None and len(names) > most:
        names = [*names[: most - 1], f"{len(names) - most + 1} more"]
    return " and ".join([", ".join(names[:-1]), names[-1]] if len(names) > 1 else list(names))


def reported_by(collation: Collation) -> str:
    """Return in how many wordings and reports a statement stands, versions of one report counted once."""
    reports = reports_line(collation.report_count, collation.independent_count)
    return f"{counted(len(collation.testimonies), 'wording')} in {reports}"


def variant(testimony: Testimony, *, fullest: bool) -> str:
    """Return which words a wording has: "variant 2, not quoted"."""
    told = testimony.version.manner == "indirect"
    return f"variant {testimony.variant}" + (", the fullest" if fullest else "") + (", not quoted" if told else "")


def attributed(testimony: Testimony) -> list[str]:
    """Return how a report attributes its wording: kind, source, cue, speaker, and through whom it knows."""
    speaker = testimony.speaker or "not known"
    through = next((source.via for source in testimony.version.sources if source.via), None)
    return [
        testimony.kind,
        f"source: {testimony.source}" if testimony.source else "no source in the text",
        f"cue: {testimony.cue}" if testimony.cue else "no cue in the text",
        f"speaker: {speaker}" + (f", {testimony.role}" if testimony.role else ""),
        f"through {through}" if through else "no agency named",
    ]


def difference(found: Difference) -> str:
    """Return where a wording departs from the fullest: "inflection: asks → asked", "trim, left out here: too"."""
    lost, won = excerpt(found.a_text), excerpt(found.b_text)
    if lost and won:
        return f"{found.kind}: {lost} → {won}"
    return f"{found.kind}, {f'left out here: {lost}' if lost else f'only here: {won}'}"


def initials(name: str) -> str:
    """Return up to two initials of a name, its first and its last."""
    letters = [word[0] for word in name.split() if word[0].isupper()]
    return "".join([letters[0], letters[-1]] if len(letters) > 1 else letters) or "–"
