"""What an article is about, as weighted terms, and the keys under which the record finds it again."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from hashlib import blake2b

from onrecord.articles import Article
from onrecord.core import fold, sentences
from onrecord.limits import COPY_SHINGLE_WORDS, LOOK_UP_COPIES, LOOK_UP_NAMES, LOOK_UP_TERMS, STEM_CHARS
from onrecord.reading import Mention, Reading

__all__ = ["STOP_WORDS", "Signature", "all_stems", "idf", "look_up_keys", "signature", "similarity", "stems"]

STOP_WORDS = frozenset(
    "a about above across after again against all almost along already also although always am among an and any "
    "are around as asked at away back be became because been before began being below between both but by called "
    "came can come could day days did do does doing down during each early either else enough even ever every "
    "few first for former from further get give given go going got had has have having he her here hers him his "
    "how however i if in including into is it its itself just last late later least left less like likely made "
    "make many may me might more most much must my near need never new next no nor now of off often on once one "
    "only onto or other others our out over own part per perhaps put quite rather re really s said same saw say "
    "saying says second see seen set several shall she should since so some still such t take taken than that the "
    "their them then there these they thing things this those though three through thus till time to today told "
    "too took toward towards two under until up upon us use used very want was way we week weeks well went were "
    "what when where whether which while who whom whose why will with within without would year years yes yet you "
    "your monday tuesday wednesday thursday friday saturday sunday month months people according added news "
    "january february march april june july august september october november december ve ll don didn isn".split()
)
"""Words that say nothing about which event a report is on."""

_WORD = re.compile(r"[^\W_]+(?:'[^\W_]+)?")
_BACKGROUND_ARTICLES = 400
"""Articles of an imagined ordinary record, so that five articles on one event do not make its words common."""


def _cut(word: str) -> str:
    """Return the stem of a folded word: without possessive or plural, cut to `STEM_CHARS` letters.

    Truncation does as well as rule-based stemming for matching English news (McNamee and Mayfield 2004) and
    needs no language.
    """
    plain = word.removesuffix("'s")
    if len(plain) > 3 and plain.endswith("s") and not plain.endswith("ss"):
        plain = plain[:-1]
    return plain[:STEM_CHARS]


def stems(text: str) -> list[str]:
    """Return the stems of the words of `text` that carry meaning, in order; hyphens part words."""
    return [_cut(word) for word in _WORD.findall(fold(text)) if word not in STOP_WORDS]


def all_stems(text: str) -> list[str]:
    """Return the stems of all words of `text` in order; words that carry no meaning by themselves stay whole."""
    return [word if word in STOP_WORDS else _cut(word) for word in _WORD.findall(fold(text))]


@dataclass(frozen=True)
class Signature:
    """Terms of an article with their weight before rarity (the lede and the headline weigh more), and their length.

    `square` is the sum of the squared weights, so that a norm need not go through all terms again.
    """

    weights: Mapping[str, float]
    square: float


def signature(article: Article) -> Signature:
    """Return what `article` is about."""
    return _signature(article.title or "", article.text)


@lru_cache(maxsize=512)
def _signature(title: str, text: str) -> Signature:
    counts = Counter(stems(text))
    for found in stems(title):
        counts[found] += 2
    for span in sentences(text[:1500])[:3]:
        counts.update(stems(span.of(text)))
    weights = {term: 1.0 + math.log(count) for term, count in counts.items()}
    return Signature(weights, sum(weight * weight for weight in weights.values()))


def idf(count: int, total: int) -> float:
    """Return the weight of a term that `count` of `total` articles on record hold, smoothed for small records."""
    return math.log((total + _BACKGROUND_ARTICLES) / (count + 1.0))


def similarity(new: Signature, old: Signature, rarity: Mapping[str, float], default: float) -> float:
    """Return the cosine (0..1) of two signatures, each term weighed by `rarity`, or by `default` when not there."""

    def norm(each: Signature) -> float:
        rest = each.square - sum(w * w for term in rarity if (w := each.weights.get(term)))
        known = sum((w * rare) ** 2 for term, rare in rarity.items() if (w := each.weights.get(term)))
        return math.sqrt(default * default * max(0.0, rest) + known)

    less, more = sorted((new.weights, old.weights), key=len)
    dot = sum(w * more[term] * rarity.get(term, default) ** 2 for term, w in less.items() if term in more)
    size = norm(new) * norm(old)
    return dot / size if size else 0.0


def look_up_keys(article: Article, reading: Reading) -> tuple[str, ...]:
    """Return the keys under which the record finds this article, and this article finds others.

    `term:` the heaviest terms, `name:` names as folded, `copy:` the smallest hashes of its word shingles
    (bottom-k sketch, Broder 1997): articles that share copied passages share some.
    """
    weights = signature(article).weights
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
