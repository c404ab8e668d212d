"""Linking readings: entities, stories, follow-ups, text reuse and statements."""

from onrecord.linking.comparison import Comparison, Difference, DifferenceKind, Quoted, compare
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

__all__ = [
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
]
