"""The desk's own tables: what waits for a person, who signed what, drafts, additions and feeds."""

from __future__ import annotations

from django.conf import settings
from django.db import models

__all__ = ["Delivery", "Feed", "ReviewItem", "Reviewed", "Signed", "SplitDraft", "Work"]

ID_CHARS = 64


def _account(on_delete: object = models.SET_NULL) -> models.ForeignKey:  # type: ignore[type-arg]
    return models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=on_delete,  # type: ignore[arg-type]
        null=on_delete is models.SET_NULL,
        related_name="+",
    )


class ReviewItem(models.Model):
    """Something of a story that a person should look at; made again with the story's sheet.

    `id` is made from the kind and the targets, `score` says how certain the record is (0..1), `says` is what it says
    in a line, `why` its reason. `article` holds the evidence where there is one place for it.
    """

    id = models.CharField(primary_key=True, max_length=ID_CHARS)
    kind = models.CharField(max_length=16)
    story = models.CharField(max_length=ID_CHARS)
    headline = models.TextField()
    targets = models.JSONField()
    article = models.CharField(max_length=ID_CHARS, null=True)
    score = models.FloatField()
    says = models.TextField()
    why = models.TextField(blank=True)

    class Meta:
        """Offered with the least certain first, of one kind or of all."""

        indexes = (
            models.Index(fields=("score", "id"), name="review_by_score"),
            models.Index(fields=("kind", "score", "id"), name="review_by_kind"),
            models.Index(fields=("story",), name="review_by_story"),
        )


class Reviewed(models.Model):
    """Somebody looked at this and let it stand, so it is not offered again; it changes nothing on record.

    With `judgement` it was judged instead, and is offered again when that is taken back.
    """

    item = models.CharField(primary_key=True, max_length=ID_CHARS)
    kind = models.CharField(max_length=16)
    targets = models.JSONField()
    says = models.TextField()
    judgement = models.CharField(max_length=ID_CHARS, null=True)
    account = _account()
    by = models.TextField()
    at = models.DateTimeField()

    class Meta:
        """Listed from the newest on."""

        indexes = (
            models.Index(fields=("-at", "item"), name="reviewed_by_time"),
            models.Index(fields=("judgement",), name="reviewed_by_judgement"),
        )


class Signed(models.Model):
    """The account behind a judgement: names may be shared, and who may take one back must be known.

    `says` is what the judgement was about, in the words that stood then.
    """

    judgement = models.CharField(primary_key=True, max_length=ID_CHARS)
    says = models.TextField(blank=True)
    account = _account()


class SplitDraft(models.Model):
    """The articles that one person has chosen to leave a story or an entity; nobody else sees it."""

    account = _account(models.CASCADE)
    split = models.CharField(max_length=ID_CHARS)
    leaving = models.JSONField()
    changed_at = models.DateTimeField(auto_now=True)

    class Meta:
        """One draft to a person and an entry."""

        constraints = (models.UniqueConstraint(fields=("account", "split"), name="split_draft_once"),)


class Work(models.Model):
    """What a worker takes up: `queued_at` when a task was made for it, `taken_at` when a worker last spoke of it."""

    queued_at = models.DateTimeField(null=True)
    taken_at = models.DateTimeField(null=True)

    class Meta:
        """Kinds of work share these columns and no table."""

        abstract = True


class Delivery(Work):
    """An address, a file or a text that an analyst handed in, and what became of it.

    `body` is kept until it is done, `tries` counts the workers that took it up. `article_count` and `new_count` count
    articles, `fault_count` faults; `articles` and `faults` hold the first of them.
    """

    kind = models.CharField(max_length=8)
    place = models.TextField()
    body = models.BinaryField(null=True)
    account = _account()
    by = models.TextField()
    added_at = models.DateTimeField()
    done_at = models.DateTimeField(null=True)
    tries = models.IntegerField(default=0)
    articles = models.JSONField(default=list)
    faults = models.JSONField(default=list)
    article_count = models.IntegerField(default=0)
    new_count = models.IntegerField(default=0)
    fault_count = models.IntegerField(default=0)

    class Meta:
        """Listed from the newest on, taken up from the oldest on."""

        indexes = (
            models.Index(fields=("-added_at", "id"), name="delivery_by_time"),
            models.Index(fields=("done_at", "id"), name="delivery_by_done"),
        )


class Feed(Work):
    """A feed that is watched, and its health: faults in a row, and when it was asked, brought something, is due."""

    address = models.TextField(unique=True)
    minutes = models.IntegerField()
    paused = models.BooleanField(default=False)
    by = models.TextField()
    added_at = models.DateTimeField()
    due_at = models.DateTimeField()
    asked_at = models.DateTimeField(null=True)
    new_at = models.DateTimeField(null=True)
    fault_count = models.IntegerField(default=0)
    fault = models.TextField(blank=True)

    class Meta:
        """Asked for by what is due."""

        indexes = (models.Index(fields=("paused", "due_at"), name="feed_by_due"),)
