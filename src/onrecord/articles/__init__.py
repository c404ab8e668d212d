"""Extracting articles from pages: body, headline, byline, dateline, day, credit lines, and what was cut."""

from onrecord.articles.article import Article, Credit, Extraction, Removed, RemovedKind
from onrecord.articles.extraction import EXTRACTOR, extract
from onrecord.articles.revisions import Change, changes

__all__ = [
    "EXTRACTOR",
    "Article",
    "Change",
    "Credit",
    "Extraction",
    "Removed",
    "RemovedKind",
    "changes",
    "extract",
]
