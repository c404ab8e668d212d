"""What must hold in any order of acts, retries, crashes, payouts and closings."""

from __future__ import annotations

import os
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import hypothesis.strategies as st
import pytest
from django.db import connection
from django.db.models import Sum
from hypothesis import HealthCheck, settings
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test

from onrecord import community, ledger
from onrecord.errors import ActRefused
from tests.community.conftest import NEWCOMERS, READERS, Town, pay_for_reading, priced, settle_town
from tests.conftest import Store, Templates, point_django_at

PEOPLE = ("ed", "eve", *READERS, *NEWCOMERS)
OPINIONS: tuple[community.Opinion, ...] = ("for", "against", "none")
EXAMPLES = int(os.environ.get("ONRECORD_TEST_EXAMPLES", "8"))
"""Towns of one run of this test, each of up to 40 steps; more by hand."""
STEPS = {"steps": 0, "refused": 0, "crashed": 0}


class Crash(Exception):
    """What is thrown in the middle of an act."""


class CrashAt:
    """Lets the statement with a number fail, as when the process or its database goes at that moment."""

    def __init__(self, number: int) -> None:
        self.left = number

    def __call__(self, execute: Callable[..., Any], sql: str, params: Any, many: bool, context: Any) -> Any:  # noqa: FBT001
        """Run a statement, or crash before it."""
        self.left -= 1
        if self.left == 0:
            raise Crash
        return execute(sql, params, many, context)


