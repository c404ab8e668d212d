"""What ties many articles to others and to those who speak in them, asked for all of them at once."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping
from datetime import datetime
from typing import cast

from onrecord.core import Span
from onrecord.limits.record import ROWS_PER_QUERY
from onrecord.linking import ReuseKind, ReuseLink
from onrecord.record import loading
from onrecord.record import models as entries
from onrecord.record.entities import bearers
from onrecord.record.judging import Decisions
from onrecord.record.loading import batches, in_force
from onrecord.record.values import Ties

__all__ = ["reuse_of", "ties_of"]


def ties_of(
    ids: Collection[str], moment: datetime | None, decided: Decisions, *, passages: bool = True
) -> Mapping[str, Ties]:
    """Return the ties of those of the articles `ids` that stood on record at `moment`, by article."""
    linked = loading.links_in_force(ids, moment)
    reuse = reuse_of(linked, moment, passages=passages)
    earlier: dict[str, str | None] = {}
    spoken: dict[str, list[tuple[str, str]]] = defaultdict(list)
    for batch in batches(linked, ROWS_PER_QUERY):
        earlier.update(entries.ArticleEntry.objects.filter(id__in=batch).values_list("id", "revision_of_id"))
        rows = entries.SpeakerEntry.objects.filter(links_id__in=[linked[each][0] for each in batch]).order_by("id")
        for article, said, entity in rows.values_list("article_id", "attribution", "entity_id"):
            spoken[article].append((said, entity))
    together = bearers({entity for pairs in spoken.values() for _, entity in pairs}, decided, moment)
    return {
        each: Ties(reuse.get(each, ()), earlier.get(each), together.speakers(each, spoken[each])) for each in linked
    }


def reuse_of(
    linked: Mapping[str, tuple[str, str]], moment: datetime | None, *, passages: bool = True
) -> dict[str, tuple[ReuseLink, ...]]:
    """Return the text that articles have from others; `linked` gives (links id, reading id) of each in force.

    Whichever of two articles arrived first, the newest links that name both say what they share. Without `passages`,
    the words themselves are left out.
    """
    newest: dict[str, dict[str | None, entries.ReuseEntry]] = defaultdict(dict)
    for batch in batches(linked, ROWS_PER_QUERY):
        found = in_force(entries.ReuseEntry.objects.filter(article_id__in=batch), moment)
        for row in found.order_by("links__appended_at"):
            newest[row.article_id][row.of_id or row.wire] = row
    columns = ("reuse_id", "evidence__start", "evidence__end", "there__start", "there__end", "score")
    paired: dict[str, list[tuple[Span, Span, float]]] = defaultdict(list)
    for batch in batches((row.id for rows in newest.values() for row in rows.values() if passages), ROWS_PER_QUERY):
        pairs = entries.ReusePair.objects.filter(reuse_id__in=batch).order_by("reuse_id", "ordinal")
        for reuse, start, end, there, until, score in pairs.values_list(*columns):
            paired[reuse].append((Span(start, end), Span(there, until), score))
    return {
        article: tuple(
            ReuseLink(article, row.of_id, row.wire, cast(ReuseKind, row.kind), row.share, tuple(paired.get(row.id, ())))
            for row in sorted(rows.values(), key=lambda row: (row.links_id != linked[article][0], row.ordinal, row.id))
        )
        for article, rows in newest.items()
    }
