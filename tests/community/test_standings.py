"""Where members stand, as reading, votes and absence leave it."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from onrecord import community
from onrecord.errors import ActRefused
from tests.community.conftest import Town
from tests.community.timing import read


def test_somebody_new_is_at_the_first_level(town: Town) -> None:
    """An account that never acted has level 1, and is told what the second takes."""
    from onrecord.community.models import Account

    account = Account.objects.create(email="late@example.org", name="Late").pk
    told = community.standing(account, town.at)
    assert (told.level, told.experience, told.next_experience) == (1, 0, 5)
    assert (told.vouched, told.vouchers, told.needed, told.falls_on) == (False, 0, 3, None)
    assert told.rights["comment"] == 13
    with pytest.raises(ActRefused) as refused:
        community.standing(10**6, town.at)
    assert refused.value.code == "unknown"


def test_reading_raises_the_level(town: Town) -> None:
    """Each post read and each day on which one was read count."""
    from onrecord.community.models import Member

    Member.objects.filter(pk=town.people["new"]).update(level=1, experience=0, active_on=None)
    posts = [town.publish(story=f"story-{number}") for number in range(3)]
    for post, experience in zip(posts, (15, 20, 35), strict=True):
        if post == posts[2]:
            town.at += timedelta(days=1)
        read(town, "new", post)
        assert community.standing(town.people["new"], town.at).experience == experience
    assert community.standing(town.people["new"], town.at).level == 4


def test_a_refusal_says_which_level_an_act_takes_and_how_far_the_reader_is(town: Town) -> None:
    """The message has both levels and both counts of experience, and the exception both levels."""
    from onrecord.community.models import Member

    Member.objects.filter(pk=town.people["new"]).update(level=4, experience=35)
    post = town.publish()
    with pytest.raises(ActRefused, match="takes level 13, and you are at level 4: you have 35 of the 390") as told:
        community.comment(town.caller("new"), post, "I was there.")
    assert (told.value.code, told.value.level, told.value.has) == ("level", 13, 4)


def test_a_level_that_was_not_used_for_long_is_lost(town: Town) -> None:
    """After the days of grace a level falls and with it what it allowed, until it is read for again."""
    from onrecord.community.models import Member

    Member.objects.filter(pk=town.people["ann"]).update(level=13, experience=400, active_on=date(2026, 3, 1))
    post, later = town.publish(), town.publish(story="story-2")
    assert community.standing(town.people["ann"], town.at).falls_on == date(2026, 4, 10)
    town.at += timedelta(days=39)
    town.comment("ann", post)
    town.at += timedelta(days=1)
    told = community.standing(town.people["ann"], town.at)
    assert (told.level, told.experience, told.falls_on) == (12, 330, date(2026, 4, 20))
    with pytest.raises(ActRefused, match="level 13"):
        town.comment("ann", post)
    read(town, "ann", later)
    told = community.standing(town.people["ann"], town.at)
    assert (told.level, told.experience) == (12, 345)


def test_a_role_brings_its_level_and_standing(town: Town) -> None:
    """An editor has level 20 and is vouched for without having read, and loses neither by absence."""
    told = community.standing(town.people["ed"], town.at + timedelta(days=400))
    assert (told.level, told.experience, told.vouched, told.falls_on) == (20, 0, True, None)


def test_three_of_staff_vouch_for_a_newcomer(town: Town) -> None:
    """Their likes bring experience, and the third brings standing, which falls when it is taken back.

    A reader does not vouch, whether others vouched for it or not.
    """
    town.employ("ann", "ben", "cyd")
    post = town.publish()
    comment = town.comment("new", post)
    for name, vouchers in (("ann", 1), ("nil", 1), ("dan", 1), ("ben", 2), ("cyd", 3)):
        community.rate(town.caller(name), comment, "for")
        told = community.standing(town.people["new"], town.at)
        assert (told.vouchers, told.vouched, told.experience) == (vouchers, vouchers == 3, 950 + 20 * vouchers)
    community.rate(town.caller("cyd"), comment, "none")
    told = community.standing(town.people["new"], town.at)
    assert (told.vouchers, told.vouched, told.experience) == (2, False, 990)


def test_a_member_vouches_once(town: Town) -> None:
    """Likes of several comments by one member count as one voucher."""
    town.employ("ann")
    post = town.publish()
    first, second = town.comment("new", post), town.comment("new", post)
    community.rate(town.caller("ann"), first, "for")
    community.rate(town.caller("ann"), second, "for")
    assert community.standing(town.people["new"], town.at).vouchers == 1
