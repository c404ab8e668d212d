"""Pages kept for readers who are not signed in, for as long as nothing in the database changes.

See docs/decisions/0027.
"""

from __future__ import annotations

import gzip
from collections import OrderedDict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import wraps
from hashlib import sha256
from threading import Lock
from typing import Concatenate, ParamSpec, TypeVar

from django.contrib.messages import get_messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseNotModified
from django.urls import URLPattern, URLResolver
from django.utils.cache import patch_vary_headers
from django.utils.http import parse_etags

from onrecord.limits.web import KEPT_BYTES, KEPT_PAGE_BYTES, PACKING
from onrecord.web.freshness import state
from onrecord.web.visits import COOKIE

__all__ = ["kept", "kept_all"]

Parameters = ParamSpec("Parameters")
Address = TypeVar("Address", URLPattern, URLResolver, URLPattern | URLResolver)
View = Callable[Concatenate[HttpRequest, Parameters], HttpResponseBase]


@dataclass(frozen=True, slots=True)
class _Kept:
    """A page as it was answered: its body packed by gzip, its headers, and a mark for its content."""

    body: bytes
    headers: tuple[tuple[str, str], ...]
    mark: str


class _Pages:
    """The pages of this process by address, those that were asked for least recently given up first."""

    def __init__(self) -> None:
        self._held: OrderedDict[tuple[str, ...], tuple[str, _Kept]] = OrderedDict()
        self._bytes = 0
        self._lock = Lock()

    def get(self, address: tuple[str, ...], now: str) -> _Kept | None:
        """Return the page at `address` that was made from the state `now`, or None."""
        with self._lock:
            found = self._held.get(address)
            if found is None or found[0] != now:
                return None
            self._held.move_to_end(address)
            return found[1]

    def put(self, address: tuple[str, ...], now: str, page: _Kept) -> None:
        """Keep a page, and give up others while they are too many."""
        with self._lock:
            self._drop(address)
            self._held[address] = (now, page)
            self._bytes += len(page.body)
            while self._bytes > KEPT_BYTES:
                self._drop(next(iter(self._held)))

    def _drop(self, address: tuple[str, ...]) -> None:
        if (found := self._held.pop(address, None)) is not None:
            self._bytes -= len(found[1].body)


_pages = _Pages()


def kept(view: View[Parameters]) -> View[Parameters]:
    """Keep what `view` answers to readers without cookies, and pack it, for as long as the database is as it was.

    The view must be made of the database, the address and the day (UTC) alone. Readers with a cookie, questions of
    htmx or with credentials, other methods than GET, and answers that set a cookie pass through untouched.
    """

    @wraps(view)
    def answered(request: HttpRequest, /, *args: Parameters.args, **kwargs: Parameters.kwargs) -> HttpResponseBase:
        now = state() if _is_plain(request) else None
        if now is None:
            return view(request, *args, **kwargs)
        day = datetime.now(UTC).date().isoformat()
        address = (request.scheme or "", request.get_host(), request.get_full_path(), request.headers.get("Accept", ""))
        page = _pages.get(address, f"{day} {now}")
        if page is None:
            response = view(request, *args, **kwargs)
            if not _may_keep(request, response) or not isinstance(response, HttpResponse):
                return response
            page = _packed(response)
            if len(page.body) <= KEPT_PAGE_BYTES:
                _pages.put(address, f"{day} {now}", page)
        return _answer(request, page)

    return answered


def kept_all(addresses: Iterable[Address]) -> list[Address]:
    """Keep what all views of these addresses answer."""
    found = list(addresses)
    for each in found:
        if isinstance(each, URLPattern):
            each.callback = kept(each.callback)
        else:
            kept_all(each.url_patterns)
    return found


def _is_plain(request: HttpRequest) -> bool:
    """Return whether the answer can depend on nothing that a reader brings along but the address."""
    cookies = set(request.COOKIES)
    if request.resolver_match and request.resolver_match.url_name != "front":
        cookies.discard(COOKIE)  # only the front page tells what is new since the last visit
    if request.method != "GET" or cookies:
        return False
    return not any(name.startswith("HTTP_HX_") or name == "HTTP_AUTHORIZATION" for name in request.META)


def _may_keep(request: HttpRequest, response: HttpResponseBase) -> bool:
    """Return whether an answer is the same for everybody: it sets no cookie, holds no token, and is whole."""
    return (
        response.status_code == 200
        and not response.streaming
        and not response.cookies
        and not response.has_header("Content-Encoding")
        and not any(word in response.headers.get("Cache-Control", "") for word in ("private", "no-store"))
        and "CSRF_COOKIE_NEEDS_UPDATE" not in request.META
        and not request.session.modified
        and not getattr(get_messages(request), "added_new", False)
    )


def _packed(response: HttpResponse) -> _Kept:
    body = response.content
    mark = f'W/"{sha256(body).hexdigest()[:20]}"'
    headers = tuple((name, value) for name, value in response.items() if name not in ("Content-Length", "ETag"))
    return _Kept(gzip.compress(body, PACKING, mtime=0), headers, mark)


def _answer(request: HttpRequest, page: _Kept) -> HttpResponseBase:
    """Return the page, packed where the reader can unpack it, or word that the reader has it already."""
    response: HttpResponse
    if page.mark in parse_etags(request.headers.get("If-None-Match", "")):
        response = HttpResponseNotModified()
    elif "gzip" in request.headers.get("Accept-Encoding", ""):
        response = HttpResponse(page.body)
        response["Content-Encoding"] = "gzip"
    else:
        response = HttpResponse(gzip.decompress(page.body))
    for name, value in page.headers:
        if response.status_code == 200 or name != "Content-Type":
            response[name] = value
    response["ETag"] = page.mark
    response.setdefault("Cache-Control", "no-cache")
    patch_vary_headers(response, ("Cookie", "Accept-Encoding", "Accept", "HX-Request"))
    return response
