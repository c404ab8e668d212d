"""Votes, and what they move."""

from __future__ import annotations

import random
from datetime import timedelta

import hypothesis.strategies as st
import pytest
from hypothesis import HealthCheck, given, settings

from onrecord import community, ledger
from onrecord.errors import ActRefused
from tests.community.conftest import NEWCOMERS, READERS, Town, priced
from tests.community.test_any_order import check_books

OPINIONS: tuple[community.Opinion, ...] = ("for", "against", "none")


def lines(table: community.ProfitAndLoss) -> dict[str, int]:
    """Return the lines of a table that are not nought, by name."""
    return {line.name: line.amount for line in (*table.profit, *table.loss) if line.amount}


def test_a_plus_earns_its_author_something_that_is_pending(town: Town) -> None:
    """A plus of a reader of standing is held for the author, and paid out after the window."""
    post = town.publish()
    done = community.vote(town.caller("ann"), post, "for")
    assert (done.paid, done.earned) == (0, 0)
    assert community.pending(town.people["ed"]) == 3
    assert lines(community.post_table(post)) == {"earned for pluses": 3, "post publish tribute": 5}
    assert lines(community.account_table(town.people["ed"], post)) == {"post publish tribute": 5}
    community.mature(town.at + timedelta(days=3))
    assert community.pending(town.people["ed"]) == 0
    assert ledger.balance(f"author:{town.people['ed']}") == 3
    assert lines(community.account_table(town.people["ed"], post)) == {
        "earned for pluses": 3,
        "post publish tribute": 5,
    }
    check_books(town, [post])


def test_a_minus_costs_its_voter_alone(town: Town) -> None:
    """A minus costs two Twei, earns nobody anything, and is counted."""
    post = town.publish()
    done = community.vote(town.caller("ann"), post, "against")
    assert (done.paid, community.purse(town.people["ann"])) == (2, 48)
    assert lines(community.post_table(post)) == {"spent for minuses": 2, "post publish tribute": 5}
    assert community.post_tally(post, town.people["ann"]) == community.Tally(0, 1, "against")


def test_a_like_earns_three_shares(town: Town) -> None:
    """The liker, the comment's writer and the post's author have their shares, and no more than is minted."""
    post = town.publish()
    comment = town.comment("ben", post)
    done = community.rate(town.caller("ann"), comment, "for")
    assert done.earned == 1
    told = lines(community.post_table(post))
    assert (told["likes — own"], told["likes — commenter"], told["likes — author"]) == (1, 2, 1)
    assert community.comment_tally(comment, town.people["ann"]) == community.Tally(1, 0, "for")


def test_a_dislike_costs_both_and_mints_nothing(town: Town) -> None:
    """Who dislikes and who wrote pay, as far as the writer's wallet goes; the author's share comes out of that."""
    with priced(dislike_commenter="90", dislike_author_percent="2", dislike_treasury_percent="98"):
        post = town.publish()
        comment = town.comment("ben", post)
        done = community.rate(town.caller("ann"), comment, "against")
        assert done.paid == 2
        assert community.purse(town.people["ben"]) == 0
        told = lines(community.post_table(post))
        assert (told["dislikes — own"], told["dislikes — commenter"]) == (2, 48)
        assert told["dislikes — author"] == 50 * 2 // 100
        assert community.rate(town.caller("ann"), comment, "none").paid == -2
        assert community.purse(town.people["ben"]) == 48
    check_books(town, [post])


def test_a_comment_is_rewarded_once_enough_members_of_standing_like_it(town: Town) -> None:
    """Two likes and those of newcomers earn no reward; the third of standing does; taken back, the reward goes."""
    post = town.publish()
    comment = town.comment("new", post)
    for name in ("ann", "ben", "nil"):
        community.rate(town.caller(name), comment, "for")
    assert "comment rewards" not in lines(community.post_table(post))
    community.rate(town.caller("cyd"), comment, "for")
    assert lines(community.post_table(post))["comment rewards"] == 6
    community.rate(town.caller("ann"), comment, "none")
    assert "comment rewards" not in lines(community.post_table(post))
    community.rate(town.caller("dan"), comment, "for")
    community.rate(town.caller("cyd"), comment, "against")
    community.rate(town.caller("cyd"), comment, "for")
    assert lines(community.post_table(post))["comment rewards"] == 6
    check_books(town, [post])


