"""The record's read side: everything that stood on record at one moment."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from datetime import datetime
from typing import Protocol

from onrecord.articles import Article
from onrecord.errors import Fault
from onrecord.linking import FollowLink, Report, ReuseLink
from onrecord.reading import Reading
from onrecord.record.values import Entity, EntityJoin, Placing, Statement, Story, Ties

__all__ = ["Snapshot"]


class Snapshot(Protocol):
    """The record as of `moment`; nothing appended later is seen, and judgements then in force are applied.

    Unknown ids raise `onrecord.errors.UsageError`. Iterators are in stable order and stream: memory does not
    grow with the record.
    """

    @property
    def moment(self) -> datetime | None:
        """The moment asked for; None means now."""
        ...

    def stories(self, *, articles: Collection[str] | None = None) -> Iterator[Story]:
        """Stories by first day of publication, then id; with `articles`, only those that hold one of them."""
        ...

    def story(self, id: str) -> Story:
        """The story with this id, or the one it was merged into."""
        ...

    def stands_for(self, story: str) -> tuple[str, ...]:
        """Ids of the other stories that lead to this one: those merged into it, or whose first article moved here."""
        ...

    def followed_by(self, story: str) -> tuple[FollowLink, ...]:
        """Why later stories follow this one, by first day of publication."""
        ...

    def placings(self, story: str) -> tuple[Placing, ...]:
        """Each time an article that is or was in the story was placed, by its arrival, then by time."""
        ...

    def articles(self, ids: Collection[str] | None = None) -> Iterator[Article]:
        """Articles by day of publication, then id; with `ids`, only those."""
        ...

    def article(self, id: str) -> Article:
        """The article with this id."""
        ...

    def revision_of(self, article: str) -> str | None:
        """The id of the earlier revision that this article replaces, or None."""
        ...

    def reading(self, article: str) -> Reading:
        """The newest reading of the article."""
        ...

    def said_in(self, attribution: str) -> str:
        """The id of the article in which the attribution with this id was read."""
        ...

    def speakers(self, article: str) -> Mapping[str, str]:
        """Entity id for each attribution id of the article whose speaker is known."""
        ...

    def reports(self, story: str) -> tuple[Report, ...]:
        """The articles of a story in order, each with its reading and who bears the names in it."""
        ...

    def reports_by_story(self, stories: Collection[str]) -> Mapping[str, tuple[Report, ...]]:
        """The reports of each of these stories, asked at once."""
        ...

    def statements(self, story: str) -> tuple[Statement, ...]:
        """Statements of a story, in order of their first wording."""
        ...

    def statement(self, id: str) -> Statement:
        """The statement with this id, or the one that stands for it since a later wording joined them."""
        ...

    def reuse(self, article: str) -> tuple[ReuseLink, ...]:
        """Text that the article shares with earlier ones or with a wire's report."""
        ...

    def ties(self, articles: Collection[str], *, passages: bool = True) -> Mapping[str, Ties]:
        """What ties each of these articles, by id; as `reuse`, `revision_of` and `speakers` say, asked at once.

        Without `passages`, the words that articles share are left out.
        """
        ...

    def entities(self, ids: Collection[str] | None = None, *, mentions: bool = True) -> Iterator[Entity]:
        """Entities by id; with `ids`, only those. Without `mentions`, where they are named is left out."""
        ...

    def joins(self, entities: Collection[str]) -> tuple[EntityJoin, ...]:
        """Why names were joined, of those of `entities` that go by several; what mentions them is not read."""
        ...

    def faults(self) -> Iterator[Fault]:
        """Faults of the input met so far, in order."""
        ...
