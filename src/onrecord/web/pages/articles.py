"""The page of an article: its clean text, who says what in it, and where it comes from; also shown beside a story."""

from __future__ import annotations

from typing import Any

from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import path, reverse
from django.utils.cache import patch_vary_headers

from onrecord.core import Span
from onrecord.web.models import ArticleSheet, ReportRow, StorySheet
from onrecord.web.story.articles import around, article_sheet, cite
from onrecord.web.story.asked import cited_places
from onrecord.web.story.linked_data import written

__all__ = ["article", "urlpatterns"]

NOT_THERE = "The address asks for words that do not stand in this text; the text is shown as it is."
REPEATS = 12
"""Reports that have an article's text which its page names."""


def article(request: HttpRequest, id: str) -> HttpResponse:
    """Show an article with the words at `?cite=START-END` marked; for the pane of a story, its passage alone."""
    sheet = article_sheet(id)
    said = request.GET.get("cite", "")
    places, sound = cited_places(said, sheet.data["length"]) if said else ((), True)
    pane = getattr(request, "htmx", False) and request.headers.get("HX-Target") == "evidence"
    shown = {
        **sheet.data,
        **_text(sheet, places, "cited-words" if pane else "cited", request.GET.get("from", "")),
        "article": id,
        "cited": said if places else "",
        "note": "" if sound else NOT_THERE,
        **_place(sheet, pane=bool(pane)),
    }
    if not pane:
        shown["address"] = request.build_absolute_uri(reverse("article", args=[id]))
        shown["linked"] = written({"@context": "https://schema.org", **sheet.data["linked"]})
    answer = render(request, "article/pane.html" if pane else "article/page.html", shown)
    if pane:
        answer["HX-Push-Url"] = "false"  # else htmx would take the reader for one who has left the story
    patch_vary_headers(answer, ("HX-Request", "HX-Target"))
    return answer


def _text(sheet: ArticleSheet, places: tuple[Span, ...], anchor: str, start: str) -> dict[str, Any]:
    """Return the paragraphs to show, with where to go on before and after them when they are not all."""
    lines = sheet.data["paragraphs"]
    wanted = places or ((Span(int(start), int(start) + 1),) if start.isascii() and start.isdigit() else ())
    first, last = around(lines, wanted)
    return {
        "text": "\n".join(f'<p dir="auto">{line}</p>' for _, _, line in cite(lines[first:last], places, anchor)),
        "before": lines[max(0, first - (last - first) // 2)][0] if first > 0 else None,
        "after": lines[min(len(lines) - 1, last + (last - first) // 2)][0] if last < len(lines) else None,
    }


def _place(sheet: ArticleSheet, *, pane: bool) -> dict[str, Any]:
    """Return where the article stands in its story: its number, whose text it has, and who has its text."""
    row = ReportRow.objects.filter(article=sheet.article, story=sheet.story).first()
    if row is None:
        return {"row": None}
    if pane:
        return {"row": row}
    near = Q(of=row.number) | Q(number__in=[n for n in (row.of, row.revises, row.revised_by) if n])
    rows = list(ReportRow.objects.filter(near, story=row.story).order_by("number")[: REPEATS + 4])
    by_number = {each.number: each for each in rows}
    repeats = [each for each in rows if each.of == row.number and each.number != row.number]
    return {
        "row": row,
        "of": by_number.get(row.of or 0),
        "revises_row": by_number.get(row.revises or 0),
        "revised_by": by_number.get(row.revised_by or 0),
        "repeats": repeats[:REPEATS],
        "repeats_more": len(repeats) > REPEATS,
        "story_sheet": StorySheet.objects.filter(story=row.story).only("story", "headline").first(),
    }


urlpatterns = [path("articles/<slug:id>/", article, name="article")]
