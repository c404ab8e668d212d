"""Writers side by side, killed, and with the database killed under them."""

from __future__ import annotations

import os
import random
import subprocess
import time
from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from pytest_django import DjangoDbBlocker

from onrecord import ledger, record
from onrecord.ledger.models import Transfer
from onrecord.ledger.rows import many
from tests.conftest import Store, led_to
from tests.ledger.writing import WALLETS, fund, noted, started, sums_of

WRITERS = 4
KILLS = int(os.environ.get("ONRECORD_TEST_KILLS", "50"))
"""Writers that are killed in one run, on each database; more by hand."""
RESTARTS = int(os.environ.get("ONRECORD_TEST_RESTARTS", "4"))
"""Times that the database is killed under its writers in one run; more by hand."""
SEED = os.environ.get("ONRECORD_TEST_SEED", "7")
"""What is asked for and when somebody is killed follow from it; the order of processes is the machine's."""


def made_since(before: set[str]) -> set[str]:
    """Return the ids of the transfers made since, once the database has ended what dead writers had asked of it."""
    until = time.monotonic() + 60
    others = "SELECT 1 FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()"
    while connection.vendor == "postgresql" and many(others) and time.monotonic() < until:
        time.sleep(0.05)
    return set(Transfer.objects.values_list("id", flat=True)) - before


def held_whole(made: set[str]) -> None:
    """Assert that the ledger is what these transfers make of it, and that all of it holds."""
    assert {name: ledger.balance(name) for name in WALLETS} == sums_of(made), f"seed {SEED}"
    assert all(ledger.balance(name) >= 0 for name in WALLETS)
    assert list(ledger.verify()) == [], f"seed {SEED}"


@pytest.mark.usefixtures("book")
def test_nothing_is_lost_or_doubled_when_writers_are_killed(tmp_path: Path) -> None:
    """Every transfer that a writer was told of is in the ledger once, none that was refused, and all of it holds."""
    fund()
    before = set(Transfer.objects.values_list("id", flat=True))
    connection.close()
    rng = random.Random(SEED)
    logs = [tmp_path / f"{number}.log" for number in range(WRITERS + KILLS)]
    writers = [(number, started(f"{SEED}-{number}", 1_000_000, logs[number])) for number in range(WRITERS)]
    try:
        for number in range(WRITERS, WRITERS + KILLS):
            at = rng.randrange(WRITERS)
            old, writer = writers[at]
            until = time.monotonic() + 60
            while len(noted([logs[old]], "made")) < 3 and time.monotonic() < until:  # so that it is killed at its work
                time.sleep(0.01)
            time.sleep(rng.random() * 0.02)
            writer.kill()
            writer.join()
            writers[at] = (number, started(f"{SEED}-{number}", 1_000_000, logs[number]))
    finally:
        for _, writer in writers:
            writer.kill()
            writer.join()
    made = made_since(before)
    assert noted(logs, "made") <= made <= noted(logs, "asks"), f"seed {SEED}"
    assert not made & noted(logs, "refused"), f"seed {SEED}"
    assert len(made) >= 3 * KILLS
    print(f"{KILLS} writers killed, {len(made)} transfers made")
    held_whole(made)


def _killed(server: Any) -> None:
    """Kill the database as a power cut would: no process of it writes another byte; then start it again."""
    program = str(server.bin_path / "pg_ctl")
    command = [program, "-w", "-D", str(server.pgdata), "-m", "immediate", "restart"]
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL, user=server.system_user)


def test_nothing_is_lost_or_doubled_when_the_database_is_killed(
    alone: Any, tmp_path: Path, django_db_blocker: DjangoDbBlocker
) -> None:
    """Writers that ask again by their own ids get every transfer made once, however often the database dies."""
    with led_to(Store(alone.get_uri(), None), django_db_blocker):
        record.prepare()
        ledger.open_account("treasury", "treasury")
        fund()
        before = set(Transfer.objects.values_list("id", flat=True))
        connection.close()
        rng = random.Random(SEED)
        logs = [tmp_path / f"{number}.log" for number in range(WRITERS)]
        writers = [started(f"{SEED}-{number}", 1_000_000, logs[number]) for number in range(WRITERS)]
        try:
            for turn in range(1, RESTARTS + 1):
                until = time.monotonic() + 120
                while len(noted(logs, "made")) < 20 * turn and time.monotonic() < until:
                    time.sleep(0.02)
                time.sleep(rng.random() * 0.2)
                _killed(alone)
            time.sleep(1)
        finally:
            for writer in writers:
                writer.kill()
                writer.join()
        made = made_since(before)
        assert noted(logs, "made", "again") <= made <= noted(logs, "asks"), f"seed {SEED}"
        assert not made & noted(logs, "refused"), f"seed {SEED}"
        assert len(noted(logs, "away")) >= RESTARTS
        doubtful = noted(logs, "again")
        print(f"{RESTARTS} deaths of the database, {len(made)} transfers made, {len(doubtful)} whose answer was lost")
        held_whole(made)
