"""Plain time expressions have the right value and days."""

from __future__ import annotations

from datetime import date

import pytest

from onrecord.reading.times import day_in, find_times

ANCHOR = date(2031, 5, 14)  # a Wednesday


@pytest.mark.parametrize(
    ("words", "value", "first", "last"),
    [
        ("2031-02-28", "2031-02-28", "2031-02-28", "2031-02-28"),
        ("December 7, 2030", "2030-12-07", "2030-12-07", "2030-12-07"),
        ("7 December 2030", "2030-12-07", "2030-12-07", "2030-12-07"),
        ("Dec. 7", "2030-12-07", "2030-12-07", "2030-12-07"),
        ("June 3", "2031-06-03", "2031-06-03", "2031-06-03"),
        ("Wednesday", "2031-05-14", "2031-05-14", "2031-05-14"),
        ("Thursday", "2031-05-08", "2031-05-08", "2031-05-08"),
        ("last Wednesday", "2031-05-07", "2031-05-07", "2031-05-07"),
        ("next Thursday", "2031-05-15", "2031-05-15", "2031-05-15"),
        ("yesterday", "2031-05-13", "2031-05-13", "2031-05-13"),
        ("this week", "2031-W20", "2031-05-12", "2031-05-18"),
        ("last month", "2031-04", "2031-04-01", "2031-04-30"),
        ("this month", "2031-05", "2031-05-01", "2031-05-31"),
        ("next year", "2032", "2032-01-01", "2032-12-31"),
        ("February 2032", "2032-02", "2032-02-01", "2032-02-29"),
        ("the first half of next year", "2032-H1", "2032-01-01", "2032-06-30"),
        ("the second half of 2031", "2031-H2", "2031-07-01", "2031-12-31"),
    ],
)
def test_an_expression_has_its_value_and_days(words: str, value: str, first: str, last: str) -> None:
    """Absolute ones stand by themselves; relative ones are anchored on the day of publication."""
    text = f"The ferry sails {words}."
    [found] = find_times(text, ANCHOR)
    assert found.span.of(text) == words
    assert found.value == value
    assert found.interval is not None
    assert (found.interval.first.isoformat(), found.interval.last.isoformat()) == (first, last)


@pytest.mark.parametrize(
    "words", ["Sunday", "yesterday", "last month", "next year", "May 4", "the first half of next year"]
)
def test_without_an_anchor_there_are_no_days(words: str) -> None:
    """What depends on an unknown day keeps an open value and no interval."""
    [found] = find_times(f"The ferry sails {words}.", None)
    assert found.interval is None
    assert "X" in found.value


@pytest.mark.parametrize("words", ["2031-02-30", "February 30, 2031", "31 April"])
def test_a_day_that_does_not_exist_is_no_time(words: str) -> None:
    """A day that no calendar has gives no interval."""
    assert all(found.interval is None or len(found.value) == 4 for found in find_times(f"On {words} it sails", ANCHOR))


def test_the_most_exact_expression_gives_the_day() -> None:
    """A full date is taken before the weekday beside it, and a day before its month."""
    interval = day_in("on Sunday, May 4, 2031", ANCHOR)
    assert interval is not None
    assert interval.first == interval.last == date(2031, 5, 4)
    assert day_in("soon", ANCHOR) is None


@pytest.mark.parametrize("anchor", [date.min, date.max])
@pytest.mark.parametrize(
    "words", ["yesterday", "tomorrow", "Sunday", "last month", "next week", "next year", "this week"]
)
def test_what_lies_beyond_the_calendar_is_no_time(words: str, anchor: date) -> None:
    """At the ends of the calendar an expression is found with days that exist, or not at all."""
    for found in find_times(f"The ferry sails {words}, and on June 3.", anchor):
        assert found.interval is not None
        assert date.min <= found.interval.first <= found.interval.last <= date.max
