"""Paying out what can no longer be taken back, and closing the posts' accounts against the treasury."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from django.db import transaction
from django.db.models import F, Q, Sum

from onrecord import ledger
from onrecord.community.banning import finish
from onrecord.community.capping import is_open
from onrecord.community.earning import due_until
from onrecord.community.locking import alone, lock_members
from onrecord.community.models import Act, Movement, Post
from onrecord.community.money import TREASURY, account_of, hold
from onrecord.community.tariff import current
from onrecord.community.values import Reason
from onrecord.ledger import Leg, Order, Settle, Step
from onrecord.limits.community import MATURED_AT_ONCE, MATURED_IN_ONE_GO
from onrecord.record.store import trouble

__all__ = ["close", "mature"]


def mature(now: datetime | None = None) -> int:
    """Pay out what is due (see the room's door)."""
    count = 0
    with trouble():
        finish(now)
        while count < MATURED_AT_ONCE and (settled := _mature_some(now or datetime.now(UTC))):
            count += settled
    return count


def _mature_some(now: datetime) -> int:
    """Settle a number of movements whose window has ended, in one transaction, and return how many.

    What waited is paid out when it need not wait by now, and lapses otherwise.
    """
    tariff = current()
    due = Movement.objects.filter(at__lte=due_until(now, tariff)).order_by("at", "id")
    paid = due.filter(state="pending", amount__lt=0)
    earned = due.filter(Q(state="waiting") | Q(state="pending", amount__gt=0))
    with transaction.atomic():
        alone()
        left = tariff.treasury.day - _paid_out_on(now)
        found = [*paid[:MATURED_IN_ONE_GO], *earned[:MATURED_IN_ONE_GO]]
        members = lock_members({row.member_id for row in found})
        holds: list[Step] = []
        steps: list[Step] = []
        changed = []
        for row in Movement.objects.filter(pk__in=[row.pk for row in found]).order_by("at", "id"):
            if row.state not in ("pending", "waiting"):
                continue
            opens = row.state == "waiting" and is_open(
                members[row.member_id], Reason(row.reason), row.amount, row.on, tariff
            )
            pays = row.amount > 0 and (row.state == "pending" or opens)
            if pays and row.amount > left:
                continue
            row.state, row.changed_at = "lapsed" if row.state == "waiting" and not opens else "settled", now
            changed.append(row)
            if pays:
                left -= row.amount
                steps.append(_settled(row))
            if opens:
                holds.append(hold(row))
                row.save(update_fields=("state", "changed_at"))  # the next of this member waits by what this one took
        Movement.objects.bulk_update(changed, ("state", "changed_at"))
        for some in (holds, steps):
            if some:
                ledger.carry_out(*some)
    return len(changed)


def _settled(row: Movement) -> Settle:
    """Return the step that pays what is held out to who earned it."""
    legs = (Leg(f"held:{row.post_id}", -row.amount), Leg(account_of(row), row.amount))
    held = f"movement:{row.pk}"
    return Settle(held, Order(f"{held}:settled", row.reason, f"act:{row.act_id}", legs, row.act.tariff))


def _paid_out_on(now: datetime) -> int:
    start = now.replace(hour=0, minute=0, second=0, microsecond=0)
    rows = Movement.objects.filter(
        state="settled", amount__gt=0, changed_at__gte=start, changed_at__lt=start + timedelta(days=1)
    )
    return int(rows.aggregate(total=Sum("amount"))["total"] or 0)


def close(now: datetime | None = None) -> int:
    """Close the posts' accounts (see the room's door)."""
    with trouble():
        moved = Movement.objects.filter(Q(post__closed_at=None) | Q(changed_at__gte=F("post__closed_at")))
        posts = sorted(moved.values_list("post_id", flat=True).distinct())
        return sum(_close(post, now) for post in posts)


def _close(id: int, at: datetime | None) -> bool:
    """Close one post, after the acts on it that are under way; return whether there was anything to close."""
    with transaction.atomic():
        post = Post.objects.get(pk=id)
        lock_members([post.author_id])
        now = at or datetime.now(UTC)
        standing = {name: ledger.balance(f"{name}:{id}") for name in ("profit", "loss")}
        Post.objects.filter(pk=id).update(closed_at=now)
        legs = [Leg(f"{name}:{id}", -amount) for name, amount in standing.items() if amount]
        if not legs:
            return False
        if total := sum(standing.values()):
            legs.append(Leg(TREASURY, total))
        version = current().version
        act = Act.objects.create(
            key=f"close:{now:%Y-%m-%d}", kind="close", digest="", post=post, tariff=version, at=now
        )
        ledger.post(Order(f"act:{act.pk}", Reason.CLOSING, f"act:{act.pk}", tuple(legs), version))
    return True
