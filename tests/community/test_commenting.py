"""Comments in their threads."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import IntegrityError, connection

from onrecord import community
from onrecord.errors import ActRefused
from onrecord.limits.community import THREAD_COMMENTS, THREAD_DEPTH
from tests.community.conftest import Town, priced
from tests.community.test_any_order import check_books


def test_a_comment_costs_its_tribute_and_stands_under_its_post(town: Town) -> None:
    """Its text is plain, its writer named, its anchor kept, and who wrote it may change it."""
    post = town.publish()
    done = community.comment(town.caller("ann"), post, "  I was there. ", statement="st-1")
    assert (done.paid, community.purse(town.people["ann"])) == (2, 48)
    (shown,) = community.thread(post)
    assert (shown.id, shown.text, shown.signature, shown.statement) == (done.number, "I was there.", "Ann", "st-1")
    assert not shown.editable
    assert community.post_table(post).loss_subtotal == 7
    with pytest.raises(ActRefused, match="needs words"):
        community.comment(town.caller("ann"), post, "\u0301")
    assert community.purse(town.people["ann"]) == 48


def test_the_first_comments_are_free(town: Town) -> None:
    """Who earned nothing yet can comment so many times; then the tribute is asked, which was none of it before."""
    post = town.publish()
    with priced(comment_free="2"):
        paid = [community.comment(town.caller("ann"), post, "I was there.").paid for _ in range(3)]
    assert paid == [0, 0, 2]
    assert community.purse(town.people["ann"]) == 48


def test_a_thread_is_in_its_own_order(town: Town) -> None:
    """Answers stand under what they answer, in the order of writing, and share its anchor."""
    post = town.publish()
    first = community.comment(town.caller("ann"), post, "first", statement="st-1").number
    second = town.comment("ben", post, "second")
    answer = community.comment(town.caller("cyd"), post, "answer", first).number
    community.comment(town.caller("dan"), post, "another", first)
    community.comment(town.caller("dan"), post, "deeper", answer)
    told = [(each.text, each.depth, each.statement) for each in community.thread(post)]
    assert told == [
        ("first", 0, "st-1"),
        ("answer", 1, "st-1"),
        ("deeper", 2, "st-1"),
        ("another", 1, "st-1"),
        ("second", 0, ""),
    ]
    assert [each.text for each in community.thread(post, statement="")] == ["second"]
    assert [each.id for each in community.thread(post, after=second)] == []
    assert [each.text for each in community.thread(post, after=answer)] == ["deeper", "another", "second"]


def test_a_thread_is_of_bounded_depth_and_comes_by_pages(town: Town) -> None:
    """An answer to the deepest comment stands beside it; a page holds so many and no more."""
    with priced(comment_tribute="0"):
        post = town.publish()
        last = town.comment("ann", post)
        for _ in range(THREAD_DEPTH + 2):
            answered = community.comment(town.caller("ben"), post, "And?", last).number
            assert answered is not None
            last = answered
        assert max(each.depth for each in community.thread(post)) == THREAD_DEPTH
        for _ in range(THREAD_COMMENTS):
            town.at += timedelta(minutes=1)
            town.comment("cyd", post)
    page = community.thread(post)
    assert len(page) == THREAD_COMMENTS
    assert len(community.thread(post, after=page[-1].id)) == THREAD_DEPTH + 3


def test_a_comment_is_changed_within_its_window_and_its_history_kept(town: Town) -> None:
    """The earlier text is kept and cannot be changed in the database; after a quarter of an hour it is too late."""
    post = town.publish()
    comment = town.comment("ann", post)
    community.edit_comment(town.caller("ann"), comment, "I was there too.")
    (shown,) = community.thread(post)
    assert (shown.text, shown.edited_at) == ("I was there too.", town.at)
    assert [text for text, _ in community.comment_history(comment)] == ["I was there."]
    with pytest.raises(IntegrityError), connection.cursor() as cursor:
        cursor.execute("UPDATE community_earliertext SET text = 'never said'")
    with pytest.raises(ActRefused, match="no such comment of yours"):
        community.edit_comment(town.caller("ben"), comment, "Mine now.")
    town.at += timedelta(minutes=16)
    with pytest.raises(ActRefused, match="for 15 minutes") as refused:
        community.edit_comment(town.caller("ann"), comment, "Never mind.")
    assert refused.value.code == "late"


def test_a_deleted_comment_keeps_its_place_and_gives_up_what_is_pending(town: Town) -> None:
    """Its text is gone from sight, answers stay, its tribute stays spent, and it takes no more likes."""
    post = town.publish()
    comment = town.comment("ann", post)
    community.comment(town.caller("ben"), post, "answer", comment)
    for name in ("ben", "cyd", "dan", "ed"):
        community.rate(town.caller(name), comment, "for")
    assert community.pending(town.people["ann"]) == 4 * 2 + 6
    community.delete_comment(town.caller("ann"), comment)
    assert community.pending(town.people["ann"]) == 0
    assert community.purse(town.people["ann"]) == 48
    assert [(each.text, each.deleted) for each in community.thread(post)] == [("", True), ("answer", False)]
    assert community.comment_history(comment) == ()
    with pytest.raises(ActRefused, match="no longer shown"):
        community.rate(town.caller("eve"), comment, "for")
    community.rate(town.caller("ben"), comment, "none")
    assert community.pending(town.people["ann"]) == 0
    check_books(town, [post])


def test_what_waits_for_a_cap_goes_with_its_comment(town: Town) -> None:
    """Who deletes a comment gives up what waits too, and does not earn it by what the deletion sets free."""
    with priced(caps_like_commenter="2"):
        post = town.publish()
        comment, other = town.comment("ann", post), town.comment("ann", post)
        community.rate(town.caller("ben"), comment, "for")
        community.rate(town.caller("cyd"), comment, "for")
        community.rate(town.caller("dan"), other, "for")
        assert community.pending(town.people["ann"]) == 2
        community.delete_comment(town.caller("ann"), comment)
        assert community.pending(town.people["ann"]) == 2
        community.delete_comment(town.caller("ann"), other)
        assert community.pending(town.people["ann"]) == 0
    check_books(town, [post])


def test_an_answer_to_what_is_not_there_is_refused(town: Town) -> None:
    """A comment answers one under the same post."""
    post, other = town.publish(), town.publish(story="story-2")
    comment = town.comment("ann", post)
    before = town.balances()
    for parent in (999, comment):
        with pytest.raises(ActRefused, match="not under this post"):
            community.comment(town.caller("ben"), other, "And?", parent)
    assert town.balances() == before


def test_comments_take_their_level(town: Town) -> None:
    """Below level 13 nobody comments, but analysts and editors do from the start."""
    from onrecord.community.models import Member

    post = town.publish()
    Member.objects.filter(pk=town.people["ann"]).update(level=12)
    with pytest.raises(ActRefused, match="takes level 13, and you are at level 12"):
        town.comment("ann", post)
    assert town.comment("ed", post)
