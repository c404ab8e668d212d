"""Ask PyPI for known faults of everything in the locks: `python scripts/audit.py`.

Exits with 1 when something is known to be at fault; where PyPI's advisories cannot be had, says so and exits with 0.
"""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
LOCKS = ("requirements.lock", "requirements-dev.lock")
AUDIT_SECONDS = 300


def told(lock: str, answer: Mapping[str, Any]) -> tuple[int, str]:
    """Return the exit status for pip-audit's answer about a lock, and what to say of it."""
    packages = answer["dependencies"]
    asked = [each for each in packages if "skip_reason" not in each]
    faults = [(each, fault) for each in asked for fault in each["vulns"]]
    if faults:
        lines = [
            f"  {each['name']} {each['version']}: {fault['id']}, mended in {', '.join(fault['fix_versions']) or 'none'}"
            for each, fault in faults
        ]
        return 1, "\n".join([f"{lock}: known faults", *lines])
    if not asked:
        return 0, f"NOT TESTED: {lock}: PyPI's advisories cannot be had from here"
    left = len(packages) - len(asked)
    rest = f"; NOT TESTED: {left} of which PyPI tells nothing" if left else ""
    return 0, f"{lock}: no known fault in {len(asked)} packages{rest}"


def audit(lock: str) -> tuple[int, str]:
    """Return exit status and words for one lock."""
    command = [sys.executable, "-m", "pip_audit", "--disable-pip", "--require-hashes", "--progress-spinner", "off"]
    command += ["--format", "json", "--requirement", str(ROOT / lock)]
    try:
        done = subprocess.run(command, capture_output=True, text=True, timeout=AUDIT_SECONDS)
        return told(lock, json.loads(done.stdout))
    except (subprocess.TimeoutExpired, json.JSONDecodeError):
        return 0, f"NOT TESTED: {lock}: PyPI's advisories cannot be had from here"


def main() -> int:
    """Audit each lock; return the exit status."""
    found = [audit(lock) for lock in LOCKS]
    print("\n".join(words for _, words in found))
    return max(status for status, _ in found)


if __name__ == "__main__":
    sys.exit(main())
