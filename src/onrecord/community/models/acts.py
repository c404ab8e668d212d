"""Posts, what members do with them, and what each act pays and earns.

Where a vote stands and how far an earning has come are states; what was moved stands in the ledger.
"""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from onrecord.community.models.comments import Comment
from onrecord.community.models.members import Member
from onrecord.community.models.posts import Post
from onrecord.limits.community import CODE_CHARS, KEY_CHARS

__all__ = ["COUNTED", "LIVE", "Act", "Movement", "Post", "Report", "Vote"]

LIVE = ("pending", "waiting", "settled")
"""States of what was not taken back."""
COUNTED = ("pending", "settled")
"""States of what was earned, and counts against a cap."""


class Act(models.Model):
    """Something that a member did, or the site itself (`member` is null): the cause of its transfers, `act:ID`.

    `key` is the caller's own id for it, and `digest` the SHA-256 of what was asked under that key; `number`, `paid` and
    `earned` are what was answered (`Done`), so that the same question gets the same answer.
    """

    member = models.ForeignKey(Member, null=True, on_delete=models.DO_NOTHING, related_name="acts", db_index=False)
    key = models.CharField(max_length=KEY_CHARS)
    kind = models.CharField(max_length=CODE_CHARS)
    digest = models.CharField(max_length=64)
    post = models.ForeignKey(Post, null=True, on_delete=models.DO_NOTHING, related_name="acts")
    comment = models.ForeignKey(Comment, null=True, on_delete=models.DO_NOTHING, related_name="acts")
    number = models.BigIntegerField(null=True)
    paid = models.BigIntegerField(default=0)
    earned = models.BigIntegerField(default=0)
    tariff = models.CharField(max_length=KEY_CHARS)
    at = models.DateTimeField()

    class Meta:
        """One act under a member's key; acts of a kind are counted by day."""

        constraints = (models.UniqueConstraint(fields=("member", "key"), name="act_by_key"),)
        indexes = (models.Index(fields=("member", "kind", "at"), name="act_by_kind"),)


class Movement(models.Model):
    """What an act pays (`amount` below zero) or earns (above) for one member, in Twei, and how far that has come.

    States: *pending* until the window ends, within which undoing the act reverses it; *waiting* where a cap was full
    or staff has yet to vouch, and nothing was moved; *settled* for good; *reversed* by the act `undone_by`; *lapsed*
    for what waited in vain until its window ended, or its act was undone. `voter` is the member by whose act it was
    earned. `on` is the day of the act, by which caps count, `at` its instant, and `changed_at` that of the last change
    of state. Its transfers in the ledger are `movement:ID`, then `movement:ID:settled` or `movement:ID:undone`.
    """

    act = models.ForeignKey(Act, on_delete=models.DO_NOTHING, related_name="movements")
    post = models.ForeignKey(Post, on_delete=models.DO_NOTHING, related_name="movements", db_index=False)
    comment = models.ForeignKey(Comment, null=True, on_delete=models.DO_NOTHING, related_name="movements")
    member = models.ForeignKey(Member, on_delete=models.DO_NOTHING, related_name="movements", db_index=False)
    voter = models.ForeignKey(Member, null=True, on_delete=models.DO_NOTHING, related_name="+", db_index=False)
    reason = models.CharField(max_length=CODE_CHARS)
    amount = models.BigIntegerField()
    undone_by = models.ForeignKey(Act, null=True, on_delete=models.DO_NOTHING, related_name="undone")
    state = models.CharField(max_length=8)
    on = models.DateField()
    at = models.DateTimeField()
    changed_at = models.DateTimeField()

    class Meta:
        """Asked for by what is due, by a member's day, by pair, and by what changed on a post."""

        indexes = (
            models.Index(fields=("at", "id"), condition=Q(state__in=("pending", "waiting")), name="movement_due"),
            models.Index(fields=("member", "reason", "on"), name="movement_day"),
            models.Index(fields=("voter", "member", "at"), name="movement_pair"),
            models.Index(fields=("post", "changed_at"), name="movement_of_post"),
            models.Index(fields=("changed_at",), condition=Q(state="settled"), name="movement_settled"),
        )


class Vote(models.Model):
    """Where a member stands on a post or on a comment now: `value` 1 or -1; a vote taken back is removed.

    `act` is the act that set it. `counts` tells that it was given by a member of standing, for whom it could mint.
    """

    member = models.ForeignKey(Member, on_delete=models.DO_NOTHING, related_name="votes", db_index=False)
    post = models.ForeignKey(Post, on_delete=models.DO_NOTHING, related_name="votes", db_index=False)
    comment = models.ForeignKey(Comment, null=True, on_delete=models.DO_NOTHING, related_name="votes", db_index=False)
    value = models.SmallIntegerField()
    counts = models.BooleanField()
    act = models.ForeignKey(Act, on_delete=models.DO_NOTHING, related_name="+")
    at = models.DateTimeField()

    class Meta:
        """One vote of a member on a post, and one on a comment."""

        constraints = (
            models.UniqueConstraint(fields=("member", "post"), condition=Q(comment=None), name="vote_on_post"),
            models.UniqueConstraint(fields=("member", "comment"), condition=~Q(comment=None), name="vote_on_comment"),
            models.CheckConstraint(condition=Q(value__in=(-1, 1)), name="vote_value"),
        )
        indexes = (
            models.Index(fields=("post", "comment", "value"), name="vote_by_post"),
            models.Index(fields=("comment", "value"), name="vote_by_comment"),
        )


class Report(models.Model):
    """A report instance: a frozen, dated, numbered copy of a post's table in four forms, never changed."""

    post = models.ForeignKey(Post, on_delete=models.DO_NOTHING, related_name="reports", db_index=False)
    number = models.IntegerField()
    act = models.OneToOneField(Act, on_delete=models.DO_NOTHING, related_name="report")
    buyer = models.ForeignKey(Member, on_delete=models.DO_NOTHING, related_name="reports")
    at = models.DateTimeField()
    html = models.BinaryField()
    csv = models.BinaryField()
    json = models.BinaryField()
    svg = models.BinaryField()
    digest = models.CharField(max_length=64)

    class Meta:
        """The reports of a post are numbered from 1."""

        constraints = (models.UniqueConstraint(fields=("post", "number"), name="report_number"),)
