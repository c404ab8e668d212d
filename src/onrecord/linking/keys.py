"""The keys under which the record finds an article again."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from hashlib import blake2b

from onrecord.articles import Article
from onrecord.core import fold
from onrecord.limits.linking import (
    COPY_SHINGLE_WORDS,
    LOOK_UP_COPIES,
    LOOK_UP_NAMES,
    LOOK_UP_TERMS,
)
from onrecord.linking.events import profile
from onrecord.reading import Mention, Reading

__all__ = ["look_up_keys"]

_WORD = re.compile(r"[^\W_]+(?:'[^\W_]+)?")


def look_up_keys(article: Article, reading: Reading) -> tuple[str, ...]:
    """Return the keys under which the record finds this article, and this article finds others.

    `term:` the heaviest terms, `name:` names as folded, `copy:` the smallest hashes of its word shingles
    (bottom-k sketch, Broder 1997): articles that share copied passages share some.
    """
    weights = profile(article, reading).whole
    heavy = sorted(weights, key=lambda term: (-weights[term], term))[:LOOK_UP_TERMS]
    return (*(f"term:{term}" for term in heavy), *_names(reading.mentions), *_copies(article.text))


def _names(mentions: Iterable[Mention]) -> list[str]:
    counts = Counter(f"name:{fold(mention.name)}" for mention in mentions)
    return sorted(name for name, _ in counts.most_common(LOOK_UP_NAMES))


def _copies(text: str) -> list[str]:
    folded = _WORD.findall(fold(text))
    width = COPY_SHINGLE_WORDS
    shingles = {" ".join(folded[i : i + width]) for i in range(max(0, len(folded) - width + 1))}
    hashes = (blake2b(shingle.encode(), digest_size=8).hexdigest() for shingle in shingles)
    return [f"copy:{found}" for found in sorted(hashes)[:LOOK_UP_COPIES]]
