"""Readers of a site while it is written to, who ask for the front page, stories and the API, one after the other."""

from __future__ import annotations

import json
import random
import statistics
import time
import urllib.error
import urllib.request
from threading import Event, Thread
from types import TracebackType

__all__ = ["Readers"]

PAGES = ("/", "/tracker/", "/entities/", "/stories/{}/", "/stories/{}/", "/stories/{}.json", "/api/stories?limit=5")
PAUSE_SECONDS = 0.5
API_PAUSE_SECONDS = 5.0
"""Between two questions of one reader to the API, which answers sixty a minute without a key."""


class Readers:
    """So many readers, at work within a `with` statement; `failed` says which pages were not answered, and how."""

    def __init__(self, site: str, count: int) -> None:
        self.failed: list[str] = []
        self._site = site
        self._took: list[float] = []
        self._refused = 0
        self._stop = Event()
        self._threads = [Thread(target=self._read, args=(number,), daemon=True) for number in range(count)]

    def __enter__(self) -> Readers:
        for thread in self._threads:
            thread.start()
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self._stop.set()
        for thread in self._threads:
            thread.join(60)

    def counts(self) -> dict[str, object]:
        """Return how many pages were asked for, how many failed, and how long they took."""
        took = sorted(self._took)
        late = took[int(len(took) * 0.95)] if took else 0.0
        return {
            "pages asked": len(took) + len(self.failed),
            "pages failed": len(self.failed),
            "ms of a page, median": f"{statistics.median(took):.0f}" if took else "",
            "ms of a page, 95th": f"{late:.0f}",
        }

    def _read(self, number: int) -> None:
        rng = random.Random(number)  # noqa: S311 - a benchmark, not a secret
        stories: list[str] = []
        asked_api = 0.0
        while not self._stop.wait(rng.uniform(0, 2 * PAUSE_SECONDS)):
            page = rng.choice(PAGES)
            if page.startswith("/api"):
                if time.monotonic() < asked_api + API_PAUSE_SECONDS:
                    continue
                asked_api = time.monotonic()
            if "{}" in page:
                page = page.format(rng.choice(stories)) if stories else "/stories.json"
            body = self._ask(page)
            if body and page.startswith("/api"):
                stories = [row["id"] for row in json.loads(body)["items"]] or stories

    def _ask(self, page: str) -> bytes:
        began = time.monotonic()
        body, status = b"", 0
        try:
            with urllib.request.urlopen(self._site + page, timeout=60) as answer:  # noqa: S310 - our own server
                body, status = answer.read(), answer.status
        except urllib.error.HTTPError as error:
            status = error.code
        except OSError as error:
            self.failed.append(f"{page}: {error}")
            return b""
        if status >= 500:
            self.failed.append(f"{page}: status {status}")
        else:
            self._took.append(1000 * (time.monotonic() - began))
        return body
