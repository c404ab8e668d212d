"""What one article promises and sets up: pledges and mentions of bodies, each resting on spans of its text."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Literal

from onrecord.core import Interval, Span, key

__all__ = ["BodyMention", "Detail", "Due", "Force", "Pledge", "Precision", "Status"]

Force = Literal["promise", "agreement", "intention", "plan", "schedule", "expectation"]
"""What binds the agent: its word, a word given to one another, its will, a plan, a fixed order, or what others know."""

Status = Literal["announced", "under discussion", "scheduled", "begun", "delivered", "lapsed", "withdrawn", "denied"]
"""How a commitment or a body stands as the article tells it."""

Precision = Literal["day", "week", "month", "quarter", "half-year", "year", "decade", "range", "vague"]
"""The unit in which a due expression names its days; "range" for several, "vague" for none."""


@dataclass(frozen=True, slots=True)
class Due:
    """The words that say by when, with "by" or "in", and the days that they name.

    `interval` is None where the words are vague or the day of publication is not known. A deadline ("by May") begins
    on the day of publication; `is_deadline` tells it from a time at which the act is to happen.
    """

    span: Span
    interval: Interval | None
    precision: Precision
    is_deadline: bool = False


@dataclass(frozen=True)
class Pledge:
    """Words of one article that bind an agent to an act that lies ahead.

    `agent` are the words that name who is bound, empty where the article names nobody; `agent_name` is the fullest
    name that it gives. `act` is the verb phrase, or the phrase of a fixed event, and may lie around the cue. `refuses`
    says that the agent binds itself to leave the act undone. `attribution` is the id of the attribution in whose
    content the words stand, `told_by` its speaker; both are None where the article speaks itself.
    """

    article: str
    agent: tuple[Span, ...]
    agent_name: str | None
    cue: Span
    act: Span
    force: Force
    refuses: bool
    due: Due | None
    condition: Span | None
    counterpart: Span | None
    occasion: Span | None
    body: Span | None
    status: Status
    attribution: str | None
    told_by: str | None

    @cached_property
    def id(self) -> str:
        """Made from the article and the words, so that two readers that agree name it alike."""
        return key("pledge", self.article, f"{self.cue.start}-{self.cue.end}", f"{self.act.start}-{self.act.end}")


@dataclass(frozen=True, slots=True)
class Detail:
    """One thing told of a body, as it is shown, and the words that tell it."""

    text: str
    span: Span


@dataclass(frozen=True)
class BodyMention:
    """A body that one article tells is set up, proposed, refused or at work on one matter.

    `name` is its noun phrase; for a member of an enumeration the words that begin its sentence. `kind` is its noun
    ("task force"). `still_open` are the aspects that are said not to be settled ("format", "frequency"). `mentions`
    are all spans that name it.
    """

    article: str
    name: Span
    kind: str
    mandate: Detail | None
    coordinator: Detail | None
    level: Detail | None
    format: Detail | None
    frequency: Detail | None
    members: tuple[Detail, ...]
    predecessor: Detail | None
    still_open: tuple[Detail, ...]
    status: Status
    mentions: tuple[Span, ...]

    @cached_property
    def id(self) -> str:
        """Made from the article and the first words that name it."""
        return key("body", self.article, f"{self.name.start}-{self.name.end}")
