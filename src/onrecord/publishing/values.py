"""The values of a briefing: sentences made of pieces, each piece our own words or the exact words of an article."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from onrecord.articles import Article
from onrecord.core import Evidence, Interval
from onrecord.linking import Difference
from onrecord.publishing.marks import unmatched
from onrecord.reading import AttributionKind

__all__ = [
    "Briefing",
    "Collation",
    "Follow",
    "Item",
    "Listing",
    "ListingKind",
    "Manner",
    "Mark",
    "MarkKind",
    "Options",
    "Piece",
    "PieceKind",
    "Placed",
    "Report",
    "Section",
    "Sentence",
    "Source",
    "Testimony",
    "Utterance",
    "Version",
    "Voice",
]

PieceKind = Literal["words", "name", "exact", "quoted"]
"""Our own words; a name, also ours to set; an article's words; an article's words within quotation marks."""

MarkKind = Literal["changed", "added", "left_out", "small"]
"""Other words; words that the fullest wording has not; words that only it has; a change of form or order."""

ListingKind = Literal["conflicts", "commitments", "timeline"]

Manner = Literal["fullest", "differs", "indirect"]


@dataclass(frozen=True, slots=True)
class Options:
    """How long a briefing may be: sentences of the synopsis and bullets under the key takeaways, at most."""

    synopsis_sentences: int = 4
    takeaways: int = 6


@dataclass(frozen=True, slots=True)
class Mark:
    """A stretch `[start, end)` of a piece's text that differs from the fullest wording.

    For *left_out* the stretch is empty: it is the place where the fullest wording goes on with `other`,
    words of `evidence`. `word_count` counts those words.
    """

    start: int
    end: int
    kind: MarkKind
    other: str = ""
    evidence: Evidence | None = None
    word_count: int = 0


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of a sentence. `exact` and `quoted` pieces carry their evidence and nothing but its words.

    Raises `ValueError` when words of our own hold a double quotation mark, or an article's words have no
    evidence, other words than it, or a quotation mark without its partner.
    """

    kind: PieceKind
    text: str
    evidence: Evidence | None = None
    marks: tuple[Mark, ...] = ()

    def __post_init__(self) -> None:
        if self.kind in ("exact", "quoted"):
            if self.evidence is None or self.evidence.exact != self.text:
                raise ValueError("an article's words must be those of their evidence")
            if unmatched(self.text):
                raise ValueError("a quotation mark has no partner")
        elif unmatched(self.text, every=True):
            raise ValueError(f"words of our own may not stand in quotation marks: {self.text!r}")


@dataclass(frozen=True, slots=True)
class Sentence:
    """Pieces in order and the evidence that the sentence rests on, in the order of its citations.

    Raises `ValueError` when there is no evidence: such a sentence is not published.
    """

    pieces: tuple[Piece, ...]
    citations: tuple[Evidence, ...]

    def __post_init__(self) -> None:
        if not self.citations:
            raise ValueError("a sentence must rest on evidence")

    @property
    def shown_evidence(self) -> tuple[Evidence, ...]:
        """The evidence whose words are shown, in order."""
        return tuple(piece.evidence for piece in self.pieces if piece.evidence)

    @property
    def shown(self) -> tuple[str, ...]:
        """Ids of the articles whose words are shown, each once."""
        return tuple(dict.fromkeys(evidence.article for evidence in self.shown_evidence))

    @property
    def text(self) -> str:
        """The sentence as plain text, quoted pieces within quotation marks, without citations."""
        return "".join(f"“{piece.text}”" if piece.kind == "quoted" else piece.text for piece in self.pieces)


@dataclass(frozen=True, slots=True)
class Source:
    """A report that carries a wording: article id, its number, its outlet's name, and through whom it knows."""

    article: str
    number: int
    outlet: str
    via: str | None


@dataclass(frozen=True, slots=True)
class Version:
    """One wording of an utterance, with every report that has these words. `manner` relates it to the fullest."""

    sentence: Sentence
    sources: tuple[Source, ...]
    manner: Manner


@dataclass(frozen=True, slots=True)
class Utterance:
    """What one speaker said on one occasion: the fullest wording first, then the others.

    `altered` tells that the words inside quotation marks differ; `said_on` and `occasion` may be unknown.
    `reported_on` spans the days of the reports. `disputed` gives the speakers that the reports name, each with the
    numbers of those reports, where they name more than one; else it is empty.
    """

    statement: str
    said_on: Interval | None
    reported_on: Interval | None
    occasion: str | None
    versions: tuple[Version, ...]
    altered: bool
    disputed: tuple[tuple[str, tuple[int, ...]], ...]


