"""A story in the forms that programs read: JSON, CSV and an Atom feed."""

from __future__ import annotations

from collections.abc import Iterator

from django.http import HttpRequest, HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.shortcuts import redirect

from onrecord import publishing, record
from onrecord.limits.web import FILE_REPORTS, PAGE_ROWS
from onrecord.web.models import ReportRow, WordingRow
from onrecord.web.plain_faults import plain
from onrecord.web.shelf import sheet_of
from onrecord.web.taken_away import Feed, table_lines

__all__ = ["as_atom", "as_csv", "as_json"]

COLUMNS = (
    "statement",
    "speaker",
    "role",
    "quoted",
    "variant",
    "altered",
    "words",
    "outlet",
    "report",
    "article",
    "places",
)


def as_json(request: HttpRequest, id: str) -> HttpResponseBase:  # noqa: ARG001 - a view's first argument
    """Give the briefing of a story as JSON, checked at this moment; a very large one is refused in words."""
    sheet = sheet_of(id)
    if sheet.story != id:
        return redirect("story-json", id=sheet.story)
    if sheet.report_count > FILE_REPORTS:
        says = f"This story has {sheet.report_count} reports, too many for one file. Its CSV, the API and the command"
        return plain(413, "Too large for one file", f"{says} onrecord export give all of it.")
    told = publishing.render(publishing.brief(record.as_of(), [id]), "json")
    return HttpResponse(told, content_type="application/json; charset=utf-8")


def as_csv(request: HttpRequest, id: str) -> HttpResponseBase:  # noqa: ARG001 - a view's first argument
    """Give a story as CSV, one row for each report of each wording; nothing in it is a formula."""
    sheet = sheet_of(id)
    if sheet.story != id:
        return redirect("story-csv", id=sheet.story)
    answer = StreamingHttpResponse(table_lines(COLUMNS, _rows(sheet.story)), content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="{sheet.story}.csv"'
    return answer


def _rows(story: str) -> Iterator[tuple[object, ...]]:
    rows = WordingRow.objects.filter(story=story).order_by("place")
    for row in rows.iterator(chunk_size=500):
        told = (row.statement, row.speaker, row.role, row.quoted, row.variant, row.altered, row.words, row.outlet)
        yield (*told, row.number, row.article, row.places)


def as_atom(request: HttpRequest, id: str) -> HttpResponseBase:
    """Give the newest reports of a story as an Atom feed, each with its wordings; a later version is told as one."""
    sheet = sheet_of(id)
    if sheet.story != id:
        return redirect("story-atom", id=sheet.story)
    site = request.build_absolute_uri("/").rstrip("/")
    page, subtitle = f"{site}/stories/{id}/", publishing.reports_line(sheet.report_count, sheet.independent_count)
    feed = Feed(sheet.headline, page, f"{site}/stories/{id}.atom", id, subtitle)
    rows = list(ReportRow.objects.filter(story=id).order_by("-arrived_at", "number")[:PAGE_ROWS])
    words: dict[int, list[WordingRow]] = {}
    said = WordingRow.objects.filter(story=id, number__in=[row.number for row in rows], quoted=True)
    for wording in said.order_by("place")[: PAGE_ROWS * 20]:
        words.setdefault(wording.number, []).append(wording)
    for row in rows:
        lines = [f"{each.speaker}: “{each.words}”" for each in words.get(row.number, ())[:8]]
        changed = f"A later version of report {row.revises}. " if row.revises else ""
        text = "\n".join([f"{changed}{row.told}.", *lines])
        feed.put(
            row.article,
            f"{row.outlet}: {row.title}",
            f"{site}/articles/{row.article}/",
            text,
            row.arrived_at,
            row.outlet,
        )
    return HttpResponse(feed.writeString("utf-8"), content_type="application/atom+xml; charset=utf-8")
