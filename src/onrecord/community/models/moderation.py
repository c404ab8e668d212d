"""What readers report and moderators do: flags, the words that are blocked, and the public log."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower

from onrecord.community.models.comments import Comment
from onrecord.community.models.members import Member
from onrecord.community.models.posts import Post
from onrecord.limits.community import CODE_CHARS, REASON_CHARS, WORD_CHARS

__all__ = ["BlockedWord", "Flag", "LogEntry"]


class Flag(models.Model):
    """That a member asks moderators to look at a comment, and why. `resolved_at` takes it out of the queue."""

    comment = models.ForeignKey(Comment, on_delete=models.DO_NOTHING, related_name="flags")
    member = models.ForeignKey(Member, on_delete=models.DO_NOTHING, related_name="+")
    reason = models.CharField(max_length=REASON_CHARS)
    at = models.DateTimeField()
    resolved_at = models.DateTimeField(null=True)

    class Meta:
        """One flag of a member on a comment; the queue is what is not resolved."""

        constraints = (models.UniqueConstraint(fields=("comment", "member"), name="flag_once"),)
        indexes = (models.Index(fields=("at",), condition=Q(resolved_at=None), name="flag_queue"),)


class BlockedWord(models.Model):
    """A word that no comment may hold, until it is removed from the list."""

    word = models.CharField(max_length=WORD_CHARS)
    by = models.ForeignKey(Member, on_delete=models.DO_NOTHING, related_name="+")
    at = models.DateTimeField()
    removed_at = models.DateTimeField(null=True)

    class Meta:
        """A word is on the list once."""

        constraints = (models.UniqueConstraint(Lower("word"), condition=Q(removed_at=None), name="blocked_word_once"),)


class LogEntry(models.Model):
    """What a moderator did, to what, and why: read by everybody, and only added to."""

    moderator = models.ForeignKey(Member, on_delete=models.DO_NOTHING, related_name="+")
    deed = models.CharField(max_length=CODE_CHARS)
    post = models.ForeignKey(Post, null=True, on_delete=models.DO_NOTHING, related_name="+")
    comment = models.ForeignKey(Comment, null=True, on_delete=models.DO_NOTHING, related_name="+")
    member = models.ForeignKey(Member, null=True, on_delete=models.DO_NOTHING, related_name="+")
    reason = models.CharField(max_length=REASON_CHARS)
    at = models.DateTimeField(db_index=True)
