"""What a comment may be made of: plain text that others can see, and that cannot turn their page round."""

from __future__ import annotations

import re
import unicodedata

from onrecord.errors import ActRefused
from onrecord.limits.community import COMMENT_BYTES, MARKS_IN_A_ROW

__all__ = ["plain"]

_TURNING = re.compile("[\u202a-\u202e\u2066-\u2069]")
"""Embeddings, overrides and isolates of writing direction (UAX 9). Text in any script reads well without them, while
one that is left open turns round what stands after it; they are invisible, so whoever pasted one could not find it to
take it out. The marks U+200E, U+200F and U+061C, which turn nothing, stay."""
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
_BLANK = frozenset("\u115f\u1160\u2800\u3164\uffa0")
"""Letters and symbols that show nothing: fillers of Hangul, the empty pattern of Braille."""
_GAPS = re.compile(r"\n[^\S\n]*\n\s*\n")
_LINES = re.compile(r"\r\n?|\u2028|\u2029")


def plain(text: str, characters: int, what: str = "a comment") -> str:
    """Return a text as it is kept: in Unicode's composed form (NFC), without what turns writing direction.

    Raises `ActRefused` when it is longer than `characters`, holds what no text holds, or shows nothing; `what` it is
    stands in the message.
    """
    if len(text) > COMMENT_BYTES or len(text.encode("utf-8", "surrogatepass")) > COMMENT_BYTES:
        raise ActRefused(f"{what} has at most {characters} characters, and this has {len(text)}", code="words")
    if found := _CONTROL.search(text):
        raise ActRefused(f"{what} holds no control character, and this has U+{ord(found[0]):04X}", code="words")
    kept = unicodedata.normalize("NFC", _TURNING.sub("", _LINES.sub("\n", text)))
    kept = _GAPS.sub("\n\n", kept).strip()
    if len(kept) > characters:
        raise ActRefused(f"{what} has at most {characters} characters, and this has {len(kept)}", code="words")
    if not any(unicodedata.category(sign)[0] in "LNPS" and sign not in _BLANK for sign in kept):
        raise ActRefused(f"{what} needs words, and this shows none", code="words")
    row = 0
    for sign in kept:
        row = row + 1 if unicodedata.category(sign)[0] == "M" else 0
        if row > MARKS_IN_A_ROW:
            raise ActRefused(f"a letter takes at most {MARKS_IN_A_ROW} marks, and this has one with more", code="words")
    return kept
