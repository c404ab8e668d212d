"""What the pages of a story, of its reports and of its statements keep ready; all made anew from the record."""

from __future__ import annotations

from django.db import models

__all__ = ["ArticleSheet", "ReportRow", "StatementSheet", "StoryLeaf", "WordingRow"]

ID_CHARS = 64
"""Longest id of an entry of the record."""


class StoryLeaf(models.Model):
    """A further page of a part of a story, or of the wordings of a statement (`part` is then its id)."""

    story = models.CharField(max_length=ID_CHARS)
    part = models.CharField(max_length=ID_CHARS)
    number = models.IntegerField()
    html = models.TextField()

    class Meta:
        """Asked for by story, part and number."""

        app_label = "web"
        constraints = (models.UniqueConstraint(fields=("story", "part", "number"), name="leaf_by_number"),)


class ReportRow(models.Model):
    """A report of a story: its number there, whose text it has (`of`, a number), and when it came onto the record.

    Reports with one `independent` are one independent report; None stands in a row from before there was this column.
    """

    story = models.CharField(max_length=ID_CHARS)
    number = models.IntegerField()
    article = models.CharField(max_length=ID_CHARS)
    independent = models.IntegerField(null=True)
    outlet = models.TextField()
    title = models.TextField()
    published_on = models.DateField(null=True)
    arrived_at = models.DateTimeField()
    of = models.IntegerField(null=True)
    told = models.TextField()
    revises = models.IntegerField(null=True)
    revised_by = models.IntegerField(null=True)

    class Meta:
        """Asked for by story and number, by what arrived last, by whose text they have, and by article."""

        app_label = "web"
        indexes = (
            models.Index(fields=("story", "number"), name="report_by_number"),
            models.Index(fields=("story", "-arrived_at", "number"), name="report_by_arrival"),
            models.Index(fields=("story", "of"), name="report_by_origin"),
            models.Index(fields=("article",), name="report_by_article"),
        )


class WordingRow(models.Model):
    """A wording of a statement in one report of a story; `place` counts them in the order of the briefing."""

    story = models.CharField(max_length=ID_CHARS)
    place = models.IntegerField()
    statement = models.CharField(max_length=ID_CHARS)
    number = models.IntegerField()
    article = models.CharField(max_length=ID_CHARS)
    outlet = models.TextField()
    speaker = models.TextField()
    entity = models.CharField(max_length=ID_CHARS, null=True)
    role = models.TextField(blank=True)
    quoted = models.BooleanField()
    variant = models.IntegerField()
    altered = models.BooleanField()
    words = models.TextField()
    places = models.TextField()

    class Meta:
        """Asked for by story in order, and by the report that has them."""

        app_label = "web"
        indexes = (
            models.Index(fields=("story", "place"), name="wording_by_place"),
            models.Index(fields=("story", "number"), name="wording_by_report"),
        )


class ArticleSheet(models.Model):
    """An article as its page shows it: `data` holds its head, its paragraphs with marks, and its speakers."""

    article = models.CharField(primary_key=True, max_length=ID_CHARS)
    story = models.CharField(max_length=ID_CHARS, db_index=True)
    data = models.JSONField()

    class Meta:
        """In the tables of the site."""

        app_label = "web"


class StatementSheet(models.Model):
    """A statement as its page shows it, or the statement that `stands` for it since a wording joined them."""

    statement = models.CharField(primary_key=True, max_length=ID_CHARS)
    stands = models.CharField(max_length=ID_CHARS)
    story = models.CharField(max_length=ID_CHARS, db_index=True)
    data = models.JSONField()

    class Meta:
        """In the tables of the site."""

        app_label = "web"
