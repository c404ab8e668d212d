"""The front page: the newest stories, what changed since the reader was here, what is due; and what this site is."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, date, datetime, timedelta
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import path, reverse

from onrecord import publishing
from onrecord.limits.web import ARRIVALS_KEPT, CHANGED_ROWS, DUE_DAYS, DUE_ROWS
from onrecord.web.listings import Entry, Listing, answer, forms_of
from onrecord.web.models import AgendaEntry, StorySheet
from onrecord.web.questions import day_asked, instant_asked
from onrecord.web.tracking import day_words, due
from onrecord.web.visits import Seen, seen_before

__all__ = ["front", "urlpatterns"]

_OUTLETS = 4
"""Outlets that are named with a story; the rest is counted."""


class _Story:
    """A story in the list, under the day on which it was last reported, with what is new since the reader was here."""

    def __init__(self, sheet: StorySheet, today: date, before: datetime | None) -> None:
        self.sheet = sheet
        self.day = _day_title(sheet.last_on, today)
        self.outlets = sheet.outlets[:_OUTLETS]
        self.more_outlets = len(sheet.outlets) - _OUTLETS
        self.new = _since(sheet.arrivals, sheet.report_count, before) if before else ""


_COLUMNS: Mapping[str, Callable[[_Story], object]] = {
    "id": lambda story: story.sheet.story,
    "headline": lambda story: story.sheet.headline,
    "first_on": lambda story: story.sheet.first_on,
    "last_on": lambda story: story.sheet.last_on,
    "reports": lambda story: story.sheet.report_count,
    "independent": lambda story: story.sheet.independent_count,
    "statements": lambda story: story.sheet.statement_count,
    "outlets": lambda story: story.sheet.outlets,
    "lede": lambda story: story.sheet.lede,
    "follows": lambda story: [each["story"] for each in story.sheet.follows],
    "changed_at": lambda story: story.sheet.changed_at,
}


def front(request: HttpRequest, form: str = "html") -> HttpResponse:
    """Show the stories by the last day on which they were reported; `day` asks for one, `since` for what changed."""
    day, since = day_asked(request, "day"), instant_asked(request, "since")
    rows = StorySheet.objects.defer("parts")
    rows = rows.filter(last_on=day) if day else rows
    rows = rows.filter(changed_at__gt=since) if since else rows
    order = "-changed_at" if since or form == "atom" else "-last_on"
    now = datetime.now(UTC)
    today = now.date()
    seen = seen_before(request, now) if form == "html" else Seen(None, None)
    before = since or seen.before_at
    listing = Listing(
        "Stories", rows, order, _COLUMNS, _entry, lambda rows: [_Story(each, today, before) for each in rows]
    )
    if form != "html":
        return answer(request, form, listing, "front.html")
    context = {
        "day": day_words(day) if day else "",
        "since": since,
        "news": _news(seen.before_at),
        "due": due(_due(today), today),
        "days_ahead": DUE_DAYS,
        "overdue": _overdue(today),
        "forms": forms_of(request, path="/stories"),
    }
    response = answer(request, form, listing, "front.html", context)
    if seen.seen_at:
        response["Cache-Control"] = "private, no-cache"
    return response


def _since(arrivals: Sequence[str], report_count: int, before: datetime) -> str:
    """Return what came of a story since, in words; nothing when nothing did."""
    count = sum(datetime.fromisoformat(at) > before for at in arrivals)
    if not count:
        return ""
    if count == len(arrivals) < ARRIVALS_KEPT or count == report_count:
        return "new since your last visit"
    return f"{publishing.counted(count, 'new report')}{' or more' * (count == ARRIVALS_KEPT)} since your last visit"


def _day_title(day: date | None, today: date) -> str:
    if day is None:
        return "Day not known"
    words = f"{day:%A} {day_words(day)}"
    near = {today: "Today", today - timedelta(days=1): "Yesterday"}.get(day)
    return f"{near}, {words}" if near else words


def _news(before: datetime | None) -> dict[str, object] | None:
    """Return what changed since the reader was here, None for who comes for the first time."""
    if before is None:
        return None
    changed = StorySheet.objects.filter(changed_at__gt=before).values_list("arrivals", "report_count")
    told = [_since(arrivals, count, before) for arrivals, count in changed[:CHANGED_ROWS]]
    new = sum(each.startswith("new since") for each in told)
    grown = len(told) - new
    moved = AgendaEntry.objects.filter(kind="commitments", changed_on__gt=before.date())[:CHANGED_ROWS].count()
    return {
        "at": f"{day_words(before.date())}, {before:%H:%M} UTC",
        "new": publishing.counted(new, "new story", "new stories") if new else "",
        "grown": f"{publishing.counted(grown, 'story', 'stories')} with new reports" if grown else "",
        "more": len(told) == CHANGED_ROWS,
        "changed": publishing.counted(moved, "commitment") if moved else "",
        "address": f"{reverse('front')}?{urlencode({'since': f'{before:%Y-%m-%dT%H:%M:%SZ}'})}",
        "moved_address": f"{reverse('tracker', args=['html'])}?{urlencode({'view': 'table', 'since': before.date()})}",
    }


def _due(today: date) -> list[AgendaEntry]:
    ahead = (today, today + timedelta(days=DUE_DAYS))
    rows = AgendaEntry.objects.filter(kind="commitments", settled=False, last_on__range=ahead)
    return list(rows.order_by("last_on", "id")[:DUE_ROWS])


def _overdue(today: date) -> str:
    """Return how many commitments are overdue without evidence, in words; nothing when none is."""
    rows = AgendaEntry.objects.filter(kind="commitments", settled=False, last_on__lt=today)
    count = rows[: CHANGED_ROWS + 1].count()
    return f"more than {CHANGED_ROWS}" if count > CHANGED_ROWS else str(count or "")


def _entry(story: _Story) -> Entry:
    sheet = story.sheet
    count = publishing.counted(sheet.report_count, "report")
    text = f"{count}, {sheet.independent_count} independent. {sheet.lede}".strip()
    return Entry(sheet.story, sheet.headline, reverse("story", args=[sheet.story]), text, sheet.changed_at)


def about(request: HttpRequest) -> HttpResponse:
    """Say how this record is made, what its marks mean, and how it is cited."""
    return render(request, "about.html")


urlpatterns = [
    path("", front, name="front"),
    path("stories<form:form>", front, name="stories"),
    path("about/", about, name="about"),
]
