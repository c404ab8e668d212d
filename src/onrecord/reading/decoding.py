"""From the network's answers to relations: which words are source, cue and content, and which belong together.

Each relation has one cue, as in PolNeAR (Newell et al. 2018). Cues and sources are runs of words found by Viterbi's
algorithm over begin and inside tags. A cue takes the source on which its pointer lays the most weight, or none.
Words of content take their cue in a second Viterbi walk whose states are the cues nearby, so that the tagger, which
sees where content begins, and the pointers, which see whose it is, decide together.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from onrecord.limits.reading import (
    CONFIDENCE_WEIGHTS,
    CONTENT_BIAS,
    CONTENT_LEAST,
    POINTED_LEAST,
    SHARE_LEAST,
    SOURCE_FALL,
)
from onrecord.reading.pieces import Pieces, Window

__all__ = ["POINTER", "TAGS", "Answer", "Found", "decode", "evidence_of"]

Floats = NDArray[np.float32]
Ints = NDArray[np.int64]

TAGS = 7
"""None, then begin and inside of source, cue and content."""

POINTER = 128
"""Width of each of the four roles of a pointer."""

_SOURCE, _CUE, _CONTENT = 1, 3, 5
_INSIDE = (2, 4, 6)
_FLOOR = 1e-6


@dataclass(frozen=True, slots=True)
class Answer:
    """The network's answer for one window of w pieces.

    `tags` are logits (w, 7): none, then begin and inside of source, cue and content. `vectors` (w + 1, 4 * 128) hold
    for the null position and each piece the four roles of a pointer: cue asking for a source, source's begin,
    content asking for a cue, cue's begin.
    """

    window: Window
    tags: Floats
    vectors: Floats


@dataclass(frozen=True, slots=True)
class Found:
    """One relation: runs of pieces as `[first, last]`, both included; and the three probabilities behind it."""

    source: tuple[int, int] | None
    cue: tuple[int, int]
    content: tuple[tuple[int, int], ...]
    probabilities: tuple[float, float, float]
    """of the source, the mean of the cue's words, the mean of the content's words"""

    @property
    def confidence(self) -> float:
        """The chance that source and content are right, in 0..1 without its ends."""
        total = sum(
            weight * value for weight, value in zip(CONFIDENCE_WEIGHTS, evidence_of(self.probabilities), strict=True)
        )
        return 1 / (1 + math.exp(-total))


def evidence_of(probabilities: tuple[float, float, float]) -> tuple[float, float, float, float]:
    """Return one and the log odds of three probabilities, held away from certainty: what a confidence is made from."""
    source, cue, content = (math.log(p / (1 - p)) for p in (min(max(p, 1e-3), 1 - 1e-3) for p in probabilities))
    return 1.0, source, cue, content


def _softmax(logits: Floats) -> Floats:
    shifted = np.exp(logits - logits.max(axis=-1, keepdims=True))
    return np.asarray(shifted / shifted.sum(axis=-1, keepdims=True), dtype=np.float32)


def decode(pieces: Pieces, answers: Sequence[Answer]) -> list[Found]:
    """Return the relations in the order of their cues."""
    words = np.flatnonzero(pieces.words)
    if not len(words):
        return []
    tags = np.concatenate([a.tags[a.window.first - a.window.start : a.window.last - a.window.start] for a in answers])
    chances = _softmax(tags[words])
    path = _tagged(np.log(chances + _FLOOR))
    cues = _runs(path, _CUE)
    if not cues:
        return []
    sources = _runs(path, _SOURCE)
    pointers = _Pointers(words, answers)
    heads = np.array([first for first, _ in cues])
    sources += _untagged(pointers, chances, heads, sources)
    laid = pointers.weights(heads, 0, sources)
    chosen = laid.argmax(axis=1)
    contents, weights = _contents(pointers, chances, cues)
    found = []
    for number, cue in enumerate(cues):
        if not contents[number]:
            continue
        source = sources[chosen[number] - 1] if chosen[number] else None
        cue_weight = float(chances[cue[0] : cue[1] + 1, _CUE : _CUE + 2].sum(axis=1).mean())
        found.append(
            Found(
                (int(words[source[0]]), int(words[source[1]])) if source else None,
                (int(words[cue[0]]), int(words[cue[1]])),
                tuple((int(words[first]), int(words[last])) for first, last in contents[number]),
                (float(laid[number, chosen[number]]), cue_weight, weights[number]),
            )
        )
    return found


def _tagged(scores: Floats) -> Ints:
    """Return the best tag of each word, (m,), where an inside follows only a begin or inside of its own role.

    Plain floats: a word has seven numbers, too few for arrays to be faster.
    """
    rows = scores.tolist()
    best = [-math.inf if tag in _INSIDE else score for tag, score in enumerate(rows[0])]
    backs: list[list[int]] = []
    for row in rows[1:]:
        top = max(range(TAGS), key=best.__getitem__)
        back = [top] * TAGS
        reached = [best[top] + score for score in row]
        for inside in _INSIDE:
            back[inside] = inside if best[inside] >= best[inside - 1] else inside - 1
            reached[inside] = best[back[inside]] + row[inside]
        backs.append(back)
        best = reached
    return _walked_back(best, backs)


def _walked_back(best: list[float], backs: list[list[int]]) -> Ints:
    """Return the path that ends in the best last state, from what each state came from."""
    state = max(range(len(best)), key=best.__getitem__)
    path = [state]
    for back in reversed(backs):
        state = back[state]
        path.append(state)
    return np.array(path[::-1], dtype=np.int64)


def _runs(path: Ints, begin: int) -> list[tuple[int, int]]:
    """Return the runs `[first, last]` of words that the path gives the role whose begin tag is `begin`."""
    found: list[tuple[int, int]] = []
    for at in np.flatnonzero((path == begin) | (path == begin + 1)):
        if path[at] == begin + 1 and found and found[-1][1] == at - 1:
            found[-1] = (found[-1][0], int(at))
        else:
            found.append((int(at), int(at)))
    return found


class _Pointers:
    """The pointers' weights, from words to the runs of words that they may point at."""

    def __init__(self, words: Ints, answers: Sequence[Answer]) -> None:
        self.words = words
        self.answers = answers
        firsts = np.array([answer.window.first for answer in answers])
        self.window_of = np.searchsorted(firsts, words, side="right") - 1

    def weights(self, asking: Ints, role: int, runs: Sequence[tuple[int, int]]) -> Floats:
        """Return what the pointers of the words `asking` lay on null and on each run, (a, 1 + r).

        `role` is the pointer's first part in the vectors. Runs outside the window of a word have no weight.
        """
        found = np.zeros((len(asking), 1 + len(runs)), dtype=np.float32)
        bounds = self.words[np.array(runs, dtype=np.int64).reshape(-1, 2)]
        owners = self.window_of[asking]
        for number in np.unique(owners):
            answer = self.answers[number]
            rows = np.flatnonzero(owners == number)
            at = self.words[asking[rows]] - answer.window.start + 1
            queries = answer.vectors[at, role * POINTER : (role + 1) * POINTER]
            keys = answer.vectors[:, (role + 1) * POINTER : (role + 2) * POINTER]
            sums = np.cumsum(_softmax(queries @ keys.T * POINTER**-0.5), axis=1)
            found[rows, 0] = sums[:, 0]
            inside = np.flatnonzero((bounds[:, 0] >= answer.window.start) & (bounds[:, 1] < answer.window.end))
            first, last = (bounds[inside] - answer.window.start + 1).T
            found[np.ix_(rows, 1 + inside)] = sums[:, last] - sums[:, first - 1]
        return found

    def tops(self, asking: Ints, role: int) -> list[tuple[int | None, float]]:
        """Return the word on which the pointer of each word `asking` lays most, None for null, and its weight."""
        found: list[tuple[int | None, float]] = []
        for word in asking:
            answer = self.answers[self.window_of[word]]
            query = answer.vectors[self.words[word] - answer.window.start + 1, role * POINTER : (role + 1) * POINTER]
            laid = _softmax(answer.vectors[:, (role + 1) * POINTER : (role + 2) * POINTER] @ query * POINTER**-0.5)
            top = int(laid.argmax())
            piece = answer.window.start + top - 1
            at = int(np.searchsorted(self.words, piece))
            is_word = top > 0 and at < len(self.words) and self.words[at] == piece
            found.append((at if is_word else None, float(laid[top])))
        return found


