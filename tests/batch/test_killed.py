"""Whatever dies or is lost, the next run finishes the rest, and the tables are the same, byte for byte."""

from __future__ import annotations

import json
import os
import re
import resource
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

import onrecord.batch
from onrecord.batch.done import content_of
from tests.batch.conftest import Archive, plan_of, run_batch, started_batch, tables, until
from tests.batch.house import archive, reports

SMALL = 24
LONG_PAGE = 5


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Archive:
    """A small archive in three shards with its tables."""
    folder = tmp_path_factory.mktemp("small")
    files = archive(folder / "in", list(reports(SMALL, seed=11)), 3)
    ran = run_batch(plan_of(folder, "in", folder / "out", workers=1))
    assert ran.returncode == 0, ran.stderr
    return Archive(tuple(files), folder / "plan.toml", folder / "out")


def again(small: Archive, folder: Path) -> Path:
    """Return a plan over the same archive into a new place."""
    return plan_of(folder, str(small.files[0].parent), folder / "out", workers=1)


def read_only(plan: Path) -> dict[str, Any]:
    """Do the first stage of a plan and return what came of it."""
    words = [sys.executable, str(Path(__file__).with_name("read_only.py")), str(plan)]
    ran = subprocess.run(words, capture_output=True, text=True, check=False)
    assert ran.returncode == 0, ran.stdout + ran.stderr
    told: dict[str, Any] = json.loads(ran.stdout.strip().splitlines()[-1])
    return told


def was_read(folder: Path) -> dict[str, str]:
    """Return what each shard gave, without the instants at which its pages were collected."""
    shards = (folder / "parts" / "read").glob("shard-*")
    return {each.name: content_of(each, without="page.parquet") for each in shards}


def notes(folder: Path) -> Iterator[tuple[Path, int, int]]:
    """Yield who is over which page now: the note, the process and the page."""
    for note in (folder / "out" / "parts" / "read").glob(".*.attempts"):
        try:
            lines = note.read_text().split()
        except FileNotFoundError:
            continue
        if "begun" in lines and lines[-1].isdigit() and lines[-2] != "begun":
            process = int(lines[len(lines) - lines[::-1].index("begun")])
            yield note, process, int(lines[-1])


@contextmanager
def killing(folder: Path, chosen: Callable[[Path, int], bool], deaths: list[int]) -> Iterator[None]:
    """Kill every process that is over a page of a note that is `chosen`, and keep the page in `deaths`."""
    over = threading.Event()
    killed: set[int] = set()

    def watch() -> None:
        while not over.is_set():
            for note, process, page in notes(folder):
                if process not in killed and chosen(note, page):
                    killed.add(process)
                    deaths.append(page)
                    os.kill(process, signal.SIGKILL)
            time.sleep(0.002)

    thread = threading.Thread(target=watch)
    thread.start()
    try:
        yield
    finally:
        over.set()
        thread.join()


def test_a_page_that_kills_costs_a_fault_and_nothing_else(small: Archive, tmp_path: Path) -> None:
    """A page over which the program died twice is left out with a fault that names it; its neighbours are read."""
    rows = [json.loads(line) for line in small.files[0].read_text().splitlines()]
    rows[LONG_PAGE]["text"] = "\n\n".join(f"{n}. {rows[LONG_PAGE]['text']}" for n in range(60))
    archive(tmp_path / "in", rows, 1)
    deaths: list[int] = []
    with killing(tmp_path, lambda _, page: page == LONG_PAGE, deaths):
        told = read_only(plan_of(tmp_path, "in", tmp_path / "out", workers=1))
    assert deaths == [LONG_PAGE] * 2
    (fault,) = told["faults"]
    assert fault.endswith(f"000.jsonl:{LONG_PAGE + 1}: reading it killed the program that read it")
    assert (told["articles"], told["aside"]) == (7, [])


def test_a_shard_that_dies_three_times_is_set_aside(small: Archive, tmp_path: Path) -> None:
    """It is named, the rest is read, and the next run takes it up again."""
    deaths: list[int] = []
    doomed: list[Path] = []

    def chosen(note: Path, page: int) -> bool:
        doomed[:] = doomed or [note]
        return note == doomed[0] and page not in deaths and len(deaths) < 3

    plan = again(small, tmp_path)
    with killing(tmp_path, chosen, deaths):
        told = read_only(plan)
    assert len(set(deaths)) == 3
    (aside,) = told["aside"]
    assert "the program that read it died three times; it was set aside; the rest was read" in aside
    assert told["articles"] == SMALL * 2 // 3
    assert read_only(plan) == {"aside": [], "faults": [], "articles": SMALL}
    assert was_read(tmp_path / "out") == was_read(small.out)


def test_a_worker_that_dies_once_is_made_good(small: Archive, tmp_path: Path) -> None:
    """Of two that are at work one dies once: what both were at is done within the run, without a fault."""
    deaths: list[int] = []
    plan = plan_of(tmp_path, str(small.files[0].parent), tmp_path / "out", workers=2)
    with killing(tmp_path, lambda *_: not deaths, deaths):
        told = read_only(plan)
    assert len(deaths) == 1
    assert told == {"aside": [], "faults": [], "articles": SMALL}
    assert was_read(tmp_path / "out") == was_read(small.out)


