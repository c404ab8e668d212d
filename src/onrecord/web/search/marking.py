"""Marking what a question found in a text: runs of plain text, so that a template escapes every one of them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from onrecord.core import Span, covers
from onrecord.web.search.query import Near, Words
from onrecord.web.search.words import placed_words

__all__ = ["Run", "hits", "runs", "window"]

_QUOTED = re.compile(r"“[^”]*”|\"[^\"\n]*\"|„[^“”]*[“”]|«[^»]*»")


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of text, found by the question or not."""

    text: str
    found: bool = False


def hits(text: str, leaves: Iterable[Words | Near], *, quoted: bool = False) -> list[Span]:
    """Return where words of a question stand in a text, in order; with `quoted` only inside quotation marks."""
    placed = list(placed_words(text))
    at: dict[str, list[int]] = {}
    for place, (word, _, _) in enumerate(placed):
        at.setdefault(word, []).append(place)
    found: set[tuple[int, int]] = set()
    for leaf in leaves:
        found.update(_rows(leaf, placed, at) if isinstance(leaf, Words) else _near(leaf, placed, at))
    spans = sorted({Span(placed[first][1], placed[last - 1][2]) for first, last in found})
    if quoted:
        inside = [Span(*each.span()) for each in _QUOTED.finditer(text)]
        spans = [span for span in spans if any(covers(each, span) for each in inside)]
    return spans


def _rows(leaf: Words, placed: Sequence[tuple[str, int, int]], at: dict[str, list[int]]) -> Iterator[tuple[int, int]]:
    """Yield (first, one past the last) of every row of words that `leaf` asks for."""
    *whole, last = leaf.words
    beginnings = [word for word in at if word.startswith(last)] if leaf.prefix else [last]
    starts = at.get(whole[0], ()) if whole else [place for word in beginnings for place in at.get(word, ())]
    for start in starts:
        end = start + len(leaf.words)
        if end <= len(placed):
            row = [word for word, _, _ in placed[start:end]]
            if row[:-1] == whole and (row[-1].startswith(last) if leaf.prefix else row[-1] == last):
                yield start, end


def _near(leaf: Near, placed: Sequence[tuple[str, int, int]], at: dict[str, list[int]]) -> Iterator[tuple[int, int]]:
    lefts, rights = list(_rows(leaf.left, placed, at)), list(_rows(leaf.right, placed, at))
    for left in lefts:
        for right in rights:
            first, second = sorted((left, right))
            if 0 < second[0] - first[1] + 1 <= leaf.within:
                yield left
                yield right


def runs(text: str, spans: Sequence[Span], part: Span | None = None) -> list[Run]:
    """Return a text, or a part of it, as runs; an ellipsis stands where it was cut."""
    whole = part or Span(0, max(1, len(text)))
    made = [Run("… ")] if whole.start else []
    place = whole.start
    for span in spans:
        if place <= span.start and span.end <= whole.end:
            made += [Run(text[place : span.start]), Run(span.of(text), found=True)]
            place = span.end
    made += [Run(text[place : whole.end]), Run(" …" if whole.end < len(text) else "")]
    return [run for run in made if run.text]


def window(text: str, spans: Sequence[Span], chars: int) -> Span:
    """Return the stretch of about `chars` code points that holds the most of what was found, cut between words."""
    if len(text) <= chars:
        return Span(0, max(1, len(text)))
    margin = chars // 4
    starts = [max(0, span.start - margin) for span in spans] or [0]
    best = max(
        starts, key=lambda start: (sum(start <= each.start and each.end <= start + chars for each in spans), -start)
    )
    start = text.find(" ", best, best + 30) + 1 if best else 0
    start = start or best
    end = min(len(text), start + chars)
    if end < len(text):
        end = max(text.rfind(" ", start + margin, end), end - 30)
    return Span(start, max(end, start + 1))
