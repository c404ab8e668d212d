"""What the tests of this room share: pages made by hand."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import UTC, datetime

from onrecord.articles import Article, Extraction, extract
from onrecord.outlets import ENTRY, HTML, ITEM, TEXT, Page

__all__ = ["ENTRY", "HTML", "ITEM", "RECEIVED", "TEXT", "article_of", "extraction_of", "html", "page"]

RECEIVED = datetime(2026, 11, 22, tzinfo=UTC)


def page(kind: str, body: bytes | str | Mapping[str, object], *, charset: str | None = None) -> Page:
    """Return a page of one kind; a mapping becomes JSON."""
    if isinstance(body, Mapping):
        body = json.dumps(dict(body))
    raw = body.encode() if isinstance(body, str) else body
    return Page("saved/a", "saved/a", None, kind, charset, raw, (), RECEIVED)


def extraction_of(kind: str, body: bytes | str | Mapping[str, object], *, charset: str | None = None) -> Extraction:
    """Return what the door makes of such a page."""
    return extract(page(kind, body, charset=charset))


def article_of(kind: str, body: bytes | str | Mapping[str, object]) -> Article:
    """Return the article of such a page, which must have one."""
    article = extraction_of(kind, body).article
    assert article is not None
    return article


def html(body: str, head: str = "") -> str:
    """Return a whole HTML page around `body`."""
    return f"<!DOCTYPE html><html lang='en'><head>{head}</head><body><main>{body}</main></body></html>"
