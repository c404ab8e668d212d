"""Flags, what moderators do about comments, and the public log."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

import pytest
from django.db import IntegrityError, connection

from onrecord import community
from onrecord.errors import ActRefused
from tests.community.conftest import Town


def refused(code: str, ask: Callable[[], object]) -> str:
    """Ask for something that must be refused with this code, and return what is said."""
    with pytest.raises(ActRefused) as told:
        ask()
    assert told.value.code == code
    return str(told.value)


def test_a_flag_waits_for_an_editor(town: Town) -> None:
    """The queue has each comment once, with all its flags and what they say; only editors read it."""
    post = town.publish()
    first, second = town.comment("ann", post), town.comment("ben", post, "Buy from me.")
    done = community.flag(town.caller("ann"), second, " It sells something. ")
    assert (done.kind, done.post, done.paid, done.earned) == ("flag", post, 0, 0)
    community.flag(town.caller("cyd"), second, "Spam")
    community.flag(town.caller("cyd"), first, "Not true")
    queue = community.flags(town.people["ed"])
    assert [(each.comment, each.signature, each.text) for each in queue] == [
        (first, "Ann", "I was there."),
        (second, "Ben", "Buy from me."),
    ]
    assert [flag[:2] for flag in queue[1].flags] == [("Ann", "It sells something."), ("Cyd", "Spam")]
    assert [each.comment for each in community.flags(town.people["ed"], after=first)] == [second]
    assert "role of editor" in refused("role", lambda: community.flags(town.people["ann"]))


def test_what_cannot_be_flagged(town: Town) -> None:
    """One's own comment, the same comment twice, one that is not shown, none at all, and without a reason."""
    post = town.publish()
    comment, gone = town.comment("ann", post), town.comment("ben", post)
    community.flag(town.caller("cyd"), comment, "Spam")
    community.delete_comment(town.caller("ben"), gone)
    refused("own", lambda: community.flag(town.caller("ann"), comment, "Spam"))
    refused("again", lambda: community.flag(town.caller("cyd"), comment, "Spam, again"))
    refused("withdrawn", lambda: community.flag(town.caller("ann"), gone, "Spam"))
    refused("unknown", lambda: community.flag(town.caller("ann"), 10**9, "Spam"))
    refused("words", lambda: community.flag(town.caller("ben"), comment, "  "))
    assert "a reason has at most 500" in refused(
        "words", lambda: community.flag(town.caller("ben"), comment, "x" * 501)
    )
    community.withdraw(town.caller("ed"), post)
    refused("withdrawn", lambda: community.flag(town.caller("ben"), comment, "Spam"))


def test_a_hidden_comment_keeps_its_place_and_can_be_restored(town: Town) -> None:
    """Hiding resolves the flags and takes the text away; restoring brings it back; both are told in the log."""
    post = town.publish()
    comment = town.comment("ann", post, "Out with them.")
    answer = community.comment(town.caller("ben"), post, "No.", parent=comment).number
    community.flag(town.caller("cyd"), comment, "Rude")
    community.hide(town.caller("eve"), comment, "Insults a group of people")
    shown = community.thread(post)
    assert [(each.id, each.text, each.hidden) for each in shown] == [(comment, "", True), (answer, "No.", False)]
    assert community.flags(town.people["ed"]) == ()
    community.restore(town.caller("ed"), comment, "It quotes the speech")
    assert community.thread(post)[0].text == "Out with them."
    log = community.moderation_log()
    assert [(line.moderator, line.deed, line.comment, line.post, line.reason) for line in log] == [
        ("Ed", "restore", comment, post, "It quotes the speech"),
        ("Eve", "hide", comment, post, "Insults a group of people"),
    ]
    assert [line.deed for line in community.moderation_log(before=log[0].id)] == ["hide"]


def test_the_reward_of_a_comment_goes_and_comes_with_it(town: Town) -> None:
    """A comment that is hidden gives its pending reward back and is not rewarded by likes; restored it is again."""
    post = town.publish()
    comment = town.comment("new", post)
    for name in ("ann", "ben", "cyd"):
        community.rate(town.caller(name), comment, "for")
    before = town.balances()
    rewarded = community.pending(town.people["new"])
    community.hide(town.caller("ed"), comment, "Spam")
    assert community.pending(town.people["new"]) == rewarded - 6
    community.rate(town.caller("cyd"), comment, "none")
    community.restore(town.caller("ed"), comment, "A mistake of mine")
    assert community.pending(town.people["new"]) == rewarded - 6 - 2
    community.rate(town.caller("cyd"), comment, "for")
    assert town.balances() == before


def test_a_flag_is_dismissed(town: Town) -> None:
    """The comment stays, its flags leave the queue, and the log says so."""
    post = town.publish()
    comment = town.comment("ann", post)
    refused("again", lambda: community.dismiss(town.caller("ed"), comment, "Nothing wrong"))
    community.flag(town.caller("cyd"), comment, "I do not like it")
    community.dismiss(town.caller("ed"), comment, "Nothing wrong")
    assert community.flags(town.people["ed"]) == ()
    assert community.thread(post)[0].text == "I was there."
    assert [line.deed for line in community.moderation_log()] == ["dismiss"]


def test_who_may_not_moderate_is_refused_and_nothing_is_told(town: Town) -> None:
    """Readers, acts without need, and comments that their writers deleted."""
    post = town.publish()
    comment = town.comment("ann", post)
    community.flag(town.caller("cyd"), comment, "Rude")
    for deed in (community.hide, community.restore, community.dismiss):
        refused("role", partial(deed, town.caller("cyd"), comment, "I want it so"))
    refused("again", lambda: community.restore(town.caller("ed"), comment, "It is shown"))
    refused("words", lambda: community.hide(town.caller("ed"), comment, ""))
    refused("unknown", lambda: community.hide(town.caller("ed"), 10**9, "Which?"))
    community.hide(town.caller("ed"), comment, "Rude")
    refused("again", lambda: community.hide(town.caller("ed"), comment, "Rude"))
    second = town.comment("ann", post)
    community.delete_comment(town.caller("ann"), second)
    refused("withdrawn", lambda: community.hide(town.caller("ed"), second, "Rude"))
    assert [line.deed for line in community.moderation_log()] == ["hide"]


def test_comments_on_a_withdrawn_post_can_be_hidden(town: Town) -> None:
    """What somebody wrote may have to go though its post went before."""
    post = town.publish()
    comment = town.comment("ann", post)
    community.withdraw(town.caller("ed"), post)
    community.hide(town.caller("ed"), comment, "Names a private person")
    assert community.thread(post)[0].text == ""


def test_a_moderator_s_act_asked_for_twice_is_told_once(town: Town) -> None:
    """The same key with the same body is the same act."""
    comment = town.comment("ann", town.publish())
    caller = town.caller("ed")
    first, second = (community.hide(caller, comment, "Rude") for _ in range(2))
    assert (first.act, first.again, second.again) == (second.act, False, True)
    assert len(community.moderation_log()) == 1


def test_the_log_cannot_be_changed_in_the_database(town: Town) -> None:
    """A line that was told stands, also against SQL."""
    community.hide(town.caller("ed"), town.comment("ann", town.publish()), "Rude")
    for statement in ("UPDATE community_logentry SET reason = 'x'", "DELETE FROM community_logentry"):
        with pytest.raises(IntegrityError), connection.cursor() as cursor:
            cursor.execute(statement)
    assert [line.reason for line in community.moderation_log()] == ["Rude"]
