"""When a reader last came by: with the account where there is one, else in a signed cookie that holds nothing more."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from django.conf import settings
from django.core import signing
from django.http import HttpRequest, HttpResponse

from onrecord.community.models import Account
from onrecord.limits.web import VISIT_ENDS_SECONDS, VISIT_NOTED_SECONDS
from onrecord.web.models import Visit

__all__ = ["COOKIE", "Seen", "VisitMiddleware", "seen_before"]

COOKIE = "onrecord-visit"
_SALT = "onrecord.web.visits"
_KEPT = timedelta(days=400)  # browsers keep none for longer


@dataclass(frozen=True)
class Seen:
    """When the reader was last seen, and when the visit before this one ended; both None for who is new."""

    seen_at: datetime | None
    before_at: datetime | None


def seen_before(request: HttpRequest, now: datetime) -> Seen:
    """Return when this reader was here; a visit ends when nothing was asked for half an hour."""
    held = _of_account(request.user) if isinstance(request.user, Account) else _of_cookie(request)
    if held.seen_at and now - held.seen_at > timedelta(seconds=VISIT_ENDS_SECONDS):
        return Seen(held.seen_at, held.seen_at)
    return held


def _of_account(account: Account) -> Seen:
    row = Visit.objects.filter(account=account).first()
    return Seen(row.seen_at, row.before_at) if row else Seen(None, None)


def _of_cookie(request: HttpRequest) -> Seen:
    try:
        held = signing.loads(request.COOKIES.get(COOKIE, ""), salt=_SALT, max_age=_KEPT)
        seen, before = (datetime.fromtimestamp(each, UTC) if each else None for each in held)
    except (signing.BadSignature, ValueError, TypeError):
        return Seen(None, None)
    return Seen(seen, before)


class VisitMiddleware:
    """Note beside the front page that its reader was here; the page itself can then be the same for all new readers."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self._get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Pass the request on, and note the visit."""
        response = self._get_response(request)
        asked = request.resolver_match
        if asked and asked.url_name == "front" and request.method == "GET" and response.status_code in (200, 304):
            now = datetime.now(UTC)
            _note(request, response, seen_before(request, now), now)
        return response


def _note(request: HttpRequest, response: HttpResponse, seen: Seen, now: datetime) -> None:
    """Note that the reader was here now, at most once a minute."""
    if seen.seen_at and now - seen.seen_at < timedelta(seconds=VISIT_NOTED_SECONDS):
        return
    if isinstance(request.user, Account):
        told = {"seen_at": now, "before_at": seen.before_at}
        Visit.objects.update_or_create(account=request.user, defaults=told)
        return
    instants = [int(now.timestamp()), int(seen.before_at.timestamp()) if seen.before_at else None]
    response.set_cookie(
        COOKIE,
        signing.dumps(instants, salt=_SALT),
        max_age=_KEPT,
        secure=settings.SECURE,
        httponly=True,
        samesite="Lax",
    )
