"""Making transfers. Whoever writes takes the accounts' turns in one order, so that no two writers wait in a ring."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime, timedelta
from typing import Any, NamedTuple
from zlib import crc32

from django.db import connection, transaction

from onrecord.errors import LedgerRefused
from onrecord.ledger.accounts import Account, known
from onrecord.ledger.rows import instant, many, put, stored
from onrecord.ledger.values import Hold, Kind, Leg, Order, Settle, Step, Transferred, chained
from onrecord.limits.ledger import BALANCE_TWEI, CHAINS
from onrecord.record.store import trouble

__all__ = ["carry_out"]

_POSTING = ("transfer_id", "ordinal", "account_id", "shard", "seq", "amount", "balance", "at")
_TRANSFER = (
    *("id", "kind", "chain", "number", "at", "reason", "cause", "tariff", "resolves_id", "digest", "previous", "hash"),
)


class _Asked(NamedTuple):
    """An order, what kind of transfer it is, and which it resolves."""

    order: Order
    kind: Kind
    resolves: str | None

    @property
    def chain(self) -> int:
        return crc32(self.order.id.encode()) % CHAINS

    def places(self, accounts: dict[str, Account]) -> list[tuple[str, int, int]]:
        """Return (account, shard, amount) of each leg in the order in which turns are taken."""
        ticket = crc32(self.order.id.encode()) // CHAINS
        return sorted((leg.account, ticket % accounts[leg.account].shards, leg.amount) for leg in self.order.legs)


def carry_out(steps: Sequence[Step]) -> tuple[Transferred, ...]:
    """Make what is asked, in its order, all of it or nothing (see the room's door)."""
    with trouble(), transaction.atomic():
        return _post([_asked(step) for step in steps])


def _asked(step: Step) -> _Asked:
    """Return the transfer that a step comes to. What is resolved is never changed, so it needs no turn to be read."""
    if isinstance(step, Order):
        return _Asked(step, "posted", None)
    if isinstance(step, Hold):
        return _Asked(_taking(step), "pending", None)
    kind, tariff, legs = _made(step.transfer)
    if isinstance(step, Settle):
        total = max(legs.values())
        held = next(account for account, amount in legs.items() if amount > 0)
        given = {leg.account: leg.amount for leg in step.order.legs}
        if kind != "pending":
            raise LedgerRefused(f"the transfer {step.transfer} is not pending", code="resolved")
        if given.get(held) != -total or sum(1 for amount in given.values() if amount < 0) != 1:
            raise LedgerRefused(f"{total} Twei are held by {step.transfer}, and all of that is settled at once")
        return _Asked(step.order, "settled", step.transfer)
    if kind == "reversed":
        raise LedgerRefused(f"the transfer {step.transfer} is itself a reversal; make a new transfer instead")
    turned = tuple(Leg(account, -amount) for account, amount in legs.items())
    return _Asked(Order(step.id, step.reason, step.cause, turned, tariff), "reversed", step.transfer)


def _taking(step: Hold) -> Order:
    """Return the half of an order that takes, and keeps what it takes."""
    order = step.order
    taking = tuple(leg for leg in order.legs if leg.amount < 0)
    total = -sum(leg.amount for leg in taking)
    return Order(order.id, order.reason, order.cause, (*taking, Leg(step.held, total)), order.tariff)


def _made(transfer: str) -> tuple[Kind, str, dict[str, int]]:
    rows = many(
        "SELECT t.kind, t.tariff, p.account_id, p.amount FROM ledger_transfer t "
        "JOIN ledger_posting p ON p.transfer_id = t.id WHERE t.id = %s ORDER BY p.ordinal",
        [transfer],
    )
    if not rows:
        raise LedgerRefused(f"there is no transfer {transfer}", code="unknown")
    return rows[0][0], rows[0][1], {account: amount for *_, account, amount in rows}


def _post(asked: Sequence[_Asked]) -> tuple[Transferred, ...]:
    """Make the transfers, or say which was made before."""
    accounts = known(sorted({leg.account for each in asked for leg in each.order.legs}))
    _take_turns(asked, accounts)
    return tuple(_carry_out(each, accounts) for each in asked)


def _take_turns(asked: Iterable[_Asked], accounts: dict[str, Account]) -> None:
    """Wait until no other writer is at these accounts and chains. SQLite has one writer, who came here by IMMEDIATE."""
    if connection.vendor != "postgresql":
        return
    names = {f"{account}/{shard}" for each in asked for account, shard, _ in each.places(accounts)}
    chains = {f"chain {each.chain}" for each in asked}
    keys = sorted(int.from_bytes(hashlib.sha256(name.encode()).digest()[:8], "big", signed=True) for name in names)
    # Chains last: everybody wants one, so they are kept for the shortest time.
    last = sorted(int.from_bytes(hashlib.sha256(name.encode()).digest()[:8], "big", signed=True) for name in chains)
    taken = ", ".join(["pg_advisory_xact_lock(%s)"] * (len(keys) + len(last)))
    many(f"SELECT {taken}", [*keys, *last])


def _carry_out(asked: _Asked, accounts: dict[str, Account]) -> Transferred:
    order = asked.order
    digest = order.digest(asked.kind, asked.resolves)
    held = many("SELECT kind, at, hash, digest FROM ledger_transfer WHERE id = %s", [order.id])
    if held:
        kind, at, found, was = held[0]
        if was != digest:
            raise LedgerRefused(f"the transfer {order.id} was made before with another body", code="other body")
        return Transferred(order.id, kind, instant(at), found, again=True)
    if asked.resolves is not None:
        by = many("SELECT id FROM ledger_transfer WHERE resolves_id = %s", [asked.resolves])
        if by:
            raise LedgerRefused(f"the transfer {asked.resolves} was resolved before, by {by[0][0]}", code="resolved")
    places = asked.places(accounts)
    heads, (number, previous, chained_at) = _heads([(account, shard) for account, shard, _ in places], asked.chain)
    latest = [instant(one) for one in (chained_at, *(head[2] for head in heads.values())) if one is not None]
    at = max([datetime.now(UTC), *(one + timedelta(microseconds=1) for one in latest)])
    steps = []
    for account, shard, amount in places:
        seq, standing, _ = heads.get((account, shard), (0, 0, None))
        if accounts[account].bounded and standing + amount < 0:
            raise LedgerRefused(
                f"the account {account} holds {standing} Twei, and {-amount} are asked of it", code="funds"
            )
        if abs(standing + amount) > BALANCE_TWEI:
            raise LedgerRefused(f"the account {account} would hold more than the ledger can count")
        steps.append((account, shard, seq + 1, amount, standing + amount))
    made = chained(previous, digest, asked.chain, number + 1, at, steps)
    when = stored(at)
    put(
        "ledger_posting",
        _POSTING,
        [(order.id, place, *step, when) for place, step in enumerate(steps)],
    )
    head = (order.id, asked.kind, asked.chain, number + 1, when, order.reason, order.cause, order.tariff)
    put("ledger_transfer", _TRANSFER, [(*head, asked.resolves, digest, previous, made)])
    return Transferred(order.id, asked.kind, at, made, again=False)


_Head = tuple[int, Any, Any]


def _heads(places: Sequence[tuple[str, int]], chain: int) -> tuple[dict[tuple[str, int], _Head], _Head]:
    """Return the last (seq, balance, instant) of each account's shard, and the chain's last (number, hash, instant).

    One question: a part for each, which the index answers by one row.
    """
    parts, values = [], []
    for at, (account, shard) in enumerate(places):
        parts.append(
            f"SELECT * FROM (SELECT {at} AS place, seq, balance, NULL AS hash, at FROM ledger_posting "  # noqa: S608
            f"WHERE account_id = %s AND shard = %s ORDER BY seq DESC LIMIT 1) AS head{at}"
        )
        values += [account, shard]
    parts.append(
        "SELECT * FROM (SELECT -1 AS place, number AS seq, 0 AS balance, hash, at FROM ledger_transfer "
        "WHERE chain = %s ORDER BY number DESC LIMIT 1) AS head"
    )
    heads: dict[tuple[str, int], _Head] = {}
    last: _Head = (0, "", None)
    for place, seq, standing, held, at in many(" UNION ALL ".join(parts), [*values, chain]):
        if place < 0:
            last = (seq, held, at)
        else:
            heads[places[place]] = (seq, standing, at)
    return heads, last
