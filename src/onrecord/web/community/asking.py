"""What a form of the community asks: who, under which key, and the numbers and words in it."""

from __future__ import annotations

import re
from hashlib import sha256
from urllib.parse import urlsplit
from uuid import uuid4

from django.http import HttpRequest
from django.urls import reverse

from onrecord.community import Caller
from onrecord.community.models import Account
from onrecord.limits.web import FORM_KEY_CHARS

__all__ = ["account_of", "caller_of", "came_from", "new_key", "one_line", "reader_of"]

_STANDS = re.compile(r"/stories/[\w-]+/|/posts/[0-9]+/comments/|/comments/[0-9]+/", re.ASCII)
"""Pages on which comments stand."""


def account_of(request: HttpRequest) -> Account:
    """Return the account that asks; the view has been opened to it already."""
    assert isinstance(request.user, Account)  # noqa: S101 - `allowed` has looked
    return request.user


def reader_of(request: HttpRequest) -> Account | None:
    """Return the account that asks, or None for who is not signed in."""
    return request.user if isinstance(request.user, Account) else None


def new_key() -> str:
    """Return a key for one form: sent twice by a double click, what it asks is done once."""
    return str(uuid4())


def caller_of(request: HttpRequest, *asked: str | int | None) -> Caller:
    """Return who acts, by the form's key and what is asked.

    What is asked has a part in the key, so that a form which is sent again with other words is another act, and one
    that is sent again with the same words is the same.
    """
    typed = request.POST.get("key", "")[:FORM_KEY_CHARS] or new_key()
    body = sha256(repr((typed, asked)).encode("utf-8", "surrogatepass")).hexdigest()
    return Caller(account_of(request).pk, body)


def came_from(request: HttpRequest, comment: int) -> str:
    """Return the page of ours on which a comment stood when its form was sent, at the comment: else its own page."""
    parts = urlsplit(request.headers.get("Referer", ""))
    if parts.netloc != request.get_host() or not _STANDS.fullmatch(parts.path):
        return f"{reverse('comment', args=[comment])}#comment-{comment}"
    return parts._replace(scheme="", netloc="", fragment=f"comment-{comment}").geturl()


def one_line(words: str) -> str:
    """Return typed words in one line, without characters that do not print."""
    return " ".join("".join(sign if sign.isprintable() else " " for sign in words).split())
