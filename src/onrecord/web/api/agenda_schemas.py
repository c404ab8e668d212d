"""The rows of what a story sets in motion, and of judgements, as the document of the API describes them."""

from __future__ import annotations

from datetime import date, datetime
from typing import Literal

from ninja import Schema
from pydantic import Field

from onrecord.web.api.schemas import Changed, Evidence, Id, Interval

__all__ = ["Added", "Body", "Commitment", "Conflict", "Happening", "Judgement", "Position"]


class Position(Changed):
    """What an actor wants on an issue at a time."""

    id: Id
    story: Id
    actor: str | None
    actor_name: str
    issue: str
    issue_id: Id
    stance: Literal["for", "against", "open", "undecided"]
    said_on: Interval | None
    evidence: list[Evidence]


class Side(Schema):
    """One side of a conflict."""

    name: str | None
    entity: str | None
    holds: str
    on: date | None
    evidence: list[Evidence]


class Conflict(Changed):
    """Accounts or positions that stand against each other; nothing is decided between them."""

    id: Id
    story: Id
    kind: Literal["disagreement", "denial", "contradiction"]
    between: list[Side]
    issue: str
    evidence: list[Evidence]


class Turn(Schema):
    """A change of a commitment's status."""

    status: str
    on: date | None
    by: str | None
    evidence: list[Evidence]


class Commitment(Changed):
    """What somebody is bound to do, by when, and what became of it."""

    id: Id
    story: Id
    agent: str | None
    agent_name: str | None
    act: str
    force: str
    refuses: bool
    due: Interval | None
    due_text: str | None
    due_precision: str | None
    due_is_deadline: bool | None
    condition: str | None
    counterpart: str | None
    occasion: str | None
    body: str | None
    status: str
    official: str | None
    shown: str | None
    history: list[Turn]
    evidence: list[Evidence]


class Body(Changed):
    """A task force, a council or a series of meetings."""

    id: Id
    story: Id
    name: str
    kind: str
    mandate: str | None
    coordinator: str | None
    level: str | None
    format: str | None
    frequency: str | None
    members: list[str]
    predecessor: str | None
    still_open: list[str]
    status: str
    evidence: list[Evidence]


class Happening(Changed):
    """What happened, or is planned, on days that the reports name."""

    id: Id
    story: Id
    interval: Interval
    precision: str
    text: str
    planned: bool
    evidence: list[Evidence]


class Judgement(Schema):
    """A person's decision: signed, dated, and never overwritten."""

    id: Id
    kind: Literal["merge", "split", "reject", "correct"]
    targets: list[str]
    value: str | None
    by: str = Field(description="The name that signs it.")
    reason: str
    at: datetime
    retracted_at: datetime | None


class Added(Schema):
    """What became of an article that was sent."""

    article: Id
    story: Id
    added: int = Field(ge=0, description="How many entries are new; 0 when the same article was on record.")
    revision_of: str | None
    faults: list[str] = Field(description="What could not be taken as it was, in words.")
