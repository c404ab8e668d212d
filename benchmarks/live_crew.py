"""The processes of a played hour: the site and the workers, started, killed and ended one by one."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

__all__ = ["Crew", "wait"]


def wait(until: Callable[[], bool], seconds: float) -> None:
    """Wait until something is so, for so many seconds at most."""
    deadline = time.monotonic() + seconds
    while not until():
        if time.monotonic() > deadline:
            raise SystemExit("what was waited for did not come")
        time.sleep(0.2)


class Crew:
    """The processes of one run over the record at `url`: a site and workers; `ended` says who ended of itself."""

    def __init__(self, url: str, speed: float, folder: Path) -> None:
        own = {"DATABASE_URL": url, "SECRET_KEY": "benchmark" * 6, "FETCH_PRIVATE": "1", "OMP_NUM_THREADS": "1"}
        place = {"XDG_CACHE_HOME": str(folder), "DJANGO_SETTINGS_MODULE": "onrecord.web.settings"}
        self._env = os.environ | own | place
        self._speed = speed
        self._folder = folder
        self._running: list[subprocess.Popen[bytes]] = []
        self.watchers: list[subprocess.Popen[bytes]] = []
        self.killed: list[int] = []
        self.ended: list[str] = []

    def _start(self, *command: str) -> subprocess.Popen[bytes]:
        whole = [sys.executable, "-m", "benchmarks.live_program", str(self._speed), *command]
        with (self._folder / f"{len(self._running)}.log").open("wb") as log:
            process = subprocess.Popen(whole, env=self._env, stdout=log, stderr=subprocess.STDOUT)
        self._running.append(process)
        return process

    def serve(self) -> str:
        """Start the site and return its address once it listens."""
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            port = free.getsockname()[1]
        server = self._start("serve", "--no-watch", "--port", str(port))

        def listens() -> bool:
            if server.poll() is not None:
                raise SystemExit("the site did not start")
            with socket.socket() as asking:
                return asking.connect_ex(("127.0.0.1", port)) == 0

        wait(listens, 120)
        return f"http://127.0.0.1:{port}"

    def watch(self, *arguments: str) -> None:
        """Start a worker."""
        self.watchers.append(self._start("watch", *arguments))

    def kill(self, place: int) -> None:
        """Kill one of the workers."""
        worker = self.watchers.pop(place)
        worker.kill()
        worker.wait()
        self.killed.append(worker.pid)

    def end(self) -> None:
        """End every process, and note those that had ended of themselves, with the last that they said."""
        for number, process in enumerate(self._running):
            if process.poll() is not None and process.pid not in self.killed:
                said = (self._folder / f"{number}.log").read_text(errors="replace")[-500:]
                self.ended.append(f"a process ended with status {process.returncode}: {said}")
            process.terminate()
        for process in self._running:
            try:
                process.wait(30)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()
