"""Linking readings: entities, stories, follow-ups, text reuse and statements."""

from onrecord.linking.acting_bodies import ActingBody, acting_bodies
from onrecord.linking.commitments import Calendar, Change, Commitment, calendar, commitments
from onrecord.linking.comparison import Comparison, Difference, DifferenceKind, Quoted, compare
from onrecord.linking.conflicts import Conflict, ConflictKind, Side, conflicts
from onrecord.linking.events import Likeness, Profile, likenesses_of, profile
from onrecord.linking.joining import Worded, joined, stretches
from onrecord.linking.keys import look_up_keys
from onrecord.linking.likeness import differ
from onrecord.linking.link import LINKER, link, link_again, link_names, moved
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
from onrecord.linking.positions import Issue, Position, positions
from onrecord.linking.reports import Actor, Report
from onrecord.linking.states import speaks_english
from onrecord.linking.stories import Seen, leaves, place, place_seen, seen
from onrecord.linking.timeline import Happening, timeline
from onrecord.linking.utterances import words_of

__all__ = [
    "LINKER",
    "ActingBody",
    "Actor",
    "Calendar",
    "Candidate",
    "Change",
    "Commitment",
    "Comparison",
    "Conflict",
    "ConflictKind",
    "Difference",
    "DifferenceKind",
    "EntityLink",
    "FollowLink",
    "Happening",
    "Issue",
    "Known",
    "KnownArticle",
    "KnownEntity",
    "Likeness",
    "Links",
    "Placed",
    "Position",
    "Profile",
    "Quoted",
    "Report",
    "ReuseKind",
    "ReuseLink",
    "SameLink",
    "Seen",
    "Side",
    "StoryLink",
    "Worded",
    "WordingLink",
    "acting_bodies",
    "calendar",
    "commitments",
    "compare",
    "conflicts",
    "differ",
    "joined",
    "leaves",
    "likenesses_of",
    "link",
    "link_again",
    "link_names",
    "look_up_keys",
    "moved",
    "place",
    "place_seen",
    "positions",
    "profile",
    "seen",
    "speaks_english",
    "stretches",
    "timeline",
    "words_of",
]
