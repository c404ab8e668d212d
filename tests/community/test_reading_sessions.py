"""Reading: what counts, what does not, and that no order of heartbeats pays for more than the time that passed."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import hypothesis.strategies as st
import pytest
from django.core.signing import Signer
from hypothesis import HealthCheck, settings
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test

from onrecord import community, ledger
from onrecord.errors import ActRefused
from tests.community.conftest import Town, priced, settle_town
from tests.conftest import Store, Templates, point_django_at

SECONDS = 225
"""What 900 words take at the tariff's 240 words a minute."""


def read(town: Town, name: str, post: int, every: int = 10) -> list[community.Beat]:
    """Read a post to its end with a heartbeat every so many seconds, and return all answers."""
    account = town.people[name]
    answers = [community.begin_reading(account, post, town.at)]
    while answers[-1].token:
        town.at += timedelta(seconds=every)
        answers.append(community.beat(account, answers[-1].token, town.at))
    return answers


def refused(code: str, account: int, token: str, town: Town) -> None:
    """Try a heartbeat that must be refused, and must change nothing."""
    from onrecord.community.models import ReadingSession

    before = list(ReadingSession.objects.order_by("pk").values())
    with pytest.raises(ActRefused) as told:
        community.beat(account, token, town.at)
    assert told.value.code == code
    assert list(ReadingSession.objects.order_by("pk").values()) == before


def test_a_post_read_to_its_end_earns_its_reward_once(town: Town) -> None:
    """The reward is one transfer by one act, from the treasury; a second reading is refused."""
    post = town.publish()
    offer = community.reading_offer(post, town.people["ann"], town.at)
    assert (offer.seconds, offer.reward, offer.earned, offer.read_at) == (SECONDS, 2, 0, None)
    start = town.at
    answers = read(town, "ann", post)
    assert town.at - start == timedelta(seconds=230)
    assert [answer.counted for answer in answers[:4]] == [0, 10, 20, 30]
    done = answers[-1].done
    assert done is not None
    assert (done.kind, done.earned, done.paid) == ("reading", 2, 0)
    assert community.pending(town.people["ann"]) == 2
    read_to_end = community.reading_offer(post, town.people["ann"], town.at)
    assert (read_to_end.earned, read_to_end.read_at, read_to_end.reward) == (2, town.at, 0)
    with pytest.raises(ActRefused, match="read once"):
        community.begin_reading(town.people["ann"], post, town.at)
    community.mature(town.at + timedelta(days=4))
    assert community.purse(town.people["ann"]) == 52
    assert community.post_table(post).reading == 2
    assert not list(ledger.verify())


def test_a_post_that_is_opened_and_left_earns_nothing(town: Town) -> None:
    """Who opens a post and comes back an hour later has counted nothing."""
    post = town.publish()
    opened = community.begin_reading(town.people["ann"], post, town.at)
    town.at += timedelta(hours=1)
    refused("late", town.people["ann"], opened.token, town)
    assert community.reading_offer(post, town.people["ann"], town.at).counted == 0


def test_a_slow_heartbeat_counts_no_more_than_its_interval(town: Town) -> None:
    """A heartbeat that comes after 29 seconds counts ten."""
    post = town.publish()
    opened = community.begin_reading(town.people["ann"], post, town.at)
    assert community.beat(town.people["ann"], opened.token, town.at + timedelta(seconds=29)).counted == 10


def test_a_script_that_is_faster_than_a_person_is_refused(town: Town) -> None:
    """A heartbeat before its time counts nothing, and the token stays good for the right moment."""
    post = town.publish()
    opened = community.begin_reading(town.people["ann"], post, town.at)
    town.at += timedelta(seconds=1)
    refused("early", town.people["ann"], opened.token, town)
    town.at += timedelta(seconds=9)
    assert community.beat(town.people["ann"], opened.token, town.at).counted == 10


def test_a_replayed_heartbeat_is_refused(town: Town) -> None:
    """A token is taken once, also while its reading goes on."""
    post = town.publish()
    opened = community.begin_reading(town.people["ann"], post, town.at)
    town.at += timedelta(seconds=10)
    community.beat(town.people["ann"], opened.token, town.at)
    town.at += timedelta(seconds=10)
    refused("again", town.people["ann"], opened.token, town)


def test_a_forged_heartbeat_is_refused(town: Town) -> None:
    """A token that was changed, signed otherwise, or is another's counts for nobody."""
    post = town.publish()
    opened = community.begin_reading(town.people["ann"], post, town.at)
    town.at += timedelta(seconds=10)
    refused("bad", town.people["ann"], f"{opened.token[:-1]}!", town)
    refused("bad", town.people["ann"], "x" * 1_000_000, town)
    refused("bad", town.people["ann"], "", town)
    refused("bad", town.people["ann"], Signer(key="guessed").sign_object([1, 1, 0]), town)
    refused("bad", town.people["ann"], Signer(salt="elsewhere").sign_object([1, 1, 0]), town)
    refused("unknown", town.people["ben"], opened.token, town)


