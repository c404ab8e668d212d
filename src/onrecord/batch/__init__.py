"""The same stages over many machines: shards are read, bins of stories are linked, and the record loads what comes out.

The engine (Daft, on this machine or on a Ray cluster) schedules, retries and joins; it is installed with
`pip install onrecord[batch]`, so nothing here is imported before a door is opened.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Collection
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from onrecord.errors import UsageError

if TYPE_CHECKING:
    from onrecord.batch.loading import Loaded
    from onrecord.batch.plan import Plan
    from onrecord.batch.run import Outcome

__all__ = ["batch", "load", "read_plan"]


def _needed() -> None:
    # Neither engine is to tell its makers what it is used for; both ask when they are imported.
    for name in ("DAFT_ANALYTICS_ENABLED", "RAY_USAGE_STATS_ENABLED", "DAFT_PROGRESS_BAR"):
        os.environ.setdefault(name, "0")
    try:
        import daft  # noqa: F401
    except ImportError:
        raise UsageError("the engine of batches is not installed; say pip install 'onrecord[batch]'") from None


def read_plan(file: Path) -> Plan:
    """Return the plan that a TOML file holds. Raises `onrecord.errors.UsageError` in plain words when it is none."""
    _needed()
    from onrecord.batch import plan

    return plan.read_plan(file)


def batch(plan: Plan, progress: Callable[[str, int, int], None]) -> Outcome:
    """Do what a plan says, as far as it is not done; `progress` is told the stage, how many tasks are done, and of all.

    Raises `onrecord.errors.UsageError` when it cannot be done or another batch writes to the same place, and another
    `onrecord.errors.OnRecordError` when it cannot go on; what is done then stays done.
    """
    _needed()
    from onrecord.batch import run

    return run.batch(plan, progress)


def load(folder: Path, days: Collection[date | None] | None = None) -> Loaded:
    """Bring what a batch made into the record: all of it, or the articles of some days with what they rest on.

    All is brought or nothing. What is on record already stays as it is.
    """
    _needed()
    from onrecord.batch import loading

    return loading.load(folder, days)
