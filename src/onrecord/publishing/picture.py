"""A picture of who took whose text, as boxes and lines for an SVG."""

from __future__ import annotations

from collections.abc import Sequence

from onrecord.publishing.prose import listed
from onrecord.publishing.values import Report

__all__ = ["picture"]

ROW = 42
BOX = 30
LEFT, LEFT_WIDTH = 1, 250
RIGHT, RIGHT_WIDTH = 345, 294
CHARS = 34
"""Characters of 12 px that a box of 250 px holds."""


def picture(reports: Sequence[Report]) -> dict[str, object] | None:
    """Return boxes, lines and a sentence for the reports; None when no report takes its text from another.

    Origins stand on the left, a wire's report that is not held in a dashed box; what takes text from them on the
    right, with the share of its sentences.
    """
    taken = [report for report in reports if report.kind != "own"]
    if not taken:
        return None
    boxes: list[dict[str, object]] = []
    lines: list[str] = []
    row = 0
    names = {report.number: f"{report.number} {report.outlet}" for report in reports}
    origins: dict[tuple[int | None, str], list[Report]] = {
        (report.number, ""): [] for report in reports if report.kind == "own"
    }
    for report in taken:
        origin = (report.of, "" if report.of is not None else report.wire or "A report")
        origins.setdefault(origin, []).append(report)
    for (number, wire), heirs in sorted(origins.items(), key=lambda item: (not item[1], item[0][0] or 0, item[0][1])):
        text = names.get(number, "") if number is not None else f"{wire} · not held"
        middle = row * ROW + BOX / 2 + 1
        boxes.append(_box(LEFT, row, LEFT_WIDTH, text, "own" if number is not None else "absent"))
        for at, heir in enumerate(heirs):
            level = (row + at) * ROW + BOX / 2 + 1
            half = (LEFT + LEFT_WIDTH + RIGHT) / 2
            start, end = LEFT + LEFT_WIDTH, RIGHT
            lines.append(f"M{start} {middle:g}C{half:g} {middle:g} {half:g} {level:g} {end} {level:g}")
            boxes.append(
                _box(RIGHT, row + at, RIGHT_WIDTH, f"{names[heir.number]} · {round(100 * heir.share)} %", "taken")
            )
        row += max(1, len(heirs))
    return {"height": row * ROW - (ROW - BOX) + 2, "boxes": boxes, "lines": lines, "label": _sentence(origins)}


def _box(x: int, row: int, width: int, text: str, kind: str) -> dict[str, object]:
    y = row * ROW + 1
    short = text if len(text) <= CHARS else _shortened(text)
    return {"x": x, "y": y, "width": width, "tx": x + 12, "ty": y + 19, "text": short, "kind": kind}


def _shortened(text: str) -> str:
    """Cut the middle, for the number stands in front and the share at the end."""
    return f"{text[: CHARS - 10].rstrip()}…{text[-8:]}"


def _sentence(origins: dict[tuple[int | None, str], list[Report]]) -> str:
    parts = []
    for (number, wire), heirs in origins.items():
        if heirs:
            who = listed([str(heir.number) for heir in heirs])
            origin = f"report {number}" if number is not None else f"{wire}, whose report is not held"
            parts.append(f"{who} {'takes its' if len(heirs) == 1 else 'take their'} text from {origin}")
    line = "; ".join(parts)
    return f"{line[0].upper()}{line[1:]}."