def test_nobody_votes_on_what_is_their_own(town: Town) -> None:
    """Self-votes are refused; an author who likes a comment under the own post has no author's share."""
    post = town.publish()
    with pytest.raises(ActRefused, match="of their own") as refused:
        community.vote(town.caller("ed"), post, "for")
    assert refused.value.code == "own"
    comment = town.comment("ben", post)
    with pytest.raises(ActRefused, match="of their own"):
        community.rate(town.caller("ben"), comment, "for")
    community.rate(town.caller("ed"), comment, "for")
    assert lines(community.post_table(post)).keys() == {
        "likes — own",
        "likes — commenter",
        "comment tributes",
        "post publish tribute",
    }


def test_votes_of_those_for_whom_nobody_vouched_earn_nobody_anything(town: Town) -> None:
    """Sock puppets and closed rings of new accounts are counted and mint nothing."""
    post = town.publish()
    comment = town.comment("new", post)
    before = town.balances()
    community.vote(town.caller("new"), post, "for")
    community.rate(town.caller("nil"), comment, "for")
    assert town.balances() == before
    assert community.post_tally(post).favour == community.comment_tally(comment).favour == 1


def test_likes_of_who_cannot_earn_earn_nobody_anything(town: Town) -> None:
    """A comment whose writer deleted the account mints nothing for those who like it, however many they are."""
    from onrecord.community.models import Account

    post = town.publish()
    comment = town.comment("ben", post)
    Account.objects.filter(pk=town.people["ben"]).delete()
    before = town.balances()
    for name in ("ann", "cyd", "dan"):
        community.rate(town.caller(name), comment, "for")
    assert town.balances() == before
    assert community.comment_tally(comment).favour == 3


def test_a_pair_earns_once_in_its_days(town: Town) -> None:
    """A second plus of one reader for one author earns nothing within thirty days, and something after."""
    first, second, third = (town.publish(story=f"story-{number}") for number in range(3))
    for post in (first, second):
        community.vote(town.caller("ann"), post, "for")
    assert community.pending(town.people["ed"]) == 3
    town.at += timedelta(days=31)
    community.vote(town.caller("ann"), third, "for")
    assert community.pending(town.people["ed"]) == 6


def test_one_vote_earns_once_however_often_it_is_given(town: Town) -> None:
    """A plus that was paid out, taken back and given again after months earns nothing more."""
    post = town.publish()
    community.vote(town.caller("ann"), post, "for")
    community.mature(town.at + timedelta(days=4))
    town.at += timedelta(days=90)
    community.vote(town.caller("ann"), post, "none")
    assert ledger.balance(f"author:{town.people['ed']}") == 3
    assert community.post_tally(post).favour == 0
    community.vote(town.caller("ann"), post, "for")
    assert community.pending(town.people["ed"]) == 0
    check_books(town, [post])


def test_a_reversal_burns_nobody_s_cap(town: Town) -> None:
    """What came while the cap was full is earned, as it was priced, as soon as what filled it is taken back."""
    from onrecord.ledger.models import Transfer

    with priced(caps_plus="3"):
        post = town.publish()
        community.vote(town.caller("ann"), post, "for")
        community.vote(town.caller("ben"), post, "for")
        assert community.pending(town.people["ed"]) == 3
    with priced(caps_plus="3", version='"next"'):
        community.vote(town.caller("ann"), post, "none")
        assert community.pending(town.people["ed"]) == 3
        versions = Transfer.objects.filter(reason="plus").order_by("at").values_list("kind", "tariff")
        assert list(versions) == [("pending", "2026-11-27"), ("reversed", "2026-11-27"), ("pending", "2026-11-27")]
        community.vote(town.caller("ben"), post, "none")
        assert community.pending(town.people["ed"]) == 0
    check_books(town, [post])


