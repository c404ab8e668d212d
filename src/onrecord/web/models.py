"""What the site keeps ready. All of it can be made anew from the record, but for what readers saved."""

from __future__ import annotations

from django.db import models

from onrecord.web.accounts.models import Count
from onrecord.web.api.models import ApiKey, ChangeMark, ExportRow, Spending
from onrecord.web.desk import models as desk
from onrecord.web.list_models import Appearance, EntityOffice, EntityStory, StatementRow, Visit
from onrecord.web.search.models import ArticleRow, IndexWord, NotedHit, SaidRow, SavedSearch
from onrecord.web.story.models import ArticleSheet, ReportRow, StatementSheet, StoryLeaf, WordingRow

__all__ = [
    "AgendaEntry",
    "ApiKey",
    "Appearance",
    "ArticleRow",
    "ArticleSheet",
    "ChangeMark",
    "Count",
    "EntityOffice",
    "EntitySheet",
    "EntityStory",
    "ExportRow",
    "IndexWord",
    "NotedHit",
    "ReportRow",
    "SaidRow",
    "SavedSearch",
    "ShelfMark",
    "Spending",
    "StatementRow",
    "StatementSheet",
    "StoryLead",
    "StoryLeaf",
    "StorySheet",
    "Visit",
    "Waiting",
    "WordingRow",
    "desk",
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

    `changed_at` is when its last report arrived, `arrivals` when the newest ones did, `follows` are the earlier
    stories from which it goes on (id and headline), `told_on` the day as of which its due days were told, `parts` the
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
    arrivals = models.JSONField(default=list)
    follows = models.JSONField(default=list)

    class Meta:
        """Listed by the last day on which they were reported, and by what changed since."""

        indexes = (
            models.Index(fields=("-last_on", "story"), name="sheet_by_day"),
            models.Index(fields=("-changed_at", "story"), name="sheet_by_change"),
        )


class StoryLead(models.Model):
    """A story that leads to another, `to`: it was merged into that one, or its first article moved there."""

    story = models.CharField(primary_key=True, max_length=ID_CHARS)
    to = models.CharField(max_length=ID_CHARS, db_index=True)


class AgendaEntry(models.Model):
    """A position, conflict, commitment, body or happening of a story: the row of the export, with what is asked for.

    `changed_on` is the day on which its status last changed or, where it has none, on which it was last told; `body`
    is the name of a body, or of the one that carries a commitment out.
    """

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
    status = models.CharField(max_length=20, blank=True)
    body = models.TextField(blank=True)
    settled = models.BooleanField(default=False)
    data = models.JSONField()

    class Meta:
        """Asked for by story, by due day, by what changed, and by actor and either of these."""

        indexes = (
            models.Index(fields=("story", "kind"), name="agenda_by_story"),
            models.Index(fields=("kind", "last_on", "id"), name="agenda_by_day"),
            models.Index(fields=("kind", "changed_on", "id"), name="agenda_by_change"),
            models.Index(fields=("actor", "kind", "last_on"), name="agenda_of_actor_by_day"),
            models.Index(fields=("actor", "kind", "changed_on"), name="agenda_of_actor_by_change"),
            models.Index(fields=("kind", "settled", "last_on", "id"), name="agenda_by_state"),
        )


class EntitySheet(models.Model):
    """A person, organization, place or group as lists show it."""

    entity = models.CharField(primary_key=True, max_length=ID_CHARS)
    name = models.TextField()
    name_key = models.TextField()
    kind = models.CharField(max_length=16)
    aliases = models.JSONField(default=list)
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
