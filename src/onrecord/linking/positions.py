"""Positions over the reports of a story: who is for, against, open or undecided on which issue, and since when.

An issue is what stances are on: targets near one another in meaning, labelled with the words that most reports use.
Meaning only groups; the stance itself is read from the words, since "will" and "will not" are one to a vector.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from onrecord.core import Evidence, Interval, Span, covers, key
from onrecord.limits.linking_agenda import ISSUE_COSINE
from onrecord.linking.events import rarity
from onrecord.linking.likening import grouped
from onrecord.linking.reports import Actor, Report, by_day
from onrecord.linking.terms import carrying, stems
from onrecord.reading import Stance, Stand, meaning

__all__ = ["Issue", "Position", "positions"]


@dataclass(frozen=True, slots=True)
class Issue:
    """What several positions are on; `label` are the words of a report."""

    id: str
    label: str


@dataclass(frozen=True)
class Position:
    """What an actor wants on an issue from a day on; `said_on` is that day, the report's own where none is told.

    A change is a second position. `evidence` are the words of every report that tells of it, in order.
    """

    id: str
    actor: Actor
    issue: Issue
    stance: Stand
    said_on: Interval | None
    evidence: tuple[Evidence, ...]
    reports: tuple[str, ...]


@dataclass(frozen=True, eq=False)
class _Held:
    report: Report
    stance: Stance
    actor: Actor
    about: NDArray[np.float32]

    @property
    def target(self) -> str:
        """What the stance is on, in one line."""
        return self.report.words(*self.stance.target)

    @property
    def day(self) -> Interval | None:
        """The day of the stance, or that of the report."""
        printed = self.report.article.published_on
        return self.stance.said_on or (Interval.on(printed) if printed else None)


def positions(reports: Sequence[Report]) -> tuple[Position, ...]:
    """Return the positions of the actors of a story by issue, the issue with most actors first.

    Who is not named has no position, since nobody could be asked about it.
    """
    held = [each for report in by_day(reports) for each in _held(report)]
    found: dict[int, list[_Held]] = {}
    groups = grouped(np.stack([each.about for each in held]), ISSUE_COSINE) if held else []
    for group, each in zip(groups, held, strict=True):
        found.setdefault(group, []).append(each)
    issues = sorted(found.values(), key=lambda each: -len({held.actor.key for held in each}))
    return tuple(position for each in issues for position in _positions(each))


def _held(report: Report) -> Iterator[_Held]:
    """Yield the stances of a report whose actors are named, with what they are on."""
    text = report.article.text
    for stance in report.reading.stances:
        actor = report.actor(stance.actor, stance.actor_name)
        if actor is None:
            continue
        names = [m.span for m in report.reading.mentions if any(covers(part, m.span) for part in stance.target)]
        plain = " ".join(part.of(text) for cut in stance.target for part in _without(cut, names))
        about = meaning({word: _weight(word) for word in carrying(plain)})
        if about.any():
            yield _Held(report, stance, actor, about)


def _without(span: Span, names: Sequence[Span]) -> Iterator[Span]:
    """Yield the parts of `span` between names: two targets that only name the same states are not on one issue."""
    at = span.start
    for name in sorted(names):
        if name.start > at:
            yield Span(at, name.start)
        at = max(at, name.end)
    if at < span.end:
        yield Span(at, span.end)


def _weight(word: str) -> float:
    """Return how rare a word is."""
    (stem,) = stems(word)[:1] or ("",)
    return rarity().get(stem, rarity()[""])


def _positions(held: Sequence[_Held]) -> list[Position]:
    """Return the positions on one issue: each actor's, a new one where the stance changes from one day to a later."""
    issue = _issue(held)
    actors: dict[str, list[list[_Held]]] = {}
    for each in sorted(held, key=lambda one: one.day.first.toordinal() if one.day else 0):
        runs = actors.setdefault(each.actor.key, [])
        same = next((run for run in reversed(runs) if run[0].stance.stance == each.stance.stance), None)
        if same is not None and (same is runs[-1] or same[0].day == each.day):
            same.append(each)
        else:
            runs.append([each])
    return [_position(run, issue) for runs in actors.values() for run in runs]


def _issue(held: Sequence[_Held]) -> Issue:
    """Return the issue of several stances: its label is the target that shares most words with the others."""
    shared = Counter(stem for each in held for stem in set(stems(each.target)))

    def central(each: _Held) -> tuple[float, int, str]:
        words = set(stems(each.target))
        return (sum(shared[stem] for stem in words) / (len(words) + 5), -len(each.target), each.target)

    best = max(held, key=central)
    first = min(held, key=lambda each: (each.report.number, each.stance.target))
    span = first.stance.target[0]
    return Issue(key("iss", first.report.article.id, f"{span.start}-{span.end}"), best.target)


def _position(held: Sequence[_Held], issue: Issue) -> Position:
    first = min(held, key=lambda each: (each.report.number, each.stance.cue))
    return Position(
        id=key("pos", first.report.article.id, first.actor.key, first.stance.stance, str(first.stance.cue[0].start)),
        actor=held[0].actor,
        issue=issue,
        stance=held[0].stance.stance,
        said_on=held[0].day,
        evidence=tuple(_evidence(each) for each in held),
        reports=tuple(dict.fromkeys(each.report.article.id for each in held)),
    )


def _evidence(held: _Held) -> Evidence:
    """Return the words from the cue to the end of the target, with the actor where it stands in the same sentence."""
    stance = held.stance
    spans = [*stance.cue, *stance.target]
    return held.report.evidence(*spans, *held.report.beside(spans[0], stance.actor))
