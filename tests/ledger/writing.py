"""Writers that make transfers between a few wallets in processes of their own, and what they note."""

from __future__ import annotations

import multiprocessing
import random
import time
from multiprocessing.process import BaseProcess
from pathlib import Path

from onrecord import ledger
from onrecord.errors import LedgerRefused, RecordError
from tests.ledger.conftest import order

WALLETS = tuple(f"wallet:{number}" for number in range(8))
FUNDS = 500


def asked_for(id: str) -> ledger.Order:
    """Return the order with this id: the same at each asking, in whatever process."""
    rng = random.Random(id)
    payer, payee = rng.sample(WALLETS, 2)
    amount, tribute = rng.randint(3, 90), rng.choice((-2, -1, 1, 2))  # so that the wallets neither dry up nor overflow
    return order(id, {payer: -amount - tribute, payee: amount, "treasury": tribute})


def fund() -> None:
    """Open the wallets, each with some Twei."""
    for wallet in WALLETS:
        ledger.open_account(wallet, "wallet")
        ledger.post(order(f"issue {wallet}", {"treasury": -FUNDS, wallet: FUNDS}))


def sums_of(made: set[str]) -> dict[str, int]:
    """Return what the funded wallets must hold once these transfers are made."""
    sums = dict.fromkeys(WALLETS, FUNDS)
    for name in made:
        for leg in asked_for(name).legs:
            if leg.account in sums:
                sums[leg.account] += leg.amount
    return sums


def write(name: str, count: int, log: Path) -> None:
    """Make `count` transfers, each asked for again while the database is away, and note what came of each."""
    from django.db import connection

    with log.open("a", buffering=1, encoding="ascii") as notes:
        for number in range(count):
            asked = asked_for(f"{name}-{number}")
            notes.write(f"asks {asked.id}\n")
            came = ""
            while not came:
                try:
                    (done,) = ledger.post(asked)
                except LedgerRefused:
                    came = "refused"
                except RecordError:
                    connection.close()
                    notes.write(f"away {asked.id}\n")
                    time.sleep(0.05)
                else:
                    came = "again" if done.again else "made"
            notes.write(f"{came} {asked.id}\n")


def started(name: str, count: int, log: Path) -> BaseProcess:
    """Return a writer at work, in a process of its own with a connection of its own."""
    writer = multiprocessing.get_context("fork").Process(target=write, args=(name, count, log))
    writer.start()
    return writer


def noted(logs: list[Path], *what: str) -> set[str]:
    """Return the ids that the writers noted so; a last line that was cut by a kill is no note."""
    lines = [line for log in logs if log.exists() for line in log.read_text().splitlines(keepends=True)]
    return {line.split()[1] for line in lines if line.split()[0] in what and line.endswith("\n")}
