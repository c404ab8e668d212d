"""How often a member may do something."""

from __future__ import annotations

from datetime import timedelta

import pytest

from onrecord import community
from onrecord.errors import ActRefused
from onrecord.limits.community import RATES
from tests.community.conftest import Town, priced


def test_a_flood_of_comments_is_refused_until_the_window_has_passed(town: Town) -> None:
    """Within ten minutes twenty comments are taken; the refusal says how long to wait, and costs nothing."""
    count, seconds = RATES["comment"]
    with priced(comment_tribute="0"):
        post = town.publish()
        for _ in range(count):
            town.comment("ann", post)
        balances = town.balances()
        with pytest.raises(ActRefused, match="20 of these in 10 minutes are enough; go on in 10 minutes") as told:
            town.comment("ann", post)
        assert told.value.code == "often"
        assert town.balances() == balances
        town.comment("ben", post)
        town.at += timedelta(seconds=seconds - count)
        town.comment("ann", post)


def test_a_comment_that_is_asked_for_again_is_answered_though_the_rate_is_used_up(town: Town) -> None:
    """A repetition under the same key is no further act."""
    with priced(comment_tribute="0"):
        post = town.publish()
        for number in range(RATES["comment"][0]):
            last = community.Caller(town.people["ann"], f"c{number}", town.at)
            done = community.comment(last, post, "I was there.")
        assert community.comment(last, post, "I was there.").act == done.act


def test_votes_made_by_a_script_are_refused(town: Town) -> None:
    """Nobody changes a vote more than sixty times a minute."""
    post = town.publish()
    at = town.at
    for number in range(RATES["vote"][0]):
        opinion: community.Opinion = "for" if number % 2 else "none"
        community.vote(community.Caller(town.people["ann"], f"v{number}", at), post, opinion)
    with pytest.raises(ActRefused) as told:
        community.vote(community.Caller(town.people["ann"], "last", at), post, "none")
    assert told.value.code == "often"
    community.rate(town.caller("ann"), town.comment("ben", post), "for")
