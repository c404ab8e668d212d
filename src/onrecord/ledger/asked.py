"""A transfer as the two ways of making it take it."""

from __future__ import annotations

from typing import NamedTuple

from onrecord.ledger.values import Kind, Order

__all__ = ["Asked"]


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
