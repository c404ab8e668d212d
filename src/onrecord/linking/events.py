"""How likely two articles report one event: what they share, beside what each shares with the articles nearest to it.

Two reports on one trial share more words than two on one flood, so a similarity alone says little: it is set against
the similarities of each article with its nearest neighbours (local scaling, Zelnik-Manor and Perona 2004). A learned
score (`training/events.py`) weighs that with shared names, numbers, years and the days between.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib import resources

import numpy as np
import onnxruntime
from numpy.typing import NDArray

from onrecord.articles import Article
from onrecord.core import fold, sentences
from onrecord.limits import EVENT_NEIGHBOURS, EVENT_OPENING_CHARS
from onrecord.linking.terms import stems
from onrecord.reading import Mention, Reading

__all__ = ["CLIMBING", "Profile", "chances", "features", "profile"]

_KINDS = ("names", "persons", "places", "numbers", "years")
_NUMBER = re.compile(r"\b\d[\d,.]*\d\b")
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
_LEAST = 0.02
"""Added to a neighbour's similarity, so that an article without neighbours divides by something."""
_FAR_DAYS = 10

Weights = Mapping[str, float]


@dataclass(frozen=True, slots=True)
class Profile:
    """What an article is about: vectors of length 1 by term, of the whole and of its parts; and its day, an ordinal."""

    whole: Weights
    opening: Weights
    parts: tuple[Weights, ...]
    day: int | None


@dataclass(frozen=True)
class _Read:
    """An article with its reading, told apart from others by id, so that a profile is made once."""

    article: Article
    reading: Reading

    def __hash__(self) -> int:
        return hash(self.article.id)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Read) and (self.article.id, self.reading.id) == (other.article.id, other.reading.id)


@lru_cache(maxsize=2048)
def _profile(read: _Read) -> Profile:
    article = read.article
    day = article.published_on or next(
        (
            found.interval.first
            for found in read.reading.times
            if found.span.start < EVENT_OPENING_CHARS and found.interval and found.interval.first == found.interval.last
        ),
        None,
    )
    return profile(article.title or "", article.text, read.reading.mentions, day.toordinal() if day else None)


def profile(title: str, text: str, mentions: Sequence[Mention], day: int | None) -> Profile:
    """Return what an article is about."""
    whole = Counter(stems(text))
    headline = stems(title)
    for stem in headline:
        whole[stem] += 2
    first = [stem for span in sentences(text[:2500])[:3] for stem in stems(span.of(text))]
    numbers = Counter(found for found in _NUMBER.findall(text) if not _YEAR.fullmatch(found))
    named = [Counter[str]() for _ in range(3)]
    for mention in mentions:
        name = fold(mention.name)
        name = name.split()[-1] if mention.kind == "person" else name
        named[0][name] += 1
        if mention.kind in ("person", "place"):
            named[1 if mention.kind == "person" else 2][name] += 1
    parts = (*named, numbers, Counter(_YEAR.findall(text)))
    return Profile(
        _unit(whole, _rarity()),
        _unit(Counter([*headline, *first]), _rarity()),
        tuple(_unit(part, {}) for part in parts),
        day,
    )


@cache
def _rarity() -> Mapping[str, float]:
    """Return the weight of each stem that is not rare; what is missing weighs as much as "" does."""
    lines = (resources.files("onrecord.weights") / "stems.txt").read_text("utf-8").splitlines()
    total = int(lines[0].split()[1])
    counts = {stem: int(count) for stem, count in (line.split() for line in lines[1:])}
    return {stem: math.log((total + 1) / (count + 0.5)) for stem, count in (counts | {"": 0}).items()}


def _unit(counts: Counter[str], rarity: Mapping[str, float]) -> Weights:
    """Return a vector of length 1: the logarithm of each count, by rarity."""
    rare = rarity.get("", 1.0)
    weights = {term: (1.0 + math.log(count)) * rarity.get(term, rare) for term, count in counts.items()}
    norm = math.sqrt(sum(weight * weight for weight in weights.values()))
    return {term: weight / norm for term, weight in weights.items()} if norm else {}


def _cosine(a: Weights, b: Weights) -> float:
    less, more = (a, b) if len(a) < len(b) else (b, a)
    return sum(weight * more[term] for term, weight in less.items() if term in more)


CLIMBING = (1, *(1,) * 2 * len(EVENT_NEIGHBOURS), 1, 1, *(1, 0) * len(_KINDS), -1, 0)
"""For each of the `features` whether the chance climbs with it (1), falls (-1), or may do either (0)."""


def features(new: Profile, pool: Sequence[Profile]) -> NDArray[np.float32]:
    """Return (n, 19) features of an article with each of the n articles of a pool that it is seen among.

    In order: the similarity of the whole; for each count of neighbours, that similarity scaled by both articles'
    neighbours and by the new one's; the share of the best similarity; that of the openings; for names, persons,
    places, numbers and years their similarity and whether one has none; the days between, and whether unknown.
    """
    everything = _similarities([*pool, new])
    own, rest = everything[-1, :-1], everything[:-1]
    columns = [own]
    for count in EVENT_NEIGHBOURS:
        mine, theirs = _nearest(everything[-1:], count)[0] + _LEAST, _nearest(rest, count) + _LEAST
        columns += [own / np.sqrt(mine * theirs), own / mine]
    columns += [own / (own.max(initial=0.0) + 0.01), np.array([_cosine(new.opening, one.opening) for one in pool])]
    for at in range(len(_KINDS)):
        columns.append(np.array([_cosine(new.parts[at], one.parts[at]) for one in pool]))
        columns.append(np.array([not (new.parts[at] and one.parts[at]) for one in pool]))
    apart = [None if new.day is None or one.day is None else abs(new.day - one.day) for one in pool]
    columns.append(np.array([0 if days is None else min(days, _FAR_DAYS) for days in apart]))
    columns.append(np.array([days is None for days in apart]))
    return np.stack(columns, axis=-1).astype(np.float32)


def _similarities(profiles: Sequence[Profile]) -> NDArray[np.float64]:
    """Return (n, n) cosines of the wholes, 0 between an article and itself."""
    terms: dict[str, int] = {}
    for one in profiles:
        for term in one.whole:
            terms.setdefault(term, len(terms))
    matrix = np.zeros((len(profiles), len(terms)))
    for row, one in zip(matrix, profiles, strict=True):
        row[[terms[term] for term in one.whole]] = list(one.whole.values())
    found: NDArray[np.float64] = matrix @ matrix.T
    np.fill_diagonal(found, 0.0)
    return found


def _nearest(rows: NDArray[np.float64], count: int) -> NDArray[np.float64]:
    """Return the mean of the `count` greatest values of each row; where there are fewer, the missing ones are 0."""
    greatest: NDArray[np.float64] = np.sort(rows, axis=1)[:, -count:].sum(axis=1) / count
    return greatest


@cache
def _session() -> onnxruntime.InferenceSession:
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = 1
    options.inter_op_num_threads = 1
    weights = (resources.files("onrecord.weights") / "events.onnx").read_bytes()
    return onnxruntime.InferenceSession(weights, options, providers=["CPUExecutionProvider"])


def chances(article: Article, reading: Reading, pool: Sequence[tuple[Article, Reading]]) -> list[float]:
    """Return for each article of a pool the chance (0..1) that it reports the event that `article` reports."""
    if not pool:
        return []
    found = features(_profile(_Read(article, reading)), [_profile(_Read(*one)) for one in pool])
    (chance,) = _session().run(None, {"features": found})
    return [float(one) for one in chance[:, 0]]
