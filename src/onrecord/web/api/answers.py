"""Answers as bytes: rows put together to a list, with the tag and the instant by which a client asks again cheaply."""

from __future__ import annotations

import json
from collections.abc import Iterable
from datetime import UTC, datetime
from hashlib import sha256

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.utils.cache import get_conditional_response
from django.utils.http import http_date

__all__ = ["answer", "etag_of", "instant", "listed", "with_change"]


def instant(at: datetime) -> str:
    """Return an instant as the API writes it: UTC, with its microseconds, so that equal ones are told apart."""
    return at.astimezone(UTC).isoformat(timespec="microseconds").replace("+00:00", "Z")


def with_change(row: str, changed_at: datetime) -> str:
    """Return the JSON of a row with the instant of its last change."""
    return f'{row[:-1]},"changed_at":"{instant(changed_at)}"}}'


def listed(rows: Iterable[str], following: str | None, gone: Iterable[dict[str, str]] | None = None) -> bytes:
    """Return a list as JSON: its rows, what is no more, and the cursor by which it goes on."""
    told = f'"gone":{json.dumps(list(gone))},' if gone is not None else ""
    return f'{{"items":[{",".join(rows)}],{told}"next":{json.dumps(following)}}}'.encode()


def etag_of(body: bytes) -> str:
    """Return the strong tag of an answer: the same bytes have the same tag, in every process and for ever."""
    return f'"{sha256(body).hexdigest()[:32]}"'


def answer(request: HttpRequest, body: bytes, changed_at: datetime | None = None) -> HttpResponseBase:
    """Return an answer of 200, or of 304 when the client holds these bytes already.

    An instant counts seconds, so two changes of one second look the same to who asks by it. It is told rounded up,
    and only once its second is over.
    """
    made = HttpResponse(body, content_type="application/json")
    made["ETag"] = etag_of(body)
    made["Cache-Control"] = "public, no-cache"  # keep it, and ask each time whether it still stands
    modified = None
    if changed_at is not None:
        second = int(changed_at.timestamp()) + 1
        if second + 1 < datetime.now(UTC).timestamp():
            modified = second
            made["Last-Modified"] = http_date(second)
    found = get_conditional_response(request, etag=made["ETag"], last_modified=modified, response=made)
    if found is not None and found.status_code == 304:
        found["Cache-Control"] = made["Cache-Control"]
    return found or made