@dataclass(frozen=True, slots=True)
class Testimony:
    """One wording of a statement with everything that the record knows of it.

    `version` has its words, marked against the fullest wording, and its report alone. `source`, `cue`, `speaker` and
    `role` are empty where the report gives none. `variant` is the same for the same words up to trimming,
    `differences` are all those from the fullest wording, `why` the reasons for taking it for a wording.
    """

    version: Version
    attribution: str
    kind: AttributionKind
    published: Interval | None
    source: str
    cue: str
    speaker: str
    role: str
    variant: int
    differences: tuple[Difference, ...]
    why: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Voice:
    """A speaker with what was said; an anonymous one with the description as name and the stated reason.

    `entity` is the speaker's entity id, where it is known; `known` tells that the record names or describes the
    speaker; `translated` that the speaker's own language is
    probably not the reports', None when nothing tells.
    """

    name: str
    role: str | None
    known: bool
    anonymous: bool
    reason: str | None
    utterances: tuple[Utterance, ...]
    translated: bool | None = None
    entity: str | None = None


@dataclass(frozen=True, slots=True)
class Report:
    """One article as a row of *The reports*.

    Reports with one `independent` are one independent report: all but one of them repeat text of the others.
    `kind` is *own* when no text was found to be taken from elsewhere. `of` is the number of the report whose
    text it is, `wire` an agency whose report is not held; `share` (0..1) the part of its sentences.
    `credits` names the agencies that it credits, with the words that say so where the body has them.
    `revises` and `revised_by` are numbers of the earlier and later version of the same report. `unread` is the
    language (ISO 639-1) of a report whose speech the reader does not know how to read, or None.
    """

    number: int
    article: str
    independent: int
    outlet: str
    title: str
    published: Interval | None
    word_count: int
    kind: Literal["own", "copy", "rewrite", "excerpt"]
    of: int | None
    wire: str | None
    share: float
    credits: tuple[tuple[str, Evidence | None], ...]
    revises: int | None
    revised_by: int | None
    url: str | None
    unread: str | None


@dataclass(frozen=True, slots=True)
class Follow:
    """An earlier story that this one goes on from, or a later one: its id, its headline, and why we think so."""

    story: str
    headline: str
    why: str


@dataclass(frozen=True, slots=True)
class Placed:
    """Why a report stands in the story, or that it stood there and moved on.

    `number` is that of the report, None for one that moved on to the story `to`; `came_from` is the story in which
    it stood before, `after` what called it into question: a report of this story by its number, or an article's id.
    `judged` says that a person's merge or split put it here.
    """

    number: int | None
    article: str
    outlet: str
    why: str
    came_from: str | None
    to: str | None
    after: str | None
    judged: bool


@dataclass(frozen=True, slots=True)
class Item:
    """One item of a listing: what it is about, what is told of it (name and words), and the sentences that tell it.

    `id` is that of the commitment, body, conflict or happening. `mark` says in a word or two how it stands; `interval`
    are its days, None when no report names them.
    """

    id: str
    head: str
    mark: str
    interval: Interval | None
    facts: tuple[tuple[str, str], ...]
    sentences: tuple[Sentence, ...]


@dataclass(frozen=True, slots=True)
class Listing:
    """A part of a briefing that lists items under its title."""

    kind: ListingKind
    title: str
    items: tuple[Item, ...]


@dataclass(frozen=True, slots=True)
class Section:
    """The briefing of one story. `report_count` leaves out versions that were later replaced."""

    story: str
    headline: str
    interval: Interval | None
    report_count: int
    independent_count: int
    follows: tuple[Follow, ...]
    followed_by: tuple[Follow, ...]
    synopsis: tuple[Sentence, ...]
    takeaways: tuple[Sentence, ...]
    voices: tuple[Voice, ...]
    reports: tuple[Report, ...]
    placed: tuple[Placed, ...]
    listings: tuple[Listing, ...] = ()


@dataclass(frozen=True, slots=True)
class Briefing:
    """A briefing of one or several stories, with the articles that it cites, in the order of their numbers.

    `withheld_count` counts sentences that were not published because their words do not stand in the
    stored article; `moment` is the moment of the record, None for now.
    """

    headline: str
    interval: Interval | None
    report_count: int
    independent_count: int
    sections: tuple[Section, ...]
    articles: tuple[Article, ...]
    moment: datetime | None
    withheld_count: int


@dataclass(frozen=True)
class Collation:
    """One statement by itself, with the briefing of its story that has this statement alone under *Who said what*.

    The versions of that one utterance are those of the `testimonies`, one for each wording, the fullest first.
    Of the story the head alone is told, not its reports and ties. `independent_count` says how many of the independent
    reports word it, and `report_count` how many at all, versions of one report counted once.
    """

    briefing: Briefing
    testimonies: tuple[Testimony, ...]
    independent_count: int
    report_count: int

    @property
    def section(self) -> Section:
        """The statement's story."""
        return self.briefing.sections[0]

    @property
    def voice(self) -> Voice:
        """The statement's speaker."""
        return self.section.voices[0]

    @property
    def utterance(self) -> Utterance:
        """The statement."""
        return self.voice.utterances[0]
