"""Spans, days, ids and evidence."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.core import Evidence, Interval, Span, anchor, covers, digest, join, key, overlap, reanchor


@pytest.mark.parametrize(("start", "end"), [(-1, 3), (3, 3), (4, 2)])
def test_a_span_is_never_empty_or_backwards(start: int, end: int) -> None:
    """A span that names no words is refused."""
    with pytest.raises(ValueError, match="not a span"):
        Span(start, end)


def test_an_interval_ends_after_it_begins() -> None:
    """An interval may be one day, and never runs backwards."""
    assert Interval.on(date(2026, 3, 3)).as_json() == ["2026-03-03", "2026-03-03"]
    with pytest.raises(ValueError, match="before it begins"):
        Interval(date(2026, 3, 4), date(2026, 3, 3))


SPANS = st.tuples(st.integers(0, 50), st.integers(1, 50)).map(lambda pair: Span(pair[0], pair[0] + pair[1]))


@given(SPANS, SPANS)
def test_overlap_and_cover_agree(a: Span, b: Span) -> None:
    """What covers a span overlaps it wholly, and overlap is the same from both sides."""
    assert overlap(a, b) == overlap(b, a) == len(set(range(a.start, a.end)) & set(range(b.start, b.end)))
    assert covers(a, b) == (overlap(a, b) == len(b))


def test_join_gives_the_words_in_text_order() -> None:
    """The words of several spans are joined in the order of the text, whatever the order of the spans."""
    assert join("one two three", [Span(8, 13), Span(0, 4)]) == "one three"


KNOWN_ID = "art-f3837e1aae8d1b0c98cba1125bba67"

PARTS = st.lists(st.one_of(st.none(), st.text(max_size=5), st.integers()), max_size=4)


@given(PARTS, PARTS)
def test_different_parts_give_different_ids(a: list[str | int | None], b: list[str | int | None]) -> None:
    """An id tells None from the empty string and ("ab", "c") from ("a", "bc"), for any text."""
    written = [[None if part is None else str(part) for part in parts] for parts in (a, b)]
    assert (key("x", *a) == key("x", *b)) == (written[0] == written[1])


def test_ids_say_their_kind_and_stay_the_same() -> None:
    """An id begins with its kind, and the same content has the same id on every machine."""
    assert key("art", "Rain", None) == KNOWN_ID
    assert len(digest(b"")) == 64


TEXTS = st.text(st.sampled_from("ab é漢🙂\n."), min_size=1, max_size=60)


@given(TEXTS, st.data())
def test_evidence_is_found_again_where_it_stands(text: str, data: st.DataObject) -> None:
    """Evidence of a text is found at its own place, with what stands around it."""
    start = data.draw(st.integers(0, len(text) - 1))
    span = Span(start, data.draw(st.integers(start + 1, len(text))))
    found = anchor("art-1", text, span)
    assert found.exact == span.of(text)
    assert reanchor(text, found) == span == found.span


@given(TEXTS, TEXTS, st.data())
def test_evidence_is_found_again_behind_new_words(text: str, before: str, data: st.DataObject) -> None:
    """When words are put before the text, the same exact words are still found."""
    start = data.draw(st.integers(0, len(text) - 1))
    found = anchor("art-1", text, Span(start, data.draw(st.integers(start + 1, len(text)))))
    again = reanchor(before + text, found)
    assert again is not None
    assert again.of(before + text) == found.exact


def test_surroundings_decide_between_equal_words() -> None:
    """Of several places with the same words, the one with the same surroundings is meant."""
    text = "Rain fell in the north. Rain fell in the south."
    found = anchor("art-1", text, Span(24, 28))
    moved = "It is late. " + text
    assert reanchor(moved, found) == Span(36, 40)


def test_words_that_are_gone_are_not_found() -> None:
    """Evidence whose words are no longer there leads nowhere, and none reaches beyond its text."""
    assert reanchor("nothing of it", Evidence("art-1", 0, 4, "Rain", "", " fell")) is None
    with pytest.raises(ValueError, match="beyond"):
        anchor("art-1", "Rain", Span(0, 5))
