"""The page of a statement: its wordings word by word, and its card."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import path, reverse

from onrecord.web.community.post_part import posts_under
from onrecord.web.models import StoryLeaf
from onrecord.web.story.asked import page_number
from onrecord.web.story.card import card
from onrecord.web.story.statements import statement_sheet

__all__ = ["card_of", "statement", "urlpatterns"]


def statement(request: HttpRequest, id: str) -> HttpResponseBase:
    """Show a statement in every wording; one that was joined to another leads there."""
    sheet = statement_sheet(id)
    if sheet.stands != id:
        return redirect("statement", id=sheet.stands)
    page = page_number(request)
    if not 1 <= page <= sheet.data["pages"]:
        raise Http404
    html = sheet.data["html"]
    if page > 1:
        leaves = StoryLeaf.objects.values_list("html", flat=True)
        html = leaves.get(story=sheet.story, part=id, number=page)
    shown = {
        **sheet.data,
        "page": page,
        "html": html,
        "address": request.build_absolute_uri(reverse("statement", args=[id])),
        "style": request.GET.get("style") == "1",
        "post": next(iter(posts_under(sheet.story)), None) if page == 1 else None,
    }
    return render(request, "statement/page.html", shown)


def card_of(request: HttpRequest, id: str) -> HttpResponseBase:
    """Give a statement as a picture that carries its evidence: SVG, with nothing to fetch."""
    sheet = statement_sheet(id)
    if sheet.stands != id:
        return redirect("statement-card", id=sheet.stands)
    address = request.build_absolute_uri(reverse("statement", args=[id]))
    answer = HttpResponse(card(sheet.data, address), content_type="image/svg+xml; charset=utf-8")
    if request.GET.get("download") == "1":
        answer["Content-Disposition"] = f'attachment; filename="{id}.svg"'
    return answer


urlpatterns = [
    path("statements/<slug:id>/", statement, name="statement"),
    path("statements/<slug:id>/card.svg", card_of, name="statement-card"),
]
