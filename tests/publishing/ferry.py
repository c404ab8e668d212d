"""An invented article with every kind of attribution that an exhibit must show, read by hand."""

from __future__ import annotations

from onrecord.articles import Article
from onrecord.core import Span, sentences
from onrecord.reading import Anonymous, Attribution, Quotation, QuotationUse, Reading
from tests.publishing.house import article, at, said

FERRY = """\
Harbour minister Ilse Brandt said that her deputy had told her “the night ferry is finished”, and named no <b>day</b>.

“We asked twice,” answered Lena Moor, who chairs the board, on the quay. “We asked in May.

“And we asked again on Tuesday.”

A member of the board, who asked not to be named because the talks are private, mocked the “so-called” timetable.

“Nobody wants an empty ferry at night.”

The novel “The Long Harbour” is set there."""


def ferry() -> tuple[Article, Reading]:
    """Return the article, and its reading its attributions numbered 1, 1.1, 2, 3, 4 and 5."""
    held = article(FERRY, "Pelican Daily", "Board splits over the night ferry", url="https://pelican.example/ferry")
    outer = said(
        held,
        "that her deputy had told her “the night ferry is finished”",
        source="Harbour minister Ilse Brandt",
        kind="mixed",
        speaker="Ilse Brandt",
        role="harbour minister",
    )
    inner = said(
        held,
        "the night ferry is finished",
        source="her deputy",
        cue="had told",
        addressee="her",
        nested_in=outer.id,
        said_on=None,
    )
    two = said(
        held,
        "We asked twice,",
        "We asked in May.\n\n“And we asked again on Tuesday.",
        source="Lena Moor, who chairs the board",
        cue="answered",
        speaker="Lena Moor",
        venue="on the quay",
        via="Ostrel reported",
    )
    same = said(
        held,
        "Nobody wants an empty ferry at night.",
        source="Lena Moor, who chairs the board",
        cue="",
        speaker="Lena Moor",
        confidence=0.4,
    )
    hidden = said(
        held,
        "timetable",
        source="A member of the board",
        cue="mocked",
        kind="indirect",
        anonymous=Anonymous("a member of the board", "the talks are private"),
    )
    lone = said(held, "is set there", cue="", kind="indirect", said_on=None, confidence=0.2)
    return held, reading(held, outer, inner, two, same, hidden, lone)


def reading(held: Article, *attributions: Attribution) -> Reading:
    """Return a reading of the article with these attributions and the quotation marks of `FERRY`."""
    uses: tuple[tuple[str, QuotationUse], ...] = (("so-called", "scare"), ("The Long Harbour", "title"))
    marks = tuple(
        Quotation(Span(words.start - 1, words.end + 1), words, use)
        for words, use in ((at(held.text, words), use) for words, use in uses if words in held.text)
    )
    return Reading(held.id, "hand", sentences(held.text), marks, attributions, (), ())
