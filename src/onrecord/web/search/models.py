"""What can be searched, and the searches that people saved. The words themselves stand in the engine's own tables."""

from __future__ import annotations

import secrets

from django.conf import settings
from django.db import models

__all__ = ["ArticleRow", "IndexWord", "NotedHit", "SaidRow", "SavedSearch"]

ID_CHARS = 64


def _token() -> str:
    return secrets.token_urlsafe(24)


class Row(models.Model):
    """A row of the index; `id` puts it in order by day (see `index.place`)."""

    id = models.BigIntegerField(primary_key=True)
    story = models.CharField(max_length=ID_CHARS, db_index=True)
    article = models.CharField(max_length=ID_CHARS, db_index=True)
    outlet = models.TextField()
    published = models.DateField(null=True)

    class Meta:
        """Rows share these columns and no table."""

        abstract = True


class SaidRow(Row):
    """One wording of a statement: the words as they are shown, and where they stand in the article."""

    statement = models.CharField(max_length=ID_CHARS, db_index=True)
    attribution = models.CharField(max_length=ID_CHARS)
    speaker = models.CharField(max_length=ID_CHARS, null=True, db_index=True)
    speaker_name = models.TextField(blank=True)
    role = models.TextField(blank=True)
    kind = models.CharField(max_length=8)
    issue = models.TextField(blank=True)
    said_on = models.DateField(null=True)
    words = models.TextField()
    start = models.IntegerField()
    end = models.IntegerField()


class ArticleRow(Row):
    """One article: its title and text."""

    title = models.TextField()
    text = models.TextField()


class IndexWord(models.Model):
    """A word that stands or stood in the index, for suggesting another spelling."""

    word = models.CharField(primary_key=True, max_length=ID_CHARS)


class SavedSearch(models.Model):
    """A question that somebody keeps, with a feed under an address that nobody guesses and letters about new hits.

    `question` is the address's part after the question mark. `told_on` is the day of the last daily letter, `taken_at`
    when a worker took the search up to write one.
    """

    class Pace(models.TextChoices):
        """How soon a letter tells of new hits."""

        NONE = "none", "No letters"
        AT_ONCE = "at once", "At once"
        DAILY = "daily", "Once a day"

    account = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    name = models.CharField(max_length=120)
    question = models.TextField()
    token = models.CharField(max_length=40, unique=True, default=_token)
    pace = models.CharField(max_length=8, choices=Pace.choices, default=Pace.NONE)
    saved_at = models.DateTimeField(auto_now_add=True)
    told_on = models.DateField(null=True)
    taken_at = models.DateTimeField(null=True)

    class Meta:
        """Listed by account, and taken up by pace."""

        indexes = (models.Index(fields=("pace", "id"), name="saved_by_pace"),)


class NotedHit(models.Model):
    """A wording or article that a saved search has found before, so that no letter tells of it again.

    `letter` names the letter that tells of it, empty for what was there already when letters were asked for;
    `told_at` is when the letter went out.
    """

    search = models.ForeignKey(SavedSearch, on_delete=models.CASCADE, related_name="hits", db_index=False)
    hit = models.CharField(max_length=ID_CHARS)
    letter = models.CharField(max_length=40, blank=True)
    told_at = models.DateTimeField(null=True)

    class Meta:
        """A hit is noted once."""

        constraints = (models.UniqueConstraint(fields=("search", "hit"), name="hit_noted_once"),)
