"""Who may do what: the bans, levels and roles that stand before every act."""

from __future__ import annotations

from datetime import datetime

from onrecord.community.levels import after_absence, levels_lost
from onrecord.community.models import Account, Ban, Member, Role
from onrecord.community.tariff import Tariff
from onrecord.errors import ActRefused

__all__ = ["absent_days", "bans_of", "has_standing", "is_banned", "level_of", "permit", "permit_role"]


def absent_days(member: Member, now: datetime) -> int:
    """Return the days since a member last read a post to its end, or joined."""
    return max(0, (now.date() - (member.active_on or member.joined_at.date())).days)


def level_of(member: Member, tariff: Tariff, now: datetime) -> int:
    """Return a member's level: its own, less what long absence took, or the one at which its role begins."""
    role = member.account.role if member.account else Role.READER.value
    own = member.level - levels_lost(absent_days(member, now), tariff)
    return max(own, tariff.roles.get(role, 1), 1)


def has_standing(member: Member) -> bool:
    """Return whether a member's votes may mint: others vouched for it, or its role did."""
    return member.account is not None and (member.standing or member.account.may(Role.ANALYST))


def is_banned(member: Member, now: datetime) -> bool:
    """Return whether a ban of the member is in force."""
    return bool(bans_of(member, now))


def bans_of(member: Member, now: datetime) -> list[Ban]:
    """Return the bans of a member that are in force, oldest first.

    One that begins after `now` is in force: only another server's clock says so. The bans came with the member when it
    was locked, and nobody bans or unbans it while it is.
    """
    held = [each for each in member.bans.all() if each.lifted_at is None and (each.until is None or each.until > now)]
    return sorted(held, key=lambda each: each.pk)


def permit(member: Member, right: str | None, tariff: Tariff, now: datetime) -> None:
    """Refuse who has no account in use, is banned, or is below the level that `right` takes in the tariff."""
    if member.account is None or not member.account.is_active:
        raise ActRefused("this account is closed", code="banned")
    if held := bans_of(member, now):
        ban = held[0]
        until = f" until {ban.until:%Y-%m-%d %H:%M} UTC" if ban.until else ""
        raise ActRefused(f"this account is banned from the community{until}: {ban.reason}", code="banned")
    if right is not None and (has := level_of(member, tariff, now)) < (level := tariff.rights[right]):
        left = after_absence(member.experience, absent_days(member, now), tariff)
        raise ActRefused(
            f"this takes level {level}, and you are at level {has}: "
            f"you have {left} of the {tariff.levels[level - 1]} experience that it takes",
            code="level",
            level=level,
            has=has,
        )


def permit_role(account: Account | None, role: Role) -> None:
    """Refuse who has not this role."""
    if account is None or not account.may(role):
        raise ActRefused(f"this takes the role of {role.label.lower()}", code="role")
