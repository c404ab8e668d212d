"""Heartbeats, bans and votes at the same moment, each on a connection of its own."""

from __future__ import annotations

from datetime import timedelta

from onrecord import community
from onrecord.errors import ActRefused
from tests.community.conftest import READERS, Town
from tests.community.test_any_order import check_books
from tests.community.test_many_members import at_once


def test_one_token_sent_by_many_at_once_counts_once(town: Town) -> None:
    """Six heartbeats with one token are answered with the same ten seconds, which add up to nothing more."""
    post, account = town.publish(), town.people["ann"]
    opened = community.begin_reading(account, post, town.at)
    town.at += timedelta(seconds=10)
    done = at_once(*[lambda: community.beat(account, opened.token, town.at)] * 6)
    assert len(set(map(str, done))) == 1
    assert [each.counted for each in done if isinstance(each, community.Beat)] == [10] * 6


def test_one_kept_token_brought_by_many_at_once_goes_on_once(town: Town) -> None:
    """Of six openings with one token all go on from its seconds, and one of them counts on."""
    post, account = town.publish(), town.people["ann"]
    opened = community.begin_reading(account, post, town.at)
    town.at += timedelta(seconds=10)
    kept = community.beat(account, opened.token, town.at).token
    begun = at_once(*[lambda: community.begin_reading(account, post, town.at, kept)] * 6)
    tokens = [each.token for each in begun if isinstance(each, community.Beat) and each.counted == 10]
    assert len(set(tokens)) == 6
    town.at += timedelta(seconds=10)
    done = at_once(*(lambda token=token: community.beat(account, token, town.at) for token in tokens))
    assert [each.counted for each in done if isinstance(each, community.Beat)] == [20]
    assert [each.code for each in done if isinstance(each, ActRefused)] == ["again"] * 5


def test_the_last_heartbeat_sent_by_many_at_once_pays_once(town: Town) -> None:
    """The reward of a post that is read to its end is one movement."""
    post = community.publish(town.caller("ed"), "story-1", "The bridge is to be closed", 80).post
    account = town.people["ann"]
    assert post is not None
    opened = community.begin_reading(account, post, town.at)
    town.at += timedelta(seconds=10)
    last = community.beat(account, opened.token, town.at)
    town.at += timedelta(seconds=10)
    done = at_once(*[lambda: community.beat(account, last.token, town.at)] * 6)
    assert sum(isinstance(each, community.Beat) for each in done) == 1
    assert [each.code for each in done if isinstance(each, ActRefused)] == ["again"] * 5
    assert community.pending(account) == 2
    check_books(town, [post])


def test_posts_opened_at_once_leave_one_open(town: Town) -> None:
    """Of posts that a member opens in many windows at the same moment, one can be read on."""
    posts = [town.publish(story=f"story-{number}") for number in range(4)]
    account = town.people["ann"]
    opened = at_once(*(lambda post=post: community.begin_reading(account, post, town.at) for post in posts))
    town.at += timedelta(seconds=10)
    done = at_once(
        *(
            lambda token=each.token: community.beat(account, token, town.at)
            for each in opened
            if isinstance(each, community.Beat)
        )
    )
    assert len(done) == 4
    assert sum(isinstance(each, community.Beat) for each in done) == 1


def test_a_ban_at_the_moment_of_votes_leaves_none_of_them(town: Town) -> None:
    """A vote comes before the ban and is annulled, or after it and is refused; others' votes stay."""
    from onrecord.community.models import Vote

    posts = [town.publish(story=f"story-{number}") for number in range(4)]
    for post in posts[:2]:
        community.vote(town.caller("ann"), post, "for")
    callers = [town.caller("ann") for _ in posts[2:]]
    others = [town.caller(name) for name in READERS[1:]]
    moderator = town.caller("eve")
    done = at_once(
        *(
            lambda caller=caller, post=post: community.vote(caller, post, "for")
            for caller, post in zip(callers, posts[2:], strict=True)
        ),
        lambda: community.ban(moderator, town.people["ann"], "Runs four accounts"),
        *(lambda caller=caller: community.vote(caller, posts[0], "for") for caller in others),
    )
    assert {each.code for each in done if isinstance(each, ActRefused)} <= {"banned"}
    assert all(isinstance(each, community.Done | ActRefused) for each in done)
    assert not Vote.objects.filter(member=town.people["ann"]).exists()
    assert community.post_tally(posts[0]).favour == len(others)
    check_books(town, posts)
