"""The day of the lede goes on to the quotations of the same person from the same occasion."""

from __future__ import annotations

from datetime import date
from typing import Any

from onrecord.core import Interval

LEDE = "The pier will stay open, Harbour Master Mira Brandt said on Tuesday.\n\n"
TUESDAY = Interval.on(date(2031, 5, 13))


def days(reader: Any, text: str) -> list[Interval | None]:
    """Return the day of each attribution."""
    return [one.said_on for one in reader(text).attributions]


def test_the_day_of_the_lede_goes_on(reader: Any) -> None:
    """The next paragraphs quote the same person from the same occasion, which may be named there."""
    text = LEDE + "“It is safe,” Brandt said at a press briefing.\n\n“It is dry,” she added."
    assert days(reader, text) == [TUESDAY] * 3


def test_the_day_of_one_person_is_not_another_one_s(reader: Any) -> None:
    """Only the speaker of the lede keeps its day."""
    assert days(reader, LEDE + "“It is not,” said Captain Tavi Okoro.") == [TUESDAY, None]


def test_another_day_between_ends_the_occasion(reader: Any) -> None:
    """After another day is named, a quotation may be of either."""
    text = LEDE + "On May 2 the pier had burned.\n\n“It is safe,” Brandt said."
    assert days(reader, text) == [TUESDAY, None]


def test_a_day_inside_quotation_marks_ends_no_occasion(reader: Any) -> None:
    """What the speaker says about other days is no other occasion."""
    text = LEDE + "“It burned on May 2,” Brandt said.\n\n“It is safe,” she added."
    assert days(reader, text) == [TUESDAY] * 3


def test_another_occasion_or_listener_ends_it(reader: Any) -> None:
    """An interview, a paper as listener, and words told at another time have a day of their own."""
    for words in (
        "“It is safe,” Brandt said in an interview.",
        "“It is safe,” Brandt told The Karst Courier.",
        "“It is safe,” Brandt had said.",
        "“It is safe,” Brandt said later.",
    ):
        assert days(reader, LEDE + words) == [TUESDAY, None]


def test_a_month_is_not_carried_on(reader: Any) -> None:
    """Only a single day goes on, since a month may hold many occasions."""
    text = "The pier will stay open, Harbour Master Mira Brandt said last month.\n\n“It is safe,” Brandt said."
    assert days(reader, text)[1] is None


def test_reported_words_keep_their_unknown_day(reader: Any) -> None:
    """Only words in quotation marks take the day; what is reported may sum up other occasions."""
    assert days(reader, LEDE + "Brandt said that the pier was safe.") == [TUESDAY, None]
