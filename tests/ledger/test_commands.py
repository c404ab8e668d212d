"""The ledger in the terminal."""

from __future__ import annotations

import csv
import io
import os
import subprocess
import sys
from datetime import UTC, datetime

from django.db import connection

from onrecord import ledger
from tests.conftest import Store
from tests.ledger.conftest import order


def run(store: Store, *words: str) -> subprocess.CompletedProcess[str]:
    """Run `onrecord ledger` as people do."""
    env = os.environ | {"DATABASE_URL": store.url}
    command = [sys.executable, "-m", "onrecord.cli", "ledger", *words]
    return subprocess.run(command, env=env, capture_output=True, text=True, check=False)


def test_a_statement_is_printed_and_verified(book: Store) -> None:
    """The statement opens, lists each entry with its cause, and closes; the ledger is verified; unknown is plain."""
    from onrecord.community.models import Act

    for number in (1, 2):  # what happened; the commands compare it with what moved
        Act.objects.create(pk=number, key=str(number), kind="gift", at=datetime.now(UTC))
    ledger.post(order("t1", {"wallet:ada": -30, "wallet:bo": 30}, "plus", "act:2"))
    connection.close()
    told = run(book, "statement", "wallet:ada", "--csv")
    rows = list(csv.DictReader(io.StringIO(told.stdout)))
    assert [row["reason"] for row in rows] == ["opening balance", "gift", "plus", "closing balance"]
    assert [row["balance"] for row in rows] == ["0", "100", "70", "70"]
    assert rows[2]["cause"] == "act:2"
    verified = run(book, "verify")
    assert verified.returncode == 0
    assert "The ledger holds" in verified.stderr + verified.stdout
    lost = run(book, "statement", "wallet:eve")
    assert lost.returncode == 2
    assert "there is no account wallet:eve" in lost.stderr
