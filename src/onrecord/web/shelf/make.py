"""Making the sheet of one story from the record."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any

from django.db import connection, transaction
from django.db.models import Q

from onrecord import publishing, record
from onrecord.core import Interval
from onrecord.errors import UsageError
from onrecord.limits.web import ARRIVALS_KEPT, SHELVING_TRIES
from onrecord.publishing import Section
from onrecord.record import Heading, Snapshot
from onrecord.web.desk.models import ReviewItem
from onrecord.web.desk.review import put_down, review_items
from onrecord.web.models import (
    AgendaEntry,
    ArticleSheet,
    ExportRow,
    ReportRow,
    StatementSheet,
    StoryLead,
    StoryLeaf,
    StorySheet,
    Waiting,
    WordingRow,
)
from onrecord.web.search import index
from onrecord.web.shelf.export_rows import keep_rows, rows_of
from onrecord.web.shelf.follow import changed, seen
from onrecord.web.shelf.parts import lede_of, tell
from onrecord.web.shelf.people import People, people_of
from onrecord.web.shelf.people import put_down as put_down_people
from onrecord.web.story.rows import report_rows, wording_rows

__all__ = ["led_to", "sheet_of", "shelve"]

SHELF_LOCK = 0x736865_6C66
"""The advisory lock of those who put sheets down in one PostgreSQL ("shelf" in ASCII)."""


def sheet_of(story: str) -> StorySheet:
    """Return the sheet of a story, made now when it is not there or when its due days were told on another day.

    A story that was merged into another gives that one's. Raises `UsageError` when there is no such story.
    """
    today = datetime.now(UTC).date()
    held = StorySheet.objects.filter(story=story).first()
    if held is None:
        held = StorySheet.objects.filter(story__in=StoryLead.objects.filter(story=story).values("to")).first()
    if held and (held.told_on == today or not held.has_due):
        return held
    return shelve(story, today)  # a function of ours, not Python's module  # nosec B403


def led_to(story: str) -> tuple[str, ...]:
    """Return the ids of the stories that lead to this one, as they did when its sheet was made."""
    return tuple(StoryLead.objects.filter(to=story).values_list("story", flat=True))


def shelve(story: str, today: date | None = None) -> StorySheet:
    """Make the sheet of a story anew, put it down in place of the old one, and return it.

    What came of the story while its sheet was made has it made once more: another worker may have seen that and have
    put its sheet down already, which ours must not replace. Raises `UsageError` when there is no such story.
    """
    for left in reversed(range(SHELVING_TRIES)):
        so_far = seen()
        told = _told(story, today or datetime.now(UTC).date())
        stories = {story, told.sheet.story} if told else {story}
        with transaction.atomic():
            _take_turn()
            if left and not stories.isdisjoint(changed(so_far)):
                continue
            _put(stories, told)
            Waiting.objects.filter(story=story).exclude(story=told.sheet.story if told else story).delete()
            break
    if told is None:
        raise UsageError(f"there is no story {story} on record")
    return told.sheet


@dataclass(frozen=True)
class _Told:
    """Everything that the shelf keeps of one story, ready to be put down."""

    sheet: StorySheet
    agenda: Sequence[AgendaEntry]
    leads: Sequence[StoryLead]
    leaves: Sequence[StoryLeaf]
    reports: Sequence[ReportRow]
    wordings: Sequence[WordingRow]
    people: People
    items: Sequence[ReviewItem]
    indexed: index.Entries
    exported: Sequence[ExportRow]


def _told(story: str, day: date) -> _Told | None:
    """Return what a story, or the one that it was merged into, tells on a day; None when there is no such story."""
    snapshot = record.as_of(remembers=True)
    try:
        told = snapshot.story(story)
    except UsageError:
        return None
    gathered = publishing.gather(snapshot, told.id)
    briefing = publishing.brief(snapshot, [told.id], today=day, gathered={told.id: gathered})
    briefing = publishing.checked(briefing)
    (section,) = briefing.sections
    headings = record.headings(told.articles)
    html = tell(briefing)
    agenda = list(_agenda(snapshot, section, headings, gathered))
    positions = [each.data for each in agenda if each.kind == "positions"]
    return _Told(
        sheet=_sheet(section, agenda, html.parts, headings, day),
        agenda=agenda,
        leads=[StoryLead(story=each, to=told.id) for each in snapshot.stands_for(told.id)],
        leaves=[StoryLeaf(story=told.id, part=part, number=n, html=text) for part, n, text in html.leaves],
        reports=list(report_rows(section, headings)),
        wordings=list(wording_rows(section)),
        people=people_of(snapshot, section, agenda),
        items=review_items(snapshot, told.id, section),
        indexed=index.entries_of(snapshot, told, section.headline, positions),
        exported=rows_of(snapshot, told, [(each.kind, each.data) for each in agenda]),
    )


def _put(stories: Collection[str], told: _Told | None) -> None:
    """Put what a story tells in the place of what stands on the shelf of `stories`; nothing, when it tells nothing."""
    _remove(stories, told.people if told else None)
    if told:
        AgendaEntry.objects.filter(id__in=[each.id for each in told.agenda]).delete()
        told.sheet.save(force_insert=True)
        StoryLead.objects.filter(story__in=[each.story for each in told.leads]).delete()
        StoryLead.objects.bulk_create(told.leads, batch_size=200)
        AgendaEntry.objects.bulk_create(told.agenda, batch_size=200)
        StoryLeaf.objects.bulk_create(told.leaves, batch_size=50)
        ReportRow.objects.bulk_create(told.reports, batch_size=200)
        WordingRow.objects.bulk_create(told.wordings, batch_size=200)
    put_down(stories, list(told.items) if told else [])
    if told:
        index.put(told.indexed)
    keep_rows(stories, told.exported if told else [])


def _take_turn() -> None:
    """Wait until nobody else puts a sheet down: two that make one at once would each add its rows, or wait in a ring.

    SQLite lets one write at a time anyway.
    """
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [SHELF_LOCK])


def _remove(stories: Collection[str], people: People | None = None) -> None:
    """Take from the shelf what stands there of these stories, and put down what their reports say of people instead."""
    for kept in (StorySheet, AgendaEntry, StoryLeaf, ReportRow, WordingRow, ArticleSheet, StatementSheet):
        kept._default_manager.filter(story__in=stories).delete()
    StoryLead.objects.filter(Q(story__in=stories) | Q(to__in=stories)).delete()
    index.forget(stories)
    put_down_people(people or People(), stories)


def _sheet(
    section: Section,
    agenda: Sequence[AgendaEntry],
    parts: Mapping[str, Any],
    headings: Mapping[str, Heading],
    day: date,
) -> StorySheet:
    arrivals = sorted((heading.arrived_at for heading in headings.values()), reverse=True)
    return StorySheet(
        story=section.story,
        headline=section.headline,
        first_on=section.interval.first if section.interval else None,
        last_on=section.interval.last if section.interval else None,
        report_count=section.report_count,
        independent_count=section.independent_count,
        statement_count=sum(len(voice.utterances) for voice in section.voices),
        outlets=list(dict.fromkeys(report.outlet for report in section.reports)),
        lede=lede_of(section),
        changed_at=arrivals[0] if arrivals else datetime.now(UTC),
        arrivals=[at.isoformat() for at in arrivals[:ARRIVALS_KEPT]],
        follows=[{"story": each.story, "headline": each.headline} for each in section.follows],
        told_on=day,
        has_due=any(each.kind == "commitments" and each.last_on for each in agenda),
        parts=dict(parts),
    )


def _agenda(
    snapshot: Snapshot, section: Section, headings: Mapping[str, Heading], gathered: publishing.Gathered
) -> Iterator[AgendaEntry]:
    """Yield the rows of what a story sets in motion, each once."""
    seen: set[str] = set()
    for kind, row in publishing.agenda_rows(snapshot, snapshot.story(section.story), gathered):
        if row["id"] not in seen:
            seen.add(str(row["id"]))
            yield _entry(kind, row, section, headings)


def _entry(kind: str, row: Mapping[str, Any], section: Section, headings: Mapping[str, Heading]) -> AgendaEntry:
    days = row.get("due") or row.get("said_on") or row.get("interval")
    interval = Interval(date.fromisoformat(days[0]), date.fromisoformat(days[1])) if days else None
    told = [headings[each["article"]].on for each in row["evidence"] if each["article"] in headings]
    changes = [date.fromisoformat(change["on"]) for change in row.get("history", ()) if change["on"]]
    return AgendaEntry(
        id=row["id"],
        kind=kind,
        story=section.story,
        headline=section.headline,
        actor=row.get("agent") or row.get("actor"),
        actor_name=row.get("agent_name") or row.get("actor_name") or "",
        issue=row.get("issue") or "",
        first_on=interval.first if interval else None,
        last_on=interval.last if interval else None,
        changed_on=max(changes or filter(None, told), default=None),
        status=row.get("status") or "",
        body=row.get("body") or (row["name"] if kind == "bodies" else ""),
        settled=row.get("status") in ("delivered", "lapsed", "withdrawn", "denied"),
        data=dict(row),
    )
