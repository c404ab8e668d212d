"""Time expressions have the extents, values and days that a reader gives them."""

from __future__ import annotations

import time
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.core import Interval
from onrecord.reading import TimeExpression
from onrecord.reading.times import day_in, day_of_writing, due_in, find_times

ANCHOR = date(2031, 5, 14)  # a Wednesday


def only(text: str, anchor: date | None = ANCHOR) -> TimeExpression:
    """Return the one expression of a text."""
    [found] = find_times(text, anchor)
    return found


def days(found: TimeExpression) -> tuple[str, str] | None:
    """Return the first and the last day of an expression."""
    if found.interval is None:
        return None
    return found.interval.first.isoformat(), found.interval.last.isoformat()


def told(text: str, anchor: date | None = ANCHOR) -> list[tuple[str, str]]:
    """Return words and value of each expression."""
    return [(found.span.of(text), found.value) for found in find_times(text, anchor)]


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
        ("the 1990s", "199X", "1990-01-01", "1999-12-31"),
        ("the 18th century", "17XX", "1701-01-01", "1800-12-31"),
        ("Christmas Eve 2030", "2030-12-24", "2030-12-24", "2030-12-24"),
        ("Easter 2032", "2032-03-28", "2032-03-28", "2032-03-28"),
    ],
)
def test_an_expression_has_its_value_and_days(words: str, value: str, first: str, last: str) -> None:
    """Absolute ones stand by themselves; relative ones are anchored on the day of writing."""
    text = f"The ferry sailed {words}."
    found = only(text)
    assert found.span.of(text) == words
    assert found.value == value
    assert days(found) == (first, last)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("Brandt said Friday that the port is shut.", "2031-05-09"),
        ("Brandt said the port will reopen on Friday.", "2031-05-16"),
        ("On Friday, the council will vote.", "2031-05-16"),
        ("The meeting ends Friday.", "2031-05-16"),
        ("The vote is set for Friday.", "2031-05-16"),
        ("The ministers meet on Friday.", "2031-05-16"),
        ("The new tolls take effect on Friday.", "2031-05-16"),
        ("The port's open house was on Friday.", "2031-05-09"),
        ("The port was to reopen on Friday.", "2031-05-16"),
        ("The council has met on Friday.", "2031-05-09"),
        ("The port, shut since Friday, is empty.", "2031-05-09"),
    ],
)
def test_the_verb_says_whether_a_weekday_lies_ahead(text: str, day: str) -> None:
    """A weekday is the last one in what is told as past, and the next one after "will", "is set to" or "ends"."""
    assert only(text).value == day


def test_a_narrative_counts_from_the_last_day_told() -> None:
    """Months keep the year told, and "the same day" and "a week later" lean on the last day, not on that of writing."""
    text = (
        "The dam broke on 3 March 1868. Two days later the town was flooded, and on the same day the bridge fell. In "
        "April the army came; it left the following year. By 1871 the dam stood, and in June 1872 it was opened."
    )
    assert [value for _, value in told(text)] == [
        "1868-03-03",
        "1868-03-05",
        "1868-03-05",
        "1868-04",
        "1869",
        "1871",
        "1872-06",
    ]


@pytest.mark.parametrize(
    ("words", "first", "last"),
    [
        ("by the end of the month", "2031-05-14", "2031-05-31"),
        ("before the end of next month", "2031-05-14", "2031-06-30"),
        ("by the end of the year", "2031-05-14", "2031-12-31"),
        ("no later than 30 June", "2031-05-14", "2031-06-30"),
        ("before July 1", "2031-05-14", "2031-06-30"),
        ("within 100 days", "2031-05-14", "2031-08-22"),
        ("in ten days", "2031-05-24", "2031-05-24"),
        ("in the first half of next year", "2032-01-01", "2032-06-30"),
        ("between June and August", "2031-06-01", "2031-08-31"),
        ("from 3 to 5 June", "2031-06-03", "2031-06-05"),
        ("within 60 days of 1 June 2031", "2031-06-01", "2031-07-31"),
    ],
)
def test_a_term_runs_from_the_day_of_writing_to_the_last_day(words: str, first: str, last: str) -> None:
    """What is due "by" a time is due up to its last day; what is due "in" a time is due in its days."""
    text = f"The council will publish its plan {words}."
    due = due_in(text, find_times(text, ANCHOR), ANCHOR)
    assert due[0] == Interval(date.fromisoformat(first), date.fromisoformat(last))


