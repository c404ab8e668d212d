"""What lists of people and statements show, kept by the shelf, and when an account last came by.

The rows of a story are replaced together when its sheet is made, so that no row depends on another story's.
"""

from __future__ import annotations

from django.conf import settings
from django.db import models

__all__ = ["Appearance", "EntityOffice", "EntityStory", "StatementRow", "Visit"]

ID_CHARS = 64


class EntityStory(models.Model):
    """What a story tells of an entity, counted: its sheet is the sum of these."""

    entity = models.CharField(max_length=ID_CHARS)
    story = models.CharField(max_length=ID_CHARS)
    article_count = models.IntegerField()
    statement_count = models.IntegerField()
    last_on = models.DateField(null=True)
    role = models.TextField(blank=True)

    class Meta:
        """Asked for by entity, the newest first, and replaced by story."""

        indexes = (
            models.Index(fields=("entity", "-last_on", "id"), name="entity_stories"),
            models.Index(fields=("story",), name="entities_of_story"),
        )


class EntityOffice(models.Model):
    """An office that reports of a story give an entity, on which days, with the first words that say so."""

    entity = models.CharField(max_length=ID_CHARS)
    story = models.CharField(max_length=ID_CHARS)
    office_key = models.TextField()
    role = models.TextField()
    organization = models.TextField(blank=True)
    first_on = models.DateField(null=True)
    last_on = models.DateField(null=True)
    report_count = models.IntegerField()
    article = models.CharField(max_length=ID_CHARS)
    start = models.IntegerField()
    end = models.IntegerField()

    class Meta:
        """Asked for by entity, replaced by story."""

        indexes = (
            models.Index(fields=("entity", "first_on"), name="office_of_entity"),
            models.Index(fields=("story",), name="offices_of_story"),
        )


class StatementRow(models.Model):
    """A statement as lists show it: its fullest wording, who said it and when, and how many report it.

    `day` is when it was said or, where no report says so, the first day on which it was reported.
    """

    statement = models.CharField(primary_key=True, max_length=ID_CHARS)
    story = models.CharField(max_length=ID_CHARS)
    headline = models.TextField()
    speaker = models.CharField(max_length=ID_CHARS, null=True)
    speaker_name = models.TextField(blank=True)
    day = models.DateField(null=True)
    said = models.BooleanField()
    words = models.TextField()
    manner = models.CharField(max_length=16)
    wording_count = models.IntegerField()
    report_count = models.IntegerField()
    altered = models.BooleanField()
    outlets = models.JSONField()
    article = models.CharField(max_length=ID_CHARS)
    start = models.IntegerField()
    end = models.IntegerField()

    class Meta:
        """Asked for by speaker, the newest first, and replaced by story."""

        indexes = (
            models.Index(fields=("speaker", "-day", "statement"), name="statements_by"),
            models.Index(fields=("story",), name="statements_of_story"),
        )


class Appearance(models.Model):
    """An entry in which an entity appears and is not its actor: a statement about it, or a conflict that it is in."""

    entity = models.CharField(max_length=ID_CHARS)
    kind = models.CharField(max_length=16)
    entry = models.CharField(max_length=ID_CHARS)
    story = models.CharField(max_length=ID_CHARS)
    day = models.DateField(null=True)

    class Meta:
        """Asked for by entity and kind, the newest first, and replaced by story."""

        indexes = (
            models.Index(fields=("entity", "kind", "-day", "id"), name="appearances"),
            models.Index(fields=("story",), name="appearances_of_story"),
        )


class Visit(models.Model):
    """When an account last came by, and when its visit before this one ended, None when this is its first."""

    account = models.OneToOneField(settings.AUTH_USER_MODEL, primary_key=True, on_delete=models.CASCADE)
    seen_at = models.DateTimeField()
    before_at = models.DateTimeField(null=True)
