"""The simulated community: that it is the real one, and that farming does not pay in it."""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime, timedelta
from itertools import count

import pytest

from benchmarks.economy import START, Town, faults, lived
from benchmarks.economy_people import RECENT_DAYS, Headline, Shown, live, settle
from onrecord import community, ledger
from onrecord.community.tariff import Tariff
from onrecord.community.values import Opinion
from onrecord.errors import ActRefused
from tests.conftest import Store

DAYS = 7
WORDS = 60
"""Words of each post, which take three heartbeats to read."""
FUNDS = 40
PEOPLE = {
    "honest reader": 1,
    "honest commenter": 2,
    "author": 2,
    "editor": 1,
    "self-voter": 1,
    "vote ring": 2,
    "comment spammer": 1,
    "late reverser": 1,
    "minus-bomber": 1,
}


class Books(Town):
    """The simulated town, begun with members of level 20 who have something to spend, and every act noted."""

    def __init__(self, tariff: Tariff) -> None:
        super().__init__(tariff)
        self.notes: list[tuple[object, ...]] = []

    def join(self, role: str) -> int:
        """Open an account."""
        who = super().join(role)
        account = self.books.accounts[who - 1]
        account.experience, account.active_on, account.standing = 950, START.date(), who % 2 == 0
        account.purse["wallet"] = FUNDS
        return who

    def publish(self, who: int, words: int) -> bool:
        """Publish a post of few words."""
        del words
        return self._noted("publish", who, taken=super().publish(who, WORDS))

    def read(self, who: int, post: int) -> bool:
        """Read a post to its end."""
        return self._noted("read", who, post, taken=super().read(who, post))

    def vote(self, who: int, post: int, opinion: Opinion) -> bool:
        """Vote on a post."""
        return self._noted("vote", who, post, opinion, taken=super().vote(who, post, opinion))

    def comment(self, who: int, post: int, quality: float) -> bool:
        """Comment on a post."""
        return self._noted("comment", who, post, taken=super().comment(who, post, quality))

    def rate(self, who: int, comment: int, opinion: Opinion) -> bool:
        """Like or dislike a comment."""
        return self._noted("rate", who, comment, opinion, taken=super().rate(who, comment, opinion))

    def _noted(self, *what: object, taken: bool) -> bool:
        self.notes.append((*what, taken))
        return taken


class Doors:
    """The real community's doors, as the same people see them."""

    def __init__(self, tariff: Tariff) -> None:
        self.tariff = tariff
        self.at = START
        self.notes: list[tuple[object, ...]] = []
        self.accounts: list[int] = []
        self.published: list[tuple[int, Headline, date]] = []
        self.written: list[tuple[int, int, Shown]] = []
        self._keys = count()
        ledger.open_account("treasury", "treasury")

    def dawn(self, at: datetime) -> None:
        """Begin a day: pay out what is due."""
        self.at = at
        while community.mature(at):
            pass

    def join(self, role: str) -> int:
        """Open an account."""
        from django.db import transaction

        from onrecord.community.locking import lock_members
        from onrecord.community.models import Account, Member

        who = len(self.accounts) + 1
        pk = Account.objects.create(email=f"{who}@example.org", name=f"Member {who}", role=role).pk
        self.accounts.append(pk)
        with transaction.atomic():
            lock_members([pk])
        begun = {"level": 20, "experience": 950, "active_on": START.date(), "standing": who % 2 == 0}
        Member.objects.filter(pk=pk).update(**begun)
        legs = (ledger.Leg("treasury", -FUNDS), ledger.Leg(f"wallet:{pk}", FUNDS))
        ledger.post(ledger.Order(f"gift {who}", "gift", "gift", legs))
        return who

    def _done(self, who: int, act: Callable[[community.Caller], community.Done]) -> community.Done | None:
        self.at += timedelta(seconds=1)
        try:
            return act(community.Caller(self.accounts[who - 1], f"k{next(self._keys)}", self.at))
        except ActRefused:
            return None

    def _noted(self, *what: object, taken: bool) -> bool:
        self.notes.append((*what, taken))
        return taken

    def publish(self, who: int, words: int) -> bool:
        """Publish a post."""
        del words
        story = f"story {len(self.published)}"
        done = self._done(who, lambda caller: community.publish(caller, story, "The bridge is closed", WORDS))
        if done is not None and done.post is not None:
            headline = Headline(len(self.published) + 1, who, WORDS)
            self.published.append((done.post, headline, self.at.date()))
        return self._noted("publish", who, taken=done is not None)

    def read(self, who: int, post: int) -> bool:
        """Read a post to its end, heartbeat by heartbeat."""
        account = self.accounts[who - 1]
        try:
            beat = community.begin_reading(account, self.published[post - 1][0], self.at)
            while beat.done is None:
                self.at += timedelta(seconds=10)
                beat = community.beat(account, beat.token, self.at)
        except ActRefused:
            return self._noted("read", who, post, taken=False)
        return self._noted("read", who, post, taken=True)

    def vote(self, who: int, post: int, opinion: Opinion) -> bool:
        """Vote on a post."""
        pk = self.published[post - 1][0]
        done = self._done(who, lambda caller: community.vote(caller, pk, opinion))
        return self._noted("vote", who, post, opinion, taken=done is not None)

    def comment(self, who: int, post: int, quality: float) -> bool:
        """Comment on a post."""
        pk = self.published[post - 1][0]
        done = self._done(who, lambda caller: community.comment(caller, pk, "I was there."))
        if done is not None and done.number is not None:
            self.written.append((done.number, post, Shown(len(self.written) + 1, who, quality)))
        return self._noted("comment", who, post, taken=done is not None)

    def rate(self, who: int, comment: int, opinion: Opinion) -> bool:
        """Like or dislike a comment."""
        pk = self.written[comment - 1][0]
        done = self._done(who, lambda caller: community.rate(caller, pk, opinion))
        return self._noted("rate", who, comment, opinion, taken=done is not None)

    def ban(self, who: int, by: int) -> None:
        """Ban an account."""
        member = self.accounts[who - 1]
        self._done(by, lambda caller: community.ban(caller, member, "Breaks the rules of the house"))

    def posts(self) -> list[Headline]:
        """Return the posts on the front page."""
        since = self.at.date() - timedelta(days=RECENT_DAYS)
        return [headline for _, headline, on in self.published if on > since]

    def comments(self) -> list[Shown]:
        """Return the comments on these posts."""
        return [shown for post in self.posts() for _, place, shown in self.written if place == post.id]


