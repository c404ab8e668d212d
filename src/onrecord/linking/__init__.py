"""Linking readings: entities, stories, follow-ups, text reuse and statements."""

from onrecord.linking.comparison import Comparison, Difference, DifferenceKind, Quoted, compare
from onrecord.linking.joining import Worded, joined, stretches
from onrecord.linking.keys import look_up_keys
from onrecord.linking.likeness import differ
from onrecord.linking.link import LINKER, link, link_again
from onrecord.linking.links import (
    EntityLink,
    FollowLink,
    Known,
    KnownArticle,
    KnownEntity,
    Links,
    ReuseKind,
    ReuseLink,
    SameLink,
    StoryLink,
    WordingLink,
)
from onrecord.linking.utterances import words_of

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
    "SameLink",
    "StoryLink",
    "Worded",
    "WordingLink",
    "compare",
    "differ",
    "joined",
    "link",
    "link_again",
    "look_up_keys",
    "stretches",
    "words_of",
]
