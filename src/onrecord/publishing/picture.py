"""A picture of who took whose text, as boxes and lines for an SVG."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from onrecord.publishing.prose import listed
from onrecord.publishing.values import Report

__all__ = ["Origin", "absent", "name", "origins", "picture", "share"]

ROW = 42
BOX = 30
LEFT, LEFT_WIDTH = 1, 250
RIGHT, RIGHT_WIDTH = 345, 294
CHARS = 34
"""Characters of 12 px that a box of 250 px holds."""


Origin = tuple[int | None, str]
"""The number of a report that is held, or the name of a wire whose report is not."""


def picture(reports: Sequence[Report]) -> dict[str, object] | None:
    """Return boxes, lines and a sentence for the reports; None when no report takes its text from another.

    Origins stand on the left, a wire's report that is not held in a dashed box; what takes text from them, at
    first or second hand, on the right with the share of its sentences. Reports that stand alone are only named.
    """
    by_number = {report.number: report for report in reports}
    found = origins(reports)
    if not found:
        return None
    boxes: list[dict[str, object]] = []
    lines: list[str] = []
    row = 0
    for (number, wire), heirs in found.items():
        text = name(by_number[number]) if number is not None else absent(wire)
        boxes.append(_box(LEFT, row, LEFT_WIDTH, text, "own" if number is not None else "absent"))
        start, half, end = LEFT + LEFT_WIDTH, (LEFT + LEFT_WIDTH + RIGHT) / 2, RIGHT
        for at, heir in enumerate(heirs, row):
            here, there = (each * ROW + BOX / 2 + 1 for each in (row, at))
            lines.append(f"M{start} {here:g}C{half:g} {here:g} {half:g} {there:g} {end} {there:g}")
            boxes.append(_box(RIGHT, at, RIGHT_WIDTH, name(heir), "taken", share(heir, number)))
        row += len(heirs)
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
    """Return where a report's text comes from in the end, over the reports between."""
    seen = set()
    while report.of is not None and report.of in by_number and report.of not in seen and report.kind != "own":
        seen.add(report.of)
        report = by_number[report.of]
    return (report.number, "") if report.kind == "own" or report.of is not None else (None, report.wire or "A report")


def name(report: Report) -> str:
    """Return what a report is called in a drawing."""
    return f"{report.number} {report.outlet}"


def absent(wire: str) -> str:
    """Return what a wire is called whose report is not held."""
    return f"{wire} · not held"


def share(report: Report, origin: int | None) -> str:
    """Return how much of a report is taken, and from which one where that is not its origin; empty when not known."""
    if not report.share:
        return ""
    taken = f" · {round(100 * report.share)} %"
    return taken if report.of in (None, origin) else f"{taken} of {report.of}"


def _box(x: int, row: int, width: int, text: str, kind: str, tail: str = "") -> dict[str, object]:
    """Return a box with its text, cut so that the tail still fits."""
    y = row * ROW + 1
    room = CHARS - len(tail)
    short = text if len(text) <= room else f"{text[: room - 1].rstrip()}…"
    return {"x": x, "y": y, "width": width, "tx": x + 12, "ty": y + 19, "text": short + tail, "kind": kind}


def _sentence(origins: Mapping[Origin, Sequence[Report]], alone: Sequence[int]) -> str:
    parts = []
    for (number, wire), heirs in origins.items():
        who = listed([str(heir.number) for heir in heirs])
        origin = str(number) if number is not None else f"{wire}, whose report is not held"
        parts.append(f"{who} {'goes' if len(heirs) == 1 else 'go'} back to {origin}")
    if alone:
        parts.append(f"{listed(list(map(str, alone)))} {'stands on its own' if len(alone) == 1 else 'stand alone'}")
    line = "; ".join(parts)
    return f"{line[0].upper()}{line[1:]}."
