"""Members: what the community knows of an account. A member stays, nameless, when the account is deleted."""

from __future__ import annotations

from django.conf import settings
from django.db import models

from onrecord.limits.community import REASON_CHARS

__all__ = ["Ban", "Member"]


class Member(models.Model):
    """An account in the community, under the account's own number: its level, and whether staff vouched for it.

    Who changes what belongs to members locks their rows first, in the order of their numbers (locking.py). `level`
    and `experience` are kept by levels.py; `standing` is true once enough of staff liked what this one wrote.
    Analysts, editors and administrators have standing without.
    """

    id = models.BigIntegerField(primary_key=True)
    account = models.OneToOneField(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="member"
    )
    level = models.SmallIntegerField(default=1)
    experience = models.IntegerField(default=0)
    standing = models.BooleanField(default=False)
    active_on = models.DateField(null=True)
    joined_at = models.DateTimeField()


class Ban(models.Model):
    """That a member may not act, from when and until when; `lifted_at` ends it early. Its acts were annulled or not."""

    member = models.ForeignKey(Member, on_delete=models.DO_NOTHING, related_name="bans")
    by = models.ForeignKey(Member, on_delete=models.DO_NOTHING, related_name="+")
    reason = models.CharField(max_length=REASON_CHARS)
    at = models.DateTimeField()
    until = models.DateTimeField(null=True)
    lifted_at = models.DateTimeField(null=True)
    annulled_at = models.DateTimeField(null=True)
