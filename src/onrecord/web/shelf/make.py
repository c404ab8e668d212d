"""Making the sheet of one story from the record."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import UTC, date, datetime
from typing import Any

from django.db import transaction

from onrecord import publishing, record
from onrecord.core import Interval
from onrecord.errors import UsageError
from onrecord.record import Snapshot
from onrecord.web.models import AgendaEntry, StorySheet, Waiting
from onrecord.web.search import index
from onrecord.web.shelf.parts import lede_of, parts_of

__all__ = ["sheet_of", "shelve"]


def sheet_of(story: str) -> StorySheet:
    """Return the sheet of a story, made now when it is not there or when its due days were told on another day.

    A story that was merged into another gives that one's. Raises `UsageError` when there is no such story.
    """
    today = datetime.now(UTC).date()
    held = StorySheet.objects.filter(story=story).first()
    if held and (held.told_on == today or not held.has_due):
        return held
    return shelve(story, today)


def shelve(story: str, today: date | None = None) -> StorySheet:
    """Make the sheet of a story anew, put it down in place of the old one, and return it.

    Raises `UsageError` when there is no such story.
    """
    snapshot = record.as_of()
    try:
        told = snapshot.story(story)
    except UsageError:
        _remove([story])
        raise
    day = today or datetime.now(UTC).date()
    sheet, agenda = _made(snapshot, told.id, day)
    positions = [each.data for each in agenda if each.kind == "positions"]
    entries = index.entries_of(snapshot, told, sheet.headline, positions)
    with transaction.atomic():
        _remove({story, told.id})
        AgendaEntry.objects.filter(id__in=[each.id for each in agenda]).delete()
        sheet.save(force_insert=True)
        AgendaEntry.objects.bulk_create(agenda, batch_size=200)
        index.put(entries)
        Waiting.objects.filter(story=story).exclude(story=told.id).delete()
    return sheet


def _remove(stories: Any) -> None:
    StorySheet.objects.filter(story__in=stories).delete()
    AgendaEntry.objects.filter(story__in=stories).delete()
    index.forget(stories)


def _made(snapshot: Snapshot, story: str, day: date) -> tuple[StorySheet, list[AgendaEntry]]:
    briefing = publishing.brief(snapshot, [story], today=day)
    section = briefing.sections[0]
    agenda = list(_agenda(snapshot, story, section.headline))
    sheet = StorySheet(
        story=story,
        headline=section.headline,
        first_on=section.interval.first if section.interval else None,
        last_on=section.interval.last if section.interval else None,
        report_count=section.report_count,
        independent_count=section.independent_count,
        statement_count=sum(len(voice.utterances) for voice in section.voices),
        outlets=list(dict.fromkeys(report.outlet for report in section.reports)),
        lede=lede_of(section),
        changed_at=record.last_arrival(snapshot.story(story).articles) or datetime.now(UTC),
        told_on=day,
        has_due=any(each.kind == "commitments" and each.last_on for each in agenda),
        parts=parts_of(briefing),
    )
    return sheet, agenda


def _agenda(snapshot: Snapshot, story: str, headline: str) -> Iterator[AgendaEntry]:
    """Yield the rows of what a story sets in motion, each once."""
    seen: set[str] = set()
    for kind, row in publishing.agenda_rows(snapshot, snapshot.story(story)):
        if row["id"] not in seen:
            seen.add(str(row["id"]))
            yield _entry(kind, row, story, headline)


def _entry(kind: str, row: Mapping[str, Any], story: str, headline: str) -> AgendaEntry:
    days = row.get("due") or row.get("said_on") or row.get("interval")
    interval = Interval(date.fromisoformat(days[0]), date.fromisoformat(days[1])) if days else None
    changed = max((change["on"] for change in row.get("history", ()) if change["on"]), default=None)
    return AgendaEntry(
        id=row["id"],
        kind=kind,
        story=story,
        headline=headline,
        actor=row.get("agent") or row.get("actor"),
        actor_name=row.get("agent_name") or row.get("actor_name") or "",
        issue=row.get("issue") or "",
        first_on=interval.first if interval else None,
        last_on=interval.last if interval else None,
        changed_on=date.fromisoformat(changed) if changed else None,
        settled=row.get("status") in ("delivered", "lapsed", "withdrawn", "denied"),
        data=dict(row),
    )
