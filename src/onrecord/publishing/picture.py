"""A picture of who has whose text, as boxes and lines for an SVG."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from onrecord.limits.publishing import LISTED_NUMBERS, PICTURE_HEIRS, PICTURE_ROWS
from onrecord.publishing.prose import listed
from onrecord.publishing.values import Report

__all__ = ["ABSENT", "Origin", "manner", "name", "origins", "picture"]

ROW = 42
BOX = 30
LEFT, LEFT_WIDTH = 1, 226
RIGHT, RIGHT_WIDTH = 310, 329
INSET = 12
CHAR_WIDTH = 6.9
"""Width of a character of 12 px, on average, in the widest of the fonts that the page asks for."""

ABSENT = "not held"
"""Said of a wire whose report is not on record."""

Origin = tuple[int | None, str]
"""The number of a report that is held, or the name of a wire whose report is not."""


def picture(reports: Sequence[Report]) -> dict[str, object] | None:
    """Return boxes, lines, a title and a sentence for the reports; None when no report has its text from another.

    Origins stand on the left, a wire's report that is not held in a dashed box; what has its text from them, at first
    or second hand, on the right with how it has it and the share of its sentences; what only holds an excerpt below
    it, on a dotted line. Reports that stand alone are only named.
    """
    by_number = {report.number: report for report in reports}
    found = origins(reports)
    if not found:
        return None
    boxes: list[dict[str, object]] = []
    lines: list[dict[str, str]] = []
    row = 0
    most = max(PICTURE_HEIRS, PICTURE_ROWS // len(found))
    for (number, wire), heirs in list(found.items())[:PICTURE_ROWS]:
        text, tail, kind = (name(by_number[number]), "", "own") if number is not None else (wire, ABSENT, "absent")
        boxes.append(_box(LEFT, row, LEFT_WIDTH, text, tail, kind))
        drawn = sorted(heirs, key=lambda heir: heir.kind == "excerpt")[: most if len(heirs) > most + 1 else None]
        for at, heir in enumerate(drawn, row):
            kind = "part" if heir.kind == "excerpt" else "taken"
            boxes.append(_box(RIGHT, at, RIGHT_WIDTH, name(heir), manner(heir, number), kind))
            lines.append({"path": _line(row, at), "kind": kind})
        row += len(drawn)
        if len(drawn) < len(heirs):
            boxes.append(_box(RIGHT, row, RIGHT_WIDTH, f"and {len(heirs) - len(drawn)} more", "", "more"))
            row += 1
    alone = [r.number for r in reports if r.kind == "own" and (r.number, "") not in found]
    label = _sentence(found, alone)
    return {"height": row * ROW - (ROW - BOX) + 2, "boxes": boxes, "lines": lines, "label": label}


def origins(reports: Sequence[Report]) -> dict[Origin, list[Report]]:
    """Return the reports that take their text from another under where it comes from in the end, wires first."""
    by_number = {report.number: report for report in reports}
    found: dict[Origin, list[Report]] = {}
    for report in reports:
        if report.kind != "own":
            found.setdefault(_origin(report, by_number), []).append(report)
    return dict(sorted(found.items(), key=lambda item: (item[0][0] or 0, item[0][1])))


def _origin(report: Report, by_number: Mapping[int, Report]) -> Origin:
    """Return where a report's text comes from in the end, over copies and rewrites between.

    Two reports with one text that both credit a wire have it from there. Reports that lead to each other in a ring, as
    wrong clocks can make them, go back to the first of them.
    """
    credited = {name for name, _ in report.credits}
    seen = [report.number]
    while report.of is not None and report.of in by_number:
        if report.of in seen:
            return (min(seen[seen.index(report.of) :]), "")
        report = by_number[report.of]
        if report.kind == "excerpt" and report.of is None and report.wire in credited:
            break
        if report.kind in ("own", "excerpt"):
            return (report.number, "")
        seen.append(report.number)
    return (report.number, "") if report.of is not None else (None, report.wire or "A report")


def name(report: Report) -> str:
    """Return what a report is called in a drawing."""
    return f"{report.number} {report.outlet}"


def manner(heir: Report, origin: int | None) -> str:
    """Return how a report has its text: the kind, the share where it is known, and of which report between."""
    if heir.kind == "excerpt" and heir.of is None:
        return "draws on it"
    share = f" {round(100 * heir.share)} %" if heir.share else ""
    return f"{heir.kind}{share}" + (f" of {heir.of}" if heir.of not in (None, origin) else "")


def _line(row: int, at: int) -> str:
    """Return the path from the box of an origin to that of an heir."""
    start, half, end = LEFT + LEFT_WIDTH, (LEFT + LEFT_WIDTH + RIGHT) / 2, RIGHT
    here, there = (each * ROW + BOX / 2 + 1 for each in (row, at))
    return f"M{start} {here:g}C{half:g} {here:g} {half:g} {there:g} {end} {there:g}"


def _box(x: int, row: int, width: int, text: str, tail: str, kind: str) -> dict[str, object]:
    """Return a box with its text at the left, cut so that it keeps clear of the tail at the right."""
    y = row * ROW + 1
    room = int((width - 2 * INSET) / CHAR_WIDTH) - (len(tail) + 2 if tail else 0)
    short = text if len(text) <= room else f"{text[: room - 1].rstrip()}…"
    return {
        "x": x,
        "y": y,
        "width": width,
        "tx": x + INSET,
        "ty": y + 19,
        "end": x + width - INSET,
        "text": short,
        "tail": tail,
        "kind": kind,
    }


def _sentence(origins: Mapping[Origin, Sequence[Report]], alone: Sequence[int]) -> str:
    parts = []
    for (number, wire), heirs in origins.items():
        origin = str(number) if number is not None else f"{wire}, whose report is not held"
        whole = [str(heir.number) for heir in heirs if heir.kind != "excerpt"]
        if whole:
            parts.append(f"{listed(whole, LISTED_NUMBERS)} {'goes' if len(whole) == 1 else 'go'} back to {origin}")
        held = [f"{e.number} holds an excerpt of {e.of}" for e in heirs if e.kind == "excerpt" and e.of is not None]
        parts += held if len(held) <= LISTED_NUMBERS else [f"{len(held)} hold an excerpt of it"]
        drawn = [str(heir.number) for heir in heirs if heir.kind == "excerpt" and heir.of is None]
        if drawn:
            draws = "draws" if len(drawn) == 1 else "draw"
            parts.append(f"{listed(drawn, LISTED_NUMBERS)} {draws} on {'it' if whole else origin}")
    if alone:
        stands = "stands on its own" if len(alone) == 1 else "stand alone"
        parts.append(f"{listed(list(map(str, alone)), LISTED_NUMBERS)} {stands}")
    line = "; ".join(parts if len(parts) <= PICTURE_ROWS else [*parts[:PICTURE_ROWS], "and so on"])
    return f"{line[0].upper()}{line[1:]}."