def days_of(town: Books | Doors, seed: int) -> None:
    """Let the people live for some days in a town, and everything be paid out."""
    people, rng = settle(town, PEOPLE, seed), random.Random(f"{seed} order")  # noqa: S311 - chance here is no secret
    for day in range(DAYS):
        at = START + timedelta(days=day)
        town.dawn(at)
        live(town, people, day, at, rng)
    for more in range(town.tariff.pending.days + 1):
        town.dawn(START + timedelta(days=DAYS + more))


@pytest.mark.parametrize("seed", [3, 4])
@pytest.mark.usefixtures("store")
def test_the_simulated_community_is_the_real_one(seed: int) -> None:
    """The same people who act through the real doors are refused the same acts and hold the same at the end."""
    tariff = community.current_tariff()
    books, doors = Books(tariff), Doors(tariff)
    days_of(doors, seed)
    days_of(books, seed)
    for number, (simulated, real) in enumerate(zip(books.notes, doors.notes, strict=False)):
        assert simulated == real, f"act {number}"
    assert len(books.notes) == len(doors.notes) > 200
    assert [account.holds for account in books.books.accounts] == [community.purse(pk) for pk in doors.accounts]
    assert list(ledger.verify()) == []


@pytest.mark.parametrize("seed", [0, 1])
def test_farming_does_not_pay(seed: int) -> None:
    """In two hundred days each farming kind earns less than honest readers, and the treasury keeps its budget."""
    tariff = community.current_tariff()
    life = lived(tariff, 200, seed)
    assert faults([life], tariff) == []
    assert all(earned >= 0 for held in life.earned.values() for earned in held)


def test_a_seed_lives_the_same_life_again() -> None:
    """All chance follows from the seed, and another seed lives otherwise."""
    tariff = community.current_tariff()
    assert lived(tariff, 30, 5) == lived(tariff, 30, 5) != lived(tariff, 30, 6)


def test_a_tariff_that_can_be_farmed_is_told() -> None:
    """With the sums that a newcomer once earned by reading, fifty accounts earn more than a reader, and it is said."""
    tariff = community.current_tariff()
    farmed = replace(tariff, standing=replace(tariff.standing, unvouched=60))
    found = faults([lived(farmed, 60, 0)], farmed)
    assert any("sock puppets earns" in fault for fault in found)
    assert any("scripted" in fault or "renewed" in fault for fault in found)
    likes = replace(tariff, standing=replace(tariff.standing, vouched=1_000))
    assert any("patient puppets earn" in fault for fault in faults([lived(likes, 200, 0)], likes))


def test_a_budget_that_was_passed_is_told(store: Store) -> None:
    """A day on which more was issued than the tariff allows is named."""
    assert store
    tariff = community.current_tariff()
    life = replace(lived(tariff, 5, 0), most_issued=tariff.treasury.day + 1)
    assert any("were issued on one day" in fault for fault in faults([life], tariff))
