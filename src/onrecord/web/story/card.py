"""A quotation card: a statement as an SVG picture that carries its evidence."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from typing import Any

from django.template.loader import render_to_string

from onrecord.limits.web import CARD_CHARS
from onrecord.web.taken_away import plainly

__all__ = ["card", "wrapped"]

WIDTH = 1200
INSET = 88
QUOTE_HEIGHT = 330
SIZES = (54, 46, 40, 34, 29, 25)
"""Sizes of the words in px, the largest that fits being taken."""
_NARROW = frozenset("ijlt.,;:'’‘!|()[]fI ")
_WIDE = frozenset("mwMWQOGDNHU@%—…")


def card(view: Mapping[str, Any], address: str) -> str:
    """Return the card of a statement (see `publishing.statement_view`) whose page stands at `address`."""
    words = _short(view["words"], CARD_CHARS)
    size, lines = _fitted(words)
    lead = round(size * 1.32)
    top = 150 + size
    foot = top + lead * (len(lines) - 1) + 74
    height = max(630, foot + 160)
    foot = height - 160
    return render_to_string(
        "statement/card.svg",
        {
            "width": WIDTH,
            "height": height,
            "inset": INSET,
            "size": size,
            "lines": [(line, top + lead * n) for n, line in enumerate(lines)],
            "title": _short(f"{view['name']}: {words}", 300),
            "name": _short(view["name"], 60),
            "role": _short(view["role"] or "", 84),
            "when": _short(view["when"], 60),
            "source": _short(f"{view['outlet']}, {view['day']}", 64),
            "reported": _short(view["reported_by"], 64),
            "altered": view["altered"],
            "address": _short(address, 96),
            "name_y": foot,
            "role_y": foot + 34,
            "rule_y": foot + 60,
            "foot_y": foot + 96,
            "address_y": foot + 124,
            "right": WIDTH - INSET,
        },
    )


def _short(text: str, most: int) -> str:
    line = " ".join(plainly(text).split())
    return line if len(line) <= most else f"{line[: most - 1].rstrip()}…"


def _fitted(words: str) -> tuple[int, list[str]]:
    """Return the largest size at which the words fit, and their lines; the least size may grow the card."""
    for size in SIZES:
        lines = wrapped(words, (WIDTH - 2 * INSET) / size)
        if len(lines) * size * 1.32 <= QUOTE_HEIGHT:
            break
    return size, lines


def wrapped(words: str, width: float) -> list[str]:
    """Return words in lines of at most `width` em, cut at blanks, and within a word only where none would fit."""
    lines: list[str] = []
    line, used = "", 0.0
    for word in words.split(" "):
        room = _width(word)
        if line and used + 0.26 + room > width:
            lines.append(line)
            line, used = "", 0.0
        while room > width:
            cut = next(n for n in range(1, len(word) + 1) if _width(word[:n]) > width) - 1
            lines.append(word[: max(1, cut)])
            word = word[max(1, cut) :]
            room = _width(word)
        line = f"{line} {word}" if line else word
        used += room + (0.26 if used else 0)
    return [*lines, line] if line else lines or [""]


def _width(word: str) -> float:
    """Return about how wide a word is in em, rather too wide than too narrow."""
    return sum(map(_wide, word))


def _wide(character: str) -> float:
    if unicodedata.combining(character):
        return 0.0
    if unicodedata.east_asian_width(character) in "WF":
        return 1.02
    if character in _NARROW:
        return 0.32
    if character in _WIDE or character.isupper():
        return 0.84 if character in _WIDE else 0.68
    return 0.53
