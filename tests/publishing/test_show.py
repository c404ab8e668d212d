"""A story and a statement as they are shown in a terminal."""

from __future__ import annotations

import io
import re
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.console import Console

from onrecord.core import Span, anchor
from onrecord.errors import UsageError
from onrecord.linking import ReuseLink
from onrecord.publishing import page_of, show, terminal
from onrecord.publishing.signs import sentence_text
from onrecord.publishing.values import Mark, Piece, Sentence
from onrecord.record import Statement, Wording
from tests.publishing.house import House, article, said, strait

UNPRINTABLE = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e]")


def printed(house: House, id: str, width: int = 100, *, styled: bool = False) -> str:
    """Return what a terminal that is `width` columns wide is given of an entry."""
    out = io.StringIO()
    console = Console(file=out, width=width, force_terminal=styled, no_color=not styled, highlight=False)
    console.print(terminal(show(house, id).view, width))
    return out.getvalue()


def flat(told: str) -> str:
    """Return a text with single blanks, as if its lines had not been broken."""
    return " ".join(told.split())


def test_a_story_is_seen_at_once() -> None:
    """Title, days, counts, reports with their texts' origin, reasons, speakers and ties stand in one view."""
    house, first, second = strait()
    told = flat(printed(house, first, 200))
    for words in (
        "Tessary keeps the strait shut until autumn 3 May 2031 · 3 reports, 2 independent · story-a",
        "Followed by: Envoys to meet every second month — the same strait and the same envoys two days later · story-b",
        "1 Tessary Herald · 3 May 2031",
        "rewrite of a report by Ostrel that is not held, 91 % of its sentences",
        "here because: no story on record is likely to be on the same event",
        "Ilse Brandt, harbour minister",
        "Aron Quill",
        "A harbour ministry official · not named, stated reason: the talks are private",
    ):
        assert words in told
    assert "Follows: Tessary keeps the strait shut until autumn" in printed(house, second, 200)


def test_the_drawing_has_the_numbers_of_the_picture() -> None:
    """Who took whose text is a tree: what takes text under its origin, a wire that is not held among the origins."""
    house, first, _ = strait()
    told = printed(house, first)
    assert "Ostrel · not held\n├── 2 Pelican Daily · rewrite 91 %\n└── 3 Gazette <b>of" in told
    assert "1 Tessary Herald · stands on its own" in told
    house.shared = {}
    assert "Where the text comes from" not in printed(house, first)


def test_a_copy_of_a_copy_stands_under_its_origin() -> None:
    """What a report takes at second hand is drawn under the first, and says from which one it took it."""
    house, first, _ = strait()
    herald, pelican, gazette = house.told[first].articles
    house.shared = {
        pelican: (ReuseLink(pelican, herald, None, "copy", 1.0, ()),),
        gazette: (ReuseLink(gazette, pelican, None, "rewrite", 0.5, ()),),
    }
    told = printed(house, first)
    assert (
        "1 Tessary Herald\n├── 2 Pelican Daily · copy 100 %\n└── 3 Gazette <b>of</b> the Coast · rewrite 50 % of 2"
        in told
    )


def test_a_report_that_was_moved_says_so() -> None:
    """What moved here says from where and when, and what moved on where to and why."""
    house, first, _ = strait()
    told = flat(printed(house, first, 100))
    assert "both name Brandt; moved here from story-x when report 3 arrived" in told
    assert "Moved on from this story outlet not known" in told
    assert "moved on to story-b when art-later arrived: likely the same event (0.90)" in told


def test_a_person_s_judgement_is_named_as_one() -> None:
    """A report that a merge put into the story is not said to be there for the linker's reason alone."""
    house, first, _ = strait()
    house.placed[0] = replace(house.placed[0], judged=True)
    assert "put here by a person’s judgement; linking said: no story" in flat(printed(house, first, 200))


