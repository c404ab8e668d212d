"""One archive of 300 articles and its batch on this machine, made once for all tests of a run."""

from __future__ import annotations

import itertools
import os
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import pytest

from tests.batch.house import archive, awkward, reports

if find_spec("daft") is None:  # it comes with what development needs
    collect_ignore_glob = ["test_*.py"]

SHARDS = 4
CLI = [sys.executable, "-m", "onrecord.cli"]


def plan_of(folder: Path, read: str, write: Path, **more: Any) -> Path:
    """Write a plan into `folder` and return it."""
    folder.mkdir(parents=True, exist_ok=True)
    lines = [f'read = "{read}"', f'write = "{write}"', *(f"{name} = {value!r}" for name, value in more.items())]
    file = folder / "plan.toml"
    file.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return file


def run_batch(plan: Path, **options: Any) -> subprocess.CompletedProcess[str]:
    """Run `onrecord batch` over a plan to its end."""
    return subprocess.run([*CLI, "batch", str(plan)], capture_output=True, text=True, check=False, **options)


def started_batch(plan: Path) -> subprocess.Popen[str]:
    """Begin `onrecord batch` over a plan, in a group of its own."""
    return subprocess.Popen(
        [*CLI, "batch", str(plan)], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, start_new_session=True
    )


def until(happened: Callable[[], Any], seconds: float = 120) -> Any:
    """Return what `happened` gives as soon as that is something."""
    for _ in itertools.takewhile(lambda begun: time.monotonic() - begun < seconds, itertools.repeat(time.monotonic())):
        if found := happened():
            return found
        time.sleep(0.02)
    raise AssertionError("it did not happen")


def tables(folder: Path) -> dict[str, bytes]:
    """Return every file of the tables of a batch, by its place."""
    root = folder / "tables"
    return {str(file.relative_to(root)): file.read_bytes() for file in sorted(root.rglob("*.parquet"))}


@dataclass(frozen=True)
class Archive:
    """What was read and what was made: the files, the plan, and the folder of the tables."""

    files: tuple[Path, ...]
    plan: Path
    out: Path


@pytest.fixture(scope="session")
def made(tmp_path_factory: pytest.TempPathFactory) -> Archive:
    """The archive and its batch on this machine."""
    folder = tmp_path_factory.mktemp("archive")
    files = archive(folder / "in", awkward(list(reports(297))), SHARDS)
    plan = plan_of(folder, "in", folder / "out", task_articles=60)
    os.environ.setdefault("OMP_NUM_THREADS", "1")
    ran = run_batch(plan)
    assert ran.returncode == 0, ran.stderr
    return Archive(tuple(files), plan, folder / "out")
