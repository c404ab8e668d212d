"""What readers flag, what moderators do about comments, and the public log of all that moderators do."""

from __future__ import annotations

from collections.abc import Callable
from typing import cast

from onrecord.community.acting import Acting, Asked, act, standing_post
from onrecord.community.models import Account, Comment, Flag, LogEntry, Member, Role
from onrecord.community.permitting import permit_role
from onrecord.community.plain_text import plain
from onrecord.community.publication import signature
from onrecord.community.values import Caller, Deed, Done, FlagView, LogLine
from onrecord.community.voting import concerned_by, recount
from onrecord.errors import ActRefused
from onrecord.limits.community import FLAGS_SHOWN, LOG_LINES_SHOWN, REASON_CHARS
from onrecord.record.store import trouble

__all__ = ["dismiss", "flag", "flags", "hide", "log", "permit_moderator", "reason_of", "restore", "tell"]


def flag(caller: Caller, comment: int, reason: str) -> Done:
    """Flag a comment (see the room's door)."""
    why = reason_of(reason)

    def do(acting: Acting) -> int:
        row = _comment(acting, comment)
        standing_post(row.post_id)
        if row.writer_id == acting.member.pk:
            raise ActRefused("nobody flags a comment of their own; it can be deleted", code="own")
        if row.deleted_at or row.hidden_at:
            raise ActRefused("this comment is no longer shown", code="withdrawn")
        if Flag.objects.filter(comment=row, member=acting.member).exists():
            raise ActRefused("you have flagged this comment; once is enough", code="again")
        return Flag.objects.create(comment=row, member=acting.member, reason=why, at=acting.act.at).pk

    return act(caller, Asked("flag", (comment, why), "flag"), do)


def flags(account: int, after: int | None = None) -> tuple[FlagView, ...]:
    """Return the moderators' queue (see the room's door)."""
    with trouble():
        permit_moderator(account)
        waiting = Flag.objects.filter(resolved_at=None, comment__deleted_at=None, comment__gt=after or 0)
        numbers = list(waiting.order_by("comment").values_list("comment", flat=True).distinct()[:FLAGS_SHOWN])
        rows = Comment.objects.select_related("writer__account").filter(pk__in=numbers).order_by("pk")
        raised: dict[int, list[Flag]] = {number: [] for number in numbers}
        for each in Flag.objects.select_related("member__account").filter(comment__in=numbers, resolved_at=None):
            raised[each.comment_id].append(each)
        return tuple(_view(row, sorted(raised[row.pk], key=lambda each: each.pk)) for row in rows)


def _view(row: Comment, raised: list[Flag]) -> FlagView:
    return FlagView(
        comment=row.pk,
        post=row.post_id,
        writer=row.writer_id,
        signature=signature(row.writer),
        text=row.text,
        hidden=row.hidden_at is not None,
        flags=tuple((signature(each.member), each.reason, each.at) for each in raised),
    )


def hide(caller: Caller, comment: int, reason: str) -> Done:
    """Hide a comment (see the room's door)."""

    def do(acting: Acting, row: Comment) -> None:
        if row.hidden_at:
            raise ActRefused("this comment is hidden already", code="again")
        row.hidden_at = acting.act.at
        row.save(update_fields=("hidden_at",))
        recount(acting, row)

    return _moderate(caller, "hide", comment, reason, do)


def restore(caller: Caller, comment: int, reason: str) -> Done:
    """Show a hidden comment again (see the room's door)."""

    def do(acting: Acting, row: Comment) -> None:
        if not row.hidden_at:
            raise ActRefused("this comment is not hidden", code="again")
        row.hidden_at = None
        row.save(update_fields=("hidden_at",))
        recount(acting, row)

    return _moderate(caller, "restore", comment, reason, do)


def dismiss(caller: Caller, comment: int, reason: str) -> Done:
    """Resolve a comment's flags (see the room's door)."""

    def do(acting: Acting, row: Comment) -> None:
        del acting
        if not Flag.objects.filter(comment=row, resolved_at=None).exists():
            raise ActRefused("no flag on this comment waits for anybody", code="again")

    return _moderate(caller, "dismiss", comment, reason, do)


def _moderate(caller: Caller, deed: Deed, comment: int, reason: str, change: Callable[[Acting, Comment], None]) -> Done:
    """Do a moderator's act on a comment that its writer has not deleted, resolve its flags, and tell it in the log."""
    why = reason_of(reason)

    def do(acting: Acting) -> None:
        permit_role(acting.member.account, Role.EDITOR)
        row = _comment(acting, comment)
        if row.deleted_at:
            raise ActRefused("this comment was deleted by its writer", code="withdrawn")
        change(acting, row)
        Flag.objects.filter(comment=row, resolved_at=None).update(resolved_at=acting.act.at)
        tell(acting, deed, why, comment=row)

    return act(caller, Asked(deed, (comment, why), others=lambda: concerned_by(comment)), do)


def _comment(acting: Acting, id: int) -> Comment:
    """Return a comment, and note that the act is on it."""
    row = Comment.objects.select_related("post").filter(pk=id).first()
    if row is None:
        raise ActRefused(f"there is no comment {id}", code="unknown")
    acting.act.post, acting.act.comment = row.post, row
    return row


def tell(acting: Acting, deed: Deed, why: str, comment: Comment | None = None, member: Member | None = None) -> None:
    """Add a line to the public log, by who acts."""
    post = comment.post if comment else None
    LogEntry.objects.create(
        moderator=acting.member, deed=deed, post=post, comment=comment, member=member, reason=why, at=acting.act.at
    )


def log(before: int | None = None) -> tuple[LogLine, ...]:
    """Return the public log (see the room's door)."""
    with trouble():
        rows = LogEntry.objects.select_related("moderator__account", "member__account").order_by("-pk")
        if before is not None:
            rows = rows.filter(pk__lt=before)
        return tuple(_line(row) for row in rows[:LOG_LINES_SHOWN])


def _line(row: LogEntry) -> LogLine:
    return LogLine(
        id=row.pk,
        moderator=signature(row.moderator),
        deed=cast("Deed", row.deed),
        post=row.post_id,
        comment=row.comment_id,
        member=signature(row.member) if row.member else "",
        reason=row.reason,
        at=row.at,
    )


def permit_moderator(account: int) -> None:
    """Refuse an account that is no editor's."""
    permit_role(Account.objects.filter(pk=account).first(), Role.EDITOR)


def reason_of(text: str) -> str:
    """Return a reason as it is kept. Raises `ActRefused` for one that is empty, too long, or no plain text."""
    return plain(text, REASON_CHARS, "a reason")
