"""Reading one line of a JSONL file: an article whose text is already clean, and stays as it is."""

from __future__ import annotations

import json
from typing import Any

from onrecord.articles.datelines import dateline_of, moment
from onrecord.articles.decoding import decode, storable
from onrecord.articles.draft import Draft
from onrecord.articles.language import given_language
from onrecord.core import paragraphs
from onrecord.errors import Fault
from onrecord.outlets import Page

__all__ = ["read_item"]

_FIELDS = ("id", "url", "outlet", "title", "byline", "published", "language")


def read_item(page: Page) -> tuple[Draft | None, tuple[Fault, ...]]:
    """Return the article of a JSONL line, or None, with the line's faults.

    A line without text is left out; a field that is wrong is left empty, and the article is kept.
    """
    where = page.where
    line, faults = decode(page.body, page.charset or "utf-8", where)
    if line is None:
        return None, faults
    try:
        given = json.loads(line, parse_constant=str)
    except (ValueError, RecursionError) as error:
        what = (
            f"is not JSON ({error.msg} at character {error.colno})"
            if isinstance(error, json.JSONDecodeError)
            else "is not JSON"
        )
        return None, (*faults, Fault(where, what, "left the line out"))
    if not isinstance(given, dict):
        return None, (*faults, Fault(where, "is not an article: a JSON object is expected", "left the line out"))
    text = given.get("text")
    if not isinstance(text, str) or not text.strip():
        what = "has no text" if text is None or isinstance(text, str) else "has a text that is not a string"
        return None, (*faults, Fault(where, what, "left the line out"))
    text, replaced = storable(text)
    if replaced:
        what = f"has {replaced} characters in its text that cannot be stored (NUL or half a character)"
        faults += (Fault(where, what, "put � for each, so that places in the text stay"),)
    fields, wrong = _fields(given, where)
    day = moment(fields["published"]) if fields["published"] else None
    if fields["published"] and day is None:
        wrong += (
            Fault(where, f"the date {fields['published'][:40]} does not exist", "kept the article without a date"),
        )
    if fields["url"] and not fields["url"].lower().startswith(("http://", "https://")):
        fields["url"] = None
        wrong += (Fault(where, "the address is not http(s)", "kept the article without it"),)
    language = given_language(fields["language"])
    if fields["language"] and language is None:
        wrong += (
            Fault(where, f"the language {fields['language'][:40]} is no ISO 639-1 code", "told it from the text"),
        )
    lede = next((span.of(text) for span in paragraphs(text[:2_000])), "")
    dateline = dateline_of(lede)
    draft = Draft(
        text=text,
        title=fields["title"],
        byline=fields["byline"],
        outlet=fields["outlet"],
        url=fields["url"] or page.url,
        external_id=fields["id"],
        published=day,
        language=language,
        dateline=dateline.text if dateline else None,
    )
    return draft, faults + wrong


def _fields(given: dict[str, Any], where: str) -> tuple[dict[str, str | None], tuple[Fault, ...]]:
    """Return the known fields as text without outer blanks; what is neither text nor empty is a fault."""
    fields: dict[str, str | None] = {}
    faults = []
    for name in _FIELDS:
        value = given.get(name)
        if isinstance(value, int) and not isinstance(value, bool) and name == "id":
            value = str(value)
        if name == "byline" and isinstance(value, list) and all(isinstance(each, str) for each in value):
            value = ", ".join(value)
        if value is not None and not isinstance(value, str):
            faults.append(Fault(where, f'the field "{name}" is not text', "left the field empty"))
            value = None
        fields[name] = storable(" ".join(value.split()))[0] or None if value else None
    return fields, tuple(faults)
