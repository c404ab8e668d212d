"""The rows of articles, stories, speech and entities, as the document of the API describes them."""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated, Any, Generic, Literal, TypeVar

from ninja import Schema
from pydantic import Field

__all__ = [
    "Article",
    "Attribution",
    "Attributions",
    "Changed",
    "Entity",
    "Evidence",
    "Fault",
    "Gone",
    "Interval",
    "Listed",
    "Problem",
    "Reuse",
    "Rows",
    "Statement",
    "Story",
    "Wrong",
]

Row = TypeVar("Row")

Span = Annotated[
    list[Annotated[int, Field(ge=0)]],
    Field(min_length=2, max_length=2, description="`[start, end)`, code points of the article's text."),
]
Interval = Annotated[list[date], Field(min_length=2, max_length=2, description="First and last day, both included.")]
Id = Annotated[str, Field(max_length=64, description="The id of an entry, made from its content.")]


class Wrong(Schema):
    """One part of a request that cannot be taken."""

    where: str = Field(description="Which part: `query limit`, `body text`.")
    what: str = Field(description="What is wrong with it, in words.")


class Problem(Schema):
    """An error, as RFC 9457 tells it."""

    type: str = Field(description="`about:blank`: the status says what kind of problem it is.")
    title: str = Field(description="The status in words.")
    status: int = Field(ge=400, le=599)
    detail: str = Field(description="What is wrong with this request, in a sentence.")
    errors: list[Wrong] | None = Field(None, description="The parts of the request that are wrong.")


class Evidence(Schema):
    """Exact words of an article, where they stand, and what stands around them."""

    article: Id
    start: int = Field(ge=0, description="The first code point of the words in the article's text.")
    end: int = Field(ge=0, description="The first code point after them.")
    exact: str
    prefix: str
    suffix: str


class Changed(Schema):
    """What every row of a story has."""

    changed_at: datetime = Field(description="When the row came or last changed.")


class Gone(Schema):
    """A row that stood in this list and is no more."""

    id: Id
    changed_at: datetime


class Rows(Schema, Generic[Row]):
    """A part of a list, with the cursor by which it goes on."""

    items: list[Row]
    gone: list[Gone] = Field(description="Rows that are no more; told only when asked with `changed_since`.")
    next: str | None = Field(description="Give it as `cursor` for the rows after these; null at the end of the list.")


class Listed(Schema, Generic[Row]):
    """A part of a list in the order of coming, with the cursor by which it goes on."""

    items: list[Row]
    next: str | None = Field(description="Give it as `cursor` for the rows after these; null at the end of the list.")


class Removed(Schema):
    """What was cut from the page."""

    kind: str
    text: str
    reason: str


class Credit(Schema):
    """A credit line of a wire, in the text."""

    wire: str
    span: Span


class Article(Changed):
    """The clean text of one report, and what its page says of itself."""

    id: Id
    external_id: str | None = Field(description="The id that it was given by who brought it.")
    path: str | None
    where: str = Field(description="The place from which it came.")
    url: str | None
    outlet: str | None
    title: str | None
    byline: str | None
    dateline: str | None
    published: str | None = Field(description="ISO 8601, a day or an instant.")
    language: str | None
    text: str = Field(description="All offsets count its code points.")
    removed: list[Removed]
    credits: list[Credit]
    credit_lines: list[str]
    revision_of: str | None = Field(description="The id of the earlier version that it replaces.")
    extractor: str
    story: Id


class Anonymous(Schema):
    """How a source without a name is described, and the reason that is given for it."""

    description: str
    reason: str | None


class Attribution(Schema):
    """Who says what in one article: source, cue and content, each as spans and as words."""

    id: Id
    article: Id
    kind: Literal["direct", "indirect", "mixed"]
    source: list[Span]
    cue: list[Span]
    content: list[Span]
    source_text: str
    cue_text: str
    content_text: str
    speaker: str | None = Field(description="The id of the entity that speaks.")
    speaker_name: str | None
    anonymous: Anonymous | None
    role: str | None
    venue: str | None
    addressee: str | None
    said_on: Interval | None
    via: str | None = Field(description="Who reports it, when not the outlet itself.")
    nested_in: str | None = Field(description="The attribution in whose content this one stands.")
    confidence: float = Field(ge=0, le=1)


class Attributions(Schema):
    """The attributions of one article, in the order of its text; then their parts that word a statement each."""

    items: list[Attribution]


class Follow(Schema):
    """An earlier story, and why this one goes on from it."""

    story: Id
    why: str


class Story(Changed):
    """The articles on one event."""

    id: Id
    title: str
    articles: list[Id] = Field(description="In the order of publication.")
    independent: list[list[Id]] = Field(description="The same, those that are one independent report together.")
    interval: Interval | None
    follows: list[Follow]


class Reuse(Changed):
    """Text that one article has from another or from a wire."""

    id: Id
    article: Id
    of: str | None
    wire: str | None
    kind: Literal["copy", "rewrite", "excerpt"]
    share: float = Field(ge=0, le=1, description="The part of the article's sentences.")
    pairs: list[list[Any]] = Field(description="`[span here, span there, score]` each.")


class Wording(Schema):
    """One outlet's version of a statement."""

    attribution: Id
    article: Id
    variant: int | None = Field(description="The same number means the same words up to trimming.")
    spans: list[Span]
    quoted: bool
    within: Id


class Difference(Schema):
    """Where two wordings differ."""

    a: Id
    b: Id
    a_text: str
    b_text: str
    kind: str
    alters: bool = Field(description="Whether it is more than style, trimming or brackets.")
    a_span: Span
    b_span: Span


class Statement(Changed):
    """One utterance by one speaker on one occasion, with every wording of it."""

    id: Id
    story: Id
    speaker: str | None
    speaker_name: str | None
    said_on: Interval | None
    occasion: str | None
    speakers_differ: bool
    wordings: list[Wording]
    fullest: str | None
    altered: bool = Field(description="Whether words inside quotation marks differ.")
    differences: list[Difference]
    evidence: list[Evidence]
    independent_count: int = Field(ge=0, description="How many independent reports word it.")


class Office(Schema):
    """An office of an entity, the days of the reports that state it, and their words."""

    role: str
    organization: str | None
    on: date | None
    days: list[date]
    evidence: list[Evidence]


class Join(Schema):
    """Why what was founded under two ids is one bearer."""

    entity: Id
    name: str
    of: Id
    of_name: str
    why: str
    article: Id


class Mention(Schema):
    """A place where an article names an entity."""

    article: Id
    span: Span


class Entity(Schema):
    """A person, organization, place or group across texts."""

    id: Id
    name: str
    kind: Literal["person", "organization", "place", "group"]
    aliases: list[str]
    roles: list[Office]
    joins: list[Join]
    mentions: list[Mention]


class Fault(Schema):
    """A fault of the input: where it stands, what is wrong, and what was done."""

    id: Id
    where: str
    what: str
    done: str
