"""What a page says of itself in its markup: JSON-LD, OpenGraph, meta elements, headings and time elements."""

from __future__ import annotations

import html
import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from lxml.html import HtmlElement  # type: ignore[import-untyped]

from onrecord.articles.datelines import moment
from onrecord.articles.language import given_language
from onrecord.core import fold
from onrecord.limits.articles import (
    CUT_HEADLINE_CHARS,
    JSON_LD_NODES,
    META_CHARS,
    TITLE_CHARS,
    TITLE_CUTS,
)

__all__ = ["Facts", "facts_of"]

_ARTICLE = re.compile(r"(?:Article|BlogPosting|LiveBlogPosting|Report)$")
_SEPARATOR = re.compile(r"\s+[-–—|•·*/›»]+\s+|\s*[｜|]\s*|：(?=[^：]{2,20}$)|\s+[:]\s+(?=[^:]{2,20}$)|--")
_JUNK = re.compile(r"^\s*(?:<!--|//<!\[CDATA\[|/\*\s*<!\[CDATA\[\s*\*/)|(?:-->|//\]\]>|/\*\s*\]\]>\s*\*/|;)\s*$")
_TAG = re.compile(r"<[^<>]{0,400}>")
_SPLIT_NAMES = re.compile(r"\s*(?:[,;|]|\s(?:and|und|et|y|e|og|och|en|i|&)\s)\s*")
_TIME_META = tuple(
    "article:published_time og:article:published_time og:published_time article:published datepublished date pubdate "
    "publishdate publish-date dc.date dc.date.issued dcterms.created dcterms.date sailthru.date parsely-pub-date "
    "cxenseparse:recs:publishtime last-modified date.issued article.published originalpublicationdate "
    "publication_date".split()
)
_AUTHOR_META = (
    "author",
    "article:author",
    "parsely-author",
    "dc.creator",
    "dcterms.creator",
    "sailthru.author",
    "byl",
    "cxenseparse:author",
)


@dataclass(frozen=True, slots=True)
class Facts:
    """What a page says of itself. `titles` are all the headlines it goes under; `body` is JSON-LD's `articleBody`.

    `summaries` are its descriptions, which a standfirst repeats; `published` has the page's own zone when it
    gives an instant.
    """

    title: str | None
    titles: tuple[str, ...]
    authors: tuple[str, ...]
    outlet: str | None
    url: str | None
    language: str | None
    published: date | datetime | None
    summaries: tuple[str, ...]
    body: str | None


def facts_of(tree: HtmlElement, url: str | None) -> Facts:
    """Read the metadata of a parsed page; `url` is its address when known."""
    nodes = list(_linked_data(tree))
    meta = _meta(tree)
    article = _main(nodes, url)
    outlet = _outlet(article, nodes, meta)
    title, titles = _titles(tree, article, meta, outlet)
    bodies = [node["articleBody"] for node in nodes if isinstance(node.get("articleBody"), str)]
    summaries = [
        article.get("description"),
        article.get("alternativeHeadline"),
        *(meta.get(name, [None])[0] for name in ("og:description", "description", "twitter:description")),
    ]
    return Facts(
        title=title,
        titles=titles,
        authors=_authors(article, meta, nodes),
        outlet=outlet,
        url=_address(tree, meta, url),
        language=_language(tree, article, meta),
        published=_published(tree, article, meta),
        summaries=tuple(dict.fromkeys(clean for text in summaries if (clean := _clean(text)))),
        body=max((_paragraphed(body) for body in bodies), key=len, default=None),
    )


def _linked_data(tree: HtmlElement) -> Iterator[dict[str, Any]]:
    """Return every object of the page's JSON-LD, outermost first; broken scripts are passed over."""
    count = 0
    for script in tree.iter("script"):
        if "ld+json" not in (script.get("type") or "").lower():
            continue
        text = _JUNK.sub("", script.text_content().strip()).strip()
        try:
            waiting: list[Any] = [json.loads(text, strict=False)]
        except (ValueError, RecursionError):
            continue
        while waiting and count < JSON_LD_NODES:
            node = waiting.pop(0)
            count += 1
            if isinstance(node, dict):
                yield node
                waiting.extend(value for value in node.values() if isinstance(value, (dict, list)))
            elif isinstance(node, list):
                waiting[:0] = [value for value in node if isinstance(value, (dict, list))]


def _main(nodes: list[dict[str, Any]], url: str | None) -> dict[str, Any]:
    """Return the object that describes the page's article: one at its own address first, else the first article."""
    articles = [
        node
        for node in nodes
        if any(_ARTICLE.search(kind) for kind in _strings(node.get("@type"))) and node.get("headline")
    ]
    for node in articles:
        if url and any(
            _same_address(url, place) for key in ("url", "mainEntityOfPage", "@id") for place in _strings(node.get(key))
        ):
            return node
    return articles[0] if articles else {}


