"""Extracting articles from pages: body, headline, byline, dateline, day, credit lines, and what was cut."""

from onrecord.articles.article import Article, Credit, Removed, RemovedKind

__all__ = ["Article", "Credit", "Removed", "RemovedKind"]
