"""Making transfers: here on SQLite, statement by statement; on PostgreSQL by the procedure."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from typing import Any

from django.db import connection, transaction

from onrecord.ledger import procedure
from onrecord.ledger.accounts import Account, known
from onrecord.ledger.asked import Asked, asked_by
from onrecord.ledger.refusals import refused
from onrecord.ledger.rows import instant, many, put, stored
from onrecord.ledger.values import Step, Transferred, chained
from onrecord.limits.ledger import BALANCE_TWEI
from onrecord.record.store import trouble

__all__ = ["carry_out"]

LANE = 0
"""The lane of every transfer on SQLite, whose writers do not go side by side."""
_POSTING = ("transfer_id", "ordinal", "account_id", "shard", "seq", "amount", "balance", "at")
_TRANSFER = (
    *("id", "kind", "chain", "number", "at", "reason", "cause", "tariff", "resolves_id", "digest", "previous", "hash"),
)


def carry_out(steps: Sequence[Step]) -> tuple[Transferred, ...]:
    """Make what is asked, in its order, all of it or nothing (see the room's door)."""
    with trouble():
        if connection.vendor == "postgresql":
            return procedure.carry_out([asked_by(step) for step in steps])
        # SQLite has one writer at a time, who comes here by IMMEDIATE.
        with transaction.atomic():
            asked = [asked_by(step) for step in steps]
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
    parts = [
        f"SELECT * FROM (SELECT {at} AS place, seq, balance, NULL AS hash, at FROM ledger_posting "  # noqa: S608
        f"WHERE account_id = %s AND shard = {LANE} ORDER BY seq DESC LIMIT 1) AS head{at}"
        for at in range(len(accounts))
    ]
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
