"""Publishing and withdrawing posts."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest

from onrecord import community, ledger
from onrecord.errors import ActRefused
from tests.community.conftest import Town
from tests.community.test_any_order import check_books


def test_a_story_is_published_for_its_tribute(town: Town) -> None:
    """The first publication brings the advance, each costs the tribute; the title is frozen and the post is found."""
    done = community.publish(town.caller("ed"), "story-1", "The bridge is to be closed", 900)
    assert done.paid == 5
    assert community.purse(town.people["ed"]) == 95
    post = community.post_of("story-1")
    assert post is not None
    assert (post.id, post.title, post.words, post.signature) == (done.post, "The bridge is to be closed", 900, "Ed")
    assert community.post_table(post.id).loss_subtotal == 5
    community.publish(town.caller("ed"), "story-2", "The bridge is closed", 400)
    assert community.purse(town.people["ed"]) == 90
    assert [each.story for each in community.posts(town.people["ed"])] == ["story-2", "story-1"]
    assert [each.story for each in community.posts(town.people["ed"], before=2)] == ["story-1"]
    check_books(town, [1, 2])


def test_only_analysts_and_above_publish(town: Town) -> None:
    """A reader of any level is refused, and nothing of the post is there."""
    before = town.balances()
    with pytest.raises(ActRefused, match="role of analyst") as refused:
        community.publish(town.caller("ann"), "story-1", "Mine", 900)
    assert refused.value.code == "role"
    assert community.post_of("story-1") is None
    assert town.balances() == before


def test_a_story_stands_as_one_post(town: Town) -> None:
    """Published twice it is refused; withdrawn it can be published again, without another advance."""
    post = town.publish()
    with pytest.raises(ActRefused, match="published already"):
        town.publish("eve")
    community.withdraw(town.caller("ed"), post)
    assert community.post_of("story-1") is None
    assert community.post(post).withdrawn_at is not None
    assert town.publish() != post
    assert community.purse(town.people["ed"]) == 90


def test_no_act_on_a_withdrawn_post_is_taken(town: Town) -> None:
    """Votes, comments, likes, changes, reports and a second withdrawal are refused; what is pending is paid out."""
    post = town.publish()
    comment = town.comment("ben", post)
    community.vote(town.caller("ann"), post, "for")
    community.withdraw(town.caller("eve"), post)
    before = town.balances()
    asked: tuple[Callable[[], object], ...] = (
        lambda: community.vote(town.caller("ann"), post, "none"),
        lambda: community.comment(town.caller("ann"), post, "Too late."),
        lambda: community.rate(town.caller("ann"), comment, "for"),
        lambda: community.edit_comment(town.caller("ben"), comment, "Changed."),
        lambda: community.delete_comment(town.caller("ben"), comment),
        lambda: community.buy_report(town.caller("ed"), post),
        lambda: community.withdraw(town.caller("ed"), post),
    )
    for ask in asked:
        with pytest.raises(ActRefused, match="withdrawn") as refused:
            ask()
        assert refused.value.code == "withdrawn"
    assert town.balances() == before
    community.mature(town.at + timedelta(days=4))
    assert ledger.balance(f"author:{town.people['ed']}") == 3


def test_a_post_is_withdrawn_by_its_author_or_an_editor(town: Town) -> None:
    """A reader is refused."""
    post = town.publish()
    with pytest.raises(ActRefused, match="role of editor"):
        community.withdraw(town.caller("ann"), post)
    assert community.post(post).withdrawn_at is None


@pytest.mark.parametrize(
    ("story", "title", "words", "says"),
    [
        ("", "A title", 900, "story's id"),
        ("s" * 65, "A title", 900, "story's id"),
        ("story-1", " ", 900, "a title is"),
        ("story-1", "A\ntitle", 900, "a title is"),
        ("story-1", "t" * 301, 900, "a title is"),
        ("story-1", "A title", 0, "from 1 to 1000000 words"),
        ("story-1", "A title", 10**40, "from 1 to 1000000 words"),
        ("story-1", "A title", 1.5, "from 1 to 1000000 words"),
    ],
)
def test_what_is_no_post_is_refused(town: Town, story: str, title: str, words: int, says: str) -> None:
    """Ids, titles and lengths that cannot be."""
    with pytest.raises(ActRefused, match=says):
        community.publish(town.caller("ed"), story, title, words)


def test_a_deleted_account_leaves_its_posts_and_earns_no_more(town: Town) -> None:
    """The post stays under no name, and votes on it are counted and earn nobody anything."""
    from onrecord.community.models import Account

    post = town.publish()
    Account.objects.filter(pk=town.people["ed"]).delete()
    assert community.post(post).signature == "a deleted account"
    community.vote(town.caller("ann"), post, "for")
    assert community.post_tally(post).favour == 1
    assert community.pending(town.people["ed"]) == 0
    with pytest.raises(ActRefused, match="closed"):
        community.withdraw(town.caller("ed"), post)
