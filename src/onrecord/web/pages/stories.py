"""The page of a story: its briefing, with every citation opening its words beside it."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import path, reverse

from onrecord.publishing import counted, reports_line
from onrecord.web.community.post_part import address_of, post_part
from onrecord.web.models import StoryLeaf
from onrecord.web.shelf import sheet_of
from onrecord.web.story.asked import page_number
from onrecord.web.story.comparing import compare_page
from onrecord.web.story.forms import as_atom, as_csv, as_json

__all__ = ["leaf", "story", "urlpatterns"]


def story(request: HttpRequest, id: str) -> HttpResponse:
    """Show the briefing of a story; one that was merged into another leads there."""
    sheet = sheet_of(id)
    if sheet.story != id:
        return redirect(address_of(sheet, id))
    shown = {
        "sheet": sheet,
        "parts": sheet.parts["shown"],
        "count": reports_line(sheet.report_count, sheet.independent_count),
        "statements": counted(sheet.statement_count, "statement"),
        "address": request.build_absolute_uri(reverse("story", args=[id])),
        "style": request.GET.get("style") == "1",
        **post_part(request, sheet),
    }
    return render(request, "story/page.html", shown)


def leaf(request: HttpRequest, id: str, part: str) -> HttpResponseBase:
    """Show a page of one part of a story that is too long for the story's page."""
    sheet = sheet_of(id)
    if sheet.story != id:
        return redirect("story-part", id=sheet.story, part=part)
    told = next((each for each in sheet.parts["shown"] if each["name"] == part), None)
    number = page_number(request)
    if told is None or not 1 <= number <= told["pages"]:
        raise Http404
    html = told["html"]
    if number > 1:
        html = StoryLeaf.objects.values_list("html", flat=True).get(story=id, part=part, number=number)
    shown = {"sheet": sheet, "part": told, "page": number, "html": html, "style": request.GET.get("style") == "1"}
    return render(request, "story/leaf.html", shown)


urlpatterns = [
    path("stories/<slug:id>.json", as_json, name="story-json"),
    path("stories/<slug:id>.csv", as_csv, name="story-csv"),
    path("stories/<slug:id>.atom", as_atom, name="story-atom"),
    path("stories/<slug:id>/compare/", compare_page, name="story-compare"),
    path("stories/<slug:id>/", story, name="story"),
    path("stories/<slug:id>/<slug:part>/", leaf, name="story-part"),
]
