"""Reading feeds (RSS, Atom) and OPML lists."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from datetime import datetime
from email.utils import parsedate_to_datetime
from html import escape, unescape
from html.entities import name2codepoint
from itertools import islice
from urllib.parse import urljoin

from lxml import etree  # type: ignore[import-untyped]

from onrecord.limits.outlets import (
    FEED_BYTES,
    FEED_ENTRIES_COUNT,
)
from onrecord.outlets.markup import HostileMarkup, defused

__all__ = ["Entry", "Feed", "UnreadableListing", "read_feed", "read_opml"]

_ENTRY_NAMES = frozenset(("item", "entry"))
_FEED_NAMES = frozenset(("feed", "channel"))
_KINDS = {
    "title": "title",
    "creator": "author",
    "author": "author",
    "pubdate": "published",
    "published": "published",
    "issued": "published",
    "date": "published",
    "updated": "updated",
    "modified": "updated",
    "encoded": "html",
    "content": "html",
    "description": "html",
    "summary": "html",
}
"""What the elements of RSS, Dublin Core and Atom are to us."""
_NAMED = re.compile(rb"&([A-Za-z][A-Za-z0-9]{1,9});")
_XML_NAMES = frozenset((b"amp", b"lt", b"gt", b"quot", b"apos"))
_TAG = re.compile(r"<[^<>]{0,500}>")
_ELEMENTS_COUNT = 200_000
_ENTRIES_COUNT = 10 * FEED_ENTRIES_COUNT
_CHILDREN_COUNT = 1_000
_PLAIN_CHARS = 1_000
_DATE_CHARS = 100
"""Bounds on what is looked at of one feed and one entry: far beyond real ones, and small enough to be quick."""


class UnreadableListing(Exception):
    """A feed or a list cannot be read; the message is a plain sentence."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry of a feed: `published` in ISO 8601 where its date can be read, `html` the fullest text it carries."""

    url: str | None
    title: str | None
    author: str | None
    published: str | None
    html: str

    def as_json(self, outlet: str | None) -> bytes:
        """Return the entry as the JSON object that a page of the type `ENTRY` holds."""
        fields = {
            "url": self.url,
            "title": self.title,
            "author": self.author,
            "published": self.published,
            "outlet": outlet,
            "html": self.html,
        }
        return json.dumps(fields, ensure_ascii=False).encode("utf-8", "replace")


@dataclass(frozen=True, slots=True)
class Feed:
    """A feed: the outlet's name as the feed gives it, its entries, and how many more there were."""

    outlet: str | None
    entries: tuple[Entry, ...]
    left_count: int


def read_feed(body: bytes, charset: str | None, base: str | None) -> Feed:
    """Return the entries of a feed (RSS of any version, RDF, Atom) in its own order, each address once.

    `base` is the feed's own address, for links that are relative. Markup that is not well-formed is mended by
    libxml2 where it can be. Raises `UnreadableListing`.
    """
    document = _NAMED.sub(_numbered, _checked(body, charset))
    root = _tree(document, mend=True)
    elements = islice(root.iter(etree.Element), _ELEMENTS_COUNT)
    found = islice((element for element in elements if _local(element) in _ENTRY_NAMES), _ENTRIES_COUNT)
    entries: dict[object, Entry] = {}
    for number, element in enumerate(found):
        entry = _entry(element, base)
        entries.setdefault(entry.url or number, entry)
    listed = tuple(entries.values())
    title = next(
        (child for part in (root, *root) if _local(part) in _FEED_NAMES for child in part if _local(child) == "title"),
        None,
    )
    outlet = _plain(title) if title is not None else None
    return Feed(outlet, listed[:FEED_ENTRIES_COUNT], max(0, len(listed) - FEED_ENTRIES_COUNT))


def read_opml(body: bytes, charset: str | None) -> tuple[str, ...]:
    """Return the addresses of the feeds in an OPML list, in its order, each once. Raises `UnreadableListing`."""
    root = _tree(_checked(body, charset), mend=False)
    found = dict.fromkeys(
        value.strip()
        for element in root.iter("outline")
        for name, value in element.attrib.items()
        if name.lower() == "xmlurl" and value.strip()
    )
    return tuple(found)


