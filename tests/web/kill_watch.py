"""Kill workers with SIGKILL at random moments, over and over: `python -m tests.web.kill_watch KILLS SEED`.

Two workers watch one feed of a local outlet, which grows meanwhile, and work off pasted texts, all on the record of
DATABASE_URL. A warmed parent forks them, so that the moments fall into the work and not into starting up. In the end
one round is let finish. Prints one JSON object: kills, items, articles, doubles, faults that `verify` found.
"""

from __future__ import annotations

import json
import os
import random
import signal
import sys
import tempfile
import time
from collections import Counter
from datetime import UTC, datetime
from html import escape
from pathlib import Path
from threading import Event

from onrecord.limits import outlets as outlet_limits
from onrecord.limits import web as limits

# Leases and pauses of a test: a dead worker's work is free after two seconds.
limits.LEASE_SECONDS = 2
limits.PLAN_SECONDS, outlet_limits.PACE_SECONDS = 0.05, 0.0

os.environ["DJANGO_SETTINGS_MODULE"] = "onrecord.web.settings"
os.environ["FETCH_PRIVATE"] = "1"

from benchmarks.corpus import write  # noqa: E402
from onrecord import record  # noqa: E402
from onrecord.articles import extract  # noqa: E402
from onrecord.outlets import HTML, Page  # noqa: E402
from tests.outlets.outlet import Outlet, running  # noqa: E402

EXAMPLES = Path(__file__).resolve().parents[2] / "examples"
SECONDS = 1200.0


def _pages(count: int) -> list[bytes]:
    """Return pages of reports made from the examples, those that hold enough text to be articles."""
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "reports.jsonl"
        write(2 * count, file, EXAMPLES)
        rows = [json.loads(line) for line in file.read_text(encoding="utf-8").splitlines()]
    pages = []
    for row in rows:
        words = "".join(f"<p>{escape(part)}</p>" for part in row["text"].split("\n\n"))
        head = f"<title>{escape(row.get('title') or 'Report')}</title>"
        page = f"<!doctype html><html><head>{head}</head><body><article>{words}</article></body></html>".encode()
        if extract(Page("page", None, None, HTML, "utf-8", page, (), datetime.now(UTC))).article is not None:
            pages.append(page)
    return pages[:count]


def _publish(outlet: Outlet, pages: list[bytes], count: int) -> None:
    """Let the outlet's feed list the first `count` pages, the newest first."""
    items = ""
    for number in reversed(range(count)):
        at = outlet.says(f"/{number}", pages[number], ETag=f'"{number}"')
        items += f"<item><title>Report {number}</title><link>{at}</link></item>"
    feed = f"<rss version='2.0'><channel><title>The Outlet</title>{items}</channel></rss>"
    outlet.says("/feed.xml", feed.encode(), "application/rss+xml", ETag=f'"feed-{count}"')


def _worker() -> int:
    """Start a worker and return its process id."""
    from django.db import connection

    from onrecord.web.watch import work

    connection.close()
    child = os.fork()
    if child == 0:
        try:
            work(Event())
        finally:
            os._exit(1)
    return child


def _kill(child: int) -> None:
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)


def _done(since: datetime) -> bool:
    """Return whether the feed was asked to its end since, and nothing that was handed in waits."""
    from onrecord.web.desk.models import Delivery, Feed

    return Feed.objects.filter(asked_at__gt=since).exists() and not Delivery.objects.filter(done_at=None).exists()


def main(kills: int, seed: int) -> None:
    """Kill, let the rest be finished, and look."""
    from onrecord.web import shelf
    from onrecord.web.desk.models import Delivery, Feed
    from onrecord.web.models import StorySheet, Waiting

    rng = random.Random(seed)  # noqa: S311 - moments of a test
    pages = _pages(8 + kills // 3)
    now = datetime.now(UTC)
    with running() as outlet:
        _publish(outlet, pages, 4)
        Feed.objects.create(address=f"{outlet.address}/feed.xml", minutes=0, by="test", added_at=now, due_at=now)
        workers = [_worker(), _worker()]
        for killed in range(1, kills + 1):
            time.sleep(rng.uniform(0.0, 4.0))
            at = rng.randrange(2)
            _kill(workers[at])
            if killed % 3 == 0:
                _publish(outlet, pages, 4 + killed // 3)
                line = json.dumps({"text": f"The ferry number {killed} sails on Monday, the harbour master said."})
                fields = {"kind": "text", "place": f"text {killed}", "body": line.encode(), "by": "test"}
                Delivery.objects.create(added_at=datetime.now(UTC), tries=-1000, **fields)
            workers[at] = _worker()
        _publish(outlet, pages, len(pages))
        since, deadline = datetime.now(UTC), time.monotonic() + SECONDS
        while not _done(since) and time.monotonic() < deadline:
            time.sleep(0.2)
        # A poll that began before the last item came may end after; one more begins after it.
        since = datetime.now(UTC)
        while not _done(since) and time.monotonic() < deadline:
            time.sleep(0.2)
        for worker in workers:
            _kill(worker)
    while shelf.follow():
        pass
    while Waiting.objects.exists() and time.monotonic() < deadline:
        shelf.work_off()  # what a dead worker had marked is free when its mark has run out
        time.sleep(0.2)
    found = list(record.as_of().articles())
    urls = Counter(each.url for each in found if each.url)
    told = Counter(article for story in record.as_of().stories() for article in story.articles)
    print(
        json.dumps(
            {
                "killed": kills,
                "items": len(pages),
                "fetched": len(urls),
                "doubled": [url for url, count in urls.items() if count > 1],
                "texts": sum(each.url is None for each in found),
                "texts_expected": kills // 3,
                "told_once": sorted(told.values())[-1:] == [1] and len(told) == len(found),
                "sheets": sum(StorySheet.objects.values_list("report_count", flat=True)) == len(found),
                "faults": [str(fault) for fault in (*record.verify(), *record.as_of().faults())],
            }
        )
    )


if __name__ == "__main__":
    record.prepare()
    main(int(sys.argv[1]), int(sys.argv[2]))
