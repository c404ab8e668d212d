"""The tracker: what was promised, as a board and as a table, the bodies that were set up, and their calendars."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import UTC, date, datetime, time, timedelta

from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import path, reverse

from onrecord import publishing
from onrecord.errors import UsageError
from onrecord.limits.web import CALENDAR_ROWS, COUNTED_ROWS, DUE_ROWS, SOON_DAYS
from onrecord.web.listings import Entry, Listing, answer, forms_of, piece, turned
from onrecord.web.models import AgendaEntry
from onrecord.web.questions import day_asked, id_asked, one_asked, words_asked
from onrecord.web.tracking import Due, cited, day_words, due, place_of

__all__ = ["bodies", "body", "calendar", "commitment", "one_calendar", "tracker", "urlpatterns"]

_STATES = {
    "soon": f"Ends within {SOON_DAYS} days",
    "overdue": "Overdue, no evidence found",
    "later": "Ends later",
    "undated": "No day given",
    "settled": "Settled",
}
"""The columns of the board, in order."""
_STATUSES = ("announced", "under discussion", "scheduled", "begun", "delivered", "lapsed", "withdrawn", "denied")


def _in_state(state: str, today: date) -> Q:
    """Return what holds of the commitments in a column of the board."""
    soon = today + timedelta(days=SOON_DAYS)
    return {
        "soon": Q(settled=False, last_on__range=(today, soon)),
        "overdue": Q(settled=False, last_on__lt=today),
        "later": Q(settled=False, last_on__gt=soon),
        "undated": Q(settled=False, last_on__isnull=True),
        "settled": Q(settled=True),
    }[state]


def _order(state: str, *, by_day: bool) -> str:
    """Return in which order commitments are read: by due day where there is one to look to, else the newest first."""
    if state in ("soon", "later") or (by_day and not state):
        return "last_on"
    return "-last_on" if state == "overdue" else "-changed_on"


def _asked(request: HttpRequest) -> QuerySet[AgendaEntry]:
    """Return the commitments that the question names, whatever their state."""
    rows = AgendaEntry.objects.filter(kind="commitments")
    exact = {"actor": "agent", "story": "story"}
    rows = rows.filter(**{column: said for column, name in exact.items() if (said := id_asked(request, name))})
    status = one_asked(request, "status", _STATUSES)
    rows = rows.filter(status=status) if status else rows
    bounds = {"last_on__gte": "from", "first_on__lte": "to", "changed_on__gte": "since"}
    rows = rows.filter(**{column: day for column, name in bounds.items() if (day := day_asked(request, name))})
    words = {"actor_name__icontains": "who", "body__icontains": "body"}
    return rows.filter(**{column: said for column, name in words.items() if (said := words_asked(request, name))})


def tracker(request: HttpRequest, form: str = "html") -> HttpResponse:
    """Show commitments: a board of columns by what the calendar says, or with `view=table` one table, page by page."""
    today = datetime.now(UTC).date()
    rows = _asked(request)
    state = one_asked(request, "state", _STATES)
    context: dict[str, object] = {
        "today": today,
        "states": _STATES,
        "state": state,
        "statuses": _STATUSES,
        "filtered": any(request.GET.get(name) for name in ("agent", "story", "who", "body", "status", "from", "to")),
        "asked": request.GET,
        "calendars": _calendars(request),
        "board_address": turned(request, view=None, state=None, after=None),
        "table_address": turned(request, view="table", after=None),
        "sought": _sought(rows, request),
    }
    if form == "html" and one_asked(request, "view", ("board", "table"), "board") == "board" and not state:
        context |= {"columns": _board(request, rows, today), "forms": forms_of(request)}
        return render(request, "tracker_board.html", context)
    rows = rows.filter(_in_state(state, today)) if state else rows
    order = "-changed_on" if form == "atom" else _order(state, by_day=bool({"from", "to"} & set(request.GET)))
    listing = Listing("Commitments", rows, order, _COLUMNS, _entry, lambda rows: due(rows, today))
    return answer(request, form, listing, "tracker_table.html", context)


def _sought(rows: QuerySet[AgendaEntry], request: HttpRequest) -> str:
    """Return who or what an id in the question names, in words."""
    named = {"agent": "actor_name", "story": "headline"}
    columns = [column for name, column in named.items() if request.GET.get(name)]
    first = rows.values_list(*columns).first() if columns else None
    return ", ".join(first) if first else ""


def _board(request: HttpRequest, rows: QuerySet[AgendaEntry], today: date) -> list[dict[str, object]]:
    columns: list[dict[str, object]] = []
    for state, title in _STATES.items():
        column = rows.filter(_in_state(state, today))
        found = piece(column, _order(state, by_day=False), count=DUE_ROWS)
        # All cards are shown, or the rows are counted by index, no further than a reader cares.
        count = column.values("id")[: COUNTED_ROWS + 1].count() if found.after else len(found.rows)
        columns.append(
            {
                "state": state,
                "title": title,
                "count": f"{COUNTED_ROWS:,}+" if count > COUNTED_ROWS else str(count),
                "cards": due(found.rows, today),
                "address": turned(request, view="table", state=state) if found.after else "",
            }
        )
    return columns


_COLUMNS: Mapping[str, Callable[[Due], object]] = {
    "id": lambda each: each.entry.id,
    "agent": lambda each: each.entry.actor,
    "agent_name": lambda each: each.entry.actor_name,
    "act": lambda each: each.act,
    "force": lambda each: each.entry.data["force"],
    "due_first": lambda each: each.entry.first_on,
    "due_last": lambda each: each.entry.last_on,
    "due_text": lambda each: each.entry.data["due_text"],
    "condition": lambda each: each.entry.data["condition"],
    "body": lambda each: each.entry.body,
    "status": lambda each: each.entry.status,
    "official": lambda each: each.official,
    "evidence": lambda each: each.shown,
    "calendar": lambda each: each.line,
    "changed_on": lambda each: each.entry.changed_on,
    "story": lambda each: each.entry.story,
    "headline": lambda each: each.entry.headline,
    "words": lambda each: each.entry.data["evidence"][0]["exact"],
    "article": lambda each: each.entry.data["evidence"][0]["article"],
}


def _entry(each: Due) -> Entry:
    """Return what a feed says; what the calendar says is left out, since it moves without a change of the record."""
    entry = each.entry
    text = ". ".join(filter(None, (f"Status: {entry.status}", each.when, f"Told in: {entry.headline}")))
    changed = datetime.combine(entry.changed_on or date(1970, 1, 1), time(), UTC)
    return Entry(entry.id, each.head, reverse("commitment", args=[entry.id]), text, changed)


def commitment(request: HttpRequest, id: str) -> HttpResponse:
    """Show one commitment: its three statuses, how they came about, and the words on which each rests."""
    entry = _entry_or_404("commitments", id)
    today = datetime.now(UTC).date()
    (each,) = due([entry], today)
    history = entry.data["history"]
    proofs = cited([one for change in history for one in change["evidence"]] + entry.data["evidence"])
    told = {place_of(one) for change in history for one in change["evidence"]}
    changes = [
        {
            "status": change["status"],
            "on": day_words(date.fromisoformat(change["on"]) if change["on"] else None),
            "by": change["by"],
            "proofs": [proofs[place_of(one)] for one in change["evidence"]],
        }
        for change in history
    ]
    context = {
        "due": each,
        "entry": entry,
        "changes": changes,
        "further": [proof for place, proof in proofs.items() if place not in told],
        "calendar": reverse("commitment_calendar", args=[entry.id]) if entry.last_on else "",
    }
    return render(request, "commitment.html", context)


# --- bodies -------------------------------------------------------------------------------------------------

_BODY_COLUMNS: Mapping[str, Callable[[AgendaEntry], object]] = {
    "id": lambda entry: entry.id,
    **{
        name: (lambda entry, name=name: entry.data[name])  # type: ignore[misc]
        for name in ("name", "kind", "mandate", "coordinator", "level", "format", "frequency", "members", "status")
    },
    "still_open": lambda entry: entry.data["still_open"],
    "told_on": lambda entry: entry.changed_on,
    "story": lambda entry: entry.story,
    "headline": lambda entry: entry.headline,
}


def bodies(request: HttpRequest, form: str = "html") -> HttpResponse:
    """List the task forces, councils and series of meetings that were set up, those told of last first."""
    rows = AgendaEntry.objects.filter(kind="bodies")
    named, story = words_asked(request, "name"), id_asked(request, "story")
    rows = rows.filter(body__icontains=named) if named else rows
    rows = rows.filter(story=story) if story else rows
    status = one_asked(request, "status", _STATUSES)
    rows = rows.filter(status=status) if status else rows
    context = {"statuses": _STATUSES, "asked": request.GET, "filtered": bool(named or story or status)}
    return answer(
        request, form, Listing("Bodies", rows, "-changed_on", _BODY_COLUMNS, _body_entry), "bodies.html", context
    )


def _body_entry(entry: AgendaEntry) -> Entry:
    told = filter(None, (entry.data["kind"], entry.data["mandate"], f"status: {entry.status}"))
    changed = datetime.combine(entry.changed_on or date(1970, 1, 1), time(), UTC)
    return Entry(entry.id, entry.body, reverse("body", args=[entry.id]), ". ".join(told), changed)


def body(request: HttpRequest, id: str) -> HttpResponse:
    """Show one body with what is known of it, and the words on which that rests."""
    entry = _entry_or_404("bodies", id)
    promised = AgendaEntry.objects.filter(kind="commitments", story=entry.story, body=entry.body)
    context = {
        "entry": entry,
        "facts": [(title, words) for name, title in _BODY_FACTS.items() if (words := _fact(entry.data[name]))],
        "proofs": cited(entry.data["evidence"]).values(),
        "promised": due(promised[:DUE_ROWS], datetime.now(UTC).date()),
    }
    return render(request, "body.html", context)


_BODY_FACTS = {
    "kind": "Kind",
    "status": "Status",
    "mandate": "Mandate",
    "coordinator": "Coordinated by",
    "level": "Level",
    "format": "Format",
    "frequency": "Frequency",
    "members": "Members",
    "predecessor": "Follows on",
    "still_open": "Still open",
}


def _fact(told: str | list[str] | None) -> str:
    return "; ".join(told) if isinstance(told, list) else told or ""


def _entry_or_404(kind: str, id: str) -> AgendaEntry:
    entry = AgendaEntry.objects.filter(kind=kind, id=id[:64].replace("\0", "")).first()
    if entry is None:
        raise UsageError(f"there is nothing under {id[:64]} among the {kind} on record")
    return entry


# --- calendars ----------------------------------------------------------------------------------------------


def calendar(request: HttpRequest) -> HttpResponse:
    """Answer with the due days that the question names as iCalendar: a feed, or with `download=1` a file to keep.

    The newest due days come first where there are more than a calendar program takes.
    """
    today = datetime.now(UTC).date()
    rows = _asked(request).filter(last_on__isnull=False)
    state = one_asked(request, "state", _STATES)
    rows = rows.filter(_in_state(state, today)) if state else rows
    keep = one_asked(request, "download", ("1",))
    return _calendar(rows.order_by("-last_on", "pk")[:CALENDAR_ROWS], today, "what-is-due" if keep else "")


def one_calendar(request: HttpRequest, id: str) -> HttpResponse:  # noqa: ARG001
    """Answer with one commitment as an iCalendar file, to be added to a calendar."""
    entry = _entry_or_404("commitments", id)
    return _calendar([entry], datetime.now(UTC).date(), entry.id)


def _calendar(rows: Iterable[AgendaEntry], today: date, file: str) -> HttpResponse:
    told = (each.tracked for each in due(rows, today))
    response = HttpResponse(publishing.as_calendar(told), content_type="text/calendar; charset=utf-8")
    if file:
        response["Content-Disposition"] = f'attachment; filename="{file}.ics"'
    return response


def _calendars(request: HttpRequest) -> dict[str, str]:
    """Return where the calendar of what is shown is subscribed to, and where it is had as a file."""
    question = turned(request, view=None, after=None, download=None).partition("?")[2]
    feed = reverse("calendar")
    address = f"{feed}?{question}" if question else feed
    return {
        "subscribe": _webcal(request, address),
        "address": request.build_absolute_uri(address),
        "export": f"{address}{'&' if question else '?'}download=1",
    }


def _webcal(request: HttpRequest, address: str) -> str:
    """Return an address that calendar programs open by themselves."""
    return f"webcal://{request.get_host()}{address}"


urlpatterns = [
    path("tracker<form:form>", tracker, name="tracker"),
    path("tracker.ics", calendar, name="calendar"),
    path("tracker/bodies<form:form>", bodies, name="bodies"),
    path("tracker/<str:id>.ics", one_calendar, name="commitment_calendar"),
    path("commitments/<str:id>/", commitment, name="commitment"),
    path("bodies/<str:id>/", body, name="body"),
]
