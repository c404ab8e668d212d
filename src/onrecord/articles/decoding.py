"""Turning bytes into text, as well as can be, and saying so when it was not clean."""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from onrecord.articles.guessing import LATIN, guessed
from onrecord.errors import Fault
from onrecord.limits.articles import (
    BINARY_SHARE,
    ENCODING_SAMPLE_BYTES,
    MIXED_SHARE,
    MIXED_SHARE_OTHER_SCRIPT,
)

__all__ = ["decode", "storable"]

_BOMS = (
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_DECLARED = re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([A-Za-z0-9_:.\-]{2,40})", re.IGNORECASE)
_CONTROLS = re.compile(r"[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f]")
_NOT_STORABLE = re.compile("[\x00\ud800-\udfff]")
# A piece reaches from one of these to the next: ASCII that stands inside no character of any encoding met.
_HIGH, _EDGE = re.compile(rb"[\x80-\xff]"), re.compile(rb"[\r\n<]")
_BEYOND, _ESCAPED = re.compile(r"[^\x00-\x7f]"), re.compile("[\udc80-\udcff]")
# What a browser reads for these names (WHATWG Encoding Standard): pages that say Latin-1 mean windows-1252.
_AS_BROWSERS_DO = {
    "iso8859-1": "cp1252",
    "ascii": "cp1252",
    "iso8859-9": "cp1254",
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "shift_jis": "cp932",
    "euc_kr": "cp949",
}


def decode(body: bytes, declared: str | None, where: str) -> tuple[str | None, tuple[Fault, ...]]:
    """Return the text of `body` and what was wrong with its encoding; no text when it is binary.

    A byte order mark is believed first, then UTF-8 that has no error, then what the transport or the page
    declares, then a guess. A body that is UTF-8 in one piece and not in another is read piece by piece.
    """
    for mark, marked in _BOMS:
        if body.startswith(mark):
            return _checked(body[len(mark) :].decode(marked, "replace"), where, ())
    if b"\x00" in body[:ENCODING_SAMPLE_BYTES] and (wide := _wide(body)):
        return _checked(body.decode(wide, "replace"), where, ())
    body = body.removeprefix(codecs.BOM_UTF8)
    try:
        return _checked(body.decode("utf-8"), where, ())
    except UnicodeDecodeError:
        pass
    named = declared or _declared(body)
    name = _known(named)
    whole = _strict(body, name) if name and name != "utf-8" else None
    if whole is not None and name not in LATIN:
        return _checked(whole, where, ())
    pieces = _Pieces(body)
    rest = name if whole is not None and name else guessed(pieces.other)
    if pieces.right_share >= (MIXED_SHARE if rest in LATIN else MIXED_SHARE_OTHER_SCRIPT):
        line = body.count(b"\n", 0, pieces.first_wrong) + 1
        place = f", the first in line {line}," if b"\n" in body else ""
        what = f"its encodings are mixed: {pieces.wrong} bytes{place} are not UTF-8 like the rest"
        return _checked(pieces.read(rest), where, (Fault(where, what, f"read them as {_shown(rest)}"),))
    if whole is not None:
        return _checked(whole, where, ())
    what = "the encoding is not declared" if not named else f"the text is not in the encoding it declares ({named})"
    return _checked(body.decode(rest, "replace"), where, (Fault(where, what, f"read it as {_shown(rest)}"),))


def storable(text: str) -> tuple[str, int]:
    """Return `text` with NUL characters and lone surrogates replaced by U+FFFD, and how many there were.

    No database holds them. One code point stands for one, so offsets stay what they were.
    """
    return _NOT_STORABLE.subn("\ufffd", text)


@dataclass(frozen=True)
class _Pieces:
    """The pieces of a body that hold more than ASCII: those that are UTF-8, and those that are not."""

    body: bytes

    @cached_property
    def _found(self) -> list[tuple[int, int, int, int]]:
        """Start and end of each piece, its characters that are UTF-8, and its bytes that are not."""
        return [(start, end, *_evidence(self.body[start:end])) for start, end in _bounds(self.body)]

    @cached_property
    def right_share(self) -> float:
        """Characters beyond ASCII in pieces that are UTF-8, against those and all wrong bytes."""
        right = sum(right for _, _, right, wrong in self._found if right > wrong)
        return right / (right + self.wrong) if right else 0.0

    @cached_property
    def wrong(self) -> int:
        """Bytes that are not UTF-8; in a piece that is mostly not, all beyond ASCII."""
        return sum(
            wrong if right > wrong else len(_HIGH.findall(self.body, start, end))
            for start, end, right, wrong in self._found
        )

    @cached_property
    def first_wrong(self) -> int:
        """Where the first piece that is not wholly UTF-8 begins."""
        return next((start for start, _, _, wrong in self._found if wrong), 0)

    @cached_property
    def other(self) -> bytes:
        """What is not UTF-8, a line each, as far as the guess of its encoding looks."""
        pieces, length = [], 0
        for start, end, right, wrong in self._found:
            if right <= wrong and length < ENCODING_SAMPLE_BYTES:
                pieces.append(self.body[start:end].rpartition(b">")[2][:ENCODING_SAMPLE_BYTES])
                length += len(pieces[-1])
        return b"\n".join(pieces)

    def read(self, rest: str) -> str:
        """Return the text: UTF-8 where it is, else `rest`; stray bytes among UTF-8 are windows-1252."""
        text, last = [], 0
        for start, end, right, wrong in self._found:
            text.append(self.body[last:start].decode("ascii"))
            piece = self.body[start:end]
            if right > wrong:
                text.append(_stray(piece) if wrong else piece.decode("utf-8"))
            else:
                text.append(piece.decode(rest, "replace"))
            last = end
        return "".join((*text, self.body[last:].decode("ascii")))


def _bounds(body: bytes) -> Iterator[tuple[int, int]]:
    """Yield start and end of each piece that holds a byte beyond ASCII."""
    at = 0
    while high := _HIGH.search(body, at):
        here = high.start()
        start = max(
            at, body.rfind(b"\n", at, here) + 1, body.rfind(b"\r", at, here) + 1, body.rfind(b"<", at, here) + 1
        )
        edge = _EDGE.search(body, high.end())
        at = edge.start() if edge else len(body)
        yield start, at


def _evidence(piece: bytes) -> tuple[int, int]:
    """Return how many characters beyond ASCII of `piece` are UTF-8, and how many bytes are not."""
    text = piece.decode("utf-8", "surrogateescape")
    wrong = len(_ESCAPED.findall(text))
    return len(_BEYOND.findall(text)) - wrong, wrong


def _stray(piece: bytes) -> str:
    text = piece.decode("utf-8", "surrogateescape")
    return "".join(_from_cp1252(c) if "\udc80" <= c <= "\udcff" else c for c in text)


def _strict(body: bytes, name: str) -> str | None:
    """Return `body` in the encoding `name`, or None when a byte has no meaning in it."""
    try:
        return body.decode(name)
    except (UnicodeDecodeError, LookupError):
        return None


def _shown(name: str) -> str:
    """Return the name by which people know an encoding."""
    return re.sub(r"^cp(?=125\d$)", "windows-", name)


def _checked(text: str, where: str, faults: tuple[Fault, ...]) -> tuple[str | None, tuple[Fault, ...]]:
    """Refuse binary, and replace what cannot be stored."""
    if len(_CONTROLS.findall(text, 0, ENCODING_SAMPLE_BYTES)) > BINARY_SHARE * min(len(text), ENCODING_SAMPLE_BYTES):
        return None, (Fault(where, "is binary, not text", "left it out"),)
    text, count = storable(text)
    if count:
        faults += (Fault(where, f"{count} characters cannot be stored (NUL or half a character)", "put � for each"),)
    return text, faults


def _wide(body: bytes) -> str | None:
    """Return which UTF-16 `body` is in when it has no mark: Latin letters leave every second byte empty."""
    sample = body[:ENCODING_SAMPLE_BYTES]
    half = len(sample) // 2
    even, odd = sample[::2].count(0), sample[1::2].count(0)
    if odd > half * 0.3 and even < half * 0.05:
        return "utf-16-le"
    return "utf-16-be" if even > half * 0.3 and odd < half * 0.05 else None


def _declared(body: bytes) -> str | None:
    found = _DECLARED.search(body[:ENCODING_SAMPLE_BYTES])
    return found.group(1).decode("ascii", "replace") if found else None


def _known(name: str | None) -> str | None:
    """Return Python's name of an encoding, as browsers read it; None for an unknown or unsafe one."""
    try:
        info = codecs.lookup(name) if name else None
    except (LookupError, ValueError):
        return None
    if info is None or not info._is_text_encoding or info.name in {"idna", "punycode", "utf-7", "unicode_escape"}:
        return None
    return _AS_BROWSERS_DO.get(info.name, info.name)


def _from_cp1252(character: str) -> str:
    return bytes([ord(character) - 0xDC00]).decode("cp1252", "replace")
