"""Words of an article in their passage, with the parts of one attribution marked."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from onrecord import publishing
from onrecord.articles import Article
from onrecord.core import Interval, Span, overlap, paragraphs
from onrecord.reading import Attribution

__all__ = ["Passage", "Stretch", "opening", "passage", "said_in", "short"]

PARTS = ("source", "cue", "content")
OPENING_LINES = 3
SHORT_CHARS = 140


@dataclass(frozen=True, slots=True)
class Stretch:
    """A run of words and which part of an attribution it is: source, cue, content, name, or nothing."""

    text: str
    part: str


@dataclass(frozen=True, slots=True)
class Passage:
    """Paragraphs of one article; `outlet` and `day` say where and when they were printed."""

    article: str
    outlet: str
    title: str
    day: str
    lines: tuple[tuple[Stretch, ...], ...]


def said_in(article: Article, said: Attribution) -> Passage:
    """Return the paragraphs that hold an attribution, and one on either side, its parts marked."""
    return passage(article, {"source": said.source, "cue": said.cue, "content": said.content})


def opening(article: Article) -> Passage:
    """Return the first paragraphs of an article, without marks."""
    return _passage(article, paragraphs(article.text)[:OPENING_LINES], {})


def passage(article: Article, parts: Mapping[str, Sequence[Span]]) -> Passage:
    """Return the paragraphs that hold the spans of `parts`, and one on either side."""
    lines = paragraphs(article.text)
    spans = [span for each in parts.values() for span in each]
    held = [place for place, line in enumerate(lines) if any(overlap(line, span) for span in spans)]
    shown = lines[max(0, held[0] - 1) : held[-1] + 2] if held else lines[:OPENING_LINES]
    return _passage(article, shown, parts)


def _passage(article: Article, lines: Sequence[Span], parts: Mapping[str, Sequence[Span]]) -> Passage:
    return Passage(
        article.id,
        publishing.outlet_of(article),
        article.title or "Without a title",
        publishing.days(Interval.on(article.published_on) if article.published_on else None),
        tuple(tuple(_woven(article.text, line, parts)) for line in lines),
    )


def _woven(text: str, line: Span, parts: Mapping[str, Sequence[Span]]) -> list[Stretch]:
    """Cut a paragraph at the edges of the marked spans; a source inside a content is a source."""
    spans = [(part, span) for part, each in parts.items() for span in each if overlap(line, span)]
    edges = {line.start, line.end, *(edge for _, span in spans for edge in (span.start, span.end))}
    places = sorted(edge for edge in edges if line.start <= edge <= line.end)
    found = []
    for start, end in pairwise(places):
        part = next((part for part, span in spans if span.start <= start and end <= span.end), "")
        found.append(Stretch(text[start:end], part))
    return found


def short(words: str, chars: int = SHORT_CHARS) -> str:
    """Return words in one line, cut between two of them when they are too many."""
    line = " ".join(words.split())
    return line if len(line) <= chars else line[: chars - 1].rsplit(" ", 1)[0] + "…"
