"""Bodies over the reports of a story: the task forces, councils and series of meetings that carry something out."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from onrecord.core import Evidence, Span, fold, key
from onrecord.limits.linking_agenda import BODY_SHARE
from onrecord.linking.likening import share
from onrecord.linking.reports import Report, by_day
from onrecord.linking.terms import stems
from onrecord.reading import BodyMention, Detail, Status

__all__ = ["ActingBody", "acting_bodies"]


@dataclass(frozen=True)
class ActingBody:
    """A body as all reports tell of it; each part is in the words of the first report that tells it.

    `still_open` are the aspects that are said not to be settled, `status` is the last that is told.
    """

    id: str
    name: str
    kind: str
    mandate: str | None
    coordinator: str | None
    level: str | None
    format: str | None
    frequency: str | None
    members: tuple[str, ...]
    predecessor: str | None
    still_open: tuple[str, ...]
    status: Status
    evidence: tuple[Evidence, ...]
    reports: tuple[str, ...]


@dataclass(frozen=True)
class _Held:
    report: Report
    mention: BodyMention

    @property
    def name(self) -> str:
        """The name in one line."""
        return self.report.words(self.mention.name)

    @property
    def mandate(self) -> frozenset[str]:
        """What it is for, as stems."""
        return frozenset(stems(self.mention.mandate.text)) if self.mention.mandate else frozenset()


def acting_bodies(reports: Sequence[Report]) -> tuple[ActingBody, ...]:
    """Return the bodies that the reports of a story tell of, in order of the first that tells of each."""
    found: list[list[_Held]] = []
    for report in by_day(reports):
        for mention in report.reading.bodies:
            held = _Held(report, mention)
            home = next((each for each in found if any(_same(held, other) for other in each)), None)
            if home is None:
                found.append([held])
            else:
                home.append(held)
    return tuple(_body(each) for each in found)


def _same(one: _Held, other: _Held) -> bool:
    """Return whether two mentions are of one body: by one kind, and one name or one mandate.

    One report tells a body once, so two of its mentions are two bodies, as members of an enumeration are.
    """
    if one.report.article.id == other.report.article.id or one.mention.kind != other.mention.kind:
        return False
    if one.mandate and other.mandate:
        return share(one.mandate, other.mandate) >= BODY_SHARE
    a, b = frozenset(stems(one.name)), frozenset(stems(other.name))
    return fold(one.name) == fold(other.name) or (min(len(a), len(b)) > 1 and share(a, b) == 1.0)


def _body(held: Sequence[_Held]) -> ActingBody:
    """Return what all mentions of one body say together."""
    first = min(held, key=lambda each: (each.report.number, each.mention.name))

    def part(of: Callable[[BodyMention], Detail | None]) -> str | None:
        return next((detail.text for each in held if (detail := of(each.mention))), None)

    def parts(of: Callable[[BodyMention], Iterable[Detail]]) -> tuple[str, ...]:
        return tuple(dict.fromkeys(detail.text for each in held for detail in of(each.mention)))

    return ActingBody(
        id=key("bdy", first.mention.id),
        name=max((each.name for each in held), key=len),
        kind=first.mention.kind,
        mandate=part(lambda body: body.mandate),
        coordinator=part(lambda body: body.coordinator),
        level=part(lambda body: body.level),
        format=part(lambda body: body.format),
        frequency=part(lambda body: body.frequency),
        members=parts(lambda body: body.members),
        predecessor=part(lambda body: body.predecessor),
        still_open=parts(lambda body: body.still_open),
        status=held[-1].mention.status,
        evidence=tuple(evidence for each in held for evidence in _evidence(each)),
        reports=tuple(dict.fromkeys(each.report.article.id for each in held)),
    )


def _evidence(held: _Held) -> tuple[Evidence, ...]:
    """Return the words that name a body, and those that tell what is shown of it."""
    body = held.mention
    details = [body.mandate, body.coordinator, body.level, body.format, body.frequency, body.predecessor]
    told: list[Span] = [each.span for each in (*details, *body.members, *body.still_open) if each is not None]
    return tuple(held.report.evidence(span) for span in dict.fromkeys([body.name, *sorted(told)]))
