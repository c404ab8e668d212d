"""Reported speech inside reported speech."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.core import Span, covers
from onrecord.reading import Attribution, Reading

PIECES = st.sampled_from(
    [
        *("“", "”", "‘", "’", '"', "\n", ".", ",", ":", "that", "and", "when", "who", "Q:", "A:"),
        *("Mira Brandt", "Brandt", "Okoro", "the pilot", "experts", "he", "BRANDT:", "the port office"),
        *("said", "says", "told her", "told reporters", "has announced", "according to", "insisted", "wrote"),
        *("the ferry sank", "we sail", "at dawn", "nobody came", "on Monday"),
    ]
)
TEXTS = st.lists(PIECES, max_size=40).map(" ".join)
"""Texts in which cues stand close enough to be inside one another."""


def parts(one: Attribution) -> tuple[Span, ...]:
    """Return all spans of an attribution."""
    return (*one.source, *one.cue, *one.content)


def holds(outer: Attribution, inner: Attribution) -> bool:
    """Return whether each span of one attribution lies inside a span of the other's content."""
    return all(any(covers(span, part) for span in outer.content) for part in parts(inner))


def size(one: Attribution) -> int:
    """Return the characters of a content."""
    return sum(map(len, one.content))


def told(reading: Reading, text: str) -> list[tuple[str, str, str | None]]:
    """Return of each attribution its source, its first content, and the source of the one that holds it."""
    by_id = {one.id: one for one in reading.attributions}
    return [
        (
            one.source[0].of(text) if one.source else "",
            one.content[0].of(text),
            by_id[one.nested_in].source[0].of(text) if one.nested_in else None,
        )
        for one in reading.attributions
    ]


@pytest.mark.parametrize(
    ("text", "inner"),
    [
        (
            "Mira Brandt said that Tavi Okoro had told her that the ferry sank.",
            ("Tavi Okoro", "that the ferry sank", "Mira Brandt"),
        ),
        (
            "“The pilot told me that the ferry sank,” Mira Brandt said.",
            ("The pilot", "that the ferry sank", "Mira Brandt"),
        ),
        (
            "“Okoro said, ‘We sail at dawn,’ and left the pier,” Mira Brandt said.",
            ("Okoro", "We sail at dawn,", "Mira Brandt"),
        ),
        (
            "Mira Brandt said the ferry sank, “as nobody knew,” until experts said it was still afloat.",
            ("experts", "it was still afloat", "Mira Brandt"),
        ),
    ],
)
def test_what_a_speaker_reports_of_another_is_nested(reader: Any, text: str, inner: tuple[str, str, str]) -> None:
    """The inner report has its own source and content, and the id of the report around it."""
    assert inner in told(reader(text), text)


def test_the_innermost_container_holds(reader: Any) -> None:
    """A report of a report of a report lies in the middle one, and the middle one in the outer."""
    text = "“Okoro said, ‘The pilot told me that the ferry sank,’ and left the pier,” Mira Brandt said."
    assert told(reader(text), text) == [
        ("Mira Brandt", "Okoro said, ‘The pilot told me that the ferry sank,’ and left the pier,", None),
        ("Okoro", "The pilot told me that the ferry sank,", "Mira Brandt"),
        ("The pilot", "that the ferry sank", "Okoro"),
    ]


def test_two_reports_in_one_content_lie_side_by_side(reader: Any) -> None:
    """What two others said, told in one quotation, lies in the same container."""
    text = "“Okoro said that the ferry sank. The pilot said that it sailed,” Mira Brandt said."
    assert [(source, outer) for source, _, outer in told(reader(text), text)] == [
        ("Mira Brandt", None),
        ("Okoro", "Mira Brandt"),
        ("The pilot", "Mira Brandt"),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "Mira Brandt said that he had told her that the ferry sank.",
        "“I said that the ferry sank,” Mira Brandt said.",
        "“If Okoro says that the ferry sank, we stay,” Mira Brandt said.",
        "“Okoro never said that the ferry sank,” Mira Brandt said.",
        "“Okoro would say that the ferry sank,” Mira Brandt said.",
        "“Nobody told us that the ferry sank,” Mira Brandt said.",
        "Mira Brandt said that the pilot would continue to sail.",
        "Brandt said the ferry would sail, but Okoro said that it would sink.",
    ],
)
def test_pronouns_and_what_nobody_has_said_are_not_nested(reader: Any, text: str) -> None:
    """Without a noun as source, or without a telling that took place, nothing is nested."""
    assert all(one.nested_in is None for one in reader(text).attributions)


def test_an_inner_speaker_is_named_and_does_not_take_the_next_pronoun(reader: Any) -> None:
    """The inner source gets its full name; "he" after the sentence is still the outer speaker."""
    text = "Tavi Okoro left. “Okoro told me that the ferry sank,” Aron Brandt said.\n\n“We stay,” he said on Monday."
    outer, inner, later = reader(text).attributions
    assert (outer.speaker_name, inner.speaker_name, later.speaker_name) == ("Aron Brandt", "Tavi Okoro", "Aron Brandt")
    assert inner.nested_in == outer.id


@given(TEXTS)
def test_nesting_is_told_by_the_spans(reader: Any, text: str) -> None:
    """Each attribution lies in the smallest larger content that holds all of its spans, and in none else."""
    reading = reader(text)
    by_id = {one.id: one for one in reading.attributions}
    for one in reading.attributions:
        outer = [other for other in reading.attributions if size(other) > size(one) and holds(other, one)]
        if one.nested_in is None:
            assert not outer
        else:
            assert by_id[one.nested_in] in outer
            assert size(by_id[one.nested_in]) == min(map(size, outer))


@given(TEXTS)
def test_ids_are_distinct_and_containers_never_come_back(reader: Any, text: str) -> None:
    """Following containers from any attribution ends outside all of them."""
    reading = reader(text)
    by_id = {one.id: one for one in reading.attributions}
    assert len(by_id) == len(reading.attributions)
    for one in reading.attributions:
        seen = {one.id}
        while one.nested_in is not None:
            assert one.nested_in not in seen
            seen.add(one.nested_in)
            one = by_id[one.nested_in]


def test_many_reports_in_one_quotation_are_read(reader: Any) -> None:
    """A quotation of thousands of reports is read to its end."""
    text = "“" + "Okoro said that the ferry sank. " * 2_000 + "” Brandt said."
    nested = [one for one in reader(text).attributions if one.nested_in]
    assert len(nested) == 2_000


def test_speech_inside_an_outlet_s_report_is_known_through_it(trained: Any) -> None:
    """What an outlet reports somebody to have said is that person's speech, known through the outlet."""
    text = "“We will sail at dawn on Friday,” Mira Brandt said at a briefing, the Karst Courier reported on Tuesday."
    said = [one for one in trained(text).attributions if one.speaker_name == "Mira Brandt"]
    assert [(one.kind, bool(one.via and "Karst Courier" in one.via)) for one in said] == [("direct", True)]
