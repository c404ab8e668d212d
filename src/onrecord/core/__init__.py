"""Text, spans, selectors, days and ids from content. Standard library only; no input or output."""

from onrecord.core.days import Interval
from onrecord.core.ids import digest, key
from onrecord.core.selectors import Evidence, anchor, reanchor
from onrecord.core.spans import Span, covers, join, overlap
from onrecord.core.text import fold, paragraphs, sentences, words

__all__ = [
    "Evidence",
    "Interval",
    "Span",
    "anchor",
    "covers",
    "digest",
    "fold",
    "join",
    "key",
    "overlap",
    "paragraphs",
    "reanchor",
    "sentences",
    "words",
]