def _untagged(
    pointers: _Pointers, chances: Floats, heads: Ints, sources: Sequence[tuple[int, int]]
) -> list[tuple[int, int]]:
    """Return sources that the tagger left out and a cue's pointer is sure of, to the end that the tags suggest."""
    tagged = {word for first, last in sources for word in range(first, last + 1)}
    found = set()
    for word, weight in pointers.tops(heads, 0):
        if word is None or word in tagged or weight < POINTED_LEAST:
            continue
        last = word
        least = SOURCE_FALL * float(chances[word, _SOURCE : _SOURCE + 2].sum())
        while last + 1 < len(chances) and last + 1 not in tagged and chances[last + 1, _SOURCE + 1] > least:
            last += 1
        found.add((word, last))
    return sorted(found)


def _contents(
    pointers: _Pointers, chances: Floats, cues: Sequence[tuple[int, int]]
) -> tuple[list[list[tuple[int, int]]], list[float]]:
    """Return for each cue the runs of its content, and the mean probability of their words."""
    content = chances[:, _CONTENT] + chances[:, _CONTENT + 1]
    found: list[list[tuple[int, int]]] = [[] for _ in cues]
    weights: list[list[float]] = [[] for _ in cues]
    likely = np.flatnonzero(content > CONTENT_LEAST)
    laid = pointers.weights(likely, 2, cues)
    shares = laid[:, 1:]
    for part in np.split(np.arange(len(likely)), np.flatnonzero(np.diff(likely) > 1) + 1):
        local = np.flatnonzero(shares[part].max(axis=0, initial=0.0) > SHARE_LEAST)
        if not len(local):
            continue
        owned = _owned(chances[likely[part]], shares[np.ix_(part, local)])
        for at, owner in zip(part, owned, strict=True):
            if owner == 0:
                continue
            cue, word = int(local[owner - 1]), int(likely[at])
            runs = found[cue]
            if runs and runs[-1][1] == word - 1:
                runs[-1] = (runs[-1][0], word)
            else:
                runs.append((word, word))
            weights[cue].append(float(content[word] * shares[at, cue]))
    return found, [float(np.mean(one)) if one else 0.0 for one in weights]


