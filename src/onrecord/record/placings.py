"""Why articles belong to their stories: every time that one was placed, as the record keeps it."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from datetime import datetime
from typing import Any

from onrecord.limits.record import ROWS_PER_QUERY
from onrecord.record import models as entries
from onrecord.record.judging import Decisions
from onrecord.record.loading import batches, until
from onrecord.record.values import Placing, Story

__all__ = ["placings_of"]


def placings_of(
    held: Story, linked: Collection[str], moment: datetime | None, decided: Decisions
) -> tuple[Placing, ...]:
    """Return each time that an article which is or was in the story `held` was placed, by its arrival, then by time.

    `linked` are the stories under which articles of `held` may have been linked. Where a newer linker placed an
    article as it was, only its reason is given.
    """
    been = {row.article_id for row in _rows("story_id__in", linked, moment)}
    found: dict[str, list[Placing]] = {}
    for row in _rows("article_id__in", {*been, *held.articles}, moment):
        story = decided.story_of(row.article_id, row.story_id)
        after = row.links.linker.partition(" after ")[2] or None  # see `link_again`
        placed = found.setdefault(row.article_id, [])
        if placed and placed[-1].story == story:
            after = placed.pop().after
        placed.append(Placing(row.article_id, story, row.score, row.why, after, judged=story != row.story_id))
    return tuple(each for placed in found.values() if held.id in {each.story for each in placed} for each in placed)


def _rows(column: str, ids: Collection[str], moment: datetime | None) -> Iterator[Any]:
    """Yield the memberships whose `column` is one of `ids`, by arrival of their article, then by time of linking."""
    rows = []
    for batch in batches(sorted(ids), ROWS_PER_QUERY):
        if column == "article_id__in":  # by way of the links, which have an index on it
            found = entries.StoryMember.objects.filter(links__article_id__in=batch)
        else:
            found = entries.StoryMember.objects.filter(story_id__in=batch)
        rows += list(until(found, moment, "links__appended_at").select_related("links", "article"))
    yield from sorted(rows, key=lambda row: (row.article.number, row.links.appended_at, row.id))
