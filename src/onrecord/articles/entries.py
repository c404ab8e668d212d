"""Reading a feed's entry whose linked page was not fetched."""

from __future__ import annotations

import json

from onrecord.articles.datelines import dateline_of, moment
from onrecord.articles.draft import Draft
from onrecord.articles.markup import body_of_fragment
from onrecord.articles.plain import names_of
from onrecord.articles.surroundings import Known, clean
from onrecord.errors import Fault
from onrecord.outlets import Page

__all__ = ["read_entry"]


def read_entry(page: Page) -> tuple[Draft | None, tuple[Fault, ...]]:
    """Return the article of a feed's entry, or None when the entry holds no text."""
    try:
        given = json.loads(page.body)
    except (ValueError, RecursionError):
        given = None
    if not isinstance(given, dict):
        return None, (Fault(page.where, "is not a feed entry", "left it out"),)
    field = {name: value.strip() for name, value in given.items() if isinstance(value, str) and value.strip()}
    title, author = field.get("title"), field.get("author")
    lines = body_of_fragment(field.get("html", ""))
    cleaned = clean(lines, Known((title,) if title else (), tuple(names_of(author))))
    if not cleaned.paragraphs:
        return None, (Fault(page.where, "the feed's entry holds no text", "left it out"),)
    faults: tuple[Fault, ...] = ()
    published = moment(field["published"]) if "published" in field else None
    if "published" in field and published is None:
        faults = (
            Fault(page.where, f"the date {field['published'][:40]} does not exist", "kept the article without a date"),
        )
    dateline = dateline_of(cleaned.paragraphs[0])
    draft = Draft(
        text="\n\n".join(cleaned.paragraphs),
        title=title,
        byline=author,
        outlet=field.get("outlet"),
        url=field.get("url") or page.url,
        published=published,
        dateline=dateline.text if dateline else None,
        removed=cleaned.removed,
        credits=cleaned.credits,
    )
    return draft, faults