def _owned(chances: Floats, shares: Floats) -> Ints:
    """Return the owner of each word of a segment: 0 for none, else 1 + the column of `shares`."""
    inside = chances[:, _CONTENT] + chances[:, _CONTENT + 1]
    begins = np.log(chances[:, _CONTENT] / (inside + _FLOOR) + 1e-3)
    stays = np.log(chances[:, _CONTENT + 1] / (inside + _FLOOR) + 1e-3)
    emits = np.concatenate(
        [
            np.log(1 - inside + _FLOOR)[:, None] - CONTENT_BIAS,
            np.log(inside + _FLOOR)[:, None] + np.log(shares + 1e-4),
        ],
        axis=1,
    ).tolist()
    states = range(1 + shares.shape[1])
    best = [emit + (begins[0] if state else 0.0) for state, emit in enumerate(emits[0])]
    backs: list[list[int]] = []
    for begin, stay, row in zip(begins[1:].tolist(), stays[1:].tolist(), emits[1:], strict=True):
        top = max(states, key=best.__getitem__)
        back = [state if state and best[state] + stay >= best[top] + begin else top for state in states]
        best = [
            best[came] + row[state] + (0.0 if not state else stay if came == state else begin)
            for state, came in enumerate(back)
        ]
        backs.append(back)
    return _walked_back(best, backs)
