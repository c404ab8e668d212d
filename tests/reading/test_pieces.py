"""Cutting a text into pieces and windows."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from onrecord.limits.reading import (
    OVERLAP_PIECES,
    SECTION_PIECES,
    WINDOW_PIECES,
)
from onrecord.reading.pieces import FEATURES, cut, windows
from onrecord.reading.quotations import find_pairs

TEXTS = st.text(alphabet=st.characters(codec="utf-8"), max_size=300) | st.lists(
    st.sampled_from(
        ["“We sail,”", "Brandt said", "\n\n", "BRANDT:", "e\u0301", "\u200b", "🙂", "中文", "שלום", "\x00", " "]
    )
).map("".join)


@given(TEXTS)
def test_pieces_lie_in_the_text_in_order(text: str) -> None:
    """Whatever the text, each piece is a stretch of it behind the one before, and each word ends within the text."""
    pieces = cut(text, [pair.span for pair in find_pairs(text)])
    assert (pieces.starts[1:] >= pieces.starts[:-1]).all()
    assert (pieces.ends > pieces.starts).all()
    assert not len(pieces) or pieces.ends.max() <= len(text)
    assert ((pieces.features >= 0) & (pieces.features < FEATURES)).all()


def test_a_word_of_several_pieces_ends_where_it_ends() -> None:
    """A rare word is cut into pieces of which the first carries the word's end."""
    text = "Zwyxelbrook said"
    pieces = cut(text, [])
    words = np.flatnonzero(pieces.words)
    assert len(pieces) > 2
    assert [text[pieces.starts[at] : pieces.ends[at]] for at in words] == ["Zwyxelbrook", "said"]


def test_features_tell_case_quotation_and_paragraph() -> None:
    """What lower-casing loses is beside the pieces: capitals, quotation marks, the begin of a paragraph."""
    text = "The ferry “SAILS” now.\n\nBrandt said so."
    pieces = cut(text, [pair.span for pair in find_pairs(text)])
    of = {text[s:e]: int(f) for s, e, f in zip(pieces.starts, pieces.ends, pieces.features, strict=True)}
    assert of["The"] == 2 + 8
    assert of["ferry"] == 1
    assert of["SAILS"] == 3 + 4
    assert of["Brandt"] == 2 + 8
    assert of["said"] == 1


def test_marks_that_may_be_cues_count_as_words() -> None:
    """A colon or a dash can stand for "said" and is tagged like a word; a comma never is."""
    pieces = cut("BRANDT: No — never, ever.", [])
    text = "BRANDT: No — never, ever."
    words = [text[pieces.starts[at] : pieces.ends[at]] for at in np.flatnonzero(pieces.words)]
    assert words == ["BRANDT", ":", "No", "—", "never", "ever"]


@given(st.integers(min_value=0, max_value=5 * WINDOW_PIECES))
def test_each_piece_is_answered_for_once(count: int) -> None:
    """The windows' own parts follow one another without a gap, and each lies within its window."""
    place = 0
    for window in windows(count):
        assert window.first == place
        assert window.start <= window.first < window.last <= window.end <= count
        assert window.end - window.start <= WINDOW_PIECES
        place = window.last
    assert place == count


@given(st.integers(min_value=WINDOW_PIECES + 1, max_value=5 * WINDOW_PIECES))
def test_no_piece_is_answered_for_at_the_edge_of_its_window(count: int) -> None:
    """Inside a long text a piece has half the overlap before and behind it in its window."""
    for window in windows(count):
        assert window.start == 0 or window.first - window.start >= OVERLAP_PIECES // 2
        assert window.end == count or window.end - window.last >= OVERLAP_PIECES // 2


def test_sections_hold_a_long_text_and_part_at_paragraphs() -> None:
    """No section is longer than the limit, none is cut inside a paragraph that fits, and together they are the text."""
    text = "The ferry sails again and again and again today.\n\n" * 2_000
    pieces = cut(text, [])
    sections = list(pieces.sections())
    assert len(sections) > 1
    assert sum(map(len, sections)) == len(pieces)
    assert max(map(len, sections)) <= SECTION_PIECES
    assert all(text[section.starts[0] :].startswith("The ferry") for section in sections)
    endless = cut("ferry " * (SECTION_PIECES + 10), [])
    assert [len(section) for section in endless.sections()] == [SECTION_PIECES, 10]
