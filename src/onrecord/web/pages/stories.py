"""The page of a story: its briefing, with every citation opening its words."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import path
from django.views.decorators.http import require_safe

from onrecord.web.shelf import sheet_of

__all__ = ["story", "urlpatterns"]


@require_safe
def story(request: HttpRequest, id: str) -> HttpResponse:
    """Show the briefing of a story; one that was merged into another leads there."""
    sheet = sheet_of(id)
    if sheet.story != id:
        return redirect("story", id=sheet.story)
    return render(request, "story.html", {"sheet": sheet})


urlpatterns = [path("stories/<str:id>/", story, name="story")]
