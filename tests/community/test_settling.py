"""Paying out and closing."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from datetime import UTC, datetime, timedelta

from onrecord import community, ledger
from tests.community.conftest import READERS, Town, pay_for_reading, priced
from tests.community.test_any_order import check_books
from tests.conftest import Store


def test_what_was_paid_out_can_no_longer_be_taken_back(town: Town) -> None:
    """Within the window a plus taken back is reversed; after it the count changes and the money stays."""
    post = town.publish()
    for name in ("ann", "ben"):
        community.vote(town.caller(name), post, "for")
    community.vote(town.caller("ann"), post, "none")
    assert community.mature(town.at) == 0
    assert community.mature(town.at + timedelta(days=3)) == 2
    assert community.mature(town.at + timedelta(days=3)) == 0
    town.at += timedelta(days=3)
    community.vote(town.caller("ben"), post, "none")
    assert community.post_tally(post).favour == 0
    assert ledger.balance(f"author:{town.people['ed']}") == 3
    check_books(town, [post])


def test_the_treasury_pays_out_its_budget_of_a_day(town: Town) -> None:
    """What is more waits for the next day, in the order in which it was earned."""
    with priced(treasury_day="7"):
        post = town.publish()
        for name in READERS:
            community.vote(town.caller(name), post, "for")
        due = town.at + timedelta(days=3)
        for day, held in ((0, 6), (0, 6), (1, 12), (2, 12)):
            community.mature(due + timedelta(days=day))
            assert ledger.balance(f"author:{town.people['ed']}") == held
    check_books(town, [post])


def test_closing_leaves_the_table_and_moves_the_rest_to_the_treasury(town: Town) -> None:
    """Both accounts of a post are at nought, the treasury has their sum, the table is as before; once is enough."""
    post = town.publish()
    community.vote(town.caller("ann"), post, "for")
    community.vote(town.caller("ben"), post, "against")
    table = community.post_table(post)
    before = ledger.balance("treasury")
    assert community.close(town.at) == 1
    assert community.close(town.at) == 0
    assert ledger.balance("treasury") == before + table.loss_subtotal - table.profit_subtotal
    assert ledger.balance(f"profit:{post}") == ledger.balance(f"loss:{post}") == 0
    community.vote(town.caller("ben"), post, "none")
    assert community.close(town.at) == 1
    assert community.post_table(post).loss_subtotal == table.loss_subtotal - 2
    check_books(town, [post])


def test_the_worker_pays_out_and_closes(town: Town, store: Store) -> None:
    """The site's worker, in a process of its own, settles what is due and closes the posts."""
    town.at = datetime.now(UTC) - timedelta(days=4)
    post = town.publish()
    community.vote(town.caller("ann"), post, "for")
    command = [sys.executable, "-m", "onrecord.cli", "watch"]
    worker = subprocess.Popen(command, env=os.environ | {"DATABASE_URL": store.url}, stdout=subprocess.DEVNULL)
    try:
        until = time.monotonic() + 60
        while time.monotonic() < until and (
            ledger.balance(f"author:{town.people['ed']}") != 3 or ledger.balance(f"loss:{post}") != 0
        ):
            time.sleep(0.1)
    finally:
        worker.send_signal(signal.SIGINT)
        worker.wait(timeout=60)
    assert ledger.balance(f"author:{town.people['ed']}") == 3
    assert ledger.balance(f"loss:{post}") == ledger.balance(f"profit:{post}") == 0
    check_books(town, [post])


def test_reading_without_standing_earns_a_bounded_sum_in_all(town: Town) -> None:
    """A reward for reading comes from the treasury and is no line of the post; without standing it ends at a sum."""
    town.employ("ann")
    with priced(standing_unvouched="5"):
        posts = [town.publish(story=f"story-{number}") for number in range(4)]
        for post in posts:
            for name in ("new", "ann"):
                pay_for_reading(town.caller(name), post)
    assert community.pending(town.people["new"]) == 4
    assert community.pending(town.people["ann"]) == 8
    table = community.post_table(posts[0])
    assert (table.profit_subtotal, table.reading, table.earned) == (0, 4, 4)
    community.mature(town.at + timedelta(days=3))
    assert community.account_table(town.people["ann"], posts[0]).reading == 2
    assert community.account_table(town.people["ann"]).reading == 8
    check_books(town, posts)


def test_what_a_member_earns_in_all_follows_from_the_likes_of_staff(town: Town) -> None:
    """Readers' likes of a reader's comment wait for staff to like it too; what staff does not vouch for lapses."""
    with priced(standing_unvouched="0", standing_vouched="3"):
        post = town.publish()
        liked, unliked = town.comment("ann", post), town.comment("ben", post)
        for comment in (liked, unliked):
            community.rate(town.caller("cyd"), comment, "for")
        assert community.pending(town.people["ann"]) == community.pending(town.people["ben"]) == 0
        assert community.earnable(town.people["ann"]) == community.Earnable(earned=0, bound=0, waiting=2)
        assert community.earnable(town.people["ed"]).bound is None
        community.rate(town.caller("ed"), liked, "for")
        assert community.pending(town.people["ann"]) == 2, "a like of staff lets three be earned, and brings two"
        community.rate(town.caller("eve"), liked, "for")
        town.at += timedelta(days=3)
        community.mature(town.at)
    purses = {name: community.purse(town.people[name]) for name in ("ann", "ben", "cyd")}
    assert purses == {"ann": 48 + 2 + 2 + 2, "ben": 48, "cyd": 50}
    check_books(town, [post])


def test_a_like_of_staff_that_is_taken_back_leaves_what_waits(town: Town) -> None:
    """A like of staff and its undoing change nothing, neither what is pending nor what goes on waiting."""
    with priced(standing_unvouched="0", standing_vouched="2"):
        post = town.publish()
        comment = town.comment("ann", post)
        community.rate(town.caller("ben"), comment, "for")
        for opinion in ("for", "none"):
            community.rate(town.caller("ed"), comment, opinion)
        assert community.pending(town.people["ann"]) == 0
        community.mature(town.at + timedelta(days=3))
    assert community.purse(town.people["ann"]) == 48
    check_books(town, [post])


def test_a_comment_that_is_deleted_lets_in_nothing_of_its_own(town: Town) -> None:
    """What waits for a comment's likes lapses with it, also where staff's like has made room that nothing took yet."""
    with priced(standing_unvouched="0", standing_vouched="50"):
        post = town.publish()
        comment = town.comment("ann", post)
        for liker in ("ben", "cyd", "ed"):
            community.rate(town.caller(liker), comment, "for")
        community.delete_comment(town.caller("ann"), comment)
        assert community.pending(town.people["ann"]) == 0
        check_books(town, [post])


def test_a_cap_of_a_day_is_full_until_the_next(town: Town) -> None:
    """Reading earns up to the cap of its day; what is above it lapses when its window ends."""
    with priced(caps_reading="4"):
        posts = [town.publish(story=f"story-{number}") for number in range(4)]
        for post in posts[:3]:
            pay_for_reading(town.caller("ann"), post)
        assert community.pending(town.people["ann"]) == 4
        town.at += timedelta(days=1)
        pay_for_reading(town.caller("ann"), posts[3])
        assert community.pending(town.people["ann"]) == 6
        town.at += timedelta(days=4)
        community.mature(town.at)
    assert community.purse(town.people["ann"]) == 56
    check_books(town, posts)
