"""Callers that crash between any two statements and ask again, one after the other and the same again from a seed."""

from __future__ import annotations

import os
import random
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from django.db import connection

from onrecord import ledger
from onrecord.errors import LedgerRefused, RecordError
from onrecord.ledger.models import Transfer
from tests.conftest import Store, Templates, point_django_at
from tests.ledger.conftest import order
from tests.ledger.writing import FUNDS, WALLETS, fund

STEPS = 60
SEEDS = [int(part) for part in os.environ.get("ONRECORD_TEST_SEEDS", "0 1 2 3 4 5 6 7").split()]
"""Others by hand: `ONRECORD_TEST_SEEDS="812" pytest tests/ledger/test_crashes.py` is run 812 again, step by step."""
STATEMENTS = 9
"""A caller crashes before or after one of its first statements, whichever of them it comes to."""


class Crash(BaseException):
    """The caller is gone: nothing of it runs on, and its connection is cut."""


@contextmanager
def crashing(at: int, *, after: bool) -> Iterator[None]:
    """Cut the connection before or after the statement with this number, as the death of a process does."""
    count = 0

    def cut() -> None:
        connection.connection.rollback()  # SQLite's file would stay locked while a cursor of this process is alive
        connection.connection.close()
        raise Crash

    def watch(execute: Callable[..., Any], sql: str, params: Any, many: bool, context: Any) -> Any:  # noqa: FBT001
        nonlocal count
        count += 1
        if count - 1 == at and not after:
            cut()
        done = execute(sql, params, many, context)
        if count - 1 == at:
            cut()
        return done

    with connection.execute_wrapper(watch):
        yield


class Simulation:
    """A few callers over one ledger, whose every step follows from the seed."""

    def __init__(self, seed: int) -> None:
        self.rng = random.Random(seed)
        self.sums = dict.fromkeys((*WALLETS, "treasury", "held"), 0) | dict.fromkeys(WALLETS, FUNDS)
        self.sums["treasury"] = -FUNDS * len(WALLETS)
        self.steps: dict[str, ledger.Step] = {}
        self.moves: dict[str, dict[str, int]] = {}
        self.made: list[str] = []
        self.unanswered: list[tuple[str, ...]] = []
        self.trace: list[str] = []

    def _drawn(self, name: str) -> None:
        """Draw something to ask for: a payment, a hold, or what settles or undoes a transfer that was made."""
        rng, old = self.rng, self.rng.choice(self.made) if self.made else ""
        kind = rng.choice(("pay", "pay", "hold", "resolve")) if old else "pay"
        payer, payee = rng.sample(WALLETS, 2)
        amount = rng.randint(1, 200)
        if kind == "pay":
            legs = {payer: -amount - 1, payee: amount, "treasury": 1}
            self.steps[name], self.moves[name] = order(name, legs), legs
        elif kind == "hold":
            self.steps[name] = ledger.Hold(order(name, {payer: -amount, payee: amount}))
            self.moves[name] = {payer: -amount, "held": amount}
        elif isinstance(self.steps[old], ledger.Hold) and rng.random() < 0.7:
            legs = {"held": -self.moves[old]["held"], payee: self.moves[old]["held"]}
            self.steps[name], self.moves[name] = ledger.Settle(old, order(name, legs)), legs
        else:
            self.steps[name] = ledger.Reverse(old, name, "undo", "act:undo")
            self.moves[name] = {account: -amount for account, amount in self.moves[old].items()}

    def step(self, number: int) -> None:
        """Let one caller ask, or ask again, perhaps to crash at it; then compare the ledger with the model."""
        if self.unanswered and self.rng.random() < 0.5:
            names = self.unanswered.pop(self.rng.randrange(len(self.unanswered)))
        else:
            names = tuple(f"{number}.{part}" for part in range(self.rng.choice((1, 1, 3))))
            for name in names:
                self._drawn(name)
        crash = self.rng.random() < 0.6
        at, after = self.rng.randrange(STATEMENTS), self.rng.random() < 0.5
        came = self._asked(names, at if crash else -1, after=after)
        there = [name for name in names if Transfer.objects.filter(pk=name).exists()]
        assert there in ([], list(names)), "a part was made"
        for name in there:
            if name not in self.made:
                self.made.append(name)
                for account, amount in self.moves[name].items():
                    self.sums[account] += amount
        assert not (came.startswith("made") and not there), "what was told of is not there"
        assert not (came.startswith("refused") and there), "what was refused is there"
        self.trace.append(f"{names} {came} {bool(there)}")
        held = {name: ledger.balance(name) for name in self.sums}
        assert held == self.sums
        assert sum(held.values()) == 0
        assert all(amount >= 0 for name, amount in held.items() if name != "treasury")

    def _asked(self, names: tuple[str, ...], at: int, *, after: bool) -> str:
        try:
            with crashing(at, after=after):
                done = ledger.carry_out(*(self.steps[name] for name in names))
        except LedgerRefused as refused:
            return f"refused: {refused.code}"
        except (Crash, RecordError):
            connection.close()
            self.unanswered.append(names)
            return f"crashed at statement {at}{' after it' if after else ''}"
        return f"made {[one.again for one in done]}"


def simulated(seed: int) -> Simulation:
    """Return a simulation that went all its steps over an empty ledger."""
    ledger.open_account("treasury", "treasury")
    ledger.open_account("held", "held")
    fund()
    run = Simulation(seed)
    for number in range(STEPS):
        try:
            run.step(number)
        except AssertionError as error:
            raise AssertionError(f"seed {seed}, step {number}: {error}; before it:\n" + "\n".join(run.trace)) from error
    assert list(ledger.verify()) == [], f"seed {seed}"
    return run


@pytest.mark.parametrize("seed", SEEDS)
@pytest.mark.usefixtures("store")
def test_a_caller_that_crashes_and_asks_again_is_answered_once(seed: int) -> None:
    """After each step the ledger is the model, nothing is half made, and what was told of is there."""
    run = simulated(seed)
    assert any("crashed" in line for line in run.trace)
    assert any("made" in line for line in run.trace)


def test_a_seed_goes_the_same_way_again(template: Templates, store: Store) -> None:
    """Two runs from one seed take the same steps with the same outcomes, so a failure is met again."""
    first = simulated(SEEDS[0])
    connection.close()
    point_django_at(template().url)
    assert simulated(SEEDS[0]).trace == first.trace
    connection.close()
    point_django_at(store.url)
