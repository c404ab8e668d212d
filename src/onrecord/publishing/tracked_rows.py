"""A commitment made again from its row of the export, for those who keep rows ready."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from onrecord.core import Evidence, Interval, Span
from onrecord.linking import Actor, Change, Commitment, calendar
from onrecord.publishing.agenda import due_line
from onrecord.publishing.track import Tracked
from onrecord.reading import Due

__all__ = ["tracked_row"]


def tracked_row(row: Mapping[str, Any], headline: str, today: date, since: date | None = None) -> Tracked:
    """Return what `track` would say on `today` of the commitment in a row of the export, without asking the record.

    A row has the words that say by when and not their place, so the span of its `due` is that of the words alone.
    `reports` are the articles of the evidence.
    """
    told = _commitment(row)
    looked = row.get("looked_in") or {"articles": len(told.reports), "until": None}
    last = date.fromisoformat(looked["until"]) if looked["until"] else None
    changed = tuple(change for change in told.history if since and change.on and change.on >= since)
    line = due_line(told, today, looked["articles"], last)
    return Tracked(told, row["story"], headline, calendar(told, today), line, changed)


def _commitment(row: Mapping[str, Any]) -> Commitment:
    evidence = tuple(Evidence(**each) for each in row["evidence"])
    return Commitment(
        id=row["id"],
        agent=Actor(row["agent"], row["agent_name"]) if row["agent_name"] else None,
        act=row["act"],
        force=row["force"],
        refuses=row["refuses"],
        due=_due(row),
        due_text=row["due_text"],
        condition=row["condition"],
        counterpart=row["counterpart"],
        occasion=row["occasion"],
        body=row["body"],
        status=row["status"],
        official=row["official"],
        shown=row["shown"],
        history=tuple(_change(each) for each in row["history"]),
        evidence=evidence,
        reports=tuple(dict.fromkeys(each.article for each in evidence)),
    )


def _due(row: Mapping[str, Any]) -> Due | None:
    if row["due_precision"] is None:
        return None
    interval = Interval(*map(date.fromisoformat, row["due"])) if row["due"] else None
    return Due(Span(0, len(row["due_text"] or " ")), interval, row["due_precision"], bool(row["due_is_deadline"]))


def _change(each: Mapping[str, Any]) -> Change:
    on = date.fromisoformat(each["on"]) if each["on"] else None
    return Change(each["status"], on, each["by"], Evidence(**each["evidence"][0]))
