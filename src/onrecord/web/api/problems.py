"""Every error of the API as a problem in JSON (RFC 9457), wherever in the site it comes from."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from http import HTTPStatus

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase

__all__ = ["ApiMiddleware", "Problem", "problem"]

ROOT = "/api/"
_PAGES = ("/api/", "/api/docs")
_SAFE = ("GET", "HEAD")
_PLAIN = {
    400: "The address or the body that was sent makes no sense here.",
    403: "This is not open to you.",
    404: "The API has no such address; /api/docs lists those that there are.",
    405: "This address does not answer that method.",
    413: "The body is too large.",
    500: "It is our fault, and it is noted. Nothing that was on record is harmed.",
    503: "The record's database does not answer. Nothing is lost; try again soon.",
}


class Problem(Exception):
    """A request that is not answered as asked, with the status and the words that say why."""

    def __init__(
        self,
        status: int,
        detail: str,
        *,
        errors: Sequence[Mapping[str, str]] = (),
        headers: Mapping[str, str] | None = None,
    ) -> None:
        super().__init__(detail)
        self.status = status
        self.detail = detail
        self.errors = errors
        self.headers = headers or {}

    def response(self) -> HttpResponse:
        """Return the answer that says so."""
        return problem(self.status, self.detail, errors=self.errors, headers=self.headers)


def problem(
    status: int,
    detail: str,
    *,
    errors: Sequence[Mapping[str, str]] = (),
    headers: Mapping[str, str] | None = None,
) -> HttpResponse:
    """Return a problem as JSON: what kind it is, in which words, and which parts of the request are wrong."""
    told: dict[str, object] = {
        "type": "about:blank",
        "title": HTTPStatus(status).phrase,
        "status": status,
        "detail": detail,
    }
    if errors:
        told["errors"] = list(errors)
    answer = HttpResponse(json.dumps(told), status=status, content_type="application/problem+json")
    answer["Cache-Control"] = "no-store"
    for name, value in (headers or {}).items():
        answer[name] = value
    return answer


class ApiMiddleware:
    """What holds for every address under /api/: HEAD as GET, reading from any site, and problems as JSON.

    Whatever refuses a request, be it Django, another middleware or the store, is told in the API's own form.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self._get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Answer a request; those to pages of the site pass unchanged."""
        if not request.path_info.startswith(ROOT) or request.path_info in _PAGES:
            return self._get_response(request)
        if request.method == "OPTIONS":
            answer: HttpResponseBase = HttpResponse(status=204)
            answer["Access-Control-Allow-Methods"] = ", ".join(_SAFE)
            answer["Access-Control-Allow-Headers"] = "If-None-Match, If-Modified-Since"
            answer["Access-Control-Max-Age"] = "86400"
            answer["Allow"] = "GET, HEAD, OPTIONS, POST"
        else:
            answer = self._answer(request)
        # Anybody's page may read what everybody may read; a key is not asked for by a browser, so none travels.
        answer["Access-Control-Allow-Origin"] = "*"
        answer["Access-Control-Expose-Headers"] = "ETag, Last-Modified, Retry-After"
        return answer

    def _answer(self, request: HttpRequest) -> HttpResponseBase:
        head = request.method == "HEAD"
        if head:
            request.method = "GET"
        answer = self._get_response(request)
        if answer.status_code >= 400 and answer["Content-Type"] != "application/problem+json":
            answer = _told(answer)
        if answer.status_code == 405 and "GET" in answer["Allow"]:
            answer["Allow"] = ", ".join(sorted({*answer["Allow"].split(", "), "HEAD"}))
        if head:
            request.method = "HEAD"
            if isinstance(answer, HttpResponse):
                answer["Content-Length"] = str(len(answer.content))
                answer.content = b""
        return answer


def _told(answer: HttpResponseBase) -> HttpResponse:
    """Return the problem that stands for an error page of the site."""
    status = answer.status_code
    kept = {name: answer[name] for name in ("Allow", "Retry-After", "WWW-Authenticate") if answer.has_header(name)}
    return problem(
        status, _PLAIN.get(status, HTTPStatus(status).description or HTTPStatus(status).phrase), headers=kept
    )