def _titles(
    tree: HtmlElement, article: dict[str, Any], meta: dict[str, list[str]], outlet: str | None
) -> tuple[str | None, tuple[str, ...]]:
    """Return the headline and every headline that the page goes under."""
    heads = [clean for element in tree.iter("h1") if (clean := _clean(element.text_content()))]
    heads = [head for head in heads if len(head) <= 2 * TITLE_CHARS]
    page = next((clean for element in tree.iter("title") if (clean := _clean(element.text_content()))), None)
    said = {name: _clean(meta.get(name, [None])[0]) for name in ("og:title", "twitter:title", "title")}
    headline = _clean(article.get("headline"))
    near = [*heads, *([headline] if headline else [])]
    shared = _without_outlet(said["og:title"] or said["twitter:title"] or page, outlet, near)
    tweeted = _without_outlet(said["twitter:title"], outlet, near)
    titled = _without_outlet(page, outlet, [*near, *([shared] if shared else [])])
    every = (headline, shared, *said.values(), page)
    heading = next((head for head in heads if any(_letters(head) in _letters(each) for each in every if each)), None)
    headline = _without_outlet(headline, outlet, heads)
    title = _headline(headline, heading, shared, tweeted, titled) or (heads[0] if heads else None)
    known = [title, headline, *heads[:3], shared, tweeted, titled, *said.values(), page]
    return title, tuple(dict.fromkeys(each for each in known if each))


def _headline(
    headline: str | None, heading: str | None, shared: str | None, tweeted: str | None, titled: str | None
) -> str | None:
    """Choose between JSON-LD's `headline`, the page's heading, and the titles for sharing and for the window.

    JSON-LD's is the newsroom's own and comes first, with four exceptions: it was cut at Google's 110 characters;
    it only repeats the window's title, written for search engines, where heading and shared title agree on
    another; every other title but the heading agrees on another; or it is the shared title with a kicker before.
    """
    if not headline:
        return heading or shared
    own, other, head, window = (_letters(each or "") for each in (headline, shared, heading, titled))
    for whole in (heading, shared):
        if whole and CUT_HEADLINE_CHARS <= len(headline) < len(whole) and _letters(whole).startswith(own):
            return whole
    if not shared or own == other:
        return headline
    if window.startswith(own) and head == other:
        return shared
    if head == own and _letters(tweeted or "") == other and window.startswith(other):
        return shared
    return shared if re.fullmatch(rf".{{1,60}}: {re.escape(fold(shared))}", fold(headline)) else headline


def _without_outlet(title: str | None, outlet: str | None, heads: list[str]) -> str | None:
    """Return `title` without the outlet's name, section or day after its last separators."""
    if not title:
        return None
    folded = {fold(head) for head in heads}
    cuts = [match.start() for match in _SEPARATOR.finditer(title)][-TITLE_CUTS:]
    for cut in cuts:
        if fold(title[:cut]) in folded:
            return title[:cut].strip()
    name = _letters(outlet or "")
    for cut in cuts:
        tail = _letters(title[cut:])
        if name and len(name) > 2 and (tail in name or name in tail) and cut > 0.3 * len(title):
            return title[:cut].strip()
    return title


def _letters(text: str) -> str:
    return re.sub(r"[\W_]+", "", fold(text))


def _authors(article: dict[str, Any], meta: dict[str, list[str]], nodes: list[dict[str, Any]]) -> tuple[str, ...]:
    """Return the authors' names: JSON-LD's (references followed), else those of the meta elements."""
    by_id = {node["@id"]: node for node in nodes if isinstance(node.get("@id"), str) and node.get("name")}
    names: list[str] = []
    for author in _listed(article.get("author")) + _listed(article.get("creator")) * (not article.get("author")):
        if isinstance(author, dict) and not author.get("name"):
            author = by_id.get(str(author.get("@id")), {})
        name = author.get("name") if isinstance(author, dict) else author
        names.extend(_split(each) for each in _strings(name))
    if not any(names):
        names = [_split(value) for key in _AUTHOR_META for value in meta.get(key, []) if not value.startswith("http")]
    flat = [name.strip() for group in names for name in group.split("\n")]
    return tuple(dict.fromkeys(name for name in flat if 1 < len(name) <= 80 and not name.startswith(("http", "@"))))[
        :12
    ]


def _split(names: str) -> str:
    return "\n".join(_SPLIT_NAMES.split(_clean(names) or ""))


