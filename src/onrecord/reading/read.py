"""The room's door: one article in, one reading out."""

from __future__ import annotations

from onrecord.articles import Article
from onrecord.core import sentences
from onrecord.reading.quotations import find_pairs
from onrecord.reading.reading import Quotation, Reading

__all__ = ["KNOWN_LANGUAGES", "READER", "read"]

READER = "rules-1"
"""Name and version of the reader below: rules, no training."""

KNOWN_LANGUAGES = frozenset({"en"})
"""ISO 639-1 codes of the languages whose cues, names and days the rules know."""


def read(article: Article) -> Reading:
    """Return what the rules find in one article by itself; every offset is one of `article.text`."""
    pairs = find_pairs(article.text)
    quotations = tuple(Quotation(pair.span, pair.words, "speech") for pair in pairs)
    return Reading(article.id, READER, sentences(article.text), quotations, (), (), ())
