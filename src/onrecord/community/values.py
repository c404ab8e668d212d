"""The values of the community's door. Amounts are whole Twei (10^12 wei), instants are in UTC."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Literal

__all__ = [
    "EARNED",
    "LINES",
    "SPENT",
    "ActTold",
    "BanView",
    "Beat",
    "Caller",
    "CommentView",
    "Deed",
    "Done",
    "FlagView",
    "LogLine",
    "Opinion",
    "Overview",
    "PostLine",
    "PostView",
    "ProfitAndLoss",
    "ReadingOffer",
    "Reason",
    "ReportView",
    "Standing",
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


@dataclass(frozen=True, slots=True)
class ReadingOffer:
    """What reading a post takes and earns an account, and what it earned already.

    `seconds` of visible, active time are needed, and `counted` were there when it was last opened. `reward` is what
    reading it to the end would earn now, 0 where `obstacle` says in plain words why it earns nothing. `earned` came of
    it on `read_at`, which is None while it was not read to the end.
    """

    seconds: int
    counted: int
    reward: int
    obstacle: str
    earned: int
    read_at: datetime | None


@dataclass(frozen=True, slots=True)
class Beat:
    """The server's answer to a heartbeat: the `token` that the next one must bring, after `after_seconds`.

    `counted` of the `seconds` needed are there. When all are, the reading has ended: `token` is empty, and `done` is
    the act, with what it earned.
    """

    token: str
    after_seconds: int
    counted: int
    seconds: int
    done: Done | None


@dataclass(frozen=True, slots=True)
class Standing:
    """How far a member has come.

    `level` is what counts: that of its role where its own is lower. The next level takes `next_experience` in all,
    None at the highest. `vouched` tells that enough of staff vouched, or the role did: `vouchers` did of `needed`.
    Without a post read, a level is lost on the day `falls_on`; None where there is none to lose. `rights` are the
    levels that acts take, by name.
    """

    level: int
    experience: int
    next_experience: int | None
    vouched: bool
    vouchers: int
    needed: int
    falls_on: date | None
    rights: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class Earnable:
    """What a member earned in all, what the likes of staff let it earn, and what waits, in Twei; staff has no bound."""

    earned: int
    bound: int | None
    waiting: int


Deed = Literal["hide", "restore", "dismiss", "ban", "unban", "block", "unblock"]
"""What a moderator does: to a comment or its flags, to a member, to a word of the list."""


@dataclass(frozen=True, slots=True)
class FlagView:
    """A comment in the moderators' queue: its text and writer, and each flag with its signature, reason and instant."""

    comment: int
    post: int
    writer: int
    signature: str
    text: str
    hidden: bool
    flags: tuple[tuple[str, str, datetime], ...]


@dataclass(frozen=True, slots=True)
class LogLine:
    """A line of the public log: who did what, to which comment or member, why and when.

    `moderator` and `member` are signatures. What a blocked word is stands in its line's `reason` only if a moderator
    wrote it there.
    """

    id: int
    moderator: str
    deed: Deed
    post: int | None
    comment: int | None
    member: str
    reason: str
    at: datetime


@dataclass(frozen=True, slots=True)
class BanView:
    """A ban: who may not act, by whom and why, from when, until when if it ends, and when it was lifted.

    `annulled_at` is when the last of the member's votes was annulled, None while that is under way.
    """

    id: int
    member: int
    signature: str
    by: str
    reason: str
    at: datetime
    until: datetime | None
    lifted_at: datetime | None
    annulled_at: datetime | None


@dataclass(frozen=True, slots=True)
class ActTold:
    """An act as a statement tells of it: what kind it was, on which post and comment, and the number that came of it.

    `story` and `title` are the post's, empty where the act was on none.
    """

    act: int
    kind: str
    at: datetime
    post: int | None
    story: str
    title: str
    comment: int | None
    number: int | None


@dataclass(frozen=True, slots=True)
class PostLine:
    """How a post stands: its votes, its comments, and what was earned and spent on it by everybody, in Twei.

    `earned` is the table's *Total Twei earned*, `spent` its loss subtotal.
    """

    post: PostView
    favour: int
    against: int
    comments: int
    earned: int
    spent: int


@dataclass(frozen=True, slots=True)
class Overview:
    """Posts of an author, the newest first, and the number below which the others stand, None when these are all."""

    lines: tuple[PostLine, ...]
    before: int | None
