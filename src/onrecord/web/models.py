"""What the site keeps ready. All of it can be made anew from the record, but for what readers saved."""

from __future__ import annotations

from django.db import models

from onrecord.web.search.models import ArticleRow, IndexWord, NotedHit, SaidRow, SavedSearch

__all__ = [
    "AgendaEntry",
    "ArticleRow",
    "EntitySheet",
    "IndexWord",
    "NotedHit",
    "SaidRow",
    "SavedSearch",
    "ShelfMark",
    "StorySheet",
    "Waiting",
]

ID_CHARS = 64
"""Longest id of an entry of the record."""


class ShelfMark(models.Model):
    """How far the shelf has followed the record: the last arrival, and how many judgements were seen."""

    arrival = models.TextField(blank=True)
    judgement_count = models.IntegerField(default=0)


class Waiting(models.Model):
    """A story whose sheet must be made anew; `taken_at` is when a worker took it up."""

    story = models.CharField(primary_key=True, max_length=ID_CHARS)
    since = models.DateTimeField()
    taken_at = models.DateTimeField(null=True)

    class Meta:
        """Taken up in the order in which they came."""

        indexes = (models.Index(fields=("since",), name="waiting_since"),)


class StorySheet(models.Model):
    """A story as its pages and lists show it.

    `changed_at` is when its last report arrived, `told_on` the day as of which its due days were told, `parts` the
    HTML of the parts of its page by name, and `told` the briefing as JSON data.
    """

    story = models.CharField(primary_key=True, max_length=ID_CHARS)
    headline = models.TextField()
    first_on = models.DateField(null=True)
    last_on = models.DateField(null=True)
    report_count = models.IntegerField()
    independent_count = models.IntegerField()
    statement_count = models.IntegerField()
    outlets = models.JSONField()
    lede = models.TextField(blank=True)
    changed_at = models.DateTimeField()
    told_on = models.DateField()
    has_due = models.BooleanField(default=False)
    parts = models.JSONField()

    class Meta:
        """Listed by the last day on which they were reported, and by what changed since."""

        indexes = (
            models.Index(fields=("-last_on", "story"), name="sheet_by_day"),
            models.Index(fields=("-changed_at", "story"), name="sheet_by_change"),
        )


class AgendaEntry(models.Model):
    """A position, conflict, commitment, body or happening of a story: the row of the export, with what is asked for."""

    id = models.CharField(primary_key=True, max_length=ID_CHARS)
    kind = models.CharField(max_length=16)
    story = models.CharField(max_length=ID_CHARS)
    headline = models.TextField()
    actor = models.CharField(max_length=ID_CHARS, null=True)
    actor_name = models.TextField(blank=True)
    issue = models.TextField(blank=True)
    first_on = models.DateField(null=True)
    last_on = models.DateField(null=True)
    changed_on = models.DateField(null=True)
    settled = models.BooleanField(default=False)
    data = models.JSONField()

    class Meta:
        """Asked for by story, by due day, by what changed, and by actor."""

        indexes = (
            models.Index(fields=("story", "kind"), name="agenda_by_story"),
            models.Index(fields=("kind", "last_on", "id"), name="agenda_by_day"),
            models.Index(fields=("kind", "changed_on", "id"), name="agenda_by_change"),
            models.Index(fields=("actor", "kind"), name="agenda_by_actor"),
        )


class EntitySheet(models.Model):
    """A person, organization, place or group as lists show it."""

    entity = models.CharField(primary_key=True, max_length=ID_CHARS)
    name = models.TextField()
    name_key = models.TextField()
    kind = models.CharField(max_length=16)
    role = models.TextField(blank=True)
    article_count = models.IntegerField()
    statement_count = models.IntegerField()
    last_on = models.DateField(null=True)

    class Meta:
        """Listed by name and by how much they said."""

        indexes = (
            models.Index(fields=("kind", "name_key", "entity"), name="entity_by_name"),
            models.Index(fields=("kind", "-statement_count", "entity"), name="entity_by_speech"),
        )
