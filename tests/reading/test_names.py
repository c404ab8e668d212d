"""Names are told by capitals, titles and offices, and later short forms have the same bearer."""

from __future__ import annotations

import pytest

from onrecord.reading.names import find_names


def bearers(text: str) -> list[tuple[str, str, str]]:
    """Return words, kind and full name of each mention."""
    return [(mention.span.of(text), mention.kind, mention.name) for mention in find_names(text).mentions]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("They met Mira Brandt there.", ("Mira Brandt", "person", "Mira Brandt")),
        ("They met Ms. Brandt there.", ("Brandt", "person", "Brandt")),
        ("They met Harbour Minister Wen Tao-lin there.", ("Wen Tao-lin", "person", "Wen Tao-lin")),
        ("They met Ludo van der Meer there.", ("Ludo van der Meer", "person", "Ludo van der Meer")),
        ("They met the Ministry of Defence there.", ("Ministry of Defence", "organization", "Ministry of Defence")),
        ("They met the KLRU there.", ("KLRU", "organization", "KLRU")),
        ("They met in New Zealand today.", ("New Zealand", "place", "New Zealand")),
        ("They met on the Karst Peninsula.", ("Karst Peninsula", "place", "Karst Peninsula")),
        ("They met the Canadians there.", ("Canadians", "group", "Canadians")),
        ("They met Secretary of State Mira Brandt there.", ("Mira Brandt", "person", "Mira Brandt")),
        ("They met House Republican Walter Brandt there.", ("Walter Brandt", "person", "Walter Brandt")),
        ("They met Bill Marsh, who paid the bill.", ("Bill Marsh", "person", "Bill Marsh")),
        ("They met Walter “Wally” Brandt there.", ("Walter “Wally” Brandt", "person", "Walter “Wally” Brandt")),
    ],
)
def test_a_name_has_its_kind(text: str, expected: tuple[str, str, str]) -> None:
    """Persons, bodies, places and peoples are told apart, particles and hyphens kept, titles left out."""
    assert bearers(text) == [expected]


def test_a_place_before_a_name_is_not_part_of_it() -> None:
    """“Ambassador to New Zealand Mira Brandt” names a country and a person."""
    text = "They met acting Ambassador to New Zealand Mira Brandt there."
    assert [name for _, _, name in bearers(text)] == ["New Zealand", "Mira Brandt"]


def test_the_first_word_of_a_sentence_is_no_name_by_its_capital() -> None:
    """A capital at the start of a sentence says nothing when the word stands nowhere else with one."""
    assert bearers("Ferries were late. Nobody knew why. However, Harbours stayed open.") == []


def test_a_short_form_has_the_full_name() -> None:
    """The family name is the same bearer, wherever it stands in the name, with a possessive too."""
    text = "Mira Brandt met Wen Tao-lin. Brandt’s ferry and the pier of Wen were safe."
    assert [name for _, _, name in bearers(text)] == ["Mira Brandt", "Wen Tao-lin", "Mira Brandt", "Wen Tao-lin"]


def test_the_longer_of_two_full_names_is_the_bearer() -> None:
    """A middle name does not make a second person of the same name."""
    text = "Mira Brandt came. Mira Ulla Brandt left. Brandt waved."
    assert bearers(text)[-1] == ("Brandt", "person", "Mira Ulla Brandt")


def test_a_shared_short_form_is_the_only_one_met_so_far() -> None:
    """Before the second bearer appears the family name is the first's; from then on it is nobody's."""
    text = "Mayor Mira Brandt came. Brandt waved. Judge Tavi Brandt left. Brandt waved."
    assert [name for _, _, name in bearers(text)] == ["Mira Brandt", "Mira Brandt", "Tavi Brandt"]


def test_what_stands_after_a_comma_is_an_office_only_without_a_verb() -> None:
    """A clause that happens to name a chief or an executive is no office; "Mr." does not end one."""
    text = "In town Mira Brandt, the report said that executives came. Tavi Okoro, top adviser to Mr. Wen, left."
    roles = {mention.name: [role.role for role in mention.roles] for mention in find_names(text).mentions}
    assert roles["Mira Brandt"] == []
    assert roles["Tavi Okoro"] == ["top adviser to Mr. Wen"]


def test_common_words_with_capitals_are_no_person() -> None:
    """A strategy, a line and a day are not people."""
    assert bearers("They read the National Harbour Strategy on the Ferry Line.") == []


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Ludo van der Meer came. Van der Meer waved.", "Ludo van der Meer"),
        ("Walter “Wally” Brandt came. They saw Wally Brandt.", "Walter “Wally” Brandt"),
        ("Debbie Marsh Okoro came. They saw Marsh Okoro.", "Debbie Marsh Okoro"),
        ("WALTER BRANDT: We sail. Walter Brandt came. They saw BRANDT.", "Walter Brandt"),
        ("The Karst Harbour Agency (KHA) came. They saw the KHA.", "Karst Harbour Agency"),
    ],
)
def test_what_somebody_is_called_later_has_the_fullest_name(text: str, name: str) -> None:
    """Particles, nicknames, double names, capitals throughout and initials all lead to the full name."""
    assert bearers(text)[-1][2] == name


def test_a_headline_is_read_by_the_names_below_it() -> None:
    """Words with a capital in a headline are part of a name only when the article says so."""
    text = "Angry Brandt Corners Rival Over Ferry Tickets\n\nMayor Walter Brandt met the captain there."
    assert bearers(text) == [("Brandt", "person", "Walter Brandt"), ("Walter Brandt", "person", "Walter Brandt")]


def test_a_sentence_may_begin_with_a_word_before_a_name() -> None:
    """The first word of a sentence has a capital whether or not it is part of the name behind it."""
    text = "Hold Walter Brandt to the standard of others. Quinlan Ada Brandt agreed. It was said by Quinlan Brandt."
    assert [name for _, _, name in bearers(text)] == ["Walter Brandt", "Quinlan Ada Brandt", "Quinlan Ada Brandt"]


def test_a_commission_on_something_is_one_body() -> None:
    """What a commission is on belongs to its name, and the day on which it meets does not."""
    text = "The Commission on Harbour Works met. The Karst Commission on Friday said so."
    assert [name for _, _, name in bearers(text)] == ["Commission on Harbour Works", "Karst Commission"]


def test_namesakes_are_told_apart_by_their_titles_before_the_full_name_comes() -> None:
    """Whom "Mr." names first is whom the article is about; "the" before two words makes them no person."""
    text = "Brandt sailed. Mr. Brandt spoke of it. It was after Ada Brandt had asked Walter Brandt. Brandt left."
    assert [name for _, _, name in bearers(text)][1:] == [
        "Walter Brandt",
        "Ada Brandt",
        "Walter Brandt",
        "Walter Brandt",
    ]
    assert bearers("The Gulf Widens: it was her doing. She saw the Quay Walk.") == []
