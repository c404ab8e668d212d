"""The wordings of a statement word by word: what each has where the fullest one has its words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from onrecord.linking import Difference
from onrecord.publishing.values import Testimony

__all__ = ["Cell", "alignment_table"]


@dataclass(frozen=True, slots=True)
class Cell:
    """What one wording has for some columns: `same` as the fullest, `none` for nothing, or the kind of difference."""

    text: str
    kind: str
    width: int


def alignment_table(testimonies: Sequence[Testimony]) -> dict[str, list[Cell]]:
    """Return for each quoted wording its cells, by attribution; empty when none differs from the fullest, the first.

    The fullest wording is cut wherever another one begins or ceases to differ; a stretch between two cuts is a
    column, and so is a place at which another wording has words of its own. Offsets count in the text that joins
    the parts of a wording by a blank (see `onrecord.linking.Difference`).
    """
    quoted = [each for each in testimonies if each.version.manner != "indirect"]
    differences = {each.attribution: _apart(each.differences) for each in quoted}
    if not quoted or quoted[0] is not testimonies[0] or not any(differences.values()):
        return {}
    text = _text(quoted[0])
    columns = _columns(text, [d.a_span for found in differences.values() for d in found])
    return {each.attribution: _row(columns, text, differences[each.attribution]) for each in quoted}


def _text(testimony: Testimony) -> str:
    return " ".join(p.text for p in testimony.version.sentence.pieces if p.kind in ("exact", "quoted"))


def _apart(differences: Sequence[Difference]) -> list[Difference]:
    """Return differences in order, without those that begin before the one in front of them ends."""
    kept: list[Difference] = []
    for each in sorted(differences, key=lambda d: (d.a_span, d.b_span)):
        if not kept or (each.a_span[0] >= kept[-1].a_span[1] and each.a_span != kept[-1].a_span):
            kept.append(each)
    return kept


def _columns(text: str, spans: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """Return the columns as spans of the fullest text, empty ones where others have words and it has none."""
    cuts = sorted({0, len(text), *(place for span in spans for place in span)})
    gaps = {start for start, end in spans if start == end}
    columns: list[tuple[int, int]] = []
    for place, end in zip(cuts, [*cuts[1:], cuts[-1]], strict=True):
        if place in gaps:
            columns.append((place, place))
        if place < end:
            columns.append((place, end))
    return columns


def _row(columns: Sequence[tuple[int, int]], text: str, differences: Sequence[Difference]) -> list[Cell]:
    cells: list[Cell] = []
    waiting = list(differences)
    place = 0
    while place < len(columns):
        start, end = columns[place]
        first = waiting[0] if waiting else None
        if first and first.a_span[0] == start and (first.a_span[1] > start) == (end > start):
            width = sum(_inside(column, first.a_span) for column in columns[place:])
            cells.append(Cell(first.b_text.strip(), first.kind if first.b_text.strip() else "none", width))
            waiting.pop(0)
            place += width
            continue
        words = text[start:end].strip()
        cells.append(Cell(words, "same" if words else "gap", 1))
        place += 1
    return cells


def _inside(column: tuple[int, int], span: tuple[int, int]) -> bool:
    """Return whether a column lies within a span; an empty one lies in its own span, or truly inside another."""
    if span[0] == span[1] or column[0] == column[1]:
        return column == span or span[0] < column[0] < span[1]
    return span[0] <= column[0] and column[1] <= span[1]
