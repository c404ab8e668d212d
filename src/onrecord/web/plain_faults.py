"""Trouble told in a plain page: bad questions, what is not on record, and a store that fails."""

from __future__ import annotations

import logging
from collections.abc import Callable

from django.core.exceptions import BadRequest
from django.db.utils import Error
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string

from onrecord.errors import ActRefused, MailFailed, OnRecordError, RecordError, RecordFull, UsageError

__all__ = ["PlainFaultMiddleware", "bad_request", "failed", "forged", "not_found", "plain", "refused", "too_many"]

log = logging.getLogger("onrecord.web")


class PlainFaultMiddleware:
    """Answer our own errors, and those of the database, in a plain page instead of a bare 500."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self._get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Pass the request on; what fails outside of views, such as a session without its database, is told too."""
        # The API looks at its own questions, and says which part of one is wrong.
        if not request.path_info.startswith("/api/") and (
            "\x00" in request.path_info or "%00" in request.META.get("QUERY_STRING", "")
        ):
            return plain(400, "This cannot be read", "The address holds the character NUL, which no text has.")
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
    if isinstance(error, ActRefused) and error.code == "unknown":
        return plain(404, "Not there", f"{str(error)[:1].upper()}{str(error)[1:]}.")
    if isinstance(error, MailFailed):
        return plain(503, "No mail can be sent", "The site's mail server does not answer. Try again in a while.")
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
    """Answer a question that makes no sense; what we found wrong with it is told."""
    found = str(exception) if isinstance(exception, BadRequest) else ""
    says = found or "The address or the form that was sent makes no sense to this site."
    return plain(400, "This cannot be read", says)


def refused(request: HttpRequest, exception: Exception) -> HttpResponse:  # noqa: ARG001
    """Answer who may not."""
    return plain(403, "Not open to you", str(exception) or "Your account does not allow this.")


def forged(request: HttpRequest, reason: str = "") -> HttpResponse:  # noqa: ARG001
    """Answer a form that does not come from a page of this site, or from one that is out of date."""
    says = "This form was open too long, or did not come from this site. Go back, load the page anew and send it again."
    return plain(403, "The form is out of date", says)


def too_many(request: HttpRequest) -> HttpResponse:  # noqa: ARG001
    """Answer who asks too often."""
    answer = plain(429, "Too often", "That was asked too many times in a short while. Wait some minutes and try again.")
    answer["Retry-After"] = "300"
    return answer


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:  # noqa: ARG001
    """Answer an address that leads nowhere."""
    return plain(404, "Nothing here", "No page of this site has this address.")


def failed(request: HttpRequest) -> HttpResponse:  # noqa: ARG001
    """Answer when we failed; the log has the rest."""
    return plain(500, "This site failed", "It is our fault, and it is noted. Nothing that was on record is harmed.")
