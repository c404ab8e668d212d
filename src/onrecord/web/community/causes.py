"""Entries of the ledger in plain words: what moved, for which act."""

from __future__ import annotations

import re

from onrecord.community import Reason
from onrecord.ledger import Line

__all__ = ["cause_of", "words_of"]

WORDS: dict[Reason, str] = {
    Reason.PLUS: "for a plus on your post",
    Reason.COMMENT_REWARD: "reward for your comment",
    Reason.LIKE_OWN: "for a like that you gave",
    Reason.LIKE_COMMENTER: "for a like of your comment",
    Reason.LIKE_AUTHOR: "for a like of a comment under your post",
    Reason.DISLIKE_AUTHOR: "share of a dislike under your post",
    Reason.MINUS: "for your minus",
    Reason.COMMENT_TRIBUTE: "tribute for your comment",
    Reason.DISLIKE_OWN: "for a dislike that you gave",
    Reason.DISLIKE_COMMENTER: "for a dislike of your comment",
    Reason.PUBLISH: "tribute for publishing",
    Reason.REPORT: "for a report instance",
    Reason.READING: "for reading",
    Reason.ADVANCE: "advance on your first publication",
    Reason.CLOSING: "closing of the day",
}
"""What an entry of a reader's account is for, by its reason."""


def cause_of(cause: str) -> int | None:
    """Return the number of the act that the ledger names as a cause, None for what is no act of the community."""
    found = re.fullmatch(r"act:([0-9]{1,18})", cause)
    return int(found[1]) if found else None


def words_of(line: Line) -> str:
    """Return what an entry is for."""
    known = {reason.value: words for reason, words in WORDS.items()}
    words = known.get(line.reason, line.reason)
    return f"taken back: {words}" if line.kind == "reversed" else words
