"""Who said what: cues before, after and around their content, in quotation marks and outside them."""

from __future__ import annotations

from typing import Any

import pytest

Triple = tuple[str, str, list[str]]


def triples(reader: Any, text: str) -> list[Triple]:
    """Return source, cue and contents of each attribution as words."""
    found = []
    for one in reader(text).attributions:
        source = " ".join(span.of(text) for span in one.source)
        cue = " ".join(span.of(text) for span in one.cue)
        found.append((source, cue, [span.of(text) for span in one.content]))
    return found


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("“We sail,” Brandt said.", ("Brandt", "said", ["We sail,"])),
        ("“We sail,” said Mira Brandt.", ("Mira Brandt", "said", ["We sail,"])),
        ("Brandt said, “We sail.”", ("Brandt", "said", ["We sail."])),
        ("Brandt told reporters: “We sail.”", ("Brandt", "told", ["We sail."])),
        ("“We sail,” Brandt said, “at dawn.”", ("Brandt", "said", ["We sail,", "at dawn."])),
        ("“We sail,” Brandt said. “We land.”", ("Brandt", "said", ["We sail,", "We land."])),
        ("“Will we sail?” Brandt asked.", ("Brandt", "asked", ["Will we sail?"])),
        ("Asked in the port, he said of the storm, “It passed.”", ("he", "said", ["It passed."])),
        ("“We sail,” according to the harbour office.", ("the harbour office", "according to", ["We sail,"])),
    ],
)
def test_direct_speech_is_found_around_its_cue(reader: Any, text: str, expected: Triple) -> None:
    """The words inside the marks are the content, wherever the cue and its source stand."""
    assert triples(reader, text) == [expected]
    assert reader(text).attributions[0].kind == "direct"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Brandt said that the ferry would sail.", ("Brandt", "said", ["that the ferry would sail"])),
        ("The ferry would sail, Brandt said on Monday.", ("Brandt", "said", ["The ferry would sail"])),
        (
            "The ferry, she said, would sail.",
            ("she", "said", ["The ferry", "would sail"]),
        ),
        ("According to the port office, the ferry sank.", ("the port office", "According to", ["the ferry sank"])),
        ("The ferry sank, according to the port office.", ("the port office", "according to", ["The ferry sank"])),
        (
            "The ferry would sail, stated Harbour Master Mira Brandt on Monday.",
            ("Harbour Master Mira Brandt", "stated", ["The ferry would sail"]),
        ),
        ("The ministry on Monday rejected the report.", ("The ministry", "rejected", ["the report"])),
    ],
)
def test_indirect_speech_is_found_before_and_after_its_cue(reader: Any, text: str, expected: Triple) -> None:
    """A clause after the cue, before it, or on both sides of it is the content."""
    assert triples(reader, text) == [expected]
    assert reader(text).attributions[0].kind == "indirect"


def test_quoted_words_within_indirect_speech_make_it_mixed(reader: Any) -> None:
    """The clause is the content as a whole, with its marks."""
    text = "Brandt said the ferry was “a floating ruin” that nobody would miss."
    assert triples(reader, text) == [("Brandt", "said", ["the ferry was “a floating ruin” that nobody would miss"])]
    assert reader(text).attributions[0].kind == "mixed"


def test_a_second_predicate_has_the_same_source(reader: Any) -> None:
    """A gerund or a verb after “and” goes on with the subject of the first."""
    text = "Brandt said the ferry would sail, adding that the crew was ready, and promised to wait."
    assert [(source, cue) for source, cue, _ in triples(reader, text)] == [
        ("Brandt", "said"),
        ("Brandt", "adding"),
        ("Brandt", "promised"),
    ]


def test_two_speakers_in_one_sentence_stay_apart(reader: Any) -> None:
    """A clause joined by “but” with its own source and cue is an attribution of its own."""
    text = "Brandt said the ferry would sail, but Okoro said that it would sink."
    assert triples(reader, text) == [
        ("Brandt", "said", ["the ferry would sail"]),
        ("Okoro", "said", ["that it would sink"]),
    ]


