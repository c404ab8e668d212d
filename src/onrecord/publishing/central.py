"""Choosing sentences that say what most of a story's reports say: centrality by word vectors.

The method is the centroid of Radev et al. (2004) with the redundancy check of maximal marginal relevance
(Carbonell and Goldstein 1998). The vector of the story is the mean over its independent reports, so that a text
printed by twenty outlets votes once.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import TypeAlias

from onrecord.articles import Article
from onrecord.core import Span, fold, overlap, words
from onrecord.limits.publishing import (
    CENTRAL_ARTICLES,
    LEANING_WEIGHT,
    LEDE_SENTENCES,
    REPEATED_COSINE,
    SENTENCE_MAX_CHARS,
    SENTENCE_MIN_WORDS,
)
from onrecord.publishing.marks import unmatched
from onrecord.reading import Reading

__all__ = ["Candidate", "Vector", "candidates", "choose", "content_words", "direction", "likeness"]

Vector: TypeAlias = Mapping[str, float]
"""Weights of words whose squares add up to one."""

_STOP = frozenset(
    "a about after again against all also although among an and any are as at be been before being between both but "
    "by can could did do does during each for from further had has have he her here him his how however if in into is "
    "it its itself just last later may might more most much must no nor not now of off on once one only or other our "
    "out over own said same saying says several she should since so some such than that the their them then there "
    "these they this those through to told too two under until up upon very was we were what when where whether which "
    "while who whom whose why will with within without would yet you your added called according".split()
)
_BULLET = re.compile(r"[\s•●▪◦·*–—-]+(?=\w)")
_DATELINE = re.compile(r"[A-Z][\w.’' -]{1,40}(?:, [\w.’' -]{2,40}){0,2} ?(?:\([^()\n]{2,40}\) ?[-–—:]+|[–—]+|--) ?")
_LEANS = frozenset(
    "he she they it this that these those his her their its such but and or however also another meanwhile "
    "instead still yet then thus therefore both later earlier there here we i you our my asked".split()
)
"""First words of sentences that lean on the sentence before them."""

_ASIDE = re.compile(
    r"[^,;]*\b(?:was|were) asked (?!to\b)(?:[\w ]{1,60} )?(?:about|how|if|what|when|where|whether|who|why)\b"
    r"|(?:The|Her|His|Their) (?:comments?|remarks?|statements?) (?:came|comes?|was|were)\b"
)
"""The opening of a sentence about a question or an occasion; what was said there says more."""

_POINTERS = frozenset("this these those such same".split())
_SAYING = frozenset("said says told stated added announced argued believes claimed indicated noted so warned".split())


@dataclass(frozen=True, slots=True)
class Candidate:
    """A sentence that could stand in a summary: its article, its place, its content words and its position.

    `weight` is that of its position: the lede counts double, the twentieth sentence once. A sentence that opens
    with the short form of a name ("Brandt") counts a little less, for the reader may not have met the full one.
    """

    article: str
    span: Span
    vector: Vector
    position: int
    weight: float


def content_words(text: str) -> Vector:
    """Return the direction (a vector of length one) of the words of `text` that carry content.

    Words are folded, and the plural s is taken off.
    """
    found = (fold(span.of(text)).removesuffix("'s") for span in words(text))
    return direction(Counter(_singular(word) for word in found if word not in _STOP and len(word) > 1))


def direction(weights: Mapping[str, float]) -> Vector:
    """Return `weights` scaled to the length one; empty when there are none."""
    length = math.sqrt(sum(weight * weight for weight in weights.values()))
    return {word: weight / length for word, weight in weights.items()}


def _singular(word: str) -> str:
    return word[:-1] if len(word) > 3 and word.endswith("s") and not word.endswith("ss") else word


def likeness(a: Vector, b: Vector) -> float:
    """Return the cosine (0..1) of two directions."""
    if len(a) > len(b):
        a, b = b, a
    return sum(weight * b[word] for word, weight in a.items() if word in b)


def candidates(article: Article, reading: Reading) -> list[Candidate]:
    """Return the sentences of an article's head that can stand by themselves as its own telling.

    Left out: fragments and headings, very long sentences, sentences that lean on the one before or tell of a
    question or an occasion, those with a quotation mark that has no partner, and those that are mostly quotation.
    """
    speech = [quotation.span for quotation in reading.quotations if quotation.use == "speech"]
    short = {mention.span.start for mention in reading.mentions if len(mention.name) > len(mention.span)}
    found = []
    for position, sentence in enumerate(reading.sentences[:LEDE_SENTENCES]):
        span = _bare(article.text, sentence)
        if not _stands_alone(article.text, span):
            continue
        if 2 * sum(overlap(span, quoted) for quoted in speech) > len(span):
            continue
        weight = (1 + 1 / (1 + position)) * (LEANING_WEIGHT if span.start in short else 1.0)
        found.append(Candidate(article.id, span, content_words(span.of(article.text)), position, weight))
    return found


def _bare(text: str, span: Span) -> Span:
    """Return a sentence without its bullet, or the dateline that a wire sets before its first one."""
    for opening in (_BULLET, _DATELINE):
        match = opening.match(text, span.start, min(span.end, span.start + 120))
        if match and match.end() < span.end:
            span = Span(match.end(), span.end)
    return span


def _stands_alone(text: str, span: Span) -> bool:
    if len(span) > SENTENCE_MAX_CHARS:
        return False
    sentence = span.of(text)
    inside = words(sentence)
    if len(inside) < SENTENCE_MIN_WORDS or not re.search(r"[.!?…。][”\"’»)\]]*$", sentence):
        return False
    opening = [fold(word.of(sentence)) for word in inside[:6]]
    if opening[0] in _LEANS or _points_back(opening) or unmatched(sentence):
        return False
    return not _ASIDE.match(sentence)


def _points_back(opening: Sequence[str]) -> bool:
    """Return whether the first words of a sentence point to the one before: "Brandt drew that line"."""
    pairs = pairwise(opening)
    return any(word in _POINTERS or (word == "that" and before not in _SAYING) for before, word in pairs)


def choose(
    groups: Iterable[Sequence[Candidate]],
    limit: int,
    *,
    said: Sequence[Vector] = (),
    repeated: float = REPEATED_COSINE,
) -> list[Candidate]:
    """Return up to `limit` candidates, most central first, none repeating another or one of the vectors `said`.

    A sentence repeats when its cosine reaches `repeated`.
    Each group holds the candidates of one independent report, or of all the reports that share its text.
    """
    held = [list(group) for group in groups if group][:CENTRAL_ARTICLES]
    centre: dict[str, float] = {}
    for group in held:
        votes = Counter(word for candidate in group for word in candidate.vector)
        for word, count in votes.items():
            centre[word] = centre.get(word, 0.0) + (1 + math.log(count)) / len(held)
    heart = direction(centre)
    every = [candidate for group in held for candidate in group]
    every.sort(key=lambda c: (c.position, c.article, c.span))
    scores = [likeness(candidate.vector, heart) * candidate.weight for candidate in every]
    repeats = [max((likeness(c.vector, vector) for vector in said), default=0.0) for c in every]
    taken: list[Candidate] = []
    while len(taken) < limit:
        left = [n for n, repeat in enumerate(repeats) if repeat < repeated]
        if not left:
            break
        best = max(left, key=lambda n: scores[n] * (1 - repeats[n]))
        taken.append(every[best])
        repeats = [max(r, likeness(c.vector, every[best].vector)) for c, r in zip(every, repeats, strict=True)]
        repeats[best] = 1.0
    return taken
