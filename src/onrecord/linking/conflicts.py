"""Where accounts differ: actors who want opposite things, claims that are dismissed, reports that cannot both hold.

Each side is shown with its words, and nothing is decided between them.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

from onrecord.core import Evidence, Span, key
from onrecord.limits.linking_agenda import CONTRADICTION_LEAST_STEMS, CONTRADICTION_SHARE, OTHER_DAY_SHARE
from onrecord.linking.likening import Shelf
from onrecord.linking.positions import Position
from onrecord.linking.reports import Report, by_day
from onrecord.linking.terms import stems
from onrecord.linking.timeline import Dated, dated
from onrecord.reading import Denial

__all__ = ["Conflict", "ConflictKind", "Side", "conflicts"]

ConflictKind = Literal["disagreement", "denial", "contradiction"]

_NUMBERS = {
    word: str(number)
    for number, word in enumerate(
        "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen "
        "seventeen eighteen nineteen twenty".split()
    )
    if number > 1
}
_COUNTED = re.compile(
    rf"\b(\d[\d,]*(?:\.\d+)?|{'|'.join(_NUMBERS)})[ \u00a0](?:[a-z-]+ )??"
    r"([a-z]{3,}s|people|men|women|children)\b(?!['’])",
    re.IGNORECASE,
)
"""A number with the noun in the plural that it counts, perhaps over an adjective."""
_NOT_COUNTED = frozenset(
    "hours minutes days weeks months years percent million billion thousand other more times january february march "
    "april june july august september october november december".split()
)


@dataclass(frozen=True, slots=True)
class Side:
    """One side of a conflict: who holds it (None for a report itself), how, since when, and the words that show it."""

    name: str | None
    entity: str | None
    holds: str
    on: date | None
    evidence: Evidence


@dataclass(frozen=True)
class Conflict:
    """Two sides or more that do not go together; `issue` says on what, in the words of a report."""

    id: str
    kind: ConflictKind
    issue: str
    between: tuple[Side, ...]
    reports: tuple[str, ...]

    @property
    def evidence(self) -> tuple[Evidence, ...]:
        """The words of each side."""
        return tuple(side.evidence for side in self.between)


def conflicts(reports: Sequence[Report], held: Sequence[Position]) -> tuple[Conflict, ...]:
    """Return the conflicts of a story, whose `positions` are `held`: disagreements, denials, then contradictions."""
    ordered = by_day(reports)
    days = {report.article.id: report.article.published_on for report in ordered}
    found = (*_contradictions(ordered), *_other_days(ordered))
    return (*_disagreements(held, days), *_denials(ordered), *found)


def _disagreements(held: Sequence[Position], days: dict[str, date | None]) -> Iterator[Conflict]:
    """Yield for each issue who is for it and who is against it: of an actor's positions the last, best told one."""
    by_issue: dict[str, list[Position]] = {}
    for each in held:
        by_issue.setdefault(each.issue.id, []).append(each)
    for issue, told in by_issue.items():
        last: dict[str, Position] = {}
        for each in told:
            if each.stance in ("for", "against"):
                last[each.actor.key] = max(last.get(each.actor.key, each), each, key=_weight)
        stands = {each.stance for each in last.values()}
        if len(stands) < 2:
            continue
        sides = tuple(
            Side(
                each.actor.name,
                each.actor.entity,
                each.stance,
                each.said_on.first if each.said_on else days[each.evidence[0].article],
                each.evidence[0],
            )
            for each in sorted(last.values(), key=lambda each: each.stance, reverse=True)
        )
        yield _conflict("disagreement", issue, told[0].issue.label, sides)


def _weight(each: Position) -> tuple[int, int]:
    """Order an actor's positions on an issue by their day, and those of one day by how many reports tell them."""
    return (each.said_on.last.toordinal() if each.said_on else 0, len(each.reports))


def _denials(reports: Sequence[Report]) -> Iterator[Conflict]:
    """Yield each claim that somebody dismisses: who claims it, where that is told, and who dismisses it."""
    seen: set[tuple[str | None, frozenset[str]]] = set()
    for report in reports:
        for denial in report.reading.denials:
            actor = report.actor(denial.actor, denial.actor_name)
            words = _issue_of(report, denial)
            once = (actor.key if actor else None, frozenset(stems(words)))
            if once in seen:
                continue
            seen.add(once)
            day = denial.said_on.first if denial.said_on else report.article.published_on
            sides = (
                Side(denial.claimant, None, "claims", None, report.evidence(*denial.claim)),
                Side(
                    actor.name if actor else None,
                    actor.entity if actor else None,
                    "dismisses it",
                    day,
                    report.evidence(*denial.cue, *report.beside(denial.cue[0], denial.actor)),
                ),
            )
            place = f"{denial.cue[0].start}-{denial.cue[0].end}"
            yield _conflict("denial", key("den", report.article.id, place), words, sides)


