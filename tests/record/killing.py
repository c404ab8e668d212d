"""Kill a process that appends with SIGKILL, over and over: `python -m tests.record.killing KILLS SEED`.

A warmed parent forks a child for each attempt, so that the moment falls into the work and not into starting up.
After each kill the record must hold whole articles only. Prints what was seen as one JSON object.
"""

from __future__ import annotations

import json
import os
import random
import signal
import sys
import time

from django.db import connection

from onrecord import record
from onrecord.linking import ReuseLink
from onrecord.record import store
from tests.record.house import LEDE, REST, Report, report

LONGEST_SECONDS = 0.06
"""Longest life of a child once it is at work: time for a handful of articles."""


def make(number: int) -> Report:
    """Return the report of this number: a revision of the one before, with whose text it shares a passage."""
    made = report(f"{LEDE}\n\n{REST}\n\nUpdate {number}.", url=f"https://varnel.example/{number // 3}", keys=["a", "b"])
    if number == 0:
        return made
    before = report(
        f"{LEDE}\n\n{REST}\n\nUpdate {number - 1}.", url=f"https://varnel.example/{(number - 1) // 3}"
    ).article
    pairs = tuple((span, span, 1.0) for span in made.reading.sentences[:3])
    return made.linked(reuse=(ReuseLink(made.article.id, before.id, None, "copy", 0.9, pairs),))


def append_from(number: int, ready: int) -> None:
    """Append report after report, for as long as there is life; write to the pipe `ready` before the first."""
    assert record.as_of().moment is None
    os.write(ready, b"!")
    while True:
        make(number).append()
        number += 1


def whole() -> int:
    """Return how many articles are on record; raise when one of them is not whole."""
    tables = ("articleentry", "pageentry", "extractionentry", "readingentry", "linksentry", "storymember")
    # In one statement: a PostgreSQL server may still be committing what its killed client had asked for.
    asked = ", ".join(f"(SELECT count(*) FROM record_{table})" for table in tables)  # noqa: S608
    with store.trouble(), connection.cursor() as cursor:
        cursor.execute(f"SELECT {asked}")
        counts = cursor.fetchone()
    connection.close()
    assert len(set(counts)) == 1, counts
    return int(counts[0])


def main(kills: int, seed: int) -> None:
    """Kill and look, `kills` times; then finish the work and audit."""
    rng = random.Random(seed)  # noqa: S311 - moments of a test
    record.prepare()
    for number in range(5):  # warms what the children inherit
        make(number).append()
    held, progress = whole(), 0
    for _ in range(kills):
        hears, says = os.pipe()
        child = os.fork()
        if child == 0:
            try:
                append_from(held, says)
            finally:
                os._exit(1)
        os.read(hears, 1)
        os.close(hears)
        os.close(says)
        time.sleep(rng.random() * LONGEST_SECONDS)
        os.kill(child, signal.SIGKILL)
        _, status = os.waitpid(child, 0)
        assert os.WIFSIGNALED(status), status
        now = whole()
        assert now >= held
        progress += now > held
        held = now
    again = [make(number).append() for number in range(held + 3)]
    faults = [str(fault) for fault in record.verify()]
    seen = {
        "kills": kills,
        "kills_after_progress": progress,
        "articles": held,
        "added_again": sum(receipt.added for receipt in again[:held]),
        "completed": sum(receipt.added > 0 for receipt in again[held:]),
        "faults": faults,
    }
    print(json.dumps(seen))


if __name__ == "__main__":
    main(int(sys.argv[1]), int(sys.argv[2]))
