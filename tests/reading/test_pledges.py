"""Pledges: who is bound to what act, by when, on what condition, and what binds nobody."""

from __future__ import annotations

import time
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.core import Interval
from tests.reading.pledging import WEDNESDAY, pledges_of, told

PIECES = st.sampled_from(
    [
        *("“", "”", '"', "’", "\n", ".", ",", ";", "—", "(", ")", "that", "and", "who", "which", "if", "until"),
        *("Mira Brandt", "Brandt", "she", "they", "we", "the port office", "the talks", "nobody", "task force"),
        *(
            "will",
            "won’t",
            "would",
            "said",
            "plans to",
            "has promised",
            "agreed to",
            "is set to",
            "going to",
            "to",
            "meets on",
        ),
        *("open the quay", "a new ferry", "by Friday", "in June 2031", "next week", "not", "also", "$5 million"),
        *("中文", "\u202e", "\x00", "e\u0301", "\u00a0", "🙂"),
    ]
)
TEXTS = st.lists(PIECES, max_size=40).map(" ".join)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Mira Brandt vowed to open the quay.", ("Mira Brandt", "open the quay", "promise")),
        ("The port office pledged support for the crews.", ("port office", "support for the crews", "promise")),
        ("Dravany agreed to a pause in dredging.", ("Dravany", "a pause in dredging", "agreement")),
        ("The two ports agreed on sharing the gauges.", ("two ports", "sharing the gauges", "agreement")),
        ("The company intends to close the old mole.", ("company", "close the old mole", "intention")),
        ("The ministry is planning to sell its ferries.", ("ministry", "sell its ferries", "plan")),
        ("Mira Brandt is set to meet the crews.", ("Mira Brandt", "meet the crews", "schedule")),
        ("Mira Brandt is expected to visit Orrin.", ("Mira Brandt", "visit Orrin", "expectation")),
        ("Mira Brandt said she would sign the contract.", ("Mira Brandt", "sign the contract", "intention")),
        ("Orrin's plan to dredge the bay angered the crews.", ("Orrin", "dredge the bay", "plan")),
        (
            "Mira Brandt vowed to “keep the port open” this winter.",
            ("Mira Brandt", "“keep the port open” this winter", "promise"),
        ),
        (
            "Mira Brandt promised Monday at a rally in Orrin to end the dues.",
            ("Mira Brandt", "end the dues", "promise"),
        ),
        (
            "The harbor company, which has promised to hire pilots, is late.",
            ("harbor company", "hire pilots", "promise"),
        ),
        ("“I will tell the truth,” Mira Brandt said.", ("Mira Brandt", "tell the truth", "promise")),
        ("As Mira Brandt is set to veto the toll, Lisk waits.", ("Mira Brandt", "veto the toll", "schedule")),
        ("Mira Brandt appears set to veto the toll.", ("Mira Brandt", "veto the toll", "schedule")),
        (
            "Over the past few days, the port office has promised to hire pilots.",
            ("port office", "hire pilots", "promise"),
        ),
        (
            "The port office, which has\nrepeatedly pledged to hire pilots, is late.",
            ("port office", "hire pilots", "promise"),
        ),
        (
            "Mr. Brandt nevertheless said it was late, and vowed to hire pilots.",
            ("Brandt", "hire pilots", "promise"),
        ),
    ],
)
def test_a_word_that_binds_gives_agent_act_and_force(text: str, expected: tuple[str, str, str]) -> None:
    """Promises, agreements, intentions, plans, schedules and expectations are told apart, each with its agent."""
    assert expected in told(text)


@pytest.mark.parametrize(
    ("text", "agent", "act"),
    [
        ("The two ministers meet on Friday in Lisk.", "two ministers", "meet on Friday in Lisk"),
        ("Parliament votes on Thursday on the toll.", "Parliament", "votes on Thursday on the toll"),
        ("Mira Brandt, who flies to Lisk on Thursday, was silent.", "Mira Brandt", "flies to Lisk on Thursday"),
    ],
)
def test_the_present_with_a_day_ahead_is_scheduled(text: str, agent: str, act: str) -> None:
    """A verb in the present whose day lies after that of publication tells of a fixed plan."""
    (one,) = pledges_of(text)
    assert (one.agent_name, one.act.of(text), one.force, one.status) == (agent, act, "schedule", "scheduled")
    assert one.due is not None
    assert one.due.interval is not None
    assert one.due.interval.first > WEDNESDAY


