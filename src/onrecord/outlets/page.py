"""The value that leaves this room: a page, as it was received."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from functools import cached_property

from onrecord.core import digest, key

__all__ = ["ENTRY", "HTML", "ITEM", "TEXT", "Page"]

TEXT = "text/plain"
HTML = "text/html"
ITEM = "application/vnd.onrecord.article+json"
"""One line of a JSONL file, exactly as it stands there."""
ENTRY = "application/vnd.onrecord.entry+json"
"""One entry of a feed whose linked page was not fetched: a JSON object with `url`, `title`, `author`,
`published`, `outlet` and `html`."""


@dataclass(frozen=True)
class Page:
    """What was received, byte for byte, and how it came.

    `body` is the payload after transfer and archive decoding (gzip files and WARC records unpacked), never
    changed otherwise. `where` is the place a person can open (`saved/a.html`, `news.jsonl:7`,
    `crawl.warc.gz@1034`, an address); `path` is the file it came from, or None for what came over the
    network; `url` is the address the page itself had, when known. `charset` is what the transport declared.
    """

    where: str
    path: str | None
    url: str | None
    media_type: str
    charset: str | None
    body: bytes
    headers: tuple[tuple[str, str], ...]
    received_at: datetime

    @cached_property
    def digest(self) -> str:
        """SHA-256 of the body in hexadecimal."""
        return digest(self.body)

    @cached_property
    def id(self) -> str:
        """The same bytes with the same address are the same page, whichever file they lie in."""
        return key("page", self.url, self.media_type, self.digest)
