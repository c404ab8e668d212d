"""Run the evals and hold their floors: `python -m evals [--data DIR] [--raise] [NAME ...]`.

A floor only rises: `--raise` lifts floors to what was just measured and never lowers one. Without the data
the evals say so and are skipped, since users need not have it.
"""

from __future__ import annotations

import argparse
import hashlib
import importlib
import json
import math
import subprocess
import sys
import time
from pathlib import Path

READING = (
    "pages",
    "quotations",
    "attributions",
    "speakers",
    "times",
    "commitments",
    "acts",
    "stances",
    "wordings",
)
LINKING = ("stories", "entities", "provenance")
"""Those that put whole collections on record, some of them the same one, which is then read once."""
EVALS = (*READING, *LINKING)
FLOORS = Path(__file__).with_name("floors.json")
DATA = Path(__file__).resolve().parents[2] / "shared" / "data"


def digest_of(data: Path, names: tuple[str, ...]) -> str:
    """Return the SHA-256 over the names and bytes of the files at or below `names`."""
    state = hashlib.sha256()
    for name in names:
        top = data / name
        for path in sorted(top.rglob("*")) if top.is_dir() else [top]:
            if path.is_file():
                state.update(path.relative_to(data).as_posix().encode() + b"\0" + path.read_bytes())
    return state.hexdigest()


def run(data: Path, names: list[str], *, lift: bool) -> int:
    """Measure the named evals, print each score beside its floor, and return the exit status."""
    floors = json.loads(FLOORS.read_text(encoding="utf-8"))
    status = 0
    for name in names:
        module = importlib.import_module(f"evals.{name}")
        if missing := [part for part in module.DATA if not (data / part).exists()]:
            print(f"{name}: skipped, {data / missing[0]} is not here")
            continue
        held = floors.setdefault(name, {"digest": "", "floors": {}})
        digest = digest_of(data, module.DATA)
        if held["digest"] not in ("", digest):
            print(f"{name}: the data differ from those that set the floors ({digest[:12]}, not {held['digest'][:12]})")
            status = 1
            continue
        began = time.perf_counter()
        scores = module.measure(data)
        print(f"{name} ({time.perf_counter() - began:.1f} s)", flush=True)
        for score, value in scores.items():
            floor = held["floors"].get(score)
            below = floor is not None and value < floor
            status |= below
            print(
                f"  {score:<36}{value:8.4f}   floor {floor if floor is not None else '-'}{'   BELOW' if below else ''}"
            )
            if lift:
                reached = math.floor((value - getattr(module, "SLACK", 0.0)) * 10_000) / 10_000
                held["floors"][score] = max(reached, floor or 0.0)
        held["digest"] = digest
    if lift:
        FLOORS.write_text(json.dumps(floors, indent=2, sort_keys=True) + "\n", encoding="utf-8")
    return int(status)


def run_all(data: Path) -> int:
    """Measure all evals, those of `LINKING` beside the others, and return the exit status."""
    command = [sys.executable, "-m", "evals", "--data", str(data)]
    with subprocess.Popen([*command, *LINKING], stdout=subprocess.PIPE, text=True) as beside:  # noqa: S603 - ourselves
        status = run(data, list(READING), lift=False)
        told, _ = beside.communicate()
    print(told, end="")
    return status | beside.returncode


def main(arguments: list[str] | None = None) -> int:
    """Read the command line and run."""
    parser = argparse.ArgumentParser(prog="python -m evals", description=__doc__)
    parser.add_argument("names", nargs="*", metavar="NAME", help=f"which of: {', '.join(EVALS)} (default: all)")
    parser.add_argument("--data", type=Path, default=DATA, help="the folder with the public data")
    parser.add_argument("--raise", dest="lift", action="store_true", help="lift the floors to what is measured")
    options = parser.parse_args(arguments)
    if unknown := sorted(set(options.names) - set(EVALS)):
        parser.error(f"no eval named {', '.join(unknown)}; there are {', '.join(EVALS)}")
    if not options.names and not options.lift:
        return run_all(options.data)
    return run(options.data, options.names or list(EVALS), lift=options.lift)


if __name__ == "__main__":
    sys.exit(main())