def test_a_vote_is_one_however_often_it_is_asked_for(town: Town) -> None:
    """A key with the same body is the same act, with another it is refused; the same opinion again moves nothing."""
    post = town.publish()
    done = community.vote(town.caller("ann", "once"), post, "against")
    again = community.vote(town.caller("ann", "once"), post, "against")
    assert (again.again, again.act, again.paid) == (True, done.act, 2)
    with pytest.raises(ActRefused, match="another act") as refused:
        community.vote(town.caller("ann", "once"), post, "for")
    assert refused.value.code == "other body"
    assert community.vote(town.caller("ann"), post, "against").paid == 0
    assert community.purse(town.people["ann"]) == 48
    community.withdraw(town.caller("ed"), post)
    assert community.vote(town.caller("ann", "once"), post, "against").act == done.act


def test_who_cannot_pay_is_told_what_it_costs(town: Town) -> None:
    """A minus without coins is refused with both amounts, and leaves no vote."""
    post = town.publish()
    ledger.post(town.gift("ann", -49))
    with pytest.raises(ActRefused, match="costs 2 Twei, and you have 1") as refused:
        community.vote(town.caller("ann"), post, "against")
    assert refused.value.code == "funds"
    assert community.post_tally(post, town.people["ann"]).own == "none"


@pytest.mark.parametrize("key", ["", "k" * 65, "a\nb"])
def test_a_key_is_a_short_printable_text(town: Town, key: str) -> None:
    """An empty, long or unprintable key is refused."""
    post = town.publish()
    with pytest.raises(ActRefused, match="key of an act"):
        community.vote(community.Caller(town.people["ann"], key), post, "for")


def test_what_there_is_not_is_refused_in_a_sentence(town: Town) -> None:
    """Unknown accounts, posts, comments and opinions, and posts that were withdrawn."""
    post = town.publish()
    with pytest.raises(ActRefused, match="no account 999"):
        community.vote(community.Caller(999, "k"), post, "for")
    with pytest.raises(ActRefused, match="no post 999"):
        community.vote(town.caller("ann"), 999, "for")
    with pytest.raises(ActRefused, match="no comment 999"):
        community.rate(town.caller("ann"), 999, "for")
    with pytest.raises(ActRefused, match="for, against or none"):
        community.vote(town.caller("ann"), post, "maybe")  # type: ignore[arg-type]
    community.withdraw(town.caller("ed"), post)
    with pytest.raises(ActRefused, match="withdrawn"):
        community.vote(town.caller("ann"), post, "for")


def test_a_level_too_low_is_told_with_the_one_it_takes(town: Town) -> None:
    """The refusal says which level the act takes and which the member has."""
    from onrecord.community.models import Member

    post = town.publish()
    Member.objects.filter(pk=town.people["ann"]).update(level=1)
    with pytest.raises(ActRefused, match="takes level 2, and you are at level 1") as refused:
        community.vote(town.caller("ann"), post, "for")
    assert (refused.value.code, refused.value.level, refused.value.has) == ("level", 2, 1)


def test_an_annulled_vote_takes_back_what_was_paid_out(town: Town) -> None:
    """After the window too, as far as the earner has it; what was spent is left."""
    from onrecord.community import voting
    from onrecord.community.models import Vote

    post = town.publish()
    comment = town.comment("ben", post)
    community.vote(town.caller("ann"), post, "for")
    community.rate(town.caller("ann"), comment, "for")
    community.mature(town.at + timedelta(days=4))
    assert community.purse(town.people["ann"]) == 51
    ledger.post(town.gift("ben", -50))
    for vote in Vote.objects.order_by("pk"):
        voting.annul(town.caller("ed"), vote.pk)
    told = lines(community.post_table(post))
    assert told == {"likes — commenter": 2, "comment tributes": 2, "post publish tribute": 5}
    assert community.purse(town.people["ann"]) == 50
    assert Vote.objects.count() == 0
    check_books(town, [post])


