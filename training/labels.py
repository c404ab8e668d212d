"""From annotated articles to windows of pieces with their labels."""

from __future__ import annotations

import json
import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NamedTuple, TypeVar

import numpy as np
from numpy.typing import NDArray

from onrecord.limits.reading import WINDOW_PIECES
from onrecord.reading.pieces import Pieces, cut
from onrecord.reading.quotations import find_pairs

ROLES = ("source", "cue", "content")
NOTHING = -100
Window = TypeVar("Window")


@dataclass(frozen=True)
class Labelled:
    """An article's pieces with what the annotators said of them, all arrays (n,).

    `tags` is 0 for none, 1 and 2 for the begin and inside of a source, 3 and 4 of a cue, 5 and 6 of content;
    `cues` gives for a word of content the piece where its cue begins; `sources` gives for a cue's first piece the
    first piece of its source, or -1 when it has none. NOTHING where a value does not apply.
    """

    doc: str
    pieces: Pieces
    tags: NDArray[np.int64]
    cues: NDArray[np.int64]
    sources: NDArray[np.int64]


def lines(path: Path) -> Iterator[dict[str, Any]]:
    """Yield the objects of a JSON Lines file."""
    with path.open(encoding="utf-8") as handle:
        yield from (json.loads(line) for line in handle if line.strip())


def pieces_of(text: str) -> Pieces:
    """Cut a text as the reader does."""
    return cut(text, [pair.span for pair in find_pairs(text)])


def label(document: dict[str, Any]) -> Labelled:
    """Lay the annotators' spans over the pieces of an article; one with `attributions` None has no labels."""
    pieces = pieces_of(document["text"])
    n = len(pieces)
    if document["attributions"] is None:
        return Labelled(document["doc"], pieces, *(np.full(n, NOTHING) for _ in range(3)))
    tags = np.where(pieces.words, 0, NOTHING)
    cues = np.full(n, NOTHING)
    sources = np.full(n, NOTHING)
    for attribution in document["attributions"]:
        found = {role: [_words(pieces, *span) for span in attribution.get(role) or []] for role in ROLES}
        runs = {role: [run for run in spans if len(run)] for role, spans in found.items()}
        if not runs["cue"] or not runs["content"]:
            continue
        cue = runs["cue"][0][0]
        sources[cue] = runs["source"][0][0] if runs["source"] else -1
        for number, role in ((2, "content"), (0, "source"), (1, "cue")):
            for run in runs[role]:
                if role == "content":
                    cues[run] = cue
                tags[run] = 2 * number + 2
                tags[run[0]] = 2 * number + 1
    cues[~np.isin(tags, (5, 6))] = NOTHING
    sources[tags != 3] = NOTHING
    return Labelled(document["doc"], pieces, tags, cues, sources)


def _words(pieces: Pieces, start: int, end: int) -> NDArray[np.int64]:
    """Return the pieces that begin a word and lie in `[start, end)`."""
    first, last = np.searchsorted(pieces.starts, (start, end))
    return np.arange(first, last)[pieces.words[first:last]]


@dataclass(frozen=True)
class Slice:
    """Pieces `[start, end)` of an article."""

    article: Labelled
    start: int
    end: int


def slices(articles: Sequence[Labelled], rng: random.Random) -> list[Slice]:
    """Cut each article into windows that begin elsewhere in each epoch, without overlap."""
    found = []
    for article in articles:
        n = len(article.pieces)
        at = -rng.randrange(WINDOW_PIECES) if n > WINDOW_PIECES else 0
        while at < n:
            start, end = max(0, at), min(n, at + WINDOW_PIECES)
            if end - start >= 16:
                found.append(Slice(article, start, end))
            at += WINDOW_PIECES
    return found


def batches(found: Sequence[Window], lengths: Sequence[int], size: int, rng: random.Random) -> list[list[Window]]:
    """Group windows of like length into batches of at most `size` positions with padding, in random order."""
    order = sorted(range(len(found)), key=lambda at: lengths[at] + rng.random() * 24)
    groups: list[list[Window]] = []
    longest = 0
    for at in order:
        longest = max(longest, lengths[at] + 2)
        if not groups or longest * (len(groups[-1]) + 1) > size:
            groups.append([])
            longest = lengths[at] + 2
        groups[-1].append(found[at])
    rng.shuffle(groups)
    return groups


class Batch(NamedTuple):
    """Arrays (b, t) of b windows padded to t positions; position 0 is the encoder's opening mark, which is null.

    What a label points at is a position of the same window, null when it lies outside.
    """

    ids: Any
    features: Any
    mask: Any
    tags: Any
    cues: Any
    sources: Any


@dataclass(frozen=True)
class Vocabulary:
    """Where an encoder's ids lie: MPNet's are BERT's shifted, with marks of its own."""

    shift: int
    opening: int
    closing: int


VOCABULARIES = {"bert": Vocabulary(0, 101, 102), "mpnet": Vocabulary(4, 0, 2)}


def collate(group: Sequence[Slice], vocabulary: Vocabulary) -> Batch:
    """Put windows into one batch; what a label points at outside its window becomes null."""
    longest = max(one.end - one.start for one in group) + 2
    b = len(group)
    ids = np.ones((b, longest), dtype=np.int64)
    features = np.zeros((b, longest), dtype=np.int64)
    mask = np.zeros((b, longest), dtype=np.bool_)
    tags, cues, sources = (np.full((b, longest), NOTHING, dtype=np.int64) for _ in range(3))
    for row, one in enumerate(group):
        n = one.end - one.start
        cutting = slice(one.start, one.end)
        ids[row, 0], ids[row, n + 1] = vocabulary.opening, vocabulary.closing
        ids[row, 1 : n + 1] = one.article.pieces.ids[cutting] + vocabulary.shift
        features[row, 1 : n + 1] = one.article.pieces.features[cutting]
        mask[row, : n + 2] = True
        tags[row, 1 : n + 1] = one.article.tags[cutting]
        for into, values in ((cues, one.article.cues[cutting]), (sources, one.article.sources[cutting])):
            inside = (values >= one.start) & (values < one.end)
            into[row, 1 : n + 1] = np.where(values == NOTHING, NOTHING, np.where(inside, values - one.start + 1, 0))
    return Batch(ids, features, mask, tags, cues, sources)
