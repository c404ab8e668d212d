"""The value that leaves this room: a reading, what one reader finds in one article by itself."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Literal

from onrecord.core import Interval, Span, key
from onrecord.reading.commitments.values import BodyMention, Pledge
from onrecord.reading.stance import Denial, Stance

__all__ = [
    "Anonymous",
    "Attribution",
    "AttributionKind",
    "EntityKind",
    "Mention",
    "Quotation",
    "QuotationUse",
    "Reading",
    "Role",
    "TimeExpression",
]

AttributionKind = Literal["direct", "indirect", "mixed"]
EntityKind = Literal["person", "organization", "place", "group"]
QuotationUse = Literal["speech", "scare", "title", "nickname"]


@dataclass(frozen=True, slots=True)
class Quotation:
    """A pair of quotation marks. `span` includes the marks, `words` is what stands inside.

    A quotation over several paragraphs is one quotation. `use` tells speech from scare quotes, from titles
    of works and from nicknames.
    """

    span: Span
    words: Span
    use: QuotationUse


@dataclass(frozen=True, slots=True)
class Anonymous:
    """A source without a name: the text's description, and the stated reason or None."""

    description: str
    reason: str | None


@dataclass(frozen=True)
class Attribution:
    """Who speaks (source), the words that signal it (cue), and what is attributed (content).

    The relation is PARC 3.0's and PolNeAR's (Newell et al. 2018). Each part is a tuple of spans in text
    order; only `content` is never empty. Content in quotation marks is given without the outer marks.
    `speaker_name` is the fullest name that the article itself gives the source, or None when it gives none.
    `via` is who reports it ("Yonhap reported"). `nested_in` is the id of the attribution whose content
    holds this one. `confidence` lies in 0..1.
    """

    article: str
    kind: AttributionKind
    source: tuple[Span, ...]
    cue: tuple[Span, ...]
    content: tuple[Span, ...]
    speaker_name: str | None
    anonymous: Anonymous | None
    role: str | None
    venue: str | None
    addressee: str | None
    said_on: Interval | None
    via: str | None
    nested_in: str | None
    confidence: float

    @cached_property
    def id(self) -> str:
        """Made from the article and the three parts, so that two readers that agree name it alike."""
        return attribution_id(self.article, self.source, self.cue, self.content)


def attribution_id(article: str, source: tuple[Span, ...], cue: tuple[Span, ...], content: tuple[Span, ...]) -> str:
    """Return the id of the attribution with these spans of the article with id `article`."""
    parts = ("|".join(f"{s.start}-{s.end}" for s in spans) for spans in (source, cue, content))
    return key("att", article, *parts)


@dataclass(frozen=True, slots=True)
class Role:
    """An office that the article gives a person, where it says so."""

    role: str
    organization: str | None
    span: Span


@dataclass(frozen=True, slots=True)
class Mention:
    """A name in one article. `name` is the fullest form the article gives of the same bearer."""

    span: Span
    kind: EntityKind
    name: str
    roles: tuple[Role, ...] = ()


@dataclass(frozen=True, slots=True)
class TimeExpression:
    """Words that name a time, with TIMEX3 `type`, `value` and `mod` (ISO-TimeML) and a closed interval of days.

    `precision` is the unit that the words name ("day", "week", "half-year", "time of day"), or "vague" where they
    name none ("soon"); None in a reading made before it was kept.
    """

    span: Span
    type: Literal["DATE", "TIME", "DURATION", "SET"]
    value: str
    mod: str | None
    interval: Interval | None
    precision: str | None = None


@dataclass(frozen=True)
class Reading:
    """What one reader finds in one article: everything here is spans of that article's text."""

    article: str
    reader: str
    sentences: tuple[Span, ...]
    quotations: tuple[Quotation, ...]
    attributions: tuple[Attribution, ...]
    mentions: tuple[Mention, ...]
    times: tuple[TimeExpression, ...]
    pledges: tuple[Pledge, ...] = ()
    bodies: tuple[BodyMention, ...] = ()
    stances: tuple[Stance, ...] = ()
    denials: tuple[Denial, ...] = ()

    @cached_property
    def id(self) -> str:
        """One reader reads one article once."""
        return key("read", self.article, self.reader)
