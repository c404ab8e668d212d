"""The database goes away for a while under a running site."""

from __future__ import annotations

import json
import os
import socket
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import httpx


def _asked(address: str, status: int) -> httpx.Response:
    """Ask until the answer has this status, for as long as a server may take to start on a busy machine."""
    deadline = time.monotonic() + 300
    while True:
        try:
            answer = httpx.get(address, timeout=30)
            if answer.status_code == status or time.monotonic() > deadline:
                assert answer.status_code == status, answer.text
                return answer
        except httpx.TransportError:
            if time.monotonic() > deadline:
                raise
        time.sleep(0.2)


def test_a_database_that_goes_away_is_told_and_comes_back(alone: Any, tmp_path: Path) -> None:
    """Without its database the site answers 503 in a plain page; with it again it answers, and the worker works."""
    import psycopg

    with psycopg.connect(alone.get_uri(), autocommit=True) as server:
        server.execute("CREATE DATABASE away TEMPLATE template0 ENCODING 'UTF8'")
    url = alone.get_uri().replace("/postgres?", "/away?")
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    log = tmp_path / "serve.log"
    env = os.environ | {"DATABASE_URL": url, "SECRET_KEY": "x" * 50}
    with log.open("w") as out:
        command = [sys.executable, "-m", "onrecord.cli", "serve", "--port", str(port)]
        site = subprocess.Popen(command, env=env, stdout=out, stderr=subprocess.STDOUT)
    try:
        front = f"http://127.0.0.1:{port}/"
        _asked(front, 200)
        alone.stop()
        away = _asked(front, 503)
        assert away.headers["Retry-After"] == "30"
        assert "Nothing is lost" in away.text
        assert "Traceback" not in away.text
        time.sleep(3)  # the worker finds its database gone as well
        alone.ensure_postgres_running()
        _asked(front, 200)
        line = json.dumps({"text": "The ferry sails on Monday, the harbour master said."}).encode()
        with psycopg.connect(url, autocommit=True) as server:
            server.execute(
                "INSERT INTO web_delivery (kind, place, body, by, added_at, tries, articles, faults, article_count, "
                "new_count, fault_count) VALUES ('text', 'a text', %s, 'test', now(), 0, '[]', '[]', 0, 0, 0)",
                [line],
            )
            deadline = time.monotonic() + 120
            while time.monotonic() < deadline:
                (done,) = server.execute("SELECT count(*) FROM web_delivery WHERE new_count = 1").fetchone() or (0,)
                if done:
                    break
                time.sleep(0.5)
            assert done == 1, log.read_text()
    finally:
        site.terminate()
        site.wait(timeout=60)