def test_a_heartbeat_from_the_future_is_refused(town: Town) -> None:
    """A token that was made after the server's present counts nothing."""
    post = town.publish()
    opened = community.begin_reading(town.people["ann"], post, town.at + timedelta(minutes=5))
    refused("early", town.people["ann"], opened.token, town)


def test_a_member_reads_one_post_at_a_time(town: Town) -> None:
    """Opening a second post ends the first, whose time counts on when it is opened again."""
    first, second = town.publish(), town.publish(story="story-2")
    account = town.people["ann"]
    opened = community.begin_reading(account, first, town.at)
    town.at += timedelta(seconds=10)
    going_on = community.beat(account, opened.token, town.at)
    community.begin_reading(account, second, town.at)
    town.at += timedelta(seconds=10)
    refused("again", account, going_on.token, town)
    assert community.begin_reading(account, first, town.at).counted == 10
    town.at += timedelta(days=1)
    assert community.begin_reading(account, first, town.at).counted == 0


def test_what_was_not_read_to_its_end_is_forgotten_after_a_day(town: Town) -> None:
    """Posts that were read to their end stay on record; a heartbeat of one that is forgotten is refused."""
    from onrecord.community.models import ReadingSession

    posts = [town.publish(story=f"story-{number}") for number in range(3)]
    read(town, "ann", posts[0])
    broken_off = community.begin_reading(town.people["ann"], posts[1], town.at)
    community.begin_reading(town.people["ben"], posts[1], town.at)
    town.at += timedelta(days=1)
    community.begin_reading(town.people["ann"], posts[2], town.at)
    kept = ReadingSession.objects.filter(member=town.people["ann"]).order_by("pk")
    assert [each.post_id for each in kept] == [posts[0], posts[2]]
    assert ReadingSession.objects.filter(member=town.people["ben"]).count() == 1
    refused("unknown", town.people["ann"], broken_off.token, town)


def test_the_same_post_in_two_windows_counts_once(town: Town) -> None:
    """Of two windows with one post, the one that was opened last counts."""
    post, account = town.publish(), town.people["ann"]
    first = community.begin_reading(account, post, town.at)
    second = community.begin_reading(account, post, town.at)
    town.at += timedelta(seconds=10)
    refused("again", account, first.token, town)
    assert community.beat(account, second.token, town.at).counted == 10


def test_an_author_earns_nothing_by_reading(town: Town) -> None:
    """The author of a post is told so before and when it is opened."""
    post = town.publish("ed")
    assert "published" in community.reading_offer(post, town.people["ed"], town.at).obstacle
    with pytest.raises(ActRefused) as told:
        community.begin_reading(town.people["ed"], post, town.at)
    assert told.value.code == "own"


def test_a_withdrawn_post_is_not_read_on(town: Town) -> None:
    """When a post is withdrawn while it is read, the next heartbeat says so."""
    post = town.publish()
    opened = community.begin_reading(town.people["ann"], post, town.at)
    community.withdraw(town.caller("ed"), post)
    town.at += timedelta(seconds=10)
    refused("withdrawn", town.people["ann"], opened.token, town)
    assert community.reading_offer(post, town.people["ann"], town.at).reward == 0


def test_nothing_is_earned_beyond_the_cap_of_the_day(town: Town) -> None:
    """The sixth post of a day is read without pay, which is said before; the next day pays again."""
    posts = [town.publish(story=f"story-{number}") for number in range(7)]
    earned = [read(town, "ann", post)[-1].done for post in posts[:5]]
    assert [done.earned for done in earned if done] == [2, 2, 2, 2, 2]
    assert "a day" in community.reading_offer(posts[5], town.people["ann"], town.at).obstacle
    unpaid = read(town, "ann", posts[5])[-1].done
    assert unpaid is not None
    assert unpaid.earned == 0
    assert community.reading_offer(posts[5], town.people["ann"], town.at).earned == 0
    town.at += timedelta(days=1)
    paid = read(town, "ann", posts[6])[-1].done
    assert paid is not None
    assert paid.earned == 2


def test_who_is_not_vouched_for_earns_a_bounded_sum_by_reading(town: Town) -> None:
    """Accounts made to read by a script earn what the tariff allows them in all, here 6 Twei, and never more."""
    posts = [town.publish(story=f"story-{number}") for number in range(6)]
    with priced(standing_unvouched="6"):
        earned = []
        for post in posts[:5]:
            town.at += timedelta(days=1)
            done = read(town, "new", post)[-1].done
            assert done is not None
            earned.append(done.earned)
        assert earned == [2, 2, 2, 0, 0]
        told = community.reading_offer(posts[5], town.people["new"], town.at).obstacle
        assert told == "reading earns more once 3 analysts or editors like what you wrote"
        assert community.reading_offer(posts[5], town.people["ann"], town.at).obstacle == ""
    with priced(standing_unvouched="0"):
        told = community.reading_offer(posts[5], town.people["new"], town.at).obstacle
        assert told == "reading earns once 3 analysts or editors like what you wrote"


