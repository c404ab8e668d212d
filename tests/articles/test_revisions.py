"""What changed between two revisions of one article."""

from __future__ import annotations

from onrecord.articles import Change, changes
from tests.articles.house import ITEM, article_of

FIRST = "The harbour stays open, the envoy said.\n\nIt will rain for three days.\n\nThe ferry runs daily."


def test_changes_of_a_revision() -> None:
    """A new title, a paragraph with other words, one that is gone and one that is new are told apart."""
    old = article_of(ITEM, {"title": "Harbour open", "text": FIRST})
    text = "The harbour stays open, the envoy said.\n\nIt will rain for five days.\n\nPrices doubled in the spring."
    new = article_of(ITEM, {"title": "Harbour stays open", "text": text})
    assert changes(old, new) == (
        Change("title", "Harbour open", "Harbour stays open"),
        Change("paragraph", "It will rain for three days.", "It will rain for five days."),
        Change("paragraph", None, "Prices doubled in the spring."),
        Change("paragraph", "The ferry runs daily.", None),
    )


def test_same_words_are_no_change() -> None:
    """Other quotation marks, case and spacing are no change."""
    old = article_of(ITEM, {"text": 'He said "no".'})
    assert changes(old, article_of(ITEM, {"text": "He  said “No”."})) == ()
