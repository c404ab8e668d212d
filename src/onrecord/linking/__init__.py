"""Linking readings: entities, stories, follow-ups, text reuse and statements."""

from onrecord.linking.comparison import Comparison, Difference, DifferenceKind, Quoted, compare
from onrecord.linking.joining import Worded, joined, stretches
from onrecord.linking.keys import look_up_keys
from onrecord.linking.likeness import differ
from onrecord.linking.link import LINKER, link, link_again
from onrecord.linking.links import (
    Candidate,
    EntityLink,
    FollowLink,
    Known,
    KnownArticle,
    KnownEntity,
    Links,
    Placed,
    ReuseKind,
    ReuseLink,
    SameLink,
    StoryLink,
    WordingLink,
)
from onrecord.linking.stories import leaves, place
from onrecord.linking.utterances import words_of

__all__ = [
    "LINKER",
    "Candidate",
    "Comparison",
    "Difference",
    "DifferenceKind",
    "EntityLink",
    "FollowLink",
    "Known",
    "KnownArticle",
    "KnownEntity",
    "Links",
    "Placed",
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
    "leaves",
    "link",
    "link_again",
    "look_up_keys",
    "place",
    "stretches",
    "words_of",
]
