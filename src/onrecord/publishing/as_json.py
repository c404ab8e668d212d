"""The briefing as JSON: the values of this room, field by field."""

from __future__ import annotations

import json
from dataclasses import fields, is_dataclass
from datetime import date
from typing import TYPE_CHECKING

from onrecord.articles import Article
from onrecord.core import Interval
from onrecord.publishing.citing import labels
from onrecord.publishing.provenance import outlet_of, safe_url
from onrecord.publishing.values import Briefing, Sentence

if TYPE_CHECKING:
    from _typeshed import DataclassInstance

__all__ = ["as_json", "plain"]


def as_json(briefing: Briefing) -> str:
    """Return the briefing as indented JSON; each sentence has its `text`, its pieces and its citations."""
    cited = [
        {"label": key, "article": article, "start": start, "end": end}
        for (article, start, end), key in labels(briefing).items()
    ]
    articles = [_article(article) for article in briefing.articles]
    body = {**_fields(briefing), "labels": cited, "articles": articles}
    return json.dumps(body, ensure_ascii=False, indent=1)


def _article(article: Article) -> dict[str, object]:
    return {
        "id": article.id,
        "outlet": outlet_of(article),
        "title": article.title,
        "url": safe_url(article.url),
        "where": article.where,
        "published": article.published.isoformat() if article.published else None,
        "text": article.text,
    }


def plain(value: object) -> object:
    """Return a value of this room as what JSON knows."""
    if isinstance(value, Interval):
        return value.as_json()
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, tuple):
        return [plain(each) for each in value]
    if is_dataclass(value) and not isinstance(value, type):
        return {"text": value.text, **_fields(value)} if isinstance(value, Sentence) else _fields(value)
    return value


def _fields(value: DataclassInstance) -> dict[str, object]:
    return {field.name: plain(getattr(value, field.name)) for field in fields(value) if field.name != "articles"}