def test_differing_words_stand_between_signs() -> None:
    """Without any style each kind of difference has signs of its own, which the legend names."""
    house, first, _ = strait()
    told = flat(printed(house, first, 200))
    assert "“We are not looking at the strait as a bargaining chip” … “There are many things" in told
    assert "We are not {*specifically considering using*} the strait as {*leverage*}" in told
    assert "Marks: {*other words*}" in told
    assert "⚠ The words inside quotation marks differ." in told


def test_no_colour_takes_only_colours_away() -> None:
    """The characters are the same with and without styles."""
    house, first, _ = strait()
    for entry in (first, "stm-1"):
        styled = printed(house, entry, styled=True)
        assert "\x1b[" in styled
        assert re.sub(r"\x1b\[[\d;]*m", "", styled) == printed(house, entry)


@pytest.mark.parametrize("width", [30, 50, 80, 110, 140, 220])
@pytest.mark.parametrize("id", ["story-a", "stm-1"])
def test_nothing_is_cut_off_and_no_line_is_too_long(width: int, id: str) -> None:
    """At any width every word is there, and every line fits."""
    house, _, _ = strait()
    told = printed(house, id, width)
    assert max(map(len, told.splitlines())) <= width
    words = set(printed(house, id, 400).split())
    whole = "".join(told.split())
    assert [word for word in words if word not in whole and len(word) < width // 2 - 12] == []


def test_a_statement_is_seen_with_all_that_is_known() -> None:
    """Every wording has its report, day, kind, source, cue, speaker, agency, variant, differences and reason."""
    house, first, _ = strait()
    spoken = house.said[first][0]
    house.said[first] = (replace(spoken, wordings=tuple(replace(w, why=("in like words",)) for w in spoken.wordings)),)
    told = flat(printed(house, "stm-1", 200))
    for words in (
        "Ilse Brandt, harbour minister 3 May 2031 · talks in Tessary City · 3 wordings in 3 reports, 2 independent",
        "In the story: Tessary keeps the strait shut until autumn · story-a",
        "1 Tessary Herald · 3 May 2031 · variant 1, the fullest",
        "direct · source: Brandt told · cue: told · speaker: Ilse Brandt, harbour minister · no agency named",
        "direct · source: Brandt remarked · cue: remarked · speaker: Ilse Brandt · through Ostrel",
        "- substitution: a bargaining chip → leverage",
        "- trim, left out here: and we will look at each of them",
        "linking said: in like words",
    ):
        assert words in told
    assert "variant 2" in told


def test_the_data_of_a_statement_are_those_of_the_export() -> None:
    """A program gets the exported row, and beside it what is known of each wording."""
    house, first, _ = strait()
    data = show(house, "stm-1").data
    assert [each["attribution"] for each in data["testimonies"]] == [w["attribution"] for w in data["wordings"]]
    assert data["altered"] is True
    assert data["independent_count"] == 2
    told = show(house, first).data
    assert told["followed_by"] == [{"story": "story-b", "why": "the same strait and the same envoys two days later"}]
    assert [each["number"] for each in told["placed"]] == [1, 2, 3, None]
    assert [each["outlet"] for each in told["reports"]][:2] == ["Tessary Herald", "Pelican Daily"]


def two_speakers(*names: str | None) -> House:
    """Return a record in which two reports have the same words by these speakers."""
    house, first, _ = strait()
    spoken = house.said[first][0]
    wordings = tuple(
        replace(wording, attribution=replace(wording.attribution, speaker_name=name))
        for wording, name in zip(spoken.wordings, names, strict=False)
    )
    house.said[first] = (replace(spoken, speaker=None, wordings=wordings),)
    return house


def test_two_named_speakers_of_one_statement_are_named() -> None:
    """Where reports name different speakers, story and statement say so, in the terminal and on the page."""
    house = two_speakers("Ilse Brandt", "Per Lund", "Brandt")
    line = "The reports name different speakers: Ilse Brandt in 1 and 3 and Per Lund in 2."
    for entry in ("story-a", "stm-1"):
        assert line in flat(printed(house, entry, 200))
        assert line in page_of(show(house, entry).view)
    assert show(house, "stm-1").data["disputed"] == [["Ilse Brandt", [1, 3]], ["Per Lund", [2]]]


@pytest.mark.parametrize(
    "names", [("Ilse Brandt", "Brandt"), ("Ilse Brandt", None), ("Wei Sung-lo", "Wei Sung\u2011lo")]
)
def test_one_speaker_under_two_names_is_no_dispute(names: tuple[str | None, ...]) -> None:
    """A surname, another hyphen or no name at all does not make a second speaker."""
    assert "different speakers" not in printed(two_speakers(*names), "stm-1")


def test_a_statement_whose_article_is_gone_is_said_to_be() -> None:
    """A statement of which no words stand any more is refused in words."""
    house, _, _ = strait()
    house.held.clear()
    house.placed.clear()
    with pytest.raises(UsageError, match="stm-1 has no words"):
        show(house, "stm-1")


def test_what_is_but_a_list_has_no_page() -> None:
    """An entity cannot be written as a page, and the sentence says what can."""
    house, _, _ = strait()
    with pytest.raises(UsageError, match="--out is for articles"):
        page_of(show(house, "ent-brandt").view)


HOSTILE = "\x1b[2J{+no+} [-yes-] \u202eever\x07 [bold]x[/bold] {*a*} {~b~} \x9b31m"


def hostile() -> House:
    """Return a record whose every text tries to move the terminal, to style it, or to set marks of ours."""
    house = House()
    wordings = []
    for number, words in enumerate(("We will {+not+} sail", "We will {+not+} [-ever-] sail tomorrow"), 1):
        held = article(f"“{words} {HOSTILE}” said {HOSTILE}.", f"{HOSTILE}{number}", HOSTILE)
        spoken = said(held, f"{words} {HOSTILE}", speaker=HOSTILE, role=HOSTILE, venue=HOSTILE, via=HOSTILE)
        house.add(held, [spoken])
        wordings.append(Wording(spoken, held.id, why=(HOSTILE,)))
    strange, _, _ = strait()
    ids = tuple(house.held)
    house.told = {"story-h": replace(strange.told["story-a"], id="story-h", title=HOSTILE, articles=ids)}
    house.said = {"story-h": (Statement("stm-h", "story-h", None, HOSTILE, None, HOSTILE, tuple(wordings)),)}
    return house


@pytest.mark.parametrize("id", ["story-h", "stm-h"])
def test_a_hostile_article_sets_no_marks_and_moves_no_terminal(id: str) -> None:
    """Control characters, turned text and our own signs in any field are shown as what they are not."""
    told = printed(hostile(), id, 300)
    assert not UNPRINTABLE.search(told)
    words = [line for line in told.splitlines() if "sail" in line]
    assert words
    for line in words:
        assert "{+no+}" not in line
        assert "{+not+}" not in line
        assert "(+not" in line
        assert "[-yes-]" not in line
    assert "[bold]x[/bold]" in told
    assert "<script" not in page_of(show(hostile(), id).view)


TEXT = st.text(alphabet="ab {}[]-+*~", min_size=1, max_size=30)


@given(TEXT, st.data())
def test_signs_are_ours_alone(text: str, data: st.DataObject) -> None:
    """Whatever an article has, there are as many signs as marks, and without them its words are as many."""
    held = article(text, "Quay", "Any")
    ends = sorted(data.draw(st.lists(st.integers(0, len(text)), max_size=4)))
    marks = tuple(Mark(a, b, "changed") for a, b in zip(ends[::2], ends[1::2], strict=False) if a < b)
    evidence = anchor(held.id, text, Span(0, len(text)))
    told = sentence_text(Sentence((Piece("exact", text, evidence, marks),), (evidence,))).plain
    assert told.count("{") == told.count("}") == len(marks)
    assert "[-" not in told
    assert "-]" not in told
    assert len(told.replace("{*", "").replace("*}", "")) == len(text)
