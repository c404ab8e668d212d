"""On a Ray cluster of two nodes, of which one is killed in the middle, the tables are those of one machine."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from tests.batch.conftest import Archive, plan_of, tables


def test_a_node_that_is_killed_changes_nothing(made: Archive, tmp_path: Path) -> None:
    """A plan over 300 articles ends with the tables of the run on this machine, byte for byte, from other bins."""
    plan = plan_of(tmp_path, str(made.files[0].parent), tmp_path / "out", engine="ray")
    quiet = {**os.environ, "RAY_USAGE_STATS_ENABLED": "0", "RAY_DEDUP_LOGS": "0", "PYTHONWARNINGS": "ignore"}
    script = Path(__file__).with_name("cluster.py")
    ran = subprocess.run(
        [sys.executable, str(script), str(plan)], capture_output=True, text=True, check=False, env=quiet
    )
    assert ran.returncode == 0, ran.stdout + ran.stderr
    assert "killed a node after" in ran.stdout
    assert "1 alive" in ran.stdout
    assert tables(tmp_path / "out") == tables(made.out)