def test_a_term_that_was_over_or_has_no_day_of_writing_is_the_expression_itself() -> None:
    """Told in 2031, "by 2020" is 2020, and so it is when nobody knows the day of writing."""
    text = "The council was to publish its plan by 2020."
    whole = Interval(date(2020, 1, 1), date(2020, 12, 31))
    assert due_in(text, find_times(text, ANCHOR), ANCHOR) == (whole,)
    assert due_in(text, find_times(text, None), None) == (whole,)


@pytest.mark.parametrize(
    ("words", "value"),
    [
        ("soon", "FUTURE_REF"),
        ("in due course", "FUTURE_REF"),
        ("in the coming weeks", "FUTURE_REF"),
        ("in recent months", "PAST_REF"),
        ("currently", "PRESENT_REF"),
    ],
)
def test_what_is_vague_says_so(words: str, value: str) -> None:
    """No days are made up where none are named."""
    found = only(f"The council meets {words}.")
    assert (found.value, found.interval, found.precision) == (value, None, "vague")


@pytest.mark.parametrize(
    ("words", "precision", "mod"),
    [
        ("the first half of 2032", "half-year", None),
        ("mid-December", "month", "MID"),
        ("early next week", "week", "START"),
        ("Q3", "quarter", None),
        ("the late 1990s", "decade", "END"),
        ("this morning", "part of day", None),
        ("next summer", "season", None),
    ],
)
def test_precision_is_kept(words: str, precision: str, mod: str | None) -> None:
    """A half-year stays a half-year, whatever days it has."""
    found = only(f"The port reopens {words}.")
    assert (found.precision, found.mod) == (precision, mod)


@pytest.mark.parametrize(
    "words", ["Sunday", "yesterday", "last month", "next year", "May 4", "the first half of next year", "mid-June"]
)
def test_without_a_day_of_writing_there_are_no_days(words: str) -> None:
    """What depends on an unknown day keeps an open value and no interval."""
    found = only(f"The ferry sails {words}.", None)
    assert found.interval is None
    assert "X" in found.value


@pytest.mark.parametrize("words", ["2031-02-30", "February 30, 2031", "31 April", "31/02/2031", "99/99/2031"])
def test_a_day_that_does_not_exist_has_no_interval(words: str) -> None:
    """A day that no calendar has gives no interval."""
    assert all(found.interval is None for found in find_times(f"On {words} it sails", ANCHOR))


def test_figures_in_either_order_are_told_by_another_date_or_stay_ambiguous() -> None:
    """7/12 may be July or December; a number above twelve decides it for the whole text."""
    assert told("It sank on 7/12/2030.") == [("7/12/2030", "2030-XX-XX")]
    assert only("It sank on 7/12/2030.").interval is None
    assert told("It sank on 7/12/2030 and rose on 25/12/2030.")[0] == ("7/12/2030", "2030-12-07")
    assert told("It sank on 7/12/2030 and rose on 7/25/2030.")[0] == ("7/12/2030", "2030-07-12")


def test_two_digits_of_a_year_are_of_the_century_that_is_near() -> None:
    """A year of two digits is at most ten years ahead, and unknown when the day of writing is."""
    assert told("The class of '98 met in '35.") == [("'98", "1998"), ("'35", "2035")]
    assert told("Signed 25/12/30.") == [("25/12/30", "2030-12-25")]
    assert told("Signed 25/12/30.", None) == [("25/12/30", "XX30-XX-XX")]


@pytest.mark.parametrize(
    "text",
    [
        "It may rain, and the troops march on.",
        "May Brandt and April Stone met Mr. March.",
        "He was second; leaves fall; she will spring up.",
        "The score was 21-14, in room 1999, for 2,031 chairs.",
        "A 54-year-old man, 54 years old, drove 60 miles an hour.",
        "Secure Harbours Now sued the Pelican Daily.",
    ],
)
def test_words_that_only_look_like_times_are_none(text: str) -> None:
    """Names, verbs, ages, speeds and scores are no time expressions."""
    assert told(text) == []


def test_the_most_exact_expression_gives_the_day() -> None:
    """A full date is taken before the weekday beside it, and a day before its month."""
    interval = day_in("on Sunday, May 4, 2031", ANCHOR)
    assert interval is not None
    assert interval.first == interval.last == date(2031, 5, 4)
    assert day_in("soon", ANCHOR) is None


