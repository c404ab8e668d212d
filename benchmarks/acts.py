"""How many acts a second the community takes: `python -m benchmarks.acts [--seconds N] [--rounds N] [--writers N …]`.

Writers are processes with a connection of their own, on SQLite and on a PostgreSQL that is started for the run; each
asks one act after another by the room's door, and all begin at once. After a second that does not count, acts are
counted for `--seconds`. Everybody is of standing and can pay; every like and vote is one that its member gave never
before. Four acts:

- *vote*: a plus on one of 256 posts by eight authors, who earn by it unless the same reader gave them one before;
- *like*: of one of 200 comments, by which the liker, the writer and the author of the post earn;
- *comment*: one that costs the tribute;
- *heartbeat*: of a reading, none of which comes to its end.

The tariff is the one that is shipped, but that its caps are never full, nor what staff vouches for, and that no comment
is free.
Statements are what Django asks the database for one act, its BEGIN on SQLite among them and no COMMIT; counted by
another dozen acts, the median. Both databases sync every commit to the disk. `verify` of the community and of the
ledger run at the end. Prints a table in Markdown.
"""

from __future__ import annotations

import argparse
import multiprocessing
import random
import re
import statistics
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime, timedelta
from itertools import product
from multiprocessing.synchronize import Barrier
from pathlib import Path
from typing import Any, NamedTuple

from benchmarks.ledger import connected, database

KINDS = ("vote", "like", "comment", "heartbeat")
HEADS = ("database", "act", "writers", "acts/s", "median ms", "99th", "statements")
AUTHORS = 8
FUNDS = 10**6
COUNTED = 12
"""Acts whose statements are counted."""
SETTLING_SECONDS = 1.0
LONG_POST = 1_000_000
"""Words of a post that nobody reads to its end in a run."""
GIVEN_UP_AFTER = 600.0
"""Seconds after which a writer that says nothing is taken for dead."""


class Size(NamedTuple):
    """How many readers, posts and comments there are."""

    readers: int = 400
    posts: int = 256
    comments: int = 200


class Town(NamedTuple):
    """The readers by number, the posts, one that is read for ever, and the comments."""

    readers: list[int]
    posts: list[int]
    long: int
    comments: list[int]


class Case(NamedTuple):
    """What is measured: where, which act, by how many writers, and the run's number among `runs` of the same act."""

    url: str
    town: Town
    kind: str
    writers: int
    seconds: float
    run: int
    runs: int


Figures = tuple[float, list[float]]
"""Acts a second, and the milliseconds of each."""


