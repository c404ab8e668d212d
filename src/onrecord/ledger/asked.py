"""What a step asks for: one transfer, as both ways of making it take it."""

from __future__ import annotations

from typing import NamedTuple

from onrecord.errors import LedgerRefused
from onrecord.ledger.rows import many
from onrecord.ledger.values import Hold, Kind, Leg, Order, Settle, Step

__all__ = ["Asked", "asked_by"]


class Asked(NamedTuple):
    """An order, what kind of transfer it is, and which it resolves."""

    order: Order
    kind: Kind
    resolves: str | None

    @property
    def digest(self) -> str:
        """The digest of what is asked for."""
        return self.order.digest(self.kind, self.resolves)

    @property
    def legs(self) -> list[tuple[str, int]]:
        """(account, amount) of each leg in the order of their postings."""
        return sorted((leg.account, leg.amount) for leg in self.order.legs)

    def told(self) -> dict[str, object]:
        """Return the whole as JSON takes it."""
        order = self.order
        return {
            "id": order.id, "kind": self.kind, "reason": order.reason, "cause": order.cause, "tariff": order.tariff,
            "resolves": self.resolves, "digest": self.digest, "legs": self.legs,
        }  # fmt: skip


def asked_by(step: Step) -> Asked:
    """Return the transfer that a step comes to. What is resolved is never changed, so it needs no turn to be read."""
    if isinstance(step, Order):
        return Asked(step, "posted", None)
    if isinstance(step, Hold):
        return Asked(_taking(step), "pending", None)
    kind, tariff, legs = _made(step.transfer)
    if isinstance(step, Settle):
        total = max(legs.values())
        held = next(account for account, amount in legs.items() if amount > 0)
        given = {leg.account: leg.amount for leg in step.order.legs}
        if kind != "pending":
            raise LedgerRefused(f"the transfer {step.transfer} is not pending", code="resolved")
        if given.get(held) != -total or sum(1 for amount in given.values() if amount < 0) != 1:
            raise LedgerRefused(f"{total} Twei are held by {step.transfer}, and all of that is settled at once")
        return Asked(step.order, "settled", step.transfer)
    if kind == "reversed":
        raise LedgerRefused(f"the transfer {step.transfer} is itself a reversal; make a new transfer instead")
    turned = tuple(Leg(account, -amount) for account, amount in legs.items())
    return Asked(Order(step.id, step.reason, step.cause, turned, tariff), "reversed", step.transfer)


def _taking(step: Hold) -> Order:
    """Return the half of an order that takes, and keeps what it takes."""
    order = step.order
    taking = tuple(leg for leg in order.legs if leg.amount < 0)
    total = -sum(leg.amount for leg in taking)
    return Order(order.id, order.reason, order.cause, (*taking, Leg(step.held, total)), order.tariff)


def _made(transfer: str) -> tuple[Kind, str, dict[str, int]]:
    """Return a transfer's kind, tariff and legs, which never change once they are there."""
    rows = many(
        "SELECT t.kind, t.tariff, p.account_id, p.amount FROM ledger_transfer t "
        "JOIN ledger_posting p ON p.transfer_id = t.id WHERE t.id = %s ORDER BY p.ordinal",
        [transfer],
    )
    if not rows:
        raise LedgerRefused(f"there is no transfer {transfer}", code="unknown")
    return rows[0][0], rows[0][1], {account: amount for *_, account, amount in rows}
