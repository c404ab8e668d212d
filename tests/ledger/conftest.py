"""A ledger with some accounts, on the database that the run was told to use."""

from __future__ import annotations

import pytest

from onrecord import ledger
from tests.conftest import Store


@pytest.fixture
def book(store: Store) -> Store:
    """A ledger with a treasury, two wallets of 100 Twei, and the account for what is held."""
    ledger.open_account("treasury", "treasury")
    ledger.open_account("held", "held")
    for name in ("wallet:ada", "wallet:bo"):
        ledger.open_account(name, "wallet")
        ledger.post(order(f"issue:{name}", {"treasury": -100, name: 100}))
    return store


def order(id: str, legs: dict[str, int], reason: str = "gift", cause: str = "act:1") -> ledger.Order:
    """Return an order for these legs."""
    return ledger.Order(id, reason, cause, tuple(ledger.Leg(account, amount) for account, amount in legs.items()))
