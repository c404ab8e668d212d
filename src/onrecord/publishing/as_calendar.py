"""Due days and meetings as an iCalendar feed (RFC 5545): all-day events with ids that stay."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, date, datetime, time, timedelta

from icalendar import Calendar, Event

from onrecord.publishing.marks import printable
from onrecord.publishing.prose import due_days
from onrecord.publishing.track import Tracked

__all__ = ["as_calendar"]

_GONE = frozenset({"withdrawn", "denied", "lapsed"})
_SURE = frozenset({"scheduled", "begun", "delivered"})


def as_calendar(tracked: Iterable[Tracked]) -> bytes:
    """Return the commitments that have days as a calendar.

    Each is an all-day event from its first day to its last: who subscribes sees a half-year as a half-year, and the
    text says how exact it is. Withdrawn, denied and lapsed ones are cancelled, so that subscribers lose them; what is
    not scheduled is tentative. Ids and stamps come from the record, so that the same record gives the same bytes.
    """
    feed = Calendar()
    feed.add("prodid", "-//onrecord//commitments//EN")
    feed.add("version", "2.0")
    feed.add("x-wr-calname", "onrecord: what is due")
    for each in tracked:
        if each.commitment.interval is not None:
            feed.add_component(_event(each))
    return bytes(feed.to_ical())


def _event(each: Tracked) -> Event:
    told = each.commitment
    assert told.interval is not None  # noqa: S101 - the caller chose so
    event = Event()
    event.add("uid", f"{told.id}@onrecord")
    event.add("dtstamp", _stamp(max((change.on for change in told.history if change.on), default=told.interval.first)))
    event.add("dtstart", told.interval.first)
    event.add("dtend", _after(told.interval.last))
    event.add("sequence", len(told.history) - 1)
    event.add("summary", _plain(f"{told.agent.name}: {told.act}" if told.agent else told.act))
    event.add("description", "\n".join(_lines(each)))
    event.add("status", "CANCELLED" if told.status in _GONE else "CONFIRMED" if told.status in _SURE else "TENTATIVE")
    event.add("transp", "TRANSPARENT")
    event.add("categories", [told.force, told.status])
    return event


def _after(day: date) -> date:
    """Return the day after, where an all-day event ends, or the last day there is."""
    return day + timedelta(days=1) if day < date.max else day


def _stamp(day: date) -> datetime:
    return datetime.combine(day, time(), UTC)


def _lines(each: Tracked) -> list[str]:
    told = each.commitment
    due = due_days(told.due, told.due_text)
    return [
        _plain(line)
        for line in (
            f"Due: {due}" if due else "",
            f"{told.force}, {told.status}" + (f"; on condition: {told.condition}" if told.condition else ""),
            f"Told in: {each.headline} ({each.story})",
            *(f"Words: {evidence.exact}" for evidence in told.evidence[:2]),
        )
        if line
    ]


def _plain(text: str) -> str:
    """Return an article's words in one line without control characters, as every calendar can hold them."""
    return printable(" ".join(text.split()))