def _outlet(article: dict[str, Any], nodes: list[dict[str, Any]], meta: dict[str, list[str]]) -> str | None:
    by_id = {node["@id"]: node for node in nodes if isinstance(node.get("@id"), str) and node.get("name")}
    named: list[str | None] = []
    for publisher in _listed(article.get("publisher")):
        if isinstance(publisher, dict) and not publisher.get("name"):
            publisher = by_id.get(str(publisher.get("@id")), {})
        named.extend(_strings(publisher.get("name") if isinstance(publisher, dict) else publisher))
    site = [value for key in ("og:site_name", "application-name") for value in meta.get(key, [])]
    kinds = ("NewsMediaOrganization", "WebSite")
    from_nodes = [
        name for node in nodes if set(_strings(node.get("@type"))) & set(kinds) for name in _strings(node.get("name"))
    ]
    return next(
        (
            clean
            for name in [*site[:1], *named, *site, *from_nodes]
            if name and (clean := _clean(name)) and not clean.startswith("http")
        ),
        None,
    )


def _published(tree: HtmlElement, article: dict[str, Any], meta: dict[str, list[str]]) -> date | datetime | None:
    """Return the first day or instant of publication that the page gives and that exists."""
    said = [
        *_strings(article.get("datePublished")),
        *(value for name in _TIME_META[:8] for value in meta.get(name, [])),
    ]
    said += [value for element in tree.iter("time") for value in [element.get("datetime")] if value][:3]
    said += [value for name in _TIME_META[8:] for value in meta.get(name, [])]
    said += _strings(article.get("dateCreated")) + _strings(article.get("dateModified"))
    return next((found for text in said if (found := _moment(text))), None)


def _moment(text: str) -> date | datetime | None:
    """Read an instant as pages write it: ISO 8601 with a blank for the T, a Z, or a zone without a colon."""
    plain = text.strip().replace(" UTC", "Z")
    plain = re.sub(r"^(\d{4}-\d{2}-\d{2})\s+(?=\d)", r"\1T", plain)
    plain = re.sub(r"\s+(?=[+\-]\d{2}:?\d{2}$)", "", plain)
    return moment(plain) or moment(re.sub(r"(\.\d{6})\d+", r"\1", plain))


def _language(tree: HtmlElement, article: dict[str, Any], meta: dict[str, list[str]]) -> str | None:
    root = next(iter(tree.iter("html")), tree)
    said = [
        *_strings(article.get("inLanguage")),
        root.get("lang"),
        root.get("xml:lang"),
        *meta.get("og:locale", []),
        *meta.get("content-language", []),
    ]
    return next((code for text in said if (code := given_language(text))), None)


def _address(tree: HtmlElement, meta: dict[str, list[str]], url: str | None) -> str | None:
    if url:
        return url
    links = [link.get("href") for link in tree.iter("link") if (link.get("rel") or "").lower() == "canonical"]
    return next(
        (
            place.strip()
            for place in [*links, *meta.get("og:url", [])]
            if place and place.strip().startswith(("http://", "https://"))
        ),
        None,
    )


def _meta(tree: HtmlElement) -> dict[str, list[str]]:
    """Return the contents of meta elements by their lower-cased name, property or itemprop."""
    found: dict[str, list[str]] = {}
    for element in tree.iter("meta"):
        name = element.get("property") or element.get("name") or element.get("itemprop") or element.get("http-equiv")
        content = element.get("content")
        if name and content and content.strip():
            found.setdefault(name.strip().lower(), []).append(content.strip())
    return found


def _clean(text: object) -> str | None:
    """Return text of a page without entities left in it, tags and runs of blanks; None when nothing is left."""
    if not isinstance(text, str):
        return None
    text = text[:META_CHARS]
    plain = html.unescape(text) if "&" in text else text
    return " ".join(_TAG.sub(" ", plain).replace("\u00ad", "").split()) or None


def _paragraphed(body: str) -> str:
    plain = html.unescape(body) if "&" in body else body
    return _TAG.sub("\n", plain)


def _strings(value: object) -> list[str]:
    """Return the strings in a JSON-LD value: itself, a list's, or an object's `@id`."""
    found = []
    for each in _listed(value):
        if isinstance(each, str):
            found.append(each)
        elif isinstance(each, dict) and isinstance(each.get("@id"), str):
            found.append(each["@id"])
    return found


def _listed(value: object) -> list[Any]:
    if value is None:
        return []
    return list(value) if isinstance(value, Iterable) and not isinstance(value, (str, bytes, dict)) else [value]


def _same_address(a: str, b: str) -> bool:
    bare = [re.sub(r"^https?://(?:www\.|m\.)?", "", place.split("?")[0].split("#")[0]).rstrip("/") for place in (a, b)]
    return bare[0] == bare[1]
