"""Finding what several reports tell of one thing."""

from __future__ import annotations

from onrecord.limits.linking_agenda import TELLINGS_HELD
from onrecord.linking.likening import Shelf


def test_what_is_told_often_is_found_by_its_first_tellings() -> None:
    """A thing is found by any of its tellings up to a number; the same words again and further ones add nothing."""
    shelf: Shelf[str] = Shelf()
    number = shelf.add("the ferry sails", ["ferry", "sail"])
    for count in range(1_000):
        shelf.put(number, ["ferry", "sail"])
        shelf.put(number, ["ferry", f"outlet-{count}"])
    assert shelf.near(frozenset({"sail", "ferry"})) == [(1.0, 2, number)]
    assert shelf.near(frozenset({f"outlet-{TELLINGS_HELD - 2}"})) == [(1.0, 1, number)]
    assert shelf.near(frozenset({f"outlet-{TELLINGS_HELD}"})) == []
