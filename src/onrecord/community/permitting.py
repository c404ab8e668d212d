"""Who may do what: the bans, levels and roles that stand before every act."""

from __future__ import annotations

from datetime import datetime

from django.db.models import Q

from onrecord.community.models import Account, Ban, Member, Role
from onrecord.community.tariff import Tariff
from onrecord.errors import ActRefused

__all__ = ["has_standing", "is_banned", "level_of", "permit", "permit_role"]


def level_of(member: Member, tariff: Tariff) -> int:
    """Return a member's level: its own, or the one at which its role begins."""
    role = member.account.role if member.account else Role.READER.value
    return max(member.level, tariff.roles.get(role, 1))


def has_standing(member: Member) -> bool:
    """Return whether a member's votes may mint: others vouched for it, or its role did."""
    return member.account is not None and (member.standing or member.account.may(Role.ANALYST))


def is_banned(member: Member, now: datetime) -> bool:
    """Return whether a ban of the member is in force."""
    lasting = Q(until=None) | Q(until__gt=now)
    return Ban.objects.filter(lasting, member=member, lifted_at=None, at__lte=now).exists()


def permit(member: Member, right: str | None, tariff: Tariff, now: datetime) -> None:
    """Refuse who has no account in use, is banned, or is below the level that `right` takes in the tariff."""
    if member.account is None or not member.account.is_active:
        raise ActRefused("this account is closed", code="banned")
    if is_banned(member, now):
        raise ActRefused("this account is banned from the community for now", code="banned")
    if right is not None and (has := level_of(member, tariff)) < (level := tariff.rights[right]):
        raise ActRefused(f"this takes level {level}, and you are at level {has}", code="level", level=level, has=has)


def permit_role(account: Account | None, role: Role) -> None:
    """Refuse who has not this role."""
    if account is None or not account.may(role):
        raise ActRefused(f"this takes the role of {role.label.lower()}", code="role")
