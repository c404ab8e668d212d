"""Following addresses: a page, a feed to its pages, an OPML list to its feeds."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime

from onrecord.errors import Fault
from onrecord.limits.outlets import (
    OPML_FEEDS_COUNT,
    SNIFF_BYTES,
)
from onrecord.outlets.feeds import Entry, UnreadableListing, read_feed, read_opml
from onrecord.outlets.fetch import Fetcher, Received
from onrecord.outlets.kinds import sniff
from onrecord.outlets.listing import Listing
from onrecord.outlets.page import ENTRY, HTML, TEXT, Page

__all__ = ["from_address", "from_listing"]

Found = Iterator[Page | Fault]
_NOTHING = "nothing was taken from it"


def from_address(address: str, fetcher: Fetcher) -> Found:
    """Yield what an http(s) address leads to: its page, or the pages of the feed or OPML list that stands there."""
    yield from _collected(address, fetcher, listings=("feed", "opml"))


def from_listing(listing: Listing, fetcher: Fetcher) -> Found:
    """Yield the pages that a feed names, or those of the feeds that an OPML list names."""
    try:
        if listing.kind == "opml":
            yield from _from_opml(listing, fetcher)
        else:
            yield from _from_feed(listing, fetcher)
    except UnreadableListing as error:
        yield Fault(listing.where, str(error), _NOTHING)


def _collected(address: str, fetcher: Fetcher, listings: tuple[str, ...]) -> Found:
    """Yield what an address leads to, feeds and lists only where the place that named it lets them stand."""
    received = fetcher.get(address)
    if received is None:
        return
    if isinstance(received, Fault):
        yield received
        return
    kind = sniff(received.body[:SNIFF_BYTES], "page.html" if received.media_type != "text/plain" else "page.txt")
    whole = True
    if kind == "html" or kind == "text":
        # The caller asks for more only once it has taken this page, so a run that is killed asks for it again.
        yield _page(address, received, HTML if kind == "html" or received.media_type == HTML else TEXT)
    elif (kind == "feed" or kind == "opml") and kind in listings:
        for found in from_listing(Listing(address, kind, received.url, received.charset, received.body), fetcher):
            whole = whole and not isinstance(found, Fault)
            yield found
    else:
        yield Fault(address, _mismatch(kind), _NOTHING)
    if whole:
        fetcher.remember(received)


def _page(where: str, received: Received, media_type: str) -> Page:
    return Page(
        where, None, received.url, media_type, received.charset, received.body, received.headers, datetime.now(UTC)
    )


def _mismatch(kind: str) -> str:
    if kind == "empty":
        return "the answer is empty"
    if kind in ("feed", "opml"):
        return "it is a list of other addresses where a page was expected"
    return "what came is neither a page, a text nor a feed"


def _from_opml(listing: Listing, fetcher: Fetcher) -> Found:
    addresses = read_opml(listing.body, listing.charset)
    if not addresses:
        yield Fault(listing.where, "the OPML list names no feed", _NOTHING)
    for address in addresses[:OPML_FEEDS_COUNT]:
        yield from _collected(address, fetcher, listings=("feed",))
    if len(addresses) > OPML_FEEDS_COUNT:
        what = f"the OPML list names {len(addresses):,} feeds"
        yield Fault(listing.where, what, f"the first {OPML_FEEDS_COUNT:,} were read")


def _from_feed(listing: Listing, fetcher: Fetcher) -> Found:
    feed = read_feed(listing.body, listing.charset, listing.url)
    if not feed.entries:
        yield Fault(listing.where, "the feed has no entries", _NOTHING)
    for number, entry in enumerate(feed.entries, 1):
        place = f"{listing.where}#{number}"
        if entry.url is None:
            yield _own_words(place, listing, entry, feed.outlet) or Fault(
                place, "the entry has neither a web address nor a text", "it was passed over"
            )
            continue
        for found in _collected(entry.url, fetcher, listings=()):
            own = _own_words(place, listing, entry, feed.outlet) if isinstance(found, Fault) else None
            if own is not None and isinstance(found, Fault):
                yield Fault(found.where, found.what, "the words that its feed carries were taken instead of the page")
                yield own
            else:
                yield found
    if feed.left_count:
        what = f"the feed has {feed.left_count:,} entries more than are read of one feed"
        yield Fault(listing.where, what, f"the first {len(feed.entries):,} were read")


def _own_words(place: str, listing: Listing, entry: Entry, outlet: str | None) -> Page | None:
    """Return the entry itself as a page, if the feed carries any of its text."""
    if not entry.html.strip():
        return None
    path = listing.where if listing.url is None else None
    return Page(place, path, entry.url, ENTRY, "utf-8", entry.as_json(outlet), (), datetime.now(UTC))
