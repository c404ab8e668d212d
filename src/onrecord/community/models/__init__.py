"""The community's tables: accounts, members, posts and acts, comments, readings, and what moderators did."""

from __future__ import annotations

from onrecord.community.models.accounts import NAME_CHARS, Account, Role
from onrecord.community.models.acts import COUNTED, LIVE, Act, Movement, Post, Report, Vote
from onrecord.community.models.comments import Comment, EarlierText
from onrecord.community.models.members import Ban, Member
from onrecord.community.models.moderation import BlockedWord, Flag, LogEntry
from onrecord.community.models.readings import ReadingSession

__all__ = [
    "COUNTED",
    "LIVE",
    "NAME_CHARS",
    "Account",
    "Act",
    "Ban",
    "BlockedWord",
    "Comment",
    "EarlierText",
    "Flag",
    "LogEntry",
    "Member",
    "Movement",
    "Post",
    "ReadingSession",
    "Report",
    "Role",
    "Vote",
]
