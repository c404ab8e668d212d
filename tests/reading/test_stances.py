"""What actors want, and what they deny, in invented articles."""

from __future__ import annotations

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from evals.quotations import article_of
from onrecord.core import Span
from onrecord.reading import read
from onrecord.reading.denials import find_denials
from onrecord.reading.names import find_names
from onrecord.reading.stance import Denial, Stance
from onrecord.reading.stances import find_stances
from tests.reading.texts import TEXTS


def stances_of(text: str) -> tuple[Stance, ...]:
    """Return the stances of a text."""
    return find_stances(text, read(article_of("made", text)).attributions, find_names(text))


def denials_of(text: str) -> tuple[Denial, ...]:
    """Return the denials of a text."""
    return find_denials(text, read(article_of("made", text)).attributions, find_names(text))


def told(text: str) -> list[tuple[str | None, str, str]]:
    """Return name, stance and target of each stance."""
    return [(one.actor_name, one.stance, one.target[0].of(text)) for one in stances_of(text)]


ONE = [
    ("Mayor Mira Brandt backs the harbour tax.", "for", "the harbour tax"),
    ("Mayor Mira Brandt called for adjusting the ferry drills.", "for", "adjusting the ferry drills"),
    ("Mayor Mira Brandt opposes the harbour tax.", "against", "the harbour tax"),
    ("Mayor Mira Brandt does not support the harbour tax.", "against", "the harbour tax"),
    ("Mayor Mira Brandt ruled out a second vote.", "against", "a second vote"),
    ("Mayor Mira Brandt did not rule out a second vote.", "open", "a second vote"),
    ("Mayor Mira Brandt is considering closing the port.", "open", "closing the port"),
    ("Mayor Mira Brandt is not directly considering closing the port.", "against", "closing the port"),
    ("Mayor Mira Brandt may resign over the ferry deal.", "open", "resign over the ferry deal"),
    ("Mayor Mira Brandt wants to widen the canal.", "for", "widen the canal"),
    ("Mayor Mira Brandt wants the council to widen the canal.", "for", "the council to widen the canal"),
    ("Mayor Mira Brandt refused to sign the treaty.", "against", "sign the treaty"),
    ("Mayor Mira Brandt will not sign the treaty.", "against", "sign the treaty"),
    ("Mayor Mira Brandt has no plans to sign the treaty.", "against", "sign the treaty"),
    ("Mayor Mira Brandt is opposed to the new pier.", "against", "the new pier"),
    ("Mayor Mira Brandt remains open to a later date.", "open", "a later date"),
    ("Mayor Mira Brandt has not decided whether she will run again.", "undecided", "she will run again"),
    ("Mayor Mira Brandt voiced support for the strike.", "for", "the strike"),
    ("Mayor Mira Brandt on Tuesday rejected the harbour tax.", "against", "the harbour tax"),
    ("Mayor Mira Brandt would veto the harbour tax.", "against", "the harbour tax"),
    ("The harbour tax was rejected by Mayor Mira Brandt.", "against", "The harbour tax"),
    ("Mayor Mira Brandt called Friday for a new pier.", "for", "a new pier"),
    ("Mayor Mira Brandt has repeatedly called on Monday for a new pier.", "for", "a new pier"),
    ("Mayor Mira Brandt called Friday for Governor Okoro to cancel the summit.", "against", "the summit"),
    ("Mayor Mira Brandt voiced support in recent days for a new pier.", "for", "a new pier"),
    ("Mayor Mira Brandt asked the council to build a new pier.", "for", "the council to build a new pier"),
    ("Mayor Mira Brandt asked for a second vote.", "for", "a second vote"),
    ("Mayor Mira Brandt threw her support behind the new pier.", "for", "the new pier"),
    ("Mayor Mira Brandt declined the council’s request for papers.", "against", "the council’s request for papers"),
    ("Mayor Mira Brandt refused a request to open the pier.", "against", "a request to open the pier"),
    ("Mayor Mira Brandt turned down the new pier.", "against", "the new pier"),
    ("Mayor Mira Brandt said she cannot allow the port to close.", "against", "allow the port to close"),
    ("Mayor Mira Brandt opposes the toll and said it was late.", "against", "the toll"),
    ("The vote is risky for Mira Brandt, who opposes the new pier.", "against", "the new pier"),
]


@pytest.mark.parametrize(("text", "stance", "target"), ONE)
def test_one_stance(text: str, stance: str, target: str) -> None:
    """Verbs, nouns, predicates and refusals show a stance, with who has it and on what."""
    assert told(text) == [("Mira Brandt", stance, target)]


