"""The rules of earning: whose votes count, who earns, and when it is free. Pure functions.

The acts ask them of what the database holds, and the simulator of the economy (benchmarks/economy.py) of its own books.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from onrecord.community.tariff import Tariff
from onrecord.community.values import Reason

__all__ = ["author_share", "due_until", "is_earned", "is_free", "is_rewarded", "pair_since", "votes_count"]


def votes_count(level: int, tariff: Tariff, *, standing: bool) -> bool:
    """Return whether a member's votes may earn something for others: it has standing and the level for it."""
    return standing and level >= tariff.rights["mint"]


def is_earned(reason: Reason, amount: int, tariff: Tariff, *, standing: bool, read: int) -> bool:
    """Return whether a member may earn an amount; `read` is what it ever earned by reading, in Twei.

    Who still has to be vouched for earns by reading up to the tariff's bound in all.
    """
    return reason != Reason.READING or standing or read + amount <= tariff.reading.unvouched


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


def due_until(now: datetime, tariff: Tariff) -> datetime:
    """Return the instant up to which what was earned is paid out now."""
    return now - timedelta(days=tariff.pending.days)
