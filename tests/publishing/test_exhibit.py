"""An article with its attributions, as it is laid before a reader in a terminal."""

from __future__ import annotations

import io
import re
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.console import Console

from onrecord.core import Span, paragraphs
from onrecord.errors import UsageError
from onrecord.publishing import Exhibit, exhibits_page, show, terminal
from onrecord.publishing.exhibit import exhibit, notes, unsaid
from onrecord.reading import Attribution, Quotation
from tests.publishing.ferry import FERRY, ferry, reading
from tests.publishing.house import House, article, said

SIGN = re.compile(r"[⟨⌊⟦][\d.,]+:|(?::[\d.,]+)?[⟩⌋⟧]")


def printed(shown: Exhibit, width: int = 100, columns: int = 10_000, *, styled: bool = False) -> str:
    """Return what a terminal that is `width` columns wide is given, broken at `columns`."""
    out = io.StringIO()
    console = Console(file=out, width=columns, force_terminal=styled, no_color=not styled, highlight=False)
    console.print(terminal(shown, width))
    return out.getvalue()


def body(shown: Exhibit) -> str:
    """Return the paragraphs with their signs, without what stands above and below them."""
    return printed(shown).split("\n\n", 1)[1].split("\n\nWho said it")[0]


def shown(least: float = 0.0, focus: str | None = None) -> Exhibit:
    """Return the exhibit of the invented article."""
    held, read = ferry()
    return exhibit(held, read, least, focus)


def test_the_signs_alone_tell_source_cue_and_content() -> None:
    """Without any style each part stands between signs of its own, and one number ties the three together."""
    assert "⟨1:Harbour minister Ilse Brandt⟩ ⌊1:said⌋ ⟦1:that " in body(shown())


def test_what_is_said_inside_has_the_number_of_what_holds_it() -> None:
    """A nested attribution is 1.1, stands between the signs of 1, and the sign that ends 1 says so."""
    line = body(shown()).splitlines()[0]
    assert "⟦1:that ⟨1.1:her deputy⟩ ⌊1.1:had told⌋ her “⟦1.1:the night ferry is finished⟧”:1⟧" in line
    assert "inside 1" in printed(shown())


def test_a_content_in_pieces_has_its_number_at_each() -> None:
    """Two spans of one content, one of them over two paragraphs, give three stretches with one number."""
    assert body(shown()).count("⟦2:") == 3
    assert "“⟦2:And we asked again" not in body(shown())
    assert "⟦2:“And we asked again on Tuesday.⟧" in body(shown())


def test_words_that_several_share_have_all_their_numbers() -> None:
    """One source of two attributions is marked once, with both numbers."""
    assert "⟨2,3:Lena Moor, who chairs the board⟩" in body(shown())


def test_the_speakers_are_told_with_all_that_is_known() -> None:
    """Under each number stand the speaker and every fact; who is not known is said to be not known."""
    told = printed(shown())
    for line in (
        "Ilse Brandt · harbour minister · mixed · said on 3 May 2031 · confidence 0.90",
        "speaker not known · source: her deputy · direct · inside 1 · addressee: her · confidence 0.90",
        "Lena Moor · direct · venue: on the quay · said on 3 May 2031 · via: Ostrel reported · confidence 0.90",
        "a member of the board · not named, stated reason: the talks are private · indirect",
        "speaker not known · no source in the text · indirect · confidence 0.20",
    ):
        assert line in told


def test_quotation_marks_that_are_no_speech_are_named() -> None:
    """Scare quotes and titles stand below the text with what they are."""
    assert unsaid(shown()) == (("Scare quotes", ("“so-called”",)), ("Titles and names", ("“The Long Harbour”",)))
    assert "Scare quotes: “so-called”." in printed(shown())