@pytest.mark.parametrize(
    ("text", "stance", "target"),
    [
        ("Mira Brandt urged the council to stop the night ferries.", "against", "the night ferries"),
        ("Mira Brandt urged the council not to close the port.", "against", "close the port"),
        ("Mira Brandt called on the council to cancel the summit.", "against", "the summit"),
        ("Mira Brandt called for an end to the night ferries.", "against", "the night ferries"),
        ("Mira Brandt supports ending the night ferries.", "against", "the night ferries"),
        ("Mira Brandt opposes scrapping the night ferries.", "for", "the night ferries"),
        ("Mira Brandt urged the council to widen the canal.", "for", "the council to widen the canal"),
    ],
)
def test_deeds_of_ending_turn_the_stance(text: str, stance: str, target: str) -> None:
    """Who wants something to end is against it; who is against its end is for it."""
    assert told(text) == [("Mira Brandt", stance, target)]


def test_what_a_speaker_says_ought_to_be() -> None:
    """In a speaker's words "should", "unacceptable" and "too early" are the speaker's stance; "we" is the speaker."""
    text = (
        "“The summit should be cancelled,” Mira Brandt said.\n\n"
        "Tavi Okoro said the toll was unacceptable.\n\n"
        "Wen Lindqvist said it was too early to say whether the bridge would open.\n\n"
        "“We are not directly considering the drills,” Dana Osei told reporters."
    )
    assert told(text) == [
        ("Mira Brandt", "against", "The summit"),
        ("Tavi Okoro", "against", "the toll"),
        ("Wen Lindqvist", "undecided", "say whether the bridge would open"),
        ("Dana Osei", "against", "the drills"),
    ]
    assert all(one.attribution for one in stances_of(text))


@pytest.mark.parametrize(
    ("text", "target"),
    [
        ("Mira Brandt said there was no need to close the port.", "close the port"),
        ("“We do not need to close the port,” Mira Brandt said.", "close the port"),
        (
            "“Neither the mayor nor the council should close the port,” Mira Brandt said.",
            "the council should close the port",
        ),
        ("“It isn’t necessary to close the port,” Mira Brandt said.", "close the port"),
        ("Mira Brandt said the toll wasn’t acceptable.", "the toll"),
        ("“There is no reason to close the port,” Mira Brandt said.", "close the port"),
        ("Mira Brandt withheld her support for the toll.", "the toll"),
        ("Nor does Mira Brandt support the toll.", "the toll"),
        ("“Nobody should close the port,” Mira Brandt said.", "close the port"),
        ("“I don’t think the council should close the port,” Mira Brandt said.", "the council should close the port"),
        ("Mira Brandt said she did not believe that the toll was necessary.", "the toll"),
        ("Mira Brandt doubted that the council should close the port.", "the council should close the port"),
    ],
)
def test_a_denial_outside_the_clause_turns_it(text: str, target: str) -> None:
    """Who says that nobody should, that there is no need, or does not think so, is against it."""
    assert told(text) == [("Mira Brandt", "against", target)]


def test_they_are_no_single_person() -> None:
    """A "they" is not taken for the person named before it."""
    text = "Mira Brandt met the crews. They oppose the toll."
    assert all(one.actor_name != "Mira Brandt" for one in stances_of(text))


def test_words_of_time_are_no_part_of_an_actor() -> None:
    """Before its verb "this month" stands outside the subject."""
    text = "The court this month rejected a second vote."
    (one,) = stances_of(text)
    assert one.actor[0].of(text) == "The court"


def test_two_members_of_one_government_disagree() -> None:
    """Mixed signals are two stances, each with its actor: the minister for, the adviser against."""
    text = (
        "Harbour Minister Tavi Okoro has called for scaling back the river patrols to help resume talks with Karst.\n\n"
        "Security adviser Mira Brandt rejected the idea on Sunday. "
        "“We are not looking at the river patrols,” Brandt told reporters."
    )
    sides = {(name, stance) for name, stance, _ in told(text)}
    assert ("Tavi Okoro", "for") in sides
    assert ("Mira Brandt", "against") in sides


@pytest.mark.parametrize(
    "text",
    [
        "The attack on the harbour killed two people.",
        "The backs of the chairs were blue, and Mira Brandt sat down.",
        "A storm closed the road to Karst.",
        "If the council rejects the plan, the port will close.",
        "Mira Brandt will be in Karst on Monday.",
        "Mira Brandt smiled when asked if she would propose a toll.",
        "Mira Brandt declined to comment on the toll.",
        "Mira Brandt wanted to thank the crew.",
        "The questions about the ferry remain.",
        "Asked if the council should close the port, Mira Brandt said it was late.",
        "Mira Brandt, asked whether the council, a new one, should close the port, said: “That is hard.”",
        "“Should the council close the port?” Mira Brandt asked.",
        "Does Mira Brandt support the new pier?",
        "Mira Brandt steered clear of discussing whether the council should close the port.",
        "Mira Brandt left it to the council to decide whether the toll should be cut.",
        "“I’ll leave that to the council,” Mira Brandt said.",
        "Mira Brandt has not said that the council should close the port.",
        "“It is unclear how the council should pay,” Mira Brandt said.",
        "Mira Brandt asked about plans to build a new pier.",
        "Mira Brandt was asked for comment.",
        "Mira Brandt neither supports nor opposes the toll.",
        "Mira Brandt has not endorsed the toll.",
        "Mira Brandt would not say whether she supports the toll.",
        "Mira Brandt declined to take a position on the pier.",
        "Tavi Okoro said the report was critical of Mira Brandt.",
    ],
)
def test_nobody_takes_a_side(text: str) -> None:
    """Nouns that look like verbs, suppositions and plain futures are no stance of a named actor."""
    assert told(text) == []


