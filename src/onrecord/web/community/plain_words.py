"""Comments as HTML: every character as text, paragraphs as they were, and addresses as links that vouch for nothing.

Whoever writes is a stranger: no HTML of theirs is read, and what looks like an address is a link only where it is
plain to where it leads.
"""

from __future__ import annotations

import re
import unicodedata
from urllib.parse import urlsplit

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe

from onrecord.limits.web import COMMENT_LINKS, LINK_CHARS

__all__ = ["as_html"]

_ADDRESS = re.compile(r"""https?://[^\s<>"'`{}|\\^\[\]]+""", re.IGNORECASE)
_CLOSERS = {")": "("}
_STOPS = ".,;:!?…)"
_REL = "nofollow ugc noopener"  # WHATWG: nobody's vote for a page, typed by readers, and no handle on our window


def as_html(text: str) -> SafeString:
    """Return a comment as paragraphs; at most `COMMENT_LINKS` of its addresses are links."""
    left = COMMENT_LINKS
    paragraphs: list[tuple[SafeString]] = []
    for paragraph in re.split(r"\n\s*\n", text.strip()):
        html, used = _linked(paragraph, left)
        left -= used
        paragraphs.append((html,))
    return format_html_join("", '<p dir="auto">{}</p>', paragraphs)


def _linked(text: str, most: int) -> tuple[SafeString, int]:
    """Return a paragraph with its addresses as links, and how many these are."""
    pieces, at, count = [], 0, 0
    for found in _ADDRESS.finditer(text):
        words = _trimmed(found.group())
        shown = _leads_to(words) if count < most else None
        if shown is None:
            continue
        pieces += [_lines(text[at : found.start()]), format_html('<a href="{0}" rel="{1}">{0}</a>', shown, _REL)]
        at, count = found.start() + len(words), count + 1
    pieces.append(_lines(text[at:]))
    return mark_safe("".join(pieces)), count  # noqa: S308 - each piece is escaped  # nosec


def _lines(text: str) -> SafeString:
    """Return words with their line breaks, all else as text."""
    return format_html_join(mark_safe("<br>"), "{}", ((line,) for line in text.split("\n")))  # nosec


def _trimmed(address: str) -> str:
    """Return an address without the stops of the sentence in which it stands; a parenthesis that it opened stays."""
    while address and address[-1] in _STOPS:
        opener = _CLOSERS.get(address[-1])
        if opener and address.count(opener) >= address.count(address[-1]):
            break
        address = address[:-1]
    return address


def _leads_to(address: str) -> str | None:
    """Return the address with its host as machines read it, or None when it is not plain to where it leads.

    A host in another script is shown in its ASCII form (RFC 3492), for letters of two scripts may look the same; an
    address with a name before its host, or with characters that do not show, is no link.
    """
    if len(address) > LINK_CHARS or any(unicodedata.category(sign)[0] in "CZ" for sign in address):
        return None
    try:
        parts = urlsplit(address)
        host, port = parts.hostname or "", parts.port
        ascii_host = host.encode("idna").decode()
    except ValueError:  # UnicodeError is one
        return None
    if "@" in parts.netloc or not re.fullmatch(r"[a-z0-9.-]*[a-z0-9]", ascii_host) or "." not in ascii_host:
        return None
    place = f"{ascii_host}:{port}" if port else ascii_host
    return parts._replace(scheme=parts.scheme.lower(), netloc=place).geturl()
