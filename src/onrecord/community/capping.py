"""What a member may still earn: in each way up to the cap of the day, and in all up to what staff vouches for."""

from __future__ import annotations

from datetime import date

from django.db.models import Sum

from onrecord.community.earning import is_free
from onrecord.community.models import COUNTED, Member, Movement
from onrecord.community.standings import earned_in_all, vouched_for
from onrecord.community.tariff import Tariff
from onrecord.community.values import Reason

__all__ = ["earned_on", "is_open", "is_vouched_for"]


def is_open(member: Member, reason: Reason, amount: int, on: date, tariff: Tariff) -> bool:
    """Return whether a member may earn an amount in this way on a day, or has to wait for it."""
    return is_vouched_for(member, amount, tariff) and is_free(reason, amount, earned_on(member, reason, on), tariff)


def is_vouched_for(member: Member, amount: int, tariff: Tariff) -> bool:
    """Return whether staff's likes vouch for so much more than a member earned already, in whatever ways."""
    bound = vouched_for(member, tariff)
    return bound is None or (amount <= bound and earned_in_all(member) + amount <= bound)


def earned_on(member: Member, reason: str, on: date) -> int:
    """Return what a member earned in one way on a day, in Twei."""
    rows = Movement.objects.filter(member=member, reason=reason, on=on, state__in=COUNTED)
    return int(rows.aggregate(total=Sum("amount"))["total"] or 0)
