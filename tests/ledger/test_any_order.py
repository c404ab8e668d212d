"""What must hold in any order of orders, repetitions, reversals and refusals."""

from __future__ import annotations

import hypothesis.strategies as st
from hypothesis import HealthCheck, settings
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test

from onrecord import ledger
from onrecord.errors import LedgerRefused
from tests.conftest import Store, Templates, point_django_at
from tests.ledger.conftest import order

WALLETS = ("wallet:a", "wallet:b", "wallet:c")
ACCOUNTS = (*WALLETS, "treasury", "profit:1", "loss:1")


class Book(RuleBasedStateMachine):
    """A ledger beside a model of it that is a dict of sums."""

    make: Templates

    @initialize()
    def open(self) -> None:
        """Begin with an empty ledger of its own."""
        self.store: Store = type(self).make()
        point_django_at(self.store.url)
        kinds = {"wallet": "wallet", "treasury": "treasury", "profit": "profit", "loss": "loss"}
        for name in (*ACCOUNTS, "held"):
            ledger.open_account(name, kinds.get(name.split(":")[0], "held"))  # type: ignore[arg-type]
        self.sums = dict.fromkeys((*ACCOUNTS, "held"), 0)
        self.made: dict[str, ledger.Order] = {}
        self.resolved: set[str] = set()
        self.pending: dict[str, int] = {}

    def _carried(self, asked: ledger.Order) -> bool:
        """Return whether the model can carry the order out, and do so."""
        after = {leg.account: self.sums[leg.account] + leg.amount for leg in asked.legs}
        if any(standing < 0 for name, standing in after.items() if name in WALLETS or name == "held"):
            return False
        self.sums.update(after)
        return True

    @rule(
        payer=st.sampled_from(ACCOUNTS),
        payee=st.sampled_from(ACCOUNTS),
        third=st.sampled_from(ACCOUNTS),
        amount=st.integers(1, 60),
        share=st.integers(0, 60),
        number=st.integers(0, 30),
    )
    def pay(self, payer: str, payee: str, third: str, amount: int, share: int, number: int) -> None:
        """Ask for a transfer, perhaps under an id that was used before."""
        legs = {payee: amount}
        if share and third not in (payer, payee):
            legs[third] = share
        if payer in legs:
            return
        asked = order(f"t{number}", {payer: -sum(legs.values()), **legs}, cause=f"act:{number}")
        known = self.made.get(asked.id)
        try:
            (done,) = ledger.post(asked)
        except LedgerRefused as refused:
            assert refused.code == ("other body" if known else "funds")
            assert known is None or sorted(known.legs, key=repr) != sorted(asked.legs, key=repr)
            assert known is not None or not self._carried(asked)
            return
        assert done.again == (known is not None)
        if known is None:
            assert self._carried(asked)
            self.made[asked.id] = asked

    @rule(number=st.integers(0, 30))
    def undo(self, number: int) -> None:
        """Reverse a transfer, perhaps again, perhaps one whose coins are spent."""
        name = f"t{number}"
        if name not in self.made:
            return
        turned = {leg.account: -leg.amount for leg in self.made[name].legs}
        try:
            done = ledger.reverse(name, f"r{number}", "undo", "act:undo")
        except LedgerRefused as refused:
            assert refused.code == "funds"
            assert not self._carried(order("x", turned))
            return
        assert done.again == (name in self.resolved)
        if not done.again:
            assert self._carried(order("x", turned))
            self.resolved.add(name)

    @rule(wallet=st.sampled_from(WALLETS), amount=st.integers(1, 40), number=st.integers(0, 5))
    def keep(self, wallet: str, amount: int, number: int) -> None:
        """Hold coins of a wallet for the treasury."""
        name = f"h{number}"
        if name in self.pending or name in self.resolved:
            return
        try:
            ledger.hold(order(name, {wallet: -amount, "treasury": amount}))
        except LedgerRefused as refused:
            assert refused.code == "funds"
            assert self.sums[wallet] < amount
            return
        self.sums[wallet] -= amount
        self.sums["held"] += amount
        self.pending[name] = amount

    @rule(number=st.integers(0, 5))
    def settle(self, number: int) -> None:
        """Give what is held to the treasury."""
        name = f"h{number}"
        if name in self.pending:
            amount = self.pending.pop(name)
            ledger.settle(name, order(f"s{number}", {"held": -amount, "treasury": amount}))
            self.sums["held"] -= amount
            self.sums["treasury"] += amount
            self.resolved.add(name)

    @invariant()
    def every_balance_is_the_sum_of_what_was_done(self) -> None:
        """Balances are those of the model, sum to zero, and no wallet is below zero."""
        if not hasattr(self, "sums"):
            return
        held = {name: ledger.balance(name) for name in self.sums}
        assert held == self.sums
        assert sum(held.values()) == 0
        assert all(held[name] >= 0 for name in WALLETS)

    def teardown(self) -> None:
        """At the end everything is made again from the postings."""
        if hasattr(self, "sums"):
            assert list(ledger.verify()) == []
            for name in WALLETS:
                told = ledger.statement(name)
                assert told.closing == self.sums[name] == sum(line.amount for line in told.lines)
        from django.db import connection

        connection.close()


def test_the_ledger_agrees_with_a_dict_of_sums_in_any_order(template: Templates, store: Store) -> None:
    """Payments, repetitions, reversals, holds and refusals in any order leave what the model says."""
    machine = type("OneBook", (Book,), {"make": staticmethod(template)})
    steps = settings(max_examples=15, stateful_step_count=40, deadline=None, suppress_health_check=list(HealthCheck))
    try:
        run_state_machine_as_test(machine, settings=steps)
    finally:
        point_django_at(store.url)