class Community(RuleBasedStateMachine):
    """A town whose people do anything in any order."""

    make: Templates

    @initialize()
    def begin(self) -> None:
        """Begin with a town of its own, where two posts stand."""
        self.store: Store = type(self).make()
        point_django_at(self.store.url)
        self.town: Town = settle_town()
        self.done: list[tuple[Callable[[community.Caller], community.Done], community.Caller, community.Done]] = []
        self.comments: list[int] = []
        self.posts = [self.town.publish("ed", "story-1"), self.town.publish("eve", "story-2")]
        self.gifts = sum(amount for name, amount in self.town.balances().items() if name == "treasury")

    def _do(self, name: str, ask: Callable[[community.Caller], community.Done], crash: int) -> community.Done | None:
        """Do an act, first with a crash at the statement `crash` if that is not nought; the crash leaves no trace."""
        caller = self.town.caller(name)
        STEPS["steps"] += 1
        if crash:
            before = self.town.balances()
            try:
                with connection.execute_wrapper(CrashAt(crash)):
                    ask(caller)
            except Crash:
                STEPS["crashed"] += 1
                assert self.town.balances() == before
            except ActRefused:
                assert self.town.balances() == before
        try:
            done = ask(caller)
        except ActRefused:
            STEPS["refused"] += 1
            return None
        self.done.append((ask, caller, done))
        return done

    @rule(
        name=st.sampled_from(PEOPLE),
        which=st.integers(0, 3),
        opinion=st.sampled_from(OPINIONS),
        crash=st.integers(0, 40),
    )
    def vote(self, name: str, which: int, opinion: community.Opinion, crash: int) -> None:
        """Vote on a post."""
        post = self.posts[which % len(self.posts)]
        self._do(name, lambda caller: community.vote(caller, post, opinion), crash)

    @rule(name=st.sampled_from(PEOPLE), which=st.integers(0, 9), answer=st.booleans(), crash=st.integers(0, 40))
    def comment(self, name: str, which: int, answer: bool, crash: int) -> None:  # noqa: FBT001
        """Comment on a post, or answer a comment."""
        post = self.posts[which % len(self.posts)]
        parent = self.comments[which % len(self.comments)] if answer and self.comments else None
        done = self._do(name, lambda caller: community.comment(caller, post, "I was there.", parent), crash)
        if done is not None and done.number is not None:
            self.comments.append(done.number)

    @rule(
        name=st.sampled_from(PEOPLE),
        which=st.integers(0, 9),
        opinion=st.sampled_from(OPINIONS),
        crash=st.integers(0, 60),
    )
    def rate(self, name: str, which: int, opinion: community.Opinion, crash: int) -> None:
        """Like or dislike a comment."""
        if self.comments:
            comment = self.comments[which % len(self.comments)]
            self._do(name, lambda caller: community.rate(caller, comment, opinion), crash)

    @rule(which=st.integers(0, 9))
    def like_by_all(self, which: int) -> None:
        """Like a comment by everybody, so that it earns its reward."""
        if self.comments:
            comment = self.comments[which % len(self.comments)]
            for name in (*READERS, "ed"):
                self._do(name, lambda caller: community.rate(caller, comment, "for"), 0)

    @rule(name=st.sampled_from(PEOPLE), which=st.integers(0, 9), delete=st.booleans(), crash=st.integers(0, 30))
    def change(self, name: str, which: int, delete: bool, crash: int) -> None:  # noqa: FBT001
        """Change or delete a comment, one's own or not."""
        if self.comments:
            comment = self.comments[which % len(self.comments)]
            if delete:
                self._do(name, lambda caller: community.delete_comment(caller, comment), crash)
            else:
                self._do(name, lambda caller: community.edit_comment(caller, comment, "I was not there."), crash)

    @rule(name=st.sampled_from(PEOPLE), which=st.integers(0, 3), crash=st.integers(0, 40))
    def report(self, name: str, which: int, crash: int) -> None:
        """Buy a report."""
        post = self.posts[which % len(self.posts)]
        self._do(name, lambda caller: community.buy_report(caller, post), crash)

    @rule(name=st.sampled_from(PEOPLE), which=st.integers(0, 3), crash=st.integers(0, 40))
    def read(self, name: str, which: int, crash: int) -> None:
        """Be paid for reading."""
        post = self.posts[which % len(self.posts)]
        self._do(name, lambda caller: pay_for_reading(caller, post), crash)

    @rule(name=st.sampled_from(("ed", "eve", "ann")), which=st.integers(0, 3), crash=st.integers(0, 40))
    def publish(self, name: str, which: int, crash: int) -> None:
        """Publish a story, perhaps one that stands already."""
        done = self._do(name, lambda caller: community.publish(caller, f"story-{which}", "A title", 500), crash)
        if done is not None and done.post is not None:
            self.posts.append(done.post)

    @rule(which=st.integers(0, 9))
    def withdraw(self, which: int) -> None:
        """Withdraw a post, now and then."""
        if which == 9 and len(self.posts) > 2:
            self._do("ed", lambda caller: community.withdraw(caller, self.posts[-1]), 0)

    @rule(number=st.integers(0, 200))
    def ask_again(self, number: int) -> None:
        """Repeat an act under its key: the answer is the same, and nothing moves."""
        if self.done:
            ask, caller, done = self.done[number % len(self.done)]
            before = self.town.balances()
            again = ask(community.Caller(caller.account, caller.key, self.town.at))
            assert again.again
            assert (again.act, again.paid, again.earned, again.number, again.at) == (
                done.act,
                done.paid,
                done.earned,
                done.number,
                done.at,
            )
            assert self.town.balances() == before

    @rule(which=st.integers(0, 30), crash=st.integers(0, 60))
    def annul(self, which: int, crash: int) -> None:
        """Annul a vote, whether it was paid out or not."""
        from onrecord.community import voting
        from onrecord.community.models import Vote

        votes = list(Vote.objects.order_by("pk").values_list("pk", flat=True))
        if votes:
            vote = votes[which % len(votes)]
            self._do("ed", lambda caller: voting.annul(caller, vote), crash)
            self.done = [each for each in self.done if each[2].kind != "annul"]

    @rule(days=st.integers(0, 4), crash=st.integers(0, 40))
    def mature(self, days: int, crash: int) -> None:
        """Let days pass and pay out what is due."""
        self.town.at += timedelta(days=days)
        self._crash(lambda: community.mature(self.town.at), crash)

    @rule(crash=st.integers(0, 40))
    def close(self, crash: int) -> None:
        """Close the posts' accounts."""
        self._crash(lambda: community.close(self.town.at), crash)
        for post in self.posts:
            assert ledger.balance(f"profit:{post}") == ledger.balance(f"loss:{post}") == 0

    def _crash(self, do: Callable[[], int], crash: int) -> None:
        STEPS["steps"] += 1
        if crash:
            try:
                with connection.execute_wrapper(CrashAt(crash)):
                    do()
            except Crash:
                STEPS["crashed"] += 1
        do()

    @invariant()
    def the_books_hold(self) -> None:
        """Sums are zero, nobody is below zero, tables are what was posted, each transfer has one act as its cause."""
        if hasattr(self, "town"):
            check_books(self.town, self.posts)

    def teardown(self) -> None:
        """Count what was reached, and let go of the town."""
        from onrecord.community.models import Movement

        for state in Movement.objects.values_list("state", flat=True):
            STEPS[state] = STEPS.get(state, 0) + 1
        connection.close()


