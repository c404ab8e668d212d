"""Two outlets on one story: what both report, what only one does, and how they word the same statement."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render

from onrecord.limits.web import COMPARED_BY_OUTLETS
from onrecord.linking import Quoted, compare
from onrecord.web.models import ReportRow, WordingRow
from onrecord.web.shelf import sheet_of
from onrecord.web.story.asked import page_number

__all__ = ["Pair", "Run", "Side", "compare_page"]

WORDS = 4_000
"""Code points of a wording that are compared on this page."""


@dataclass(frozen=True, slots=True)
class Run:
    """Words of one side, with how they differ from the other: `same`, or the kind of mark."""

    text: str
    kind: str


@dataclass(frozen=True, slots=True)
class Side:
    """One outlet's wording of a statement, in runs."""

    row: WordingRow
    runs: tuple[Run, ...]


@dataclass(frozen=True, slots=True)
class Pair:
    """One statement as both outlets word it; `same` says that the words are the same up to style."""

    a: WordingRow
    b: WordingRow
    sides: tuple[Side, Side]
    same: bool


def compare_page(request: HttpRequest, id: str) -> HttpResponseBase:
    """Show two outlets side by side; without two that reported the story, the form to choose them."""
    sheet = sheet_of(id)
    if sheet.story != id:
        return redirect("story-compare", id=sheet.story)
    asked = [request.GET.get(side, "")[:500] for side in "ab"]
    outlets = list(dict.fromkeys(sheet.outlets))
    shown: dict[str, object] = {"sheet": sheet, "outlets": outlets, "asked": asked}
    unknown = [outlet for outlet in asked if outlet and outlet not in outlets]
    if unknown:
        shown["note"] = "No report of this story is by an outlet of that name."
    elif all(asked) and asked[0] == asked[1]:
        shown["note"] = "Choose two different outlets."
    elif all(asked):
        shown |= _compared(id, asked, page_number(request))
    return _answer(request, shown)


def _answer(request: HttpRequest, shown: dict[str, object]) -> HttpResponse:
    return render(request, "story/compare.html", shown)


def _compared(story: str, outlets: Sequence[str], page: int) -> dict[str, object]:
    reports = ReportRow.objects.filter(story=story, outlet__in=outlets).order_by("number")
    held: tuple[list[ReportRow], ...] = ([], [])
    for row in reports[:200]:
        held[outlets.index(row.outlet)].append(row)
    by_number = {row.number: outlets.index(row.outlet) for side in held for row in side}
    sides: tuple[dict[str, WordingRow], ...] = ({}, {})
    for wording in WordingRow.objects.filter(story=story, number__in=list(by_number)).order_by("place"):
        said = sides[by_number[wording.number]]
        # The fullest of an outlet's wordings stands for it; quoted ones come first.
        said.setdefault(wording.statement, wording)
    both = [statement for statement in sides[0] if statement in sides[1]]
    first = max(0, page - 1) * COMPARED_BY_OUTLETS
    only = [[row for statement, row in side.items() if statement not in both] for side in sides]
    return {
        "compared": True,
        "reports": held,
        "pairs": [_pair(sides[0][each], sides[1][each]) for each in both[first : first + COMPARED_BY_OUTLETS]],
        "both": len(both),
        "only": [rows[first : first + COMPARED_BY_OUTLETS] for rows in only],
        "only_counts": [len(rows) for rows in only],
        "page": max(1, page),
        "more": max(len(both), *map(len, only)) > first + COMPARED_BY_OUTLETS,
    }


def _pair(a: WordingRow, b: WordingRow) -> Pair:
    left, right = a.words[:WORDS], b.words[:WORDS]
    if left == right or not (a.quoted and b.quoted):
        return Pair(a, b, (Side(a, (Run(left, "same"),)), Side(b, (Run(right, "same"),))), left == right)
    compared = compare([Quoted("a", left, True), Quoted("b", right, True)])  # noqa: FBT003 - both are quoted
    found: dict[str, list[tuple[int, int, str]]] = {"a": [], "b": []}
    for each in compared.differences:
        if each.kind == "trim":  # what one goes on with where the other has ended
            continue
        kind = "changed" if each.kind in ("substitution", "insertion", "omission") else "small"
        found[each.a].append((*each.a_span, kind if each.kind != "omission" else "added"))
        found[each.b].append((*each.b_span, kind if each.kind != "insertion" else "added"))
    sides = Side(a, _runs(left, found["a"])), Side(b, _runs(right, found["b"]))
    return Pair(a, b, sides, same=not compared.altered)


def _runs(text: str, spans: Sequence[tuple[int, int, str]]) -> tuple[Run, ...]:
    runs: list[Run] = []
    place = 0
    for start, end, kind in sorted(spans):
        if start < place or start == end:
            continue
        runs += [Run(text[place:start], "same"), Run(text[start:end], kind)]
        place = end
    return tuple(run for run in [*runs, Run(text[place:], "same")] if run.text)
