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
from datetime import date
from functools import cache, lru_cache
from importlib import resources
from zlib import crc32

import numpy as np
import onnxruntime
from numpy.typing import NDArray

from onrecord.articles import Article
from onrecord.core import fold, sentences
from onrecord.limits.linking import (
    EVENT_FAR_DAYS,
    EVENT_LEAST_SIMILARITY,
    EVENT_LEDE_CHARS,
    EVENT_NEIGHBOURS,
    EVENT_OPENING_CHARS,
    EVENT_OPENING_SENTENCES,
    SAME_STORY_DAYS,
)
from onrecord.linking.terms import stems
from onrecord.reading import Reading

__all__ = [
    "CLIMBING",
    "Likeness",
    "Profile",
    "Read",
    "event_days",
    "features",
    "likenesses",
    "likenesses_of",
    "profile",
    "rarity",
]

_KINDS = ("names", "persons", "places", "numbers", "years")
_NUMBER = re.compile(r"\b\d[\d,.]*\d\b")
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")

Weights = Mapping[str, float]


@dataclass(frozen=True, slots=True, eq=False)
class Profile:
    """What an article is about: vectors of length 1 by term, of the whole and of its parts; and its days, as ordinals.

    `terms` are those of the whole as 32-bit numbers and `weights` what they weigh. `day` is that of publication, or the
    first that the opening names; `told` are those that the opening speaks of.
    """

    whole: Weights
    terms: NDArray[np.uint32]
    weights: NDArray[np.float64]
    opening: Weights
    parts: tuple[Weights, ...]
    day: int | None
    told: frozenset[int]


@dataclass(frozen=True, slots=True)
class Likeness:
    """How an article is like another: the chance (0..1) that they report one event, and the cosine of their terms."""

    chance: float
    similarity: float


@dataclass(frozen=True)
class Read:
    """An article with its reading, told apart from others by id, so that what is made of them is made once."""

    article: Article
    reading: Reading

    def __hash__(self) -> int:
        return hash(self.article.id)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Read) and (self.article.id, self.reading.id) == (other.article.id, other.reading.id)


@lru_cache(maxsize=2048)
def _profile(read: Read) -> Profile:
    article, reading = read.article, read.reading
    whole = Counter(stems(article.text))
    headline = stems(article.title or "")
    for stem in headline:
        whole[stem] += 2
    first = sentences(article.text[:EVENT_OPENING_CHARS])[:EVENT_OPENING_SENTENCES]
    opening = Counter([*headline, *(stem for span in first for stem in stems(span.of(article.text)))])
    numbers = Counter(found for found in _NUMBER.findall(article.text) if not _YEAR.fullmatch(found))
    named = [Counter[str]() for _ in range(3)]
    for mention in reading.mentions:
        name = fold(mention.name)
        name = name.split()[-1] if mention.kind == "person" else name
        named[0][name] += 1
        if mention.kind in ("person", "place"):
            named[1 if mention.kind == "person" else 2][name] += 1
    parts = (*named, numbers, Counter(_YEAR.findall(article.text)))
    named_days = _days_named(article, reading)
    day = article.published_on or (min(named_days)[1] if named_days else None)
    weights = _unit(whole, rarity())
    return Profile(
        weights,
        np.array([crc32(term.encode()) for term in weights], np.uint32),
        np.array(list(weights.values())),
        _unit(opening, rarity()),
        tuple(_unit(part, {}) for part in parts),
        day.toordinal() if day else None,
        frozenset(each.toordinal() for each in event_days(article, reading)),
    )


def profile(article: Article, reading: Reading) -> Profile:
    """Return what an article is about."""
    return _profile(Read(article, reading))


def _days_named(article: Article, reading: Reading) -> list[tuple[int, date]]:
    """Return the days, none longer than a day, that the opening names, each with its place.

    Where the article bears no day, only those with their year: the others are dated by what is told around them, and
    say less of the event than of the telling.
    """
    return [
        (found.span.start, found.interval.first)
        for found in reading.times
        if found.span.start < EVENT_LEDE_CHARS
        and found.interval is not None
        and found.interval.first == found.interval.last
        and (article.published_on is not None or _YEAR.search(found.span.of(article.text)))
    ]


