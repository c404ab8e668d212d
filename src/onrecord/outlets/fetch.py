"""Fetching over http(s): politely, within limits, and from nowhere but where an address may lead."""

from __future__ import annotations

import re
import time
from collections.abc import Callable, Iterable, Mapping
from contextlib import closing
from dataclasses import dataclass, field
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from http import HTTPStatus

import httpcore
import httpx

from onrecord.errors import Fault
from onrecord.limits.outlets import (
    REDIRECTS_COUNT,
    RETRY_AFTER_SECONDS,
    ROBOTS_BYTES,
)
from onrecord.outlets.addresses import AddressRefused, CheckedBackend, Refuse, Resolve, refusal, resolve
from onrecord.outlets.collecting import Collecting
from onrecord.outlets.places import shown
from onrecord.outlets.robots import Robots
from onrecord.outlets.unpack import unpack
from onrecord.outlets.validators import Validators

__all__ = ["Fetcher", "Received", "Surroundings"]

ACCEPTED_TYPES = frozenset(
    "text/html application/xhtml+xml text/plain text/markdown text/xml application/xml application/rss+xml "
    "application/atom+xml application/rdf+xml text/x-opml text/x-opml+xml application/opml+xml".split()
)
"""Media types that can hold a page, a feed or an OPML list; an answer that names none is judged by its bytes."""

_HEADERS = {
    "Accept": "text/html, application/xhtml+xml, application/atom+xml, application/rss+xml, text/plain;q=0.8",
    "Accept-Encoding": "gzip",
    "Connection": "keep-alive",
}
_MOVED = frozenset((301, 302, 303, 307, 308))
_NOT_NOW = frozenset((429, 503))
_HOSTS_COUNT = 10_000
_BRACKETED = re.compile(r"\[[^\[\]]{0,80}\]")


