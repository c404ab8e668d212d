"""The community: members who publish, vote, comment, read and earn, by a tariff, with every Twei in the ledger.

Django's models can be imported only once Django is set up, so each door imports what stands behind it when opened.
Acts take a `Caller`, whose key makes asking twice the same as asking once. Every door raises `ActRefused` with a plain
message when something cannot be done, and then nothing of it is done; and `RecordError` and its kin when the database
fails. Accounts and members are named by the account's number. Moving coins to or from any chain is out of scope.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import TYPE_CHECKING

from onrecord.community.doors import (
    ban,
    bans,
    beat,
    begin_reading,
    block_word,
    blocked_words,
    dismiss,
    earnable,
    flag,
    flags,
    hide,
    moderation_log,
    reading_offer,
    restore,
    standing,
    unban,
    unblock_word,
)
from onrecord.community.values import (
    EARNED,
    LINES,
    SPENT,
    ActTold,
    BanView,
    Beat,
    Caller,
    CommentView,
    Deed,
    Done,
    Earnable,
    FlagView,
    LogLine,
    Opinion,
    Overview,
    PostLine,
    PostView,
    ProfitAndLoss,
    ReadingOffer,
    Reason,
    ReportView,
    Standing,
    TableLine,
    Tally,
)
from onrecord.errors import Fault

if TYPE_CHECKING:
    from onrecord.community.tariff import Tariff

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
    "Earnable",
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
    "account_table",
    "acts_told",
    "ban",
    "bans",
    "beat",
    "begin_reading",
    "block_word",
    "blocked_words",
    "buy_report",
    "close",
    "comment",
    "comment_history",
    "comment_tally",
    "comment_tribute",
    "comment_view",
    "current_tariff",
    "delete_comment",
    "dismiss",
    "earnable",
    "edit_comment",
    "flag",
    "flags",
    "hide",
    "mature",
    "moderation_log",
    "overview",
    "pending",
    "post",
    "post_of",
    "post_table",
    "post_tally",
    "posts",
    "posts_of",
    "publish",
    "purse",
    "rate",
    "reading_offer",
    "report",
    "reports",
    "restore",
    "standing",
    "thread",
    "unban",
    "unblock_word",
    "verify",
    "vote",
    "withdraw",
]


def current_tariff() -> Tariff:
    """Return the tariff that is in force: the file that TARIFF names, or the one that is shipped.

    Raises `TariffWrong`, which names the file and the key.
    """
    from onrecord.community import tariff

    return tariff.current()


def publish(caller: Caller, story: str, title: str, words: int) -> Done:
    """Publish a story of the record as a post; its number is the answer's `post`.

    Takes an analyst or above, and the tribute; a first publication brings the tariff's advance. `words` is the length
    of the story's text, from which the time to read follows. Refused when the story stands as a post already, also by
    one of a story that was merged into it or into which it was merged.
    """
    from onrecord.community import publication

    return publication.publish(caller, story, title, words)


def withdraw(caller: Caller, post: int) -> Done:
    """Withdraw a post: its author, or an editor. Its tribute stays spent; no act on it is taken any more."""
    from onrecord.community import publication

    return publication.withdraw(caller, post)


def post(id: int) -> PostView:
    """Return a post, withdrawn or not."""
    from onrecord.community import publication

    return publication.post(id)


def post_of(story: str) -> PostView | None:
    """Return the post as which a story stands now, or None.

    The record says which stories were merged into it: where it has no post of its own, the earliest of theirs is its.
    """
    from onrecord.community import publication

    return publication.post_of(story)


def posts_of(story: str, led_here: Iterable[str]) -> tuple[PostView, ...]:
    """Return the posts as which a story stands now: its own first, then those of stories that lead to it, by age.

    `led_here` are the ids of those stories (`Snapshot.stands_for`); two posts meet where their stories were merged.
    """
    from onrecord.community import publication

    return publication.posts_of(story, led_here)


def posts(author: int, before: int | None = None) -> tuple[PostView, ...]:
    """Return the posts of an author, the newest first, a page of them below the number `before`."""
    from onrecord.community import publication

    return publication.posts(author, before)


def vote(caller: Caller, post: int, opinion: Opinion) -> Done:
    """Put a plus (*for*) or a minus (*against*) on a post, change it, or take it back (*none*).

    A minus costs its voter. A plus earns its author something when the voter has standing. Within the tariff's window
    a change reverses what was moved; later it changes the count alone.
    """
    from onrecord.community import voting

    return voting.vote(caller, post, opinion)


def rate(caller: Caller, comment: int, opinion: Opinion) -> Done:
    """Like (*for*) or dislike (*against*) a comment, change that, or take it back (*none*).

    A like of a member of standing earns a share for the liker, the comment's writer and the post's author. A dislike
    costs the disliker, and by one of standing also the writer, as far as the wallet goes; the author has a share.
    """
    from onrecord.community import voting

    return voting.rate(caller, comment, opinion)


def post_tally(post: int, account: int | None = None) -> Tally:
    """Return how a post stands, and where `account` stands on it."""
    from onrecord.community import voting

    return voting.post_tally(post, account)


def comment_tally(comment: int, account: int | None = None) -> Tally:
    """Return how a comment stands, and where `account` stands on it."""
    from onrecord.community import voting

    return voting.comment_tally(comment, account)


def comment(caller: Caller, post: int, text: str, parent: int | None = None, statement: str = "") -> Done:
    """Comment on a post, on one of its statements or as an answer; the comment's number is the answer's `number`.

    Plain text. It costs the tribute, but for one's first comments, and earns the reward once enough members of
    standing like it. An answer is on what its parent is on. Controls of writing direction are taken out; a text without
    visible characters, with a blocked word, or too long is refused.
    """
    from onrecord.community import commenting

    return commenting.comment(caller, post, text, parent, statement)


def edit_comment(caller: Caller, comment: int, text: str) -> Done:
    """Change one's comment within the tariff's window; the earlier text is kept."""
    from onrecord.community import commenting

    return commenting.edit(caller, comment, text)


def delete_comment(caller: Caller, comment: int) -> Done:
    """Delete one's comment: its text is shown no more, its place in the thread stays, the tribute stays spent."""
    from onrecord.community import commenting

    return commenting.delete(caller, comment)


