"""Who waits for whom. Everybody locks in one order, so that no two writers wait in a ring.

1. The rows of the members concerned, in the order of their numbers: who acts, whose comment it is, whose post it is.
   So the acts of a member, and those on one post that move its money, follow each other.
2. The ledger's accounts, all in one call at the end of the act.

SQLite has one writer at a time, who came here by IMMEDIATE.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime

from django.db import connection

from onrecord import ledger
from onrecord.community.models import Account, Member
from onrecord.errors import ActRefused

__all__ = ["alone", "lock_members"]

SETTLING = 0x736574746C65
"""The advisory lock of whoever pays out ("settle" in ASCII), so that two workers keep one budget."""


def lock_members(ids: Iterable[int]) -> dict[int, Member]:
    """Return these members with their bans, locked until the transaction ends; one who never acted before is made.

    Raises `ActRefused` for a number that no account has.
    """
    wanted = sorted(set(ids))
    known = set(Member.objects.filter(pk__in=wanted).values_list("pk", flat=True))
    for each in wanted:
        if each not in known:
            _enrol(each)
    rows = Member.objects.select_for_update(of=("self",), no_key=True).select_related("account")
    rows = rows.prefetch_related("bans")  # asked after the wait for the rows
    return {member.pk: member for member in rows.filter(pk__in=wanted).order_by("pk")}


def _enrol(id: int) -> None:
    """Make a member of an account, with a wallet and an account for what posts earn."""
    if not Account.objects.filter(pk=id).exists():
        raise ActRefused(f"there is no account {id}", code="unknown")
    Member.objects.bulk_create([Member(id=id, account_id=id, joined_at=datetime.now(UTC))], ignore_conflicts=True)
    ledger.open_account(f"wallet:{id}", "wallet")
    ledger.open_account(f"author:{id}", "author")


def alone() -> None:
    """Wait until nobody else pays out, and keep others from it until the transaction ends."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [SETTLING])
