"""The values of the community's door. Amounts are whole Twei (10^12 wei), instants are in UTC."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Literal

__all__ = [
    "EARNED",
    "LINES",
    "SPENT",
    "Caller",
    "CommentView",
    "Done",
    "Opinion",
    "PostView",
    "ProfitAndLoss",
    "Reason",
    "ReportView",
    "TableLine",
    "Tally",
]

Opinion = Literal["for", "against", "none"]
"""Where a member stands: plus or like, minus or dislike, or neither any more."""


class Reason(StrEnum):
    """Why Twei move; the reason codes of the ledger. A transfer that undoes another has the other's reason."""

    PLUS = "plus"
    COMMENT_REWARD = "comment-reward"
    LIKE_OWN = "like-own"
    LIKE_COMMENTER = "like-commenter"
    LIKE_AUTHOR = "like-author"
    DISLIKE_AUTHOR = "dislike-author"
    MINUS = "minus"
    COMMENT_TRIBUTE = "comment-tribute"
    DISLIKE_OWN = "dislike-own"
    DISLIKE_COMMENTER = "dislike-commenter"
    PUBLISH = "publish"
    REPORT = "report"
    READING = "reading"
    ADVANCE = "advance"
    CLOSING = "closing"


EARNED = (
    Reason.PLUS,
    Reason.COMMENT_REWARD,
    Reason.LIKE_OWN,
    Reason.LIKE_COMMENTER,
    Reason.LIKE_AUTHOR,
    Reason.DISLIKE_AUTHOR,
)
"""The lines of a post's profit, in the order in which they are shown."""

SPENT = (
    Reason.MINUS,
    Reason.COMMENT_TRIBUTE,
    Reason.DISLIKE_OWN,
    Reason.DISLIKE_COMMENTER,
    Reason.PUBLISH,
    Reason.REPORT,
)
"""The lines of a post's loss, in the order in which they are shown."""

LINES: dict[Reason, str] = {
    Reason.PLUS: "earned for pluses",
    Reason.COMMENT_REWARD: "comment rewards",
    Reason.LIKE_OWN: "likes — own",
    Reason.LIKE_COMMENTER: "likes — commenter",
    Reason.LIKE_AUTHOR: "likes — author",
    Reason.DISLIKE_AUTHOR: "dislikes — author",
    Reason.MINUS: "spent for minuses",
    Reason.COMMENT_TRIBUTE: "comment tributes",
    Reason.DISLIKE_OWN: "dislikes — own",
    Reason.DISLIKE_COMMENTER: "dislikes — commenter",
    Reason.PUBLISH: "post publish tribute",
    Reason.REPORT: "PnL reports",
}
"""What each line of the table is called."""


@dataclass(frozen=True, slots=True)
class Caller:
    """Who acts, and by which id of their own: the same key with the same body again is the same act.

    `account` is the account's number, `key` 1 to 64 printable characters, `at` the instant of the act; None is now.
    """

    account: int
    key: str
    at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Done:
    """An act that was done: its number, on what, and what its doer paid and may earn, in Twei.

    `paid` has what was taken back from an act undone as an amount below zero. `earned` is pending. `number` is the
    number of what came of the act: a comment's, or a report's. `again` tells that the act was done before under this
    key.
    """

    act: int
    kind: str
    at: datetime
    post: int | None
    number: int | None
    paid: int
    earned: int
    again: bool


@dataclass(frozen=True, slots=True)
class PostView:
    """A post as it is shown; `author` is an account's number, `signature` the name that everybody may see."""

    id: int
    story: str
    author: int
    signature: str
    title: str
    words: int
    published_at: datetime
    withdrawn_at: datetime | None


@dataclass(frozen=True, slots=True)
class Tally:
    """How many members are for and against a post or comment, and where the asking one stands."""

    favour: int
    against: int
    own: Opinion


@dataclass(frozen=True, slots=True)
class CommentView:
    """A comment in its place in the thread; `text` is empty where it was deleted or hidden.

    `depth` counts from 0, `statement` is the id of the statement it is on, or empty for the whole story. `editable`
    tells whether the asking account may change it now.
    """

    id: int
    parent: int | None
    depth: int
    writer: int
    signature: str
    statement: str
    text: str
    at: datetime
    edited_at: datetime | None
    deleted: bool
    hidden: bool
    editable: bool
    tally: Tally


@dataclass(frozen=True, slots=True)
class TableLine:
    """A line of the table: its reason, what it is called, and its amount in Twei."""

    reason: Reason
    name: str
    amount: int


@dataclass(frozen=True, slots=True)
class ProfitAndLoss:
    """What was earned and spent on a post, or by one account; subtotals are the sums of the lines.

    `reading` is what reading earned, and `earned` all that was earned: the profit subtotal and `reading`.
    """

    profit: tuple[TableLine, ...]
    profit_subtotal: int
    loss: tuple[TableLine, ...]
    loss_subtotal: int
    reading: int
    earned: int


@dataclass(frozen=True, slots=True)
class ReportView:
    """A report instance: the table of a post as it was at `at`, in four forms of bytes; `digest` is their SHA-256."""

    post: int
    number: int
    buyer: int
    at: datetime
    html: bytes
    csv: bytes
    json: bytes
    svg: bytes
    digest: str
