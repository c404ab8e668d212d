"""The values of what one article says that actors want: stances, and denials of what others say."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from onrecord.core import Interval, Span

__all__ = ["Denial", "Stance", "Stand"]

Stand = Literal["for", "against", "open", "undecided"]


@dataclass(frozen=True, slots=True)
class Stance:
    """What an actor wants on something: for it, against it, open to it, or not yet decided.

    `actor` are the words that name the actor there; where it speaks of itself as "I" or not at all, those of the
    source. `actor_name` is the fullest name that the article gives, or None. `target` is what the stance is on, in the
    article's words: after a verb of ending it is what would end ("urged ... to cancel" X is against X). `attribution`
    is the id of the attribution in whose content the stance stands, if it stands in one; `said_on` is its day, or that
    of what else is attributed to the actor's words.
    """

    actor: tuple[Span, ...]
    actor_name: str | None
    stance: Stand
    cue: tuple[Span, ...]
    target: tuple[Span, ...]
    said_on: Interval | None
    attribution: str | None


@dataclass(frozen=True, slots=True)
class Denial:
    """That an actor dismisses a claim: `claim` in the article's words, `claimant` who made it, if that is told.

    A claim that is only pointed at ("the report") is followed by the words of the claim where they stand beside it.
    """

    actor: tuple[Span, ...]
    actor_name: str | None
    cue: tuple[Span, ...]
    claim: tuple[Span, ...]
    claimant: str | None
    said_on: Interval | None
    attribution: str | None
