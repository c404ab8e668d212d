"""Reading feeds (RSS, Atom) and OPML lists."""

from __future__ import annotations

import io
import json
import re
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from urllib.parse import urljoin

import feedparser  # type: ignore[import-untyped]
from lxml import etree  # type: ignore[import-untyped]

from onrecord.limits import FEED_BYTES, FEED_ENTRIES_COUNT
from onrecord.outlets.markup import HostileMarkup, defused

__all__ = ["Entry", "Feed", "UnreadableListing", "read_feed", "read_opml"]

_ENTRY_START = re.compile(rb"<(?:[\w.-]{1,40}:)?(?:item|entry)[\s/>]", re.IGNORECASE)


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
    """Return the entries of a feed in its own order, each address once.

    `base` is the feed's own address, for links that are relative. Raises `UnreadableListing`.
    """
    document = _checked(body, charset)
    starts = len(_ENTRY_START.findall(document))
    if starts > 10 * FEED_ENTRIES_COUNT:
        raise UnreadableListing(f"it lists {starts:,} entries, and no outlet has so many")
    # Given as a stream, because feedparser opens a string that looks like a path or an address.
    parsed = feedparser.parse(
        io.BytesIO(document),
        response_headers={"content-type": "application/xml; charset=utf-8", "content-location": base or ""},
        resolve_relative_uris=False,
        sanitize_html=False,
    )
    if not parsed.get("version") and not parsed.entries:
        raise UnreadableListing("it does not read as a feed")
    entries: dict[object, Entry] = {}
    for number, raw in enumerate(parsed.entries):
        entry = _entry(raw, base)
        entries.setdefault(entry.url or number, entry)
    listed = tuple(entries.values())
    return Feed(_plain(parsed.feed.get("title")), listed[:FEED_ENTRIES_COUNT], max(0, len(listed) - FEED_ENTRIES_COUNT))


def read_opml(body: bytes, charset: str | None) -> tuple[str, ...]:
    """Return the addresses of the feeds in an OPML list, in its order, each once. Raises `UnreadableListing`."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, recover=False)
    try:
        root = etree.fromstring(_checked(body, charset), parser)
    except etree.XMLSyntaxError as error:
        raise UnreadableListing(f"it is not well-formed XML (line {error.lineno})") from error
    found = dict.fromkeys(
        value.strip()
        for element in root.iter("outline")
        for name, value in element.attrib.items()
        if name.lower() == "xmlurl" and value.strip()
    )
    return tuple(found)


def _checked(body: bytes, charset: str | None) -> bytes:
    if len(body) > FEED_BYTES:
        raise UnreadableListing(f"it has more than {FEED_BYTES // 1_000_000} MB")
    try:
        return defused(body, charset)
    except HostileMarkup as error:
        raise UnreadableListing(str(error)) from error


def _entry(raw: feedparser.FeedParserDict, base: str | None) -> Entry:
    contents = [part.get("value") or "" for part in raw.get("content") or ()]
    html = max([*contents, raw.get("summary") or ""], key=len)
    return Entry(_link(raw, base), _plain(raw.get("title")), _plain(raw.get("author")), _published(raw), html)


def _link(raw: feedparser.FeedParserDict, base: str | None) -> str | None:
    """Return the absolute http(s) address of an entry's page, if it has one."""
    link = str(raw.get("link") or "").strip()
    try:
        absolute = urljoin(base, link) if base and link else link
    except ValueError:
        return None
    return absolute if absolute.lower().startswith(("http://", "https://")) else None


def _published(raw: feedparser.FeedParserDict) -> str | None:
    """Return the date of an entry in ISO 8601, with the zone that the feed wrote where it can be read."""
    text = str(raw.get("published") or raw.get("updated") or "").strip()
    try:
        return datetime.fromisoformat(text).isoformat() if "T" in text else parsedate_to_datetime(text).isoformat()
    except (ValueError, OverflowError, TypeError):
        pass
    parsed = raw.get("published_parsed") or raw.get("updated_parsed")
    try:
        return datetime(*parsed[:6], tzinfo=UTC).isoformat() if parsed else None
    except (ValueError, OverflowError, TypeError):
        return None


def _plain(value: object) -> str | None:
    return " ".join(str(value).split()) or None if value else None
