"""Comments: plain text in threads, changed within a window, with all earlier texts kept."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta

from django.db.models import Count, Q, Sum

from onrecord.community.acting import Acting, Asked, act, author_of, standing_post
from onrecord.community.blocking import refuse_blocked
from onrecord.community.earning import tribute_for
from onrecord.community.models import Comment, EarlierText, Vote
from onrecord.community.plain_text import plain
from onrecord.community.publication import signature
from onrecord.community.tariff import current
from onrecord.community.values import Caller, CommentView, Done, Opinion, Reason, Tally
from onrecord.community.voting import concerned_by, forfeit
from onrecord.errors import ActRefused
from onrecord.limits.community import KEY_CHARS, THREAD_COMMENTS, THREAD_DEPTH
from onrecord.record.store import trouble

__all__ = ["comment", "delete", "edit", "history", "thread", "views"]


def comment(caller: Caller, post: int, text: str, parent: int | None = None, statement: str = "") -> Done:
    """Comment on a post (see the room's door)."""
    if len(statement) > KEY_CHARS or not statement.isprintable():
        raise ActRefused(f"a statement's id is a text of at most {KEY_CHARS} printable characters")
    words = plain(text, current().comment.characters)
    asked = Asked("comment", (post, words, parent, statement), "comment", lambda: author_of(post))
    return act(caller, asked, lambda acting: _comment(acting, post, words, parent, statement))


def _comment(acting: Acting, post_id: int, text: str, parent_id: int | None, statement: str) -> int:
    post = standing_post(post_id)
    refuse_blocked(text)
    acting.act.post = post
    made = Comment(post=post, writer=acting.member, text=text, statement=statement, depth=0, at=acting.act.at)
    above = ""
    if parent_id is not None:
        parent = Comment.objects.filter(pk=parent_id, post=post).first()
        if parent is None:
            raise ActRefused("the comment that this answers is not under this post", code="unknown")
        if parent.depth == THREAD_DEPTH and parent.parent is not None:
            parent = parent.parent
        made.parent, made.depth, made.statement = parent, parent.depth + 1, parent.statement
        above = parent.path
    made.save()
    made.path = f"{above}{made.pk:010}/"
    made.save(update_fields=("path",))
    acting.act.comment = made
    written = Comment.objects.filter(writer=acting.member).exclude(pk=made.pk).count()
    tribute = tribute_for(written, acting.tariff)
    acting.moving.pay(Reason.COMMENT_TRIBUTE, post, acting.member, tribute, made)
    return made.pk


def edit(caller: Caller, comment: int, text: str) -> Done:
    """Change a comment (see the room's door)."""
    words = plain(text, current().comment.characters)

    def do(acting: Acting) -> int:
        row = _own(acting, comment)
        if acting.act.at > row.at + timedelta(minutes=acting.tariff.comment.edit_minutes):
            minutes = acting.tariff.comment.edit_minutes
            raise ActRefused(f"a comment can be changed for {minutes} minutes, and these are over", code="late")
        refuse_blocked(words)
        if row.text != words:
            EarlierText.objects.create(comment=row, text=row.text, until=acting.act.at)
            row.text, row.edited_at = words, acting.act.at
            row.save(update_fields=("text", "edited_at"))
        return row.pk

    return act(caller, Asked("edit", (comment, words), others=lambda: concerned_by(comment)), do)


def delete(caller: Caller, comment: int) -> Done:
    """Delete a comment (see the room's door)."""

    def do(acting: Acting) -> int:
        row = _own(acting, comment)
        row.deleted_at = acting.act.at
        row.save(update_fields=("deleted_at",))
        forfeit(acting, row)
        return row.pk

    return act(caller, Asked("delete", (comment,), others=lambda: concerned_by(comment)), do)


def _own(acting: Acting, id: int) -> Comment:
    """Return the doer's own comment that is shown; whoever changes a comment has locked its writer."""
    row = Comment.objects.filter(pk=id).first()
    if row is None or row.writer_id != acting.member.pk:
        raise ActRefused("there is no such comment of yours", code="unknown")
    if row.deleted_at or row.hidden_at:
        raise ActRefused("this comment is no longer shown", code="withdrawn")
    acting.act.post, acting.act.comment = standing_post(row.post_id), row
    return row


def thread(
    post: int, account: int | None = None, after: int | None = None, statement: str | None = None
) -> tuple[CommentView, ...]:
    """Return a post's comments (see the room's door)."""
    with trouble():
        rows = Comment.objects.select_related("writer__account").filter(post=post).order_by("path")
        if statement is not None:
            rows = rows.filter(statement=statement)
        if after is not None:
            last = Comment.objects.filter(pk=after, post=post).first()
            rows = rows.filter(path__gt=last.path) if last else rows.none()
        return views(rows[:THREAD_COMMENTS], account)


def views(rows: Iterable[Comment], account: int | None) -> tuple[CommentView, ...]:
    """Return comments, whose writers' accounts were fetched with them, as `account` sees them now."""
    found = list(rows)
    tallies = _tallies([row.pk for row in found], account)
    until = datetime.now(UTC) - timedelta(minutes=current().comment.edit_minutes)
    return tuple(_view(row, account, until, tallies) for row in found)


def _tallies(comments: list[int], account: int | None) -> dict[int, Tally]:
    """Return how these comments stand, by number."""
    counts = (
        Vote.objects.filter(comment__in=comments)
        .values("comment_id")
        .annotate(
            favour=Count("pk", filter=Q(value=1)),
            against=Count("pk", filter=Q(value=-1)),
            own=Sum("value", filter=Q(member=account)),  # one vote of a member on a comment, at most
        )
    )
    opinions: dict[int | None, Opinion] = {1: "for", -1: "against"}
    return {row["comment_id"]: Tally(row["favour"], row["against"], opinions.get(row["own"], "none")) for row in counts}


def _view(row: Comment, account: int | None, until: datetime, tallies: dict[int, Tally]) -> CommentView:
    shown = row.deleted_at is None and row.hidden_at is None
    return CommentView(
        id=row.pk,
        parent=row.parent_id,
        depth=row.depth,
        writer=row.writer_id,
        signature=signature(row.writer),
        statement=row.statement,
        text=row.text if shown else "",
        at=row.at,
        edited_at=row.edited_at,
        deleted=row.deleted_at is not None,
        hidden=row.hidden_at is not None,
        editable=shown and row.writer_id == account and row.at > until,
        tally=tallies.get(row.pk, Tally(0, 0, "none")),
    )


def history(comment: int) -> tuple[tuple[str, datetime], ...]:
    """Return a comment's earlier texts (see the room's door)."""
    with trouble():
        rows = EarlierText.objects.filter(comment=comment, comment__deleted_at=None, comment__hidden_at=None)
        return tuple(rows.order_by("pk").values_list("text", "until"))