def _tree(document: bytes, *, mend: bool) -> etree._Element:
    parser = etree.XMLParser(
        recover=mend,
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        huge_tree=False,  # keeps libxml2's own bounds: 256 elements deep
        remove_comments=True,
        remove_pis=True,
    )
    try:
        root = etree.fromstring(document, parser)
    except etree.XMLSyntaxError as error:
        raise UnreadableListing(f"it is not well-formed XML (line {error.lineno or 1})") from error
    if root is None:
        raise UnreadableListing("it does not read as XML")
    return root


def _checked(body: bytes, charset: str | None) -> bytes:
    if len(body) > FEED_BYTES:
        raise UnreadableListing(f"it has more than {FEED_BYTES // 1_000_000} MB")
    try:
        return defused(body, charset)
    except HostileMarkup as error:
        raise UnreadableListing(str(error)) from error


def _entry(element: etree._Element, base: str | None) -> Entry:
    """Return what an item or entry says, the first of each kind that is not empty."""
    texts: dict[str, str] = {}
    links: dict[str, str] = {}
    for child in islice(element.iterchildren(etree.Element), _CHILDREN_COUNT):
        name = _local(child)
        if name == "link":
            links.setdefault(child.get("rel") or "alternate", child.get("href") or _text(child))
        elif name == "guid" and (child.get("isPermaLink") or "true").lower() == "true":
            links.setdefault("guid", _text(child))
        elif (kind := _KINDS.get(name)) == "html":
            texts[kind] = max(texts.get(kind, ""), _html(child), key=len)
        elif kind == "author":
            texts.setdefault(kind, _author(child))
        elif kind:
            texts.setdefault(kind, _plain(child) or "")
    link = next((url for rel in ("alternate", "guid") if (url := _absolute(links.get(rel, ""), base))), None)
    published = _iso(texts.get("published") or texts.get("updated") or "")
    return Entry(link, texts.get("title") or None, texts.get("author") or None, published, texts.get("html", ""))


def _local(element: etree._Element) -> str:
    """Return an element's name in lower case without its namespace; media attachments have none that counts."""
    tag = str(element.tag)
    if "search.yahoo.com/mrss" in tag or tag.startswith("media:"):
        return ""
    return tag.rpartition("}")[2].rpartition(":")[2].lower()


def _text(element: etree._Element) -> str:
    return "".join(element.itertext()).strip()


def _plain(element: etree._Element) -> str | None:
    """Return the words of a one-line element, freed of the HTML that feeds escape into it."""
    return " ".join(unescape(_TAG.sub("", _text(element))).split())[:_PLAIN_CHARS] or None


def _html(element: etree._Element) -> str:
    """Return the markup of a content element: escaped HTML, plain text, or XHTML that stands in it as elements."""
    if len(element):
        inner = (etree.tostring(child, encoding="unicode", with_tail=True) for child in element)
        return escape(element.text or "") + "".join(inner)
    return escape(_text(element)) if element.get("type") in ("text", "text/plain") else _text(element)


def _author(element: etree._Element) -> str:
    """Return an author's name: Atom's `name`, or what RSS writes as `mail@outlet.example (Name)`."""
    name = next((child for child in element if _local(child) == "name"), element)
    words = _plain(name) or ""
    mail, bracket, rest = words.partition("(")
    return rest.rstrip(") ") if bracket and "@" in mail else words


def _absolute(link: str, base: str | None) -> str | None:
    """Return the absolute http(s) address of a link, if it is one."""
    try:
        absolute = urljoin(base, link) if base and link else link
    except ValueError:
        return None
    return absolute if absolute.lower().startswith(("http://", "https://")) else None


def _iso(words: str) -> str | None:
    """Return a feed's date (RFC 822 or ISO 8601) in ISO 8601, with the zone that the feed wrote."""
    words = words[:_DATE_CHARS]
    try:
        return (
            datetime.fromisoformat(words).isoformat()
            if words[:4].isdigit()
            else parsedate_to_datetime(words).isoformat()
        )
    except (ValueError, OverflowError, TypeError):
        return None


def _numbered(match: re.Match[bytes]) -> bytes:
    """Return a named character of HTML, which XML does not know, by its number."""
    point = name2codepoint.get(match.group(1).decode("ascii"))
    return b"&#%d;" % point if point is not None and match.group(1) not in _XML_NAMES else match.group()
