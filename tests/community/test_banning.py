"""Bans, and what they do to votes, to what others earned by them, and to caps."""

from __future__ import annotations

from datetime import timedelta

import pytest

from onrecord import community, ledger
from onrecord.errors import ActRefused
from tests.community.conftest import Town, priced
from tests.community.test_moderating import refused

WHY = "Runs four accounts"


def ban(town: Town, name: str, by: str = "ed") -> community.Done:
    """Ban somebody for good."""
    return community.ban(town.caller(by), town.people[name], WHY)


def test_a_banned_account_cannot_act(town: Town) -> None:
    """Every act is refused with the reason, and a reading that is open ends."""
    post = town.publish()
    comment = town.comment("ben", post)
    opened = community.begin_reading(town.people["ann"], post, town.at)
    done = ban(town, "ann")
    assert (done.kind, done.again) == ("ban", False)
    town.at += timedelta(seconds=10)
    caller = town.caller("ann")
    for ask in (
        lambda: community.vote(caller, post, "for"),
        lambda: community.rate(caller, comment, "for"),
        lambda: community.comment(caller, post, "Let me in."),
        lambda: community.flag(caller, comment, "Spam"),
        lambda: community.buy_report(caller, post),
        lambda: community.begin_reading(town.people["ann"], post, town.at),
        lambda: community.beat(town.people["ann"], opened.token, town.at),
    ):
        assert WHY in refused("banned", ask)
    assert "banned" in community.reading_offer(post, town.people["ann"], town.at).obstacle


def test_votes_of_a_banned_account_are_annulled_while_pending(town: Town) -> None:
    """All balances are as if the account had never voted, and its votes are counted no more."""
    post, comment_by = town.publish(), {}
    for name in ("ben", "new"):
        comment_by[name] = town.comment(name, post)
    before = town.balances()
    community.vote(town.caller("ann"), post, "for")
    community.rate(town.caller("ann"), comment_by["ben"], "for")
    community.rate(town.caller("ann"), comment_by["new"], "against")
    assert town.balances() != before
    ban(town, "ann")
    assert town.balances() == before
    assert community.post_tally(post) == community.Tally(0, 0, "none")
    assert community.comment_tally(comment_by["new"]) == community.Tally(0, 0, "none")
    (told,) = community.bans(town.people["eve"])
    assert (told.signature, told.by, told.reason, told.lifted_at) == ("Ann", "Ed", WHY, None)
    assert told.annulled_at == told.at
    assert not list(ledger.verify())


def test_votes_on_withdrawn_posts_are_annulled_too(town: Town) -> None:
    """A post that went does not keep what false votes brought it."""
    post = town.publish()
    before = town.balances()
    community.vote(town.caller("ann"), post, "for")
    community.withdraw(town.caller("ed"), post)
    ban(town, "ann")
    assert town.balances() == before


def test_what_was_paid_out_for_an_annulled_vote_is_taken_back(town: Town) -> None:
    """After the window the author, the writer and the voter lose what came of the votes, and payers get theirs back."""
    post = town.publish()
    comment, other = town.comment("ben", post), town.comment("dan", post)
    for at in (town.at, town.at + timedelta(days=4)):
        community.mature(at)
    before = town.balances()
    community.vote(town.caller("ann"), post, "for")
    community.rate(town.caller("ann"), comment, "for")
    community.rate(town.caller("ann"), other, "against")
    community.mature(town.at + timedelta(days=4))
    assert town.balances()[f"author:{town.people['ed']}"] > before[f"author:{town.people['ed']}"]
    town.at += timedelta(days=5)
    ban(town, "ann")
    assert town.balances() == before
    assert not list(ledger.verify())


def test_what_was_spent_already_is_borne_by_the_treasury(town: Town) -> None:
    """Who earned by an annulled vote and has spent it keeps it: no wallet falls below zero, and the sum stays zero."""
    post = town.publish()
    comment = town.comment("new", post)
    community.rate(town.caller("ann"), comment, "for")
    community.mature(town.at + timedelta(days=4))
    town.at += timedelta(days=4)
    wallet = f"wallet:{town.people['new']}"
    ledger.post(town.gift("new", 1 - ledger.balance(wallet)))
    liker = ledger.balance(f"wallet:{town.people['ann']}")
    ban(town, "ann")
    assert ledger.balance(wallet) == 1
    assert ledger.balance(f"wallet:{town.people['ann']}") == liker - 1
    assert community.post_table(post).profit_subtotal == 2
    community.close(town.at)
    assert sum(town.balances().values()) == 0
    assert not list(ledger.verify())


