"""A snapshot for one piece of work that asks for the same things often, such as the making of a page."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from datetime import datetime
from typing import Any, TypeVar, cast

from onrecord.linking import FollowLink, Report
from onrecord.reading import Reading
from onrecord.record.codec import instant
from onrecord.record.judging import Decisions, decisions
from onrecord.record.snapshots import RecordSnapshot
from onrecord.record.store import trouble
from onrecord.record.values import Statement, Story, Ties

__all__ = ["RememberingSnapshot", "as_of"]

Value = TypeVar("Value")


def as_of(moment: datetime | None = None) -> RecordSnapshot:
    """Return the record as it stood at `moment`, remembering what it answers (see the room's door)."""
    at = moment and instant(moment)
    with trouble():
        return RememberingSnapshot(at, decisions(at))


class RememberingSnapshot(RecordSnapshot):
    """A snapshot for one piece of work: what it has answered of a story or an article it answers again the same."""

    def __init__(self, moment: datetime | None, decided: Decisions) -> None:
        super().__init__(moment, decided)
        self._answers: dict[tuple[str, str], Any] = {}

    def _once(self, what: str, id: str, ask: Callable[[str], Value]) -> Value:
        if (what, id) not in self._answers:
            self._answers[what, id] = ask(id)
        return cast(Value, self._answers[what, id])

    def story(self, id: str) -> Story:
        """The story with this id, or the one it was merged into, or into which its first article moved."""
        return self._once("story", id, super().story)

    def followed_by(self, story: str) -> tuple[FollowLink, ...]:
        """Why later stories follow this one, by first day of publication."""
        return self._once("followed by", story, super().followed_by)

    def reports_by_story(self, stories: Collection[str]) -> Mapping[str, tuple[Report, ...]]:
        """The reports of each of these stories, asked at once."""
        if asked := [each for each in stories if ("reports", each) not in self._answers]:
            for story, found in super().reports_by_story(asked).items():
                self._answers["reports", story] = found
                self._answers |= {("reading", report.article.id): report.reading for report in found}
        return {each: self._answers["reports", each] for each in stories}

    def statements(self, story: str) -> tuple[Statement, ...]:
        """Statements of a story, in order of their first wording."""
        return self._once("statements", story, super().statements)

    def ties(self, articles: Collection[str], *, passages: bool = True) -> Mapping[str, Ties]:
        """What ties each of these articles, by id; what it remembers has the words that they share."""
        if not passages:
            return super().ties(articles, passages=False)
        asked = {each for each in articles if ("ties", each) not in self._answers}
        if asked:
            self._answers |= {("ties", article): tied for article, tied in super().ties(asked).items()}
        return {each: self._answers["ties", each] for each in articles if ("ties", each) in self._answers}

    def reading(self, article: str) -> Reading:
        """The newest reading of the article."""
        return self._once("reading", article, super().reading)
