"""Votes: plus and minus on posts, like and dislike on comments."""

from __future__ import annotations

from django.db.models import Count, Q

from onrecord.community.acting import Acting, Asked, act, author_of, standing_post
from onrecord.community.earning import author_share, is_rewarded
from onrecord.community.models import LIVE, Comment, Movement, Post, Vote
from onrecord.community.standings import count_vouchers, vouchers
from onrecord.community.values import Caller, Done, Opinion, Reason, Tally
from onrecord.errors import ActRefused
from onrecord.record.store import trouble

__all__ = ["annul", "comment_tally", "concerned_by", "forfeit", "post_tally", "rate", "recount", "vote"]

VALUES: dict[Opinion, int] = {"for": 1, "against": -1, "none": 0}
_OPINIONS: dict[int, Opinion] = {value: opinion for opinion, value in VALUES.items()}


def vote(caller: Caller, post: int, opinion: Opinion) -> Done:
    """Vote on a post (see the room's door)."""
    asked = Asked("vote", (post, _checked(opinion)), "vote", lambda: author_of(post))
    return act(caller, asked, lambda acting: _vote(acting, post, opinion))


def _vote(acting: Acting, id: int, opinion: Opinion) -> None:
    post, moving, tariff = standing_post(id), acting.moving, acting.tariff
    author = acting.members[post.author_id]
    acting.act.post = post
    if author.pk == acting.member.pk:
        raise ActRefused("nobody votes on a post of their own", code="own")
    if not _change(acting, post, None, opinion):
        return
    counts = opinion == "for" and moving.counts(acting.member) and moving.fresh(Reason.PLUS, post, author)
    _put(acting, post, None, opinion, counts=counts)
    if counts:
        moving.earn(Reason.PLUS, post, author, tariff.plus.author)
    elif opinion == "against":
        moving.pay(Reason.MINUS, post, acting.member, tariff.minus.voter)


def rate(caller: Caller, comment: int, opinion: Opinion) -> Done:
    """Like or dislike a comment (see the room's door)."""
    asked = Asked("rate", (comment, _checked(opinion)), "rate", lambda: concerned_by(comment))
    return act(caller, asked, lambda acting: _rate(acting, comment, opinion))


def _rate(acting: Acting, id: int, opinion: Opinion) -> None:
    comment, moving = _comment(id), acting.moving
    standing_post(comment.post_id)
    post, writer = comment.post, acting.members[comment.writer_id]
    acting.act.post, acting.act.comment = post, comment
    if writer.pk == acting.member.pk:
        raise ActRefused("nobody likes or dislikes a comment of their own", code="own")
    if opinion != "none" and (comment.deleted_at or comment.hidden_at):
        raise ActRefused("this comment is no longer shown", code="withdrawn")
    if not _change(acting, post, comment, opinion):
        return
    vouched_by = vouchers(writer)
    reason = Reason.LIKE_COMMENTER if opinion == "for" else Reason.DISLIKE_COMMENTER
    counts = opinion != "none" and moving.counts(acting.member) and moving.fresh(reason, post, writer, comment)
    _put(acting, post, comment, opinion, counts=counts)
    if opinion == "for" and counts:
        _like(acting, comment)
    elif opinion == "against":
        _dislike(acting, comment, counts=counts)
    count_vouchers(writer, vouched_by, acting.tariff)
    recount(acting, comment)


def _like(acting: Acting, comment: Comment) -> None:
    """Let a like earn its three shares; the author's is left out where the liker is the author, or earned it before."""
    like, moving, post = acting.tariff.like, acting.moving, comment.post
    moving.earn(Reason.LIKE_OWN, post, acting.member, like.liker, comment)
    moving.earn(Reason.LIKE_COMMENTER, post, acting.members[comment.writer_id], like.commenter, comment)
    author = acting.members[post.author_id]
    if moving.fresh(Reason.LIKE_AUTHOR, post, author, comment):
        moving.earn(Reason.LIKE_AUTHOR, post, author, like.author, comment)


def _dislike(acting: Acting, comment: Comment, *, counts: bool) -> None:
    """Let a dislike cost who dislikes, and where it counts the writer too; of what both paid the author has a share."""
    dislike, moving, post = acting.tariff.dislike, acting.moving, comment.post
    moving.pay(Reason.DISLIKE_OWN, post, acting.member, dislike.own, comment)
    if not counts:
        return
    writer = acting.members[comment.writer_id]
    paid = dislike.own + moving.pay_as_far(Reason.DISLIKE_COMMENTER, post, writer, dislike.commenter, comment)
    author = acting.members[post.author_id]
    if author.pk != writer.pk and moving.fresh(Reason.DISLIKE_AUTHOR, post, author, comment):
        moving.earn(Reason.DISLIKE_AUTHOR, post, author, author_share(paid, acting.tariff), comment)


