"""Posts: stories that somebody published."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from onrecord.community.models.members import Member
from onrecord.limits.community import KEY_CHARS, TITLE_CHARS

__all__ = ["Post"]


class Post(models.Model):
    """A story of the record that a member published, with the title and the length that it had then.

    `words` of its text give the time that reading it takes. `closed_at` is when its accounts were last closed.
    """

    story = models.CharField(max_length=KEY_CHARS)
    author = models.ForeignKey(Member, on_delete=models.DO_NOTHING, related_name="posts")
    title = models.CharField(max_length=TITLE_CHARS)
    words = models.IntegerField()
    published_at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True)
    closed_at = models.DateTimeField(null=True)

    class Meta:
        """A story stands as one post at a time."""

        constraints = (
            models.UniqueConstraint(fields=("story",), condition=Q(withdrawn_at=None), name="post_of_story"),
        )
        indexes = (models.Index(fields=("story",), name="post_by_story"),)
