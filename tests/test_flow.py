"""The whole way, from what lies in a folder to what stands on record."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from onrecord import flow, record
from tests.conftest import Store

EXAMPLES = Path(__file__).resolve().parents[1] / "examples"


@pytest.mark.usefixtures("store")
def test_a_second_run_adds_nothing() -> None:
    """What is on record already is passed by: no new entry, the same stories."""
    first = [step for step in flow.add([str(EXAMPLES)]) if step.receipt]
    stories = list(record.as_of().stories())
    second = [step for step in flow.add([str(EXAMPLES)]) if step.receipt]
    assert sum(step.receipt.added for step in first if step.receipt) > 0
    assert sum(step.receipt.added for step in second if step.receipt) == 0
    assert list(record.as_of().stories()) == stories
    assert not list(record.verify())


@pytest.mark.usefixtures("store")
def test_two_processes_read_the_same_as_one() -> None:
    """Spreading the reading over processes changes nothing of what is put on record."""
    apart = [step.receipt.article for step in flow.add([str(EXAMPLES)], jobs=2) if step.receipt]
    again = [step.receipt for step in flow.add([str(EXAMPLES)]) if step.receipt]
    assert apart == [receipt.article for receipt in again]
    assert sum(receipt.added for receipt in again) == 0


@pytest.mark.usefixtures("store")
def test_a_fault_costs_its_own_line_and_nothing_else(tmp_path: Path) -> None:
    """A broken line among good ones becomes a fault with its place, on record; the good ones are read."""
    good = json.dumps({"title": "Rain", "text": "It rained in Varnel on Tuesday, the weather office said."})
    (tmp_path / "news.jsonl").write_text(good + "\n{broken\n" + good.replace("Varnel", "Tarn") + "\n")
    steps = list(flow.add([str(tmp_path)]))
    assert sum(step.receipt is not None for step in steps) == 2
    (fault,) = [fault for step in steps for fault in step.faults]
    assert fault.where.endswith("news.jsonl:2")
    assert fault in list(record.as_of().faults())


@pytest.mark.usefixtures("store")
def test_a_language_that_the_reader_does_not_know_is_a_fault(tmp_path: Path) -> None:
    """An article in German is put on record with its text, and a fault says that nobody's speech was read in it."""
    text = "„Wir fahren morgen früh“, sagte Mira Brandt am Dienstag. Die Fähre fährt wieder, der Hafen bleibt offen."
    (tmp_path / "news.jsonl").write_text(json.dumps({"title": "Fähre", "language": "de", "text": text}))
    (step,) = flow.add([str(tmp_path)])
    assert step.receipt is not None
    (fault,) = step.faults
    assert fault.where.endswith("news.jsonl:1")
    assert "does not know (de)" in fault.what
    assert fault in list(record.as_of().faults())


@pytest.mark.usefixtures("store")
def test_looking_reads_the_same_and_puts_nothing_on_record(tmp_path: Path) -> None:
    """What is only looked at is extracted and read as `add` does it, faults included, and the record stays empty."""
    good = json.dumps({"title": "Rain", "text": "It rained in Varnel on Tuesday, the weather office said."})
    (tmp_path / "news.jsonl").write_text(good + "\n{broken\n")
    seen = list(flow.look([str(tmp_path)]))
    assert [fault.where.rsplit("/", 1)[1] for each in seen for fault in each.faults] == ["news.jsonl:2"]
    assert list(record.as_of().articles()) == []
    assert list(record.as_of().faults()) == []
    list(flow.add([str(tmp_path)]))
    (article,) = record.as_of().articles()
    assert [(each.article, each.reading) for each in seen if each.article] == [
        (article, record.as_of().reading(article.id))
    ]


def test_killing_add_at_random_moments_loses_nothing(store: Store) -> None:
    """After a hundred kills the record verifies, and each rerun completed what the killed run began."""
    done = subprocess.run(
        [sys.executable, "-m", "tests.kill_add", "100", "7"],
        env=os.environ | {"DATABASE_URL": store.url},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    found = json.loads(done.stdout)
    assert found["killed"] >= 100
    assert found["faults"] == []
    assert found["articles"] == found["expected"]
