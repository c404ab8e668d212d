"""What the API keeps: the rows of the export, ready and numbered by change; keys; and how often was asked."""

from __future__ import annotations

from django.conf import settings
from django.db import models

__all__ = ["ApiKey", "ChangeMark", "ExportRow", "Spending"]

ID_CHARS = 64
"""Longest id of an entry of the record."""

KEY_NAME_CHARS = 80


class ChangeMark(models.Model):
    """The number and instant of the last change among the rows; who changes rows locks it, so numbers come in order."""

    number = models.BigIntegerField(default=0)
    at = models.DateTimeField(null=True)


class ExportRow(models.Model):
    """A row of the export that a story gives, as JSON, with what lists are narrowed by.

    `made` numbers rows in the order in which they came and never changes; `number` is that of the last change. A row
    that is no more stays as `gone`, so that a mirror learns of it. Articles have no `data`: the record has them.
    """

    id = models.CharField(primary_key=True, max_length=ID_CHARS)
    kind = models.CharField(max_length=16)
    made = models.BigIntegerField()
    number = models.BigIntegerField()
    changed_at = models.DateTimeField()
    gone = models.BooleanField(default=False)
    story = models.CharField(max_length=ID_CHARS)
    article = models.CharField(max_length=ID_CHARS, null=True)
    of = models.CharField(max_length=ID_CHARS, null=True)
    who = models.CharField(max_length=ID_CHARS, null=True)
    what = models.CharField(max_length=32, null=True)
    outlet = models.CharField(max_length=200, null=True)
    first_on = models.DateField(null=True)
    last_on = models.DateField(null=True)
    size = models.IntegerField()
    digest = models.CharField(max_length=32)
    data = models.TextField()

    class Meta:
        """Listed in the order of coming and of change, narrowed by what the columns say."""

        indexes = (
            models.Index(fields=("kind", "made"), name="row_by_coming"),
            models.Index(fields=("kind", "number"), name="row_by_change"),
            models.Index(fields=("kind", "changed_at"), name="row_by_instant"),
            models.Index(fields=("story", "kind", "made"), name="row_by_story"),
            models.Index(fields=("article", "kind", "made"), name="row_by_article"),
            models.Index(fields=("of", "kind", "made"), name="row_by_other"),
            models.Index(fields=("who", "kind", "made"), name="row_by_speaker"),
            models.Index(fields=("outlet", "kind", "made"), name="row_by_outlet"),
            models.Index(fields=("kind", "last_on", "first_on"), name="row_by_day"),
        )


class ApiKey(models.Model):
    """A key to the API. Only its SHA-256 is kept: it has 256 random bits, which no table and no guessing reaches.

    `prefix` is its beginning, by which its owner tells it from others.
    """

    account = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="api_keys")
    name = models.CharField(max_length=KEY_NAME_CHARS)
    prefix = models.CharField(max_length=16)
    digest = models.CharField(max_length=64, unique=True)
    scopes = models.JSONField()
    made_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True)
    last_used_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return f"{self.prefix}… ({self.name})"


class Spending(models.Model):
    """How many requests of one minute the processes have taken together, by key or by address (hashed)."""

    bucket = models.CharField(primary_key=True, max_length=64)
    minute = models.BigIntegerField(db_index=True)
    taken = models.IntegerField()
