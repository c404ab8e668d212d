"""Evidence: the exact words of a stored article, found again even when the text has moved.

The two selectors are the W3C Web Annotation Data Model's: TextPositionSelector (start, end) and
TextQuoteSelector (exact, prefix, suffix).
"""

from __future__ import annotations

from dataclasses import dataclass

from onrecord.core.spans import Span

__all__ = ["CONTEXT_CHARS", "Evidence", "anchor", "reanchor"]

CONTEXT_CHARS = 32
"""Code points of prefix and suffix kept; the length Hypothesis and the W3C examples use."""


@dataclass(frozen=True, slots=True, order=True)
class Evidence:
    """Words of one article: `[start, end)` in code points, the exact words, and what stands around them."""

    article: str
    start: int
    end: int
    exact: str
    prefix: str
    suffix: str

    @property
    def span(self) -> Span:
        """The place of the words as a span."""
        return Span(self.start, self.end)


def anchor(article: str, text: str, span: Span) -> Evidence:
    """Return evidence for `span` of `text`, the text of the article with id `article`.

    Raises `ValueError` when the span reaches beyond the text.
    """
    if span.end > len(text):
        raise ValueError(f"span [{span.start}, {span.end}) reaches beyond a text of {len(text)} characters")
    return Evidence(
        article,
        span.start,
        span.end,
        span.of(text),
        text[max(0, span.start - CONTEXT_CHARS) : span.start],
        text[span.end : span.end + CONTEXT_CHARS],
    )


def reanchor(text: str, evidence: Evidence) -> Span | None:
    """Find the words of `evidence` in a text that may have changed around them.

    The stored position is tried first; then the occurrence whose surroundings agree best with the
    prefix and suffix, the nearest to the old position among equals. `None` when the exact words are gone.
    """
    if text[evidence.start : evidence.end] == evidence.exact:
        return evidence.span
    found: list[tuple[int, int, int]] = []
    place = text.find(evidence.exact)
    while place >= 0:
        end = place + len(evidence.exact)
        before = text[max(0, place - CONTEXT_CHARS) : place]
        after = text[end : end + CONTEXT_CHARS]
        agreement = _common_start(before[::-1], evidence.prefix[::-1]) + _common_start(after, evidence.suffix)
        found.append((agreement, -abs(place - evidence.start), place))
        place = text.find(evidence.exact, place + 1)
    if not found:
        return None
    best = max(found)[2]
    return Span(best, best + len(evidence.exact))


def _common_start(a: str, b: str) -> int:
    count = 0
    for x, y in zip(a, b, strict=False):
        if x != y:
            break
        count += 1
    return count
