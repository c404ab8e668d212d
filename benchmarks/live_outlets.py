"""The outlets of a played hour: feeds, RSS and Atom by turns, whose items appear, and change, as the hour goes by.

An item is a report of `benchmarks.corpus` as a page. The reports of one story stand in different outlets within some
minutes of each other. Every fifth item also stands in the feed of a wire review, the last one, with the same address;
every seventh stands twice in its own feed, the second time with a mark at the end of its address (`#comments`); every
ninth gets another paragraph later in the hour. Feeds and pages have marks (ETag), and what has not changed is answered
so. What was answered in full is noted, to tell which versions anybody can have seen.
"""

from __future__ import annotations

import json
import random
import tempfile
import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from hashlib import sha256
from html import escape
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

from benchmarks.corpus import REPORTS, write
from onrecord.articles import extract
from onrecord.outlets import HTML, Page

__all__ = ["Hour", "Item", "items_of", "opened"]

SHARED_EVERY, TWICE_EVERY, CHANGED_EVERY = 5, 7, 9
MINUTES = 60.0
SPREAD = 8.0
"""Minutes within which the reports of one story appear."""
LISTED = 100
"""Entries of one feed, the newest first; more than any outlet here brings in the hour."""
ADDED = (
    "This report was added to after it first appeared, when the clerk of the harbour council confirmed the account "
    "given above and said that nothing further would be told on that day."
)


@dataclass(frozen=True)
class Item:
    """One report: where it stands, the minutes at which it appears and changes, its pages and the texts of these."""

    number: int
    outlet: int
    story: int
    appears: float
    changes: float | None
    title: str
    pages: tuple[bytes, ...]
    texts: tuple[str, ...]

    @property
    def path(self) -> str:
        """The path of its address."""
        return f"/{self.outlet}/{self.number}.html"

    def version(self, minute: float) -> int:
        """Return the number of the version that stands at a minute of the hour, or -1 before it appears."""
        return -1 if minute < self.appears else int(self.changes is not None and minute >= self.changes)


