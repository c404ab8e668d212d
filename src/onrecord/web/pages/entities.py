"""People and bodies: the index, and for each who it is, what was said by and about it, what it wants and promised."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from string import ascii_lowercase
from typing import Any

from django.db.models import F, Max, Min, OrderBy, QuerySet, Sum
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import path, reverse

from onrecord import publishing, record
from onrecord.errors import UsageError
from onrecord.limits.web import ISSUE_CHARS, OFFICES_SHOWN, POSITIONS_SHOWN, STATEMENTS_SHOWN, STORIES_SHOWN
from onrecord.web.listings import Entry, Listing, answer
from onrecord.web.models import (
    AgendaEntry,
    Appearance,
    EntityOffice,
    EntitySheet,
    EntityStory,
    StatementRow,
    StorySheet,
)
from onrecord.web.positions_picture import Held, positions_picture
from onrecord.web.questions import one_asked, words_asked
from onrecord.web.shelf import name_key
from onrecord.web.tracking import article_address, day_words, due, outlet_of

__all__ = ["Told", "entities", "entity", "sheet_of", "urlpatterns"]

_KINDS = {"person": "People", "organization": "Organizations", "place": "Places", "group": "Groups"}
_OTHER = "other"
"""The letter of names that begin with none from a to z."""

_COLUMNS: Mapping[str, Callable[[EntitySheet], object]] = {
    "id": lambda sheet: sheet.entity,
    "name": lambda sheet: sheet.name,
    "kind": lambda sheet: sheet.kind,
    "aliases": lambda sheet: sheet.aliases,
    "role": lambda sheet: sheet.role,
    "statements": lambda sheet: sheet.statement_count,
    "articles": lambda sheet: sheet.article_count,
    "last_on": lambda sheet: sheet.last_on,
}


def entities(request: HttpRequest, form: str = "html") -> HttpResponse:
    """List people or bodies of one kind, by how much they said or by name; `q` finds a name among all kinds."""
    said = words_asked(request, "q")
    kind = one_asked(request, "kind", _KINDS, "" if said else "person")
    sort = one_asked(request, "sort", ("said", "name"), "said")
    letter = one_asked(request, "letter", (*ascii_lowercase, _OTHER))
    rows = EntitySheet.objects.all()
    rows = rows.filter(kind=kind) if kind else rows
    rows = rows.filter(name_key__contains=name_key(said)) if said else rows
    rows = _under(rows, letter) if letter else rows
    order = "name_key" if sort == "name" or letter else "-statement_count"
    context = {
        "kinds": _KINDS,
        "kind": kind,
        "sort": "name" if letter else sort,
        "letters": [*ascii_lowercase, _OTHER],
        "letter": letter,
        "q": said,
    }
    return answer(request, form, Listing(_KINDS.get(kind, "Names"), rows, order, _COLUMNS), "entities.html", context)


def _under(rows: QuerySet[EntitySheet], letter: str) -> QuerySet[EntitySheet]:
    if letter == _OTHER:
        return rows.exclude(name_key__gte="a", name_key__lt="{")
    return rows.filter(name_key__startswith=letter)


# --- one of them --------------------------------------------------------------------------------------------


def entity(request: HttpRequest, id: str) -> HttpResponse:
    """Show a person or body; an id that was joined with another leads there."""
    sheet = sheet_of(id)
    if sheet.entity != id:
        return redirect("entity", id=sheet.entity)
    agenda = AgendaEntry.objects.filter(actor=id)
    offices = _offices(id)
    positions = list(agenda.filter(kind="positions").order_by(_last("last_on"), "id")[:POSITIONS_SHOWN])
    heads = record.headings([each.article for each in offices])
    today = datetime.now(UTC).date()
    context = {
        "sheet": sheet,
        "offices": [_Office(each, outlet_of(heads.get(each.article))) for each in offices],
        "issues": positions_picture(positions),
        "said": _told(_newest(StatementRow.objects.filter(speaker=id), "day")[:STATEMENTS_SHOWN]),
        "about": _told(_statements_about(id, STATEMENTS_SHOWN)),
        "due": due(agenda.filter(kind="commitments").order_by(_last("changed_on"), "id")[:STORIES_SHOWN], today),
        "conflicts": _conflicts(id),
        "stories": _stories(list(_newest(EntityStory.objects.filter(entity=id), "last_on")[:STORIES_SHOWN])),
    }
    return render(request, "entity.html", context)


def sheet_of(id: str) -> EntitySheet:
    """Return the sheet of an entity, or of the one that it was joined with. Raises `UsageError` when there is none."""
    asked = id[:64].replace("\0", "")
    sheet = EntitySheet.objects.filter(entity=asked).first()
    if sheet:
        return sheet
    for bearer in record.bearers([asked]):
        held = EntitySheet.objects.filter(entity=bearer.id).first()
        empty = {"article_count": 0, "statement_count": 0}
        return held or EntitySheet(entity=bearer.id, name=bearer.name, kind=bearer.kind, **empty)
    raise UsageError(f"there is nobody under {asked} on record")


@dataclass(frozen=True)
class _Office:
    """An office as the page shows it, with the first report that gives it."""

    office: EntityOffice
    outlet: str

    @property
    def days(self) -> str:
        """From when to when reports give it."""
        first, last = self.office.first_on, self.office.last_on
        if first is None or last is None or first == last:
            return day_words(first or last)
        return f"{day_words(first)} to {day_words(last)}"

    @property
    def reports(self) -> str:
        """How many reports give it."""
        return publishing.counted(self.office.report_count, "report")

    @property
    def address(self) -> str:
        """Where the words that first give it are read."""
        return article_address(self.office.article, self.office.start, self.office.end)


def _offices(id: str) -> list[EntityOffice]:
    """Return the offices that reports gave last, in the order of their first day, those of all stories as one."""
    grouped = EntityOffice.objects.filter(entity=id).values("office_key")
    told = grouped.annotate(row=Min("id"), first=Min("first_on"), last=Max("last_on"), count=Sum("report_count"))
    newest = {each["row"]: each for each in told.order_by("-last", "-count", "office_key")[:OFFICES_SHOWN]}
    rows = EntityOffice.objects.in_bulk(list(newest))
    for key, row in rows.items():
        row.first_on, row.last_on = newest[key]["first"], newest[key]["last"]
        row.report_count = newest[key]["count"]
    return sorted(rows.values(), key=lambda row: (row.first_on or date.max, -row.report_count))


@dataclass(frozen=True)
class Told:
    """A statement as lists show it, with where its words are read."""

    sheet: StatementRow

    @property
    def when(self) -> str:
        """When it was said, or since when it is reported."""
        return (
            day_words(self.sheet.day)
            if self.sheet.said or not self.sheet.day
            else f"reported {day_words(self.sheet.day)}"
        )

    @property
    def address(self) -> str:
        """Where its fullest wording is read."""
        return article_address(self.sheet.article, self.sheet.start, self.sheet.end)

    @property
    def outlets(self) -> str:
        """Who reports it."""
        named = ", ".join(self.sheet.outlets[:3])
        return f"{named} and {len(self.sheet.outlets) - 3} more" if len(self.sheet.outlets) > 3 else named


def _told(sheets: Sequence[StatementRow] | QuerySet[StatementRow]) -> list[Told]:
    return [Told(sheet) for sheet in sheets]


def _last(column: str) -> OrderBy:
    """Return the order from the newest on, what has no day at the end; for rows that are few."""
    return F(column).desc(nulls_last=True)


def _newest(rows: QuerySet[Any], column: str) -> QuerySet[Any]:
    """Return the rows from the newest on by index, without those that have no day."""
    return rows.filter(**{f"{column}__isnull": False}).order_by(f"-{column}", "pk")


def _statements_about(id: str, count: int) -> list[StatementRow]:
    return _of_appearances(list(_newest(Appearance.objects.filter(entity=id, kind="about"), "day")[:count]))


def _of_appearances(rows: Sequence[Appearance]) -> list[StatementRow]:
    held = StatementRow.objects.in_bulk([row.entry for row in rows]) if rows else {}
    return [held[row.entry] for row in rows if row.entry in held]


def _conflicts(id: str) -> list[AgendaEntry]:
    rows = list(Appearance.objects.filter(entity=id, kind="conflict").order_by(_last("day"), "id")[:STORIES_SHOWN])
    held = AgendaEntry.objects.in_bulk([row.entry for row in rows]) if rows else {}
    return [held[row.entry] for row in rows if row.entry in held]


@dataclass(frozen=True)
class _InStory:
    """A story in which an entity appears, and how often."""

    row: EntityStory
    sheet: StorySheet


def _stories(rows: Sequence[EntityStory]) -> list[_InStory]:
    held = StorySheet.objects.defer("parts").in_bulk([row.story for row in rows]) if rows else {}
    return [_InStory(row, held[row.story]) for row in rows if row.story in held]


# --- what is said by and about them, and their stories ---------------------------------------------------------

_STATEMENT_COLUMNS: Mapping[str, Callable[[Told], object]] = {
    "id": lambda told: told.sheet.statement,
    "speaker": lambda told: told.sheet.speaker,
    "speaker_name": lambda told: told.sheet.speaker_name,
    "day": lambda told: told.sheet.day,
    "day_is": lambda told: "said" if told.sheet.said else "reported",
    "words": lambda told: told.sheet.words,
    "wordings": lambda told: told.sheet.wording_count,
    "reports": lambda told: told.sheet.report_count,
    "words_differ": lambda told: told.sheet.altered,
    "outlets": lambda told: told.sheet.outlets,
    "story": lambda told: told.sheet.story,
    "headline": lambda told: told.sheet.headline,
    "article": lambda told: told.sheet.article,
    "start": lambda told: told.sheet.start,
    "end": lambda told: told.sheet.end,
}


def _statement_entry(told: Told) -> Entry:
    sheet = told.sheet
    day = datetime.combine(sheet.day or date(1970, 1, 1), time(), UTC)
    title = f"{sheet.speaker_name}: {sheet.words}"
    text = f"{told.when}; {told.outlets}. {sheet.headline}"
    return Entry(sheet.statement, title, reverse("front") + f"statements/{sheet.statement}/", text, day)


def entity_statements(request: HttpRequest, id: str, form: str = "html") -> HttpResponse:
    """List all statements by a person or body, the newest first."""
    sheet = sheet_of(id)
    rows = StatementRow.objects.filter(speaker=sheet.entity)
    title = f"Statements by {sheet.name}"
    listing = Listing(title, rows, "-day", _STATEMENT_COLUMNS, _statement_entry, _told)
    return answer(request, form, listing, "entity_statements.html", {"sheet": sheet, "by": True})


def entity_about(request: HttpRequest, id: str, form: str = "html") -> HttpResponse:
    """List all statements by others that name a person or body, the newest first."""
    sheet = sheet_of(id)
    rows = Appearance.objects.filter(entity=sheet.entity, kind="about")
    listing = Listing(
        f"Statements about {sheet.name}",
        rows,
        "-day",
        _STATEMENT_COLUMNS,
        _statement_entry,
        lambda rows: _told(_of_appearances(rows)),
    )
    return answer(request, form, listing, "entity_statements.html", {"sheet": sheet, "by": False})


_STORY_COLUMNS: Mapping[str, Callable[[_InStory], object]] = {
    "id": lambda each: each.sheet.story,
    "headline": lambda each: each.sheet.headline,
    "first_on": lambda each: each.sheet.first_on,
    "last_on": lambda each: each.sheet.last_on,
    "reports_that_name": lambda each: each.row.article_count,
    "statements_by": lambda each: each.row.statement_count,
    "role": lambda each: each.row.role,
    "reports": lambda each: each.sheet.report_count,
    "independent": lambda each: each.sheet.independent_count,
}


def _story_entry(each: _InStory) -> Entry:
    sheet = each.sheet
    return Entry(sheet.story, sheet.headline, reverse("story", args=[sheet.story]), sheet.lede, sheet.changed_at)


def entity_stories(request: HttpRequest, id: str, form: str = "html") -> HttpResponse:
    """List all stories in which a person or body is named, the newest first."""
    sheet = sheet_of(id)
    rows = EntityStory.objects.filter(entity=sheet.entity)
    listing = Listing(f"Stories that name {sheet.name}", rows, "-last_on", _STORY_COLUMNS, _story_entry, _stories)
    return answer(request, form, listing, "entity_stories.html", {"sheet": sheet})


_POSITION_COLUMNS: Mapping[str, Callable[[Held], object]] = {
    "id": lambda held: held.entry.id,
    "issue_id": lambda held: held.entry.data["issue_id"],
    "issue": lambda held: held.entry.issue,
    "stance": lambda held: held.stance,
    "first_on": lambda held: held.entry.first_on,
    "last_on": lambda held: held.entry.last_on,
    "words": lambda held: held.words,
    "article": lambda held: held.entry.data["evidence"][0]["article"],
    "story": lambda held: held.entry.story,
    "headline": lambda held: held.entry.headline,
}


def _position_entry(held: Held) -> Entry:
    entry = held.entry
    told = datetime.combine(entry.changed_on or entry.last_on or date(1970, 1, 1), time(), UTC)
    return Entry(entry.id, f"{held.stance}: {entry.issue}", held.address, held.words, told)


def entity_positions(request: HttpRequest, id: str, form: str = "html") -> HttpResponse:
    """List all positions of a person or body, the newest first; `issue` asks for those on one, by its words."""
    sheet = sheet_of(id)
    rows = AgendaEntry.objects.filter(kind="positions", actor=sheet.entity)
    issue = words_asked(request, "issue", ISSUE_CHARS)
    rows = rows.filter(issue__iexact=issue) if issue else rows
    title = f"Positions of {sheet.name}"
    listing = Listing(
        title, rows, "-last_on", _POSITION_COLUMNS, _position_entry, lambda rows: [Held(each, None) for each in rows]
    )
    return answer(request, form, listing, "entity_positions.html", {"sheet": sheet, "issue": issue})


urlpatterns = [
    path("entities<form:form>", entities, name="entities"),
    path("entities/<str:id>/", entity, name="entity"),
    path("entities/<str:id>/statements<form:form>", entity_statements, name="entity_statements"),
    path("entities/<str:id>/about<form:form>", entity_about, name="entity_about"),
    path("entities/<str:id>/positions<form:form>", entity_positions, name="entity_positions"),
    path("entities/<str:id>/stories<form:form>", entity_stories, name="entity_stories"),
]