def test_the_ministry_denies_the_report_of_an_outlet() -> None:
    """A denial that points at "that account" has the report's words as its claim too, and the outlet as claimant."""
    text = (
        "The Karst Courier reported that the envoy had urged Okoro to keep the tolls, "
        "although the Harbour Ministry on Monday dismissed that account as false."
    )
    (denial,) = denials_of(text)
    assert denial.actor[0].of(text) == "the Harbour Ministry"
    assert denial.cue[0].of(text) == "dismissed"
    assert denial.claim[0].of(text) == "that account"
    assert "keep the tolls" in " ".join(span.of(text) for span in denial.claim[1:])
    assert denial.claimant is not None
    assert "Courier" in denial.claimant


@pytest.mark.parametrize(
    ("text", "cue", "claim"),
    [
        ("Mira Brandt denied that she had met the envoy.", "denied", "that she had met the envoy"),
        ("Mira Brandt rejected reports that the port would close.", "rejected", "reports that the port would close"),
        ("Mira Brandt called the story false.", "called", "the story false"),
        ("“The report is groundless,” Mira Brandt said.", "groundless", "The report"),
        ("“That is not true,” Mira Brandt said.", "not true", "That"),
        ("Mira Brandt disputed the story.", "disputed", "the story"),
    ],
)
def test_denial(text: str, cue: str, claim: str) -> None:
    """Verbs and predicates that say a claim is untrue are denials, with who denies."""
    (denial,) = denials_of(text)
    assert (denial.actor_name, denial.cue[0].of(text), denial.claim[0].of(text)) == ("Mira Brandt", cue, claim)


@pytest.mark.parametrize(
    "text",
    [
        "Mira Brandt denied a request for access to the files.",
        "Mira Brandt did not deny the claim.",
        "Mira Brandt rejected the harbour tax.",
        "Mira Brandt sailed into disputed waters.",
        "Mira Brandt denied licences to six sailors.",
        "Mira Brandt asked the envoy to refute the story.",
    ],
)
def test_no_denial(text: str) -> None:
    """To refuse a request, not to deny, to be against, or to ask for a denial is no denial."""
    assert denials_of(text) == ()


def spans_of(one: Stance | Denial) -> tuple[Span, ...]:
    """Return all spans of a stance or denial."""
    about = one.target if isinstance(one, Stance) else one.claim
    return (*one.actor, *one.cue, *about)


PIECES = st.sampled_from(
    [
        *(
            "Mira Brandt",
            "Brandt",
            "The council",
            "he",
            "who",
            "it",
            "they",
            "to",
            "not",
            "by",
            ",",
            ".",
            ":",
            "“",
            "”",
        ),
        *("urged", "called for", "rejected", "backs", "opposes", "will not", "may resign", "should", "cancel", "said"),
        *(
            "the summit",
            "the report",
            "is false",
            "denied",
            "support for",
            "refusal to",
            "open to",
            "on Tuesday",
            "an end",
        ),
    ]
)
MADE = st.lists(PIECES, max_size=25).map(" ".join)


@settings(max_examples=60)
@given(st.one_of(TEXTS, MADE))
def test_spans_lie_inside_the_text(text: str) -> None:
    """For any text every span lies inside it, and the order is that of the cues."""
    names = find_names(text)
    attributions = read(article_of("made", text)).attributions
    stances, denials = find_stances(text, attributions, names), find_denials(text, attributions, names)
    found: list[Stance | Denial] = [*stances, *denials]
    assert all(span.end <= len(text) for one in found for span in spans_of(one))
    assert [one.cue[0].start for one in stances] == sorted(one.cue[0].start for one in stances)


@pytest.mark.parametrize(
    "words",
    [
        "will not ",
        "Brandt rejected ",
        "he said it is false, ",
        "to ",
        "support for ",
        "who, ",
        "may not ",
        "asked if ",
        "on ",
        "called this ",
    ],
)
def test_long_lines_stay_linear(words: str) -> None:
    """A line of repeats without a full stop takes time in proportion to its length."""

    def took(count: int) -> float:
        text = words * count
        names = find_names("")
        began = time.process_time()
        find_stances(text, (), names)
        find_denials(text, (), names)
        return time.process_time() - began

    took(200)
    assert took(16_000) < 24 * took(1_600) + 1
