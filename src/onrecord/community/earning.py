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
    "reading_pays",
    "tribute_for",
    "votes_count",
]


def votes_count(level: int, tariff: Tariff, *, standing: bool) -> bool:
    """Return whether a member's votes may earn something for others: it has standing and the level for it."""
    return standing and level >= tariff.rights["mint"]


def reading_pays(total: int, tariff: Tariff, *, standing: bool, likes: int | None) -> bool:
    """Return whether reading may earn a member `total` Twei in all.

    For a member without standing the tariff bounds it by a sum, and for one of standing by so much more for each of the
    `likes` that staff gave to its comments; for staff itself, whose likes are None, it is not bounded.
    """
    return likes is None or total <= tariff.reading.unvouched + (likes * tariff.reading.vouched if standing else 0)


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
