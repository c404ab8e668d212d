"""The timeline of a story: what its reports tell to have happened or to be planned, and when, each thing once."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from onrecord.core import Evidence, Interval, Span, key, overlap
from onrecord.limits.linking_agenda import (
    EVENT_LEAST_STEMS,
    EVENT_SHARE,
    TIMELINE_SENTENCE_CHARS,
)
from onrecord.linking.likening import Shelf
from onrecord.linking.reports import Report, by_day
from onrecord.linking.terms import stems
from onrecord.reading import TimeExpression

__all__ = ["Dated", "Happening", "dated", "timeline"]


@dataclass(frozen=True)
class Happening:
    """One thing that reports tell of a time: `text` is the sentence of the first that tells it.

    `planned` says that it lay ahead when it was told. `reports` are the articles that tell it, in order.
    """

    id: str
    interval: Interval
    precision: str
    text: str
    planned: bool
    evidence: tuple[Evidence, ...]
    reports: tuple[str, ...]


@dataclass(frozen=True)
class Dated:
    """A sentence of a report that tells of a time, the most exact one in it, and its days."""

    report: Report
    sentence: Span
    time: TimeExpression
    interval: Interval

    @property
    def text(self) -> str:
        """The sentence in one line."""
        return self.report.words(self.sentence)

    @property
    def planned(self) -> bool:
        """Whether it lies ahead of the day of publication."""
        day = self.report.article.published_on
        return day is not None and self.interval.last > day


def timeline(reports: Sequence[Report]) -> tuple[Happening, ...]:
    """Return what the reports of a story tell of days and intervals, by first day; exact days before longer spans."""
    shelf: Shelf[list[Dated]] = Shelf()
    for report in by_day(reports):
        for told in dated(report):
            words = frozenset(stems(told.text))
            same = [
                number
                for alike, count, number in shelf.near(words, EVENT_LEAST_STEMS)
                if alike >= EVENT_SHARE and _one_time(told, shelf.values[number][0])
            ]
            if same:
                shelf.values[same[0]].append(told)
                shelf.put(same[0], words)
            else:
                shelf.add([told], words)
    found = [_happening(each) for each in shelf.values]
    return tuple(sorted(found, key=lambda each: (each.interval.first, each.interval.last, each.id)))


def dated(report: Report) -> Iterator[Dated]:
    """Yield each sentence that tells of a time, with the most exact one in it."""
    times = [time for time in report.reading.times if time.interval is not None and time.type in ("DATE", "TIME")]
    said = _days_of_saying(report)
    at = 0
    for sentence in report.reading.sentences:
        while at < len(times) and times[at].span.start < sentence.start:
            at += 1
        inside = []
        while at < len(times) and times[at].span.end <= sentence.end:
            inside.append(times[at])
            at += 1
        inside = [time for time in inside if time.span not in said and time.precision != "vague"]
        if inside and len(sentence) <= TIMELINE_SENTENCE_CHARS:
            time = min(inside, key=_days)
            assert time.interval is not None  # noqa: S101 - chosen so above
            yield Dated(report, sentence, time, time.interval)


def _days(time: TimeExpression) -> int:
    return (time.interval.last - time.interval.first).days if time.interval else 0


def _days_of_saying(report: Report) -> frozenset[Span]:
    """Return the times that only say when somebody spoke: those that stand outside what was said, beside the cue."""
    found = set()
    for said in report.reading.attributions:
        if said.said_on is None:
            continue
        for time in report.reading.times:
            if time.interval == said.said_on and not any(overlap(time.span, part) for part in said.content):
                found.add(time.span)
    return frozenset(found)


def _one_time(one: Dated, other: Dated) -> bool:
    """Return whether one of two times lies within the other."""
    a, b = one.interval, other.interval
    return (a.first <= b.first and b.last <= a.last) or (b.first <= a.first and a.last <= b.last)


def _happening(told: Sequence[Dated]) -> Happening:
    first = told[0]
    exact = min(told, key=lambda each: (_days(each.time), told.index(each)))
    return Happening(
        id=key("hap", first.report.article.id, f"{first.sentence.start}-{first.sentence.end}"),
        interval=exact.interval,
        precision=exact.time.precision or "day",
        text=first.text,
        planned=told[-1].planned,
        evidence=tuple(each.report.evidence(each.sentence) for each in told),
        reports=tuple(dict.fromkeys(each.report.article.id for each in told)),
    )