def test_a_dateline_across_midnight_gives_the_day_of_writing() -> None:
    """What was filed on Sunday evening and published on Monday elsewhere speaks of Sunday as today."""
    assert day_of_writing("EIDVIK, May 11 (Fjordpress)", date(2031, 5, 12)) == date(2031, 5, 11)
    assert day_of_writing("EIDVIK", date(2031, 5, 12)) == date(2031, 5, 12)
    assert day_of_writing("EIDVIK, March 3", date(2031, 5, 12)) == date(2031, 5, 12)
    assert day_of_writing("EIDVIK, May 11, 2031", None) == date(2031, 5, 11)
    assert day_of_writing("EIDVIK, May 11", None) is None


@pytest.mark.parametrize("anchor", [date.min, date.max])
@pytest.mark.parametrize(
    "words", ["yesterday", "tomorrow", "Sunday", "last month", "next week", "next year", "this week", "the next decade"]
)
def test_what_lies_beyond_the_calendar_is_no_time(words: str, anchor: date) -> None:
    """At the ends of the calendar an expression is found with days that exist, or without days."""
    for found in find_times(f"The ferry sails {words}, and on June 3.", anchor):
        assert found.interval is None or date.min <= found.interval.first <= found.interval.last <= date.max


_WORDS = st.sampled_from(
    "the a last next this late early mid - , of in on by within and to 5 31 2031 1998 '98 7/12/30 May June Sunday week "
    "weeks year years month quarter half third hundred two several few ago later earlier before after every twice "
    "weekly noon morning night Q3 1990s Christmas winter fiscal 5:30 p.m. more than about said will by . the same day "
    "following previous century decade end beginning now soon recent \n € naïve".split(" ")
)


@given(st.lists(_WORDS, max_size=40).map(" ".join), st.none() | st.dates())
def test_any_words_have_expressions_in_order_inside_the_text(text: str, anchor: date | None) -> None:
    """Whatever is put together, spans are in order and apart, and each expression has a type and a value."""
    found = find_times(text, anchor)
    ends = [0, *(one.span.end for one in found)]
    assert all(end <= one.span.start < one.span.end <= len(text) for end, one in zip(ends, found, strict=False))
    assert all(one.value and one.type in ("DATE", "TIME", "DURATION", "SET") for one in found)
    assert len(due_in(text, found, anchor)) == len(found)


@given(st.dates(date(1900, 1, 1), date(2090, 12, 31)), st.dates(date(1900, 1, 1), date(2090, 12, 31)))
def test_a_full_date_is_itself_on_any_day(day: date, anchor: date) -> None:
    """What names its day, month and year does not depend on the day of writing."""
    for words in (f"{day:%B} {day.day}, {day.year}", f"{day.day} {day:%B} {day.year}", day.isoformat()):
        assert [one.interval for one in find_times(f"It sailed on {words}.", anchor)] == [Interval(day, day)]


@given(st.dates(date(1900, 1, 1), date(2090, 12, 31)))
def test_a_weekday_lies_within_a_week(anchor: date) -> None:
    """Said is said in the last seven days, and will be in the next seven."""
    said, will = find_times("Brandt said Tuesday that she will sail on Tuesday.", anchor)
    assert said.interval is not None
    assert will.interval is not None
    assert timedelta(0) <= anchor - said.interval.first < timedelta(7)
    assert timedelta(0) <= will.interval.first - anchor < timedelta(7)


@pytest.mark.parametrize(
    "words", ["1 ", "the ", "two hundred and ", "5, 5 May ", "1,000", "a year ", "twenty-", "Monday, "]
)
def test_work_grows_with_the_text_only(words: str) -> None:
    """Four times as long a line of repeats takes about four times as long, and a megabyte is read in seconds."""
    short, long = (words * (size // len(words)) for size in (50_000, 200_000))
    took = []
    for text in (short, long):
        began = time.process_time()
        find_times(text, ANCHOR)
        took.append(time.process_time() - began)
    assert took[1] < 12 * took[0] + 0.5


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("The river fell for 41 days this winter.", ("2025-12-01", "2026-02-28")),
        ("The ministry will open the gates this summer.", ("2026-06-01", "2026-08-31")),
        ("Prices rose this spring.", ("2026-03-01", "2026-05-31")),
    ],
)
def test_this_winter_is_the_one_that_has_just_ended_unless_the_verb_lies_ahead(
    text: str, days: tuple[str, str]
) -> None:
    """Early in March a report of this winter tells of the past one."""
    found = [time.interval for time in find_times(text, date(2026, 3, 3)) if time.interval]
    assert [each.as_json() for each in found] == [list(days)]
