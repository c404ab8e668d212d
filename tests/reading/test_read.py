"""The door of the room: any text gives a reading whose every span lies inside it."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.core import Span
from onrecord.reading import READER, RULES
from onrecord.reading.quotations import find_pairs
from tests.reading.texts import TEXTS, assert_holds, spans


@given(TEXTS)
def test_every_span_lies_inside_the_text_and_names_something(reader: Any, text: str) -> None:
    """Quotes, newlines, names, cues and strange characters in any order never lead outside the text."""
    assert_holds(reader(text), text)


@given(st.text(max_size=200))
def test_any_text_is_read(reader: Any, text: str) -> None:
    """No text stops the reader, and the same text gives the same reading."""
    assert reader(text) == reader(text)


@given(TEXTS)
def test_direct_content_has_no_outer_marks(reader: Any, text: str) -> None:
    """The content of direct speech is the words of quotations, never the marks around them.

    Speech inside speech is the words of quotations inside the content that holds it.
    """
    reading = reader(text)
    words = {quotation.words for quotation in reading.quotations}
    inner = {
        Span(stretch.start + pair.words.start, stretch.start + pair.words.end)
        for one in reading.attributions
        for stretch in one.content
        for pair in find_pairs(stretch.of(text))
    }
    for one in reading.attributions:
        if one.kind == "direct" and one.cue and one.cue[0].of(text) != ":":
            assert set(one.content) <= (words if one.nested_in is None else inner)


def test_a_reading_names_its_reader(reader: Any, trained: Any) -> None:
    """Reader and article make the reading's id, so that a later reader's stands beside it."""
    text = "“We sail,” Mira Brandt said."
    assert (reader(text).reader, trained(text).reader) == (RULES, READER)
    assert reader(text).id == reader(text).id != trained(text).id


def test_an_unknown_language_gets_its_quotations_and_nothing_else(reader: Any) -> None:
    """The rules know English; elsewhere they mark what stands in quotation marks and stay silent on the rest."""
    reading = reader("„Wir fahren morgen früh“, sagte Mira Brandt.", language="de")
    assert [quotation.use for quotation in reading.quotations] == ["speech"]
    assert (reading.attributions, reading.mentions, reading.times) == ((), (), ())
    assert reader("“We sail,” Brandt said.", language="en-GB").attributions
    assert reader("“We sail,” Brandt said.", language=None).attributions


def test_speech_titles_and_scare_quotes_are_told_apart(reader: Any) -> None:
    """Words that somebody is said to have said are speech; a title is a title; a raised eyebrow is neither."""
    text = "“We sail,” Mira Brandt said. She wrote “The Old Ferry of Karst” in a “safe” place."
    assert [quotation.use for quotation in reader(text).quotations] == ["speech", "title", "scare"]


def test_an_empty_text_is_an_empty_reading(reader: Any) -> None:
    """Nothing in, nothing out."""
    for text in ("", " \n\t\n "):
        reading = reader(text)
        assert (reading.sentences, reading.quotations, reading.attributions, reading.mentions) == ((), (), (), ())


UNITS = [
    *('"', "“", "'", "’", "«", " ", ".", "-", "A", "x", "a, ", "A. ", "Ada ", "he said, ", "said that ", "and ", "of "),
    *("“Yes,” he said, ", "“A b c.” ", "(", "according to the ", "in a statement ", "Ministry of ", "“A b c d”\n\n"),
    *("the official said and ", "told the ", "ADA: b\n\n", "condition of anonymity because ", '"Aaa b c.\n\n', "May "),
]


@pytest.mark.parametrize("unit", UNITS)
def test_a_long_text_without_sense_is_read(reader: Any, unit: str) -> None:
    """Work grows with length: forty thousand characters of one unit are read as readily as a page."""
    text = (unit * 40_000)[:40_000]
    assert all(span.end <= len(text) for span in spans(reader(text)))


def test_a_million_characters_without_a_full_stop_are_read(reader: Any) -> None:
    """One sentence of a million characters, with names, cues and quotations in it, is read to its end."""
    text = "the ferry of Mira Brandt sails north, he said, “with us” " * 18_000
    reading = reader(text)
    assert len(text) > 1_000_000
    assert reading.attributions[-1].content[-1].end > 1_000_000


def test_a_quotation_inside_a_name_is_a_nickname(trained: Any) -> None:
    """Marks around a nickname are accounted for as such, and nobody says it."""
    reading = trained("Robert J. “Bo” Brandt said the ferry sails.")
    assert [quotation.use for quotation in reading.quotations] == ["nickname"]
    assert [one.speaker_name for one in reading.attributions if one.kind == "direct"] == []
