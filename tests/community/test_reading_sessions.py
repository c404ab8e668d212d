"""Reading: what counts, what does not, and what it earns."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from onrecord import community, ledger
from onrecord.errors import ActRefused
from onrecord.web.freshness import state
from tests.community.conftest import Town, priced
from tests.community.timing import SECONDS, go_on, read, refused


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


def test_a_heartbeat_writes_nothing_but_the_last(town: Town) -> None:
    """What is asked of the database only reads, and no commit is seen, until the time is full."""
    post, account = community.publish(town.caller("ed"), "story-1", "The bridge is to be closed", 80).post, "ann"
    assert post is not None
    opened = community.begin_reading(town.people[account], post, town.at)
    before = state()
    with CaptureQueriesContext(connection) as questions:
        first = go_on(town, account, opened)
        refused("early", town.people[account], first.token, town)
    assert state() == before
    assert {each["sql"].split()[0] for each in questions.captured_queries} == {"SELECT"}
    assert go_on(town, account, first).done
    assert state() != before


def test_a_member_reads_one_post_at_a_time(town: Town) -> None:
    """Opening a second post ends the first, whose time counts on when it is opened again with what the page kept."""
    first, second = town.publish(), town.publish(story="story-2")
    account = town.people["ann"]
    going_on = go_on(town, "ann", community.begin_reading(account, first, town.at))
    community.begin_reading(account, second, town.at)
    town.at += timedelta(seconds=10)
    refused("again", account, going_on.token, town)
    assert community.begin_reading(account, first, town.at, going_on.token).counted == 10
    assert community.reading_offer(first, account, town.at).counted == 10
    town.at += timedelta(days=1)
    assert community.begin_reading(account, first, town.at, going_on.token).counted == 0


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
    second = community.begin_reading(account, post, town.at, first.token)
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
        assert told == "what reading earns now waits for 3 analysts or editors to like what you wrote, 3 days at most"
        read_already = community.reading_offer(posts[4], town.people["new"], town.at)
        until = f"{town.at + timedelta(days=3):%B %Y}"
        assert read_already.obstacle.startswith("you have read this post; its reward waits until ")
        assert until in read_already.obstacle
        assert read_already.earned == 0
        assert community.reading_offer(posts[5], town.people["ann"], town.at).obstacle == ""
    with priced(standing_unvouched="0"):
        told = community.reading_offer(posts[5], town.people["new"], town.at).obstacle
        assert told == "what reading earns now waits for 3 analysts or editors to like what you wrote, 3 days at most"


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