def thread(
    post: int, account: int | None = None, after: int | None = None, statement: str | None = None
) -> tuple[CommentView, ...]:
    """Return the comments of a post in the order of their thread, a page of them after the comment `after`.

    With `statement`, only those on that statement, or with an empty text those on the whole story. `account` is who
    asks. A page holds `THREAD_COMMENTS`; a shorter one is the last.
    """
    from onrecord.community import commenting

    return commenting.thread(post, account, after, statement)


def comment_tribute(account: int) -> int:
    """Return what the next comment costs an account, in Twei; the tariff lets the first ones go free."""
    from onrecord.community import looking

    return looking.comment_tribute(account)


def comment_view(comment: int, account: int | None = None) -> tuple[PostView, CommentView]:
    """Return one comment as `account` sees it, and the post that it stands under."""
    from onrecord.community import looking

    return looking.comment_view(comment, account)


def comment_history(comment: int) -> tuple[tuple[str, datetime], ...]:
    """Return the earlier texts of a comment that is shown, the oldest first, each with the instant of its end."""
    from onrecord.community import commenting

    return commenting.history(comment)


def acts_told(ids: Iterable[int]) -> dict[int, ActTold]:
    """Return acts by their numbers, as a statement tells of them; those that there are."""
    from onrecord.community import looking

    return looking.acts_told(ids)


def overview(author: int, before: int | None = None) -> Overview:
    """Return an author's posts, the newest first, a page of them below the number `before`, and how each stands."""
    from onrecord.community import looking

    return looking.overview(author, before)


def purse(account: int) -> int:
    """Return what an account can spend, in Twei: its wallet and what its posts earned. None is open yet: nought."""
    from onrecord.community import money

    return money.purse(account)


def pending(account: int) -> int:
    """Return what an account has earned and can be taken back yet, in Twei."""
    from onrecord.community import money

    return money.pending(account)


def post_table(post: int) -> ProfitAndLoss:
    """Return a post's profit and loss: line by line the sums of the postings on its two accounts in the ledger."""
    from onrecord.community import tables

    return tables.of_post(post)


def account_table(account: int, post: int | None = None) -> ProfitAndLoss:
    """Return what an account got and paid, on one post or in all, from the ledger; what is pending is left out."""
    from onrecord.community import tables

    return tables.of_account(account, post)


def buy_report(caller: Caller, post: int) -> Done:
    """Buy a report instance for the tariff's price; its number is the answer's `number`.

    Open to the post's author and to every account of the level that the tariff names. The purchase itself is in the
    copy, in the line *PnL reports*.
    """
    from onrecord.community import reporting

    return reporting.buy(caller, post)


def report(post: int, number: int) -> ReportView:
    """Return a report instance, as it was on the day of its purchase."""
    from onrecord.community import reporting

    return reporting.report(post, number)


def reports(post: int) -> tuple[tuple[int, datetime], ...]:
    """Return the numbers and instants of a post's report instances."""
    from onrecord.community import reporting

    return reporting.reports(post)


def mature(now: datetime | None = None) -> int:
    """Pay out what was earned and can no longer be taken back, and return how many movements that settled.

    At most the treasury's budget of the day is paid out; the rest waits. Safe to call at any time by many workers.
    """
    from onrecord.community import settling

    return settling.mature(now)


def verify() -> Iterator[Fault]:
    """Yield what does not hold between the community's acts and the ledger.

    Every transfer has an act as its cause; on each post and for each member, what the acts moved is what was posted,
    line by line. What holds within the ledger itself is for `ledger.verify`.
    """
    from onrecord.community import auditing

    return auditing.verify()


def close(now: datetime | None = None) -> int:
    """Close each post's profit and loss against the treasury, and return how many posts had something to close."""
    from onrecord.community import settling

    return settling.close(now)
