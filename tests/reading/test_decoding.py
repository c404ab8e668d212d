"""From tags and pointers to relations, on answers made by hand."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from onrecord.reading.decoding import Answer, Found, decode
from onrecord.reading.pieces import Pieces, Window, windows

TAGS = {".": 0, "S": 1, "s": 2, "C": 3, "c": 4, "X": 5, "x": 6}
SURE = 8.0


def pieces_of(count: int) -> Pieces:
    """Return as many words of one letter with blanks between."""
    starts = np.arange(count, dtype=np.int64) * 2
    return Pieces(starts, starts, starts + 1, np.zeros(count, dtype=np.int64), np.ones(count, dtype=np.bool_))


def answer(tags: str, points: dict[int, int]) -> Answer:
    """Return an answer that is sure of `tags`; word a points at word b, or at null when b is -1.

    Each pointer's target has a direction of its own in the space of the vectors.
    """
    count = len(tags)
    logits = np.zeros((count, 7), dtype=np.float32)
    logits[np.arange(count), [TAGS[tag] for tag in tags]] = SURE
    vectors = np.zeros((count + 1, 512), dtype=np.float32)
    for role in (0, 256):
        vectors[np.arange(count + 1), role + 128 + np.arange(count + 1)] = 12.0
        for word, target in points.items():
            vectors[word + 1, role + target + 1] = 12.0
    return Answer(Window(0, count, 0, count), logits, vectors)


def test_source_cue_and_content_are_joined() -> None:
    """A cue's pointer names its source, and content points at its cue."""
    tags = "SsC.Xxx."
    found = decode(pieces_of(8), [answer(tags, {2: 0, 4: 2, 5: 2, 6: 2})])
    assert [(one.source, one.cue, one.content) for one in found] == [((0, 1), (2, 2), ((4, 6),))]
    assert found[0].confidence > 0.8


def test_one_source_serves_two_cues() -> None:
    """Two cues may point at one source, and their contents part where the pointers change."""
    found = decode(pieces_of(8), [answer("SCXxCXx.", {1: 0, 4: 0, 2: 1, 3: 1, 5: 4, 6: 4})])
    assert [(one.source, one.content) for one in found] == [((0, 0), ((2, 3),)), ((0, 0), ((5, 6),))]


def test_content_stands_on_both_sides_of_its_cue() -> None:
    """A quotation that its cue interrupts is one relation with two runs of content."""
    (found,) = decode(pieces_of(7), [answer("XxSCXx.", {3: 2, 0: 3, 1: 3, 4: 3, 5: 3})])
    assert found.content == ((0, 1), (4, 5))


def test_a_cue_that_points_at_null_has_no_source() -> None:
    """A relation without a source says so."""
    (found,) = decode(pieces_of(4), [answer("CXx.", {0: -1, 1: 0, 2: 0})])
    assert found.source is None


def test_a_cue_without_content_is_no_relation() -> None:
    """Nothing is attributed, so nothing is found."""
    assert decode(pieces_of(3), [answer("SC.", {1: 0})]) == []


def test_an_inside_never_follows_another_role() -> None:
    """The tagger's best path has no run that begins inside, however sure one word is."""
    (found,) = decode(pieces_of(5), [answer("SC.xx", {1: 0, 3: 1, 4: 1})])
    assert found.content == ((3, 4),)


@given(st.integers(min_value=0, max_value=900), st.integers(min_value=0, max_value=2**32 - 1))
def test_any_answer_gives_runs_inside_the_text(count: int, seed: int) -> None:
    """Whatever the network says, runs are in order, not empty, and no word is content twice."""
    chance = np.random.default_rng(seed)
    pieces = pieces_of(count)
    given_answers = [
        Answer(
            window,
            chance.normal(0, 3, (window.end - window.start, 7)).astype(np.float32),
            chance.normal(0, 2, (window.end - window.start + 1, 512)).astype(np.float32),
        )
        for window in windows(count)
    ]
    taken: set[int] = set()
    for one in decode(pieces, given_answers):
        _inside(one, count)
        for first, last in one.content:
            words = set(range(first, last + 1))
            assert not words & taken
            taken |= words


def _inside(found: Found, count: int) -> None:
    for first, last in (*found.content, found.cue, *([found.source] if found.source else [])):
        assert 0 <= first <= last < count
    assert found.content
    assert 0 < found.confidence <= 1
