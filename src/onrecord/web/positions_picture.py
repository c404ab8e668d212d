"""A picture of what somebody wants: for each issue a line of days with a sign for each position, told by its shape."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from onrecord import publishing
from onrecord.core import Interval, fold
from onrecord.limits.web import ISSUES_SHOWN
from onrecord.web.models import AgendaEntry
from onrecord.web.tracking import article_address, day_words

__all__ = ["Held", "Issue", "Issues", "issue_key", "positions_picture"]

WIDTH = 200
EDGE = 12
"""Width of a line in units of the drawing, and what is left free at its ends for the signs."""


@dataclass(frozen=True)
class Held:
    """One position: its sign's place on the line, None without a day, and the words that show it."""

    entry: AgendaEntry
    x: float | None

    @property
    def stance(self) -> str:
        """For, against, open or undecided."""
        stance: str = self.entry.data["stance"]
        return stance

    @property
    def day(self) -> str:
        """When it was said."""
        return day_words(self.entry.last_on)

    @property
    def words(self) -> str:
        """The words that show it."""
        words: str = self.entry.data["evidence"][0]["exact"]
        return words

    @property
    def address(self) -> str:
        """Where these words are read."""
        shown = self.entry.data["evidence"][0]
        return article_address(shown["article"], shown["start"], shown["end"])


@dataclass(frozen=True)
class Issue:
    """An issue with the positions on it in order of time, and whether they moved."""

    label: str
    id: str
    held: Sequence[Held]

    @property
    def stances(self) -> Sequence[str]:
        """The stances in order, each time that it changed."""
        found: list[str] = []
        for each in self.held:
            if found[-1:] != [each.stance]:
                found.append(each.stance)
        return found

    @property
    def summary(self) -> str:
        """The line in a sentence, for who does not see it."""
        told = (f"{each.stance}, {each.day}" for each in self.held)
        return f"{publishing.counted(len(self.held), 'position')}: {'; '.join(told)}"


@dataclass(frozen=True)
class Issues:
    """The issues of somebody, those spoken of last first, on one axis of days from `first` to `last`."""

    issues: Sequence[Issue]
    first: str
    last: str
    more_count: int
    width: int = WIDTH


def positions_picture(entries: Sequence[AgendaEntry]) -> Issues | None:
    """Return the positions by issue, None when there are none; `ISSUES_SHOWN` issues at most."""
    if not entries:
        return None
    grouped: dict[str, list[AgendaEntry]] = {}
    for entry in entries:
        grouped.setdefault(issue_key(entry), []).append(entry)
    chosen = sorted(grouped.values(), key=_newest, reverse=True)
    days = [entry.last_on for held in chosen[:ISSUES_SHOWN] for entry in held if entry.last_on]
    first, last = min(days, default=None), max(days, default=None)
    return Issues(
        issues=[_issue(held, first, last) for held in chosen[:ISSUES_SHOWN]],
        first=publishing.days(Interval.on(first)) if first else "",
        last=publishing.days(Interval.on(last)) if last else "",
        more_count=max(0, len(chosen) - ISSUES_SHOWN),
    )


def issue_key(entry: AgendaEntry) -> str:
    """Return what positions on one issue share: its words, since each story names its issues for itself."""
    return fold(entry.issue)


def _newest(held: Sequence[AgendaEntry]) -> tuple[date, int]:
    return max((entry.last_on for entry in held if entry.last_on), default=date.min), len(held)


def _issue(entries: Sequence[AgendaEntry], first: date | None, last: date | None) -> Issue:
    ordered = sorted(entries, key=lambda entry: (entry.last_on or date.min, entry.id))
    held = [Held(entry, _place(entry.last_on, first, last)) for entry in ordered]
    return Issue(entries[0].issue, str(entries[0].data["issue_id"]), held)


def _place(day: date | None, first: date | None, last: date | None) -> float | None:
    if day is None or first is None or last is None:
        return None
    span = (last - first).days
    return round(EDGE + (WIDTH - 2 * EDGE) * ((day - first).days / span if span else 0.5), 1)
