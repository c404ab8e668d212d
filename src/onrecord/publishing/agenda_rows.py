"""The rows of the export that are gathered over a story: commitments, bodies, the timeline."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from onrecord.linking import (
    ActingBody,
    Commitment,
    Conflict,
    Happening,
    Position,
    Report,
)
from onrecord.publishing.agenda import Gathered, gather
from onrecord.publishing.rows import Row, evidence
from onrecord.record import Snapshot, Story

__all__ = ["agenda_rows"]


def agenda_rows(snapshot: Snapshot, story: Story, gathered: Gathered | None = None) -> Iterator[tuple[str, Row]]:
    """Yield the rows of what a story sets in motion, each with the name of its file.

    Gathered are the reports of all stories that are tied to it, unless the caller has done so; what another of these
    was first to tell is its row.
    """
    found = gathered or gather(snapshot, story.id)
    own = set(story.articles)
    looked_in = _looked_in(found.reports)
    for position in found.positions:
        if position.evidence[0].article in own:
            yield "positions", _position(position, story.id)
    for conflict in found.conflicts:
        if conflict.evidence[0].article in own:
            yield "conflicts", _conflict(conflict, story.id)
    for promised in found.commitments:
        if promised.evidence[0].article in own:
            yield "commitments", _commitment(promised, story.id, looked_in)
    for body in found.bodies:
        if body.evidence[0].article in own:
            yield "bodies", _body(body, story.id)
    for told in found.timeline:
        if told.evidence[0].article in own:
            yield "timeline", _happening(told, story.id)


def _looked_in(reports: Sequence[Report]) -> Row:
    """Return in how many articles, up to which day, evidence for a commitment was looked for."""
    last = max((report.article.published_on for report in reports if report.article.published_on), default=None)
    return {"articles": len(reports), "until": last.isoformat() if last else None}


def _position(each: Position, story: str) -> Row:
    return {
        "id": each.id,
        "story": story,
        "actor": each.actor.entity,
        "actor_name": each.actor.name,
        "issue": each.issue.label,
        "issue_id": each.issue.id,
        "stance": each.stance,
        "said_on": each.said_on.as_json() if each.said_on else None,
        "evidence": [evidence(one) for one in each.evidence],
    }


def _conflict(each: Conflict, story: str) -> Row:
    return {
        "id": each.id,
        "story": story,
        "kind": each.kind,
        "between": [
            {
                "name": side.name,
                "entity": side.entity,
                "holds": side.holds,
                "on": side.on.isoformat() if side.on else None,
                "evidence": [evidence(side.evidence)],
            }
            for side in each.between
        ],
        "issue": each.issue,
        "evidence": [evidence(one) for one in each.evidence],
    }


def _commitment(each: Commitment, story: str, looked_in: Row) -> Row:
    due = each.due
    return {
        "id": each.id,
        "story": story,
        "agent": each.agent.entity if each.agent else None,
        "agent_name": each.agent.name if each.agent else None,
        "act": each.act,
        "force": each.force,
        "refuses": each.refuses,
        "due": each.interval.as_json() if each.interval else None,
        "due_text": each.due_text,
        "due_precision": due.precision if due else None,
        "due_is_deadline": due.is_deadline if due else None,
        "condition": each.condition,
        "counterpart": each.counterpart,
        "occasion": each.occasion,
        "body": each.body,
        "status": each.status,
        "official": each.official,
        "shown": each.shown,
        "history": [
            {
                "status": change.status,
                "on": change.on.isoformat() if change.on else None,
                "by": change.by,
                "evidence": [evidence(change.evidence)],
            }
            for change in each.history
        ],
        "looked_in": looked_in,
        "evidence": [evidence(one) for one in each.evidence],
    }


def _body(each: ActingBody, story: str) -> Row:
    return {
        "id": each.id,
        "story": story,
        "name": each.name,
        "kind": each.kind,
        "mandate": each.mandate,
        "coordinator": each.coordinator,
        "level": each.level,
        "format": each.format,
        "frequency": each.frequency,
        "members": list(each.members),
        "predecessor": each.predecessor,
        "still_open": list(each.still_open),
        "status": each.status,
        "evidence": [evidence(one) for one in each.evidence],
    }


def _happening(each: Happening, story: str) -> Row:
    return {
        "id": each.id,
        "story": story,
        "interval": each.interval.as_json(),
        "precision": each.precision,
        "text": each.text,
        "planned": each.planned,
        "evidence": [evidence(one) for one in each.evidence],
    }