def event_days(article: Article, reading: Reading) -> frozenset[date]:
    """Return the days that the article's opening speaks of as past, or its day of publication when it names none.

    A report printed a day late still says when its event was; the day of publication does not.
    """
    printed = article.published_on
    days = {day for _, day in _days_named(article, reading) if printed is None or day <= printed}
    days |= {
        said.said_on.first
        for said in reading.attributions
        if said.said_on is not None and said.content[0].start < EVENT_LEDE_CHARS
    }
    if printed is not None:
        days = {day for day in days if (printed - day).days <= SAME_STORY_DAYS + 2} or {printed}
    return frozenset(days)


@cache
def rarity() -> Mapping[str, float]:
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


CLIMBING = (1, *(1,) * 2 * len(EVENT_NEIGHBOURS), 1, 1, *(1, 0) * len(_KINDS), -1, 0, -1, 0)
"""For each of the `features` whether the chance climbs with it (1), falls (-1), or may do either (0)."""


def features(new: Profile, pool: Sequence[Profile]) -> NDArray[np.float32]:
    """Return (n, 21) features of an article with each of the n articles of a pool that it is seen among.

    In order: the similarity of the whole; for each count of neighbours, that similarity scaled by both articles'
    neighbours and by the new one's; the share of the best similarity; that of the openings; for names, persons,
    places, numbers and years their similarity and whether one has none; the days between their publication, and
    between what they tell of, each with whether unknown.
    """
    everything = _similarities([*pool, new])
    own, rest = everything[-1, :-1], everything[:-1]
    columns = [own]
    for count in EVENT_NEIGHBOURS:
        mine, theirs = _nearest(everything[-1:], count)[0], _nearest(rest, count)
        columns += [own / np.sqrt(mine * theirs), own / mine]
    columns += [
        own / (own.max(initial=0.0) + EVENT_LEAST_SIMILARITY),
        np.array([_cosine(new.opening, one.opening) for one in pool]),
    ]
    for at in range(len(_KINDS)):
        columns.append(np.array([_cosine(new.parts[at], one.parts[at]) for one in pool]))
        columns.append(np.array([not (new.parts[at] and one.parts[at]) for one in pool]))
    published = [None if new.day is None or one.day is None else abs(new.day - one.day) for one in pool]
    told = [min((abs(a - b) for a in new.told for b in one.told), default=None) for one in pool]
    for apart in (published, told):
        columns.append(np.array([0 if days is None else min(days, EVENT_FAR_DAYS) for days in apart]))
        columns.append(np.array([days is None for days in apart]))
    return np.stack(columns, axis=-1).astype(np.float32)


def _similarities(profiles: Sequence[Profile]) -> NDArray[np.float64]:
    """Return (n, n) cosines of the wholes, 0 between an article and itself."""
    columns, places = np.unique(np.concatenate([one.terms for one in profiles]), return_inverse=True)
    matrix = np.zeros((len(profiles), len(columns)))
    rows = np.repeat(np.arange(len(profiles)), [len(one.terms) for one in profiles])
    matrix[rows, places] = np.concatenate([one.weights for one in profiles])
    found: NDArray[np.float64] = matrix @ matrix.T
    np.fill_diagonal(found, 0.0)
    return found


def _nearest(rows: NDArray[np.float64], count: int) -> NDArray[np.float64]:
    """Return the mean of the `count` greatest values of each row, never 0; missing ones count 0."""
    greatest: NDArray[np.float64] = np.sort(rows, axis=1)[:, -count:].sum(axis=1) / count + EVENT_LEAST_SIMILARITY
    return greatest


@cache
def _session() -> onnxruntime.InferenceSession:
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = 1
    options.inter_op_num_threads = 1
    weights = (resources.files("onrecord.weights") / "events.onnx").read_bytes()
    return onnxruntime.InferenceSession(weights, options, providers=["CPUExecutionProvider"])


def likenesses(article: Article, reading: Reading, pool: Sequence[tuple[Article, Reading]]) -> list[Likeness]:
    """Return how `article` is like each article of a pool, seen among them."""
    return likenesses_of(profile(article, reading), [profile(*one) for one in pool])


def likenesses_of(new: Profile, pool: Sequence[Profile]) -> list[Likeness]:
    """Return how the article of one profile is like that of each profile of a pool, seen among them."""
    if not pool:
        return []
    found = features(new, pool)
    (chances,) = _session().run(None, {"features": found})
    return [Likeness(float(chance), float(row[0])) for chance, row in zip(chances[:, 0], found, strict=True)]
