"""Comparing: what one speaker wanted on one issue over time, beside what the same speaker said in those days."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date

from django.db.models import Count
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import path, reverse
from django.utils.http import urlencode

from onrecord.core import fold
from onrecord.limits.web import COMPARED_STATEMENTS, PAGE_ROWS, POSITIONS_SHOWN
from onrecord.web.models import AgendaEntry, EntitySheet, StatementRow
from onrecord.web.pages.entities import Told, sheet_of
from onrecord.web.positions_picture import Held, issue_key
from onrecord.web.questions import id_asked, words_asked
from onrecord.web.shelf import name_key
from onrecord.web.tracking import day_words

__all__ = ["compare", "urlpatterns"]

_WORD = re.compile(r"\w{4,}")
"""Words that may carry the matter; shorter ones mostly tie others together."""
_COMMON = frozenset("that this with from have will would about into their there which been more than also over".split())


def compare(request: HttpRequest) -> HttpResponse:
    """Ask for a speaker, then for an issue, then show position and statement side by side by day."""
    said, speaker, issue = words_asked(request, "who"), id_asked(request, "speaker"), id_asked(request, "issue")
    if not speaker:
        found = _speakers(said)
        if said and len(found) == 1:
            return redirect(f"{reverse('compare')}?{urlencode({'speaker': found[0][0].entity})}")
        return render(request, "compare.html", {"who": said, "speakers": found})
    sheet = sheet_of(speaker)
    held = AgendaEntry.objects.filter(kind="positions", actor=sheet.entity)
    issues = _issues(held.order_by("-changed_on", "id")[:POSITIONS_SHOWN])
    chosen = next((each for each in issues if issue in {entry.data["issue_id"] for entry in each}), [])
    context: dict[str, object] = {
        "sheet": sheet,
        "issues": [(each[0].data["issue_id"], each[0].issue, len(each)) for each in issues],
        "issue": chosen[0].data["issue_id"] if chosen else "",
        "unknown": bool(issue) and not chosen,
    }
    if chosen:
        days = _days(sheet.entity, chosen)
        stories = {entry.story: entry.headline for entry in chosen}
        context |= {"label": chosen[0].issue, "days": days, "stories": stories}
    return render(request, "compare.html", context)


def _speakers(said: str) -> list[tuple[EntitySheet, int]]:
    """Return who has positions on record, with their number: those whose name holds `said`, or who spoke last."""
    held = AgendaEntry.objects.filter(kind="positions", actor__isnull=False)
    if said:
        named = EntitySheet.objects.filter(name_key__contains=name_key(said)).order_by("-statement_count", "entity")
        actors = [sheet.entity for sheet in named[: 2 * PAGE_ROWS]]
    else:
        newest = held.order_by("-changed_on", "id").values_list("actor", flat=True)[: 4 * PAGE_ROWS]
        actors = [actor for actor in newest if actor]
    sheets = EntitySheet.objects.in_bulk(list(dict.fromkeys(actors)))
    counted = held.filter(actor__in=list(sheets)).values_list("actor").annotate(count=Count("id"))
    counts = {str(actor): count for actor, count in counted}
    return [(sheets[each], counts[each]) for each in dict.fromkeys(actors) if each in sheets and each in counts]


def _issues(entries: Iterable[AgendaEntry]) -> list[list[AgendaEntry]]:
    """Return positions by issue, those with most of them first."""
    found: dict[str, list[AgendaEntry]] = {}
    for entry in entries:
        found.setdefault(issue_key(entry), []).append(entry)
    return sorted(found.values(), key=len, reverse=True)


@dataclass
class _Day:
    """One day: the positions that were taken on it, and what was said."""

    day: date | None
    positions: list[Held] = field(default_factory=list)
    said: list[Told] = field(default_factory=list)
    moved_from: str = ""

    @property
    def words(self) -> str:
        """The day in words."""
        return day_words(self.day)


def _days(speaker: str, chosen: Sequence[AgendaEntry]) -> list[_Day]:
    """Return the days on which the speaker took a position or spoke of the issue, in order."""
    days: dict[date | None, _Day] = {}
    stance = ""
    for entry in sorted(chosen, key=lambda each: (each.last_on or date.min, each.id)):
        row = days.setdefault(entry.last_on, _Day(entry.last_on))
        held = Held(entry, None)
        if stance and held.stance != stance:
            row.moved_from = stance
        stance = held.stance
        row.positions.append(held)
    spoken = StatementRow.objects.filter(speaker=speaker, day__isnull=False).order_by("-day", "statement")
    places = [(shown["article"], shown["start"], shown["end"]) for entry in chosen for shown in entry.data["evidence"]]
    about = _matter(chosen[0].issue)
    for sheet in spoken[:COMPARED_STATEMENTS]:
        if _overlaps(sheet, places) or len(about & _matter(sheet.words)) >= min(2, len(about)) > 0:
            days.setdefault(sheet.day, _Day(sheet.day)).said.append(Told(sheet))
    return sorted(days.values(), key=lambda row: row.day or date.min)


def _matter(text: str) -> set[str]:
    return set(_WORD.findall(fold(text))) - _COMMON


def _overlaps(sheet: StatementRow, places: Iterable[tuple[str, int, int]]) -> bool:
    return any(sheet.article == article and sheet.start < end and start < sheet.end for article, start, end in places)


urlpatterns = [path("compare/", compare, name="compare")]
