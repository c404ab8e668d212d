"""The day of a quotation whose own sentence names none: the one at which the same person speaks in the lede.

News tells the day once, in its opening ("Brandt said on Tuesday"), and then quotes the same person from the same
occasion. A reader carries that day on until another day, another occasion or another listener is named; so do we.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from onrecord.core import Interval, Span, overlap
from onrecord.limits.reading import (
    LEDE_CHARS,
    OCCASION_BLOCKS,
)
from onrecord.reading.attributions import Relation
from onrecord.reading.cues import OCCASIONS
from onrecord.reading.reading import TimeExpression
from onrecord.reading.speakers import Speaker

__all__ = ["with_days_of_lede"]

_ANOTHER_TIME = frozenset(
    "has have had having later earlier once previously often repeatedly separately long always never already again "
    "recently originally".split()
)
_LATER = re.compile(r"\s+(?:later|earlier|separately|previously)\b")
_EVENTS = frozenset("briefing conference hearing rally meeting forum summit debate ceremony".split())


@dataclass(frozen=True, slots=True)
class _Occasion:
    """What the lede tells: the day, the kind of occasion where it is named, to whom, and in which paragraph."""

    day: Interval
    venue: str | None
    listener: str | None
    block: int


def with_days_of_lede(
    text: str,
    said: Sequence[tuple[Relation, Speaker]],
    days: Sequence[Interval | None],
    times: Sequence[TimeExpression],
    quoted: Sequence[Span],
) -> list[Interval | None]:
    """Return the days with those of direct attributions filled in that go on an occasion of the article's lede.

    `days` has one entry for each attribution, `times` and `quoted` are in order.
    """
    named = list(_days_outside(times, quoted))
    found = list(days)
    occasions: dict[str, _Occasion] = {}
    passed = 0
    for at, ((relation, speaker), day) in enumerate(zip(said, days, strict=True)):
        if relation.inner or relation.cue is None:
            continue
        while passed < len(named) and named[passed].span.end <= relation.sentence.end:
            occasions = {key: one for key, one in occasions.items() if one.day == named[passed].interval}
            passed += 1
        who = speaker.name or (speaker.anonymous.description if speaker.anonymous else None)
        if relation.days:
            occasions = {key: one for key, one in occasions.items() if one.day == day}
            if who and day is not None and day.first == day.last and relation.sentence.start < LEDE_CHARS:
                occasions[who] = _Occasion(day, _venue(text, relation), _listener(text, relation), relation.block)
            continue
        occasions = {key: one for key, one in occasions.items() if _goes_on(text, one, relation, own=key == who)}
        if relation.kind == "direct" and who in occasions and _is_told_then(text, relation):
            found[at] = occasions[who].day
    return found


def _days_outside(times: Sequence[TimeExpression], quoted: Sequence[Span]) -> Iterator[TimeExpression]:
    """Yield the single days that stand outside quotation marks."""
    at = 0
    for time in times:
        while at < len(quoted) and quoted[at].end <= time.span.start:
            at += 1
        inside = at < len(quoted) and overlap(quoted[at], time.span)
        if not inside and time.interval is not None and time.interval.first == time.interval.last:
            yield time


def _goes_on(text: str, occasion: _Occasion, relation: Relation, *, own: bool) -> bool:
    """Return whether an attribution is near the lede and names no other occasion and no other listener."""
    if relation.block - occasion.block > OCCASION_BLOCKS:
        return False
    if own and relation.cue is not None and _LATER.match(text, relation.cue.end):
        return False
    venue, listener = _venue(text, relation), _listener(text, relation)
    if venue is not None and venue != occasion.venue:
        return own and occasion.venue is None and venue in _EVENTS
    return listener is None or listener == occasion.listener


def _is_told_then(text: str, relation: Relation) -> bool:
    """Return whether the cue is a plain telling: "had said" and "later told" are of another time."""
    return relation.cue is not None and _ANOTHER_TIME.isdisjoint(relation.cue.of(text).lower().split())


def _venue(text: str, relation: Relation) -> str | None:
    """Return the first noun for an occasion beside the cue ("briefing", also of a "press briefing"), or None."""
    words = [word for venue in relation.venues for word in re.findall(r"[a-z-]+", venue.of(text).lower())]
    return next((word for word in words if word in OCCASIONS and word != "press"), None)


def _listener(text: str, relation: Relation) -> str | None:
    """Return the addressee when it has a name: "The Karst Courier", not "reporters"."""
    addressee = relation.addressee.of(text) if relation.addressee else ""
    return addressee if any(word[0].isupper() for word in addressee.split()) else None