def recount(acting: Acting, comment: Comment, *, settled: bool = False) -> None:
    """Give a comment its reward when enough likes count, and take it back when they no longer do, or it is not shown.

    It is taken back while pending, or with `settled` later too (see `Moving.undo`).
    """
    rewards = Movement.objects.filter(comment=comment, reason=Reason.COMMENT_REWARD, state__in=LIVE)
    reward = rewards.first()
    likes = Vote.objects.filter(comment=comment, value=1, counts=True).count()
    shown = comment.deleted_at is None and comment.hidden_at is None
    enough = is_rewarded(likes, acting.tariff, shown=shown)
    if enough and reward is None:
        writer = acting.members[comment.writer_id]
        acting.moving.earn(Reason.COMMENT_REWARD, comment.post, writer, acting.tariff.comment.reward, comment)
    elif reward is not None and not enough:
        acting.moving.undo(reward, settled=settled)


def _take_back(acting: Acting, vote: Vote, *, settled: bool = False) -> None:
    """Remove a vote, and undo what it moved: while pending, or with `settled` later too (see `Moving.undo`)."""
    moved = Movement.objects.filter(act=vote.act_id).exclude(reason=Reason.COMMENT_REWARD).order_by("id")
    writer = acting.members[vote.comment.writer_id] if vote.comment else None
    vouched_by = vouchers(writer) if writer else 0
    vote.delete()
    if writer:  # before what the vote moved lets in what waits: the vote does not vouch for it any more
        count_vouchers(writer, vouched_by, acting.tariff)
    for row in moved:
        acting.moving.undo(row, settled=settled)


def _change(acting: Acting, post: Post, comment: Comment | None, opinion: Opinion) -> bool:
    """Take an earlier vote of another opinion back, and return whether there is a new one to put down."""
    vote = Vote.objects.filter(member=acting.member, post=post, comment=comment).first()
    if vote is not None and vote.value == VALUES[opinion]:
        return False
    if vote is not None:
        _take_back(acting, vote)
        if opinion == "none" and comment is not None:
            recount(acting, comment)
    return opinion != "none"


def _put(acting: Acting, post: Post, comment: Comment | None, opinion: Opinion, *, counts: bool) -> None:
    Vote.objects.create(
        member=acting.member,
        post=post,
        comment=comment,
        value=VALUES[opinion],
        counts=counts,
        act=acting.act,
        at=acting.act.at,
    )


def annul(caller: Caller, vote: int) -> Done:
    """Take another member's vote back as if it had never been given: also what was paid out, where it still lies there.

    Whoever calls this looks at the caller's role first.
    """

    def others() -> tuple[int, ...]:
        row = Vote.objects.select_related("post", "comment").filter(pk=vote).first()
        if row is None:
            raise ActRefused(f"there is no vote {vote}", code="unknown")
        return (row.member_id, row.post.author_id, *((row.comment.writer_id,) if row.comment else ()))

    def do(acting: Acting) -> None:
        row = Vote.objects.select_related("post", "comment__post").filter(pk=vote).first()
        if row is None:
            raise ActRefused(f"there is no vote {vote}", code="unknown")
        acting.act.post, acting.act.comment = row.post, row.comment
        _take_back(acting, row, settled=True)
        if row.comment:
            recount(acting, row.comment, settled=True)

    return act(caller, Asked("annul", (vote,), others=others), do)


def forfeit(acting: Acting, comment: Comment) -> None:
    """Take back what the writer of a comment earned by it and was not paid out yet."""
    rows = Movement.objects.filter(comment=comment, member=comment.writer_id, amount__gt=0)
    # What waits first: else it would be let in by the caps that the others free.
    for state in ("waiting", "pending"):
        for row in rows.filter(state=state).order_by("id"):
            acting.moving.undo(row)


def post_tally(post: int, account: int | None = None) -> Tally:
    """Return how a post stands (see the room's door)."""
    with trouble():
        return _tally(Q(post=post, comment=None), account)


def comment_tally(comment: int, account: int | None = None) -> Tally:
    """Return how a comment stands (see the room's door)."""
    with trouble():
        return _tally(Q(comment=comment), account)


def _tally(which: Q, account: int | None) -> Tally:
    votes = Vote.objects.filter(which)
    count = votes.aggregate(favour=Count("pk", filter=Q(value=1)), against=Count("pk", filter=Q(value=-1)))
    own = votes.filter(member=account).values_list("value", flat=True).first() if account is not None else None
    return Tally(count["favour"], count["against"], _OPINIONS[own or 0])


def concerned_by(comment: int) -> tuple[int, int]:
    """Return whose comment this is, and whose post."""
    row = _comment(comment)
    return row.writer_id, row.post.author_id


def _comment(id: int) -> Comment:
    """Return a comment; raises `ActRefused` when there is none."""
    row = Comment.objects.select_related("post").filter(pk=id).first()
    if row is None:
        raise ActRefused(f"there is no comment {id}", code="unknown")
    return row


def _checked(opinion: Opinion) -> Opinion:
    if opinion not in VALUES:
        raise ActRefused(f"an opinion is for, against or none, not {opinion!r}")
    return opinion