@given(
    before=st.lists(st.tuples(st.sampled_from(READERS), st.booleans(), st.sampled_from(OPINIONS)), max_size=6),
    name=st.sampled_from(READERS),
    on_post=st.booleans(),
    opinion=st.sampled_from(OPINIONS),
)
@settings(max_examples=25, suppress_health_check=list(HealthCheck))
def test_an_act_and_its_undoing_leave_every_balance_as_before(
    town: Town,
    before: list[tuple[str, bool, community.Opinion]],
    name: str,
    on_post: bool,  # noqa: FBT001
    opinion: community.Opinion,
) -> None:
    """Whatever was done before, a vote that is changed and changed back leaves all balances, caps and tallies."""
    from onrecord.community.models import Movement

    town.at += timedelta(days=40)
    ledger.post(*(town.gift(who, 20) for who in town.people))
    post = town.publish(story=f"story-{town.at}")
    comment = town.comment("new", post)

    def act(who: str, *, post_too: bool, which: community.Opinion) -> None:
        if post_too:
            community.vote(town.caller(who), post, which)
        else:
            community.rate(town.caller(who), comment, which)

    for who, post_too, which in before:
        act(who, post_too=post_too, which=which)
    standing = (
        community.post_tally(post, town.people[name])
        if on_post
        else community.comment_tally(comment, town.people[name])
    )

    def state() -> tuple[dict[str, int], dict[str, int], community.ProfitAndLoss]:
        counted = Movement.objects.filter(state__in=("pending", "settled"), post=post).order_by("pk")
        caps: dict[str, int] = {}
        for member, reason, amount in counted.values_list("member", "reason", "amount"):
            caps[f"{member} {reason}"] = caps.get(f"{member} {reason}", 0) + amount
        return town.balances(), caps, community.post_table(post)

    was = state()
    act(name, post_too=on_post, which=opinion)
    act(name, post_too=on_post, which=standing.own)
    assert state() == was


@given(
    acts=st.lists(
        st.tuples(st.sampled_from((*READERS, *NEWCOMERS)), st.integers(0, 3), st.sampled_from(OPINIONS)), max_size=14
    ),
    order=st.randoms(use_true_random=False),
)
@settings(max_examples=15, suppress_health_check=list(HealthCheck))
def test_votes_that_are_all_taken_back_leave_nothing_behind(
    town: Town, acts: list[tuple[str, int, community.Opinion]], order: random.Random
) -> None:
    """Whatever was voted and changed, with caps that were full, in whatever order all of it is taken back."""
    from onrecord.community.models import Movement, Vote

    town.at += timedelta(days=40)
    ledger.post(*(town.gift(who, 30) for who in town.people))
    post = town.publish(story=f"story-{town.at}")
    comments = [town.comment(name, post) for name in ("new", "new", "ann")]

    def act(who: str, which: int, opinion: community.Opinion) -> None:
        if which == 3:
            community.vote(town.caller(who), post, opinion)
        elif who != ("new", "new", "ann")[which]:
            community.rate(town.caller(who), comments[which], opinion)

    before, table = town.balances(), community.post_table(post)
    with priced(caps_plus="6", caps_like_own="1", caps_like_commenter="4", caps_comment_reward="6"):
        for who, which, opinion in acts:
            act(who, which, opinion)
        undone = sorted({(who, which) for who, which, _ in acts})
        order.shuffle(undone)
        for who, which in undone:
            act(who, which, "none")
    assert town.balances() == before
    assert community.post_table(post) == table
    assert not Vote.objects.filter(post=post).exists()
    left = Movement.objects.filter(post=post, state__in=("pending", "waiting"))
    assert set(left.values_list("reason", flat=True)) == {"comment-tribute", "publish"}