def test_what_reading_earns_in_all_follows_from_the_likes_of_staff(town: Town) -> None:
    """A member of standing earns so much in all for each like that staff gave to its comments."""
    posts = [town.publish(story=f"story-{number}") for number in range(6)]
    with priced(standing_unvouched="0", standing_vouched="4"):
        comment = town.comment("ann", posts[0])
        earned = []
        for post, liker in zip(posts, ("", "ben", "ed", "", "eve", ""), strict=True):
            town.at += timedelta(days=1)
            if liker:
                community.rate(town.caller(liker), comment, "for")
            done = read(town, "ann", post)[-1].done
            assert done is not None
            earned.append(done.earned)
    assert earned == [0, 0, 2, 0, 2, 0], "a like of staff brings two, and lets two more be earned"


@pytest.mark.parametrize(("words", "seconds"), [(1, 20), (80, 20), (81, 21), (900, 225), (1_000_000, 250_000)])
def test_time_to_read_follows_from_the_length(town: Town, words: int, seconds: int) -> None:
    """The time is that of the words at the tariff's pace, rounded up, and never below the floor."""
    post = community.publish(town.caller("ed"), "story", "The bridge is to be closed", words).post
    assert post is not None
    assert community.reading_offer(post, None, town.at).seconds == seconds


class Readers(RuleBasedStateMachine):
    """Two members who open posts, and send any token that was ever given to anybody, at any time."""

    make: Templates

    @initialize()
    def open(self) -> None:
        """Begin with a town and two short posts."""
        point_django_at(type(self).make().url)
        self.town = settle_town()
        self.posts = []
        for number in range(2):
            done = community.publish(self.town.caller("ed"), f"story-{number}", "The bridge is to be closed", 100)
            assert done.post is not None
            self.posts.append(done.post)
        self.tokens: list[str] = []
        self.passed = 0.0

    @rule(name=st.sampled_from(("ann", "new")), post=st.integers(0, 1))
    def begin(self, name: str, post: int) -> None:
        """Open a post."""
        self._keep(lambda: community.begin_reading(self.town.people[name], self.posts[post], self.town.at))

    @rule(seconds=st.sampled_from((0, 1, 5, 9, 9.9, 10, 10.5, 20, 30, 31, 3_600, -15)))
    def wait(self, seconds: float) -> None:
        """Let time pass, or set the server's clock back."""
        self.town.at += timedelta(seconds=seconds)
        self.passed += max(0.0, seconds)

    @rule(name=st.sampled_from(("ann", "new")), back=st.integers(0, 5))
    def send(self, name: str, back: int) -> None:
        """Send one of the last tokens."""
        if self.tokens:
            token = self.tokens[-1 - back % len(self.tokens)]
            self._keep(lambda: community.beat(self.town.people[name], token, self.town.at))

    @rule(name=st.sampled_from(("ann", "new")), seconds=st.sampled_from((9.5, 10, 12)), times=st.integers(1, 5))
    def go_on(self, name: str, seconds: float, times: int) -> None:
        """Wait and send the newest token, several times."""
        for _ in range(times):
            self.wait(seconds)
            self.send(name, 0)

    def _keep(self, ask: Callable[[], community.Beat]) -> None:
        try:
            answer = ask()
        except ActRefused:
            return
        if answer.token:
            self.tokens.append(answer.token)

    @invariant()
    def counts_no_more_than_time(self) -> None:
        """What is counted for a member, over all posts, fits into the time that passed; a reward takes its seconds."""
        from onrecord.community.models import Movement, ReadingSession

        if not hasattr(self, "tokens"):
            return
        for name in ("ann", "new"):
            sessions = list(ReadingSession.objects.filter(member=self.town.people[name]))
            assert len([each for each in sessions if each.ended_at is None]) <= 1
            assert sum(each.seconds for each in sessions) <= self.passed
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
        from django.db import connection

        connection.close()


def test_no_order_of_heartbeats_pays_for_more_than_the_time_that_passed(template: Templates, store: Store) -> None:
    """Whatever is repeated, mixed up, delayed or sent by somebody else, counted time is time that passed."""
    machine = type("TwoReaders", (Readers,), {"make": staticmethod(template)})
    steps = settings(max_examples=15, stateful_step_count=30, deadline=None, suppress_health_check=list(HealthCheck))
    try:
        run_state_machine_as_test(machine, settings=steps)
    finally:
        point_django_at(store.url)
