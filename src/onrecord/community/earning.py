"""The rules of earning: whose votes count, who earns, and when it is free. Pure functions.

The acts ask them of what the database holds, and the simulator of the economy (benchmarks/economy.py) of its own books.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from onrecord.community.tariff import Tariff
from onrecord.community.values import Reason

__all__ = [
    "author_share",
    "due_until",
    "is_free",
    "is_rewarded",
    "pair_since",
    "tribute_for",
    "votes_count",
    "vouched_sum",
]


def votes_count(level: int, tariff: Tariff, *, standing: bool) -> bool:
    """Return whether a member's votes may earn something for others: it has standing and the level for it."""
    return standing and level >= tariff.rights["mint"]


def vouched_sum(tariff: Tariff, *, standing: bool, likes: int | None) -> int | None:
    """Return what a member may earn in all, in whatever ways, in Twei.

    Staff vouches by its likes: without standing the tariff gives a sum, and with it so much more for each of the
    `likes` that the member's comments have from staff. For staff itself, whose likes are None, there is no bound.
    """
    return None if likes is None else tariff.standing.unvouched + (likes * tariff.standing.vouched if standing else 0)


def is_free(reason: Reason, amount: int, earned: int, tariff: Tariff) -> bool:
    """Return whether an amount goes under a member's cap of the day, when it has `earned` so much in this way."""
    return earned + amount <= tariff.caps[reason]


def pair_since(at: datetime, tariff: Tariff) -> datetime:
    """Return the instant after which a pair must not have earned in a way, to do so at `at`."""
    return at - timedelta(days=tariff.pairs.days)


def is_rewarded(likes: int, tariff: Tariff, *, shown: bool) -> bool:
    """Return whether a comment earns its reward by so many likes that count."""
    return shown and likes >= tariff.comment.likes


def author_share(paid: int, tariff: Tariff) -> int:
    """Return what the author of a post gets of what a dislike cost both, in Twei, rounded down."""
    return paid * tariff.dislike.author_percent // 100


def tribute_for(written: int, tariff: Tariff) -> int:
    """Return what a comment costs a member who wrote so many before."""
    return tariff.comment.tribute if written >= tariff.comment.free else 0


def due_until(now: datetime, tariff: Tariff) -> datetime:
    """Return the instant up to which what was earned is paid out now."""
    return now - timedelta(days=tariff.pending.days)
