"""Requests that bring a body, kept from holding up the readers who bring none."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from io import BytesIO
from threading import Semaphore
from typing import Any, Protocol

from onrecord.limits.web import SERVER_BODIES, SERVER_SMALL_BODY_BYTES

__all__ = ["Application", "sparing_readers"]


class Application(Protocol):
    """A WSGI application (PEP 3333)."""

    def __call__(self, environ: dict[str, Any], start_response: Callable[..., Any], /) -> Iterable[bytes]:
        """Answer one request."""
        ...


def sparing_readers(application: Application) -> Application:
    """Let at most `SERVER_BODIES` requests of this process take in their bodies at a time.

    A body comes as slowly as its sender likes, and whoever reads it waits. A small one is taken in before the
    application is called, so that the turn is given back; one who gets no turn is told to come again (503).
    """
    turns = Semaphore(SERVER_BODIES)

    def answered(environ: dict[str, Any], start_response: Callable[..., Any], /) -> Iterable[bytes]:
        length = _length(environ)
        if length == 0:
            return application(environ, start_response)
        if not turns.acquire(blocking=False):  # who waits for a turn holds up readers too
            return _refused(start_response)
        try:
            if length is None or length > SERVER_SMALL_BODY_BYTES:
                return application(environ, start_response)
            environ["wsgi.input"] = BytesIO(environ["wsgi.input"].read(length))
        finally:
            turns.release()
        return application(environ, start_response)

    return answered


def _length(environ: dict[str, Any]) -> int | None:
    """Return the bytes of the body, None when the request does not say."""
    told = environ.get("CONTENT_LENGTH") or ""
    if told.isascii() and told.isdigit():
        return int(told[:20])
    return None if environ.get("HTTP_TRANSFER_ENCODING") else 0


def _refused(start_response: Callable[..., Any]) -> Iterable[bytes]:
    body = b"Too many forms are being sent at this moment. Nothing of yours was kept; send it again.\n"
    headers = [("Content-Type", "text/plain"), ("Content-Length", str(len(body))), ("Retry-After", "5")]
    start_response("503 Service Unavailable", headers)
    return [body]
