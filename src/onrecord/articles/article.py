"""The value that leaves this room: an article, the clean text taken from one page."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property
from typing import Literal

from onrecord.core import Span, key
from onrecord.errors import Fault

__all__ = ["Article", "Credit", "Extraction", "Removed", "RemovedKind"]

RemovedKind = Literal["promotion", "navigation", "widget", "comment", "caption", "metadata", "duplicate"]


@dataclass(frozen=True, slots=True)
class Removed:
    """A passage of the page that is no part of the body: its kind, its words, and why it was cut."""

    kind: RemovedKind
    text: str
    reason: str


@dataclass(frozen=True, slots=True)
class Credit:
    """A credit line: the wire it names, as newsrooms spell it ("Reuters"), and where the text says so.

    `span` is None when the line stood outside the body, such as in the byline.
    """

    wire: str
    span: Span | None


@dataclass(frozen=True)
class Article:
    """The clean text of one page with what is known of its publication.

    `text` holds the body's paragraphs divided by blank lines, without the headline, byline and dateline's
    own line; every offset in the product counts its code points. `published` is a day or an instant with
    its zone. `language` is an ISO 639-1 code or None. `extractor` names the code that read the page.
    """

    page: str
    where: str
    external_id: str | None
    path: str | None
    url: str | None
    outlet: str | None
    title: str | None
    byline: str | None
    dateline: str | None
    published: date | datetime | None
    language: str | None
    text: str
    removed: tuple[Removed, ...]
    credits: tuple[Credit, ...]
    extractor: str

    @cached_property
    def id(self) -> str:
        """The same publication of the same words is the same article."""
        published = self.published.isoformat() if self.published else None
        return key("art", self.external_id, self.url, self.outlet, self.title, self.byline, published, self.text)

    @property
    def address(self) -> str | None:
        """What two revisions of one article share: the URL, or the id that its giver uses."""
        return self.url or (f"id:{self.outlet or ''}:{self.external_id}" if self.external_id else None)

    @property
    def published_on(self) -> date | None:
        """The day of publication in the outlet's own zone."""
        return self.published.date() if isinstance(self.published, datetime) else self.published


@dataclass(frozen=True, slots=True)
class Extraction:
    """What came of one page: its article, or None when it held none, and the faults met on the way.

    An article may come with faults, such as a date that does not exist: it is then kept without its date.
    """

    article: Article | None
    faults: tuple[Fault, ...] = ()
