"""The doors of reading, levels and moderation, which the room's door hands on. Each imports what it opens on."""

from __future__ import annotations

from datetime import datetime

from onrecord.community.values import BanView, Beat, Caller, Done, Earnable, FlagView, LogLine, ReadingOffer, Standing

__all__ = [
    "ban",
    "bans",
    "beat",
    "begin_reading",
    "block_word",
    "blocked_words",
    "dismiss",
    "earnable",
    "flag",
    "flags",
    "hide",
    "moderation_log",
    "reading_offer",
    "restore",
    "standing",
    "unban",
    "unblock_word",
]


def reading_offer(post: int, account: int | None = None, now: datetime | None = None) -> ReadingOffer:
    """Return how long a post takes to read, and what that earns or earned `account`; None is somebody unknown."""
    from onrecord.community import reading_sessions

    return reading_sessions.offer(post, account, now)


def begin_reading(account: int, post: int, now: datetime | None = None, kept: str = "") -> Beat:
    """Open a post for reading, and return the token that the first heartbeat must bring.

    The member's other reading, if one is open, ends. `kept` is the last token that was given for this post: what it
    counted in the last day still counts. One that is another's, forged, of the future or of an earlier opening is as
    none. Refused to the post's author, to who has read it, and to who is banned.
    """
    from onrecord.community import reading_sessions

    return reading_sessions.begin(account, post, now, kept)


def beat(account: int, token: str, now: datetime | None = None) -> Beat:
    """Count the time since the last heartbeat, while the page was seen and used, by the server's clock.

    Nothing is written but at the end: the count is in the token, and one that comes again is answered with no more than
    before. Refused, and nothing is counted, for a token that is forged, another's, or of a reading that was opened
    again or has ended; and for one that comes too early, too late (then begin again), or is of the future. With the
    last second needed, the reading is an act, which earns its reward once.
    """
    from onrecord.community import reading_sessions

    return reading_sessions.beat(account, token, now)


def standing(account: int, now: datetime | None = None) -> Standing:
    """Return an account's level and experience, what the next level takes, and who vouched."""
    from onrecord.community import standings

    return standings.standing(account, now)


def earnable(account: int) -> Earnable:
    """Return what an account earned in all, and what it may by the likes of staff; beyond that earnings wait."""
    from onrecord.community import standings

    return standings.earnable(account)


def flag(caller: Caller, comment: int, reason: str) -> Done:
    """Ask the moderators to look at somebody else's comment, and say why; once for each member and comment."""
    from onrecord.community import moderating

    return moderating.flag(caller, comment, reason)


def flags(account: int, after: int | None = None) -> tuple[FlagView, ...]:
    """Return the comments with flags that nobody resolved, by number, a page of them after the comment `after`.

    `account` is who asks: an editor. A page holds `FLAGS_SHOWN`.
    """
    from onrecord.community import moderating

    return moderating.flags(account, after)


def hide(caller: Caller, comment: int, reason: str) -> Done:
    """Hide a comment, which keeps its place in the thread, and resolve its flags. Its reward is taken back if pending.

    An editor's act, for the log, as are `restore` and `dismiss`.
    """
    from onrecord.community import moderating

    return moderating.hide(caller, comment, reason)


def restore(caller: Caller, comment: int, reason: str) -> Done:
    """Show a comment again that was hidden; its reward is given again where its likes are enough."""
    from onrecord.community import moderating

    return moderating.restore(caller, comment, reason)


def dismiss(caller: Caller, comment: int, reason: str) -> Done:
    """Resolve a comment's flags, and leave it as it is."""
    from onrecord.community import moderating

    return moderating.dismiss(caller, comment, reason)


def moderation_log(before: int | None = None) -> tuple[LogLine, ...]:
    """Return what moderators did, the newest first, a page of `LOG_LINES_SHOWN` below the number `before`."""
    from onrecord.community import moderating

    return moderating.log(before)


def block_word(caller: Caller, word: str, reason: str) -> Done:
    """Put a word or phrase on the list of those that no new comment may hold: an editor's act, for the log."""
    from onrecord.community import blocking

    return blocking.block(caller, word, reason)


def unblock_word(caller: Caller, word: str, reason: str) -> Done:
    """Take a word off the list: an editor's act, for the log."""
    from onrecord.community import blocking

    return blocking.unblock(caller, word, reason)


def blocked_words(account: int) -> tuple[str, ...]:
    """Return the words that no new comment may hold; `account` is who asks: an editor."""
    from onrecord.community import blocking

    return blocking.words(account)


def ban(caller: Caller, member: int, reason: str, until: datetime | None = None) -> Done:
    """Ban a member, for good or until an instant, and annul all its votes; the answer's `number` is the ban's.

    What its votes moved is reversed, also for others, whose caps get it back; what somebody has spent already stays
    with them, and the treasury bears it. An editor bans who is no editor, an administrator everybody else.
    """
    from onrecord.community import banning

    return banning.ban(caller, member, reason, until)


def unban(caller: Caller, member: int, reason: str) -> Done:
    """Lift a member's bans. Its votes stay annulled."""
    from onrecord.community import banning

    return banning.unban(caller, member, reason)


def bans(account: int, before: int | None = None) -> tuple[BanView, ...]:
    """Return bans, the newest first, a page of `BANS_SHOWN` below the number `before`; an editor asks."""
    from onrecord.community import banning

    return banning.bans(account, before)
