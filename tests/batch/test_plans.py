"""A plan is read whole or refused in plain words, and what it names is there."""

from __future__ import annotations

import http.server
import json
import os
import threading
from collections.abc import Iterator
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from onrecord.batch import read_plan
from onrecord.batch.done import is_done, locked, put
from onrecord.batch.shards import pages_of, shards_of
from onrecord.errors import Fault, UsageError
from onrecord.outlets import Page
from tests.batch.conftest import plan_of, run_batch


def refusal(tmp_path: Path, text: str) -> str:
    """Return why a plan with this text is refused."""
    (tmp_path / "plan.toml").write_text(text, encoding="utf-8")
    with pytest.raises(UsageError) as refused:
        read_plan(tmp_path / "plan.toml")
    return str(refused.value)


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ('reed = "in"\nwrite = "out"', 'there is no key "reed"; did you mean "read"?'),
        ('read = "in"\nwrite = "out"\nzzz = 1', 'there is no key "zzz"; a plan has read, write'),
        ('read = "in"', 'the key "write" is missing'),
        ('write = "out"', 'the key "read" is missing'),
        ('read = []\nwrite = "out"', '"read" must name what is read'),
        ('read = "in"\nwrite = 3', '"write" must be a folder'),
        ('read = "in"\nwrite = "s3://bucket/out"', '"write" must be a folder that all machines see'),
        ('read = "in"\nwrite = "out"\nengine = "spark"', '"engine" is "native" or "ray"'),
        ('read = "in"\nwrite = "out"\nworkers = 0', '"workers" must be a number from 1 on'),
        ('read = "in"\nwrite = "out"\nworkers = true', '"workers" must be a number from 1 on'),
        ('read = "in"\nwrite = "out"\nagainst = "gone"', "there is no folder"),
        ("read = ", "cannot be read as TOML"),
    ],
)
def test_a_plan_that_cannot_be_done_says_why(tmp_path: Path, text: str, says: str) -> None:
    """Each mistake has its sentence, with the key that was meant when one is near."""
    assert says in refusal(tmp_path, text)


def test_a_folder_is_no_plan(tmp_path: Path) -> None:
    """A folder in place of the file is told as one."""
    with pytest.raises(UsageError, match="cannot be read: Is a directory"):
        read_plan(tmp_path)


def test_a_plan_that_is_not_there_says_so(tmp_path: Path) -> None:
    """A missing plan is one sentence and exit status 2."""
    ran = run_batch(tmp_path / "none.toml")
    assert ran.returncode == 2
    assert "there is no plan" in ran.stderr
    assert "Traceback" not in ran.stderr


def test_places_are_taken_from_the_folder_of_the_plan(tmp_path: Path) -> None:
    """A plan can be run from anywhere; addresses stay as they are."""
    plan = read_plan(plan_of(tmp_path / "plans", "in/*.jsonl", Path("out")))
    assert plan.read == (str((tmp_path / "plans" / "in/*.jsonl").resolve()),)
    assert plan.write == (tmp_path / "plans" / "out").resolve()


def test_a_path_that_leads_nowhere_is_refused(tmp_path: Path) -> None:
    """Nothing is begun when there is nothing to read."""
    ran = run_batch(plan_of(tmp_path, "in/*.warc.gz", Path("out")))
    assert ran.returncode == 2
    assert "there is nothing to read at" in ran.stderr
    assert not (tmp_path / "out").exists()


@pytest.fixture
def object_store() -> Iterator[str]:
    """The address of an object store on loopback that has no bucket."""

    class NoBucket(http.server.BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            body = b"<?xml version='1.0'?><Error><Code>NoSuchBucket</Code><Message>It does not exist</Message></Error>"
            self.send_response(404)
            self.send_header("Content-Type", "application/xml")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body if self.command == "GET" else b"")

        do_HEAD = do_GET  # noqa: N815 - the name that the standard library calls

        def log_message(self, *_: object) -> None:
            """Say nothing."""

    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), NoBucket) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"127.0.0.1%3A{server.server_port}&scheme=http&region=none"
        server.shutdown()


