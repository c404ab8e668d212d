"""Making transfers: here on SQLite, statement by statement; on PostgreSQL by the procedure."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from typing import Any

from django.db import connection, transaction

from onrecord.errors import LedgerRefused
from onrecord.ledger import procedure
from onrecord.ledger.accounts import Account, known
from onrecord.ledger.asked import Asked
from onrecord.ledger.refusals import refused
from onrecord.ledger.rows import instant, many, put, stored
from onrecord.ledger.values import Kind, Leg, Order, Transferred, chained
from onrecord.limits.ledger import BALANCE_TWEI
from onrecord.record.store import trouble

__all__ = ["hold", "post", "reverse", "settle"]

HELD = "held"
"""The account that keeps what pending transfers took."""
LANE = 0
"""The lane of every transfer on SQLite, whose writers do not go side by side."""
_POSTING = ("transfer_id", "ordinal", "account_id", "shard", "seq", "amount", "balance", "at")
_TRANSFER = (
    *("id", "kind", "chain", "number", "at", "reason", "cause", "tariff", "resolves_id", "digest", "previous", "hash"),
)


def post(orders: Sequence[Order]) -> tuple[Transferred, ...]:
    """Make transfers (see the room's door)."""
    return _post([Asked(order, "posted", None) for order in orders])


def hold(order: Order) -> Transferred:
    """Make the taking half of a transfer (see the room's door)."""
    taking = tuple(leg for leg in order.legs if leg.amount < 0)
    total = -sum(leg.amount for leg in taking)
    taken = Order(order.id, order.reason, order.cause, (*taking, Leg(HELD, total)), order.tariff)
    return _post([Asked(taken, "pending", None)])[0]


def settle(held: str, order: Order) -> Transferred:
    """Make the giving half of a pending transfer (see the room's door)."""
    kind, legs = _made(held)
    total = legs.get(HELD, 0)
    given = {leg.account: leg.amount for leg in order.legs}
    if kind != "pending":
        raise LedgerRefused(f"the transfer {held} is not pending", code="resolved")
    if given.get(HELD) != -total or sum(1 for amount in given.values() if amount < 0) != 1:
        raise LedgerRefused(f"{total} Twei are held by {held}, and all of that is settled at once")
    return _post([Asked(order, "settled", held)])[0]


def reverse(transfer: str, id: str, reason: str, cause: str) -> Transferred:
    """Undo a transfer (see the room's door)."""
    kind, legs = _made(transfer)
    if kind == "reversed":
        raise LedgerRefused(f"the transfer {transfer} is itself a reversal; make a new transfer instead")
    turned = tuple(Leg(account, -amount) for account, amount in legs.items())
    return _post([Asked(Order(id, reason, cause, turned), "reversed", transfer)])[0]


def _made(transfer: str) -> tuple[Kind, dict[str, int]]:
    """Return a transfer's kind and legs, which never change once they are there."""
    with trouble():
        rows = many(
            "SELECT t.kind, p.account_id, p.amount FROM ledger_transfer t "
            "JOIN ledger_posting p ON p.transfer_id = t.id WHERE t.id = %s ORDER BY p.ordinal",
            [transfer],
        )
    if not rows:
        raise LedgerRefused(f"there is no transfer {transfer}", code="unknown")
    return rows[0][0], {account: amount for _, account, amount in rows}


def _post(asked: Sequence[Asked]) -> tuple[Transferred, ...]:
    """Make the transfers, all or none, or say which was made before."""
    with trouble():
        if connection.vendor == "postgresql":
            return procedure.carry_out(asked)
        # SQLite has one writer at a time, who came here by IMMEDIATE.
        with transaction.atomic():
            accounts = known(sorted({account for each in asked for account, _ in each.legs}))
            return tuple(_carry_out(each, accounts) for each in asked)


def _carry_out(asked: Asked, accounts: dict[str, Account]) -> Transferred:
    order, digest = asked.order, asked.digest
    held = many("SELECT kind, at, hash, digest FROM ledger_transfer WHERE id = %s", [order.id])
    if held:
        kind, at, found, was = held[0]
        if was != digest:
            raise refused("other body", order.id)
        return Transferred(order.id, kind, instant(at), found, again=True)
    if asked.resolves is not None:
        by = many("SELECT id FROM ledger_transfer WHERE resolves_id = %s", [asked.resolves])
        if by:
            raise refused("resolved", asked.resolves, by[0][0])
    legs = asked.legs
    heads, (number, previous, chained_at) = _heads([account for account, _ in legs])
    latest = [instant(one) for one in (chained_at, *(head[2] for head in heads.values())) if one is not None]
    at = max([datetime.now(UTC), *(one + timedelta(microseconds=1) for one in latest)])
    steps = []
    for account, amount in legs:
        seq, standing, _ = heads.get(account, (0, 0, None))
        if accounts[account].bounded and standing + amount < 0:
            raise refused("funds", account, standing, -amount)
        if abs(standing + amount) > BALANCE_TWEI:
            raise refused("bad", account)
        steps.append((account, LANE, seq + 1, amount, standing + amount))
    made = chained(previous, digest, LANE, number + 1, at, steps)
    when = stored(at)
    put("ledger_posting", _POSTING, [(order.id, place, *step, when) for place, step in enumerate(steps)])
    head = (order.id, asked.kind, LANE, number + 1, when, order.reason, order.cause, order.tariff)
    put("ledger_transfer", _TRANSFER, [(*head, asked.resolves, digest, previous, made)])
    return Transferred(order.id, asked.kind, at, made, again=False)


_Head = tuple[int, Any, Any]


def _heads(accounts: Sequence[str]) -> tuple[dict[str, _Head], _Head]:
    """Return the last (seq, balance, instant) of each account, and the chain's last (number, hash, instant).

    One question: a part for each, which the index answers by one row.
    """
    parts: list[str] = []
    for at in range(len(accounts)):
        parts.append(
            f"SELECT * FROM (SELECT {at} AS place, seq, balance, NULL AS hash, at FROM ledger_posting "  # noqa: S608
            f"WHERE account_id = %s AND shard = {LANE} ORDER BY seq DESC LIMIT 1) AS head{at}"
        )
    parts.append(
        "SELECT * FROM (SELECT -1 AS place, number AS seq, 0 AS balance, hash, at FROM ledger_transfer "  # noqa: S608
        f"WHERE chain = {LANE} ORDER BY number DESC LIMIT 1) AS head"
    )
    heads: dict[str, _Head] = {}
    last: _Head = (0, "", None)
    for place, seq, standing, held, at in many(" UNION ALL ".join(parts), accounts):
        if place < 0:
            last = (seq, held, at)
        else:
            heads[accounts[place]] = (seq, standing, at)
    return heads, last
