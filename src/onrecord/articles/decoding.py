"""Turning bytes into text, as well as can be, and saying so when it was not clean."""

from __future__ import annotations

import codecs
import re

from charset_normalizer import from_bytes

from onrecord.errors import Fault
from onrecord.limits import BINARY_SHARE, ENCODING_EVIDENCE_BYTES, ENCODING_SAMPLE_BYTES

__all__ = ["decode", "storable"]

_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_DECLARED = re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([A-Za-z0-9_:.\-]{2,40})", re.IGNORECASE)
_CONTROLS = re.compile(r"[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f]")
_NOT_STORABLE = re.compile("[\x00\ud800-\udfff]")
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
    declares, then a guess. In UTF-8 with a few wrong bytes those bytes are read as windows-1252.
    """
    for mark, marked in _BOMS:
        if body.startswith(mark):
            return _checked(body[len(mark) :].decode(marked, "replace"), where, ())
    if b"\x00" in body[:ENCODING_SAMPLE_BYTES] and (wide := _wide(body)):
        return _checked(body.decode(wide, "replace"), where, ())
    try:
        return _checked(body.decode("utf-8"), where, ())
    except UnicodeDecodeError as error:
        at = error.start
    named = declared or _declared(body)
    if (name := _known(named)) and name != "utf-8":
        try:
            return _checked(body.decode(name), where, ())
        except (UnicodeDecodeError, LookupError):
            pass
    text = body.decode("utf-8", "surrogateescape")
    wrong = sum(1 for character in text if "\udc80" <= character <= "\udcff")
    right = sum(1 for character in text if character > "\x7f") - wrong
    if right > wrong:
        mixed = "".join(_from_cp1252(c) if "\udc80" <= c <= "\udcff" else c for c in text)
        what = f"{wrong} bytes, the first at {at}, are not UTF-8 like the rest"
        return _checked(mixed, where, (Fault(where, what, "read them as windows-1252"),))
    # The guesser needs some evidence; a few accents in Latin text are most often windows-1252.
    guess = from_bytes(body[:ENCODING_SAMPLE_BYTES]).best() if wrong >= ENCODING_EVIDENCE_BYTES else None
    guessed = guess.encoding if guess else "cp1252"
    what = "the encoding is not declared" if not named else f"the text is not in the encoding it declares ({named})"
    return _checked(body.decode(guessed, "replace"), where, (Fault(where, what, f"read it as {guessed}"),))


def storable(text: str) -> tuple[str, int]:
    """Return `text` with NUL characters and lone surrogates replaced by U+FFFD, and how many there were.

    No database holds them. One code point stands for one, so offsets stay what they were.
    """
    return _NOT_STORABLE.subn("\ufffd", text)


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
