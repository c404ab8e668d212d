"""The record's tables: rows are added, never changed, and each entry rests on evidence.

Ids come from content, so a row's primary key says what it is. Parts that are never asked for by field are kept as
JSON text beside the entry that they belong to (see `codec.py`). Triggers in the migrations refuse updates,
deletions, evidence that is not true, and entries without evidence.
"""

from __future__ import annotations

from typing import Any

from django.db import models

__all__ = [
    "ArticleEntry",
    "AttributionEntry",
    "EntityAlias",
    "EntityEntry",
    "Evidence",
    "ExtractionEntry",
    "FaultEntry",
    "JudgementEntry",
    "LinksEntry",
    "LookUpKey",
    "MentionEntry",
    "PageEntry",
    "ReadingEntry",
    "RetractionEntry",
    "ReuseEntry",
    "ReusePair",
    "RoleEntry",
    "SameEntry",
    "SpeakerEntry",
    "StatementEntry",
    "StoryEntry",
    "StoryFollow",
    "StoryMember",
    "WordingEntry",
]

ID_CHARS = 64
"""Longest id stored; `core.key` makes ids of under 34 characters."""


def _to(model: str, *, index: bool = False, **options: Any) -> Any:
    """Return a reference to another entry; it has an index only where the read side asks by it."""
    return models.ForeignKey(model, on_delete=models.DO_NOTHING, related_name="+", db_index=index, **options)


class Entry(models.Model):
    """A row of the record, named by its content."""

    id = models.CharField(primary_key=True, max_length=ID_CHARS)

    class Meta:
        """Entries share this column and no table."""

        abstract = True


class PageEntry(Entry):
    """A page as received: its bytes (zlib), their SHA-256, and how they came."""

    digest = models.CharField(max_length=64)
    media_type = models.TextField()
    charset = models.TextField(null=True)
    where = models.TextField()
    path = models.TextField(null=True)
    url = models.TextField(null=True)
    headers = models.TextField()
    received_at = models.DateTimeField()
    body = models.BinaryField()
    appended_at = models.DateTimeField()


class ArticleEntry(Entry):
    """What makes an article this article; `number` counts articles in the order they were appended."""

    number = models.BigIntegerField(unique=True)
    external_id = models.TextField(null=True)
    url = models.TextField(null=True)
    outlet = models.TextField(null=True)
    title = models.TextField(null=True)
    byline = models.TextField(null=True)
    published = models.TextField(null=True)
    published_on = models.DateField(null=True)
    address_key = models.BigIntegerField(null=True, db_index=True)
    text = models.TextField()
    revision_of = _to("ArticleEntry", null=True)
    appended_at = models.DateTimeField()

    class Meta:
        """Articles are listed by day of publication."""

        indexes = (models.Index(fields=("published_on", "id"), name="article_by_day"),)


class ExtractionEntry(Entry):
    """One extractor took this article from this page; what it found beside the words that make the id."""

    page = _to("PageEntry", index=True)
    article = _to("ArticleEntry", index=True)
    extractor = models.TextField()
    where = models.TextField()
    path = models.TextField(null=True)
    dateline = models.TextField(null=True)
    language = models.TextField(null=True)
    removed = models.TextField()
    credits = models.TextField()
    appended_at = models.DateTimeField()


class Evidence(Entry):
    """Exact words of one article and where they stand; the database compares them with the article's text."""

    article = _to("ArticleEntry")
    start = models.IntegerField()
    end = models.IntegerField()
    exact = models.TextField()
    prefix = models.TextField()
    suffix = models.TextField()


class Evidenced(Entry):
    """An entry that cannot stand without evidence from the article that brought it."""

    article = _to("ArticleEntry")
    evidence = _to("Evidence")

    class Meta:
        """Evidenced entries share these columns and no table."""

        abstract = True


class ReadingEntry(Entry):
    """What one reader found in one article, except its attributions, which are entries of their own."""

    article = _to("ArticleEntry", index=True)
    reader = models.TextField()
    sentences = models.TextField()
    quotations = models.TextField()
    mentions = models.TextField()
    times = models.TextField()
    pledges = models.TextField(db_default="[]")
    bodies = models.TextField(db_default="[]")
    stances = models.TextField(db_default="[]")
    denials = models.TextField(db_default="[]")
    appended_at = models.DateTimeField()


class AttributionEntry(Evidenced):
    """One attribution of one reading; its evidence reaches from its first word to its last."""

    reading = _to("ReadingEntry", index=True)
    ordinal = models.IntegerField()
    attribution = models.CharField(max_length=ID_CHARS, db_index=True)
    kind = models.TextField()
    source = models.TextField()
    cue = models.TextField()
    content = models.TextField()
    speaker_name = models.TextField(null=True)
    anonymous = models.TextField(null=True)
    role = models.TextField(null=True)
    venue = models.TextField(null=True)
    addressee = models.TextField(null=True)
    said_first = models.DateField(null=True)
    said_last = models.DateField(null=True)
    via = models.TextField(null=True)
    nested_in = models.CharField(max_length=ID_CHARS, null=True)
    confidence = models.FloatField()


