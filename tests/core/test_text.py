"""Paragraphs, sentences and words are spans of the text itself."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.core import fold, paragraphs, sentences, words


def cut(text: str) -> list[str]:
    """Return the sentences of `text` as words."""
    return [span.of(text) for span in sentences(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("We sail. We land.", ["We sail.", "We land."]),
        ("Will we sail? Yes! We land…", ["Will we sail?", "Yes!", "We land…"]),
        ("Mr. Brandt met Dr. Okoro. They left.", ["Mr. Brandt met Dr. Okoro.", "They left."]),
        ("The U.S. Navy left on Jan. 5. It came back.", ["The U.S. Navy left on Jan. 5.", "It came back."]),
        ("J. Brandt sails at 5.30 p.m. on Monday.", ["J. Brandt sails at 5.30 p.m. on Monday."]),
        ("“We sail.” She left.", ["“We sail.”", "She left."]),
        ("“Will we?” she asked.", ["“Will we?” she asked."]),
        ("We sail\nWe land", ["We sail", "We land"]),
        ("船が出る。着く。", ["船が出る。", "着く。"]),
        ("Wait... what? No.", ["Wait... what?", "No."]),
        ("", []),
        (" \n \t\n", []),
    ],
)
def test_a_text_is_cut_where_its_sentences_end(text: str, expected: list[str]) -> None:
    """Abbreviations and initials end nothing; a closing mark belongs to its sentence; no sentence crosses a line."""
    assert cut(text) == expected


def test_paragraphs_are_lines_with_something_in_them() -> None:
    """Outer blanks and empty lines are left out, and offsets are the text's own."""
    text = "  One. \n\n\t\nTwo three.\n"
    assert [span.of(text) for span in paragraphs(text)] == ["One.", "Two three."]


def test_words_keep_inner_hyphens_and_apostrophes() -> None:
    """A hyphenated name and a contraction are one word each."""
    text = "Wen Tao‑lin didn’t sail, she's at 3.5 knots."
    assert [span.of(text) for span in words(text)] == [
        "Wen",
        "Tao‑lin",
        "didn’t",
        "sail",
        "she's",
        "at",
        "3.5",
        "knots",
    ]


def test_fold_forgets_how_a_text_is_typed() -> None:
    """Quotation marks, hyphens, blanks, width and case make no difference to a comparison."""
    assert fold("“Tao‑lin’s”  ＡＢＣ\u00a0d") == fold('"tao-lin\'s" abc D')


@given(st.text(alphabet='aA.!?…"”’) \n\t。」5é\u200b\x00\u2028', max_size=200))
def test_sentences_hold_every_visible_character_once(text: str) -> None:
    """Sentences are in order, never overlap, never blank, and leave out nothing but blanks."""
    found = sentences(text)
    end, kept = 0, ""
    for span in found:
        assert end <= span.start
        assert span.of(text).strip()
        kept += span.of(text)
        end = span.end
    assert "".join(kept.split()) == "".join(text.split())


@pytest.mark.parametrize("unit", [".", "?!", ".”", " ", "\t", "a.", "A. ", ". ", "\n", "。"])
def test_a_long_run_of_one_thing_is_cut_without_going_back(unit: str) -> None:
    """Sixty thousand stops, blanks or initials are walked once."""
    text = unit * (60_000 // len(unit))
    assert sum(len(span) for span in sentences(text)) <= len(text)
