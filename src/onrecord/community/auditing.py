"""Looking at the community's money again: what its rows say must be what the ledger's postings say."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from django.db.models import Q, QuerySet, Sum

from onrecord import ledger
from onrecord.community.models import Act, Member, Movement, Post
from onrecord.community.money import TREASURY, wallet
from onrecord.community.values import EARNED, Reason
from onrecord.errors import Fault
from onrecord.record.store import trouble

__all__ = ["verify"]

ROWS = 500
"""Causes that are looked up at a time; memory does not grow with the community."""
_MOVED = ("pending", "settled")


def verify() -> Iterator[Fault]:
    """Yield what does not hold between acts and ledger (see the room's door)."""
    with trouble():
        yield from _causes()
        for post in Post.objects.order_by("pk").values_list("pk", flat=True).iterator(chunk_size=ROWS):
            yield from _post(post)
        for member in Member.objects.order_by("pk").values_list("pk", flat=True).iterator(chunk_size=ROWS):
            yield from _member(member)


def _fault(where: str, what: str) -> Fault:
    return Fault(where, what, "nothing was changed")


def _causes() -> Iterator[Fault]:
    """Yield each cause of transfers that is no act."""
    causes = ledger.causes()
    while batch := [cause for _, cause in zip(range(ROWS), causes, strict=False)]:
        numbers = {cause: cause.removeprefix("act:") for cause in batch}
        asked = [int(number) for number in numbers.values() if number.isdecimal()]
        acts = {f"act:{number}" for number in Act.objects.filter(pk__in=asked).values_list("pk", flat=True)}
        yield from (
            _fault(f"cause {cause}", "transfers name it and there is no such act")
            for cause in batch
            if cause not in acts
        )


def _post(post: int) -> Iterator[Fault]:
    """Yield what differs between the movements on a post and the postings on its three accounts."""
    rows = Movement.objects.filter(post=post)
    moved = rows.filter(state__in=_MOVED)
    profit = {reason: -amount for reason, amount in ledger.totals(f"profit:{post}").items()}
    yield from _compared(f"profit:{post}", _sums(moved.filter(reason__in=EARNED)), profit)
    loss = {reason: -amount for reason, amount in _sums(moved.filter(amount__lt=0)).items()}
    yield from _compared(f"loss:{post}", loss, ledger.totals(f"loss:{post}"))
    yield from _compared(
        f"held:{post}", _sums(rows.filter(state="pending", amount__gt=0)), ledger.totals(f"held:{post}")
    )
    read = {reason: -amount for reason, amount in ledger.totals(TREASURY, f"held:{post}").items()}
    yield from _compared(f"{TREASURY} for post {post}", _sums(moved.filter(reason=Reason.READING)), read)


def _member(member: int) -> Iterator[Fault]:
    """Yield what differs between what a member paid and was paid, and the postings on both of its accounts."""
    rows = Movement.objects.filter(member=member)
    said = _sums(rows.filter(Q(state="settled", amount__gt=0) | Q(state__in=_MOVED, amount__lt=0)))
    posted: dict[str, int] = {}
    for account in (wallet(member), f"author:{member}"):
        for reason, amount in ledger.totals(account).items():
            posted[reason] = posted.get(reason, 0) + amount
    yield from _compared(f"member {member}", said, posted)


def _sums(rows: QuerySet[Movement]) -> dict[str, int]:
    sums = rows.values("reason").annotate(total=Sum("amount")).values_list("reason", "total")
    return {reason: int(total) for reason, total in sums}


def _compared(where: str, said: Mapping[str, int], posted: Mapping[str, int]) -> Iterator[Fault]:
    """Yield each line in which the two differ; what has no movements by its nature is left out."""
    lines = (set(said) | set(posted)) - {Reason.ADVANCE, Reason.CLOSING}
    for reason in sorted(lines):
        if (says := said.get(reason, 0)) != (has := posted.get(reason, 0)):
            yield _fault(where, f"by the acts, the line {reason} comes to {says} Twei, and {has} are posted")
