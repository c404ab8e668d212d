"""`onrecord watch`: feeds are asked when they are due, and a worker may be killed at any moment."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from types import SimpleNamespace

import pytest
from django.test import Client

from onrecord import record
from tests.conftest import Store
from tests.outlets.outlet import Outlet, running

EXAMPLES = Path(__file__).resolve().parents[2] / "examples"
KILLS = 30


@pytest.fixture
def outlet(settings: SimpleNamespace, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[Outlet]:
    """An outlet with a feed of two items on this machine, which may be asked."""
    settings.FETCH_PRIVATE = True
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    with running() as outlet:
        links = "".join(f"<item><link>{outlet.says(f'/{n}', _page(n))}</link></item>" for n in range(2))
        feed = f"<rss version='2.0'><channel><title>Harbour Post</title>{links}</channel></rss>"
        outlet.says("/feed.xml", feed.encode(), "application/rss+xml")
        yield outlet


def _page(number: int) -> bytes:
    words = f"Ferry number {number} sails on Monday, the harbour master Jo Lund said. " * 8
    head = f"<html><head><title>Ferry {number}</title></head>"
    return f"{head}<body><article><p>{words}</p></article></body></html>".encode()


def _ask(address: str) -> None:
    """Watch a feed and ask it, as a worker does."""
    from onrecord.web.desk.models import Feed
    from onrecord.web.watch import watch_feed
    from onrecord.web.watch.plan import plan
    from onrecord.web.watch.tasks import ask_feed

    assert watch_feed(address, 15, "test") is None
    Feed.objects.update(due_at=datetime.now(UTC))
    assert plan() == 1
    ask_feed.call(Feed.objects.get().pk)


def _count() -> int:
    return sum(1 for _ in record.as_of().articles())


@pytest.mark.usefixtures("site")
def test_a_due_feed_brings_its_items_and_says_how_it_is(outlet: Outlet) -> None:
    """Two items come onto the record; the second time brings nothing, and the health tells when something came."""
    from onrecord.web.desk.models import Feed

    before = _count()
    _ask(f"{outlet.address}/feed.xml")
    feed = Feed.objects.get()
    assert _count() == before + 2
    assert feed.new_at is not None
    assert (feed.fault_count, feed.queued_at, feed.taken_at) == (0, None, None)
    assert timedelta(minutes=14) < feed.due_at - datetime.now(UTC) <= timedelta(minutes=15)
    _ask(f"{outlet.address}/feed.xml")
    again = Feed.objects.get()
    assert _count() == before + 2
    assert again.new_at == feed.new_at
    assert again.asked_at is not None
    assert feed.asked_at is not None
    assert again.asked_at > feed.asked_at


@pytest.mark.usefixtures("site")
def test_a_feed_that_fails_is_asked_less_and_less_often(outlet: Outlet) -> None:
    """Each failure in a row doubles the pause, and one success sets it back."""
    from onrecord.web.desk.models import Feed

    address = f"{outlet.address}/later.xml"
    pauses = []
    for _ in range(7):
        _ask(address)
        pauses.append(round((Feed.objects.get().due_at - datetime.now(UTC)).total_seconds() / 60))
    assert pauses == [30, 60, 120, 240, 480, 480, 480]
    assert "404" in Feed.objects.get().fault
    outlet.says("/later.xml", b"<rss version='2.0'><channel><title>x</title></channel></rss>", "application/rss+xml")
    outlet.says("/9", _page(9))
    item = f"<rss version='2.0'><channel><item><link>{outlet.address}/9</link></item></channel></rss>"
    outlet.says("/later.xml", item.encode(), "application/rss+xml")
    _ask(address)
    feed = Feed.objects.get()
    assert (feed.fault_count, feed.fault) == (0, "")


@pytest.mark.usefixtures("site")
def test_a_feed_on_this_machine_is_not_asked_unless_that_is_set(outlet: Outlet, settings: SimpleNamespace) -> None:
    """Without FETCH_PRIVATE the guard stands for feeds too, and the feed is in trouble."""
    from onrecord.web.desk.models import Feed

    settings.FETCH_PRIVATE = False
    _ask(f"{outlet.address}/feed.xml")
    assert outlet.asked == []
    assert Feed.objects.get().fault_count == 1


@pytest.mark.usefixtures("site")
def test_what_a_worker_holds_no_other_takes_until_its_lease_has_run_out() -> None:
    """A row that is spoken of is left alone; one of which nobody spoke for a lease is planned and taken again."""
    from django.db.models import Q

    from onrecord.limits.web import LEASE_SECONDS
    from onrecord.web.desk.models import Feed
    from onrecord.web.lease import take
    from onrecord.web.watch import watch_feed
    from onrecord.web.watch.plan import plan

    watch_feed("https://example.org/feed.xml", 15, "test")
    assert (plan(), plan()) == (1, 0)
    first = take(Feed, Q())
    assert first is not None
    assert take(Feed, Q()) is None
    assert first.renew()
    silent = datetime.now(UTC) - timedelta(seconds=LEASE_SECONDS + 1)
    Feed.objects.update(queued_at=silent)
    assert plan() == 0
    Feed.objects.update(taken_at=silent)
    assert plan() == 1
    second = take(Feed, Q())
    assert second is not None
    assert not first.renew()
    assert not first.finish(fault="late")
    assert second.finish()
    assert Feed.objects.get().fault == ""


@pytest.mark.usefixtures("site")
def test_a_paused_feed_is_not_asked() -> None:
    """Nothing is planned for a feed that an editor paused."""
    from onrecord.web.desk.models import Feed
    from onrecord.web.watch import watch_feed
    from onrecord.web.watch.plan import plan

    watch_feed("https://example.org/feed.xml", 15, "test")
    Feed.objects.update(paused=True)
    assert plan() == 0


def test_old_tasks_leave_their_table(site: Store, signed_in: Callable[[str], Client]) -> None:  # noqa: ARG001
    """Tasks that ended, and those whose worker died, are taken out after a week; what waits stays."""
    from django_tasks_db.models import DBTaskResult

    from onrecord.web.watch.plan import plan, tidy

    signed_in("analyst").post("/desk/add/", {"whole": "yes", "text": "The ferry sails."})
    plan()
    row = DBTaskResult.objects.get()
    DBTaskResult.objects.update(enqueued_at=datetime.now(UTC) - timedelta(days=8))
    tidy()
    assert DBTaskResult.objects.count() == 1
    row.claim("a worker that died")
    tidy()
    assert DBTaskResult.objects.count() == 0


def test_workers_that_are_killed_lose_and_double_nothing(store: Store, tmp_path: Path) -> None:
    """Thirty workers, two at a time on one record, are killed at random moments; every item is there once."""
    env = os.environ | {"DATABASE_URL": store.url, "SECRET_KEY": "x" * 50, "XDG_CACHE_HOME": str(tmp_path)}
    command = [sys.executable, "-m", "tests.web.kill_watch", str(KILLS), "7"]
    done = subprocess.run(command, env=env, capture_output=True, text=True, timeout=1800)
    assert done.returncode == 0, done.stderr[-2000:]
    told = json.loads(done.stdout)
    assert told["killed"] == KILLS
    assert told["fetched"] == told["items"]
    assert told["texts"] == told["texts_expected"]
    assert (told["doubled"], told["faults"]) == ([], [])
    assert told["told_once"]
    assert told["sheets"]


def test_a_worker_takes_up_what_another_was_killed_over(store: Store) -> None:
    """Of two workers on one PostgreSQL, beside a site, one is killed in the middle of a feed; the other does it all."""
    if store.vendor != "postgresql":
        pytest.skip("the played hour is for workers on a server; SQLite's are killed above")
    command = [sys.executable, "-m", "benchmarks.live", "--database", store.url, "--source", str(EXAMPLES)]
    command += ["--minutes", "0.3", "--items", "24", "--outlets", "2", "--kills", "1", "--readers", "2", "--no-replace"]
    done = subprocess.run(command, capture_output=True, text=True, timeout=600)
    rows = (line[2:-2].split(" | ") for line in done.stdout.splitlines() if line.startswith("| "))
    told = {row[0]: row[1] for row in rows if len(row) == 2}
    assert done.returncode == 0, done.stdout + done.stderr[-2000:]
    assert (told["items"], told["kills"], told["finished"]) == ("24", "1", "True")
    wrong = ("lost", "doubled by address", "doubled by text", "torn", "faults on record", "deadlocks", "pages failed")
    assert {told[each] for each in wrong} == {"0"}


def test_serve_keeps_a_worker_and_starts_it_again(site: Store, tmp_path: Path) -> None:
    """The server's worker adds what is handed in; when it is killed, the next one does; Ctrl-C ends both."""
    from onrecord.web.desk.models import Delivery

    log = tmp_path / "serve.log"
    command = [sys.executable, "-m", "onrecord.cli", "serve", "--port", "0"]
    command[-1] = str(_free_port())
    env = os.environ | {"DATABASE_URL": site.url, "SECRET_KEY": "x" * 50}
    with log.open("w") as out:
        server = subprocess.Popen(command, env=env, stdout=out, stderr=subprocess.STDOUT)
    try:
        _hand_in_and_wait("The first ferry sails.")
        (worker,) = _children(server.pid, "watch")
        os.kill(worker, signal.SIGKILL)
        _hand_in_and_wait("The second ferry sails.")
        (again,) = _children(server.pid, "watch")
        assert again != worker
        assert Delivery.objects.filter(done_at=None).count() == 0
    finally:
        server.send_signal(signal.SIGINT)
        server.wait(timeout=60)
    assert not Path(f"/proc/{again}").exists() or again not in _children(1, "watch")


def _free_port() -> int:
    import socket

    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port: int = free.getsockname()[1]
        return port


def _hand_in_and_wait(text: str) -> None:
    from django.db import connection

    from onrecord.web.desk.models import Delivery

    line = json.dumps({"text": text}).encode()
    row = Delivery.objects.create(kind="text", place=text, body=line, by="test", added_at=datetime.now(UTC))
    deadline = time.monotonic() + 300
    while time.monotonic() < deadline:
        if Delivery.objects.filter(pk=row.pk, done_at__isnull=False, article_count=1).exists():
            return
        connection.close()
        time.sleep(0.2)
    raise AssertionError("nobody worked it off")


def _children(parent: int, command: str) -> list[int]:
    """Return the processes of `command` whose parent is `parent`."""
    found = []
    for place in Path("/proc").glob("[0-9]*"):
        try:
            stat, line = (place / "stat").read_text(), (place / "cmdline").read_text()
        except OSError:
            continue
        if int(stat.rpartition(")")[2].split()[1]) == parent and f"\x00{command}\x00" in line:
            found.append(int(place.name))
    return found
