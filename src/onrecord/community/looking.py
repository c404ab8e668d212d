"""What pages look up: one comment by its number, what acts were, and how an author's posts stand."""

from __future__ import annotations

from collections.abc import Iterable

from django.db.models import Count, Q, Sum

from onrecord.community.commenting import views
from onrecord.community.earning import tribute_for
from onrecord.community.models import Act, Comment, Movement, Vote
from onrecord.community.publication import post, posts
from onrecord.community.tariff import current
from onrecord.community.values import ActTold, CommentView, Overview, PostLine, PostView
from onrecord.errors import ActRefused
from onrecord.limits.community import POSTS_SHOWN
from onrecord.record.store import trouble

__all__ = ["acts_told", "comment_tribute", "comment_view", "overview"]


def comment_tribute(account: int) -> int:
    """Return what the next comment costs an account (see the room's door)."""
    with trouble():
        return tribute_for(Comment.objects.filter(writer=account).count(), current())


def comment_view(comment: int, account: int | None = None) -> tuple[PostView, CommentView]:
    """Return one comment (see the room's door)."""
    with trouble():
        rows = Comment.objects.select_related("writer__account").filter(pk=comment)
        found = list(rows)
        if not found:
            raise ActRefused(f"there is no comment {comment}", code="unknown")
        return post(found[0].post_id), views(found, account)[0]


def acts_told(ids: Iterable[int]) -> dict[int, ActTold]:
    """Return acts by number (see the room's door)."""
    with trouble():
        rows = Act.objects.select_related("post").filter(pk__in=set(ids))
        return {
            row.pk: ActTold(
                row.pk,
                row.kind,
                row.at,
                row.post_id,
                row.post.story if row.post else "",
                row.post.title if row.post else "",
                row.comment_id,
                row.number,
            )
            for row in rows
        }


def overview(author: int, before: int | None = None) -> Overview:
    """Return an author's posts with how each stands (see the room's door).

    What was earned and spent is summed from the movements, each of which is one transfer on the post's accounts.
    """
    found = posts(author, before)
    ids = [each.id for each in found]
    with trouble():
        votes = Vote.objects.filter(post__in=ids, comment=None).values("post_id")
        tallies = {
            row["post_id"]: (row["favour"], row["against"])
            for row in votes.annotate(favour=Count("pk", filter=Q(value=1)), against=Count("pk", filter=Q(value=-1)))
        }
        shown = Comment.objects.filter(post__in=ids, deleted_at=None, hidden_at=None).values("post_id")
        comments = dict(shown.annotate(count=Count("pk")).values_list("post_id", "count"))
        moved = Movement.objects.filter(post__in=ids, state__in=("pending", "settled")).values("post_id")
        sums = {
            row["post_id"]: (row["earned"] or 0, -(row["spent"] or 0))
            for row in moved.annotate(
                earned=Sum("amount", filter=Q(amount__gt=0)), spent=Sum("amount", filter=Q(amount__lt=0))
            )
        }
    lines = tuple(
        PostLine(each, *tallies.get(each.id, (0, 0)), comments.get(each.id, 0), *sums.get(each.id, (0, 0)))
        for each in found
    )
    return Overview(lines, ids[-1] if len(ids) == POSTS_SHOWN else None)
