"""How much of one report another tells in the same words: what is copied, what is retold, and where.

Words inside quotation marks prove nothing here, since two newsrooms that heard one speaker print the same words: only
a report's own words are compared. Common words count as much as rare ones: names and facts are those of the event, the
turn of a sentence is its writer's.
"""

from __future__ import annotations

import math
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

import numpy as np
from rapidfuzz.distance import Indel

from onrecord.articles import Article
from onrecord.core import Span, fold, words
from onrecord.limits.linking import (
    COPIED_SENTENCE,
    PASSAGE_WORDS,
    RETOLD_SENTENCE,
    REUSE_ROW_WORDS,
    REUSE_SENTENCE_WORDS,
    REUSE_SENTENCES,
)
from onrecord.reading import Reading

__all__ = ["Pair", "Retelling", "retelling"]

Pair = tuple[Span, Span, float]
Row = tuple[str, ...]


@dataclass(frozen=True)
class _Sentence:
    """A sentence: its words, folded, those inside quotation marks empty; their places; its own words.

    `twos` are its pairs of own words; `threes` and `long` its rows of three and of `REUSE_ROW_WORDS`, each with its
    place among the words.
    """

    words: Row
    places: tuple[Span, ...]
    own: Row
    twos: frozenset[Row]
    threes: tuple[tuple[int, Row], ...]
    long: tuple[tuple[int, Row], ...]

    def span(self, start: int, length: int) -> Span:
        """Return where a row of words stands in the report."""
        return Span(self.places[start].start, self.places[start + length - 1].end)


@dataclass(frozen=True)
class _Report:
    """A report's sentences, those that hold each pair of words, its rows of three, where each long row stands first."""

    sentences: tuple[_Sentence, ...]
    twos: Mapping[Row, Sequence[int]]
    threes: frozenset[Row]
    long: Mapping[Row, tuple[int, int]]
    own_count: int


@dataclass(frozen=True)
class Retelling:
    """What two reports have in common, by the own words of the one that has fewer of them.

    `copied` is the share (0..1) of them in sentences that the other has word for word or nearly. `retold` (0..1) is
    the mean of two: the share in sentences whose like the other has in the same order, and how far its rows of three
    words stand in the other, sentence by sentence, by the root, so that a little everywhere counts more than much in
    one place. `passage_words` counts those in passages.
    `counts` are the sentences compared of the first report and of the second. `sentences` and `passages` are (span in
    the first, span in the second, likeness 0..1): sentences that tell the same, and sentences or rows copied.
    """

    copied: float = 0.0
    retold: float = 0.0
    passage_words: int = 0
    counts: tuple[int, int] = (0, 0)
    sentences: tuple[Pair, ...] = ()
    passages: tuple[Pair, ...] = ()

    def turned(self) -> Retelling:
        """Return the same with the two reports in the other order."""
        sentences, passages = (
            tuple(sorted((there, here, score) for here, there, score in pairs))
            for pairs in (self.sentences, self.passages)
        )
        return replace(self, counts=self.counts[::-1], sentences=sentences, passages=passages)


def retelling(first: tuple[Article, Reading], second: tuple[Article, Reading]) -> Retelling:
    """Return what two reports have in common; nothing when they share no row of `REUSE_ROW_WORDS` own words."""
    a, b = _report(*first), _report(*second)
    if a.long.keys().isdisjoint(b.long.keys()):
        return Retelling()
    less = (a.own_count, first[0].text) <= (b.own_count, second[0].text)
    return _compared(a, b) if less else _compared(b, a).turned()


def _report(article: Article, reading: Reading) -> _Report:
    quoted = tuple(quotation.span for quotation in reading.quotations if quotation.use == "speech")
    return _read(article.text, reading.sentences, quoted)


@lru_cache(maxsize=512)
def _read(text: str, spans: tuple[Span, ...], quoted: tuple[Span, ...]) -> _Report:
    found: list[_Sentence] = []
    every = words(text)
    starts = [place.start for place in every]
    for span in spans:
        near = [each for each in quoted if each.start < span.end and span.start < each.end]
        places = every[bisect_left(starts, span.start) : bisect_left(starts, span.end)]
        folded = tuple(
            "" if any(each.start <= place.start < each.end for each in near) else fold(place.of(text))
            for place in places
        )
        own = tuple(filter(None, folded))
        if len(own) >= REUSE_SENTENCE_WORDS:
            twos = frozenset(row for _, row in _rows(folded, 2))
            threes, rows = tuple(_rows(folded, 3)), tuple(_rows(folded, REUSE_ROW_WORDS))
            found.append(_Sentence(folded, places, own, twos, threes, rows))
        if len(found) == REUSE_SENTENCES:
            break
    long: dict[Row, tuple[int, int]] = {}
    held: defaultdict[Row, list[int]] = defaultdict(list)
    for number, sentence in enumerate(found):
        for start, row in sentence.long:
            long.setdefault(row, (number, start))
        for row in sentence.twos:
            held[row].append(number)
    rows_of_three = frozenset(row for sentence in found for _, row in sentence.threes)
    return _Report(tuple(found), dict(held), rows_of_three, long, sum(len(sentence.own) for sentence in found))


