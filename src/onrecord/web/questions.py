"""What a reader asks by the address of a page, looked at before it comes near the database.

Each of these raises `BadRequest` with a plain sentence, which the reader gets with status 400.
"""

from __future__ import annotations

from collections.abc import Collection
from datetime import UTC, date, datetime

from django.core.exceptions import BadRequest
from django.http import HttpRequest

from onrecord.limits.web import QUESTION_CHARS

__all__ = ["day_asked", "id_asked", "instant_asked", "one_asked", "words_asked"]


def words_asked(request: HttpRequest, name: str, chars: int = QUESTION_CHARS) -> str:
    """Return the words under `name` in one line; nothing when there are none."""
    said = request.GET.get(name, "")
    if len(said) > chars:
        raise BadRequest(f"{name} may have {chars:,} characters; this has {len(said):,}.")
    if "\0" in said:
        raise BadRequest(f"{name} holds a character that no text has.")
    return " ".join(said.split())


def id_asked(request: HttpRequest, name: str) -> str:
    """Return the id under `name`; nothing when there is none. It need not be that of anything on record."""
    said = words_asked(request, name)
    if len(said) > 64 or not all(each.isascii() and (each.isalnum() or each == "-") for each in said):
        raise BadRequest(f"{name} is no id of an entry.")
    return said


def day_asked(request: HttpRequest, name: str) -> date | None:
    """Return the day under `name`, None when there is none."""
    said = words_asked(request, name)
    try:
        return date.fromisoformat(said) if said else None
    except ValueError:
        raise BadRequest(f"{name} is no day; write one like 2026-03-31.") from None


def instant_asked(request: HttpRequest, name: str) -> datetime | None:
    """Return the instant under `name`, the first of the day when it is one; None when there is none."""
    said = words_asked(request, name)
    try:
        found = datetime.fromisoformat(said) if said else None
        if found is None or found.tzinfo:
            # Within the years that every database and zone can hold.
            return found and (found.astimezone(UTC) if 1 < found.year < 9999 else _outside(name))
        return found.replace(tzinfo=UTC)
    except ValueError:
        return _outside(name)


def _outside(name: str) -> datetime:
    raise BadRequest(f"{name} is no day or instant; write one like 2026-03-31 or 2026-03-31T12:00Z.") from None


def one_asked(request: HttpRequest, name: str, among: Collection[str], otherwise: str = "") -> str:
    """Return what stands under `name`, one of `among`; `otherwise` when there is nothing."""
    said = words_asked(request, name)
    if said and said not in among:
        raise BadRequest(f"{name} is one of {', '.join(each for each in among if each)}.")
    return said or otherwise
