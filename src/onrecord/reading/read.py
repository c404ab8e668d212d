"""The room's door: one article in, one reading out."""

from __future__ import annotations

from onrecord.articles import Article
from onrecord.core import sentences
from onrecord.reading.attributions import Relation, relations_of
from onrecord.reading.quotations import find_pairs
from onrecord.reading.reading import Attribution, Quotation, Reading
from onrecord.reading.tokens import blocks

__all__ = ["KNOWN_LANGUAGES", "READER", "read"]

READER = "rules-1"
"""Name and version of the reader below: rules, no training."""

KNOWN_LANGUAGES = frozenset({"en"})
"""ISO 639-1 codes of the languages whose cues, names and days the rules know."""


def read(article: Article) -> Reading:
    """Return what the rules find in one article by itself; every offset is one of `article.text`."""
    text = article.text
    pairs = find_pairs(text)
    quotations = tuple(Quotation(pair.span, pair.words, "speech") for pair in pairs)
    if article.language is not None and article.language not in KNOWN_LANGUAGES:
        return Reading(article.id, READER, sentences(text), quotations, (), (), ())
    relations = relations_of(text, blocks(text, pairs))
    attributions = tuple(_attribution(article, relation) for relation in relations)
    return Reading(article.id, READER, sentences(text), quotations, attributions, (), ())


def _attribution(article: Article, relation: Relation) -> Attribution:
    source = (relation.source,) if relation.source else ()
    cue = (relation.cue,) if relation.cue else ()
    return Attribution(
        article.id, relation.kind, source, cue, relation.content, None, None, None, None, None, None, None, None, 0.5
    )
