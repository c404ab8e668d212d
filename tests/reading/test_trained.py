"""The trained reader behind the door: what it finds in invented reports, and that no text leads it astray.

How well it finds is measured in `evals/attributions.py`; here stands what must always hold.
"""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.core import Span, overlap
from onrecord.reading import Reading
from onrecord.reading.quotations import find_pairs
from onrecord.reading.tokens import blocks
from onrecord.reading.trained import Layout, of_one_paragraph
from tests.reading.texts import TEXTS, assert_holds, spans


@settings(max_examples=60)
@given(TEXTS)
def test_every_span_lies_inside_the_text_and_names_something(trained: Any, text: str) -> None:
    """Quotes, newlines, names, cues and strange characters in any order never lead outside the text."""
    assert_holds(trained(text), text)


@settings(max_examples=30)
@given(st.text(max_size=200))
def test_any_text_is_read_alike_twice(trained: Any, text: str) -> None:
    """No text stops the reader, and the same text gives the same reading."""
    assert trained(text) == trained(text)


@settings(max_examples=60)
@given(TEXTS)
def test_every_pair_of_marks_is_accounted_for(trained: Any, text: str) -> None:
    """Each quotation is speech that an attribution holds, or a scare quote, a title, a nickname, or nobody's speech."""
    reading = trained(text)
    for quotation in reading.quotations:
        held = any(overlap(span, quotation.words) for one in reading.attributions for span in one.content)
        assert held <= (quotation.use in ("speech", "nickname"))
        assert quotation.use in ("speech", "scare", "title", "nickname")


def told(reading: Reading, text: str) -> list[tuple[str, str, str]]:
    """Return source, cue and content of each attribution in words."""
    return [
        tuple(" ".join(span.of(text) for span in part) for part in (one.source, one.cue, one.content))  # type: ignore[misc]
        for one in reading.attributions
        if one.nested_in is None
    ]


def test_direct_indirect_and_mixed_speech_are_found(trained: Any) -> None:
    """A quotation, a clause and a clause with quoted words each have their source and kind."""
    text = (
        "“We sail at dawn,” Mira Brandt said on Tuesday.\n\n"
        "The minister said that the harbour would stay open.\n\n"
        "Okoro called the plan “a gift to the barge owners.”"
    )
    reading = trained(text)
    assert [one.kind for one in reading.attributions] == ["direct", "indirect", "mixed"]
    assert told(reading, text)[0] == ("Mira Brandt", "said", "We sail at dawn,")
    assert told(reading, text)[1][0] == "The minister"
    assert told(reading, text)[2][0] == "Okoro"


def test_the_subject_of_a_lede_is_part_of_what_is_said(trained: Any) -> None:
    """A place that does something in the words of its minister is no speaker of its own."""
    text = (
        "LISK, March 3 (Ostrel) - Dravany is not considering closing the port to foreign cargo, Harbour Minister "
        "Mira Brandt said Tuesday."
    )
    (said,) = told(trained(text), text)
    assert said[2] == "Dravany is not considering closing the port to foreign cargo"


def at(text: str, words: str) -> Span:
    """Return where `words` first stand in `text`."""
    return Span(text.index(words), text.index(words) + len(words))


def laid(text: str) -> Layout:
    """Return the sentences and quotations of a text."""
    pairs = find_pairs(text)
    return Layout.of(tuple(blocks(text, pairs)), pairs)


def test_what_is_told_runs_neither_from_a_heading_nor_from_a_dateline() -> None:
    """Words that the network joins over a heading's end stay in their cue's paragraph; a place and day fall off."""
    text = (
        "Dravany firm on the port\n\n"
        "LISK, March 3 (Ostrel) - Dravany will not close the port, Brandt said. She spoke for an hour."
    )
    cue = at(text, "said")
    told = [of_one_paragraph([Span(0, text.index(", Brandt"))], cue, laid(text))]
    assert [span.of(text) for span in told[0]] == ["Dravany will not close the port"]
    place = of_one_paragraph([at(text, "LISK"), at(text, "Dravany will not close the port")], cue, laid(text))
    assert [span.of(text) for span in place] == ["Dravany will not close the port"]
    both = Span(text.index("Dravany will"), text.index(" She") - 1)
    assert of_one_paragraph([both], cue, laid(text)) == [both]


