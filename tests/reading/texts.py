"""Texts of every kind of trouble, and every span of a reading."""

from __future__ import annotations

from collections.abc import Iterator

from hypothesis import strategies as st

from onrecord.core import Span
from onrecord.reading import Reading

PIECES = st.sampled_from(
    [
        *"\"“”‘’'«»「」\n\t\r .,:;!?—–-()…",
        *("Mira Brandt", "Wen Tao‑lin", "Brandt", "he", "She", "the official", "Another official", "BRANDT:"),
        *("said", "told", "reporters", "that", "added", "according to", "According to", "reported", "and", "but"),
        *("the ferry", "sails", "on Monday", "in a statement", "condition of anonymity", "Harbour Ministry", "Mr."),
        *(
            "中文",
            "קול",
            "🙂",
            "\u200b",
            "\u202e",
            "\x00",
            "e\u0301",
            "\u00a0",
            "ß",
            "İ",
            "\u2028",
            "''",
            "``",
            "2031-13-40",
        ),
    ]
)
TEXTS = st.lists(PIECES, max_size=40).flatmap(lambda parts: st.sampled_from(["".join(parts), " ".join(parts)]))


def spans(reading: Reading) -> Iterator[Span]:
    """Yield every span of a reading."""
    yield from reading.sentences
    for quotation in reading.quotations:
        yield from (quotation.span, quotation.words)
    for one in reading.attributions:
        yield from (*one.source, *one.cue, *one.content)
    for mention in reading.mentions:
        yield from (mention.span, *(role.span for role in mention.roles))
    yield from (time.span for time in reading.times)


def assert_holds(reading: Reading, text: str) -> None:
    """Assert what must hold of every reading: its spans lie in the text and name something, its parts are in order."""
    for span in spans(reading):
        assert 0 <= span.start < span.end <= len(text)
        assert span.of(text).strip()
    for one in reading.attributions:
        assert one.content
        assert list(one.content) == sorted(one.content)
        assert one.article == reading.article
        assert 0 < one.confidence <= 1
