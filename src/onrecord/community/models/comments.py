"""Comments on posts. They are never part of what is read for statements."""

from __future__ import annotations

from django.db import models

from onrecord.community.models.members import Member
from onrecord.community.models.posts import Post
from onrecord.limits.community import KEY_CHARS, PATH_CHARS

__all__ = ["Comment", "EarlierText"]


class Comment(models.Model):
    """Plain text under a post, on one of its statements or on the whole story (`statement` empty).

    `path` is that of the comment it answers and its own number, so that the order of paths is the order of the thread.
    A comment that was deleted by its writer or hidden by a moderator keeps its place and shows no text.
    """

    post = models.ForeignKey(Post, on_delete=models.DO_NOTHING, related_name="comments", db_index=False)
    parent = models.ForeignKey("self", null=True, on_delete=models.DO_NOTHING, related_name="answers")
    path = models.CharField(max_length=PATH_CHARS)
    depth = models.SmallIntegerField()
    writer = models.ForeignKey(Member, on_delete=models.DO_NOTHING, related_name="comments")
    statement = models.CharField(max_length=KEY_CHARS, blank=True)
    text = models.TextField()
    at = models.DateTimeField()
    edited_at = models.DateTimeField(null=True)
    deleted_at = models.DateTimeField(null=True)
    hidden_at = models.DateTimeField(null=True)

    class Meta:
        """Read in the order of the thread, or by statement."""

        indexes = (
            models.Index(fields=("post", "path"), name="comment_in_thread"),
            models.Index(fields=("post", "statement"), name="comment_by_statement"),
        )


class EarlierText(models.Model):
    """The text that a comment had until `until`, when its writer changed it."""

    comment = models.ForeignKey(Comment, on_delete=models.DO_NOTHING, related_name="earlier")
    text = models.TextField()
    until = models.DateTimeField()