def test_a_missing_bucket_is_named(tmp_path: Path, object_store: str) -> None:
    """An object store without the bucket is one plain sentence, and nothing is written."""
    address = f"s3://no-such-bucket/crawl/*.warc.gz?endpoint_override={object_store}"
    keys = {"AWS_ACCESS_KEY_ID": "none", "AWS_SECRET_ACCESS_KEY": "none", "AWS_EC2_METADATA_DISABLED": "true"}
    ran = run_batch(plan_of(tmp_path, address, Path("out")), env={**os.environ, **keys})
    assert ran.returncode == 2
    assert "the bucket no-such-bucket of s3://no-such-bucket/" in ran.stderr
    assert "Traceback" not in ran.stderr
    assert not (tmp_path / "out").exists()


def test_of_two_batches_into_one_place_the_second_is_refused(tmp_path: Path) -> None:
    """Who comes second is told who writes there; when the first is gone the place is free."""
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "news.jsonl").write_text(json.dumps({"title": "Rain", "text": "It rained in Tarn."}) + "\n")
    plan = plan_of(tmp_path, "in", Path("out"))
    with locked(tmp_path / "out"):
        ran = run_batch(plan)
        assert ran.returncode == 2
        assert f"another batch writes to {tmp_path / 'out'} (process {os.getpid()} on" in ran.stderr
        assert sorted(each.name for each in (tmp_path / "out").iterdir()) == ["batch.lock"]
    with locked(tmp_path / "out"):
        pass


def test_the_lock_of_a_batch_that_was_killed_is_taken_over(tmp_path: Path) -> None:
    """A lock whose process is no more on this machine holds nobody up; one of another machine does."""
    (tmp_path / "batch.lock").write_text(f"{os.uname().nodename} 4194304")
    with locked(tmp_path):
        assert (tmp_path / "batch.lock").read_text().endswith(f" {os.getpid()}")
    (tmp_path / "batch.lock").write_text("elsewhere 1")
    with pytest.raises(UsageError, match="process 1 on elsewhere"), locked(tmp_path):
        pass


def test_an_output_that_was_touched_is_not_done(tmp_path: Path) -> None:
    """A whole output with its mark is done; one that is cut, made from something else, or without mark is not."""
    made_from = {"digest": "1"}
    place = tmp_path / "shard"
    put(place, {"rows": pa.table({"a": list(range(1000))})}, made_from)
    assert is_done(place, made_from)
    assert not is_done(place, {"digest": "2"})
    whole = (place / "rows.parquet").read_bytes()
    (place / "rows.parquet").write_bytes(whole[:-7])
    assert not is_done(place, made_from)
    (place / "rows.parquet").write_bytes(whole)
    assert is_done(place, made_from)
    (place / "_done.json").unlink()
    assert not is_done(place, made_from)


def test_rows_of_parquet_are_read_as_lines_are(tmp_path: Path) -> None:
    """A Parquet file with the fields of JSONL gives the same pages, each under the number of its row."""
    rows = [{"title": "Rain", "text": "It rained in Tarn.", "outlet": None}, {"title": "Sun", "text": "It was dry."}]
    pq.write_table(pa.Table.from_pylist(rows), tmp_path / "news.parquet")
    file = str(tmp_path / "news.parquet")
    pages = [each for each in pages_of(Path(file), file) if isinstance(each, Page)]
    assert [each.where for each in pages] == [f"{file}:1", f"{file}:2"]
    assert json.loads(pages[0].body) == {"title": "Rain", "text": "It rained in Tarn."}
    (tmp_path / "cut.parquet").write_bytes((tmp_path / "news.parquet").read_bytes()[:-40])
    (fault,) = pages_of(tmp_path / "cut.parquet", str(tmp_path / "cut.parquet"))
    assert isinstance(fault, Fault)
    assert "cannot be read as Parquet" in fault.what


def test_shards_come_in_the_order_of_the_plan(tmp_path: Path) -> None:
    """Files of one pattern come by name, patterns as the plan has them, each file once."""
    for name in ("b/2.jsonl", "b/1.jsonl", "a/3.jsonl"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text("{}")
    found = shards_of((str(tmp_path / "b/*.jsonl"), str(tmp_path / "a"), str(tmp_path / "b/1.jsonl")))
    assert [each.removeprefix(f"{tmp_path}/") for each in found] == ["b/1.jsonl", "b/2.jsonl", "a/3.jsonl"]