@dataclass(frozen=True, slots=True)
class Received:
    """A whole answer. `url` is the last address after redirects; `body` is unpacked from its transfer."""

    url: str
    media_type: str | None
    charset: str | None
    headers: tuple[tuple[str, str], ...]
    body: bytes


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What fetching needs of the world: names to addresses, which to refuse, a clock in seconds, and waiting."""

    resolve: Resolve = resolve
    refuse: Refuse = refusal
    clock: Callable[[], float] = time.monotonic
    sleep: Callable[[float], None] = time.sleep


@dataclass(frozen=True, slots=True)
class _Answer:
    status: int
    headers: tuple[tuple[str, str], ...]
    body: bytes
    named: Mapping[str, str] = field(default_factory=dict)


class _Unfetched(Exception):
    """The address cannot be had; the message is a plain sentence."""


class Fetcher:
    """Fetches one address after another, for as long as it is open; use it in a `with` statement.

    No cookie is ever kept or sent, no proxy or password file of the machine is looked at.
    """

    def __init__(self, options: Collecting, surroundings: Surroundings = Surroundings()) -> None:
        self._options = options
        self._around = surroundings
        self._deadline = 0.0
        self._asked_at: dict[str, float] = {}
        self._pool: httpcore.ConnectionPool | None = None
        self._validators = Validators(options.cache_dir)
        self._robots = Robots(self._ask_robots, options.user_agent.partition("/")[0])

    def __enter__(self) -> Fetcher:
        return self

    def __exit__(self, *reason: object) -> None:
        if self._pool is not None:
            self._pool.close()
            self._pool = None

    def get(self, address: str) -> Received | Fault | None:
        """Return the answer of an address, a fault, or None when it has not changed since it was remembered.

        Every redirect is checked as the first address was: its scheme, its host's addresses, its robots.txt.
        """
        where = _without_password(address)
        done = "nothing was fetched from it"
        try:
            return self._follow(_parsed(address))
        except _Unfetched as error:
            return Fault(where, str(error), done)
        except AddressRefused as error:
            what = f"{error.reason}, and such addresses are not asked unless it is allowed"
            return Fault(where, what, done)
        except (httpcore.TimeoutException, httpcore.NetworkError, httpcore.ProtocolError) as error:
            return Fault(where, self._network_reason(error), done)
        except (OSError, httpcore.UnsupportedProtocol) as error:
            return Fault(where, f"the connection failed ({type(error).__name__})", done)

    def remember(self, received: Received) -> None:
        """Keep the validators of an answer. Call it when what it held has been collected whole."""
        self._validators.keep(received.url, {name.lower(): value for name, value in received.headers})

    def _follow(self, url: httpx.URL) -> Received | None:
        for _ in range(REDIRECTS_COUNT + 1):
            delay = self._allowed_delay(url)
            conditions = self._validators.request_headers(str(url))
            answer = self._ask(url, conditions, delay)
            if answer.status in _MOVED:
                url = _redirected(url, answer.named.get("location"))
                continue
            if answer.status == HTTPStatus.NOT_MODIFIED and conditions:
                return None
            if answer.status != HTTPStatus.OK:
                raise _Unfetched(f"the server answered {_status(answer.status)}")
            media_type, charset = _content_type(answer.named.get("content-type"))
            kept = tuple((name, value) for name, value in answer.headers if name.lower() != "set-cookie")
            return Received(str(url), media_type, charset, kept, answer.body)
        raise _Unfetched(f"it leads on through more than {REDIRECTS_COUNT} redirects")

    def _allowed_delay(self, url: httpx.URL) -> float:
        """Return the pause that robots.txt asks for. Raises `_Unfetched` when it forbids the address."""
        if not self._options.robots:
            return 0.0
        origin = f"{url.scheme}://{url.netloc.decode('ascii')}"
        verdict = self._robots.verdict(origin, str(url))
        if not verdict.allowed:
            raise _Unfetched(verdict.reason)
        return verdict.delay_seconds

    def _ask_robots(self, address: str) -> tuple[int, bytes]:
        url = _parsed(address)
        for _ in range(REDIRECTS_COUNT + 1):
            answer = self._ask(url, {}, 0.0, robots=True)
            if answer.status not in _MOVED:
                return answer.status, answer.body
            url = _redirected(url, answer.named.get("location"))
        return HTTPStatus.NOT_FOUND, b""  # RFC 9309, 2.3.1.2: beyond five redirects it counts as unavailable

    def _ask(self, url: httpx.URL, headers: Mapping[str, str], delay: float, *, robots: bool = False) -> _Answer:
        """Return one answer, waiting out a short Retry-After once."""
        answer = self._exchange(url, headers, delay, robots=robots)
        if answer.status in _NOT_NOW:
            wait = _retry_after(answer.named.get("retry-after"))
            if wait is not None and wait <= RETRY_AFTER_SECONDS:
                self._around.sleep(wait)
                answer = self._exchange(url, headers, delay, robots=robots)
        return answer

    def _exchange(self, url: httpx.URL, headers: Mapping[str, str], delay: float, *, robots: bool) -> _Answer:
        """Send one request and read its answer, the body only when it is wanted."""
        self._pace(url.host, max(self._options.pace_seconds, delay))
        self._deadline = self._around.clock() + self._options.total_seconds
        waits = {"connect": self._options.connect_seconds, "read": self._options.read_seconds}
        request = httpcore.Request(
            "GET",
            httpcore.URL(scheme=url.raw_scheme, host=url.raw_host, port=url.port, target=url.raw_path),
            headers=[
                *{"Host": url.netloc.decode("ascii"), "User-Agent": self._options.user_agent}.items(),
                *_HEADERS.items(),
                *headers.items(),
            ],
            extensions={"timeout": {**waits, "write": self._options.read_seconds, "pool": None}},
        )
        with closing(self._open_pool().handle_request(request)) as response:
            fields = tuple((n.decode("latin-1"), v.decode("latin-1")) for n, v in response.headers)
            named = {name.lower(): value for name, value in reversed(fields)}
            body = b""
            if response.status == HTTPStatus.OK:
                body = self._robots_body(response, named) if robots else self._body(response, named)
            return _Answer(response.status, fields, body, named)

    def _body(self, response: httpcore.Response, named: Mapping[str, str]) -> bytes:
        """Return the unpacked body of a page. Raises `_Unfetched` when it is of a wrong type or too long."""
        media_type, _ = _content_type(named.get("content-type"))
        if media_type and media_type not in ACCEPTED_TYPES:
            raise _Unfetched(f"it is of the type {media_type[:60]}, which is neither a page nor a feed")
        most = self._options.page_bytes
        length = named.get("content-length", "")
        if length.isascii() and length.isdigit() and len(length) < 20 and int(length) > most:
            raise _Unfetched(f"it has more than {most / 1_000_000:g} MB")
        return _unpacked(_Chunks(response.iter_stream(), most), named.get("content-encoding", ""), most)

    def _robots_body(self, response: httpcore.Response, named: Mapping[str, str]) -> bytes:
        """Return the first bytes of a robots.txt, as many as RFC 9309 asks to be read; the rest is left."""
        chunks = _Chunks(response.iter_stream(), ROBOTS_BYTES, cut=True)
        return _unpacked(chunks, named.get("content-encoding", ""), ROBOTS_BYTES, cut=True)

    def _open_pool(self) -> httpcore.ConnectionPool:
        if self._pool is None:
            backend = CheckedBackend(
                self._around.resolve,
                (lambda _address: None) if self._options.allow_private else self._around.refuse,
                lambda: self._deadline - self._around.clock(),
            )
            self._pool = httpcore.ConnectionPool(
                ssl_context=httpx.create_ssl_context(),
                max_connections=10,
                max_keepalive_connections=5,
                keepalive_expiry=30.0,
                network_backend=backend,
            )
        return self._pool

    def _pace(self, host: str, seconds: float) -> None:
        """Wait until `seconds` have passed since the last request to this host."""
        wait = self._asked_at.get(host, float("-inf")) + seconds - self._around.clock()
        if wait > 0:
            self._around.sleep(wait)
        if len(self._asked_at) >= _HOSTS_COUNT:
            self._asked_at.clear()
        self._asked_at[host] = self._around.clock()

    def _network_reason(self, error: Exception) -> str:
        if isinstance(error, httpcore.TimeoutException):
            if self._around.clock() >= self._deadline:
                return f"the whole answer did not come within {self._options.total_seconds:g} seconds"
            if isinstance(error, httpcore.ConnectTimeout):
                return f"the server could not be reached within {self._options.connect_seconds:g} seconds"
            return f"the server sent nothing for {self._options.read_seconds:g} seconds"
        if isinstance(error, httpcore.ConnectError):
            if "CERTIFICATE_VERIFY_FAILED" in str(error):
                return "the server could not prove who it is (its certificate is not valid)"
            detail = _BRACKETED.sub("", " ".join(str(error).split())[:200]).strip().lower()
            return f"the server could not be reached ({detail or type(error).__name__})"
        if isinstance(error, httpcore.ProtocolError):
            return "the server broke the rules of HTTP or broke off in the middle"
        return "the connection broke off"


class _Chunks:
    """The bytes of an answer as they come, `most` of them; beyond that it raises, or ends when it is a `cut`."""

    def __init__(self, chunks: Iterable[bytes], most: int, *, cut: bool = False) -> None:
        self._chunks = iter(chunks)
        self._left = most
        self._most = most
        self._cut = cut

    def read(self, _size: int = 0, /) -> bytes:
        """Return the next chunk; empty at the end."""
        chunk = next((chunk for chunk in self._chunks if chunk), b"") if self._left > 0 or not self._cut else b""
        self._left -= len(chunk)
        if self._left >= 0:
            return chunk
        if self._cut:
            return chunk[: self._left]
        raise _Unfetched(f"it has more than {self._most / 1_000_000:g} MB")


def _unpacked(chunks: _Chunks, encoding: str, most: int, *, cut: bool = False) -> bytes:
    """Return a body freed of its content coding. Raises `_Unfetched` when that cannot be had whole."""
    coding = encoding.strip().lower()
    if coding in ("", "identity"):
        return b"".join(iter(chunks.read, b""))
    if coding not in ("gzip", "x-gzip", "deflate"):
        raise _Unfetched(f"it is packed as {coding[:40]!r}, which we did not ask for")
    body, trouble = unpack(chunks, most)
    if trouble and not cut:
        raise _Unfetched(trouble)
    return body


def _parsed(address: str) -> httpx.URL:
    """Return a web address without its fragment. Raises `_Unfetched` when it is not one that may be fetched."""
    try:
        url = httpx.URL(address)
    except (httpx.InvalidURL, UnicodeError, ValueError) as error:
        raise _Unfetched("this is not a valid web address") from error
    if url.scheme not in ("http", "https"):
        raise _Unfetched("only http and https addresses are fetched")
    if not url.host or "\x00" in url.host:
        raise _Unfetched("the address names no host")
    if url.userinfo:
        raise _Unfetched("the address carries a user name or a password, which are never sent")
    return url.copy_with(fragment=None)


def _redirected(url: httpx.URL, location: str | None) -> httpx.URL:
    if not location:
        raise _Unfetched("it redirects without saying where to")
    try:
        # Servers send raw UTF-8 in Location; headers were read as Latin-1.
        target = url.join(location.encode("latin-1").decode("utf-8", "replace"))
    except (httpx.InvalidURL, UnicodeError, ValueError) as error:
        raise _Unfetched("it redirects to something that is not a web address") from error
    try:
        return _parsed(str(target))
    except _Unfetched as error:
        raise _Unfetched(f"it redirects elsewhere, and there: {error}") from error


def _content_type(value: str | None) -> tuple[str | None, str | None]:
    """Return the media type and the charset of a Content-Type header, in lower case."""
    media_type, _, rest = (value or "").partition(";")
    charset = None
    for parameter in rest.split(";"):
        name, _, given = parameter.partition("=")
        if name.strip().lower() == "charset":
            charset = given.strip().strip("\"'").lower()[:40] or None
    return media_type.strip().lower() or None, charset


def _retry_after(value: str | None) -> float | None:
    """Return the seconds of a Retry-After header (RFC 9110, 10.2.3), a number or a date; None if it has none."""
    text = (value or "").strip()
    if text.isascii() and text.isdigit():
        return float(text[:12])
    try:
        then = parsedate_to_datetime(text)
    except (ValueError, OverflowError):
        return None
    return max(0.0, (then.replace(tzinfo=then.tzinfo or UTC) - datetime.now(UTC)).total_seconds())


def _status(status: int) -> str:
    try:
        return f"{status} {HTTPStatus(status).phrase}"
    except ValueError:
        return str(status)


def _without_password(address: str) -> str:
    """Return an address fit to be shown: what stands before an @ in its host part is left out."""
    scheme, mark, rest = address.partition("://")
    host, slash, path = rest.partition("/")
    return shown(f"{scheme}{mark}{host.rpartition('@')[2]}{slash}{path}" if mark else address)
