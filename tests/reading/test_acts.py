"""What kind of act a sentence reports."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.core import Span
from onrecord.reading.acts import ROOTS, acts
from onrecord.reading.deeds import ACTOR, TARGET, Dyad, Worded, stem

ACTS = [
    ("ACCUSE", "Ostrel has opened an inquiry into the Karst Harbour Company over bribes."),
    ("AGREE", "Ostrel agreed to send its envoy to Karst for a new round of talks."),
    ("AID", "Ostrel has donated tents and medicine to Karst after the flood."),
    ("ASSAULT", "Ostrel shelled two villages in Karst overnight, killing nine people."),
    ("COERCE", "Ostrel detained four fishermen from Karst at the port."),
    ("CONSULT", "Ostrel held talks with Karst on the river treaty on Monday."),
    ("COOPERATE", "Ostrel began joint naval exercises with Karst."),
    ("MOBILIZE", "Ostrel put its army on high alert near the border with Karst."),
    ("PROTEST", "Ostrel dockers went on strike against Karst."),
    ("REJECT", "Ostrel rejected a proposal by Karst to move the border."),
    ("REQUEST", "Ostrel urged Karst to open the bridge."),
    ("SANCTION", "Ostrel suspended military aid to Karst."),
    ("SUPPORT", "Ostrel welcomed the decision of Karst to rejoin the league."),
    ("THREATEN", "Ostrel threatened to impose tariffs on Karst."),
    ("YIELD", "Ostrel released six sailors from Karst."),
]


@pytest.mark.parametrize(("root", "sentence"), ACTS)
def test_root(root: str, sentence: str) -> None:
    """Each of the fifteen roots is told in a plain sentence."""
    found = acts([Dyad.of(sentence, "Ostrel", "Karst")])[0]
    assert found.root == root
    assert 0 < found.chance <= 1


@pytest.mark.parametrize(
    ("root", "sentence"),
    [
        ("YIELD", "Ostrel lifted the ban on Karst."),
        ("REJECT", "Ostrel refused to lift the ban on Karst."),
        ("AGREE", "Ostrel agreed to lift the ban on Karst."),
        ("REJECT", "Ostrel said it will not lift the ban on Karst."),
    ],
)
def test_turned(root: str, sentence: str) -> None:
    """What stands before a verb turns what it says."""
    assert acts([Dyad.of(sentence, "Ostrel", "Karst")])[0].root == root


def test_names_do_not_matter() -> None:
    """The words that name actor and target are not looked at, so that no country has a root."""
    sentence = "{} condemned the raid on {} in strong words."
    pairs = [("Ostrel", "Karst"), ("the United Nations", "Kabul"), ("a bomb squad", "peace")]
    found = acts([Dyad.of(sentence.format(*pair), *pair) for pair in pairs])
    assert len(set(found)) == 1


def test_parties_that_overlap_or_are_missing() -> None:
    """A target inside the actor's words is looked for later in the sentence; one that is nowhere is None."""
    dyad = Dyad.of("The Karst guard fired on boats off Karst.", "The Karst guard", "Karst")
    assert dyad.target == Span(35, 40)
    assert Dyad.of("Ostrel struck.", "Ostrel", "Karst").target is None
    assert acts([Dyad("Ostrel and Karst met.", Span(0, 16), Span(11, 16))])[0].root in ROOTS


@given(st.text(max_size=80), st.text(max_size=5), st.text(max_size=5))
def test_any_text_has_a_root(sentence: str, actor: str, target: str) -> None:
    """Any text has one of the roots, with a probability."""
    found = acts([Dyad.of(sentence, actor, target)])[0]
    assert found.root in ROOTS
    assert 0 < found.chance <= 1.0001


@given(st.text(max_size=80), st.integers(0, 90), st.integers(1, 9), st.integers(0, 90), st.integers(1, 9))
def test_spans_beyond_the_text_do_no_harm(text: str, a: int, b: int, c: int, d: int) -> None:
    """The marks of the parties stand at most once each among the words, wherever the spans lie."""
    words = Worded.of(Dyad(text, Span(a, a + b), Span(c, c + d))).words
    assert words.count(ACTOR) <= 1
    assert words.count(TARGET) <= 1


def test_a_megabyte_is_read_at_once() -> None:
    """Of an endless sentence only the stretch around the parties is looked at."""
    began = time.process_time()
    found = acts([Dyad.of("Ostrel warned Karst of " + "a very long list and " * 50_000, "Ostrel", "Karst")])
    assert found[0].root == "THREATEN"
    assert time.process_time() - began < 5


@pytest.mark.parametrize(
    ("word", "expected"),
    [("attacked", "attack"), ("denies", "deny"), ("met", "meet"), ("urging", "urg"), ("urged", "urg"), ("bus", "bus")],
)
def test_stem(word: str, expected: str) -> None:
    """Forms of one verb have one stem."""
    assert stem(word) == expected
