"""Votes, and what they move."""

from __future__ import annotations

from onrecord import community
from tests.community.conftest import Town


def test_a_plus_earns_its_author_something_that_is_pending(town: Town) -> None:
    """A plus of a reader of standing is held for the author, and paid out after the window."""
    post = town.publish()
    done = community.vote(town.caller("ann"), post, "for")
    assert done.paid == 0
    assert community.pending(town.people["ed"]) == 3
    assert community.post_table(post).profit_subtotal == 3
