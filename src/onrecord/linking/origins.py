"""Which of two reports with one text had it first: credit lines, then the time of publication."""

from __future__ import annotations

from datetime import date, datetime

from onrecord.articles import Article
from onrecord.core import fold, paragraphs
from onrecord.limits.linking import (
    PRINTED_DAY_CHARS,
    PRINTED_DAY_LINE_CHARS,
)
from onrecord.reading import Reading

__all__ = ["credited", "is_origin"]


def is_origin(article: Article, reading: Reading, other: Article, others: Reading) -> bool | None:
    """Return whether `article` had the text that both hold before `other`; None when nothing tells.

    An outlet that the other one credits had it first. Else the earlier of two instants, or of two days, of publication
    did; the day is that which the text prints on a line of its own near its head when the page gave none. Which of the
    two is fuller says nothing: editors cut, and they add.
    """
    here, there = credited(other, article) is not None, credited(article, other) is not None
    if here != there:
        return here
    if isinstance(article.published, datetime) and isinstance(other.published, datetime):
        return None if article.published == other.published else article.published < other.published
    mine, theirs = _day(article, reading), _day(other, others)
    return None if mine is None or theirs is None or mine == theirs else mine < theirs


def credited(article: Article, other: Article) -> str | None:
    """Return the name under which `article` credits the outlet of `other` as a wire, or None when it does not."""
    outlet = fold(other.outlet or "")
    return next((credit.wire for credit in article.credits if fold(credit.wire) == outlet), None)


def _day(article: Article, reading: Reading) -> date | None:
    if article.published_on is not None:
        return article.published_on
    lines = [line for line in paragraphs(article.text) if line.start < PRINTED_DAY_CHARS]
    for found in reading.times:
        for line in lines:
            if line.start <= found.span.start < line.end:
                words = line.of(article.text)
                alone = len(words) <= PRINTED_DAY_LINE_CHARS and not words.endswith((".", "!", "?"))
                if alone and found.interval and found.interval.first == found.interval.last:
                    return found.interval.first
    return None
