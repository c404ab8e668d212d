"""Trouble told in a plain page: bad questions, what is not on record, and a store that fails."""

from __future__ import annotations

import logging
from collections.abc import Callable

from django.db.utils import Error
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string

from onrecord.errors import OnRecordError, RecordError, RecordFull, UsageError

__all__ = ["PlainFaultMiddleware", "bad_request", "failed", "not_found", "plain", "refused"]

log = logging.getLogger("onrecord.web")


class PlainFaultMiddleware:
    """Answer our own errors, and those of the database, in a plain page instead of a bare 500."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self._get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Pass the request on; what fails outside of views, such as a session without its database, is told too."""
        try:
            return self._get_response(request)
        except (OnRecordError, Error) as error:
            return _answer(error)

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:  # noqa: ARG002
        """Return the page for an error that a view raised, or None for one that is not ours to tell."""
        return _answer(error) if isinstance(error, (OnRecordError, Error)) else None


def _answer(error: Exception) -> HttpResponse:
    if isinstance(error, UsageError):
        return plain(404, "Not on record", str(error))
    if isinstance(error, OnRecordError) and not isinstance(error, RecordError):
        return plain(400, "This cannot be done", str(error))
    log.error("the store failed: %s", error)
    if isinstance(error, RecordFull) or "is full" in str(error):
        says = "The disk or the quota under the record is full. What was on record is unharmed; nothing new was kept."
        return plain(507, "There is no room left", says)
    answer = plain(503, "The record is not in reach", "Its database does not answer. Nothing is lost; try again soon.")
    answer["Retry-After"] = "30"
    return answer


def plain(status: int, title: str, says: str) -> HttpResponse:
    """Return a page that needs neither database nor session."""
    return HttpResponse(render_to_string("plain.html", {"title": title, "says": says}), status=status)


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:  # noqa: ARG001
    """Answer a question that makes no sense."""
    return plain(400, "This cannot be read", "The address or the form that was sent makes no sense to this site.")


def refused(request: HttpRequest, exception: Exception) -> HttpResponse:  # noqa: ARG001
    """Answer who may not."""
    return plain(403, "Not open to you", str(exception) or "Your account does not allow this.")


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:  # noqa: ARG001
    """Answer an address that leads nowhere."""
    return plain(404, "Nothing here", "No page of this site has this address.")


def failed(request: HttpRequest) -> HttpResponse:  # noqa: ARG001
    """Answer when we failed; the log has the rest."""
    return plain(500, "This site failed", "It is our fault, and it is noted. Nothing that was on record is harmed.")
