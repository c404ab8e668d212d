"""When a pledge is due: the time expression that belongs to it, and deadlines."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.core import Interval, Span
from onrecord.reading import TimeExpression
from onrecord.reading.commitments import Due, due_of
from onrecord.reading.commitments.dues import precision_of
from tests.reading.pledging import WEDNESDAY, pledges_of


def due_in(text: str) -> Due | None:
    """Return the due of the only pledge of a text."""
    (one,) = pledges_of(text)
    return one.due


@pytest.mark.parametrize(
    ("text", "first", "last", "precision"),
    [
        ("The envoys plan to meet on June 3.", "2031-06-03", "2031-06-03", "day"),
        ("On June 3, the envoys will meet in Orrin.", "2031-06-03", "2031-06-03", "day"),
        ("Starting next year, the port intends to cut its dues.", "2032-01-01", "2032-12-31", "year"),
        ("The port aims to hire pilots in the first half of 2032.", "2032-01-01", "2032-06-30", "half-year"),
        ("The crews are set to return this month.", "2031-05-01", "2031-05-31", "month"),
        ("The envoys plan to meet next week.", "2031-05-19", "2031-05-25", "week"),
        ("The envoys said Monday they will meet on Friday.", "2031-05-16", "2031-05-16", "day"),
        ("Brandt plans this week to sign the contract.", "2031-05-12", "2031-05-18", "week"),
    ],
)
def test_a_time_is_due_with_its_precision(text: str, first: str, last: str, precision: str) -> None:
    """The time behind the act, or one that opens the sentence, is when it is due; that of the telling is not."""
    due = due_in(text)
    assert due is not None
    assert due.interval == Interval(date.fromisoformat(first), date.fromisoformat(last))
    assert due.precision == precision
    assert not due.is_deadline


@pytest.mark.parametrize(
    ("words", "last"),
    [
        ("by June 3", "2031-06-03"),
        ("until June 3", "2031-06-03"),
        ("before June 3", "2031-06-02"),
        ("by 2033", "2033-12-31"),
    ],
)
def test_a_deadline_runs_from_the_day_of_publication(words: str, last: str) -> None:
    """A "by" or "until" ends on the last day that it names, "before" on the day before it."""
    due = due_in(f"The port pledged to hire pilots {words}.")
    assert due is not None
    assert due.is_deadline
    assert due.interval == Interval(WEDNESDAY, date.fromisoformat(last))


def test_a_range_has_the_days_of_both_ends() -> None:
    """From one day to another is due in all days between."""
    due = due_in("The crews plan to strike from June 3 to June 8.")
    assert due is not None
    assert (due.interval, due.precision) == (Interval(date(2031, 6, 3), date(2031, 6, 8)), "range")


def test_vague_words_say_so() -> None:
    """A "soon" is a due without days."""
    due = due_in("The port vowed to hire pilots soon.")
    assert due == Due(Span(30, 34), None, "vague")


def test_without_a_day_of_publication_relative_days_stay_open() -> None:
    """A relative day is kept as words where nothing anchors it."""
    (one,) = pledges_of("The envoys plan to meet next week.", published=None)
    assert one.due is not None
    assert one.due.interval is None


def test_past_days_are_no_due() -> None:
    """A day that lies before the publication is not when an act is due."""
    assert due_in("The port vowed to reopen the quay that burned on March 3, 2030.") is None


@pytest.mark.parametrize(
    "text",
    [
        "Mira Brandt promised on Tuesday to open the lock.",
        "On Tuesday, Mira Brandt pledged to lift the toll.",
        "On Tuesday, however, Mira Brandt spoke to a gathering of pilots, promising to lift the toll.",
        "The council agreed Wednesday to lift the toll.",
    ],
)
def test_the_day_on_which_the_word_was_given_is_no_due(text: str) -> None:
    """A day that stands with a verb of promising in the past is the day of the promise."""
    assert due_in(text) is None


def test_a_day_before_a_plan_at_hand_is_due() -> None:
    """What opens the sentence of "is planning to" is when it is to happen."""
    due = due_in("Starting next year, the port is planning to cut its dues.")
    assert due is not None
    assert due.precision == "year"


def test_a_time_in_a_relative_clause_is_not_the_acts() -> None:
    """When another thing begins is not when the act is due."""
    assert due_in("Brandt plans to speak at the fair that opens June 3.") is None


def test_precision_follows_the_value_or_the_days() -> None:
    """Without a known value the length of the interval tells the precision."""
    days = Interval(date(2031, 6, 1), date(2031, 6, 10))
    assert precision_of(TimeExpression(Span(0, 4), "DATE", "", None, days)) == "month"
    assert precision_of(TimeExpression(Span(0, 4), "DATE", "FUTURE_REF", None, None)) == "vague"


@given(
    st.integers(0, 60), st.integers(0, 700), st.sampled_from(["by", "before", "until", "on", "in", "within", "since"])
)
def test_no_due_ends_before_it_begins(start: int, length: int, word: str) -> None:
    """Whatever the days and the preposition, a due interval is one."""
    text = f"open the quay {word} somewhen"
    first = date.fromordinal(WEDNESDAY.toordinal() + start - 30)
    days = Interval(first, date.fromordinal(first.toordinal() + length))
    span = Span(text.index("somewhen"), len(text))
    due = due_of(text, Span(0, len(text)), None, [TimeExpression(span, "DATE", "", None, days)], WEDNESDAY)
    if due is not None and due.interval is not None:
        assert due.interval.first <= due.interval.last
        assert due.span.end == span.end