def _rows(folded: Row, length: int) -> Iterator[tuple[int, Row]]:
    for start in range(len(folded) - length + 1):
        row = folded[start : start + length]
        if all(row):
            yield start, row


def _compared(a: _Report, b: _Report) -> Retelling:
    """Return what `a`, which has fewer own words, has in common with `b`."""
    alike = [_dice(one, b) for one in a.sentences]
    copies = [_copied(one, b.sentences, near) for one, near in zip(a.sentences, alike, strict=True)]
    told = _in_order(alike, [len(one.own) for one in a.sentences])
    paired = dict(told) | {i: at for i, at in enumerate(copies) if at is not None}
    copied = sum(len(one.own) for one, at in zip(a.sentences, copies, strict=True) if at is not None)
    in_order = sum(len(a.sentences[i].own) for i, _ in told)
    rooted = sum(len(one.own) * math.sqrt(_held(one, b.threes)) for one in a.sentences)
    passages = [found for one, at in zip(a.sentences, copies, strict=True) for found in _passages(one, at, b)]
    return Retelling(
        copied=copied / a.own_count,
        retold=(in_order + rooted) / 2 / a.own_count,
        passage_words=sum(count for _, count in passages),
        counts=(len(a.sentences), len(b.sentences)),
        sentences=tuple(_pair(a.sentences[i], b.sentences[j]) for i, j in sorted(paired.items())),
        passages=tuple(pair for pair, _ in passages),
    )


def _dice(one: _Sentence, b: _Report) -> list[float]:
    """Return how like a sentence is to each of a report, by the pairs of words that both hold (Dice 1945)."""
    shared = [0] * len(b.sentences)
    for row in one.twos:
        for number in b.twos.get(row, ()):
            shared[number] += 1
    held = len(one.twos)
    return [
        2 * both / (held + len(other.twos)) if both else 0.0 for both, other in zip(shared, b.sentences, strict=True)
    ]


def _copied(one: _Sentence, others: Sequence[_Sentence], near: Sequence[float]) -> int | None:
    """Return which of the sentences has most of the words of `one` in order (Indel similarity), if it is a copy."""
    best, least = None, COPIED_SENTENCE
    for at, other in enumerate(others):
        if near[at]:
            score = Indel.normalized_similarity(one.own, other.own, score_cutoff=least)
            if score >= least and (best is None or score > least):
                best, least = at, score
    return best


def _held(one: _Sentence, threes: frozenset[Row]) -> float:
    """Return the share of a sentence's own words that stand in a row of three held elsewhere."""
    held = {place for start, row in one.threes if row in threes for place in range(start, start + 3)}
    return len(held) / len(one.own)


def _in_order(alike: Sequence[Sequence[float]], weights: Sequence[int]) -> list[tuple[int, int]]:
    """Return the sentences retold in one order: those of the monotone alignment of greatest likeness that are alike.

    Dynamic programming with free gaps (Needleman and Wunsch 1970); by the root of the likeness, so that two retold
    sentences are not given up for one that is copied.
    """
    rows, columns = len(alike), len(alike[0])
    gain = np.asarray(weights, dtype=float)[:, None] * np.sqrt(np.asarray(alike, dtype=float))
    best = np.zeros((rows + 1, columns + 1))
    for i in range(rows - 1, -1, -1):
        # With no price of a gap, the best from a column on is the best of what any column at or after it offers.
        offered = np.maximum(best[i + 1, :-1], gain[i] + best[i + 1, 1:])
        best[i, :-1] = np.maximum.accumulate(offered[::-1])[::-1]
    pairs: list[tuple[int, int]] = []
    i = j = 0
    while i < rows and j < columns:
        if gain[i, j] and best[i, j] == gain[i, j] + best[i + 1, j + 1]:
            if alike[i][j] >= RETOLD_SENTENCE:
                pairs.append((i, j))
            i, j = i + 1, j + 1
        elif best[i, j] == best[i + 1, j]:
            i += 1
        else:
            j += 1
    return pairs


def _passages(one: _Sentence, copy: int | None, b: _Report) -> Iterator[tuple[Pair, int]]:
    """Yield what of a sentence is copied, with its number of words: the whole, or its rows of `PASSAGE_WORDS`."""
    if copy is not None and len(one.own) >= PASSAGE_WORDS:
        yield _pair(one, b.sentences[copy]), len(one.own)
        return
    until = 0
    for start, row in one.long:
        if start < until or row not in b.long:
            continue
        number, there = b.long[row]
        other, length = b.sentences[number], REUSE_ROW_WORDS
        for mine, theirs in zip(one.words[start + length :], other.words[there + length :], strict=False):
            if not mine or mine != theirs:
                break
            length += 1
        until = start + length
        if length >= PASSAGE_WORDS:
            yield (one.span(start, length), other.span(there, length), 1.0), length


def _pair(one: _Sentence, other: _Sentence) -> Pair:
    here, there = one.span(0, len(one.words)), other.span(0, len(other.words))
    return here, there, round(Indel.normalized_similarity(one.own, other.own), 3)
