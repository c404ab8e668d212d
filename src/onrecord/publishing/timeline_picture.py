"""A picture of a timeline: its days and stretches along an axis, for an SVG."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from onrecord.core import Interval
from onrecord.publishing.prose import counted, days
from onrecord.publishing.values import Item

__all__ = ["timeline_picture"]

WIDTH = 640
LANE = 13
LEAST_WIDTH = 8
"""Width of a day, however long the time that the axis spans."""

TICKS = 5
_LONG_DAYS = 3 * 366
"""Days of an axis; what lies further from the middle of the entries is left to the list."""


def timeline_picture(entries: Sequence[Item]) -> dict[str, object] | None:
    """Return bars in lanes, ticks and a sentence for the entries with days; None for fewer than three.

    What lay ahead when it was told is an outline, what was past is filled. The axis holds the entries around their
    median day; a story that also tells of the last century would else be a dot at its end.
    """
    dated = [(entry, entry.interval) for entry in entries if entry.interval]
    if not dated:
        return None
    middle = sorted(interval.first for _, interval in dated)[len(dated) // 2]
    near = [(entry, i) for entry, i in dated if abs((i.first - middle).days) + (i.last - i.first).days <= _LONG_DAYS]
    if len(near) < 3:
        return None
    first, last = min(i.first for _, i in near), max(i.last for _, i in near)
    span = max(1, (last - first).days)

    def place(day: date) -> float:
        return round((day - first).days / span * (WIDTH - LEAST_WIDTH), 1)

    ends: list[float] = []
    bars: list[dict[str, object]] = []
    for entry, interval in sorted(near, key=lambda each: (each[1].first, each[1].last)):
        x = place(interval.first)
        width = max(LEAST_WIDTH, place(interval.last) - x)
        lane = next((at for at, end in enumerate(ends) if end + 2 <= x), len(ends))
        ends[lane : lane + 1] = [x + width]
        kind = "planned" if entry.mark else "past"
        bars.append({"x": x, "y": 2 + lane * LANE, "width": width, "kind": kind, "text": entry.head})
    base = len(ends) * LANE + 4
    marks = sorted({first, *(first + (last - first) * at / TICKS for at in range(1, TICKS)), last})
    ticks = [
        {
            "x": place(day) + LEAST_WIDTH / 2,
            "y": base + 4,
            "ty": base + 17,
            "text": f"{day:%b} {day.year}" if span > 120 else f"{day.day} {day:%b}",
            "anchor": "start" if day == first else "end" if day == last else "middle",
        }
        for day in marks
    ]
    left = len(entries) - len(near)
    label = f"{counted(len(near), 'entry', 'entries')} from {days(Interval(first, last))}; outlined: planned when told."
    if left:
        label += f" {counted(left, 'entry', 'entries')} far from these not drawn."
    return {"height": base + 22, "base": base, "bars": bars, "ticks": ticks, "label": label}
