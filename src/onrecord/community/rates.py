"""How often a member may do something: a number of acts of a kind within a window, counted from the acts themselves."""

from __future__ import annotations

from datetime import datetime, timedelta

from onrecord.community.models import Act, Member
from onrecord.errors import ActRefused
from onrecord.limits.community import RATES

__all__ = ["refuse_too_often"]


def refuse_too_often(member: Member, kind: str, now: datetime) -> None:
    """Refuse an act of a kind of which the member did all that its rate allows, and say when the next is taken."""
    if kind not in RATES:
        return
    count, seconds = RATES[kind]
    since = now - timedelta(seconds=seconds)
    done = Act.objects.filter(member=member, kind=kind, at__gt=since, at__lte=now).order_by("-at")
    full = done.values_list("at", flat=True)[count - 1 : count].first()
    if full is not None:
        wait = (full - since).total_seconds()
        raise ActRefused(f"{count} of these in {_told(seconds)} are enough; go on in {_told(wait)}", code="often")


def _told(seconds: float) -> str:
    """Return a stretch of time in words, rounded up."""
    for size, word in ((86_400, "day"), (3_600, "hour"), (60, "minute")):
        if seconds >= size:
            count = -int(-seconds // size)
            return f"{count} {word}{'s' if count != 1 else ''}"
    count = -int(-seconds // 1)
    return f"{count} second{'s' if count != 1 else ''}"
