"""A form that is too large is refused before any of it is read."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

from onrecord.limits.web import UPLOAD_BYTES
from onrecord.web.plain_faults import plain

__all__ = ["UploadLimitMiddleware"]


class UploadLimitMiddleware:
    """Refuse forms of more than `UPLOAD_BYTES`; one that does not say how long it is counts as empty (WSGI)."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self._get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Pass the request on, unless it says that it is too long."""
        length = request.META.get("CONTENT_LENGTH") or ""
        if length.isascii() and length.isdigit() and int(length[:20]) > UPLOAD_BYTES:
            says = f"A form with its files has at most {UPLOAD_BYTES // 1_000_000} MB. Nothing of it was kept."
            return plain(413, "This is too large", says)
        return self._get_response(request)
