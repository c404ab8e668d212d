"""What the readers of one kind of page hand to the door: an article's parts, before it is one."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from onrecord.articles.article import Credit, Removed

__all__ = ["Draft"]


@dataclass(frozen=True, slots=True)
class Draft:
    """An article's parts as one kind of page gives them. `credits` are those on lines of their own."""

    text: str
    title: str | None = None
    byline: str | None = None
    outlet: str | None = None
    url: str | None = None
    external_id: str | None = None
    published: date | datetime | None = None
    language: str | None = None
    dateline: str | None = None
    removed: tuple[Removed, ...] = ()
    credits: tuple[Credit, ...] = ()
