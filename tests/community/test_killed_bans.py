"""Processes that are killed in the middle of a ban, before, while and after its votes are annulled."""

from __future__ import annotations

import os
import random
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path

import pytest
from django.db import connection
from pytest_django import DjangoDbBlocker

from onrecord import community, ledger
from tests.community.conftest import NEWCOMERS, READERS, Town
from tests.community.test_any_order import check_books
from tests.community.test_many_members import started
from tests.conftest import Store, Templates, led_to, point_django_at

KILLS = int(os.environ.get("ONRECORD_TEST_KILLS", "24"))
"""Processes that are killed in one run of this test; more by hand."""
SEED = os.environ.get("ONRECORD_TEST_SEED", "7")
"""What is voted, and at what share of a ban's time somebody is killed; how far it has come is the machine's."""
AT_ONCE = 12
"""Votes that a ban annuls at once in this test, so that both the ban and the worker after it are killed at it."""
COMMENTS = 14
"""Comments of each newcomer, all of which each reader likes or dislikes."""


def voted(town: Town, rng: random.Random) -> list[int]:
    """Publish two posts and let readers vote on them and on comments, paid out in part; return the posts' numbers."""
    posts = [town.publish(), town.publish("eve", "story-2")]
    for name in town.people:
        ledger.post(town.gift(name, 1_000))
    comments = [town.comment(name, rng.choice(posts)) for _ in range(COMMENTS) for name in NEWCOMERS]
    for half in (comments[::2], comments[1::2]):
        for name in READERS:
            for comment in half:
                community.rate(town.caller(name), comment, rng.choice(("for", "for", "against")))
            community.vote(town.caller(name), posts[half is not comments[::2]], rng.choice(("for", "against")))
        if half[0] == comments[0]:
            community.mature(town.at + timedelta(days=4))
            town.at += timedelta(days=4)
    for name in NEWCOMERS:  # so that some of what is to be taken back is spent
        ledger.post(town.gift(name, 3 - ledger.balance(f"wallet:{town.people[name]}")))
    return posts


def ban_and_work(ban: community.Caller, member: int, ready: Path) -> None:
    """Ban a member, or ask for it again by the same key; then do as the worker does."""
    connection.ensure_connection()
    ready.touch()
    community.ban(ban, member, "Runs four accounts")
    community.mature(ban.at)


def bans_of(town: Town) -> list[tuple[community.Caller, int]]:
    """Return who bans each of the readers, and when, by keys of their own."""
    return [(town.caller("ed", f"ban {name}"), town.people[name]) for name in READERS]


def votes_left(member: int) -> int:
    """Return how many votes of a member stand."""
    from onrecord.community.models import Vote

    return Vote.objects.filter(member=member).count()


@contextmanager
def twin(store: Store, template: Templates, blocker: DjangoDbBlocker) -> Iterator[None]:
    """Lead to a copy of a record, and then back."""
    connection.close()
    with led_to(template(like=store), blocker):
        yield
    point_django_at(store.url)


@pytest.mark.usefixtures("town")
def test_a_ban_that_is_killed_again_and_again_annuls_each_vote_once(
    town: Town,
    store: Store,
    template: Templates,
    django_db_blocker: DjangoDbBlocker,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Whenever a ban and the worker after it are killed, all ends as it does where nobody is killed."""
    from onrecord.community.models import Act, Vote

    monkeypatch.setattr("onrecord.community.banning.ANNULLED_AT_ONCE", AT_ONCE)
    rng = random.Random(SEED)
    posts = voted(town, rng)
    bans, votes = bans_of(town), set(Vote.objects.values_list("pk", flat=True))
    with twin(store, template, django_db_blocker):
        begun = time.monotonic()
        for ban, member in bans:
            ban_and_work(ban, member, tmp_path / "twin")
        unharmed, seconds = town.balances(), (time.monotonic() - begun) / len(bans)
    connection.close()

    killed, in_the_middle = 0, 0
    for ban, member in bans:
        had = votes_left(member)
        while killed < KILLS and votes_left(member):
            connection.close()
            ready = tmp_path / str(killed)
            process = started(ban_and_work, ban, member, ready)
            until = time.monotonic() + 60
            while not ready.exists() and time.monotonic() < until:
                time.sleep(0.001)
            time.sleep(rng.random() * seconds / 2)
            process.kill()
            process.join()
            killed += 1
            in_the_middle += 0 < votes_left(member) < had
        ban_and_work(ban, member, tmp_path / "last")
    print(f"seed {SEED}: {killed} killed, {in_the_middle} of them with some of the votes annulled")
    assert in_the_middle >= killed // 3
    annulled = list(Act.objects.filter(kind="annul").values_list("key", flat=True))
    assert sorted(int(key.rpartition(":")[2]) for key in annulled) == sorted(votes), f"seed {SEED}"
    assert Vote.objects.count() == 0
    assert all(each.annulled_at for each in community.bans(town.people["eve"]))
    assert town.balances() == unharmed, f"seed {SEED}"
    assert community.mature(town.at) == 0
    check_books(town, posts)
