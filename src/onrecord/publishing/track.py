"""Keeping track of commitments over the whole record: what is due, what is overdue, what changed since a day."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from onrecord.linking import Calendar, Change, Commitment, Report, calendar, commitments
from onrecord.publishing.agenda import due_line, reports_of_thread
from onrecord.publishing.marks import headline
from onrecord.record import Snapshot, Story

__all__ = ["Tracked", "track", "tracked_data"]


@dataclass(frozen=True)
class Tracked:
    """One commitment with the story that first told of it, what the calendar says of it, and what changed of late."""

    commitment: Commitment
    story: str
    headline: str
    calendar: Calendar
    line: str
    changed: tuple[Change, ...]


def track(snapshot: Snapshot, today: date, since: date | None = None) -> Iterator[Tracked]:
    """Yield the commitments of the record by story: all as they stand on `today`; `since` picks what changed from then.

    A commitment has changed when a report of that day or later told of it first, or told another status of it.
    """
    for story in snapshot.stories():
        reports = reports_of_thread(snapshot, story.id)
        own = set(story.articles)
        for each in commitments(reports):
            if each.evidence[0].article in own:
                yield _tracked(each, story, reports, today, since)


def _tracked(each: Commitment, story: Story, reports: Sequence[Report], today: date, since: date | None) -> Tracked:
    last = max((r.article.published_on for r in reports if r.article.published_on), default=None)
    changed = tuple(change for change in each.history if since and change.on and change.on >= since)
    line = due_line(each, today, len(reports), last)
    return Tracked(each, story.id, headline(story.title, []), calendar(each, today), line, changed)


def tracked_data(each: Tracked) -> dict[str, object]:
    """Return a tracked commitment as JSON data."""
    told = each.commitment
    return {
        "id": told.id,
        "story": each.story,
        "headline": each.headline,
        "agent": told.agent.name if told.agent else None,
        "act": told.act,
        "force": told.force,
        "refuses": told.refuses,
        "due": told.interval.as_json() if told.interval else None,
        "due_text": told.due_text,
        "official": told.official,
        "evidence": told.shown,
        "calendar": each.calendar,
        "line": each.line,
        "status": told.status,
        "changed": [{"status": c.status, "on": c.on.isoformat() if c.on else None} for c in each.changed],
    }
