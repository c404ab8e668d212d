"""What may speak and what is debris of a sentence; who a pronoun points to beside quoted names."""

from __future__ import annotations

from typing import Any

import pytest

from onrecord.reading.speaking import is_noun_phrase


def speakers(reader: Any, text: str) -> list[str | None]:
    """Return the speaker of each attribution."""
    return [one.speaker_name for one in reader(text).attributions]


@pytest.mark.parametrize(
    "words", ["last week", "given little", "guilty to the", "000", "reduce", "While the mayor's team"]
)
def test_debris_is_no_noun_phrase(words: str) -> None:
    """Times, bare numbers, verbs, clauses and phrases cut short cannot speak."""
    assert not is_noun_phrase(words)


@pytest.mark.parametrize("words", ["she", "the mayor", "Kristen Day", "officials", "46 percent of voters", "Ada May"])
def test_a_noun_phrase_may_speak(words: str) -> None:
    """Names, even ones that look like a month or a day, pronouns, plurals and counted people can."""
    assert is_noun_phrase(words)


def test_a_number_with_commas_is_one_word(reader: Any) -> None:
    """The last digits of a sum are never the source of what follows."""
    text = "Mira Brandt, who gave VK900,000 to the pier, said that it was safe."
    [one] = reader(text).attributions
    assert one.source[0].of(text) == "Mira Brandt, who gave VK900,000 to the pier"
    assert one.speaker_name == "Mira Brandt"


def test_party_and_place_behind_a_name_are_not_the_speaker(reader: Any) -> None:
    """What stands between commas behind a name qualifies it."""
    text = "“It is safe,” Sen. Mira Brandt, R-TX, who heads the harbour panel, said."
    assert speakers(reader, text) == ["Mira Brandt"]


def test_a_dateline_is_not_the_speaker(reader: Any) -> None:
    """The sentence's subject begins behind the place and the dash."""
    text = "OSTREL — Mayor Mira Brandt left the pier on Friday, saying that it was safe."
    assert speakers(reader, text) == ["Mira Brandt"]


def test_a_capital_at_the_start_of_a_sentence_makes_no_name(reader: Any) -> None:
    """A word that has its capital only there, or stands in lower case elsewhere, names nobody."""
    text = "Voters said that the pier was safe. Many voters live there."
    assert speakers(reader, text) == [None]


def test_a_cue_and_a_stray_word_are_no_part_of_an_office(reader: Any) -> None:
    """Neither “said” nor “day” belongs to the office before a name, nor does a phrase with a preposition."""
    text = (
        "“It is safe,” said harbour campaign manager Mira Brandt. "
        "“It is not,” said Tavi Okoro, along with the president."
    )
    assert [one.role for one in reader(text).attributions] == ["harbour campaign manager", None]


def test_an_office_goes_on_behind_an_abbreviation(reader: Any) -> None:
    """The full stop of “St.” ends no office."""
    text = "Mira Brandt, prosecuting attorney for St. Alder County, said that the pier was safe."
    assert reader(text).attributions[0].role == "prosecuting attorney for St. Alder County"


def test_a_name_inside_the_quotation_is_not_its_speaker(reader: Any) -> None:
    """“He” behind a quotation that names somebody is still the one who spoke before."""
    text = (
        "Judge Tavi Okoro, speaking to a radio station, rejected the claim that Mira Brandt had sunk the boat.\n\n"
        "“I know the pain that the Mira Brandt family is going through,” he said. He said that he would stay."
    )
    assert speakers(reader, text) == ["Tavi Okoro"] * 3


def test_an_office_with_a_preposition_leaves_the_name_the_speaker(reader: Any) -> None:
    """“Secretary of Harbours Mira Brandt” is Mira Brandt, and an aide to her is not."""
    text = "Secretary of Harbours Mira Brandt said that the pier was safe."
    assert speakers(reader, text) == ["Mira Brandt"]
    assert speakers(reader, "An aide to Secretary of Harbours Mira Brandt said that the pier was safe.") == [None]


def test_debris_without_end_is_read_in_one_walk(reader: Any) -> None:
    """Looking for another subject reaches back a bounded way, also in a sentence of many thousand words."""
    reading = reader("The armed " + "and said " * 20000)
    assert len(reading.sentences) == 1
