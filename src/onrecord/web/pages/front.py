"""The front page: today's stories, newest first, and what is due."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import path
from django.views.decorators.http import require_safe

from onrecord.limits.web import PAGE_ROWS
from onrecord.web.models import AgendaEntry, StorySheet

__all__ = ["front", "urlpatterns"]


@require_safe
def front(request: HttpRequest) -> HttpResponse:
    """Show the newest stories and what is due within a week."""
    today = datetime.now(UTC).date()
    due = AgendaEntry.objects.filter(kind="commitments", last_on__range=(today, today + timedelta(days=7)))
    context = {
        "stories": StorySheet.objects.order_by("-last_on", "story").defer("parts")[:PAGE_ROWS],
        "due": due.order_by("last_on", "id")[:8],
    }
    return render(request, "front.html", context)


urlpatterns = [path("", front, name="front")]