def check_books(town: Town, posts: list[int]) -> None:
    """Look at everything that must hold of the money in a community."""
    from onrecord.community.models import Act, Movement
    from onrecord.community.tariff import current
    from onrecord.ledger.models import Transfer

    balances = town.balances()
    assert sum(balances.values()) == 0
    assert all(balance >= 0 for name, balance in balances.items() if name.split(":")[0] in ("wallet", "author", "held"))
    assert [*ledger.verify(), *community.verify()] == []
    acts = {f"act:{pk}" for pk in Act.objects.values_list("pk", flat=True)}
    assert set(Transfer.objects.values_list("cause", flat=True)) <= acts
    live = Movement.objects.filter(state__in=("pending", "settled"))
    for post in posts:
        table = community.post_table(post)
        here = live.filter(post=post).exclude(reason="reading")
        assert table.profit_subtotal == sum(line.amount for line in table.profit) == _sum(here.filter(amount__gt=0))
        assert table.loss_subtotal == sum(line.amount for line in table.loss) == -_sum(here.filter(amount__lt=0))
        assert balances[f"held:{post}"] == _sum(live.filter(post=post, amount__gt=0, state="pending"))
    caps = current().caps
    for row in live.filter(amount__gt=0).values("member", "reason", "on").annotate(total=Sum("amount")):
        assert row["total"] <= caps[community.Reason(row["reason"])]


def _sum(rows: Any) -> int:
    return int(rows.aggregate(total=Sum("amount"))["total"] or 0)


@pytest.mark.parametrize("unvouched", [100_000, 3])
def test_the_books_hold_in_any_order_of_acts(template: Templates, store: Store, unvouched: int) -> None:
    """Acts, repetitions, crashes between any two statements, payouts and closings leave books that hold.

    So they do where staff's likes bound what a reader earns, and most earnings wait.
    """
    machine = type("OneTown", (Community,), {"make": staticmethod(template)})
    steps = settings(
        max_examples=EXAMPLES, stateful_step_count=40, deadline=None, suppress_health_check=list(HealthCheck)
    )
    bounds = {"standing_unvouched": str(unvouched), "standing_vouched": "5"}
    before = STEPS["steps"]
    try:
        with priced(caps_plus="6", caps_like_own="2", caps_like_commenter="4", caps_comment_reward="6", **bounds):
            for _ in range(5):  # hypothesis may draw short lives
                run_state_machine_as_test(machine, settings=steps)
                if STEPS["steps"] - before > 10 * EXAMPLES:
                    break
    finally:
        point_django_at(store.url)
        print(f"tried: {STEPS}")
    assert STEPS["steps"] - before > 10 * EXAMPLES
