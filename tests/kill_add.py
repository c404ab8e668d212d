"""Kill `add` with SIGKILL at random moments, over and over: `python -m tests.kill_add KILLS SEED`.

A warmed parent forks a child for each attempt, so that the moments fall into the work and not into starting up.
The child adds the same reports to the record of DATABASE_URL; when it finishes, the next round begins on
another set of reports. Prints one JSON object: kills, finished rounds, faults that `verify` found.
"""

from __future__ import annotations

import json
import os
import random
import signal
import sys
import tempfile
import time
from pathlib import Path

from benchmarks.corpus import write
from onrecord import flow, record

REPORTS = 12
EXAMPLES = Path(__file__).resolve().parents[1] / "examples"


def _child(corpus: str) -> None:
    """Add a corpus and leave without the interpreter's clean-up."""
    record.prepare()
    for step in flow.add([corpus]):
        assert not step.faults
    os._exit(0)


def _attempt(corpus: str, seconds: float | None) -> bool:
    """Run one attempt, killed after `seconds` if it still runs; return whether it finished."""
    child = os.fork()
    if child == 0:
        try:
            _child(corpus)
        finally:
            os._exit(1)
    if seconds is not None:
        time.sleep(seconds)
        os.kill(child, signal.SIGKILL)
    _, status = os.waitpid(child, 0)
    if os.WIFEXITED(status):
        assert os.WEXITSTATUS(status) == 0
        return True
    return False


def main(kills: int, seed: int) -> None:
    """Kill until enough have died, finish every round, then verify."""
    rng = random.Random(seed)  # noqa: S311 - moments of a test
    killed = rounds = 0
    with tempfile.TemporaryDirectory() as folder:
        while killed < kills:
            corpus = Path(folder) / f"{rounds}.jsonl"
            write(REPORTS * (rounds + 1), corpus, EXAMPLES)
            lines = corpus.read_text(encoding="utf-8").splitlines()[REPORTS * rounds :]
            corpus.write_text("\n".join(lines) + "\n", encoding="utf-8")
            began, finished = time.perf_counter(), False
            whole = 0.4
            for _ in range(12):
                finished = _attempt(str(corpus), rng.uniform(0.0, whole))
                if finished:
                    break
                killed += 1
            if not finished:
                assert _attempt(str(corpus), None)
            rounds += 1
            print(f"round {rounds}: {killed} killed, {time.perf_counter() - began:.1f} s", file=sys.stderr)
    record.prepare()
    faults = [str(fault) for fault in record.verify()]
    held = sum(1 for _ in record.as_of().articles())
    print(
        json.dumps(
            {"killed": killed, "rounds": rounds, "articles": held, "expected": rounds * REPORTS, "faults": faults}
        )
    )


if __name__ == "__main__":
    main(int(sys.argv[1]), int(sys.argv[2]))
