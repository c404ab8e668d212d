"""The rules of levels: what experience is made of, which level it reaches, and how levels fall. Pure functions."""

from __future__ import annotations

from bisect import bisect_right

from onrecord.community.tariff import Tariff

__all__ = ["after_absence", "after_reading", "after_vouching", "is_vouched", "level_at", "levels_lost", "loses_on_day"]


def level_at(experience: int, tariff: Tariff) -> int:
    """Return the level that experience reaches, from 1."""
    return max(1, bisect_right(tariff.levels, experience))


def levels_lost(absent_days: int, tariff: Tariff) -> int:
    """Return how many levels are lost by so many days without a post read to its end."""
    return max(0, absent_days - tariff.absence.grace_days) // tariff.absence.level_days


def loses_on_day(absent_days: int, tariff: Tariff) -> int:
    """Return on which day without reading, counted as `levels_lost` does, the next level is lost."""
    return tariff.absence.grace_days + (levels_lost(absent_days, tariff) + 1) * tariff.absence.level_days


def after_absence(experience: int, absent_days: int, tariff: Tariff) -> int:
    """Return what is left of experience after so many days without reading.

    Who lost levels has what the level left takes, and who lost none has all.
    """
    lost = levels_lost(absent_days, tariff)
    return tariff.levels[max(1, level_at(experience, tariff) - lost) - 1] if lost else experience


def after_reading(experience: int, absent_days: int, tariff: Tariff, *, new_day: bool) -> int:
    """Return a member's experience after reading a post to its end for the first time.

    `absent_days` are those since it last did so, or joined; `new_day` tells that it is the first post of the day.
    """
    left = after_absence(experience, absent_days, tariff)
    return left + tariff.experience.post + (tariff.experience.day if new_day else 0)


def after_vouching(experience: int, before: int, vouchers: int, tariff: Tariff) -> int:
    """Return a member's experience when the number of those who vouch for it has changed from `before`."""
    return max(0, experience + (vouchers - before) * tariff.experience.vote)


def is_vouched(before: int, vouchers: int, tariff: Tariff, *, vouched: bool) -> bool:
    """Return whether a member is vouched for when the number of its vouchers has changed from `before`."""
    needed = tariff.standing.vouchers
    return vouchers >= needed or (vouched and before < needed)
