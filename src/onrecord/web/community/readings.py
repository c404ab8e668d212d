"""The reading timer's questions: opening a post, and the heartbeats that count the time it is seen and used."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.http import require_POST

from onrecord import community
from onrecord.community import Beat
from onrecord.community.models import Role
from onrecord.errors import ActRefused
from onrecord.web.accounts import allowed
from onrecord.web.community.asking import account_of
from onrecord.web.community.gates import refusal
from onrecord.web.community.telling import STATUS, twei

__all__ = ["beat", "begin"]


@require_POST
@allowed(Role.READER)
def begin(request: HttpRequest, post: int) -> HttpResponse:
    """Open a post for reading, and go on from the token that the page kept; the answer is JSON (see `_told`)."""
    kept = request.POST.get("token", "")
    return _told(request, lambda account: community.begin_reading(account, post, kept=kept))


@require_POST
@allowed(Role.READER)
def beat(request: HttpRequest, post: int) -> HttpResponse:  # noqa: ARG001 - the token names the reading
    """Take a heartbeat; the answer is JSON (see `_told`)."""
    token = request.POST.get("token", "")
    return _told(request, lambda account: community.beat(account, token))


def _told(request: HttpRequest, ask: Callable[[int], Beat]) -> HttpResponse:
    """Answer with the next token and when it is due, the seconds counted and needed; or with why nothing is counted."""
    account = account_of(request)
    try:
        found = ask(account.pk)
    except ActRefused as error:
        told = {"says": refusal(error, account), "code": error.code}
        return JsonResponse(told, status=STATUS.get(error.code, 400))
    earned = found.done.earned if found.done else 0
    days = community.current_tariff().pending.days
    says = f"You earned {twei(earned)} by reading; paid out after {days} days." if earned else "Read to its end."
    return JsonResponse(
        {
            "token": found.token,
            "after": found.after_seconds,
            "counted": found.counted,
            "seconds": found.seconds,
            "done": found.done is not None,
            "earned": twei(earned) if earned else "None",
            "says": says if found.done else "",
        }
    )
