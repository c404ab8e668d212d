"""Commitments over the reports of a story: the pledges that tell of one act, and how its status moved.

Nothing here is kept: a commitment is gathered from readings whenever it is shown, so what stood on record at a moment
gives what was known then. Its id is that of the pledge that was on record first.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

from onrecord.core import Evidence, Interval, Span, covers, key
from onrecord.limits.linking_agenda import (
    COMMITMENT_LEAST_STEMS,
    COMMITMENT_SHARE,
    COMMITMENT_SHARE_OTHER_DUE,
    COMMITMENT_SHARE_UNNAMED,
)
from onrecord.linking.fulfilment import Deeds
from onrecord.linking.likening import Shelf
from onrecord.linking.reports import Actor, Report, by_day
from onrecord.linking.terms import stems
from onrecord.reading import Due, Pledge, Status

__all__ = ["Calendar", "Change", "Commitment", "calendar", "commitments"]

Calendar = Literal["no day given", "ahead", "now", "past", "settled"]
"""What the calendar says of a due interval: not yet begun, running, or over; "settled" when its status is final."""

_FINAL = frozenset({"delivered", "lapsed", "withdrawn", "denied"})
_SEEN = frozenset({"begun", "delivered", "lapsed"})
"""What shows in deeds; a report that tells so in its own voice is evidence."""


@dataclass(frozen=True, slots=True)
class Change:
    """From when on a report tells a status, with its words; `on` is the day of publication.

    `by` is who tells it, "somebody" where that is not named, and None where the report tells it in its own voice.
    """

    status: Status
    on: date | None
    by: str | None
    evidence: Evidence


@dataclass(frozen=True)
class Commitment:
    """An agent bound to an act, as all reports tell of it.

    `due` is what the newest report says that names a day. `official` is the last status in somebody's words, `shown`
    the last that a report tells of in its own voice as done or left undone; both None when nothing says so. `history`
    holds each change of `status`. `reports` are the articles that tell of it, in order.
    """

    id: str
    agent: Actor | None
    act: str
    force: str
    refuses: bool
    due: Due | None
    due_text: str | None
    condition: str | None
    counterpart: str | None
    occasion: str | None
    body: str | None
    status: Status
    official: Status | None
    shown: Status | None
    history: tuple[Change, ...]
    evidence: tuple[Evidence, ...]
    reports: tuple[str, ...]

    @property
    def interval(self) -> Interval | None:
        """The days in which it is due, None when no report names them."""
        return self.due.interval if self.due else None


@dataclass(frozen=True)
class _Held:
    """One pledge with its report and its agent."""

    report: Report
    pledge: Pledge
    agent: Actor | None

    def words(self, span: Span | None) -> str | None:
        """Return the words of a part, in one line."""
        return self.report.words(span) if span else None

    @property
    def undated(self) -> str:
        """The words of the act without those that say by when."""
        act, due, text = self.pledge.act, self.pledge.due, self.report.article.text
        if due is None or not covers(act, due.span):
            return act.of(text)
        return text[act.start : due.span.start] + text[due.span.end : act.end]


def commitments(reports: Sequence[Report]) -> tuple[Commitment, ...]:
    """Return what the reports of a story tell that somebody is bound to do, in order of the first that tells it."""
    shelf: Shelf[list[_Held]] = Shelf()
    for report in by_day(reports):
        for pledge in report.reading.pledges:
            held = _Held(report, pledge, report.actor(pledge.agent, pledge.agent_name))
            told = _stems(held)
            number = _same(held, told, shelf)
            if number is None:
                shelf.add([held], told)
            else:
                shelf.values[number].append(held)
                shelf.put(number, told)
    deeds = Deeds(by_day(reports))
    return tuple(_commitment(each, deeds) for each in shelf.values)


def calendar(commitment: Commitment, today: date) -> Calendar:
    """Return what the calendar says of a commitment on a day."""
    if commitment.status in _FINAL:
        return "settled"
    days = commitment.interval
    if days is None:
        return "no day given"
    if today < days.first:
        return "ahead"
    return "now" if today <= days.last else "past"


def _stems(held: _Held) -> frozenset[str]:
    return frozenset(stems(held.undated))


def _same(held: _Held, told: frozenset[str], shelf: Shelf[list[_Held]]) -> int | None:
    """Return the number of the commitment that a pledge tells of, None when it is new.

    The act must be told with the same words of meaning, more of them where an agent is not named or the days differ.
    """
    least = min(COMMITMENT_LEAST_STEMS, len(told))
    for alike, _, number in shelf.near(told, least):
        if alike < COMMITMENT_SHARE:
            return None  # the likest come first
        others = shelf.values[number]
        if others[0].pledge.refuses != held.pledge.refuses or _numbers_apart(told, _stems(others[0])):
            continue
        agents = {each.agent.key for each in others if each.agent}
        if held.agent is None or not agents:
            needed = COMMITMENT_SHARE_UNNAMED
        elif held.agent.key in agents:
            needed = COMMITMENT_SHARE
        else:
            continue
        if any(_apart(held.pledge.due, other.pledge.due) for other in others):
            needed = max(needed, COMMITMENT_SHARE_OTHER_DUE)
        if alike >= needed:
            return number
    return None


def _numbers_apart(one: frozenset[str], other: frozenset[str]) -> bool:
    """Return whether two acts name numbers and none in common: quay 3 and quay 7 are two quays."""
    a, b = ({stem for stem in each if stem.isdigit()} for each in (one, other))
    return bool(a and b) and a.isdisjoint(b)


def _apart(one: Due | None, other: Due | None) -> bool:
    """Return whether two dues name days that have none in common."""
    a, b = (each.interval if each else None for each in (one, other))
    return a is not None and b is not None and (a.last < b.first or b.last < a.first)


def _commitment(held: Sequence[_Held], deeds: Deeds) -> Commitment:
    """Return what all pledges of one act say together, and what later reports tell of its being done."""
    first = min(held, key=lambda each: (each.report.number, each.pledge.cue))
    fullest = max(held, key=lambda each: (each.pledge.due is not None, len(each.words(each.pledge.act) or "")))
    due = next((each for each in reversed(held) if each.pledge.due and each.pledge.due.interval), None)
    due = due or next((each for each in held if each.pledge.due), None)
    told = sorted([*map(_told, held), *_deeds(held, deeds)], key=lambda change: change.on or date.max)
    history = tuple(_changes(told))

    def part(name: str) -> str | None:
        return next((words for each in held if (words := each.words(getattr(each.pledge, name)))), None)

    return Commitment(
        id=key("com", first.pledge.id),
        agent=next((each.agent for each in held if each.agent), None),
        act=fullest.words(fullest.pledge.act) or "",
        force=first.pledge.force,
        refuses=first.pledge.refuses,
        due=due.pledge.due if due else None,
        due_text=due.words(due.pledge.due.span) if due and due.pledge.due else None,
        condition=part("condition"),
        counterpart=part("counterpart"),
        occasion=part("occasion"),
        body=part("body"),
        status=history[-1].status,
        official=next((change.status for change in reversed(told) if change.by is not None), None),
        shown=next((change.status for change in reversed(told) if change.by is None and change.status in _SEEN), None),
        history=history,
        evidence=tuple(change.evidence for change in told),
        reports=tuple(dict.fromkeys(change.evidence.article for change in told)),
    )


def _evidence(held: _Held) -> Evidence:
    """Return the words from the agent, where it stands in the same sentence, to the end of the act and its due."""
    pledge = held.pledge
    spans = [pledge.cue, pledge.act, *([pledge.due.span] if pledge.due else [])]
    return held.report.evidence(*(held.report.beside(pledge.cue, [*spans, *pledge.agent]) or spans))


def _told(held: _Held) -> Change:
    """Return the status that a pledge tells, on the day of its report."""
    pledge = held.pledge
    by = (pledge.told_by or "somebody") if pledge.attribution else None
    return Change(pledge.status, held.report.article.published_on, by, _evidence(held))


def _deeds(held: Sequence[_Held], deeds: Deeds) -> Iterator[Change]:
    """Yield where a report of a later day than the first pledge tells its act as done."""
    first = next((day for each in held if (day := each.report.article.published_on)), None)
    if first is None or held[0].pledge.refuses:
        return
    for each in deeds.done(held[0].undated, next((one.agent for one in held if one.agent), None), first):
        by = "somebody" if each.attribution else None
        evidence = each.report.evidence(each.sentence)
        yield Change("delivered", each.report.article.published_on, by, evidence)


def _changes(told: Sequence[Change]) -> Iterator[Change]:
    """Yield each status that differs from the one told before; what is only announced again changes nothing."""
    last: Status | None = None
    for each in told:
        if each.status == last or (last is not None and each.status == "announced"):
            continue
        last = each.status
        yield each
