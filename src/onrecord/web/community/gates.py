"""Which acts are open to a reader, and in plain words how far the reader is from those that are not."""

from __future__ import annotations

from dataclasses import dataclass

from onrecord import community
from onrecord.community import Standing
from onrecord.community.models import Account
from onrecord.community.tariff import Tariff
from onrecord.errors import ActRefused
from onrecord.web.community.telling import sentence

__all__ = ["Gate", "gates_of", "how_far", "refusal"]

RIGHTS = {
    "vote": "plus and minus on posts",
    "rate": "likes and dislikes of comments",
    "flag": "flags",
    "comment": "adding a comment",
    "report": "a report instance",
}
"""What the right to each act is called."""


@dataclass(frozen=True, slots=True)
class Gate:
    """Whether an act is open to a reader, and what is said where it is not."""

    open: bool
    words: str


def gates_of(standing: Standing | None, tariff: Tariff) -> dict[str, Gate]:
    """Return for each right whether it is open to who has this standing; None is a reader who is not signed in."""
    found = {}
    for right, name in RIGHTS.items():
        level = tariff.rights[right]
        takes = f"{name[:1].upper()}{name[1:]}: available from level {level}."
        if standing is None:
            found[right] = Gate(False, takes)  # noqa: FBT003
        else:
            found[right] = Gate(standing.level >= level, f"{takes} {how_far(standing, tariff, level)}")
    return found


def how_far(standing: Standing, tariff: Tariff, level: int) -> str:
    """Return how far somebody is from a level: the level there is, the experience that lacks, and about how long."""
    if standing.level >= level or level > len(tariff.levels):
        return f"You are at level {standing.level}."
    lacks = tariff.levels[level - 1] - standing.experience
    a_day = tariff.experience.day + tariff.experience.post
    days = -(-lacks // a_day) if a_day else 0
    about = f", {'about ' if days > 1 else ''}{days} day{'s' if days > 1 else ''} with a post read" if days > 0 else ""
    return f"You are at level {standing.level}: {lacks} experience more{about}."


def refusal(error: ActRefused, account: Account) -> str:
    """Return why an act was refused in plain words; for want of a level, which it takes and how far the reader is."""
    if error.code != "level":
        return sentence(str(error))
    far = how_far(community.standing(account.pk), community.current_tariff(), error.level)
    return f"This takes level {error.level}. {far}"
