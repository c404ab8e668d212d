"""Cutting a text into the word pieces that the encoder reads, and into windows of them.

Pieces are WordPiece's (Wu et al. 2016) over lower-cased text. What lower-casing and piecing lose is given beside
each piece: its letter case, whether it stands inside quotation marks, whether it opens a paragraph.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources

import numpy as np
from numpy.typing import NDArray
from tokenizers import BertWordPieceTokenizer

from onrecord.core import Span, paragraphs
from onrecord.limits.reading import (
    OVERLAP_PIECES,
    SECTION_PIECES,
    WINDOW_PIECES,
)

__all__ = ["FEATURES", "Pieces", "Window", "cut", "windows"]

FEATURES = 16
"""How many values a piece's feature has: four of letter case, by two of quotation, by two of paragraph."""

_LOWER, _TITLE, _UPPER = 1, 2, 3
_QUOTED, _OPENING = 4, 8
_CUE_MARKS = frozenset(":-–—―")
"""Marks that stand for "said": the colon of a transcript, the dash before a signature."""


@dataclass(frozen=True, slots=True)
class Pieces:
    """The pieces of one text, n of them, in order; all arrays have the shape (n,).

    `ids` are the vocabulary's; `starts` and `ends` are code points of the text; `features` are letter case
    + 4 if inside quotation marks + 8 if first of its paragraph; `words` says which pieces begin a word or are a mark
    that may be a cue. `ends` of such a piece is where its word ends, so that a run of words is
    `[starts[first], ends[last])`.
    """

    ids: NDArray[np.int64]
    starts: NDArray[np.int64]
    ends: NDArray[np.int64]
    features: NDArray[np.int64]
    words: NDArray[np.bool_]

    def __len__(self) -> int:
        return len(self.ids)

    def sections(self) -> Iterator[Pieces]:
        """Yield the pieces in parts of at most `SECTION_PIECES`, cut before a paragraph where there is one."""
        start = 0
        while start < len(self):
            end = start + SECTION_PIECES
            if end < len(self):
                openings = np.flatnonzero(self.features[start + 1 : end] & _OPENING)
                end = start + 1 + int(openings[-1]) if len(openings) else end
            part = slice(start, end)
            yield Pieces(self.ids[part], self.starts[part], self.ends[part], self.features[part], self.words[part])
            start = end


@dataclass(frozen=True, slots=True)
class Window:
    """Pieces `[start, end)` that the encoder reads at once, and `[first, last)`, those that it answers for."""

    start: int
    end: int
    first: int
    last: int


@cache
def _tokenizer() -> BertWordPieceTokenizer:
    words = (resources.files("onrecord.weights") / "vocab.txt").read_text("utf-8").splitlines()
    return BertWordPieceTokenizer({word: number for number, word in enumerate(words)}, lowercase=True)


def cut(text: str, quoted: Sequence[Span]) -> Pieces:
    """Return the pieces of `text`; `quoted` are its quotations with their marks, in order."""
    encoding = _tokenizer().encode(text, add_special_tokens=False)
    offsets = np.array(encoding.offsets, dtype=np.int64).reshape(-1, 2)
    starts, ends = offsets[:, 0].copy(), offsets[:, 1].copy()
    ids = np.array(encoding.ids, dtype=np.int64)
    features = np.zeros(len(ids), dtype=np.int64)
    words = np.zeros(len(ids), dtype=np.bool_)
    begun = 0
    for at, (token, (start, end)) in enumerate(zip(encoding.tokens, encoding.offsets, strict=True)):
        if text[start].isalnum():
            words[at] = not token.startswith("##")
            begun = at if words[at] else begun
            ends[begun] = end
            piece = text[start:end]
            if piece.islower():
                features[at] = _LOWER
            elif piece.isupper() and end - start > 1:
                features[at] = _UPPER
            elif piece[0].isupper():
                features[at] = _TITLE
        elif text[start] in _CUE_MARKS:
            words[at] = True
    if len(ids):
        for span in quoted:
            features[np.searchsorted(starts, span.start) : np.searchsorted(starts, span.end)] += _QUOTED
        lines = np.array([line.start for line in paragraphs(text)], dtype=np.int64)
        firsts = np.unique(np.searchsorted(starts, lines))
        features[firsts[firsts < len(ids)]] += _OPENING
    return Pieces(ids, starts, ends, features, words)


def windows(count: int) -> list[Window]:
    """Return the windows over `count` pieces: each piece is answered for by exactly one, the one it is deepest in."""
    found = []
    start = first = 0
    while first < count:
        end = min(start + WINDOW_PIECES, count)
        last = count if end == count else end - OVERLAP_PIECES // 2
        found.append(Window(start, end, first, last))
        first = last
        start += WINDOW_PIECES - OVERLAP_PIECES
    return found
