"""Quotation marks of every kind are paired, and apostrophes are left alone."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.reading.quotations import find_pairs

MARKS = st.text(alphabet="\"“”„‟«»‹›「」『』‘’'`abS .,!?—\n\u00a0\u200b5é中🙂\u202e\x00", max_size=120)


def inside(text: str) -> list[str]:
    """Return the words of each quotation of `text`."""
    return [pair.words.of(text) for pair in find_pairs(text)]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ('"The ferry is late," she said.', ["The ferry is late,"]),
        ("“The ferry is late,” she said.", ["The ferry is late,"]),
        ("‘The ferry is late,’ she said.", ["The ferry is late,"]),
        ("'The ferry is late,' she said.", ["The ferry is late,"]),
        ("« Le bac a du retard », dit-elle.", ["Le bac a du retard"]),
        ("»Die Fähre hat Verspätung«, sagte sie.", ["Die Fähre hat Verspätung"]),
        ("„Die Fähre hat Verspätung“, sagte sie.", ["Die Fähre hat Verspätung"]),
        ("”Färjan är sen”, sade hon.", ["Färjan är sen"]),
        ("``The ferry is late,'' she said.", ["The ferry is late,"]),
        ("''The ferry is late,'' she said, ''and so am I.''", ["The ferry is late,", "and so am I."]),
        ("她说「渡船晚点」。", ["渡船晚点"]),
        ("『渡船』と言った。", ["渡船"]),
    ],
)
def test_every_kind_of_mark_is_a_quotation(text: str, words: list[str]) -> None:
    """Straight, curly, single, angled, low, TeX and corner marks all enclose a quotation."""
    assert inside(text) == words


def test_a_quotation_split_by_its_cue_is_two_pairs() -> None:
    """The words before and after the cue are two pairs of marks."""
    assert inside("“We sail,” she said, “at dawn.”") == ["We sail,", "at dawn."]


def test_marks_within_a_quotation_belong_to_it() -> None:
    """Only the outermost pair is a quotation, whichever marks stand inside."""
    assert inside("“He called it ‘a raft’ and left.”") == ["He called it ‘a raft’ and left."]
    assert inside('"He called it a "raft" and left," she said.') == ['He called it a "raft" and left,']
    assert inside("‘He said “no” to me,’ she said.") == ["He said “no” to me,"]


def test_apostrophes_are_no_marks() -> None:
    """Contractions, possessives, plurals' possessives and clipped years open and close nothing."""
    assert inside("The sailors' boats didn't sink in the '90s; it's the crews' luck.") == []
    assert inside("'It's the sailors' boats that can't sink,' she said.") == [
        "It's the sailors' boats that can't sink,"
    ]
    assert inside("The crews’ ‘lucky boats’ of the ’90s") == ["lucky boats"]


def test_an_opening_mark_repeated_at_each_paragraph_is_one_quotation() -> None:
    """A quotation over three paragraphs closes once, at its end."""
    text = "“We sail.\n\n“We land.\n\n“We rest,” she said."
    assert inside(text) == ["We sail.\n\n“We land.\n\n“We rest,"]


def test_a_mark_left_open_runs_to_the_end_of_its_paragraph() -> None:
    """Without a closing mark the quotation ends with its paragraph, not with the article."""
    assert inside("She said: “We sail at dawn.\n\nThe harbour was calm.") == ["We sail at dawn."]
    assert inside("“We sail. “We land,” she said.") == ["We sail.", "We land,"]


def test_a_blank_after_the_opening_mark_is_not_part_of_the_words() -> None:
    """Scraped text often has a blank inside the marks."""
    assert inside("“ If we sail, we sail,” she said.") == ["If we sail, we sail,"]
    assert inside('She said " we sail " twice.') == ["we sail"]


def test_a_quotation_may_open_straight_and_close_curly() -> None:
    """The first quotation of a paragraph is one pair when its marks differ in kind, whatever others follow."""
    text = '"The ferry is late,” she said. “It sails at %s'
    assert inside(text % "noon.”") == ["The ferry is late,", "It sails at noon."]
    assert inside(text % 'noon."') == ["The ferry is late,", "It sails at noon."]


def test_inches_are_no_quotation() -> None:
    """A mark after a number means inches and opens nothing."""
    assert inside('The 12" mast and the 9" rail broke.') == []


def test_turns_of_a_transcript_are_quotations_of_their_own() -> None:
    """A repeated opening mark before a speaker's label does not go on the quotation before it."""
    assert len(inside('"BRANDT: We sail.\n\n"OKORO: We stay.')) == 2


def test_empty_marks_are_nothing() -> None:
    """Marks around nothing, or around other marks only, are no quotation."""
    assert inside('"" “ ” «» \'\' ‘’ """"') == []


@given(MARKS)
def test_pairs_are_ordered_apart_and_inside(text: str) -> None:
    """Whatever the text, pairs never overlap, are never blank, and their words lie within their marks."""
    end = 0
    for pair in find_pairs(text):
        assert end <= pair.span.start
        assert pair.span.start <= pair.words.start < pair.words.end <= pair.span.end <= len(text)
        assert pair.words.of(text).strip() == pair.words.of(text) != ""
        end = pair.span.end


@pytest.mark.parametrize("unit", ['"', "“", "‘", "'", "„", "«", "「", ' "a', " ‘a", "s' a", "“a. ", '"\n', '"AAAA'])
def test_a_text_of_marks_alone_is_read_to_its_end(unit: str) -> None:
    """Forty thousand marks without sense are walked once, not once for each mark."""
    text = unit * (40_000 // len(unit))
    assert all(pair.span.end <= len(text) for pair in find_pairs(text))


@pytest.mark.parametrize(
    "text",
    [
        '""We sail today," Brandt said to the crew. "And we land."',
        '""We sail today," Brandt said to the crew. "And we land.""',
        '"“We sail today,” Brandt said to the crew. “And we land.”"',
        "““We sail today,” Brandt said to the crew. “And we land.””",
    ],
)
def test_an_excerpt_in_marks_yields_the_inner_quotations(text: str) -> None:
    """The reporter's words inside an excerpt are not the speaker's."""
    assert inside(text) == ["We sail today,", "And we land."]


def test_a_quotation_that_opens_with_a_quoted_word_stays_one() -> None:
    """Without a comma or full stop before its closing mark, the inner quotation belongs to the speaker's words."""
    assert inside('"“Sail” is what the crew called it," Brandt said.') == ["“Sail” is what the crew called it,"]


def test_single_marks_inside_double_ones_are_the_speaker_s_own() -> None:
    """A speaker who tells what another said goes on speaking."""
    assert inside("“‘We sail,’ the captain told me. ‘We land.’”") == ["‘We sail,’ the captain told me. ‘We land.’"]
