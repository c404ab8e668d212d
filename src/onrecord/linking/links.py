"""The values that enter and leave this room: what is known, and what one article adds to it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal

from onrecord.articles import Article
from onrecord.core import Span
from onrecord.reading import EntityKind, Reading, Role

__all__ = [
    "Candidate",
    "EntityLink",
    "FollowLink",
    "Known",
    "KnownArticle",
    "KnownEntity",
    "Links",
    "Placed",
    "ReuseKind",
    "ReuseLink",
    "SameLink",
    "StoryLink",
    "WordingLink",
]

ReuseKind = Literal["copy", "rewrite", "excerpt"]


@dataclass(frozen=True, slots=True)
class EntityLink:
    """The bearer of a name in this article: an entity already known, or a new one.

    `name` and `kind` found the entity when it is new; `aliases` are the forms this article uses.
    """

    entity: str
    kind: EntityKind
    name: str
    aliases: tuple[str, ...]
    mentions: tuple[Span, ...]
    roles: tuple[Role, ...]


@dataclass(frozen=True, slots=True)
class SameLink:
    """`entity` and `of` are one bearer under two names, with the reason in words; `span` is a name in this article."""

    entity: str
    of: str
    why: str
    span: Span


@dataclass(frozen=True, slots=True)
class Candidate:
    """An article on record that may report the same event as a new one, and the story that it belongs to."""

    article: Article
    reading: Reading
    story: str


@dataclass(frozen=True)
class KnownArticle:
    """An article on record of the story that a new one belongs to.

    `statements` maps the ids of its attributions to the statements they word, each with the stretch of the
    attribution that does; `speakers` maps them to entity ids. `entities` are the bearers of its names, under the ids
    that they were linked with. `later` tells that it arrived after the article that is linked, which is then linked
    anew.
    """

    article: Article
    reading: Reading
    statements: Mapping[str, Sequence[tuple[str, Span]]] = field(default_factory=dict)
    speakers: Mapping[str, str] = field(default_factory=dict)
    entities: tuple[EntityLink, ...] = ()
    later: bool = False


@dataclass(frozen=True, slots=True)
class KnownEntity:
    """An entity on record, with every name it has been seen under; `members` are the ids that stand for it."""

    id: str
    kind: EntityKind
    name: str
    aliases: tuple[str, ...]
    members: tuple[str, ...]


@dataclass(frozen=True)
class Known:
    """What the record knows of the story that a new article belongs to, bounded in number.

    `entities` are those whom the articles name, and whoever bears a name of the new one. `apart` are pairs of entities
    that a person said are two.
    """

    articles: tuple[KnownArticle, ...] = ()
    entities: tuple[KnownEntity, ...] = ()
    apart: frozenset[frozenset[str]] = frozenset()


@dataclass(frozen=True, slots=True)
class StoryLink:
    """The story that this article belongs to, with the score (0..1) and the reason in words."""

    story: str
    score: float
    why: str


@dataclass(frozen=True, slots=True)
class FollowLink:
    """`story` goes on from the earlier story `of`, with the reason in words."""

    story: str
    of: str
    why: str


@dataclass(frozen=True, slots=True)
class Placed:
    """Where one article belongs: its story, and the earlier story that it goes on from, if any.

    `reports` are the candidates (by id) that are of the story, the nearest first. `unsettled` are articles on record,
    each with its story, that this one calls into another.
    """

    story: StoryLink
    follows: tuple[FollowLink, ...] = ()
    unsettled: tuple[tuple[str, str], ...] = ()
    reports: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ReuseLink:
    """Text that `article` shares with `of`, or with a wire's report that is not held (`of` None).

    `share` is the part (0..1) of the article's sentences; `pairs` are (span here, span there, score 0..1).
    """

    article: str
    of: str | None
    wire: str | None
    kind: ReuseKind
    share: float
    pairs: tuple[tuple[Span, Span, float], ...]


@dataclass(frozen=True, slots=True)
class WordingLink:
    """The stretch `span` of one attribution of this article is a wording of `statement`, for this reason."""

    statement: str
    attribution: str
    span: Span
    why: str


@dataclass(frozen=True)
class Links:
    """What one article adds to the record beyond its own reading.

    `speakers` maps attribution ids of this article to entity ids. `keys` are the words, copied passages
    and names under which the record will look for this article when a later one asks (`look_up_keys`).
    `same` are entities, its own or those of its story, that its arrival shows to be one.
    `unsettled` is what its place calls into question (`Placed`).
    """

    article: str
    linker: str
    keys: tuple[str, ...]
    story: StoryLink
    entities: tuple[EntityLink, ...] = ()
    speakers: Mapping[str, str] = field(default_factory=dict)
    follows: tuple[FollowLink, ...] = ()
    reuse: tuple[ReuseLink, ...] = ()
    wordings: tuple[WordingLink, ...] = ()
    unsettled: tuple[tuple[str, str], ...] = ()
    same: tuple[SameLink, ...] = ()
