"""No order of heartbeats, openings and kept tokens pays for more than the time that passed."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable
from datetime import timedelta

import hypothesis.strategies as st
from django.db import connection
from hypothesis import HealthCheck, settings
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test

from onrecord import community, ledger
from onrecord.errors import ActRefused
from tests.community.conftest import settle_town
from tests.conftest import Store, Templates, point_django_at

NAMES = st.sampled_from(("ann", "ann", "ann", "new"))
WORDS = (100, 600)
"""A post that is read in 25 seconds, and one that takes 150."""


class Readers(RuleBasedStateMachine):
    """Two members who open posts with and without a kept token, and send any that was given to anybody, at any time."""

    make: Templates

    @initialize()
    def open(self) -> None:
        """Begin with a town and two posts."""
        point_django_at(type(self).make().url)
        self.town = settle_town()
        self.posts = []
        for number, words in enumerate(WORDS):
            done = community.publish(self.town.caller("ed"), f"story-{number}", "The bridge is to be closed", words)
            assert done.post is not None
            self.posts.append(done.post)
        self.tokens: dict[str, list[str]] = {"ann": [""], "new": [""]}
        self.passed = 0.0
        self.begun: dict[tuple[str, int], float] = {}
        self.opened: dict[str, int] = {}
        self.usable: defaultdict[tuple[str, int], float] = defaultdict(float)

    @rule(name=NAMES, post=st.integers(0, 1), whose=NAMES, back=st.integers(0, 4))
    def begin(self, name: str, post: int, whose: str, back: int) -> None:
        """Open a post with one of the last tokens; the first of all is none."""
        kept, account = self._token(whose, back), self.town.people[name]
        self.begun.setdefault((name, post), self.passed)
        self._keep(name, lambda: community.begin_reading(account, self.posts[post], self.town.at, kept))

    @rule(seconds=st.sampled_from((1, 5, 9.9, 20, 31, 3_600, 86_400, -15)))
    def wait(self, seconds: float) -> None:
        """Let time pass, or set the server's clock back; ten seconds of it at most could count where a post is open."""
        self.town.at += timedelta(seconds=seconds)
        self.passed += max(0.0, seconds)
        for reading in self.opened.items():
            self.usable[reading] += min(max(0.0, seconds), 10)

    @rule(name=NAMES, whose=NAMES, back=st.integers(0, 4), seconds=st.sampled_from((0, 0, 9, 10, 29)))
    def send(self, name: str, whose: str, back: int, seconds: float) -> None:
        """Wait, and send one of the last tokens."""
        self.wait(seconds)
        token, account = self._token(whose, back), self.town.people[name]
        self._keep(name, lambda: community.beat(account, token, self.town.at))

    @rule(name=NAMES, seconds=st.sampled_from((9.5, 10, 12)), times=st.integers(1, 5))
    def go_on(self, name: str, seconds: float, times: int) -> None:
        """Wait and send the newest token, several times."""
        for _ in range(times):
            self.send(name, name, 0, seconds)

    @rule(post=st.integers(0, 1), back=st.integers(0, 3), again=st.integers(0, 3))
    def turn(self, post: int, back: int, again: int) -> None:
        """Open a post, go on with it, come back to the other with what was kept, and send a token of before."""
        self.begin("ann", post, "ann", back)
        self.send("ann", "ann", 0, 10)
        self.begin("ann", 1 - post, "ann", again)
        self.send("ann", "ann", back, 0)

    def _token(self, whose: str, back: int) -> str:
        tokens = self.tokens[whose]
        return tokens[-1 - back % len(tokens)]

    def _keep(self, name: str, ask: Callable[[], community.Beat]) -> None:
        from onrecord.community.models import ReadingSession

        try:
            answer = ask()
        except ActRefused:
            return
        if answer.done:
            post = self.opened.pop(name)
            assert answer.done.post == self.posts[post]
            assert self.passed - self.begun[name, post] >= answer.seconds, "finished before its time"
        else:
            post = self.posts.index(ReadingSession.objects.get(member=self.town.people[name], ended_at=None).post_id)
            self.opened[name] = post
            self.tokens[name].append(answer.token)
        assert answer.counted <= self.usable[name, post], "more than the time that this post was open"

    @invariant()
    def counts_no_more_than_time(self) -> None:
        """What is saved of a reading is time that its post was open, one post at a time; a reward takes its seconds."""
        from onrecord.community.models import Movement, ReadingSession

        if not hasattr(self, "tokens"):
            return
        for name in ("ann", "new"):
            sessions = list(ReadingSession.objects.filter(member=self.town.people[name]))
            assert len([each for each in sessions if each.ended_at is None]) <= 1
            assert all(each.seconds <= self.usable[name, self.posts.index(each.post_id)] for each in sessions)
            paid = [each for each in sessions if each.act_id is not None]
            assert len({each.post_id for each in paid}) == len(paid)
            assert all(each.seconds >= 25 for each in paid)
            rewards = Movement.objects.filter(member=self.town.people[name], reason="reading")
            assert set(rewards.values_list("act", flat=True)) == {each.act_id for each in paid}
            assert rewards.count() == len(paid)

    def teardown(self) -> None:
        """At the end the ledger is whole."""
        if hasattr(self, "tokens"):
            assert list(ledger.verify()) == []
        connection.close()


def test_no_order_of_heartbeats_pays_for_more_than_the_time_that_passed(template: Templates, store: Store) -> None:
    """Whatever is repeated, mixed up, delayed or sent by somebody else, counted time is time that passed.

    And whatever is sent in whatever order, nobody finishes a reading earlier than its seconds after first opening it.
    """
    machine = type("TwoReaders", (Readers,), {"make": staticmethod(template)})
    steps = settings(max_examples=30, stateful_step_count=25, deadline=None, suppress_health_check=list(HealthCheck))
    try:
        run_state_machine_as_test(machine, settings=steps)
    finally:
        point_django_at(store.url)
