"""What a comment may be made of."""

from __future__ import annotations

import unicodedata

import hypothesis.strategies as st
import pytest
from hypothesis import given

from onrecord.community.plain_text import plain
from onrecord.errors import ActRefused

REFUSED = [
    ("nothing", "", "needs words"),
    ("blanks", " \n\t ", "needs words"),
    ("combining marks alone", "\u0301\u0302\u0303", "needs words"),
    ("zero-width signs alone", "\u200b\u200d\u2060\ufeff", "needs words"),
    ("a filler of Hangul", "\u3164\u2800", "needs words"),
    ("overrides alone", "\u202e\u202c", "needs words"),
    ("tags alone", "\U000e0041\U000e0042", "needs words"),
    ("a letter under a heap of marks", "Z" + "\u0351" * 9, "at most 8 marks"),
    ("NUL", "a\x00b", r"U\+0000"),
    ("an escape", "a\x1b[31mb", r"U\+001B"),
    ("half a pair", "a\ud800b", r"U\+D800"),
    ("a megabyte", "a" * 1_000_000, "at most 4000 characters, and this has 1000000"),
    ("one too many", "a" * 4001, "at most 4000 characters, and this has 4001"),
    ("much in bytes", "\U0001f600" * 20_000, "at most 4000 characters"),
]


@pytest.mark.parametrize(("text", "says"), [each[1:] for each in REFUSED], ids=[each[0] for each in REFUSED])
def test_what_nobody_could_read_is_refused(text: str, says: str) -> None:
    """Texts that show nothing, heap marks, hold controls, or are too long: each with its sentence."""
    with pytest.raises(ActRefused, match=says) as refused:
        plain(text, 4000)
    assert refused.value.code == "words"


KEPT = [
    ("an override is taken out", "paid \u202eieweT 5\u202c", "paid ieweT 5"),
    ("so are isolates and embeddings", "\u2066a\u2069\u202ab\u202c", "ab"),
    ("marks of direction stay", "\u05d0\u200f!", "\u05d0\u200f!"),
    ("Hebrew with vowels and accents", "\u05d1\u05bc\u05b0\u0591", "\u05d1\u05b0\u05bc\u0591"),
    ("an emoji", "\U0001f44d\U0001f3fd", "\U0001f44d\U0001f3fd"),
    ("composed", "e\u0301", "\u00e9"),
    ("ends of lines", "a\r\nb\rc\u2028d", "a\nb\nc\nd"),
    ("at most one empty line", "a\n \n\n\nb  ", "a\n\nb"),
    ("markup is words", "<script>alert(1)</script>", "<script>alert(1)</script>"),
    ("a formula is words", "=1+1", "=1+1"),
]


@pytest.mark.parametrize(("text", "kept"), [each[1:] for each in KEPT], ids=[each[0] for each in KEPT])
def test_what_is_kept_of_a_text(text: str, kept: str) -> None:
    """Controls that turn writing direction go, letters of every script stay, lines end in one way."""
    assert plain(text, 4000) == kept


@given(st.text(max_size=300))
def test_what_was_taken_once_is_taken_again_as_it_is(text: str) -> None:
    """Whatever is taken is composed, bounded, turns nothing, and is its own plain text."""
    try:
        kept = plain(text, 200)
    except ActRefused:
        return
    assert 1 <= len(kept) <= 200
    assert unicodedata.is_normalized("NFC", kept)
    assert not {"\u202e", "\u2066", "\x00", "\r"} & set(kept)
    assert plain(kept, 200) == kept
