"""The keys under which the record finds an article again."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from functools import lru_cache
from zlib import crc32

import numpy as np

from onrecord.articles import Article
from onrecord.core import fold
from onrecord.limits.linking import (
    COPY_SHINGLE_WORDS,
    LOOK_UP_COPIES,
    LOOK_UP_NAMES,
    LOOK_UP_TERMS,
)
from onrecord.linking.events import Read, profile
from onrecord.reading import Mention, Reading

__all__ = ["look_up_keys"]

_WORD = re.compile(r"[^\W_]+(?:'[^\W_]+)?")
_ODD = np.uint64(0x9E3779B97F4A7C15)
"""An odd multiplier without pattern, that of the golden ratio (Knuth 1973, 6.4)."""
_POWERS = _ODD ** np.arange(COPY_SHINGLE_WORDS, dtype=np.uint64)


def look_up_keys(article: Article, reading: Reading) -> tuple[str, ...]:
    """Return the keys under which the record finds this article, and this article finds others.

    `term:` the heaviest terms, `name:` names as folded, `copy:` the smallest hashes of its word shingles
    (bottom-k sketch, Broder 1997): articles that share copied passages share some.
    """
    return _keys(Read(article, reading))


@lru_cache(maxsize=512)
def _keys(read: Read) -> tuple[str, ...]:
    weights = profile(read.article, read.reading).whole
    heavy = sorted(weights, key=lambda term: (-weights[term], term))[:LOOK_UP_TERMS]
    return (*(f"term:{term}" for term in heavy), *_names(read.reading.mentions), *_copies(read.article.text))


def _names(mentions: Iterable[Mention]) -> list[str]:
    counts = Counter(f"name:{fold(mention.name)}" for mention in mentions)
    return sorted(name for name, _ in counts.most_common(LOOK_UP_NAMES))


def _copies(text: str) -> list[str]:
    """Return the smallest hashes of the rows of words: a polynomial of the words' own (Karp and Rabin 1987), mixed."""
    own = np.array([crc32(word.encode()) for word in _WORD.findall(fold(text))], np.uint64)
    if len(own) < COPY_SHINGLE_WORDS:
        return []
    rows = np.lib.stride_tricks.sliding_window_view(own, COPY_SHINGLE_WORDS)
    hashes = (rows * _POWERS).sum(axis=1, dtype=np.uint64)
    hashes = (hashes ^ (hashes >> np.uint64(29))) * _ODD
    return [f"copy:{found:016x}" for found in np.unique(hashes ^ (hashes >> np.uint64(32)))[:LOOK_UP_COPIES]]
