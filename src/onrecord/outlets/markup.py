"""Making XML harmless before any parser sees it.

The text is decoded once, by us; what the checks look at is, character for character, what the parsers get, so
that no encoding can show one thing to the check and another to the parser.
"""

from __future__ import annotations

import codecs
import re

__all__ = ["HostileMarkup", "defused"]

_DECLARED = re.compile(rb"""<\?xml[^>]{0,200}?encoding\s{0,20}=\s{0,20}["']([A-Za-z0-9._-]{1,40})["']""")
_DECLARATION = re.compile(r"^\s*<\?xml[^>]{0,1000}\?>")
_INNER_DECLARATION = re.compile(r"<!(?:entity|attlist|element|notation)", re.IGNORECASE)
_ASCII = bytes(range(0x20, 0x7F))
_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_WIDE_STARTS = (
    (b"<\x00\x00\x00", "utf-32-le"),
    (b"\x00\x00\x00<", "utf-32-be"),
    (b"<\x00", "utf-16-le"),
    (b"\x00<", "utf-16-be"),
)


class HostileMarkup(Exception):
    """The document declares a grammar of its own; the message is a plain sentence."""


def defused(body: bytes, charset: str | None) -> bytes:
    """Return an XML document in UTF-8 without its XML declaration. Raises `HostileMarkup` when it is a trap.

    A document type that names an outside grammar is let through, since no parser here loads one (RSS 0.91 asks
    for it). A declaration of an entity, an attribute or an element is refused wherever it stands, in comments too,
    since telling a real one from a harmless one is the very thing that traps play on: external entities, the
    billion laughs and attribute defaults need them, feeds do not. `charset` is what the transport declared.
    """
    text = body.decode(_encoding(body, charset), "replace").lstrip("\ufeff").replace("\x00", "")
    if _INNER_DECLARATION.search(text):
        raise HostileMarkup("it declares entities or a grammar, as documents do that read files or swell without end")
    return _DECLARATION.sub("", text, count=1).lstrip().encode("utf-8", "replace")


def _encoding(body: bytes, charset: str | None) -> str:
    for bom, encoding in _BOMS:
        if body.startswith(bom):
            return encoding
    start = body.lstrip(b" \t\r\n")[:4]
    for opening, encoding in _WIDE_STARTS:
        if start.startswith(opening):
            return encoding
    declared = _DECLARED.search(body[:1000])
    for name in (charset, declared.group(1).decode("ascii") if declared else None):
        if name and _is_ascii_superset(name):
            return name
    return "utf-8"


def _is_ascii_superset(name: str) -> bool:
    """Return whether an encoding reads ASCII as ASCII: UTF-7, EBCDIC and the like hide markup from plain eyes."""
    try:
        return codecs.lookup(name)._is_text_encoding and _ASCII.decode(name) == _ASCII.decode("ascii")
    except (LookupError, UnicodeError, ValueError):
        return False