def test_speech_that_nobody_is_given_for_is_named() -> None:
    """A quotation of speech that no attribution holds is told apart from one that has an attribution."""
    held, read = ferry()
    words = [
        Span(held.text.index(start), held.text.index(end)) for start, end in (("Nobody", "”\n\nThe"), ("We", ",”"))
    ]
    speech = tuple(Quotation(Span(each.start - 1, each.end + 1), each, "speech") for each in words)
    kept = tuple(each for each in read.attributions if each.confidence != 0.4)
    seen = exhibit(held, replace(read, quotations=speech, attributions=kept))
    assert unsaid(seen) == (("Speech that nobody is given for", ("“Nobody wants an empty ferry at night.”",)),)


def test_low_confidence_is_left_out_and_counted() -> None:
    """Below the threshold nothing is marked, the count is said, and the numbers of the others stay."""
    seen = shown(0.5)
    assert [entry.number for entry in seen.entries] == ["1", "1.1", "2", "4"]
    assert "2 more below confidence 0.50 are not shown." in notes(seen)
    assert "Nobody wants an empty ferry at night.⟧" not in body(seen)


@pytest.mark.parametrize("least", [-0.1, 1.1, float("nan")])
def test_a_confidence_out_of_range_is_refused(least: float) -> None:
    """What is no number between 0 and 1 is said to be none."""
    with pytest.raises(UsageError, match="between 0 and 1"):
        shown(least)


def test_an_attribution_is_shown_in_its_passage() -> None:
    """Only its paragraphs and one on either side are shown, its own line marked, however low its confidence."""
    held, read = ferry()
    lone = read.attributions[5]
    seen = exhibit(held, read, 0.9, lone.id)
    assert [line.of(held.text)[:6] for line in seen.lines] == ["“Nobod", "The no"]
    assert "> 5 speaker not known" in printed(seen)
    assert "The passage around attribution 5" in printed(seen)


def test_show_finds_an_attribution_s_article() -> None:
    """An id of an attribution leads to the passage, with the offsets in the data; one that is gone is said to be."""
    held, read = ferry()
    house = House()
    house.add(held, read.attributions)
    found = show(house, read.attributions[1].id)
    assert isinstance(found.view, Exhibit)
    assert found.view.focus == "1.1"
    assert found.data["focus"] == "1.1"
    assert found.data["attributions"][0]["content"] == [[s.start, s.end] for s in read.attributions[0].content]
    house.readings[held.id] = replace(read, attributions=())
    with pytest.raises(UsageError, match=r"no attribution att-"):
        show(house, read.attributions[1].id)


def test_a_revision_says_what_changed() -> None:
    """Below a revised article stands the earlier version's id and each change."""
    held, read = ferry()
    earlier = replace(held, title="Board <i>splits</i>")
    house = House()
    house.add(held, read.attributions)
    house.held[earlier.id] = earlier
    house.revisions[held.id] = earlier.id
    seen = show(house, held.id).view
    assert isinstance(seen, Exhibit)
    assert f"A revision of {earlier.id}:" in printed(seen)
    assert "Board <i>splits</i> → Board splits over the night ferry" in printed(seen)
    assert "Board &lt;i&gt;splits" in exhibits_page([seen])


def test_attributions_nested_in_each_other_are_shown() -> None:
    """A circle of containers, which no reader should give, is numbered all the same, each attribution once."""
    held, read = ferry()
    first, second = read.attributions[0], read.attributions[1]
    circle = reading(held, replace(first, nested_in=second.id), second)
    assert sorted(entry.number for entry in exhibit(held, circle).entries) == ["1", "1.1"]


def test_the_speakers_stand_beside_the_text_on_a_wide_terminal() -> None:
    """From 110 columns on, a paragraph and the speakers in it begin on one line, and no line is wider."""
    lines = printed(shown(), 140, 140).splitlines()
    assert any("⟨1:Harbour minister" in line and "1 Ilse Brandt" in line for line in lines)
    assert max(len(line) for line in lines) <= 140
    assert not any("Who said it" in line for line in lines)


@pytest.mark.parametrize("width", [40, 80, 140, 200])
def test_nothing_is_cut_off(width: int) -> None:
    """At any width every word of the article and every speaker is there."""
    told = " ".join(printed(shown(), width, width).split())
    assert all(name in told for name in ("Ilse Brandt", "Lena Moor", "a member of the board"))
    assert "set there" in told