def test_the_reward_of_a_comment_goes_when_its_likes_are_annulled(town: Town) -> None:
    """With the third like that counted the reward is taken back, also when it was paid out."""
    town.employ("ann", "ben", "cyd")
    post = town.publish()
    comment = town.comment("new", post)
    for name in ("ann", "ben", "cyd"):
        community.rate(town.caller(name), comment, "for")
    community.mature(town.at + timedelta(days=4))
    town.at += timedelta(days=4)
    wallet = f"wallet:{town.people['new']}"
    paid = ledger.balance(wallet)
    ban(town, "ben")
    assert ledger.balance(wallet) == paid - 2 - 6
    told = community.standing(town.people["new"], town.at)
    assert (told.vouchers, told.vouched) == (2, False)


def test_caps_of_others_are_restored(town: Town) -> None:
    """What waited because a banned account's votes had filled a cap is earned in their stead."""
    with priced(caps_plus="3"):
        first, second = town.publish(), town.publish(story="story-2")
        community.vote(town.caller("ann"), first, "for")
        community.vote(town.caller("ben"), second, "for")
        assert community.pending(town.people["ed"]) == 3
        ban(town, "ann", by="eve")
        assert community.pending(town.people["ed"]) == 3
        assert community.post_table(first).profit_subtotal == 0
        assert community.post_table(second).profit_subtotal == 3


def test_an_annulment_that_was_broken_off_is_finished_by_the_worker(
    town: Town, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A ban annuls a number of votes at once, and the worker the rest before it pays anything out."""
    monkeypatch.setattr("onrecord.community.banning.ANNULLED_AT_ONCE", 1)
    posts = [town.publish(story=f"story-{number}") for number in range(3)]
    before = town.balances()
    for post in posts:
        community.vote(town.caller("ann"), post, "against")
    ban(town, "ann", by="eve")
    assert [community.post_tally(post).against for post in posts] == [0, 1, 1]
    assert community.bans(town.people["ed"])[0].annulled_at is None
    community.mature(town.at)
    assert [community.post_tally(post).against for post in posts] == [0, 0, 0]
    assert community.bans(town.people["ed"])[0].annulled_at == town.at
    assert town.balances() == before
    community.mature(town.at)
    assert town.balances() == before


def test_unbanning_does_not_bring_votes_back(town: Town) -> None:
    """The account may act again, and what it votes then stays."""
    post = town.publish()
    community.vote(town.caller("ann"), post, "for")
    ban(town, "ann")
    community.unban(town.caller("eve"), town.people["ann"], "It was her sister")
    assert community.post_tally(post).favour == 0
    community.vote(town.caller("ann"), post, "for")
    community.mature(town.at)
    assert community.post_tally(post).favour == 1
    log = [(line.moderator, line.deed, line.member, line.reason) for line in community.moderation_log()]
    assert log == [("Eve", "unban", "Ann", "It was her sister"), ("Ed", "ban", "Ann", WHY)]
    refused("again", lambda: community.unban(town.caller("ed"), town.people["ann"], "Twice"))


def test_a_ban_may_end_by_itself(town: Town) -> None:
    """Until then acts are refused with the instant of its end."""
    post = town.publish()
    until = town.at + timedelta(days=1)
    community.ban(town.caller("ed"), town.people["ann"], WHY, until)
    message = refused("banned", lambda: community.vote(town.caller("ann"), post, "for"))
    assert "until 2026-03-02 12:00 UTC" in message
    town.at += timedelta(days=1)
    community.vote(town.caller("ann"), post, "for")
    with pytest.raises(ActRefused, match="ends after it begins"):
        community.ban(town.caller("ed"), town.people["ann"], WHY, until)
    with pytest.raises(ActRefused, match="time zone"):
        community.ban(town.caller("ed"), town.people["ann"], WHY, until.replace(tzinfo=None))


def test_who_may_ban_whom(town: Town) -> None:
    """Editors ban who is no editor, administrators everybody but themselves, and nobody is banned twice."""
    from onrecord.community.models import Account

    refused("role", lambda: ban(town, "ben", by="ann"))
    refused("role", lambda: ban(town, "eve"))
    refused("own", lambda: ban(town, "ed"))
    with pytest.raises(ActRefused, match="no account"):
        community.ban(town.caller("ed"), 10**9, WHY)
    Account.objects.filter(pk=town.people["ed"]).update(role="administrator")
    ban(town, "eve")
    refused("banned", lambda: ban(town, "ann", by="eve"))
    refused("again", lambda: ban(town, "eve"))
    refused("role", lambda: community.bans(town.people["ann"]))


def test_a_ban_asked_for_twice_is_one(town: Town) -> None:
    """The same key with the same body is the same ban."""
    caller = town.caller("ed")
    first, second = (community.ban(caller, town.people["ann"], WHY) for _ in range(2))
    assert (first.number, first.again, second.again) == (second.number, False, True)
    assert len(community.bans(town.people["ed"])) == 1