def _issue_of(report: Report, denial: Denial) -> str:
    """Return what is denied; of a claim that is only pointed at ("the report") the sentence before its cue ends."""
    text = report.article.text
    words = report.words(*denial.claim)
    if len(stems(words)) > 1:
        return words
    cue = denial.cue[0]
    around = next((s for s in report.reading.sentences if s.start <= cue.start < s.end), cue)
    return " ".join(text[around.start : max(cue.end, denial.claim[-1].end)].split())


@dataclass(frozen=True)
class _Counted:
    report: Report
    sentence: Span
    counts: dict[str, str]
    words: frozenset[str]


def _contradictions(reports: Sequence[Report]) -> Iterator[Conflict]:
    """Yield sentences of two reports that tell the same with another number of the same things, once for two numbers.

    What has been told with the same words and numbers before is not compared again, so that the copies of a report
    cost no more than looking them up.
    """
    shelf: Shelf[_Counted] = Shelf()
    told_before: set[tuple[frozenset[str], frozenset[tuple[str, str]]]] = set()
    numbers: dict[str, set[str]] = defaultdict(set)
    seen: set[tuple[str, frozenset[str]]] = set()
    for report in reports:
        for told in _counted(report):
            if (same := (told.words, frozenset(told.counts.items()))) in told_before:
                continue
            told_before.add(same)
            if any(
                number != told.counts[noun] and (noun, frozenset((number, told.counts[noun]))) not in seen
                for noun in told.counts
                for number in numbers[noun]
            ):
                yield from _other_numbers(told, shelf, seen)
            for noun, number in told.counts.items():
                numbers[noun].add(number)
            shelf.add(told, told.words)


def _other_numbers(told: _Counted, shelf: Shelf[_Counted], seen: set[tuple[str, frozenset[str]]]) -> Iterator[Conflict]:
    """Yield where sentences of other reports on the shelf give other numbers than `told`, unless the two are `seen`."""
    for alike, _, number in shelf.near(told.words, CONTRADICTION_LEAST_STEMS):
        other = shelf.values[number]
        if alike < CONTRADICTION_SHARE or other.report.article.id == told.report.article.id:
            continue
        for noun in sorted(told.counts.keys() & other.counts.keys()):
            once = (noun, frozenset((told.counts[noun], other.counts[noun])))
            if len(once[1]) == 2 and once not in seen:
                seen.add(once)
                sides = tuple(_reported(e.report, e.sentence, f"{e.counts[noun]} {noun}s") for e in (other, told))
                name = key("ctr", *(side.evidence.article for side in sides), str(other.sentence.start), noun)
                yield _conflict("contradiction", name, f"how many {noun}s", sides)


def _counted(report: Report) -> Iterator[_Counted]:
    for sentence in report.reading.sentences:
        words = sentence.of(report.article.text)
        counts = {
            found[2].lower().rstrip("s"): _NUMBERS.get(found[1].lower(), found[1].replace(",", ""))
            for found in _COUNTED.finditer(words)
            if found[2].lower() not in _NOT_COUNTED
        }
        if counts:
            yield _Counted(report, sentence, counts, frozenset(stems(words)))


def _other_days(reports: Sequence[Report]) -> Iterator[Conflict]:
    """Yield sentences of two reports that tell the same of two days, once for two days of one matter.

    A matter is what a first sentence tells, and those like it; a sentence whose words and day were told before is not
    compared again.
    """
    shelf: Shelf[tuple[Dated, int]] = Shelf()
    told_before: set[tuple[frozenset[str], date]] = set()
    seen: set[tuple[int, frozenset[date]]] = set()
    for report in reports:
        for told in dated(report):
            day = told.interval.first
            words = frozenset(stems(told.text)) - frozenset(stems(told.time.span.of(report.article.text)))
            if day != told.interval.last or (words, day) in told_before:
                continue
            told_before.add((words, day))
            near = shelf.near(words, CONTRADICTION_LEAST_STEMS)
            near = [each for each in near if each[0] >= OTHER_DAY_SHARE]
            matter = shelf.values[near[0][2]][1] if near else len(shelf.values)
            for _, _, number in near:
                other = shelf.values[number][0]
                once = (matter, frozenset((other.interval.first, day)))
                if other.interval == told.interval or other.report.article.id == report.article.id or once in seen:
                    continue
                seen.add(once)
                sides = tuple(_reported(e.report, e.sentence, e.interval.first.isoformat()) for e in (other, told))
                name = key("day", *(side.evidence.article for side in sides), str(other.sentence.start))
                yield _conflict("contradiction", name, "on which day", sides)
            shelf.add((told, matter), words)


def _reported(report: Report, sentence: Span, holds: str) -> Side:
    """Return what a report tells in its own voice as a side."""
    return Side(report.article.outlet, None, holds, report.article.published_on, report.evidence(sentence))


def _conflict(kind: ConflictKind, name: str, issue: str, sides: tuple[Side, ...]) -> Conflict:
    reports = tuple(dict.fromkeys(side.evidence.article for side in sides))
    return Conflict(key("cnf", kind, name), kind, issue, sides, reports)
