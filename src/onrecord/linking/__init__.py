"""Linking readings: entities, stories, follow-ups, text reuse and statements."""

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
    "EntityLink",
    "FollowLink",
    "Known",
    "KnownArticle",
    "KnownEntity",
    "Links",
    "ReuseKind",
    "ReuseLink",
    "StoryLink",
    "WordingLink",
]
