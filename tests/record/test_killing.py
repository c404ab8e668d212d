"""Processes that die, and processes that come at once."""

from __future__ import annotations

import json
import os
import subprocess
import sys

from django.db import connection

from onrecord import record
from tests.conftest import Store

TOGETHER = """
import sys
from onrecord import record
from tests.record.killing import make
record.prepare()
print(sum(make(number).append().added for number in range(int(sys.argv[1]))))
"""


def test_a_kill_at_any_moment_leaves_whole_articles(store: Store) -> None:
    """After 200 kills at random moments every article on record is whole, none is lost, and a rerun completes."""
    connection.close()
    done = subprocess.run(
        [sys.executable, "-m", "tests.record.killing", "200", "11"],
        env=os.environ | {"DATABASE_URL": store.url},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    seen = json.loads(done.stdout)
    assert seen["faults"] == []
    assert (seen["added_again"], seen["completed"]) == (0, 3)
    assert seen["kills_after_progress"] > 10


def test_two_processes_append_each_article_once(store: Store) -> None:
    """Two processes that append the same articles at once add together what one would have added."""
    connection.close()
    started = [
        subprocess.Popen(
            [sys.executable, "-c", TOGETHER, "40"],
            env=os.environ | {"DATABASE_URL": store.url},
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        for _ in range(2)
    ]
    ended = [each.communicate() for each in started]
    assert [errors for _, errors in ended] == ["", ""]
    assert len(list(record.as_of().articles())) == 40
    assert list(record.verify()) == []
    assert sum(int(added) for added, _ in ended) == entries()


def entries() -> int:
    """Return how many rows are on record, look-up keys aside."""
    from onrecord.record import models

    tables = [getattr(models, name) for name in models.__all__ if name != "LookUpKey"]
    return sum(table.objects.count() for table in tables)
