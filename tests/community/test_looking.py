"""What pages look up: one comment, what acts were, and an author's posts."""

from __future__ import annotations

import pytest

from onrecord import community
from onrecord.errors import ActRefused
from tests.community.conftest import Town


def test_one_comment_is_seen_as_in_its_thread(town: Town) -> None:
    """By its number it is the same as in the thread, beside its post; a number that nobody has is refused."""
    post = town.publish()
    number = town.comment("ann", post)
    community.rate(town.caller("ben"), number, "for")
    found, view = community.comment_view(number, town.people["ben"])
    assert found == community.post(post)
    assert (view,) == community.thread(post, town.people["ben"])
    assert view.tally.own == "for"
    with pytest.raises(ActRefused, match="there is no comment 99"):
        community.comment_view(99)


def test_acts_are_told_by_number(town: Town) -> None:
    """Each act that there is, with its post and comment; what came of it is its number."""
    post = town.publish()
    number = town.comment("ann", post)
    bought = community.buy_report(town.caller("ben"), post)
    told = community.acts_told([bought.act, bought.act - 1, 10**6])
    assert sorted(told) == [bought.act - 1, bought.act]
    assert (told[bought.act].kind, told[bought.act].number, told[bought.act].title) == (
        "report",
        1,
        "The bridge is to be closed",
    )
    assert (told[bought.act - 1].kind, told[bought.act - 1].comment) == ("comment", number)


def test_an_overview_agrees_with_each_post_s_own_table(town: Town) -> None:
    """Votes, comments that are shown, and the sums of all movements, the newest post first; undone ones count not."""
    first, second = town.publish(), town.publish("ed", "story-2")
    kept, gone = town.comment("ann", first), town.comment("ann", first, "Twice.")
    community.delete_comment(town.caller("ann"), gone)
    community.vote(town.caller("ann"), first, "for")
    community.vote(town.caller("ben"), first, "against")
    community.vote(town.caller("cyd"), first, "for")
    community.vote(town.caller("cyd"), first, "none")
    community.rate(town.caller("ben"), kept, "for")
    lines = community.overview(town.people["ed"]).lines
    assert [line.post.id for line in lines] == [second, first]
    assert (lines[1].favour, lines[1].against, lines[1].comments) == (1, 1, 1)
    for line in lines:
        table = community.post_table(line.post.id)
        assert (line.earned, line.spent) == (table.earned, table.loss_subtotal)
