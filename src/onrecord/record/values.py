"""The values that the record's read side gives out. They are frozen and know nothing of the database."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Literal

from onrecord.core import Evidence, Interval, Span
from onrecord.errors import Fault
from onrecord.linking import FollowLink, ReuseLink
from onrecord.reading import Attribution, EntityKind

__all__ = [
    "Arrival",
    "Entity",
    "EntityJoin",
    "EntityRole",
    "Founded",
    "Heading",
    "HeldFault",
    "Judgement",
    "JudgementKind",
    "Placing",
    "Receipt",
    "Statement",
    "Story",
    "Ties",
    "Wording",
]

JudgementKind = Literal["merge", "split", "reject", "correct"]


@dataclass(frozen=True, slots=True)
class Receipt:
    """What one `append` did: the article's id, how many entries are new, and which revision it follows."""

    article: str
    added: int
    revision_of: str | None


@dataclass(frozen=True, slots=True)
class Arrival:
    """An article was linked at an instant: the stories in which it stands or stood, and the entities it names.

    `cursor` is what to give to ask for the arrivals after this one.
    """

    article: str
    stories: tuple[str, ...]
    entities: tuple[str, ...]
    at: datetime
    cursor: str


@dataclass(frozen=True, slots=True)
class Heading:
    """What a list shows of an article: who published it, under which title, where, on which day, and when it came."""

    article: str
    outlet: str | None
    title: str | None
    url: str | None
    on: date | None
    arrived_at: datetime


@dataclass(frozen=True, slots=True)
class Founded:
    """An entry came onto the record at an instant; entries are listed by both, so that new ones come last."""

    at: datetime
    id: str


@dataclass(frozen=True, slots=True)
class HeldFault:
    """A fault of the input, and its place in the order in which faults were met."""

    fault: Fault
    met: Founded


@dataclass(frozen=True, slots=True)
class Story:
    """The articles on one event, in order of publication; `interval` spans their days of publication."""

    id: str
    title: str
    articles: tuple[str, ...]
    interval: Interval | None
    follows: tuple[FollowLink, ...]


@dataclass(frozen=True, slots=True)
class Ties:
    """What ties an article: text that it has from others, the `earlier` revision that it replaces, and who speaks.

    `speakers` gives the entity id of each attribution whose speaker is known.
    """

    reuse: tuple[ReuseLink, ...]
    earlier: str | None
    speakers: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Placing:
    """One time that an article was placed in a story, with the score (0..1) and the reason in words.

    `after` is the article whose arrival called it into question, None when its own arrival placed it; `judged` says
    that a person's merge or split put it into this story and not linking.
    """

    article: str
    story: str
    score: float
    why: str
    after: str | None
    judged: bool


@dataclass(frozen=True, slots=True)
class Wording:
    """One outlet's version of a statement.

    `spans` are the words of the attribution that word it, all its content when there are none; `quoted` says
    whether they stand inside quotation marks, of themselves when the rest of the attribution does not. `why` gives
    the reasons of linking, one for each time that it took the attribution for a wording of what is one statement now.
    `speaker` is the entity to whom this outlet gives the words, None where that is not known.
    """

    attribution: Attribution
    article: str
    spans: tuple[Span, ...] = ()
    quoted: bool = False
    why: tuple[str, ...] = ()
    speaker: str | None = None

    @property
    def part(self) -> Attribution:
        """What words the statement as an attribution by itself: all of it, or a part that is nested in it."""
        whole = self.attribution
        if self.spans in ((), whole.content):
            return whole
        kind = "direct" if self.quoted else whole.kind
        return replace(whole, kind=kind, content=self.spans, nested_in=whole.id)


@dataclass(frozen=True, slots=True)
class Statement:
    """One utterance by one speaker on one occasion, in every wording on record.

    `speakers_differ` says that two reports name two speakers of it, a conflict of attribution.
    """

    id: str
    story: str
    speaker: str | None
    speaker_name: str | None
    said_on: Interval | None
    occasion: str | None
    wordings: tuple[Wording, ...]
    speakers_differ: bool = False


@dataclass(frozen=True, slots=True)
class EntityRole:
    """An office of an entity, with the words that say so and the day the article was published."""

    role: str
    organization: str | None
    evidence: Evidence
    on: date | None


@dataclass(frozen=True, slots=True)
class EntityJoin:
    """`entity` and `of` are one bearer under two names, with the reason in words and the article that showed it.

    `name` and `of_name` are those under which they were founded. Who holds them for two rejects the pair of ids.
    """

    entity: str
    name: str
    of: str
    of_name: str
    why: str
    article: str


@dataclass(frozen=True, slots=True)
class Entity:
    """A person, organization, place or group across texts.

    `mentions` are (article id, span); `joins` say why what was founded under several names is one.
    """

    id: str
    name: str
    kind: EntityKind
    aliases: tuple[str, ...]
    roles: tuple[EntityRole, ...]
    mentions: tuple[tuple[str, Span], ...]
    joins: tuple[EntityJoin, ...] = ()


@dataclass(frozen=True, slots=True)
class Judgement:
    """A person's decision: signed, dated and retractable, never overwritten.

    `targets` are ids of entries: for *merge* two or more stories or entities (the first one stays); for *split*
    a story or an entity and the articles that leave it; for *reject* an attribution, or a statement and the
    attribution that words it, or a story and the earlier one that it follows, or two entities that were joined; for
    *correct* an attribution, with the speaker's name as the value. `retracted_by` and `retraction` say who took it
    back, and why.
    """

    id: str
    kind: JudgementKind
    targets: tuple[str, ...]
    value: str | None
    by: str
    reason: str
    at: datetime
    retracted_at: datetime | None
    retracted_by: str | None = None
    retraction: str | None = None
