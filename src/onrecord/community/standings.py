"""Where members stand: their experience, level and vouchers, kept by the rules of levels.py."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from django.db.models import QuerySet, Sum

from onrecord.community.earning import vouched_sum
from onrecord.community.levels import (
    after_absence,
    after_reading,
    after_vouching,
    is_vouched,
    level_at,
    levels_lost,
    loses_on_day,
)
from onrecord.community.models import COUNTED, Account, Member, Movement, Role, Vote
from onrecord.community.permitting import absent_days, has_standing, level_of
from onrecord.community.tariff import Tariff, current
from onrecord.community.values import Earnable, Standing
from onrecord.errors import ActRefused
from onrecord.record.store import trouble

__all__ = ["count_reading", "count_vouchers", "earnable", "earned_in_all", "standing", "vouched_for", "vouchers"]

STAFF = [role.value for role in Role if role.allows(Role.ANALYST)]
"""The roles that an administrator gives: analysts, editors and administrators."""


def vouchers(member: Member) -> int:
    """Return how many vouch for a member: of staff, with a like that counts on a comment of its own.

    Who was vouched for vouches for nobody, since a few accounts could then vouch for any number.
    """
    return _liked_by_staff(member).filter(counts=True).values("member").distinct().count()


def vouched_for(member: Member, tariff: Tariff) -> int | None:
    """Return what a member may earn in all by the likes that its comments have from staff; None for staff itself."""
    standing = has_standing(member)
    if member.account is not None and member.account.may(Role.ANALYST):
        likes = None
    else:
        likes = _liked_by_staff(member).count() if standing else 0
    return vouched_sum(tariff, standing=standing, likes=likes)


def earned_in_all(member: Member) -> int:
    """Return what a member earned in all, in Twei, with what is pending."""
    rows = Movement.objects.filter(member=member, amount__gt=0, state__in=COUNTED)
    return int(rows.aggregate(total=Sum("amount"))["total"] or 0)


def earnable(account: int) -> Earnable:
    """Return how much of what staff vouches for an account has earned (see the room's door)."""
    with trouble():
        member = Member.objects.select_related("account").filter(pk=account).first()
        if member is None:
            return Earnable(0, 0, 0)
        waiting = Movement.objects.filter(member=member, state="waiting").aggregate(total=Sum("amount"))["total"]
        return Earnable(earned_in_all(member), vouched_for(member, current()), int(waiting or 0))


def _liked_by_staff(member: Member) -> QuerySet[Vote]:
    return Vote.objects.filter(comment__writer=member, value=1, member__account__role__in=STAFF)


def count_vouchers(member: Member, before: int, tariff: Tariff) -> None:
    """Bring a locked member up to date when likes of its comments came or went; `before` vouched until then."""
    now = vouchers(member)
    if now == before:
        return
    member.standing = is_vouched(before, now, tariff, vouched=member.standing)
    member.experience = after_vouching(member.experience, before, now, tariff)
    member.level = level_at(member.experience, tariff)
    member.save(update_fields=("standing", "experience", "level"))


def count_reading(member: Member, now: datetime, tariff: Tariff) -> None:
    """Bring a locked member up to date when it has read a post to its end for the first time."""
    today = now.date()
    new_day = member.active_on is None or member.active_on < today
    member.experience = after_reading(member.experience, absent_days(member, now), tariff, new_day=new_day)
    member.level = level_at(member.experience, tariff)
    member.active_on = today if new_day else member.active_on
    member.save(update_fields=("experience", "level", "active_on"))


def standing(account: int, now: datetime | None = None) -> Standing:
    """Return where an account stands (see the room's door)."""
    at, tariff = now or datetime.now(UTC), current()
    with trouble():
        member = Member.objects.select_related("account").filter(pk=account).first()
        if member is None:
            held = Account.objects.filter(pk=account).first()
            if held is None:
                raise ActRefused(f"there is no account {account}", code="unknown")
            member = Member(id=account, account=held, joined_at=at)
        vouched_by = vouchers(member)
    absent = absent_days(member, at)
    experience = after_absence(member.experience, absent, tariff)
    level = level_of(member, tariff, at)
    floor = tariff.roles.get(member.account.role, 1) if member.account else 1
    falls_on = at.date() + timedelta(days=loses_on_day(absent, tariff) - absent)
    return Standing(
        level=level,
        experience=experience,
        next_experience=tariff.levels[level] if level < len(tariff.levels) else None,
        vouched=has_standing(member),
        vouchers=vouched_by,
        needed=tariff.standing.vouchers,
        falls_on=falls_on if member.level - levels_lost(absent, tariff) > floor else None,
        rights=tariff.rights,
    )
