"""Telling what a file holds: by its first bytes, and by its ending only where they leave it open."""

from __future__ import annotations

import re
from typing import Literal

__all__ = ["COMPANIONS", "READ_ENDINGS", "Kind", "ending", "sniff"]

Kind = Literal["text", "html", "lines", "archive", "feed", "opml", "json", "xml", "binary", "empty"]

READ_ENDINGS = frozenset(
    ".txt .text .md .markdown .html .htm .xhtml .xht .jsonl .ndjson .warc .opml .xml .rss .atom .rdf".split()
)
"""Endings read in a folder, with or without `.gz` behind them; a file without an ending is read if it is text."""

COMPANIONS = frozenset(
    ".css .js .mjs .map .png .jpg .jpeg .gif .svg .webp .avif .bmp .ico .tif .tiff .woff .woff2 .ttf .otf .eot "
    ".mp3 .mp4 .m4a .webm .ogg .wav .avi .mov .download .lock .ini .db".split()
)
"""Endings passed over in a folder without a word: what browsers and systems lay beside a saved page."""

_TEXT_ENDINGS = frozenset((".txt", ".text", ".md", ".markdown"))
_HTML_ENDINGS = frozenset((".html", ".htm", ".xhtml", ".xht"))
_LINES_ENDINGS = frozenset((".jsonl", ".ndjson"))
_BOMS = (
    (b"\xef\xbb\xbf", "utf-8"),
    (b"\xff\xfe\x00\x00", "utf-32-le"),
    (b"\x00\x00\xfe\xff", "utf-32-be"),
    (b"\xff\xfe", "utf-16-le"),
    (b"\xfe\xff", "utf-16-be"),
)
_MAGICS = (
    b"%PDF-", b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"PK\x03\x04", b"PK\x05\x06", b"Rar!", b"7z\xbc\xaf", b"BZh",
    b"\xfd7zXZ", b"\x28\xb5\x2f\xfd", b"\x7fELF", b"MZ", b"{\\rtf", b"\xd0\xcf\x11\xe0", b"SQLite format 3", b"bplist",
)  # fmt: skip
_CONTROLS = bytes([*range(0x09), *range(0x0E, 0x1B), *range(0x1C, 0x20), 0x7F])
_CONTROL_SHARE = 0.02
"""Share of control characters at which bytes are no text: random bytes have .11, real text 0."""
_ROOT = re.compile(r"<\s*([a-z][a-z0-9:_-]*)")
_LEAD = re.compile(r"\s+|<\?[^>]{0,1000}>|<!doctype[^>\[]{0,1000}(?:\[[^\]]{0,10000}\])?\s*>")
_HTML_MARKS = ("<!doctype html", "<html", "<head", "<body")


def ending(name: str) -> str:
    """Return the ending of a file name in lower case with its full stop, a closing `.gz` left out; "" if none."""
    lowered = name.lower().removesuffix(".gz")
    stem, dot, last = lowered.rpartition(".")
    return dot + last if stem.strip("./") and last.isalnum() else ""


def sniff(head: bytes, name: str) -> Kind:
    """Return the kind of a file from its first bytes, already unpacked, and its name.

    Content decides before the ending: an archive that is really HTML is HTML.
    """
    if not head.strip(b" \t\r\n\x0b\x0c").removeprefix(_BOMS[0][0]):
        return "empty"
    if head.startswith(b"WARC/"):
        return "archive"
    encoding = _wide_encoding(head)
    if encoding is None and _is_binary(head):
        return "binary"
    text = head.decode(encoding or "latin-1", "replace").lstrip("\ufeff\xef\xbb\xbf")
    if not text.strip():
        return "empty"
    return _markup(text.lower()) or _by_ending(text, ending(name))


def _wide_encoding(head: bytes) -> str | None:
    """Return the encoding of text in two or four bytes a character: by its mark, or by where its zeros stand."""
    for bom, encoding in _BOMS:
        if head.startswith(bom):
            return encoding
    half = len(head) // 2
    if half < 4:
        return None
    even, odd = head[0::2].count(0) / half, head[1::2].count(0) / half
    if odd > 0.3 and even < 0.02:
        return "utf-16-le"
    if even > 0.3 and odd < 0.02:
        return "utf-16-be"
    return None


def _is_binary(head: bytes) -> bool:
    if head.startswith(_MAGICS) or b"\x00" in head:
        return True
    controls = len(head) - len(head.translate(None, _CONTROLS))
    return controls > len(head) * _CONTROL_SHARE


def _markup(text: str) -> Kind | None:
    """Return the kind that the root element tells, if the text begins with one."""
    place = 0
    while True:
        if text.startswith("<!--", place):
            place = text.find("-->", place) + 3
            if place < 3:
                return None
        elif text.startswith("<!doctype html", place):
            return "html"
        elif match := _LEAD.match(text, place):
            place = match.end()
        else:
            break
    root = _ROOT.match(text, place)
    if root is None:
        return None
    name = root.group(1)
    if name in ("rss", "rdf:rdf", "feed", "atom:feed"):
        return "feed"
    if name == "opml":
        return "opml"
    if name in ("html", "head", "body"):
        return "html"
    return "xml" if text.startswith("<?xml") else None


def _by_ending(text: str, end: str) -> Kind:
    """Return the kind of what is text and not plainly markup."""
    if end in _LINES_ENDINGS:
        return "lines"
    if end in _TEXT_ENDINGS:
        return "text"
    lowered = text.lower()
    if any(mark in lowered for mark in _HTML_MARKS) or (end in _HTML_ENDINGS and "<" in text):
        return "html"
    if text.lstrip().startswith(("{", "[")) and end in ("", ".json"):
        first = text.strip().split("\n", 1)[0].strip()
        return "lines" if first.startswith("{") and first.endswith("}") else "json"
    return "xml" if end in (".xml", ".opml", ".rss", ".atom", ".rdf") and "<" in text else "text"