def test_a_course_that_opens_on_a_day_has_no_agent() -> None:
    """Of an event in the present the act begins at its noun."""
    text = "The talks resume on Friday."
    (one,) = pledges_of(text)
    assert (one.agent, one.act.of(text)) == ((), "The talks resume on Friday")


@pytest.mark.parametrize(
    "text",
    [
        "“I will tell you that the lock is old,” Mira Brandt said.",
        "“I will tell the crews that the lock is old,” Mira Brandt said.",
        "“I will say this, the lock is old,” Mira Brandt said.",
        "The two ministers meet on Mondays.",
        "The ministers meet every Friday.",
        "The ministers met on Friday in Lisk.",
        "Mira Brandt Visits Lisk on Monday",
        "Mira Brandt visits Lisk on Wednesday.",
        "The vote on Friday was close.",
        "The ministers meet in Lisk.",
    ],
)
def test_what_only_speaks_or_has_no_day_ahead_binds_nobody(text: str) -> None:
    """Speech is no act of a promise; habits, headlines and nouns are no plan, nor is the day of publication."""
    assert not pledges_of(text)


def test_a_few_are_somebody_and_few_are_not() -> None:
    """Some few crews can bind themselves, while "few crews" are rather nobody."""
    assert [one.agent for one in told("A few crews pledged to open the quay.")]
    assert not told("Few crews pledged to open the quay.")


@pytest.mark.parametrize(
    "text",
    [
        "The ministry has no plans to sell its ferries.",
        "The ministry is not planning to sell its ferries.",
        "Mira Brandt hopes to open the quay.",
        "Mira Brandt is considering a sale of the ferries.",
        "Mira Brandt may open the quay.",
        "The company should open the quay.",
        "Reporters asked whether Mira Brandt will open the quay.",
        "Will Mira Brandt open the quay?",
        "The ministry has not said that it will open the quay.",
        "The river will freeze in January.",
        "The company will need more pilots.",
        "The company will be able to hire pilots.",
        "Analysts believe the company will close the quay.",
        "The price of fish is expected to rise.",
        "Nobody in the office has promised the crews money.",
        "In the end the crews decided to sail without a pilot.",
        "The will of the people is clear.",
        "They signed a deal to Orrin's liking.",
        "Mira Brandt was planning to sail when the storm came.",
    ],
)
def test_what_binds_nobody_is_left_out(text: str) -> None:
    """Denials, hopes, questions, demands, forecasts and what befalls an agent are no pledges."""
    assert told(text) == []


def test_a_refusal_is_kept_as_one() -> None:
    """An agent that says it will not do a thing binds itself too."""
    (one,) = pledges_of("Mira Brandt said she will not close the port of Orrin.")
    assert one.refuses
    assert one.force == "intention"


def test_we_is_the_body_for_which_a_spokesman_speaks() -> None:
    """In a quotation "I" is the speaker, and "we" the body of the spokesman."""
    text = (
        '"I will open the quay," Mira Brandt said.\n\n'
        '"We will repair the gauges," said Tavi Okoro, a spokesman for the Harbour Ministry.'
    )
    first, second = pledges_of(text)
    assert (first.agent_name, first.told_by) == ("Mira Brandt", "Mira Brandt")
    assert second.agent_name == "Harbour Ministry"


def test_what_one_person_foretells_of_another_binds_nobody() -> None:
    """A rival's forecast is no promise, a spokesman's word is."""
    assert told('"Tavi Okoro will sell the port," Mira Brandt said.') == []
    text = "Tavi Okoro's spokesman, Wen Lin, said that Tavi Okoro would repair the port."
    assert [one.act for one in told(text)] == ["repair the port"]


def test_an_event_begins_at_its_noun_and_has_no_agent() -> None:
    """A fixed event is told by its noun phrase, so that its words make sense by themselves."""
    text = "A hearing on the dues is scheduled for May 20."
    (one,) = pledges_of(text)
    assert one.act.of(text) == "A hearing on the dues is scheduled for May 20"
    assert (one.agent, one.status) == ((), "scheduled")
    assert one.due is not None
    assert one.due.interval == Interval.on(date(2031, 5, 20))


