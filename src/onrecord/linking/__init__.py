"""Linking readings: entities, stories, follow-ups, text reuse and statements."""

from onrecord.linking.comparison import Comparison, Difference, DifferenceKind, Quoted, compare
from onrecord.linking.link import LINKER, link
from onrecord.linking.links import (
    EntityLink,
    FollowLink,
    Known,
    KnownArticle,
    KnownEntity,
    Links,
    ReuseKind,
    ReuseLink,
    StoryLink,
    WordingLink,
)
from onrecord.linking.statements import joined
from onrecord.linking.terms import look_up_keys

__all__ = [
    "LINKER",
    "Comparison",
    "Difference",
    "DifferenceKind",
    "EntityLink",
    "FollowLink",
    "Known",
    "KnownArticle",
    "KnownEntity",
    "Links",
    "Quoted",
    "ReuseKind",
    "ReuseLink",
    "StoryLink",
    "WordingLink",
    "compare",
    "joined",
    "link",
    "look_up_keys",
]
