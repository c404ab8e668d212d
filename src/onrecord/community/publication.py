"""Publishing a story of the record as a post, and withdrawing it."""

from __future__ import annotations

from collections.abc import Iterable

from django.db import IntegrityError, transaction

from onrecord import record
from onrecord.community.acting import Acting, Asked, act, author_of, standing_post
from onrecord.community.models import Member, Post, Role
from onrecord.community.money import open_accounts
from onrecord.community.permitting import permit_role
from onrecord.community.values import Caller, Done, PostView, Reason
from onrecord.errors import ActRefused, UsageError
from onrecord.limits.community import KEY_CHARS, POSTS_SHOWN, TITLE_CHARS, WORDS
from onrecord.record.store import trouble

__all__ = ["post", "post_of", "posts", "posts_of", "publish", "signature", "withdraw"]


def publish(caller: Caller, story: str, title: str, words: int) -> Done:
    """Publish a story (see the room's door)."""
    if not 1 <= len(story) <= KEY_CHARS or not story.isprintable():
        raise ActRefused(f"a story's id is a text of 1 to {KEY_CHARS} printable characters")
    if not title.strip() or len(title) > TITLE_CHARS or not title.isprintable():
        raise ActRefused(f"a title is a text of 1 to {TITLE_CHARS} printable characters in one line")
    if type(words) is not int or not 1 <= words <= WORDS:
        raise ActRefused(f"a post has from 1 to {WORDS} words, not {words!r}")
    return act(caller, Asked("publish", (story, title, words)), lambda acting: _publish(acting, story, title, words))


def _publish(acting: Acting, story: str, title: str, words: int) -> None:
    author, at = acting.member, acting.act.at
    permit_role(author.account, Role.ANALYST)
    if post_of(story) is not None:
        raise ActRefused("this story is published already")
    first = not Post.objects.filter(author=author).exists()
    made = Post(story=story, author=author, title=title, words=words, published_at=at)
    try:
        with transaction.atomic():  # somebody may publish it at this moment, and the database knows
            made.save()
    except IntegrityError as error:
        raise ActRefused("this story is published already") from error
    open_accounts(made)
    acting.act.post = made
    if first and (advance := acting.tariff.publish.advance):
        acting.moving.grant(Reason.ADVANCE, author, advance)
    acting.moving.pay(Reason.PUBLISH, made, author, acting.tariff.publish.tribute)


def withdraw(caller: Caller, post: int) -> Done:
    """Withdraw a post (see the room's door)."""

    def do(acting: Acting) -> None:
        row = standing_post(post)
        if row.author_id != acting.member.pk:
            permit_role(acting.member.account, Role.EDITOR)
        row.withdrawn_at = acting.act.at
        row.save(update_fields=("withdrawn_at",))
        acting.act.post = row

    return act(caller, Asked("withdraw", (post,), others=lambda: author_of(post)), do)


def post(id: int) -> PostView:
    """Return a post (see the room's door)."""
    with trouble():
        row = Post.objects.select_related("author__account").filter(pk=id).first()
    if row is None:
        raise ActRefused(f"there is no post {id}", code="unknown")
    return _view(row)


def post_of(story: str) -> PostView | None:
    """Return the post of a story (see the room's door)."""
    snapshot = record.as_of()
    try:
        standing = snapshot.story(story).id
    except UsageError:  # the record does not know it, or no more
        return next(iter(posts_of(story, ())), None)
    return next(iter(posts_of(standing, snapshot.stands_for(standing))), None)


def posts_of(story: str, led_here: Iterable[str]) -> tuple[PostView, ...]:
    """Return the posts of a story (see the room's door)."""
    with trouble():
        rows = Post.objects.select_related("author__account").filter(story__in={story, *led_here}, withdrawn_at=None)
        return tuple(_view(row) for row in sorted(rows, key=lambda row: (row.story != story, row.pk)))


def posts(author: int, before: int | None = None) -> tuple[PostView, ...]:
    """Return an author's posts (see the room's door)."""
    with trouble():
        rows = Post.objects.select_related("author__account").filter(author=author).order_by("-pk")
        if before is not None:
            rows = rows.filter(pk__lt=before)
        return tuple(_view(row) for row in rows[:POSTS_SHOWN])


def signature(member: Member) -> str:
    """Return the name that everybody may see; who deleted the account has none."""
    return member.account.signature if member.account else "a deleted account"


def _view(row: Post) -> PostView:
    return PostView(
        row.pk,
        row.story,
        row.author_id,
        signature(row.author),
        row.title,
        row.words,
        row.published_at,
        row.withdrawn_at,
    )
