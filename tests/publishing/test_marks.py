"""Quotation marks: which have a partner, and what may stand between ours."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from onrecord.core import Span, covers
from onrecord.publishing.marks import headline, label, quotable, unmatched

ANY = st.text(alphabet='ab ,.“”"„«»\n😀', max_size=40)


def test_pairs_of_several_languages_have_partners() -> None:
    """English, German, French, Japanese and straight pairs are known, nested ones too."""
    for text in ("“a” b", "„a“ b", "„a” b", "«a» b", "「a」", '"a" b', "“a «b» c”", "no marks at all, 6 feet"):
        assert unmatched(text) == ()


def test_a_lone_mark_is_found() -> None:
    """A mark without its partner is named by its place."""
    assert unmatched("a “b") == (2,)
    assert unmatched("a” “b”") == (1,)
    assert unmatched('one" two "three" ') == (16 - 1,) or unmatched('one" two "three" ') == (15,)


def test_a_quotation_over_paragraphs_becomes_one_span_each() -> None:
    """A paragraph that opens with a mark of its own gives its words without it, so that ours can stand around."""
    text = "“First words.\n\n“Second words.”"
    spans = quotable(text, Span(1, len(text) - 1))
    assert [span.of(text) for span in spans] == ["First words.", "Second words."]


def test_the_comma_of_american_setting_is_left_outside() -> None:
    """A comma that closes the quoted words for the sentence around them is not part of what was said."""
    text = "“We will wait,” she said."
    assert quotable(text, Span(1, 14))[0].of(text) == "We will wait"


def test_a_lone_mark_within_a_pair_parts_the_pair() -> None:
    """Where a lone mark stands inside a pair, no half of the pair is left alone."""
    assert [span.of("a «b” c» d") for span in quotable("a «b” c» d", Span(0, 10))] == ["a", "b", "c", "d"]


@given(ANY, st.data())
def test_what_is_quotable_stands_in_the_text_and_in_pairs(text: str, data: st.DataObject) -> None:
    """Every span given lies within the one asked for, in one paragraph, and has no lone mark."""
    if not text:
        return
    start = data.draw(st.integers(0, len(text) - 1))
    span = Span(start, data.draw(st.integers(start + 1, len(text))))
    for part in quotable(text, span):
        assert covers(span, part)
        assert "\n" not in part.of(text)
        assert unmatched(part.of(text)) == ()


@given(st.text(max_size=400))
def test_labels_hold_no_marks_and_no_controls(text: str) -> None:
    """A name set in our own words holds no double quotation mark and no control character, and stays short."""
    plain = label(text)
    assert unmatched(plain, every=True) == ()
    assert len(plain) <= 160
    assert plain == " ".join(plain.split())


def test_a_headline_keeps_marks_around_stored_words_only() -> None:
    """Marked words that no report has get single marks, as newspapers set headlines."""
    assert headline("Strait is “shut”", ["The strait is shut."]) == "Strait is “shut”"
    assert headline('Strait is "closed"', ["The strait is shut."]) == "Strait is ‘closed’"
    assert headline("Strait “shut", ["The strait is shut."]) == "Strait shut"
    assert headline(None, []) == "No headline known"


def test_a_million_marks_take_no_time_to_speak_of() -> None:
    """A text of nothing but quotation marks, or without one full stop, is cut in one pass."""
    for text in (
        "“" * 200_000,
        '"' * 200_001,
        "”a" * 100_000,
        "x" * 1_000_000,
        "«" * 100_000 + "”a" + "»" * 100_000,
        "“”«" * 100_000,
    ):
        assert isinstance(quotable(text, Span(0, len(text))), tuple)
        assert len(headline(text, [])) <= 300
