"""Profit and loss: line by line the sums of postings in the ledger, by reason code, and of nothing else."""

from __future__ import annotations

from collections.abc import Mapping

from onrecord import ledger
from onrecord.community.models import Member, Post
from onrecord.community.money import TREASURY, wallet
from onrecord.community.values import EARNED, LINES, SPENT, ProfitAndLoss, Reason, TableLine
from onrecord.errors import ActRefused
from onrecord.record.store import trouble

__all__ = ["of_account", "of_post"]


def of_post(id: int) -> ProfitAndLoss:
    """Return a post's profit and loss (see the room's door)."""
    with trouble():
        if not Post.objects.filter(pk=id).exists():
            raise ActRefused(f"there is no post {id}", code="unknown")
    reading = -ledger.totals(TREASURY, f"held:{id}").get(Reason.READING, 0)
    profit = {reason: -amount for reason, amount in ledger.totals(f"profit:{id}").items()}
    return _table(profit, ledger.totals(f"loss:{id}"), reading)


def of_account(account: int, post: int | None = None) -> ProfitAndLoss:
    """Return what an account got and paid (see the room's door).

    What it got on one post came out of what that post held, and what it paid went into the post's loss.
    """
    with trouble():
        if not Member.objects.filter(pk=account).exists():
            return _table({}, {}, 0)
        if post is not None and not Post.objects.filter(pk=post).exists():
            raise ActRefused(f"there is no post {post}", code="unknown")
    sums: dict[str, int] = {}
    for own in (wallet(account), f"author:{account}"):
        for beside in ("",) if post is None else (f"held:{post}", f"loss:{post}"):
            for reason, amount in ledger.totals(own, beside).items():
                sums[reason] = sums.get(reason, 0) + amount
    return _table(sums, {reason: -amount for reason, amount in sums.items()}, sums.get(Reason.READING, 0))


def _table(profit: Mapping[str, int], loss: Mapping[str, int], reading: int) -> ProfitAndLoss:
    earned = tuple(TableLine(reason, LINES[reason], profit.get(reason, 0)) for reason in EARNED)
    spent = tuple(TableLine(reason, LINES[reason], loss.get(reason, 0)) for reason in SPENT)
    subtotal = sum(line.amount for line in earned)
    return ProfitAndLoss(earned, subtotal, spent, sum(line.amount for line in spent), reading, subtotal + reading)
