"""What is said when the store under the record is in trouble. Each trouble is a real one."""

from __future__ import annotations

import os
import random
import resource
import sqlite3
import subprocess
import sys
import textwrap
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext

from onrecord import record
from onrecord.errors import Fault, RecordCorrupt, RecordError, RecordFull, RecordLocked
from tests.conftest import Store, Templates, point_django_at
from tests.record.house import report


@pytest.fixture
def file(store: Store) -> Path:
    """The file under a record; there is one on SQLite only."""
    if store.file is None:
        pytest.skip("PostgreSQL keeps its files to itself")
    return store.file


def closed(file: Path) -> bytes:
    """Close Django's connection and return what the file holds, its log folded in."""
    connection.close()
    raw = sqlite3.connect(file)
    raw.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    raw.close()
    return file.read_bytes()


@contextmanager
def holding(file: Path) -> Iterator[None]:
    """Let another program hold the database for itself."""
    program = (
        "import sqlite3, sys; c = sqlite3.connect(sys.argv[1], isolation_level=None); c.execute('BEGIN IMMEDIATE');"
        "print('held', flush=True); sys.stdin.read()"
    )
    other = subprocess.Popen(
        [sys.executable, "-c", program, str(file)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    assert other.stdout
    assert other.stdout.readline() == "held\n"
    try:
        yield
    finally:
        other.communicate()


def test_a_record_that_another_program_holds(file: Path) -> None:
    """While another program writes for longer than we wait, appending says so, and works once it has let go."""
    point_django_at(f"sqlite:///{file}?timeout=1")
    new = report()
    with holding(file):
        with pytest.raises(RecordLocked, match="another program is writing") as caught:
            new.append()
        assert caught.value.store == str(file)
        with pytest.raises(RecordLocked):
            record.append_fault(Fault("a", "b", "c"))
        assert list(record.as_of().articles()) == []
    assert new.append().added > 0


def test_a_file_of_random_bytes(file: Path, tmp_path: Path) -> None:
    """A file that is no database is called damaged, and left as it is."""
    noise = tmp_path / "noise.sqlite3"
    noise.write_bytes(random.Random(1).randbytes(8192))  # noqa: S311
    before = noise.read_bytes()
    point_django_at(f"sqlite:///{noise}")
    with pytest.raises(RecordCorrupt, match="damaged, or is not a record"):
        record.prepare()
    assert noise.read_bytes() == before
    assert file.exists()


@pytest.mark.parametrize("harm", ["header", "pages", "cut"])
def test_a_damaged_file(file: Path, harm: str) -> None:
    """A damaged header, overwritten pages and a file cut short are named as damage, in use or by the audit."""
    for number in range(20):
        report(f"Rain fell in Varnel. {number}.").append()
    whole = bytearray(closed(file))
    if harm == "header":
        whole[0:16] = bytes(16)
    elif harm == "pages":
        for place in range(4096 * 30, len(whole) - 4096, 4096 * 2):
            whole[place : place + 2000] = random.Random(place).randbytes(2000)  # noqa: S311
    else:
        del whole[len(whole) // 2 :]
    file.write_bytes(whole)
    point_django_at(f"sqlite:///{file}")
    try:
        record.prepare()
        found = list(record.verify())
    except RecordCorrupt as error:
        assert "damaged" in str(error)  # noqa: PT017 - either way of saying it will do
    else:
        assert any("damaged" in fault.what or "cannot be read" in fault.what for fault in found)


def test_text_that_is_no_longer_text(file: Path, tmp_path: Path) -> None:
    """A title whose bytes are no text any more is damage, not a crash."""
    made = report()
    made.append()
    other = tmp_path / "other.sqlite3"
    other.write_bytes(closed(file))
    raw = sqlite3.connect(other, isolation_level=None)
    raw.execute("DROP TRIGGER record_articleentry_no_update")
    raw.execute("UPDATE record_articleentry SET title = CAST(x'ff41' AS TEXT)")
    raw.close()
    point_django_at(f"sqlite:///{other}")
    with pytest.raises(RecordCorrupt):
        record.as_of().article(made.article.id)
    assert any("cannot be read" in fault.what for fault in record.verify())


def test_a_file_that_has_no_room_to_grow(file: Path) -> None:
    """When the database may not grow any more, appending says that it is full, and what was on record stands."""
    first, second = report(), report("Rain fell in Varnel. " * 9000, title="Long")
    first.append()
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA page_count")
        cursor.execute(f"PRAGMA max_page_count = {cursor.fetchone()[0] + 4}")
    with pytest.raises(RecordFull, match="full; what was on record is unharmed") as caught:
        second.append()
    assert caught.value.store == str(file)
    point_django_at(f"sqlite:///{file}")
    assert [each.id for each in record.as_of().articles()] == [first.article.id]
    assert list(record.verify()) == []
    assert second.append().added > 0


FILLING = """
import os, resource, sys
from onrecord import record
from onrecord.errors import RecordFull
from tests.record.house import report
record.prepare()
kept = 0
resource.setrlimit(resource.RLIMIT_FSIZE, (int(sys.argv[1]), int(sys.argv[1])))
try:
    for number in range(2000):
        report(f"Rain fell in Varnel. {number}.").append()
        kept += 1
except RecordFull as error:
    print(kept)
"""


def test_a_disk_without_room(file: Path) -> None:
    """When the system refuses to let the file grow, appending says so, and every receipt given still holds."""
    limit = 700_000
    assert resource.getrlimit(resource.RLIMIT_FSIZE)[0] in (resource.RLIM_INFINITY, -1)
    connection.close()
    done = subprocess.run(
        [sys.executable, "-c", FILLING, str(limit)],
        env=os.environ | {"DATABASE_URL": f"sqlite:///{file}"},
        capture_output=True,
        text=True,
        check=True,
    )
    kept = int(done.stdout)
    assert kept > 0
    assert len(list(record.as_of().articles())) == kept
    assert list(record.verify()) == []


def test_places_where_no_record_can_be(file: Path, tmp_path: Path) -> None:
    """A folder, a missing one, another program's database and a record of the future are named for what they are."""
    other = tmp_path / "other.sqlite3"
    raw = sqlite3.connect(other)
    raw.execute("CREATE TABLE recipes (name TEXT)")
    raw.commit()
    raw.close()
    future = sqlite3.connect(file)
    future.execute("INSERT INTO django_migrations (app, name, applied) VALUES ('record', '9999_later', '2030-01-01')")
    future.commit()
    future.close()
    for place, says in (
        (tmp_path, "is a folder"),
        (tmp_path / "none" / "x.sqlite3", "there is no folder"),
        (other, "another program"),
        (file, "newer version"),
    ):
        point_django_at(f"sqlite:///{place}")
        with pytest.raises(RecordError, match=says) as caught:
            record.prepare()
        assert str(place) in caught.value.store


def test_a_closed_file(file: Path) -> None:
    """A record that may be read and not written says so when something is to be appended."""
    report().append()
    closed(file)
    point_django_at(f"sqlite:///file:{file}%3Fimmutable=1?uri=true&init_command=PRAGMA+foreign_keys=ON")
    assert len(list(record.as_of().articles())) == 1
    with pytest.raises(RecordError, match="closed to writing"):
        report("Rain fell in Varnel.").append()


def test_a_server_out_of_reach() -> None:
    """A PostgreSQL that does not answer is named without its password."""
    program = textwrap.dedent(
        """
        from onrecord import record
        from onrecord.errors import RecordError
        try:
            record.prepare()
        except RecordError as error:
            print(error, error.store)
        """
    )
    address = "postgresql://desk:hunter2@127.0.0.1:1/news"
    done = subprocess.run(
        [sys.executable, "-c", program],
        env=os.environ | {"DATABASE_URL": address},
        capture_output=True,
        text=True,
        check=True,
    )
    assert "cannot be reached" in done.stdout
    assert "postgresql://127.0.0.1:1/news" in done.stdout
    assert "hunter2" not in done.stdout


@pytest.mark.parametrize("address", ["nonsense", "mysql://desk:hunter2@localhost/news"])
def test_an_address_that_means_nothing(address: str) -> None:
    """A DATABASE_URL that names no database we know is refused without repeating a password."""
    program = textwrap.dedent(
        """
        from onrecord import record
        from onrecord.errors import RecordError
        try:
            record.prepare()
        except RecordError as error:
            print("refused:", error, error.store)
        """
    )
    done = subprocess.run(
        [sys.executable, "-c", program],
        env=os.environ | {"DATABASE_URL": address},
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout.startswith("refused:")
    assert "hunter2" not in done.stdout


def test_a_record_that_nobody_prepared(store: Store, template: Templates) -> None:
    """A database without tables is no record yet, and whoever asks is told so, even before Django was set up."""
    program = textwrap.dedent(
        """
        from onrecord import record
        from onrecord.errors import RecordError
        try:
            list(record.as_of().stories())
        except RecordError as error:
            print(error)
        """
    )
    bare = template()
    point_django_at(bare.url)
    call_command("migrate", "record", "zero", verbosity=0)
    connection.close()
    done = subprocess.run(
        [sys.executable, "-c", program],
        env=os.environ | {"DATABASE_URL": bare.url},
        capture_output=True,
        text=True,
        check=True,
    )
    assert "there is no record here yet" in done.stdout
    point_django_at(store.url)


def test_a_transaction_that_gives_up_waiting(store: Store) -> None:
    """On PostgreSQL, waiting too long for another writer is the same trouble under the same name."""
    if store.vendor != "postgresql":
        pytest.skip("SQLite's lock is tried above")
    import psycopg

    from onrecord.record.store import WRITE_LOCK

    with connection.cursor() as cursor:
        cursor.execute("SET lock_timeout = '300ms'")
    new = report()
    with psycopg.connect(store.url) as other:
        other.execute("SELECT pg_advisory_xact_lock(%s)", [WRITE_LOCK])
        with pytest.raises(RecordLocked, match="another program is writing"):
            new.append()
    assert new.append().added > 0


def test_two_programs_prepare_one_record_at_once(template: Templates, store: Store, tmp_path: Path) -> None:
    """A new record is made once, whoever comes first."""
    url = f"sqlite:///{tmp_path / 'new.sqlite3'}" if store.file else template().url
    program = "from onrecord import record; record.prepare(); print(list(record.verify()))"
    started = [
        subprocess.Popen(
            [sys.executable, "-c", program],
            env=os.environ | {"DATABASE_URL": url},
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        for _ in range(3)
    ]
    assert [each.communicate() for each in started] == [("[]\n", "")] * 3


def test_references_are_looked_at_once_however_many_migrations_come(file: Path) -> None:
    """New tables cost one look at the record's references, and a reference to nothing is still found by it."""
    call_command("migrate", "ledger", "zero", verbosity=0)
    call_command("migrate", "web", "zero", verbosity=0)
    with CaptureQueriesContext(connection) as asked:
        record.prepare()
    assert sum("foreign_key_check" in each["sql"] for each in asked.captured_queries) == 1
    call_command("migrate", "ledger", "zero", verbosity=0)
    connection.close()
    with closing(sqlite3.connect(file)) as raw, raw:
        raw.execute("INSERT INTO record_lookupkey (key, day, article_id) VALUES (1, 1, 99)")
    with pytest.raises(RecordError):
        record.prepare()
