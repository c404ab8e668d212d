"""Writers side by side, some of them killed."""

from __future__ import annotations

import multiprocessing
import os
import random
import time
from multiprocessing.process import BaseProcess
from pathlib import Path

import pytest
from django.db import connection

from onrecord import ledger
from onrecord.errors import LedgerRefused
from onrecord.ledger.models import Transfer
from tests.ledger.conftest import order

WALLETS = tuple(f"wallet:{number}" for number in range(8))
WRITERS = 4
KILLS = int(os.environ.get("ONRECORD_TEST_KILLS", "30"))
"""Writers that are killed in one run of this test; more by hand."""


def pay_at_random(seed: int, log: Path) -> None:
    """Make transfers between wallets until killed, and note in `log` what is asked for and what came of it."""
    rng = random.Random(seed)
    with log.open("a", buffering=1, encoding="ascii") as notes:
        for number in range(1_000_000):
            payer, payee = rng.sample(WALLETS, 2)
            amount, tribute = rng.randint(2, 90), rng.randint(1, 3)
            asked = order(f"{seed}-{number}", {payer: -amount - tribute, payee: amount, "treasury": tribute})
            notes.write(f"asks {asked.id}\n")
            try:
                ledger.post(asked)
            except LedgerRefused:
                notes.write(f"refused {asked.id}\n")
            else:
                notes.write(f"made {asked.id}\n")


def started(seed: int, log: Path) -> BaseProcess:
    """Return a writer at work, in a process of its own with a connection of its own."""
    writer = multiprocessing.get_context("fork").Process(target=pay_at_random, args=(seed, log))
    writer.start()
    return writer


def noted(logs: list[Path], what: str) -> set[str]:
    """Return the ids that the writers noted; a last line that was cut by the kill is no note."""
    lines = [line for log in logs if log.exists() for line in log.read_text().splitlines(keepends=True)]
    return {line.split()[1] for line in lines if line.startswith(f"{what} ") and line.endswith("\n")}


@pytest.mark.usefixtures("book")
def test_nothing_is_lost_or_doubled_when_writers_are_killed(tmp_path: Path) -> None:
    """Every transfer that a writer was told of is in the ledger once, none that was refused, and all of it holds."""
    for wallet in WALLETS:
        ledger.open_account(wallet, "wallet")
        ledger.post(order(f"issue {wallet}", {"treasury": -500, wallet: 500}))
    before = set(Transfer.objects.values_list("id", flat=True))
    connection.close()
    rng = random.Random(7)
    logs = [tmp_path / f"{seed}.log" for seed in range(WRITERS + KILLS)]
    writers = [(seed, started(seed, logs[seed])) for seed in range(WRITERS)]
    try:
        for seed in range(WRITERS, WRITERS + KILLS):
            at = rng.randrange(WRITERS)
            old, writer = writers[at]
            until = time.monotonic() + 60
            while len(noted([logs[old]], "made")) < 3 and time.monotonic() < until:  # so that it is killed at its work
                time.sleep(0.01)
            time.sleep(rng.random() * 0.02)
            writer.kill()
            writer.join()
            writers[at] = (seed, started(seed, logs[seed]))
    finally:
        for _, writer in writers:
            writer.kill()
            writer.join()
    made = set(Transfer.objects.values_list("id", flat=True)) - before
    assert noted(logs, "made") <= made <= noted(logs, "asks")
    assert not made & noted(logs, "refused")
    assert len(made) >= 3 * KILLS
    held = {name: ledger.balance(name) for name in (*WALLETS, "wallet:ada", "wallet:bo", "treasury")}
    assert sum(held.values()) == 0
    assert all(amount >= 0 for name, amount in held.items() if name != "treasury")
    assert list(ledger.verify()) == []
