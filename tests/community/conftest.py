"""A community with some accounts, on the database that the run was told to use."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from itertools import count
from pathlib import Path

import pytest
from django.db.models import Sum

from onrecord import community, ledger
from tests.conftest import Store

START = datetime(2026, 3, 1, 12, tzinfo=UTC)


TARIFF = Path(community.__file__).with_name("tariff.toml")
ROUND = {
    "comment_tribute": "2",
    "comment_free": "0",
    "reading_reward": "2",
    "caps_reading": "10",
    "standing_unvouched": "100000",
}
"""How the town's tariff differs from the one that is shipped: newcomers pay and earn from the first day."""


@contextmanager
def priced(**changed: str) -> Iterator[None]:
    """Let the town's tariff be in force, with words of it changed."""
    from django.conf import settings

    with tempfile.NamedTemporaryFile("w", suffix=".toml", encoding="utf-8") as file:
        file.write(rewritten(ROUND | changed))
        file.flush()
        before, settings.TARIFF = settings.TARIFF, file.name
        try:
            yield
        finally:
            settings.TARIFF = before


def rewritten(changed: Mapping[str, str]) -> str:
    """Return the shipped tariff with the values of some keys changed; a key is named as `like_minted`."""
    lines, section = [], ""
    left = {key.replace("_", "."): value for key, value in changed.items()}
    for line in TARIFF.read_text(encoding="utf-8").splitlines():
        section = line.strip("[]").split("]")[0] + "_" if line.startswith("[") else section
        key = f"{section}{line.split(' = ')[0]}".replace("_", ".").replace("-", ".")
        lines.append(f"{line.split(' = ')[0]} = {left.pop(key)}" if key in left else line)
    assert not left
    return "\n".join(lines)


@dataclass
class Town:
    """People by name, and a clock that goes on by a second with every act."""

    people: dict[str, int]
    at: datetime = START

    def __post_init__(self) -> None:
        self._keys = count()

    def caller(self, name: str, key: str = "") -> community.Caller:
        """Return who acts next, under a key that nobody used before unless one is given."""
        self.at += timedelta(seconds=1)
        return community.Caller(self.people[name], key or f"k{next(self._keys)}", self.at)

    def employ(self, *names: str) -> None:
        """Let an administrator make analysts of these people."""
        from onrecord.community.models import Account

        Account.objects.filter(pk__in=[self.people[name] for name in names]).update(role="analyst")

    def publish(self, name: str = "ed", story: str = "story-1") -> int:
        """Publish a story and return the post's number."""
        done = community.publish(self.caller(name), story, "The bridge is to be closed", 900)
        assert done.post is not None
        return done.post

    def comment(self, name: str, post: int, text: str = "I was there.") -> int:
        """Comment on a post and return the comment's number."""
        done = community.comment(self.caller(name), post, text)
        assert done.number is not None
        return done.number

    def gift(self, name: str, amount: int) -> ledger.Order:
        """Return an order by which somebody gets an amount from the treasury, or for one below zero gives it."""
        from onrecord.community.models import Act

        legs = (ledger.Leg("treasury", -amount), ledger.Leg(f"wallet:{self.people[name]}", amount))
        act = Act.objects.create(key=f"gift {next(self._keys)}", kind="gift", digest="", tariff="", at=self.at)
        return ledger.Order(f"act:{act.pk}:gift", community.Reason.ADVANCE, f"act:{act.pk}", legs)

    def balances(self) -> dict[str, int]:
        """Return the balance of every ledger account, as the sum of its postings."""
        from onrecord.ledger.models import LedgerAccount, Posting

        sums = dict(Posting.objects.values("account").annotate(sum=Sum("amount")).values_list("account", "sum"))
        return {name: int(sums.get(name, 0)) for name in LedgerAccount.objects.values_list("id", flat=True)}


EDITORS = ("ed", "eve")
READERS = ("ann", "ben", "cyd", "dan")
"""Readers of level 20 and of standing."""
NEWCOMERS = ("new", "nil")
"""Readers of level 20 for whom nobody vouched."""


@pytest.fixture(autouse=True)
def tariff() -> Iterator[None]:
    """The town's tariff."""
    with priced():
        yield


@pytest.fixture
def town(store: Store) -> Town:
    """Two editors, `ed` and `eve`, readers of standing, and newcomers for whom nobody vouched; readers have 50 Twei."""
    assert store
    return settle_town()


def settle_town() -> Town:
    """Make the people of a town, whose levels do not fall by absence, and give each reader 50 Twei."""
    from onrecord.community.locking import lock_members
    from onrecord.community.models import Account, Member

    people = {}
    for name in (*EDITORS, *READERS, *NEWCOMERS):
        role = "editor" if name in EDITORS else "reader"
        people[name] = Account.objects.create(email=f"{name}@example.org", name=name.title(), role=role).pk
    from django.db import transaction

    with transaction.atomic():
        lock_members(people.values())
    ledger.open_account("treasury", "treasury")
    town = Town(people)
    for name in (*READERS, *NEWCOMERS):
        standing = {"level": 20, "experience": 950, "active_on": date(2100, 1, 1), "standing": name in READERS}
        Member.objects.filter(pk=people[name]).update(**standing)
        ledger.post(town.gift(name, 50))
    return town


def pay_for_reading(caller: community.Caller, post: int) -> community.Done:
    """Let somebody earn the reward for reading a post, without the reading."""
    from onrecord.community.acting import Acting, Asked, act, author_of, standing_post

    def do(acting: Acting) -> None:
        acting.act.post = standing_post(post)
        reward = acting.tariff.reading.reward
        acting.moving.earn(community.Reason.READING, acting.act.post, acting.member, reward)

    return act(caller, Asked("read", (post,), others=lambda: author_of(post)), do)