def items_of(count: int, outlets: int, source: Path, seed: int) -> list[Item]:
    """Return `count` items of whole stories, no two of the same text; the first of each outlet is there at once."""
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "reports.jsonl"
        write(2 * count, file, source)
        rows = [json.loads(line) for line in file.read_text(encoding="utf-8").splitlines()]
    rng = random.Random(seed)  # noqa: S311 - a benchmark, not a secret
    day, seen, begun, made = datetime.now(UTC).date().isoformat(), set[str](), set[int](), list[Item]()
    for story in range(len(rows) // REPORTS):
        first = rng.uniform(0, MINUTES - SPREAD)
        for place, row in enumerate(rows[story * REPORTS :][:REPORTS]):
            outlet, number = (story + place) % outlets, len(made)
            changed = number % CHANGED_EVERY == 0
            pages = tuple(_page(row, outlet, day, more) for more in ((), (ADDED,))[: 1 + changed])
            texts = tuple(_text(page) for page in pages)
            if len(made) < count and all(texts) and not seen & set(texts):
                seen.update(texts)
                appears = first + rng.uniform(0, SPREAD) if outlet in begun else 0.0
                begun.add(outlet)
                changes = appears + rng.uniform(10, 20) if changed else None
                made.append(Item(number, outlet, story, appears, changes, row["title"], pages, texts))
    return made


def _page(row: dict[str, str], outlet: int, day: str, more: Sequence[str]) -> bytes:
    words = "".join(f"<p>{escape(part)}</p>" for part in (*row["text"].split("\n\n"), *more))
    head = f"<title>{escape(row['title'])}</title><meta property='article:published_time' content='{day}'>"
    head += f"<meta property='og:site_name' content='Outlet {outlet}'>"
    page = f"<!doctype html><html lang='en'><head>{head}</head><body><article>{words}</article></body></html>"
    return page.encode()


def _text(page: bytes) -> str:
    """Return the text that the record will have of a page, or nothing when it holds no article."""
    article = extract(Page("page", None, "http://127.0.0.1/", HTML, "utf-8", page, (), datetime.now(UTC))).article
    return article.text if article else ""


class Hour:
    """The hour as it is played: `speed` minutes of it in one of ours; `served` holds (item, version) with its time."""

    def __init__(self, items: Sequence[Item], outlets: int, speed: float) -> None:
        self.items = {item.path: item for item in items}
        self.outlets = outlets
        self.speed = speed
        self.began_at = datetime.now(UTC)
        self.address = ""
        self.served: list[tuple[int, int]] = []
        self._began: float | None = None

    def begin(self) -> None:
        """Let the hour begin; until then it is its first moment."""
        self.began_at, self._began = datetime.now(UTC), time.monotonic()

    @property
    def minute(self) -> float:
        """The minute of the hour that it is."""
        return 0.0 if self._began is None else (time.monotonic() - self._began) * self.speed / 60

    def at(self, minute: float) -> datetime:
        """Return when a minute of the hour was, by our clock."""
        return self.began_at + timedelta(seconds=minute * 60 / self.speed)

    @property
    def feeds(self) -> list[str]:
        """The addresses of the feeds; the last is the wire review's."""
        return [f"{self.address}/{number}/feed.xml" for number in range(self.outlets + 1)]

    def url(self, item: Item) -> str:
        """Return the address of an item."""
        return self.address + item.path

    def answer(self, path: str) -> tuple[bytes, str, tuple[int, int] | None] | None:
        """Return what stands at a path now: its bytes, their type, and the item's number and version."""
        if path.endswith("/feed.xml"):
            number = int(path.split("/")[1])
            return self._feed(number, self.minute), f"application/{'atom' if number % 2 else 'rss'}+xml", None
        item = self.items.get(path)
        version = item.version(self.minute) if item else -1
        return (item.pages[version], HTML, (item.number, version)) if item and version >= 0 else None

    def _feed(self, number: int, minute: float) -> bytes:
        review = number == self.outlets
        listed = [
            (item.changes if item.version(minute) == 1 and item.changes else item.appears, item)
            for item in self.items.values()
            if item.version(minute) >= 0 and (item.number % SHARED_EVERY == 0 if review else item.outlet == number)
        ]
        listed.sort(key=lambda each: (-each[0], each[1].number))
        entries = "".join(self._entry(number, *each, review=review) for each in listed[:LISTED])
        name = "Wire review" if review else f"Outlet {number}"
        if number % 2:
            return f"<feed xmlns='http://www.w3.org/2005/Atom'><title>{name}</title>{entries}</feed>".encode()
        return f"<rss version='2.0'><channel><title>{name}</title>{entries}</channel></rss>".encode()

    def _entry(self, number: int, minute: float, item: Item, *, review: bool) -> str:
        when, title = self.at(minute), escape(item.title)
        links = [self.url(item)]
        if item.number % TWICE_EVERY == 0 and not review:
            links.append(f"{self.url(item)}#comments")
        if number % 2:
            head = f"<title>{title}</title><updated>{when.isoformat()}</updated>"
            return "".join(f"<entry>{head}<link href='{link}'/></entry>" for link in links)
        head = f"<title>{title}</title><pubDate>{format_datetime(when)}</pubDate>"
        return "".join(f"<item>{head}<link>{link}</link></item>" for link in links)


@contextmanager
def opened(items: Sequence[Item], outlets: int, speed: float) -> Iterator[Hour]:
    """Play the hour on this machine for the length of a `with` statement."""
    hour = Hour(items, outlets, speed)

    class Desk(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            found = hour.answer(self.path)
            body, media_type, version = found or (b"", HTML, None)
            mark = f'"{sha256(body).hexdigest()[:20]}"'
            known = found is not None and self.headers.get("If-None-Match") == mark
            self.send_response(304 if known else 200 if found else 404)
            self.send_header("ETag", mark)
            self.send_header("Content-Type", media_type)
            self.send_header("Content-Length", "0" if known else str(len(body)))
            self.end_headers()
            self.wfile.write(b"" if known else body)
            if version and not known:
                hour.served.append(version)

        def log_message(self, format: str, *args: object) -> None:
            pass

    class House(ThreadingHTTPServer):
        daemon_threads = True

        def handle_error(self, request: Any, client_address: Any) -> None:
            pass  # a worker that was killed hangs up in the middle

    server = House(("127.0.0.1", 0), Desk)
    hour.address = f"http://127.0.0.1:{server.server_address[1]}"
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
    thread.start()
    try:
        yield hour
    finally:
        server.shutdown()
        server.server_close()
