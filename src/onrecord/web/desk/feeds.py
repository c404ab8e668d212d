"""The feeds that are watched: their health for analysts, adding, pausing and removing for editors."""

from __future__ import annotations

from datetime import UTC, datetime

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from onrecord.community.models import Role
from onrecord.limits.web import ADDRESS_CHARS, FEED_MINUTES
from onrecord.web.accounts import allowed
from onrecord.web.desk.asking import account_of, clean
from onrecord.web.desk.models import Feed
from onrecord.web.watch import watch_feed

__all__ = ["change", "feeds"]


@require_http_methods(["GET", "POST"])
@allowed(Role.ANALYST)
def feeds(request: HttpRequest) -> HttpResponse:
    """Show the feeds that are watched, those in trouble first (GET); watch another (POST, editors)."""
    account = account_of(request)
    typed, wrong, status = "", "", 200
    if request.method == "POST":
        if not account.may(Role.EDITOR):
            raise PermissionDenied("feeds are added by editors")
        typed, minutes = clean(request.POST.get("address", ""), ADDRESS_CHARS + 1), request.POST.get("minutes", "")
        why: str | None = "choose how often it is asked"
        if minutes in map(str, FEED_MINUTES):
            why = watch_feed(typed, int(minutes), account.signature)
        if not why:
            messages.success(request, "It is watched from now on.")
            return redirect("desk-feeds")
        wrong, status = f"It is not watched: {why}.", 400
    context = {
        "rows": Feed.objects.order_by("-fault_count", "address"),
        "may": account.may(Role.EDITOR),
        "choices": [(each, _every(each)) for each in FEED_MINUTES],
        "typed": typed,
        "wrong": wrong,
        "now": datetime.now(UTC),
    }
    return render(request, "desk_feeds.html", context, status=status)


def _every(minutes: int) -> str:
    return f"every {minutes} minutes" if minutes < 60 else "every hour" if minutes == 60 else f"every {minutes // 60} h"


@require_POST
@allowed(Role.EDITOR)
def change(request: HttpRequest, id: int) -> HttpResponse:
    """Pause, resume, ask now, or remove a feed; what it brought stays on record."""
    row = get_object_or_404(Feed, pk=min(id, 2**62))
    what = request.POST.get("what", "")
    if what == "remove":
        row.delete()
        messages.success(request, "It is watched no more. What it brought stays on record.")
    elif what in ("pause", "resume", "now"):
        fields = {"paused": what == "pause"} if what != "now" else {"due_at": datetime.now(UTC)}
        Feed.objects.filter(pk=row.pk).update(**fields)
    else:
        messages.error(request, "A feed can be paused, resumed, asked now, or removed.")
    return redirect("desk-feeds")
