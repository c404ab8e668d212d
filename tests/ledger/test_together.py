"""Several things asked of the ledger at once, and sums by reason."""

from __future__ import annotations

import pytest

from onrecord import ledger
from onrecord.errors import LedgerRefused
from tests.ledger.conftest import order

pytestmark = pytest.mark.usefixtures("book")


def test_steps_of_every_kind_are_made_together_or_not_at_all() -> None:
    """A payment, a hold elsewhere, a settlement and a reversal are one; a step that is refused leaves none of them."""
    ledger.open_account("held:7", "held")
    ledger.hold(order("h1", {"wallet:ada": -10, "wallet:bo": 10}), "held:7")
    ledger.post(order("t1", {"wallet:ada": -5, "wallet:bo": 5}))
    steps = (
        ledger.Settle("h1", order("s1", {"held:7": -10, "wallet:bo": 10})),
        ledger.Reverse("t1", "r1", "gift", "act:2"),
        ledger.Hold(order("h2", {"wallet:bo": -20, "wallet:ada": 20}), "held:7"),
        order("t2", {"wallet:bo": -1, "wallet:ada": 1}),
    )
    with pytest.raises(LedgerRefused, match="holds"):
        ledger.carry_out(*steps, order("t3", {"wallet:bo": -1000, "wallet:ada": 1000}))
    assert (ledger.balance("wallet:ada"), ledger.balance("held:7")) == (85, 10)
    assert [made.kind for made in ledger.carry_out(*steps)] == ["settled", "reversed", "pending", "posted"]
    assert all(made.again for made in ledger.carry_out(*steps))
    held = {name: ledger.balance(name) for name in ("wallet:ada", "wallet:bo", "held:7")}
    assert held == {"wallet:ada": 91, "wallet:bo": 89, "held:7": 20}
    assert list(ledger.verify()) == []


def test_a_reversal_names_the_tariff_of_what_it_undoes() -> None:
    """The version that priced a transfer stands on the transfer that undoes it."""
    from onrecord.ledger.models import Transfer

    legs = (ledger.Leg("wallet:ada", -5), ledger.Leg("wallet:bo", 5))
    ledger.post(ledger.Order("t1", "gift", "act:1", legs, "2026-11"))
    ledger.reverse("t1", "r1", "gift", "act:2")
    assert Transfer.objects.get(pk="r1").tariff == "2026-11"


def test_totals_are_sums_by_reason_of_all_or_beside_one_account() -> None:
    """What was undone counts nothing, and what was paid to another account is left out when one is named."""
    ledger.post(order("t1", {"wallet:ada": -5, "wallet:bo": 5}, "like"))
    ledger.post(order("t2", {"wallet:ada": -7, "treasury": 7}, "like"))
    ledger.post(order("t3", {"wallet:ada": -9, "treasury": 9}, "minus"))
    ledger.reverse("t3", "r3", "minus", "act:2")
    assert ledger.totals("wallet:ada") == {"gift": 100, "like": -12, "minus": 0}
    assert ledger.totals("wallet:ada", "wallet:bo") == {"like": -5}
    with pytest.raises(LedgerRefused, match="no account nobody"):
        ledger.totals("wallet:ada", "nobody")
