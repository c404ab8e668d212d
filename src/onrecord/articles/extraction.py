"""The room's door: one page in, its article out."""

from __future__ import annotations

import dataclasses
import re
from itertools import islice
from typing import Any

from onrecord.articles.article import Article, Credit, Extraction
from onrecord.articles.decoding import storable
from onrecord.articles.draft import Draft
from onrecord.articles.entries import read_entry
from onrecord.articles.items import read_item
from onrecord.articles.language import language_of, languages_known
from onrecord.articles.markup import read_html
from onrecord.articles.plain import read_text
from onrecord.articles.wires import credits_in, wire_named
from onrecord.core import Span, fold
from onrecord.errors import Fault
from onrecord.limits.articles import ARTICLE_MIN_WORDS
from onrecord.outlets import ENTRY, HTML, ITEM, TEXT, Page

__all__ = ["EXTRACTOR", "extract"]

EXTRACTOR = "onrecord-articles/1"
"""The name and version of this room's reading; a change in what it takes from a page raises the number."""

_WORD = re.compile("(?=\\w)[\u2e80-\ud7ff]|[^\\W\u2e80-\ud7ff]+")
_BRACKET = re.compile(r"\(([^()]{2,40})\)$")
_READERS = {TEXT: read_text, HTML: read_html, ITEM: read_item, ENTRY: read_entry}


def extract(page: Page) -> Extraction:
    """Return the article of `page`, with the faults met on the way; bad input never raises.

    1. read: the parts that this kind of page gives, its body already cleaned.
    2. language: what the page says, else what the text is in.
    3. credits: the wires that the body and the byline name.
    """
    draft, faults = _READERS.get(page.media_type, read_text)(page)  # 1
    if draft is None:
        return Extraction(None, faults)
    draft = _storable(draft)
    if page.media_type != ITEM and (scrap := _scrap(draft)):
        return Extraction(None, (*faults, Fault(page.where, f"holds no article: {scrap}", "left it out")))
    language = draft.language or language_of(draft.text)  # 2
    if language is None and not languages_known():
        what = "its language cannot be told, since the model of languages of py3langid does not load"
        faults += (Fault(page.where, what, "kept the article without a language"),)
    article = Article(
        page=page.id,
        where=page.where,
        external_id=draft.external_id,
        path=page.path,
        url=draft.url,
        outlet=draft.outlet,
        title=draft.title,
        byline=draft.byline,
        dateline=draft.dateline,
        published=draft.published,
        language=language,
        text=draft.text,
        removed=draft.removed,
        credits=_credits(draft),  # 3
        extractor=EXTRACTOR,
    )
    return Extraction(article, faults)


def _scrap(draft: Draft) -> str | None:
    """Return why `draft` is a scrap of text and no article, or None; a wire's flash has a dateline or a headline."""
    if draft.title or draft.dateline or draft.published:
        return None
    words = sum(1 for _ in islice(_WORD.finditer(draft.text), ARTICLE_MIN_WORDS))
    if words >= ARTICLE_MIN_WORDS:
        return None
    return f"it has {words} {'word' if words == 1 else 'words'} and no headline"


def _storable(draft: Draft) -> Draft:
    """Return `draft` with characters that no database holds replaced: JSON in a page may spell them out."""
    fields = {field.name: getattr(draft, field.name) for field in dataclasses.fields(draft)}
    plain: dict[str, Any] = {name: storable(value)[0] for name, value in fields.items() if isinstance(value, str)}
    removed = tuple(dataclasses.replace(cut, text=storable(cut.text)[0]) for cut in draft.removed)
    return dataclasses.replace(draft, **plain, removed=removed)


def _credits(draft: Draft) -> tuple[Credit, ...]:
    """Return the credits of body, byline and lines of their own; a wire outside the body counts once."""
    outside = [credit.wire for credit in draft.credits]
    if draft.byline:
        outside += [wire for name in draft.byline.split(",") if (wire := wire_named(name))]
    inside = credits_in(draft.text)
    if (reprinted := _reprinted(draft)) and all(credit.wire != reprinted.wire for credit in inside):
        inside = (reprinted, *inside)
    return (*(Credit(wire, None) for wire in dict.fromkeys(outside)), *inside)


def _reprinted(draft: Draft) -> Credit | None:
    """Return whom the dateline's bracket names when that is not the outlet: whose report the outlet prints."""
    found = _BRACKET.search(draft.dateline or "")
    start = draft.text.find(draft.dateline) if draft.dateline else -1
    if found is None or not draft.outlet or start < 0:
        return None
    named, outlet = fold(found[1]), fold(draft.outlet)
    if named in outlet or outlet in named:
        return None
    return Credit(found[1].strip(), Span(start + found.start(), start + found.end()))
