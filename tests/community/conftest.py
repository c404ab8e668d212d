"""A community with some accounts, on the database that the run was told to use."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from itertools import count

import pytest

from onrecord import community, ledger
from tests.conftest import Store

START = datetime(2026, 3, 1, 12, tzinfo=UTC)


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

    def balances(self) -> dict[str, int]:
        """Return the balance of every ledger account."""
        from onrecord.ledger.models import LedgerAccount

        return {name: ledger.balance(name) for name in sorted(LedgerAccount.objects.values_list("id", flat=True))}


READERS = ("ann", "ben", "cyd", "dan")
"""Readers of level 20 and of standing."""
NEWCOMERS = ("new", "nil")
"""Readers of level 20 for whom nobody vouched."""


@pytest.fixture
def town(store: Store) -> Town:
    """An editor `ed`, readers of standing with 50 Twei each, and newcomers with 50 for whom nobody vouched."""
    assert store
    return settle_town()


def settle_town() -> Town:
    """Make the people of a town, and give each reader 50 Twei."""
    from onrecord.community.locking import lock_members
    from onrecord.community.models import Account, Member

    people = {}
    for name in ("ed", *READERS, *NEWCOMERS):
        role = "editor" if name == "ed" else "reader"
        people[name] = Account.objects.create(email=f"{name}@example.org", name=name.title(), role=role).pk
    from django.db import transaction

    with transaction.atomic():
        lock_members(people.values())
    ledger.open_account("treasury", "treasury")
    for name in (*READERS, *NEWCOMERS):
        Member.objects.filter(pk=people[name]).update(level=20, standing=name in READERS)
        wallet = f"wallet:{people[name]}"
        legs = (ledger.Leg("treasury", -50), ledger.Leg(wallet, 50))
        ledger.post(ledger.Order(f"gift:{name}", "gift", "gift", legs))
    return Town(people)
