"""Exports of records made for the evals, each set of articles through the whole flow into a record of its own."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from functools import cache
from pathlib import Path
from typing import Any

from evals.quotations import lines

__all__ = ["exported", "names_given"]

EXPORT = """
import sys
from pathlib import Path
from onrecord import flow, record
from onrecord.publishing import export
record.prepare()
for step in flow.add([sys.argv[1]], jobs=2):
    pass
export(record.as_of(), Path(sys.argv[2]))
"""

_FOLDER = tempfile.TemporaryDirectory()


@cache
def exported(place: Path) -> Path:
    """Return the folder of an export of what is at `place`; made once, and removed when the program ends."""
    folder = Path(tempfile.mkdtemp(dir=_FOLDER.name))
    env = os.environ | {"DATABASE_URL": f"sqlite:///{folder}/record.sqlite3"}
    command = [sys.executable, "-c", EXPORT, str(place), str(folder / "out")]
    subprocess.run(command, env=env, check=True, capture_output=True)  # noqa: S603
    return folder / "out"


def names_given(out: Path) -> dict[str, str]:
    """Return for each article id of an export the id that its set gives it, or its file's name."""
    rows: list[dict[str, Any]] = list(lines(out / "articles.jsonl"))
    return {row["id"]: row["external_id"] or Path(row["path"]).name for row in rows}
