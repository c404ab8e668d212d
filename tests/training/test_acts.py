"""Making sentences of the phrase book, and parting sentences that are much alike."""

from __future__ import annotations

import random

from onrecord.reading.acts import ROOTS
from onrecord.reading.deeds import ACTOR, TARGET
from training.acts import grouped, leanings, made, phrases

BOOK = phrases()


def test_the_phrase_book_has_every_root() -> None:
    """Each root has twenty deeds or more, and no phrase stands under two roots."""
    assert {one.root for one in BOOK} == set(ROOTS)
    assert all(sum(one.root == root for one in BOOK) >= 20 for root in ROOTS)
    words = [f"{one.verb} {one.rest}" for one in BOOK]
    assert sorted(set(words)) == sorted(words)


def test_made_sentences() -> None:
    """A deed that may be agreed to is also made as agreed and refused, one that is threatened as a threat."""
    sentences = {(" ".join(one.worded.words), one.root) for one in made(BOOK, random.Random(1))}
    assert (f"{ACTOR} released {TARGET} .", "YIELD") in sentences
    refused = {text for text, root in sentences if root == "REJECT" and text.endswith(f"release {TARGET} .")}
    assert f"{ACTOR} will not release {TARGET} ." in refused
    assert len(refused) > 1
    assert (f"{TARGET} was arrested by {ACTOR} .", "COERCE") in sentences
    assert any(root == "THREATEN" and text.endswith(f"bomb {TARGET} .") for text, root in sentences)
    assert all(ACTOR in text for text, _ in sentences)


def test_leanings_are_shares() -> None:
    """What a word leans to are shares of roots; words of one root alone lean to it wholly."""
    found = leanings(BOOK)
    assert found["w pardon"] == {"YIELD": 1.0}
    assert all(0 < share <= 1 for shares in found.values() for share in shares.values())
    assert all(sum(shares.values()) <= 1.01 for shares in found.values())


def test_sentences_much_alike_are_one_group() -> None:
    """Sentences that share most words are never parted, also through a third; others are."""
    groups = grouped(
        [
            "Ostrel freed six sailors from Karst on Monday.",
            "Karst closed the bridge.",
            "Ostrel freed six sailors from Karst on Friday.",
            "Ostrel freed six old sailors from Karst late on Friday.",
        ]
    )
    assert groups[0] == groups[2] == groups[3]
    assert groups[1] != groups[0]