def test_a_changed_shard_is_read_again(small: Archive, tmp_path: Path) -> None:
    """A file with other words is noticed by its digest, whatever its day says; the others stay as they are."""
    (tmp_path / "in").mkdir()
    for file in small.files:
        (tmp_path / "in" / file.name).write_bytes(file.read_bytes())
    plan = plan_of(tmp_path, "in", tmp_path / "out", workers=1)
    read_only(plan)
    before = was_read(tmp_path / "out")
    changed = tmp_path / "in" / small.files[1].name
    seen = changed.stat()
    changed.write_text(changed.read_text().replace("reporters", "bystanders"))
    os.utime(changed, ns=(seen.st_atime_ns, seen.st_mtime_ns))
    read_only(plan)
    after = was_read(tmp_path / "out")
    assert len([name for name in before if before[name] != after[name]]) == 1


def test_a_full_disk_is_one_plain_sentence(small: Archive, tmp_path: Path) -> None:
    """What a process may not write ends the run in plain words; with room again the run finishes."""
    plan = again(small, tmp_path)

    def narrow() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (8_000, 8_000))

    ran = run_batch(plan, preexec_fn=narrow)
    assert ran.returncode == 2
    assert "File too large" in ran.stderr
    assert "Traceback" not in ran.stderr
    assert not list((tmp_path / "out" / "parts" / "read").glob("shard-*"))
    assert read_only(plan)["articles"] == SMALL
    assert was_read(tmp_path / "out") == was_read(small.out)


def test_a_web_archive_that_is_none_costs_a_fault(small: Archive, tmp_path: Path) -> None:
    """A page of HTML under the name of a WARC is named and passed over, and the rest is read."""
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "crawl.warc").write_text("<!DOCTYPE html><title>404 Not Found</title><p>No such file here.")
    (tmp_path / "in" / "news.jsonl").write_bytes(small.files[0].read_bytes())
    told = read_only(plan_of(tmp_path, "in", tmp_path / "out", workers=1))
    (fault,) = told["faults"]
    assert "crawl.warc: it is named as a web archive and is none; it begins with '<!DOCTYPE html>" in fault
    assert told["articles"] == 8


@pytest.mark.parametrize("stage", ["read", "linked"])
def test_a_driver_that_is_killed_goes_on(small: Archive, tmp_path: Path, stage: str) -> None:
    """The run after a kill at any stage makes the same tables, in another zone of time too."""
    plan = again(small, tmp_path)
    running = started_batch(plan)
    parts = tmp_path / "out" / "parts"
    until(lambda: running.poll() is not None or list((parts / stage).glob("[!.]*/_done.json")))
    assert running.poll() is None
    os.killpg(running.pid, signal.SIGKILL)
    running.communicate()
    assert not (tmp_path / "out" / "batch.json").exists()
    done = {file: file.stat().st_mtime_ns for file in parts.glob("read/[!.]*/_done.json")}
    ran = run_batch(plan, env={**os.environ, "TZ": "Pacific/Kiritimati"})
    assert ran.returncode == 0, ran.stderr
    assert {file: file.stat().st_mtime_ns for file in done} == done
    assert tables(tmp_path / "out") == tables(small.out)


def test_what_is_lost_is_made_again_and_nothing_else(small: Archive, tmp_path: Path) -> None:
    """A cut output and a mark that is gone are noticed; the rerun makes these two, and the same tables."""
    plan = again(small, tmp_path)
    assert run_batch(plan).returncode == 0
    one, two, kept = sorted((tmp_path / "out" / "parts" / "read").glob("shard-*"))
    cut = one / "reading.parquet"
    cut.write_bytes(cut.read_bytes()[:-100])
    (two / "_done.json").unlink()
    story = next((tmp_path / "out" / "tables" / "stories").glob("day=*/stories.parquet"))
    story.write_bytes(story.read_bytes()[:50])
    before = {each: (each / "_done.json").stat().st_mtime_ns for each in (one, kept)}
    linked = {file: file.stat().st_mtime_ns for file in (tmp_path / "out" / "parts" / "linked").rglob("*.parquet")}
    assert run_batch(plan).returncode == 0
    after = {each: (each / "_done.json").stat().st_mtime_ns for each in (one, kept)}
    assert after[kept] == before[kept]
    assert after[one] != before[one]
    assert {file: file.stat().st_mtime_ns for file in linked} == linked
    assert tables(tmp_path / "out") == tables(small.out)


def test_no_stage_asks_a_clock() -> None:
    """Nodes may differ over the time: only who loads asks for it, and a row of Parquet that is collected as a page."""
    folder = Path(onrecord.batch.__file__).parent
    asking = [each.name for each in folder.glob("*.py") if re.search(r"\b(?:now|time|today)\(", each.read_text())]
    assert sorted(asking) == ["loading.py", "shards.py"]
