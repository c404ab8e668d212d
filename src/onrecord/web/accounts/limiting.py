"""How often somebody may try to sign in: whose tries are counted, and what is said when there were too many."""

from __future__ import annotations

from collections.abc import Mapping

from allauth.core.internal.httpkit import get_client_ip
from django.http import HttpRequest, HttpResponse

from onrecord.web.plain_faults import plain

__all__ = ["client_address", "too_many_tries", "tried_address"]

ADDRESS_CHARS = 254
"""Longest e-mail address (RFC 5321, erratum 1690)."""


def tried_address(request: HttpRequest, credentials: Mapping[str, object] | None) -> str:
    """Return the e-mail address with which somebody tries to sign in, in the one form in which tries are counted."""
    said = credentials or request.POST
    name = said.get("email") or said.get("username") or said.get("login") or ""
    return str(name).strip().lower().replace("\x00", "")[:ADDRESS_CHARS]


def client_address(request: HttpRequest) -> str | None:
    """Return the network address that asks: the connection's, or what a trusted proxy says; None: there is none."""
    address: str | None = get_client_ip(request)
    return address


def too_many_tries(request: HttpRequest, original: HttpResponse, credentials: object) -> HttpResponse:  # noqa: ARG001
    """Answer who failed too often. Says the same whether the account exists or not."""
    answer = plain(
        429,
        "Too many tries",
        "Signing in with this e-mail address failed too often from here. Wait a quarter of an hour, or reset the"
        " password. Other people, and you from elsewhere, are not affected.",
    )
    answer["Retry-After"] = "900"
    return answer
