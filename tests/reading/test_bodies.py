"""Bodies: what is set up, proposed, refused or discussed to carry something out."""

from __future__ import annotations

import time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.articles import extract
from onrecord.errors import Fault
from onrecord.outlets import collect
from onrecord.reading.commitments import BodyMention, find_bodies
from tests.reading.pledging import bodies_of

EXAMPLES = Path(__file__).resolve().parents[2] / "examples"
ENUMERATION = (
    "Tavi Okoro said Orrin and Lisk set up task forces under the leadership of the Harbour Office to carry out "
    "the tide accord.\n\nThe first task force deals with dues for fishing boats. The second covers the dredging of "
    "the bay. "
    "The third looks at pilots' pensions."
)
PIECES = st.sampled_from(
    [
        *("“", "”", "\n", ".", ",", "and", "to", "of", "on", "a", "the", "three", "The first", "The second", "that"),
        *("task force", "task forces", "Commission", "committee", "working group", "regular", "meetings", "Dialogue"),
        *("set up", "formed", "was created", "blocked", "led by Mira Brandt", "still open", "format", "frequency"),
        *("tasked with", "investigate the leak", "under the coordination of", "Orrin", "中文", "\x00", "🙂"),
    ]
)


def from_examples(name: str) -> tuple[BodyMention, ...]:
    """Return the bodies of an example article."""
    (page,) = list(collect([str(EXAMPLES / name)]))
    assert not isinstance(page, Fault)
    article = extract(page).article
    assert article is not None
    return find_bodies(article)


def test_an_enumeration_becomes_as_many_bodies() -> None:
    """Each member has its own mandate and what is told of all: kind, coordinator, members, status."""
    bodies = bodies_of(ENUMERATION)
    assert [one.mandate.text for one in bodies if one.mandate] == [
        "dues for fishing boats",
        "the dredging of the bay",
        "pilots' pensions",
    ]
    for one in bodies:
        assert (one.kind, one.status) == ("task force", "begun")
        assert one.coordinator is not None
        assert one.coordinator.text == "the Harbour Office"
        assert [each.text for each in one.members] == ["Orrin and Lisk"]


def test_a_list_behind_a_number_becomes_as_many_bodies() -> None:
    """Three task forces "on A, B and C" are three bodies."""
    bodies = bodies_of("Three task forces on water, port rules and flood warning were set up in March.")
    assert [one.mandate.text for one in bodies if one.mandate] == ["water", "port rules", "flood warning"]


@pytest.mark.parametrize(
    ("text", "kind", "mandate", "status"),
    [
        ("Orrin set up a commission to study the tides.", "commission", "study the tides", "begun"),
        ("Brandt announced the creation of a panel to review the dues.", "panel", "review the dues", "announced"),
        ("Lawmakers proposed a commission to study the tides.", "commission", "study the tides", "under discussion"),
        (
            "The council blocked a bill to create a committee to study the tides.",
            "committee",
            "study the tides",
            "withdrawn",
        ),
        (
            "Brandt decided against appointing a commission to study the tides.",
            "commission",
            "study the tides",
            "denied",
        ),
        (
            "Brandt unveiled a plan to create a Tide Office tasked with warning boats.",
            "office",
            "warning boats",
            "under discussion",
        ),
        ("The committee probing the leak met on Monday.", "committee", "probing the leak", "begun"),
    ],
)
def test_a_body_has_kind_mandate_and_status(text: str, kind: str, mandate: str, status: str) -> None:
    """Whether a body is founded, announced, proposed, stopped or refused is told by the words around it."""
    (one,) = bodies_of(text)
    assert one.mandate is not None
    assert (one.kind, one.mandate.text, one.status) == (kind, mandate, status)


@pytest.mark.parametrize(
    "text",
    [
        "The Senate Judiciary Committee heard three witnesses.",
        "Mira Brandt, chairman of the Tide Commission, spoke on Monday.",
        "The office was closed on Monday.",
        "He sits on the board of a bank.",
        "The talks ended on Monday.",
        "The air force sent two planes.",
    ],
)
def test_standing_institutions_and_affiliations_are_no_bodies(text: str) -> None:
    """What is only named, or was there before, is not told of as the means by which something is done."""
    assert bodies_of(text) == ()


def test_two_tellings_of_one_body_are_one() -> None:
    """A second mention adds to the first and is no body of its own."""
    text = (
        "Orrin set up a commission to study the tides.\n\nThe commission will be chaired by Mira Brandt. "
        "Lisk set up another commission to study the fish."
    )
    first, second = bodies_of(text)
    assert first.coordinator is not None
    assert first.coordinator.text == "Mira Brandt"
    assert second.mandate is not None
    assert second.mandate.text == "study the fish"


def test_meetings_under_discussion_keep_what_is_open() -> None:
    """A series of meetings has its frequency and the aspects that are not settled; a denied body is told apart."""
    text = (
        "“There have been discussions for months on a plan to hold regular tide meetings,” Pell Rada said.\n\n"
        "The format of the meetings, their frequency and the composition of participants are still "
        "under discussion.\n\n"
        "Would the ports create a separate tide council, like the tide working group under the Oster cabinet? "
        "They would not, Rada answered: a tide council is not the intent."
    )
    meetings, body = bodies_of(text)
    assert (meetings.kind, meetings.status) == ("meeting series", "under discussion")
    assert meetings.frequency is not None
    assert meetings.frequency.text == "regular"
    assert [point.text for point in meetings.still_open] == ["format", "frequency", "composition of participants"]
    assert body.kind == "council"
    assert body.predecessor is not None
    assert body.predecessor.text == "the tide working group under the Oster cabinet"


def test_the_examples_have_their_task_forces_and_meetings() -> None:
    """The project's own corpus: three task forces under one office, and regular meetings with open points."""
    forces = [one for one in from_examples("08-follow-up-lisk-courier.txt") if one.kind == "meeting series"]
    assert forces[0].status == "under discussion"
    assert [point.text for point in forces[0].still_open][:2] == ["format", "how often they would take place"]
    (meetings, *_) = [one for one in from_examples("09-follow-up-wire-ostrel.txt") if one.kind == "meeting series"]
    assert {point.text for point in meetings.still_open} >= {"frequency", "level"}


@given(st.lists(PIECES, max_size=40).map(" ".join))
def test_every_detail_rests_on_its_words(text: str) -> None:
    """Whatever the text, each detail is the words of its span."""
    for one in bodies_of(text):
        assert one.name.of(text).strip()
        single = (one.mandate, one.coordinator, one.level, one.format, one.frequency, one.predecessor)
        for detail in (*(each for each in single if each), *one.members, *one.still_open):
            assert detail.span.of(text) == detail.text


@pytest.mark.parametrize(
    "unit", ["a task force to ", "of the committee on ", "Task Force On And The ", "commission, commission "]
)
def test_a_long_line_of_repeats_stays_linear(unit: str) -> None:
    """Four times the text takes no more than some four times the time."""
    took = []
    for chars in (25_000, 100_000):
        text = unit * (chars // len(unit))
        began = time.perf_counter()
        bodies_of(text)
        took.append(time.perf_counter() - began)
    assert took[1] < 12 * took[0] + 1
