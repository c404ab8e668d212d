"""What a reader asked for in the address, as far as it makes sense."""

from __future__ import annotations

import re

from django.http import HttpRequest

from onrecord.core import Span
from onrecord.limits.web import CITED_PLACES

__all__ = ["cited_places", "page_number"]


def page_number(request: HttpRequest) -> int:
    """Return the page asked for, 1 when none was. What is no number is page 0, which no list has."""
    said = request.GET.get("page", "1")
    return int(said) if re.fullmatch(r"[0-9]{1,6}", said) else 0


def cited_places(said: str, length: int) -> tuple[tuple[Span, ...], bool]:
    """Return the places that `12-40,52-60` names in a text of `length` code points, and whether all of them are there.

    What is no place, or lies outside the text, is left out.
    """
    found: list[Span] = []
    parts = said.split(",", CITED_PLACES)
    for part in parts[:CITED_PLACES]:
        match = re.fullmatch(r"([0-9]{1,9})-([0-9]{1,9})", part)
        if match and int(match[1]) < int(match[2]) <= length:
            found.append(Span(int(match[1]), int(match[2])))
    return tuple(sorted(found)), len(found) == len(parts)