def test_the_source_holds_its_title_and_apposition(reader: Any) -> None:
    """What describes the speaker before and after the name belongs to the source."""
    text = "Mira Brandt, head of the Harbour Office, said the ferry was safe."
    assert triples(reader, text)[0][0] == "Mira Brandt, head of the Harbour Office"
    text = "“It is safe,” said Tavi Okoro, a pilot from the northern coast."
    assert triples(reader, text)[0][0] == "Tavi Okoro, a pilot from the northern coast"


def test_a_quotation_alone_goes_on_with_the_speaker_before_it(reader: Any) -> None:
    """A paragraph that is only a quotation belongs to whoever was quoted in the paragraph before."""
    text = "“We sail,” Mira Brandt said.\n\n“The crew has waited for a month.”"
    assert triples(reader, text)[1] == ("Mira Brandt", "said", ["The crew has waited for a month."])
    assert reader(text).attributions[1].speaker_name == "Mira Brandt"


def test_a_colon_introduces_the_next_paragraph(reader: Any) -> None:
    """A frame that ends in a colon gives its speaker to the quotation below."""
    text = "In a letter to the crew, Brandt wrote:\n\n“We sail at dawn, whatever comes.”"
    assert triples(reader, text) == [("Brandt", "wrote", ["We sail at dawn, whatever comes."])]


def test_speech_without_a_source_is_kept_without_one(reader: Any) -> None:
    """A quoted sentence that nobody claims is an attribution with an empty source."""
    text = "A banner hung from the pier. “No ferry shall leave this harbour.” Nobody took it down."
    [one] = reader(text).attributions
    assert (one.source, one.cue, one.speaker_name) == ((), (), None)


def test_a_signature_after_a_dash_is_the_source(reader: Any) -> None:
    """“...” — Name is a quotation and its signature."""
    text = "“The ferry was my home for years.” — Tavi Okoro"
    assert triples(reader, text) == [("Tavi Okoro", "—", ["The ferry was my home for years."])]


def test_turns_of_a_transcript_have_their_label_as_source(reader: Any) -> None:
    """Paragraphs that open with a name in capitals and a colon are turns of a conversation."""
    text = "BRANDT: Will the ferry sail tomorrow?\n\nOKORO: Not before the storm has passed."
    assert [source for source, _, _ in triples(reader, text)] == ["BRANDT", "OKORO"]


def test_nouns_and_passives_are_no_cues(reader: Any) -> None:
    """A report, a claim, mixed signals and a plan that was announced attribute nothing by themselves."""
    text = "The plans of the port were announced. Mixed signals within the crew and local media reports made waves."
    assert triples(reader, text) == []


def test_a_weaker_predicate_inside_what_is_said_is_no_attribution(reader: Any) -> None:
    """What the closing frame attributes is one content, with the plans told in it."""
    text = "The port is planning to close the pier, Mira Brandt said on Monday."
    assert [cue for _, cue, _ in triples(reader, text)] == ["said"]


def test_a_dateline_is_no_part_of_what_is_said(reader: Any) -> None:
    """Place, day and wire before the dash stay outside the content."""
    text = "KARST, May 12 (Wirepress) - The pier is closed, Mira Brandt said on Monday."
    assert triples(reader, text) == [("Mira Brandt", "said", ["The pier is closed"])]


def test_an_excerpt_set_off_by_straight_marks_keeps_its_own_quotations(reader: Any) -> None:
    """Where a paragraph opens with a straight mark and quotes with curly ones, the curly ones count."""
    text = '"The pier was empty. “We sail,” Brandt said. The crew laughed.\n\n"Nobody came.'
    assert ("Brandt", "said", ["We sail,"]) in triples(reader, text)


def test_confidence_lies_between_nought_and_one_and_follows_the_pattern(reader: Any) -> None:
    """A quotation with its cue is surer than a quotation that nobody claims."""
    sure, unsure = (
        reader(text).attributions[0].confidence
        for text in ("“We sail,” Brandt said.", "A song went “we shall all sail away”.")
    )
    assert 0 < unsure < sure < 1
