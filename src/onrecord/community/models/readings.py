"""Readings: how long a member had a post open, visible and in use."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from onrecord.community.models.acts import Act
from onrecord.community.models.members import Member
from onrecord.community.models.posts import Post

__all__ = ["ReadingSession"]


class ReadingSession(models.Model):
    """One time that a member opened a post to read it.

    It was opened `opened_count` times. `seconds` of visible, active time were counted when it was last opened or, once
    that has happened, read to its end: those in between are in the heartbeats' tokens alone. An open session has no
    `ended_at`; one that was paid names the act, once per post and member.
    """

    member = models.ForeignKey(Member, on_delete=models.DO_NOTHING, related_name="readings", db_index=False)
    post = models.ForeignKey(Post, on_delete=models.DO_NOTHING, related_name="readings")
    begun_at = models.DateTimeField()
    opened_count = models.IntegerField(default=0)
    seconds = models.IntegerField(default=0)
    ended_at = models.DateTimeField(null=True)
    act = models.OneToOneField(Act, null=True, on_delete=models.DO_NOTHING, related_name="reading")

    class Meta:
        """One open reading of a member at a time, and one that was paid of each post."""

        constraints = (
            models.UniqueConstraint(fields=("member",), condition=Q(ended_at=None), name="reading_open_once"),
            models.UniqueConstraint(fields=("member", "post"), condition=~Q(act=None), name="reading_paid_once"),
        )
        indexes = (models.Index(fields=("member", "post", "begun_at"), name="reading_of_member"),)
