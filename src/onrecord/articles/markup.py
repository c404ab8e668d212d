"""Reading HTML: a library finds the body, our second pass cleans it."""

from __future__ import annotations

import logging
import re
from datetime import date, datetime

from htmldate import find_date
from lxml import etree  # type: ignore[import-untyped]
from lxml.html import HtmlElement, HTMLParser, document_fromstring  # type: ignore[import-untyped]
from trafilatura import bare_extraction

from onrecord.articles.article import Removed
from onrecord.articles.blocks import blocks_of
from onrecord.articles.body import choose
from onrecord.articles.datelines import dateline_of, day_in_words, moment
from onrecord.articles.decoding import decode
from onrecord.articles.draft import Draft
from onrecord.articles.language import language_of
from onrecord.articles.metadata import Facts, facts_of
from onrecord.articles.pruning import prune
from onrecord.articles.standfirst import standfirst_of
from onrecord.articles.surroundings import Known, clean
from onrecord.core import fold
from onrecord.errors import Fault
from onrecord.limits.articles import (
    NESTING_DEPTH,
    SHORT_BODY_CHARS,
    SHORT_BODY_SHARE,
    WITNESS_CHARS,
)
from onrecord.outlets import Page

__all__ = ["body_of_fragment", "read_html"]

logging.getLogger("trafilatura").setLevel(logging.CRITICAL)  # what it reports is a fault of the page, and ours to tell
logging.getLogger("htmldate").setLevel(logging.CRITICAL)

_ENCODED = re.compile(r"^\s*<\?xml[^>]{0,200}\?>")


def read_html(page: Page) -> tuple[Draft | None, tuple[Fault, ...]]:
    """Return the article of an HTML page, or None when there is none, with what was wrong.

    1. decode and parse; 2. what the page says of itself; 3. prune what its markup calls something else;
    4. the body, through the library; 5. the second pass; 6. the standfirst before it.
    """
    text, faults = decode(page.body, page.charset, page.where)
    if text is None:
        return None, faults
    tree = parse(text)
    if tree is None:
        return None, (*faults, Fault(page.where, "is empty or not HTML", "left it out"))
    if text.count("<") > NESTING_DEPTH and _depth(tree) >= NESTING_DEPTH:
        faults += (Fault(page.where, f"its elements nest {NESTING_DEPTH} deep or deeper", "read what lies above that"),)
    facts = facts_of(tree, page.url)
    blocks = blocks_of(tree)
    headings = frozenset(block.text for block in blocks if block.element.tag in {"h2", "h3", "h4"})
    pruned = prune(tree)
    lines = _recovered(body_of(tree, facts), text, facts)
    cleaned = clean(lines, Known(facts.titles, facts.authors, headings))
    if not cleaned.paragraphs:
        return None, (*faults, Fault(page.where, "holds no article", "left it out"))
    standfirst = standfirst_of(blocks, cleaned.paragraphs, facts.titles, facts.summaries)
    dateline = next(filter(None, map(dateline_of, cleaned.paragraphs[:2])), None)
    body = "\n\n".join((*standfirst, *cleaned.paragraphs))
    draft = Draft(
        text=body,
        title=facts.title,
        byline=", ".join(facts.authors) or None,
        outlet=facts.outlet,
        url=facts.url,
        published=facts.published or _day_shown(cleaned.removed, facts.titles) or _day_guessed(tree, page),
        # Templates declare a language that the report is not in: three of 134 pages do, and the text was right.
        language=language_of(body) or facts.language,
        dateline=dateline.text if dateline else None,
        removed=(*pruned, *cleaned.removed),
        credits=cleaned.credits,
    )
    return draft, faults


def parse(text: str) -> HtmlElement | None:
    """Return the tree of an HTML text, or None when it has no element."""
    text = _ENCODED.sub("", text)
    if not text.strip():
        return None
    try:
        return document_fromstring(text, parser=HTMLParser(remove_comments=True, remove_pis=True))
    except (etree.LxmlError, ValueError, AssertionError):
        return None


def _day_shown(removed: tuple[Removed, ...], titles: tuple[str, ...]) -> date | None:
    """Return the day that a line above or below the report shows, or that the window's title ends in."""
    lines = [cut.text for cut in removed if cut.kind == "metadata"]
    return next((day for line in (*lines, *titles) if len(line) <= 200 and (day := day_in_words(line))), None)


def _day_guessed(tree: HtmlElement, page: Page) -> date | None:
    """Return the day that htmldate finds elsewhere in the page, or None; never one after the page was received."""
    latest = page.received_at.date().isoformat()
    try:
        found = find_date(tree, original_date=True, extensive_search=False, max_date=latest)
    except Exception:  # noqa: BLE001 - a library that stumbles over one page's markup must not end the run
        return None
    day = moment(found) if found else None
    return day.date() if isinstance(day, datetime) else day


def _depth(tree: HtmlElement) -> int:
    """Return how deep the elements of a tree nest, up to `NESTING_DEPTH`."""
    deepest, waiting = 0, [(tree, 1)]
    while waiting and deepest < NESTING_DEPTH:
        element, depth = waiting.pop()
        deepest = max(deepest, depth)
        waiting.extend((child, depth + 1) for child in element)
    return deepest


def _recovered(lines: list[str], text: str, facts: Facts) -> list[str]:
    """Return `lines`, or what reads more of a page of which hardly anything was read.

    First the page as it was before parts were cut for their names, then its own `articleBody`.
    """
    length = sum(map(len, lines))
    if length < SHORT_BODY_CHARS and (tree := parse(text)) is not None:
        whole = body_of(tree, facts)
        if sum(map(len, whole)) > 2 * length:
            lines, length = whole, sum(map(len, whole))
    if facts.body is None or len(facts.body) < WITNESS_CHARS:
        return lines
    # The library falls back on `articleBody` as well, and runs its paragraphs together.
    if length < SHORT_BODY_SHARE * len(facts.body) or (len(lines) == 1 and fold(lines[0]) == fold(facts.body)):
        return [line.strip() for line in facts.body.split("\n") if line.strip()]
    return lines


def body_of(tree: HtmlElement, facts: Facts) -> list[str]:
    """Return the lines of the body of a pruned page: the library's, completed and bounded by where its prose stands."""
    try:
        found = bare_extraction(tree, fast=True, include_comments=False)
    except Exception:  # noqa: BLE001 - a library that stumbles over one page's markup must not end the run
        found = None
    text = (found.text if found is not None and not isinstance(found, dict) else None) or ""
    lines = [line.strip() for line in text.split("\n") if line.strip()]
    return choose(blocks_of(tree), lines, facts.body)


def body_of_fragment(fragment: str) -> list[str]:
    """Return the paragraphs of a piece of HTML such as a feed's entry carries."""
    tree = parse(f"<html><body><div>{fragment}</div></body></html>")
    if tree is None:
        return []
    for element in list(tree.iter("script", "style", "figure", "iframe", "noscript", "template")):
        element.drop_tree()
    for element in tree.iter("p", "div", "br", "li", "h1", "h2", "h3", "h4", "blockquote", "tr"):
        element.tail = "\n" + (element.tail or "")
        if element.tag != "br":
            element.text = "\n" + (element.text or "")
    return [" ".join(line.split()) for line in tree.text_content().split("\n") if line.strip()]
