"""Guessing the encoding of text that neither is UTF-8 nor says what it is."""

from __future__ import annotations

import codecs
import re

from charset_normalizer import from_bytes

from onrecord.articles.language import language_of
from onrecord.limits.articles import (
    ENCODING_EVIDENCE_BYTES,
    ENCODING_SAMPLE_BYTES,
)

__all__ = ["LATIN", "guessed"]

_WESTERN = ("cp1252", "mac-roman", "cp850")
# The encodings in which a language was written before UTF-8, the likelier first.
_BY_LANGUAGE = {
    **dict.fromkeys(("pl", "hu", "ro", "sq"), ("cp1250", "iso8859-2")),
    # "š" in windows-1250 is no letter at all in ISO 8859-2, while the other way round it is another letter.
    **dict.fromkeys(("cs", "sk", "sl", "hr", "bs"), ("iso8859-2", "cp1250")),
    **dict.fromkeys(("tr", "az"), ("cp1254",)),
    **dict.fromkeys(("et", "lv", "lt"), ("cp1257",)),
}
LATIN = frozenset(
    codecs.lookup(name).name
    for name in (
        "cp437 cp775 cp850 cp852 cp857 cp858 cp1250 cp1252 cp1254 cp1257 cp1258 iso8859-1 iso8859-2 iso8859-3 "
        "iso8859-4 iso8859-9 iso8859-10 iso8859-13 iso8859-14 iso8859-15 iso8859-16 mac-roman mac-latin2 "
        "mac-iceland mac-turkish mac-croatian mac-romanian hp-roman8"
    ).split()
)
"""Python's names of the encodings with one byte for each Latin letter."""

_LETTER = r"[^\W\d_]"
# What no word of a right reading holds: a sign between letters, a capital behind small letters, an unknown byte.
_ODD = re.compile(rf"(?<={_LETTER})[^\w\s!-~’‘·\-–—…](?={_LETTER})|(?<=[a-z])[À-ÖØ-ÞŒŠŽŸ]|\ufffd|[\x80-\x9f]")


def guessed(body: bytes) -> str:
    """Return Python's name of the encoding that `body` is most likely in.

    charset-normalizer tells scripts apart. Among the encodings of Latin letters it cannot: Czech and Spanish have
    the same bytes for their accents, so the language that the other letters tell decides, and windows-1252 where
    it is no language of another page. Older encodings come in only where they read fewer odd signs.
    """
    sample = body[:ENCODING_SAMPLE_BYTES]
    high = sum(byte > 0x7F for byte in sample)
    if high >= ENCODING_EVIDENCE_BYTES:
        names = (codecs.lookup(guess.encoding).name for guess in from_bytes(sample))
        # Mainframes' encodings, in which not even ASCII is itself, are guessed for noise alone.
        name = next((name for name in names if b"<a>\n".decode(name, "replace") == "<a>\n"), None)
        if name and name not in LATIN:
            return name
    language = language_of(sample.decode("cp1252", "replace"))
    candidates = _BY_LANGUAGE.get(language or "", _WESTERN)
    return min(candidates, key=lambda name: len(_ODD.findall(sample.decode(name, "replace"))))