def test_results_that_are_likely_by_a_day_are_expected() -> None:
    """What others foresee with its days is kept as an expectation, without an agent; without days it is a forecast."""
    text = "Talks are set to begin this month, but visible results are likely to emerge in the first half of next year."
    talks, results = pledges_of(text)
    assert talks.due is not None
    assert talks.due.interval == Interval(date(2031, 5, 1), date(2031, 5, 31))
    assert (results.force, results.agent_name) == ("expectation", None)
    assert results.due is not None
    assert results.due.interval == Interval(date(2032, 1, 1), date(2032, 6, 30))
    assert told("Visible results are likely to emerge.") == []


def test_a_policy_is_its_owners_intention() -> None:
    """What somebody's policy or plan "is to" do binds the owner."""
    text = "Starting next year, the ministry's policy is to seek talks with Orrin."
    (one,) = pledges_of(text)
    assert (one.agent_name, one.force) == ("ministry", "intention")
    assert one.due is not None
    assert one.due.interval == Interval(date(2032, 1, 1), date(2032, 12, 31))


def test_a_promised_target_is_told_with_its_noun() -> None:
    """Where the object stands before the clause, the act begins there."""
    text = "The port met the target it pledged to reach in Orrin."
    assert [one.act for one in told(text)] == ["the target it pledged to reach in Orrin"]


@pytest.mark.parametrize(
    ("text", "condition"),
    [
        ("Mira Brandt said she will open the quay if the ice melts.", "if the ice melts"),
        ("If the ice melts, we will open the quay, said Mira Brandt.", "If the ice melts"),
        ("The crews vowed to stay ashore until the dues are cut.", "until the dues are cut"),
        ("Mira Brandt promised to end the dues should she win the vote.", "should she win the vote"),
    ],
)
def test_a_condition_stands_apart_from_the_act(text: str, condition: str) -> None:
    """The words of a condition are no part of the act, on either side of it."""
    (one,) = pledges_of(text)
    assert one.condition is not None
    assert one.condition.of(text) == condition
    assert condition not in one.act.of(text)


def test_with_whom_and_on_what_occasion() -> None:
    """The counterpart and the occasion are kept where the sentence names them."""
    text = "In a letter on Monday, Mira Brandt agreed to meet with the Orrin pilots."
    (one,) = pledges_of(text)
    assert one.counterpart is not None
    assert one.counterpart.of(text) == "the Orrin pilots"
    assert one.occasion is not None
    assert one.occasion.of(text) == "a letter"


def test_a_plan_that_is_discussed_is_nobodys_yet() -> None:
    """A plan under discussion has that status and no agent."""
    text = "There have been discussions at the working level on a plan to hold regular harbor meetings."
    (one,) = pledges_of(text)
    assert (one.agent_name, one.status) == (None, "under discussion")


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("The ministry scrapped plans to sell its ferries.", "withdrawn"),
        ("Mira Brandt denied reports of a plan to sell the ferries.", None),
        ("The ministry plans to sell its ferries.", "announced"),
    ],
)
def test_status_is_told_by_the_words_before(text: str, status: str | None) -> None:
    """What was dropped is withdrawn; what is denied is no pledge."""
    assert [one.status for one in pledges_of(text)] == ([status] if status else [])


def test_a_thousand_promises_are_read_in_bounded_number() -> None:
    """An article that repeats promises without end yields a bounded number of pledges."""
    text = "\n\n".join(f"Mira Brandt vowed to open quay {number}." for number in range(1000))
    found = pledges_of(text)
    assert 100 < len(found) <= 400
    assert len({one.id for one in found}) == len(found)


@given(TEXTS)
def test_every_span_lies_in_the_text_and_is_stable(text: str) -> None:
    """Whatever the text, spans name words of it, cues follow one another, and reading again finds the same."""
    found = pledges_of(text)
    assert found == pledges_of(text)
    starts = [one.cue.start for one in found]
    assert starts == sorted(starts)
    for one in found:
        for span in (*one.agent, one.cue, one.act, one.condition, one.counterpart, one.occasion, one.body):
            assert span is None or span.of(text).strip()
        if one.due is not None:
            assert one.due.span.of(text).strip()


@pytest.mark.parametrize(
    "unit", ["plans to ", "will ", "promised that he will ", "scheduled for Friday ", "“we will go, "]
)
def test_a_long_line_of_repeats_stays_linear(unit: str) -> None:
    """Four times the text takes no more than some four times the time."""
    took = []
    for chars in (25_000, 100_000):
        text = unit * (chars // len(unit))
        began = time.perf_counter()
        pledges_of(text)
        took.append(time.perf_counter() - began)
    assert took[1] < 12 * took[0] + 1
