"""Accounts: opening them, their balance at a moment, and their statement."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import NamedTuple

from django.db import transaction

from onrecord.errors import LedgerRefused
from onrecord.ledger.models import LedgerAccount
from onrecord.ledger.refusals import refused
from onrecord.ledger.rows import instant, many, stored
from onrecord.ledger.values import AccountKind, Line, Statement
from onrecord.limits.ledger import ID_CHARS, LANES
from onrecord.record.store import trouble

__all__ = ["Account", "balance", "known", "open_account", "statement", "totals"]

BOUNDED: dict[AccountKind, bool] = {
    "wallet": True,
    "author": True,
    "held": True,
    "treasury": False,
    "profit": False,
    "loss": False,
}
SHARDS: dict[AccountKind, int] = {"treasury": LANES, "profit": LANES, "loss": LANES}
"""Running balances of the kinds that many pay at once; what may not fall below zero has one, to be seen whole."""


class Account(NamedTuple):
    """What posting must know of an account."""

    id: str
    bounded: bool
    shards: int


def open_account(id: str, kind: AccountKind) -> None:
    """Open an account (see the room's door)."""
    if kind not in BOUNDED:
        raise LedgerRefused(f"there is no kind of account {kind!r}; there are {', '.join(BOUNDED)}")
    if not id or len(id) > ID_CHARS or not id.isprintable():
        raise LedgerRefused(f"an account's id is a text of 1 to {ID_CHARS} printable characters")
    with trouble(), transaction.atomic():
        row = LedgerAccount(
            id=id, kind=kind, bounded=BOUNDED[kind], shards=SHARDS.get(kind, 1), opened_at=datetime.now(UTC)
        )
        held = LedgerAccount.objects.filter(id=id).first()
        if held is None:
            LedgerAccount.objects.bulk_create([row], ignore_conflicts=True)
        elif held.kind != kind:
            raise LedgerRefused(f"the account {id} is of the kind {held.kind}, not {kind}")


def known(ids: list[str]) -> dict[str, Account]:
    """Return these accounts by id; raises `LedgerRefused` for one that is not open."""
    marks = ", ".join(["%s"] * len(ids))
    rows = many(f"SELECT id, bounded, shards FROM ledger_ledgeraccount WHERE id IN ({marks})", ids)  # noqa: S608
    found = {row[0]: Account(row[0], bool(row[1]), row[2]) for row in rows}
    for each in ids:
        if each not in found:
            raise refused("unknown", each)
    return found


def balance(account: str, as_of: datetime | None = None) -> int:
    """Return an account's balance (see the room's door)."""
    with trouble():
        shards = known([account])[account].shards
        until = "" if as_of is None else " AND at <= %s"
        moment = [] if as_of is None else [stored(as_of)]
        last = (
            f"SELECT * FROM (SELECT balance FROM ledger_posting WHERE account_id = %s AND shard = %s{until} "  # noqa: S608
            "ORDER BY seq DESC LIMIT 1) AS shard{}"
        )
        sql = " UNION ALL ".join(last.format(shard) for shard in range(shards))
        values = [value for shard in range(shards) for value in (account, shard, *moment)]
        return sum(row[0] for row in many(sql, values))


def statement(account: str, first: datetime | None = None, last: datetime | None = None) -> Statement:
    """Return an account's entries between two moments (see the room's door)."""
    with trouble():
        known([account])
        where, values = "p.account_id = %s", [account]
        for moment, sign in ((first, ">="), (last, "<=")):
            if moment is not None:
                where += f" AND p.at {sign} %s"
                values.append(stored(moment))
        rows = many(
            "SELECT p.at, t.id, t.kind, t.reason, t.cause, p.amount FROM ledger_posting p "  # noqa: S608
            f"JOIN ledger_transfer t ON t.id = p.transfer_id WHERE {where} ORDER BY p.at, p.shard, p.seq",
            values,
        )
        before = "SELECT COALESCE(SUM(amount), 0) FROM ledger_posting WHERE account_id = %s AND at < %s"
        opening = int(many(before, [account, stored(first)])[0][0]) if first is not None else 0
    lines, standing = [], opening
    for at, transfer, kind, reason, cause, amount in rows:
        standing += amount
        lines.append(Line(instant(at), transfer, kind, reason, cause, amount, standing))
    return Statement(account, opening, tuple(lines), standing)


def totals(account: str, beside: str = "") -> dict[str, int]:
    """Return the sums of an account's postings by reason (see the room's door)."""
    with trouble():
        known(sorted({account, beside} - {""}))
        # SQLite goes through a CROSS JOIN from left to right: from `beside`, which is the smaller one of the two.
        own = "ledger_posting p CROSS JOIN ledger_transfer t WHERE t.id = p.transfer_id AND p.account_id = %s"
        if beside:
            own = f"ledger_posting o CROSS JOIN {own} AND p.transfer_id = o.transfer_id AND o.account_id = %s"
        values = [account, beside] if beside else [account]
        rows = many(f"SELECT t.reason, SUM(p.amount) FROM {own} GROUP BY t.reason", values)  # noqa: S608 - our own names
    return {reason: int(total) for reason, total in rows}
