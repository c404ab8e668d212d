"""The server under people who mean it ill, and under accidents."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path
from urllib.parse import urlsplit

import httpx
import pytest

from tests.conftest import Store

HEAD = b"GET / HTTP/1.1\r\nHost: localhost\r\n"


@contextmanager
def _serving(site: Store, log: Path) -> Iterator[tuple[str, subprocess.Popen[bytes]]]:
    """The address of a server of one worker, and its process."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    env = os.environ | {"DATABASE_URL": site.url, "SECRET_KEY": "only-for-this-test" * 4}
    command = [sys.executable, "-m", "onrecord.cli", "serve", "--port", str(port)]
    with log.open("w") as out:
        server = subprocess.Popen(command, env=env, stdout=out, stderr=subprocess.STDOUT)
    address = f"http://127.0.0.1:{port}"
    try:
        _answers(address, 120, server)
        yield address, server
    finally:
        server.terminate()
        server.wait(timeout=60)


def _answers(address: str, seconds: float, server: subprocess.Popen[bytes]) -> None:
    """Wait until the server answers."""
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        assert server.poll() is None
        try:
            assert httpx.get(address, timeout=5).status_code == 200
        except httpx.TransportError:
            time.sleep(0.1)
        else:
            return
    raise AssertionError("the server does not answer")


def _connected(address: str, sent: bytes) -> socket.socket:
    place = urlsplit(address)
    connection = socket.create_connection((place.hostname or "", place.port or 0), timeout=30)
    connection.sendall(sent)
    return connection


def _told(address: str, sent: bytes) -> bytes:
    """Send bytes for as long as the server takes them, and return the first line of its answer."""
    with _connected(address, b"") as connection:
        with suppress(OSError):  # it may answer and close before it has all
            connection.sendall(sent)
        return connection.recv(1_000).split(b"\r\n")[0]


def _workers(server: subprocess.Popen[bytes]) -> set[int]:
    """Return the processes that the server started to answer; the one that watches feeds is not among them."""
    command = ["ps", "-ww", "-o", "pid=,args=", "--ppid", str(server.pid)]
    found = subprocess.run(command, check=True, capture_output=True)
    return {int(line.split()[0]) for line in found.stdout.decode().splitlines() if "spawn_main" in line}


def test_slow_and_idle_connections_hold_up_nobody(site: Store, tmp_path: Path) -> None:
    """Beside 200 slow readers, 300 idle connections and 20 forms that never end, a page comes at once."""
    form = b"POST /accounts/login/ HTTP/1.1\r\nHost: localhost\r\nCookie: csrftoken=" + b"a" * 32
    form += b"\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: 1000\r\n\r\nlogin="
    sent = [HEAD + b"X-Slow: "] * 200 + [HEAD + b"\r\n"] * 300 + [form] * 20
    with _serving(site, tmp_path / "log") as (address, _), ExitStack() as open_:
        for each in sent:
            open_.enter_context(_connected(address, each))
        for _ in range(5):
            assert httpx.get(address, timeout=20).status_code == 200


def test_what_is_too_large_is_refused(site: Store, tmp_path: Path) -> None:
    """A head of 10 MB, an address of 10 MB and a form of 10 MB are refused in words of the protocol."""
    large = b"a" * 10_000_000
    form = b"POST /accounts/login/ HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/x-www-form-urlencoded\r\n"
    with _serving(site, tmp_path / "log") as (address, _):
        assert _told(address, HEAD + b"X-Large: " + large + b"\r\n\r\n").startswith(b"HTTP/1.1 431")
        assert _told(address, b"GET /" + large + b" HTTP/1.1\r\nHost: localhost\r\n\r\n").startswith(b"HTTP/1.1 431")
        assert _told(address, form + b"Content-Length: 10000000\r\n\r\n" + large).split()[1] in {b"400", b"403", b"413"}
        assert httpx.get(address, timeout=20).status_code == 200


@pytest.mark.skipif(not Path("/proc").is_dir(), reason="processes are looked up as Linux shows them")
def test_a_killed_worker_is_replaced_and_the_end_is_clean(site: Store, tmp_path: Path) -> None:
    """After `kill -9` of the worker another one answers; on SIGTERM what was asked for is answered, and no more."""
    with _serving(site, tmp_path / "log") as (address, server):
        workers = _workers(server)
        assert len(workers) == 1
        os.kill(workers.pop(), signal.SIGKILL)
        _answers(address, 60, server)
        with ExitStack() as open_:
            asked = [open_.enter_context(_connected(address, HEAD + b"Connection: close\r\n\r\n")) for _ in range(20)]
            assert asked[0].recv(1, socket.MSG_PEEK)  # the first is being answered
            form = b"POST /accounts/login/ HTTP/1.1\r\nHost: localhost\r\nCookie: csrftoken=" + b"a" * 32
            open_.enter_context(_connected(address, form + b"\r\nContent-Length: 1000\r\n\r\nlogin="))
            server.send_signal(signal.SIGTERM)
            for connection in asked:
                answer = b"".join(iter(lambda connection=connection: connection.recv(65_536), b""))  # type: ignore[misc]
                assert answer.startswith(b"HTTP/1.1 200")
                assert answer.endswith(b"</html>\n")
        assert server.wait(timeout=60) == 0
