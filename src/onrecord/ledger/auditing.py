"""Looking at the whole ledger again: every balance, every sum, every hash, from the postings alone."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby

from onrecord.errors import Fault
from onrecord.ledger.models import LedgerAccount, Posting, Transfer
from onrecord.ledger.values import Leg, chained, digest_of
from onrecord.record.store import trouble

__all__ = ["causes", "verify"]

ROWS = 2_000
"""Rows read at a time; memory does not grow with the ledger."""


def verify() -> Iterator[Fault]:
    """Yield what does not hold in the ledger (see the room's door)."""
    with trouble():
        yield from _accounts()
        yield from _chains()


def causes() -> Iterator[str]:
    """Yield every cause (see the room's door)."""
    with trouble():
        rows = Transfer.objects.order_by("cause").values_list("cause", flat=True).distinct()
        yield from rows.iterator(chunk_size=ROWS)


def _fault(where: str, what: str) -> Fault:
    return Fault(where, what, "nothing was changed")


def _accounts() -> Iterator[Fault]:
    """Yield what is wrong in the rows of accounts: a place left out, a balance that does not follow, one below zero."""
    bounded = dict(LedgerAccount.objects.values_list("id", "bounded"))
    rows = Posting.objects.order_by("account_id", "shard", "seq").values_list(
        "account_id", "shard", "seq", "amount", "balance", "at", "transfer_id"
    )
    for (account, _), steps in groupby(rows.iterator(chunk_size=ROWS), key=lambda row: (row[0], row[1])):
        standing, count, before = 0, 0, None
        for _, _, seq, amount, balance, at, transfer in steps:
            where = f"account {account}, transfer {transfer}"
            if seq != count + 1:
                yield _fault(where, f"posting {count + 1} of the account is missing")
            if balance != standing + amount:
                yield _fault(where, f"the balance is {balance} and should be {standing + amount}")
            if before is not None and at <= before:
                yield _fault(where, "the posting is not later than the one before it")
            if account not in bounded or (bounded[account] and balance < 0):
                yield _fault(where, "the account is below zero, or is none")
            standing, count, before = balance, seq, at


def _chains() -> Iterator[Fault]:
    """Yield what is wrong in the chains: a sum that is not zero, a transfer left out, a hash that is another's."""
    head: dict[int, tuple[int, str]] = {}
    rows = Transfer.objects.order_by("chain", "number").iterator(chunk_size=ROWS)
    while batch := [row for _, row in zip(range(ROWS), rows, strict=False)]:
        legs: dict[str, list[Posting]] = {}
        for posting in Posting.objects.filter(transfer__in=[row.id for row in batch]).order_by("ordinal"):
            legs.setdefault(posting.transfer_id, []).append(posting)
        for row in batch:
            number, previous = head.get(row.chain, (0, ""))
            yield from (
                _fault(f"transfer {row.id}", what) for what in _wrong(row, legs.get(row.id, []), number, previous)
            )
            head[row.chain] = (row.number, row.hash)
    held = Transfer.objects.count()
    if (posted := Posting.objects.values("transfer_id").distinct().count()) != held:
        yield _fault("ledger", f"{posted} transfers have postings, and {held} are in the chains")


def _wrong(row: Transfer, legs: list[Posting], number: int, previous: str) -> Iterator[str]:
    if len(legs) < 2 or sum(leg.amount for leg in legs) != 0:
        yield "its postings are not two or more that sum to zero"
    if row.number != number + 1 or row.previous != previous:
        yield "it does not go on from the transfer before it in its chain"
    asked = (row.id, row.kind, row.reason, row.cause, row.tariff, row.resolves_id)
    places = [(leg.account_id, leg.shard, leg.seq, leg.amount, leg.balance) for leg in legs]
    if row.digest != digest_of(asked, [Leg(leg.account_id, leg.amount) for leg in legs]):
        yield "what was asked for is not what its digest says"
    if row.hash != chained(row.previous, row.digest, row.chain, row.number, row.at, places):
        yield "its hash is not that of what it holds"
