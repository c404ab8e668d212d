"""Members side by side, each with a connection of its own, and some of them killed."""

from __future__ import annotations

import multiprocessing
import os
import random
import time
from collections.abc import Callable
from multiprocessing.process import BaseProcess
from pathlib import Path
from threading import Barrier, Thread

from django.db import connection

from onrecord import community
from onrecord.errors import ActRefused, RecordLocked
from onrecord.limits.community import MATURED_AT_ONCE
from tests.community.conftest import EDITORS, NEWCOMERS, READERS, Town
from tests.community.test_any_order import OPINIONS, check_books

ACTORS = 3
KILLS = int(os.environ.get("ONRECORD_TEST_KILLS", "10"))
"""Processes that are killed in one run of this test; more by hand."""


def at_once(*acts: Callable[[], object]) -> list[object]:
    """Do these acts at the same moment, each on a connection of its own, and return what came of each."""
    start = Barrier(len(acts))
    outcomes: list[object] = [None] * len(acts)

    def do(place: int) -> None:
        start.wait()
        try:
            outcomes[place] = acts[place]()
        except Exception as error:  # noqa: BLE001 - it is looked at by who asked
            outcomes[place] = error
        finally:
            connection.close()

    threads = [Thread(target=do, args=(place,)) for place in range(len(acts))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return outcomes


def test_votes_of_one_account_at_once_end_in_one(town: Town) -> None:
    """Six votes of one account on one post, for and against, leave one vote, and the books of one."""
    from onrecord.community.models import Vote

    post = town.publish()
    opinions: list[community.Opinion] = ["for", "against"] * 3
    callers = [town.caller("ann") for _ in opinions]
    done = at_once(
        *(
            lambda caller=caller, opinion=opinion: community.vote(caller, post, opinion)
            for caller, opinion in zip(callers, opinions, strict=True)
        )
    )
    assert all(isinstance(each, community.Done) for each in done)
    assert Vote.objects.count() == 1
    tally = community.post_tally(post, town.people["ann"])
    table = community.post_table(post)
    paid = 2 if tally.own == "against" else 0
    assert (table.profit_subtotal, table.loss_subtotal) == (3 - 3 * paid // 2, 5 + paid)
    check_books(town, [post])


def test_an_act_asked_for_by_many_at_once_is_done_once(town: Town) -> None:
    """The same key on six connections is one comment, paid for once."""
    post = town.publish()
    caller = town.caller("ann", "once")
    done = at_once(*[lambda: community.comment(caller, post, "I was there.")] * 6)
    assert len({each.number for each in done if isinstance(each, community.Done)}) == 1
    assert sorted(each.again for each in done if isinstance(each, community.Done)) == [False] + [True] * 5
    assert len(community.thread(post)) == 1
    assert community.purse(town.people["ann"]) == 48


def test_one_wallet_is_spent_once(town: Town) -> None:
    """Six comments at once by who can pay for two leave two, and four refusals."""
    from onrecord import ledger

    post = town.publish()
    ledger.post(town.gift("ann", -46))
    callers = [town.caller("ann") for _ in range(6)]
    done = at_once(*(lambda caller=caller: community.comment(caller, post, "I was there.") for caller in callers))
    assert sum(isinstance(each, community.Done) for each in done) == 2
    assert [each.code for each in done if isinstance(each, ActRefused)] == ["funds"] * 4
    assert community.purse(town.people["ann"]) == 0
    check_books(town, [post])


def test_a_story_published_by_two_at_once_is_one_post(town: Town) -> None:
    """One of two editors is told that the story is published already."""
    callers = [town.caller(name) for name in EDITORS]
    done = at_once(*(lambda caller=caller: community.publish(caller, "story-1", "A title", 900) for caller in callers))
    assert sum(isinstance(each, community.Done) for each in done) == 1
    assert "published already" in str(next(each for each in done if isinstance(each, ActRefused)))


def act_at_random(seed: int, people: dict[str, int], log: Path) -> None:
    """Act as anybody until killed, and note in `log` what was asked and what came of it."""
    rng = random.Random(seed)
    names = [*EDITORS, *READERS, *NEWCOMERS]
    with log.open("a", buffering=1, encoding="ascii") as notes:
        for number in range(1_000_000):
            caller = community.Caller(people[rng.choice(names)], f"{seed}-{number}")
            notes.write(f"asks {caller.account} {caller.key}\n")
            try:
                one_of_many(rng, caller)
            except (ActRefused, RecordLocked):  # SQLite has no turns; who waited too long did nothing
                notes.write(f"refused {caller.account} {caller.key}\n")
            else:
                notes.write(f"done {caller.account} {caller.key}\n")


def one_of_many(rng: random.Random, caller: community.Caller) -> None:
    """Do some act."""
    from onrecord.community.models import Comment

    post = rng.choice((1, 2))
    opinion = rng.choice(OPINIONS)
    comments = list(Comment.objects.order_by("-pk").values_list("pk", flat=True)[:5])
    kind = rng.randrange(8)
    if kind < 3:
        community.vote(caller, post, opinion)
    elif kind < 6 and comments:
        community.rate(caller, rng.choice(comments), opinion)
    elif kind == 6:
        community.buy_report(caller, post)
    else:
        community.comment(caller, post, "I was there.", rng.choice([None, *comments]))


def settle_at_random(seed: int) -> None:
    """Pay out and close until killed, as if the window were over."""
    from datetime import UTC, datetime, timedelta

    rng = random.Random(seed)
    while True:
        community.mature(datetime.now(UTC) + timedelta(days=3))
        if rng.random() < 0.3:
            community.close()
        time.sleep(rng.random() / 10)


def started(do: Callable[..., None], *words: object) -> BaseProcess:
    """Return a process at work, with a connection of its own."""
    process = multiprocessing.get_context("fork").Process(target=do, args=words)
    process.start()
    return process


def noted(logs: list[Path], what: str) -> set[tuple[int, str]]:
    """Return the accounts and keys of what was noted; a last line that was cut by the kill is no note."""
    lines = [line for log in logs if log.exists() for line in log.read_text().splitlines(keepends=True)]
    found = [line.split() for line in lines if line.startswith(f"{what} ") and line.endswith("\n")]
    return {(int(account), key) for _, account, key in found}


def test_nothing_is_lost_or_doubled_when_actors_are_killed(town: Town, tmp_path: Path) -> None:
    """Every act that somebody was told of is there once with its money, none that was refused, and the books hold."""
    from onrecord import ledger
    from onrecord.community.models import Act

    posts = [town.publish(), town.publish("eve", "story-2")]
    for name in town.people:
        ledger.post(town.gift(name, 10_000))
    connection.close()
    rng = random.Random(7)
    logs = [tmp_path / f"{seed}.log" for seed in range(ACTORS + KILLS)]
    actors = [(seed, started(act_at_random, seed, town.people, logs[seed])) for seed in range(ACTORS)]
    settler = started(settle_at_random, 1)
    try:
        for seed in range(ACTORS, ACTORS + KILLS):
            place = rng.randrange(ACTORS)
            old, actor = actors[place]
            until = time.monotonic() + 60
            while len(noted([logs[old]], "done")) < 2 and time.monotonic() < until:  # so that it is killed at its work
                time.sleep(0.01)
            time.sleep(rng.random() * 0.05)
            assert actor.exitcode is settler.exitcode is None  # neither ended by itself
            actor.kill()
            actor.join()
            actors[place] = (seed, started(act_at_random, seed, town.people, logs[seed]))
            settler.kill()
            settler.join()
            settler = started(settle_at_random, seed)
    finally:
        for process in (settler, *(actor for _, actor in actors)):
            process.kill()
            process.join()
    acts = Act.objects.exclude(kind__in=("publish", "close", "gift")).values_list("member", "key")
    assert noted(logs, "done") <= set(acts) <= noted(logs, "asks")
    assert not set(acts) & noted(logs, "refused")
    assert len(noted(logs, "done")) >= 2 * KILLS
    check_books(town, posts)
    assert community.mature(town.at.replace(year=2100)) <= MATURED_AT_ONCE
    check_books(town, posts)
    print(f"{KILLS} killed, {len(noted(logs, 'done'))} acts done")
