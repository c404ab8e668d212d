"""`onrecord` for an hour that is played in minutes: `python -m benchmarks.live_program SPEED COMMAND...`.

What it waits for by the clock, leases and pauses, is divided by SPEED as the hour is; nothing else differs.
"""

from __future__ import annotations

import sys

from onrecord.limits import outlets, web

__all__ = ["LEASE_LEAST", "quicken"]

LEASE_LEAST = 4
"""Seconds of the shortest lease: below it, a worker on a crowded machine would lose what it is at."""


def quicken(speed: float) -> None:
    """Divide the waits by `speed`; called before anything else of the program is imported."""
    web.LEASE_SECONDS = max(LEASE_LEAST, round(web.LEASE_SECONDS / speed))
    web.PLAN_SECONDS /= speed
    outlets.PACE_SECONDS /= speed


if __name__ == "__main__":
    quicken(float(sys.argv.pop(1)))
    from onrecord.cli import main

    main()