def test_styles_are_added_and_no_colour_takes_only_colours_away() -> None:
    """With styles source is bold, cue italic and content underlined; the characters are those without styles."""
    styled = printed(shown(), styled=True)
    assert re.search(r"\x1b\[1mHarbour minister", styled)
    assert re.search(r"\x1b\[3msaid", styled)
    assert re.search(r"\x1b\[4mthat ", styled)
    assert re.sub(r"\x1b\[[\d;]*m", "", styled) == printed(shown())


def test_a_terminal_without_these_signs_gets_plain_ones() -> None:
    """Where the encoding has no such brackets, doubled ASCII ones take their place."""
    out = io.StringIO()
    held = article("He said [[2:no]].", "Quay", "Any")
    forged = exhibit(held, reading(held, said(held, "no", kind="indirect")))
    for each in (shown(), forged):
        Console(file=out, width=10_000, no_color=True).print(terminal(each, 80, plain=True))
    assert "<<1:Harbour minister Ilse Brandt>> {{1:said}} [[1:that" in out.getvalue()
    assert "He {{1:said}} [ 2:[[1:no]]] ." in out.getvalue()


def test_a_hostile_article_sets_no_marks_and_moves_no_terminal() -> None:
    """Control characters, turned text and our own signs in an article are shown as what they are not."""
    text = "He\x1b[2J said ⟦9:nothing⟧ \u202eever\x07, [bold]Brandt[/bold] said."
    held = article(text, "\x1b[31mred", "\x1b]0;title\x07")
    seen = exhibit(held, reading(held, said(held, "nothing", source="[bold]Brandt[/bold]", speaker="\x1b[1mB")))
    told = printed(seen)
    assert not re.search("[\x00-\x09\x0b-\x1f\u202e]", told)
    assert "[9:⟦1:nothing⟧]" in told
    assert "⟨1:[bold]Brandt[/bold]⟩" in told


def test_an_article_without_attributions_is_shown() -> None:
    """What has no attribution is shown as it is, with the language that is not read where that is why."""
    held = article("Il pleut sur le port.", "Le Quai", "Pluie", language="fr")
    told = printed(exhibit(held, reading(held)))
    assert "Il pleut sur le port." in told
    assert "0 attributions. Who said what is not read in its language (fr)." in told
    assert "No attribution is shown." in exhibits_page([exhibit(held, reading(held))])


TEXTS = st.text(alphabet="ab <&\n“", min_size=1, max_size=60).filter(lambda text: bool(paragraphs(text)))


@given(TEXTS, st.data())
def test_taking_the_signs_away_leaves_the_article(text: str, data: st.DataObject) -> None:
    """Whatever the spans, also crossing ones, signs open and close in pairs and the words are the article's."""
    held = article(text, "Quay", "Any")

    def spans(least: int) -> tuple[Span, ...]:
        starts = data.draw(st.lists(st.integers(0, len(text) - 1), min_size=least, max_size=2))
        return tuple(Span(start, data.draw(st.integers(start + 1, len(text)))) for start in starts)

    def attribution() -> Attribution:
        empty = said(held, source="", cue="")
        return replace(empty, source=spans(0), cue=spans(0), content=spans(1))

    attributions = {each.id: each for each in (attribution() for _ in range(data.draw(st.integers(0, 3))))}
    seen = exhibit(held, reading(held, *attributions.values()))
    told = printed(seen)
    marked = told.split("\n\n", 1)[1] if attributions else told
    assert all(marked.count(a) == marked.count(b) for a, b in ("⟨⟩", "⌊⌋", "⟦⟧"))
    plain = SIGN.sub("", marked)
    place = 0
    for line in paragraphs(text):
        place = plain.index(line.of(text), place) + len(line)


def test_the_invented_article_is_whole() -> None:
    """The paragraphs without their signs are the article, line by line."""
    assert SIGN.sub("", body(shown())).split("\n\n") == FERRY.split("\n\n")
