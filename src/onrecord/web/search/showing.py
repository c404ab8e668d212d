"""Results as they are shown: statements with the wordings that were found, and articles, the hits marked."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count

from onrecord.limits.search import SAID_CHARS, SNIPPET_CHARS
from onrecord.web.models import ArticleRow, SaidRow, StorySheet
from onrecord.web.search.asking import Answer, Kind, rows_of
from onrecord.web.search.marking import Run, hits, runs, window
from onrecord.web.search.query import And, Field, Near, Query, Words, leaves

__all__ = ["Hit", "Wording", "hit_id", "shown", "told"]


@dataclass(frozen=True)
class Wording:
    """One wording that was found, with the outlet that printed it and where its words stand."""

    runs: list[Run]
    kind: str
    outlet: str
    published: date | None
    address: str


@dataclass(frozen=True)
class Hit:
    """A statement or an article that was found; `first` is the wording (or passage) that is shown.

    `day` is when it was said, `others` are further wordings that were found, and `wording_count` counts all.
    """

    id: str
    title: list[Run]
    speaker: str | None
    role: str
    day: date | None
    issue: str
    story: str
    headline: str
    first: Wording
    others: list[Wording]
    wording_count: int

    @property
    def text(self) -> str:
        """The words that are shown, without marks."""
        return "".join(run.text for run in self.first.runs)


def shown(answer: Answer, tree: Query | None) -> list[Hit]:
    """Return a page of results, in order."""
    return told(answer.kind, rows_of(answer), tree)


def told(kind: Kind, groups: Sequence[Sequence[Any]], tree: Query | None) -> list[Hit]:
    """Return rows, in groups of a statement or an article each, as they are shown."""
    stories = {row.story for group in groups for row in group}
    headlines = dict(StorySheet.objects.filter(story__in=stories).values_list("story", "headline"))
    wanted = list(leaves(tree))
    whole = tree.parts if isinstance(tree, And) else (tree,)
    marker = _Marker(wanted, quoted=Field("in", ("quotes",)) in whole, headlines=headlines)
    if kind == "articles":
        return [marker.article(row) for group in groups for row in group]
    counts = SaidRow.objects.filter(statement__in={row.statement for group in groups for row in group})
    numbers = dict(counts.values("statement").annotate(n=Count("id")).values_list("statement", "n"))
    # Two statements that share a place stand in one group.
    parted: dict[str, list[SaidRow]] = {}
    for group in groups:
        for row in group:
            parted.setdefault(row.statement, []).append(row)
    return [marker.statement(rows, numbers.get(statement, 0)) for statement, rows in parted.items()]


def hit_id(row: SaidRow | ArticleRow) -> str:
    """Return what names a wording or an article among the hits of a saved search; it outlives a change of its rows."""
    return f"{row.attribution}/{row.start}" if isinstance(row, SaidRow) else row.article


class _Marker:
    """Marks what was found, in what is shown."""

    def __init__(self, wanted: Sequence[Words | Near], *, quoted: bool, headlines: dict[str, str]) -> None:
        self._wanted, self._quoted, self._headlines = wanted, quoted, headlines

    def statement(self, rows: Sequence[SaidRow], wording_count: int) -> Hit:
        """Return a statement with those of its wordings that were found; the same words are shown once."""
        first, *others = self._fullest(rows)
        name = first.speaker_name or "Somebody not named"
        return Hit(
            id=first.statement,
            title=runs(name, [] if self._quoted else hits(name, self._wanted)),
            speaker=first.speaker,
            role=first.role,
            day=first.said_on,
            issue=first.issue,
            story=first.story,
            headline=self._headlines.get(first.story, ""),
            first=self._wording(first),
            others=[self._wording(each) for each in others],
            wording_count=wording_count,
        )

    def _fullest(self, rows: Sequence[SaidRow]) -> list[SaidRow]:
        """Return the wordings, direct ones and long ones first, one of each that share their words."""
        order = sorted(rows, key=lambda row: (row.kind == "indirect", -len(row.words), row.id))
        apart = {" ".join(row.words.split()).casefold(): row for row in reversed(order)}
        return sorted(apart.values(), key=order.index)

    def _wording(self, row: SaidRow) -> Wording:
        found = hits(row.words, self._wanted, quoted=self._quoted)
        part = window(row.words, found, SAID_CHARS)
        address = f"/articles/{row.article}/?cite={row.start}-{row.end}#cited"
        return Wording(runs(row.words, found, part), row.kind, row.outlet, row.published, address)

    def article(self, row: ArticleRow) -> Hit:
        """Return an article with the passage that holds most of what was found."""
        found = hits(row.text, self._wanted, quoted=self._quoted)
        part = window(row.text, found, SNIPPET_CHARS)
        cited = next((span for span in found if part.start <= span.start and span.end <= part.end), None)
        address = f"/articles/{row.article}/" + (f"?cite={cited.start}-{cited.end}#cited" if cited else "")
        title = row.title or row.text[:90] or "An article without words"
        return Hit(
            id=row.article,
            title=runs(title, [] if self._quoted else hits(title, self._wanted)),
            speaker=None,
            role="",
            day=row.published,
            issue="",
            story=row.story,
            headline=self._headlines.get(row.story, ""),
            first=Wording(runs(row.text, found, part) if row.text else [], "", row.outlet, row.published, address),
            others=[],
            wording_count=0,
        )
