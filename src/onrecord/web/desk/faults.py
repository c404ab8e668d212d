"""Faults of the input: what could not be taken in, where, and what was done about it."""

from __future__ import annotations

import json
from datetime import datetime

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.http import urlencode
from django.views.decorators.http import require_GET

from onrecord import record
from onrecord.community.models import Role
from onrecord.errors import UsageError
from onrecord.limits.web import EXPORT_ROWS, PAGE_ROWS
from onrecord.record import Founded, HeldFault
from onrecord.web.accounts import allowed
from onrecord.web.desk.asking import clean
from onrecord.web.taken_away import table_lines

__all__ = ["faults"]

FIND_CHARS = 200


@require_GET
@allowed(Role.ANALYST)
def faults(request: HttpRequest) -> HttpResponse:
    """Show faults, the newest first, those that hold some words; as a page, or as CSV or JSON data."""
    holding, after = clean(request.GET.get("q", ""), FIND_CHARS), clean(request.GET.get("after", ""), 120)
    form = request.GET.get("format", "")
    if form not in ("", "csv", "json"):
        raise UsageError("faults are given as a page, as csv or as json")
    count = EXPORT_ROWS if form else PAGE_ROWS
    rows = record.faults(_place(after), count + 1, holding=holding, newest_first=True)
    last = rows[count - 1].met if len(rows) > count else None
    following = f"{last.at.isoformat()} {last.id}" if last else ""
    if form:
        return _data(rows[:count], form, following)
    context = {
        "rows": rows[:count],
        "q": holding,
        "next": urlencode({"q": holding, "after": following}) if following else "",
        "query": urlencode({"q": holding}) if holding else "",
        "paged": bool(after),
    }
    return render(request, "desk_faults.html", context)


def _place(after: str) -> Founded | None:
    """Return the place in the list that an address names. Raises `UsageError` for what is none."""
    if not after:
        return None
    at, _, name = after.partition(" ")
    try:
        moment = datetime.fromisoformat(at)
    except ValueError as error:
        raise UsageError("this is no place in the list") from error
    if moment.tzinfo is None or not 1 < moment.year < 9999:
        raise UsageError("this is no place in the list")
    return Founded(moment, name)


def _data(rows: tuple[HeldFault, ...], form: str, following: str) -> HttpResponse:
    data = [
        {"at": each.met.at.isoformat(), "where": each.fault.where, "what": each.fault.what, "done": each.fault.done}
        for each in rows
    ]
    if form == "json":
        body = json.dumps({"faults": data, "next": following or None}, ensure_ascii=False)
        return HttpResponse(body, content_type="application/json")
    lines = table_lines(("at", "where", "what", "done"), (row.values() for row in data))
    return HttpResponse("".join(lines), content_type="text/csv; charset=utf-8")