def main() -> None:
    """Measure every act on both databases."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.acts", description=__doc__)
    parser.add_argument("--seconds", type=float, default=5, help="seconds that are counted, for each figure")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--writers", type=int, nargs="+", default=(1, 8))
    parser.add_argument("--on", choices=("sqlite", "postgresql"), nargs="+", default=("sqlite", "postgresql"))
    parser.add_argument("--only", choices=KINDS, nargs="+", default=KINDS)
    options = parser.parse_args()
    print(f"| {' | '.join(HEADS)} |\n| --- | --- |{' ---: |' * (len(HEADS) - 2)}")
    for vendor in options.on:
        for row in rows(vendor, options.only, options.writers, options.seconds, options.rounds):
            print(row, flush=True)


def rows(
    vendor: str, kinds: tuple[str, ...], writers: tuple[int, ...], seconds: float, rounds: int, size: Size | None = None
) -> Iterator[str]:
    """Yield the rows of the table for a database, in Markdown; at the end all must hold.

    1. An empty database is made, and people who publish and comment.
    2. For each act its statements are counted.
    3. Writers do it, as many and as often as asked.
    4. Community and ledger are verified.
    """
    with database(vendor) as url, _priced() as tariff:
        connected(url)
        town = _settled(tariff, size or Size())
        runs = 1 + len(writers) * rounds
        for kind in kinds:
            asked = _statements(Case(url, town, kind, 1, seconds, 0, runs))
            for place, count in enumerate(writers):
                done = [
                    _measured(Case(url, town, kind, count, seconds, 1 + place * rounds + turn, runs))
                    for turn in range(rounds)
                ]
                yield f"| {vendor} | {kind} | {count} | {_told(done)} | {asked:.0f} |"
        _verified()


def _told(done: list[Figures]) -> str:
    took = sorted(ms for _, all_ms in done for ms in all_ms)
    last = took[int(len(took) * 0.99)]
    return f"{statistics.median(each[0] for each in done):.0f} | {statistics.median(took):.1f} | {last:.1f}"


@contextmanager
def _priced() -> Iterator[Path]:
    """Write the shipped tariff with caps that are never full, and every comment costing its tribute."""
    from onrecord import community

    shipped = Path(community.__file__).with_name("tariff.toml").read_text(encoding="utf-8")
    before, caps, after = re.split(r"(?m)^(\[caps\].*\n(?:(?!\[).*\n)*)", shipped)
    caps = re.sub(r"(?m)^([a-z-]+ = )[0-9_]+", r"\g<1>1_000_000_000", caps)
    with tempfile.TemporaryDirectory(prefix="acts-") as folder:
        file = Path(folder) / "tariff.toml"
        text = re.sub(r"(?m)^free = [0-9]+", "free = 0", before) + caps + after
        file.write_text(re.sub(r"(?m)^unvouched = [0-9]+", "unvouched = 1_000_000_000", text), encoding="utf-8")
        yield file


# --- the people -----------------------------------------------------------------------------------------------


def _settled(tariff: Path, size: Size) -> Town:
    """Make the tables, the authors with their posts, and readers who have commented."""
    from django.conf import settings
    from django.db import connection

    from onrecord import community, record

    settings.TARIFF = str(tariff)
    record.prepare()
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            for setting in ("fsync", "synchronous_commit"):
                cursor.execute(f"SHOW {setting}")
                if (said := cursor.fetchone()[0]) != "on":
                    raise SystemExit(f"{setting} is {said}; figures without it would say nothing")
    authors, readers = _people("analyst", AUTHORS), _people("reader", size.readers)
    _fund([*authors, *readers])
    posts = []
    for number in range(size.posts + 1):
        words = LONG_POST if number == size.posts else 900
        caller = community.Caller(authors[number % AUTHORS], f"post {number}")
        posts.append(community.publish(caller, f"story-{number}", f"Story {number}", words).post or 0)
    comments = []
    for number in range(size.comments):
        caller = community.Caller(readers[number % len(readers)], f"comment {number}")
        comments.append(community.comment(caller, posts[number % size.posts], "I was there.").number or 0)
    connection.close()
    return Town(readers, posts[:-1], posts[-1], comments)


def _people(role: str, count: int) -> list[int]:
    """Make accounts of a role, members of the highest rights who stay so, and return their numbers."""
    from django.db import transaction

    from onrecord import community
    from onrecord.community.locking import lock_members
    from onrecord.community.models import Account, Member

    made = [Account(email=f"{role}{number}@example.org", name=f"{role} {number}", role=role) for number in range(count)]
    numbers = [account.pk for account in Account.objects.bulk_create(made)]
    levels = community.current_tariff().levels
    with transaction.atomic():
        lock_members(numbers)
        standing = {"level": len(levels), "experience": levels[-1], "active_on": date(2100, 1, 1), "standing": True}
        Member.objects.filter(pk__in=numbers).update(**standing)
    return numbers


def _fund(members: list[int]) -> None:
    """Give everybody something to spend."""
    from onrecord import community, ledger
    from onrecord.community.models import Act

    ledger.open_account("treasury", "treasury")
    act = Act.objects.create(key="fund", kind="gift", digest="", tariff="", at=datetime.now(UTC))
    for first in range(0, len(members), 100):
        ledger.post(
            *(
                ledger.Order(
                    f"fund {member}",
                    community.Reason.ADVANCE,
                    f"act:{act.pk}",
                    (ledger.Leg("treasury", -FUNDS), ledger.Leg(f"wallet:{member}", FUNDS)),
                )
                for member in members[first : first + 100]
            )
        )


# --- what they do ---------------------------------------------------------------------------------------------


def _acts(case: Case, writer: int) -> Iterator[Callable[[], object]]:
    """Yield the acts of a writer, each for the first time: no two writers, and no two runs, have one in common."""
    from onrecord import community

    rng, town = random.Random(7), case.town  # noqa: S311 - chance here is no secret
    at = datetime.now(UTC) + timedelta(hours=case.run)  # so that nobody reaches the rate of its acts over several runs
    name = f"{case.kind} {case.run} {writer}"
    if case.kind == "heartbeat":
        yield from _beats(town.readers[writer :: case.writers], town.long)
    elif case.kind == "comment":
        for number in range(10**9):
            caller = community.Caller(rng.choice(town.readers[writer :: case.writers]), f"{name} {number}", at)
            yield lambda caller=caller: community.comment(caller, rng.choice(town.posts), "I was there too.")  # type: ignore[misc]
    else:
        on, do = (town.posts, community.vote) if case.kind == "vote" else (town.comments, community.rate)
        pairs = list(product(town.readers, on))
        rng.shuffle(pairs)
        written = dict(zip(town.comments, town.readers * len(town.comments), strict=False))
        for number, (reader, it) in enumerate(pairs[case.run :: case.runs][writer :: case.writers]):
            if case.kind == "vote" or written[it] != reader:
                caller = community.Caller(reader, f"{name} {number}", at)
                yield lambda caller=caller, it=it: do(caller, it, "for")  # type: ignore[misc]
        raise RuntimeError("nobody is left who has not voted on everything; measure fewer seconds")


def _beats(readers: list[int], post: int) -> Iterator[Callable[[], object]]:
    """Yield heartbeats of each reader in turn, ten seconds after its last by the instant that is told to the door."""
    from onrecord import community

    at = datetime.now(UTC)
    tokens = {reader: community.begin_reading(reader, post, at).token for reader in readers}

    def beat(reader: int, now: datetime) -> None:
        tokens[reader] = community.beat(reader, tokens[reader], now).token

    while True:
        at += timedelta(seconds=10)
        for reader in readers:
            yield lambda reader=reader, now=at: beat(reader, now)  # type: ignore[misc]


def _statements(case: Case) -> float:
    """Return how many statements an act takes, the median of some."""
    from django.db import connection

    counts = []
    acts = _acts(case, 0)
    for _ in range(COUNTED):
        counts.append(0)
        act = next(acts)

        def count(execute: Callable[..., Any], *words: Any) -> Any:
            counts[-1] += 1
            return execute(*words)

        with connection.execute_wrapper(count):
            act()
    connection.close()
    return statistics.median(counts)


# --- measuring ------------------------------------------------------------------------------------------------


def _measured(case: Case) -> Figures:
    """Let writers act, and return how many acts a second they did and how long each took."""
    context = multiprocessing.get_context("fork")
    begin = context.Barrier(case.writers + 1)
    told: Any = context.Queue()
    team = [context.Process(target=_act, args=(case, number, begin, told)) for number in range(case.writers)]
    for writer in team:
        writer.start()
    begin.wait(GIVEN_UP_AFTER)
    took = [each for _ in team for each in told.get(timeout=GIVEN_UP_AFTER)]
    for writer in team:
        writer.join()
    for wrong in (each for each in took if not isinstance(each, float)):
        raise SystemExit(f"{case.kind} by {case.writers}: {wrong}")
    return len(took) / case.seconds, took


def _act(case: Case, writer: int, begin: Barrier, told: Any) -> None:
    """Act for so many seconds after the first, and tell the milliseconds of each act, or what went wrong."""
    connected(case.url)
    from django.db import connection

    took: list[float | str] = []
    try:
        acts = _acts(case, writer)
        act = next(acts)
        begin.wait(GIVEN_UP_AFTER)
        now = time.perf_counter()
        first = now + SETTLING_SECONDS
        while now < first + case.seconds:
            begun = time.perf_counter()
            act()
            now = time.perf_counter()
            if begun >= first and now < first + case.seconds:
                took.append(1000 * (now - begun))
            act = next(acts)
    except Exception as error:  # noqa: BLE001 - whatever it is, who started this process says it
        took = [f"{type(error).__name__}: {error}"]
        begin.abort()
    told.put(took)
    connection.close()


def _verified() -> None:
    from onrecord import community, ledger

    faults = [*community.verify(), *ledger.verify()]
    if faults:
        raise SystemExit(f"the books do not hold: {faults[:3]}")


if __name__ == "__main__":
    main()