def test_quoted_words_run_on_from_paragraph_to_paragraph() -> None:
    """A quotation keeps all of its paragraphs, and words in capitals before a dash that are no dateline."""
    text = "“The ferry is old,” Brandt said.\n\n“NATO — and we — will sail.\n\n“We will sail on.”"
    whole = Span(text.index("NATO"), text.index("on.”"))
    assert of_one_paragraph([whole], at(text, "said"), laid(text)) == [whole]


def test_a_quotation_of_several_paragraphs_is_one_attribution(trained: Any) -> None:
    """A quotation whose opening mark is repeated at each paragraph belongs to the speaker who began it."""
    text = (
        "“The ferry is old,” Mira Brandt said. “It was built when my father worked here.\n\n"
        "“It has been mended every spring since, and it will sail again.”"
    )
    reading = trained(text)
    last = text.index("mended")
    holders = [one for one in reading.attributions if any(s.start <= last < s.end for s in one.content)]
    assert [one.speaker_name for one in holders] == ["Mira Brandt"]


def test_speech_inside_speech_is_nested(trained: Any) -> None:
    """The network reads the outer report, the rules the telling inside it."""
    text = "The mayor of Karst said that Ilse Okoro had told her that the ferry would sail on Friday."
    reading = trained(text)
    outer = [one for one in reading.attributions if one.nested_in is None]
    inner = [one for one in reading.attributions if one.nested_in is not None]
    assert len(outer) == len(inner) == 1
    assert inner[0].nested_in == outer[0].id
    assert inner[0].speaker_name == "Ilse Okoro"


def test_a_signed_quotation_belongs_to_its_signature(trained: Any) -> None:
    """Letters and answers that are signed with a dash are said by whoever signs them."""
    text = "“We want the ferry back.” — Ilse Okoro\n\n“Let it rust.” — Wen Brandt\n\n“I never used it.” — Pia Lindqvist"
    reading = trained(text)
    assert [one.speaker_name for one in reading.attributions] == ["Ilse Okoro", "Wen Brandt", "Pia Lindqvist"]


def test_another_language_has_no_attributions(trained: Any) -> None:
    """The network knows English; elsewhere only quotations are marked."""
    reading = trained("„Wir fahren morgen früh“, sagte Mira Brandt.", language="de")
    assert (len(reading.quotations), reading.attributions) == (1, ())


@pytest.mark.parametrize(
    "text",
    [
        "“" * 400,
        "”" * 400,
        '“We sail,” she said. ‘We stay,’ he said. "We wait," they said. «We swim», it said. ' * 3,
        "“He told me, ‘We sail,’ and left,” Brandt said.",
        "“We sail, Brandt said.\n\nNobody else spoke.",
        "שלום אמר הקברניט “We sail” ושוב שלום",
        "部长说：“我们明天出发。” 他还说，渡轮很旧。",
        "We sail\u200b, Bra\u200bndt s\u0000aid \u202e“now”\u202c.",
        "🙂 “We sail 🙂,” 🙂 Brandt said 🙂.",
        "word" * 2_000,
    ],
    ids=["open", "close", "mixed", "nested", "unclosed", "rtl", "cjk", "control", "emoji", "one word"],
)
def test_hostile_texts_are_read(trained: Any, text: str) -> None:
    """Marks without sense, other scripts, control characters and endless words are read within their text."""
    assert all(0 <= span.start < span.end <= len(text) for span in spans(trained(text)))


def test_a_long_text_is_read_in_windows(trained: Any) -> None:
    """A report far longer than a window is read to its end: each quotation of it is somebody's speech."""
    names = [
        f"{first} {last}" for first in ("Mira", "Ilse", "Pia", "Wen", "Ada") for last in ("Brandt", "Okoro", "Lind")
    ]
    said = "The ferry was late again on day {}, and the quay was full.\n\n“We sail at dawn number {},” {} said.\n\n"
    text = "".join(said.format(day, day, names[day % len(names)]) for day in range(100))
    reading = trained(text)
    assert [quotation.use for quotation in reading.quotations] == ["speech"] * 100
    assert {one.speaker_name for one in reading.attributions if one.kind == "direct"} >= set(names)


def test_products_of_eight_bits_are_summed_whole_on_every_processor() -> None:
    """Where a processor would cut sums off at sixteen bits the runtime is told not to, or readings would differ."""
    from onrecord.reading.network import _session

    options = _session().get_session_options()
    assert options.get_session_config_entry("session.x64quantprecision") == "1"
