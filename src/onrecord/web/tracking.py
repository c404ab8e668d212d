"""Commitments of the shelf as pages show them, and the words on which entries rest."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, TypeAlias
from urllib.parse import urlencode, urlsplit

from django.urls import reverse

from onrecord import publishing, record
from onrecord.core import Interval
from onrecord.publishing import Tracked
from onrecord.record import Heading
from onrecord.web.models import AgendaEntry

__all__ = ["Cited", "Due", "Place", "article_address", "cited", "day_words", "due", "outlet_of", "place_of"]

Place: TypeAlias = tuple[str, int, int]
"""An article and the offsets of words in it."""


@dataclass(frozen=True)
class Due:
    """One commitment as a card, a row of the table or the head of its page shows it."""

    entry: AgendaEntry
    tracked: Tracked

    @property
    def act(self) -> str:
        """What is to be done, with the refusal in it."""
        act: str = self.entry.data["act"]
        return f"not {act}" if self.entry.data["refuses"] and not act.startswith("not ") else act

    @property
    def head(self) -> str:
        """Who is bound to what, in one line."""
        return f"{self.entry.actor_name}: {self.act}" if self.entry.actor_name else self.act

    @property
    def when(self) -> str:
        """By when, in words, and how exactly; empty when no report names a time."""
        told = self.tracked.commitment
        return publishing.due_days(told.due, told.due_text) or ""

    @property
    def due_on(self) -> str:
        """The days alone; empty when no report names them."""
        told = self.tracked.commitment
        if told.due is None or told.interval is None:
            return ""
        last = Interval.on(told.interval.last)
        return f"by {publishing.days(last)}" if told.due.is_deadline else publishing.days(told.interval)

    @property
    def looked_in(self) -> str:
        """In how many articles, up to which day, evidence was looked for."""
        looked = self.entry.data["looked_in"]
        until = f" up to {day_words(date.fromisoformat(looked['until']))}" if looked["until"] else ""
        return f"{publishing.counted(looked['articles'], 'article')}{until}"

    @property
    def official(self) -> str:
        """The last status in somebody's words."""
        return self.tracked.commitment.official or ""

    @property
    def shown(self) -> str:
        """The last status that a report tells of in its own voice as done or left undone."""
        return self.tracked.commitment.shown or ""

    @property
    def calendar(self) -> str:
        """What the calendar says: ahead, now, past, settled or that no day is given."""
        return self.tracked.calendar

    @property
    def line(self) -> str:
        """What the calendar says, in words."""
        return self.tracked.line


def due(entries: Iterable[AgendaEntry], today: date) -> list[Due]:
    """Return commitments of the shelf as pages show them on a day."""
    return [Due(entry, publishing.tracked_row(entry.data, entry.headline, today)) for entry in entries]


@dataclass(frozen=True)
class Cited:
    """Cited words with what stands around them, who printed them and when, and where they are read in their article."""

    exact: str
    prefix: str
    suffix: str
    outlet: str
    title: str
    day: str
    address: str


def article_address(article: str, start: int, end: int) -> str:
    """Return where words of an article are read, marked in it."""
    return f"{reverse('front')}articles/{article}/?{urlencode({'cite': f'{start}-{end}'})}#cited"


def place_of(evidence: Mapping[str, Any]) -> Place:
    """Return the article and the offsets of a piece of evidence as the export writes it."""
    return evidence["article"], evidence["start"], evidence["end"]


def cited(evidence: Iterable[Mapping[str, Any]]) -> dict[Place, Cited]:
    """Return evidence as pages show it, by its place, in the order given; one question to the record."""
    places = {place_of(each): each for each in evidence}
    heads = record.headings({article for article, _, _ in places})
    return {
        (article, start, end): Cited(
            exact=each["exact"],
            prefix=each["prefix"].partition(" ")[2] or each["prefix"],  # what was cut within a word is left out
            suffix=each["suffix"].rpartition(" ")[0] or each["suffix"],
            outlet=outlet_of(heads.get(article)),
            title=heads[article].title or "without a title" if article in heads else "",
            day=day_words(heads[article].on if article in heads else None),
            address=article_address(article, start, end),
        )
        for (article, start, end), each in places.items()
    }


def outlet_of(head: Heading | None) -> str:
    """Return who published an article: its outlet, or the host of its address, or that it is not known."""
    host = urlsplit(publishing.safe_url(head.url) or "").hostname if head else None
    return (head and head.outlet) or (host or "").removeprefix("www.") or "outlet not known"


def day_words(day: date | None) -> str:
    """Return a day in words, or that it is not known."""
    return publishing.days(Interval.on(day) if day else None)
