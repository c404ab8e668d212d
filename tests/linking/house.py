"""Articles and readings for the tests of linking, made through the real reader."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from onrecord.articles import Article
from onrecord.core import Span
from onrecord.linking import Known, KnownArticle, Links, link, look_up_keys
from onrecord.reading import Reading, read


def report(text: str, *, day: date | None, outlet: str = "Desk", title: str | None = None) -> Article:
    """Return an article with these words."""
    return Article("page", outlet, None, None, None, outlet, title, None, None, day, "en", text, (), (), "test-1")


def link_all(articles: Sequence[Article]) -> list[tuple[Article, Reading, Links]]:
    """Link articles in order, each knowing all before it."""
    done: list[tuple[Article, Reading, Links]] = []
    for article in articles:
        reading = read(article)
        known = Known(tuple(_known(*each) for each in done))
        done.append((article, reading, link(article, reading, look_up_keys(article, reading), known)))
    return done


def _known(article: Article, reading: Reading, links: Links) -> KnownArticle:
    statements: dict[str, list[tuple[str, Span]]] = {}
    for wording in links.wordings:
        statements.setdefault(wording.attribution, []).append((wording.statement, wording.span))
    return KnownArticle(article, reading, links.story.story, statements, links.speakers)
