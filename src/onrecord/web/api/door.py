"""The API put together: its resources, and what becomes of requests that it cannot take."""

from __future__ import annotations

import json
import logging
from collections.abc import Mapping
from typing import Any

from django.core.exceptions import RequestDataTooBig
from django.db.utils import Error
from django.http import Http404, HttpRequest, HttpResponse
from django.http.request import UnreadablePostError
from ninja import NinjaAPI
from ninja.errors import HttpError, ValidationError
from ninja.parser import Parser

from onrecord.errors import OnRecordError, UsageError
from onrecord.limits.api import API_BODY_BYTES
from onrecord.web.api import changing, of_record, resources
from onrecord.web.api.problems import Problem, problem
from onrecord.web.api.routing import router

__all__ = ["api"]

log = logging.getLogger("onrecord.web")


class StrictParser(Parser):
    """Reads JSON as RFC 8259 has it: UTF-8, no name twice in an object, no NaN, not nested to the sky."""

    def parse_body(self, request: HttpRequest) -> Any:
        """Return what the body holds. Raises `Problem` when that cannot be told."""
        if request.content_type != "application/json":
            raise Problem(415, "the body must be JSON, with the header Content-Type: application/json")
        if len(request.body) > API_BODY_BYTES:
            raise Problem(413, f"the body has more than {API_BODY_BYTES:,} bytes")
        try:
            return json.loads(request.body.decode(), object_pairs_hook=_once, parse_constant=_no_number)
        except UnicodeDecodeError as error:
            raise Problem(400, f"the body is not UTF-8 (byte {error.start})") from error
        except RecursionError as error:
            raise Problem(400, "the body is nested too deep") from error
        except json.JSONDecodeError as error:
            raise Problem(400, f"the body is not JSON ({error.msg} at character {error.pos})") from error
        except ValueError as error:
            raise Problem(400, f"the body is not JSON that can be taken ({str(error)[:120]})") from error


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        raise ValueError("a name stands twice in one object")
    return found


def _no_number(told: str) -> None:
    raise ValueError(f"{told} is no number of JSON")


api = NinjaAPI(
    title="onrecord",
    version="1",
    urls_namespace="api",
    docs_url=None,
    openapi_url=None,
    parser=StrictParser(),
)
entered = (resources, of_record, changing)
"""The modules that enter their resources when they are imported."""
api.add_router("", router)


@api.exception_handler(Problem)
def _problem(request: HttpRequest, error: Problem) -> HttpResponse:  # noqa: ARG001
    return error.response()


@api.exception_handler(HttpError)
def _http_error(request: HttpRequest, error: HttpError) -> HttpResponse:  # noqa: ARG001
    cause = error.__cause__
    if isinstance(cause, Problem):
        return cause.response()
    return problem(error.status_code, str(error))


@api.exception_handler(ValidationError)
def _not_valid(request: HttpRequest, error: ValidationError) -> HttpResponse:  # noqa: ARG001
    errors = [{"where": _place(each), "what": _words(each)} for each in error.errors[:20]]
    if any(each["where"] == "query cursor" for each in errors):
        return problem(400, "this cursor is not one of this list; take it from `next`, unchanged", errors=errors)
    return problem(422, "; ".join(f"{each['where']}: {each['what']}" for each in errors[:3]), errors=errors)


def _place(error: Mapping[str, Any]) -> str:
    source, *path = error["loc"]
    parts = [str(part) for part in path if part not in ("asked", "told")]
    return " ".join([str(source), ".".join(parts)]).strip()[:200].encode("utf-8", "replace").decode()


def _words(error: Mapping[str, Any]) -> str:
    return str(error["msg"]).removeprefix("Value error, ")[:300]


@api.exception_handler(Http404)
def _not_found(request: HttpRequest, error: Http404) -> HttpResponse:  # noqa: ARG001
    return problem(404, "the API has no such address; /api/docs lists those that there are")


@api.exception_handler(RequestDataTooBig)
def _too_big(request: HttpRequest, error: RequestDataTooBig) -> HttpResponse:  # noqa: ARG001
    return problem(413, f"the body has more than {API_BODY_BYTES:,} bytes")


@api.exception_handler(UnreadablePostError)
def _broken_off(request: HttpRequest, error: UnreadablePostError) -> HttpResponse:  # noqa: ARG001
    return problem(400, "the body broke off")


@api.exception_handler(OnRecordError)
def _of_record(request: HttpRequest, error: OnRecordError) -> HttpResponse:
    if isinstance(error, UsageError):
        return problem(404, str(error))
    return _store(request, error)


@api.exception_handler(Error)
def _store(request: HttpRequest, error: Exception) -> HttpResponse:  # noqa: ARG001
    log.error("the store failed: %s", error)
    says = "the record's database does not answer; nothing is lost, try again soon"
    return problem(503, says, headers={"Retry-After": "30"})