class LinksEntry(Entry):
    """One linker linked one reading; the rows below name it, and the newest one of an article is in force."""

    article = _to("ArticleEntry", index=True)
    reading = _to("ReadingEntry")
    linker = models.TextField()
    appended_at = models.DateTimeField()

    class Meta:
        """Asked for in the order of arrival."""

        indexes = (models.Index(fields=("appended_at", "id"), name="links_by_arrival"),)


class StoryEntry(Evidenced):
    """A story, founded by an article whose opening is its evidence."""

    title = models.TextField()
    appended_at = models.DateTimeField()


class StoryMember(Evidenced):
    """An article belongs to a story."""

    links = _to("LinksEntry", index=True)
    story = _to("StoryEntry", index=True)
    score = models.FloatField()
    why = models.TextField()


class StoryFollow(Evidenced):
    """A story goes on from an earlier one."""

    links = _to("LinksEntry")
    story = _to("StoryEntry", index=True)
    of = _to("StoryEntry")
    why = models.TextField()


class EntityEntry(Evidenced):
    """A person, organization, place or group, founded by a mention."""

    kind = models.TextField()
    name = models.TextField()
    appended_at = models.DateTimeField()

    class Meta:
        """Listed in the order in which they were founded."""

        indexes = (models.Index(fields=("appended_at", "id"), name="entity_by_founding"),)


class EntityAlias(Evidenced):
    """A name that an entity was seen under; `name_key` is the number of its folded form."""

    entity = _to("EntityEntry", index=True)
    name = models.TextField()
    name_key = models.BigIntegerField(db_index=True)
    appended_at = models.DateTimeField()


class MentionEntry(Evidenced):
    """Every place where one article names one entity; the first is the evidence."""

    links = _to("LinksEntry", index=True)
    entity = _to("EntityEntry", index=True)
    spans = models.TextField()


class RoleEntry(Evidenced):
    """An office that an article gives an entity."""

    links = _to("LinksEntry")
    entity = _to("EntityEntry", index=True)
    role = models.TextField()
    organization = models.TextField(null=True)


class SameEntry(Evidenced):
    """Two entities are one bearer under two names, as one article shows."""

    links = _to("LinksEntry")
    entity = _to("EntityEntry", index=True)
    of = _to("EntityEntry", index=True)
    why = models.TextField()


class SpeakerEntry(Evidenced):
    """The entity behind the source of an attribution."""

    links = _to("LinksEntry", index=True)
    attribution = models.CharField(max_length=ID_CHARS)
    entity = _to("EntityEntry", index=True)


class StatementEntry(Evidenced):
    """A statement, founded by one attribution."""

    story = _to("StoryEntry")
    attribution = models.CharField(max_length=ID_CHARS)
    appended_at = models.DateTimeField()


class WordingEntry(Evidenced):
    """An attribution words a statement."""

    links = _to("LinksEntry", index=True)
    statement = _to("StatementEntry", index=True)
    attribution = models.CharField(max_length=ID_CHARS)
    why = models.TextField()


class ReuseEntry(Evidenced):
    """Text that an article has from another, or from a wire's report that is not held.

    `links` are those of whichever of the two arrived last, `article` is the one that has the text.
    """

    links = _to("LinksEntry", index=True)
    ordinal = models.IntegerField()
    of = _to("ArticleEntry", null=True)
    wire = models.TextField(null=True)
    kind = models.TextField()
    share = models.FloatField()

    class Meta:
        """Asked for by the article that has the text."""

        indexes = (models.Index(fields=("article",), name="reuse_by_article"),)


class ReusePair(Evidenced):
    """Two passages that agree: `evidence` here, `there` in the other article."""

    reuse = _to("ReuseEntry", index=True)
    ordinal = models.IntegerField()
    there = _to("Evidence")
    score = models.FloatField()


class LookUpKey(models.Model):
    """A number under which later articles find this one; `day` is a proleptic ordinal, 0 when not known."""

    id = models.BigAutoField(primary_key=True)
    key = models.BigIntegerField()
    day = models.IntegerField()
    article = _to("ArticleEntry", to_field="number")

    class Meta:
        """Asked for by key and window of days."""

        indexes = (models.Index(fields=("key", "day", "article"), name="look_up"),)


class FaultEntry(Entry):
    """A fault of the input, kept so that a reader can see what the record could not take in."""

    where = models.TextField()
    what = models.TextField()
    done = models.TextField()
    appended_at = models.DateTimeField(db_index=True)


class JudgementEntry(Entry):
    """A person's decision, signed and dated."""

    kind = models.TextField()
    targets = models.TextField()
    value = models.TextField(null=True)
    by = models.TextField()
    reason = models.TextField()
    at = models.DateTimeField()


class RetractionEntry(Entry):
    """A person takes a judgement back; the judgement stays."""

    judgement = _to("JudgementEntry", index=True)
    by = models.TextField()
    reason = models.TextField()
    at = models.DateTimeField()
