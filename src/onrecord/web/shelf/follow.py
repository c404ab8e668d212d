"""Following the record: which stories have changed since the shelf was last kept."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime

from django.db import transaction

from onrecord import record
from onrecord.limits.web import SHELF_BATCH
from onrecord.web.models import ShelfMark, Waiting
from onrecord.web.shelf.people import stories_to_rejoin

__all__ = ["follow", "touch"]


def follow() -> int:
    """Note every story that changed since the last time; return how many arrivals and judgements were seen.

    The note and how far we are go down in one transaction, so that a kill loses neither.
    """
    mark, _ = ShelfMark.objects.get_or_create(id=1)
    arrived = record.arrivals(mark.arrival, SHELF_BATCH)
    judgement_count = record.judgement_count()
    stories = [story for each in arrived for story in each.stories]
    stories += stories_to_rejoin({entity for each in arrived for entity in each.entities})
    if judgement_count != mark.judgement_count:
        stories += record.stories_told_in([target for each in record.judgements() for target in each.targets])
    if arrived or judgement_count != mark.judgement_count:
        with transaction.atomic():
            touch(stories)
            mark.arrival = arrived[-1].cursor if arrived else mark.arrival
            mark.judgement_count = judgement_count
            mark.save()
    return len(arrived)


def touch(stories: Iterable[str]) -> None:
    """Note that the sheets of these stories must be made anew; one that was taken up is taken up again."""
    now = datetime.now(UTC)
    rows = [Waiting(story=story, since=now) for story in dict.fromkeys(stories)]
    Waiting.objects.bulk_create(
        rows, update_conflicts=True, unique_fields=["story"], update_fields=["since", "taken_at"], batch_size=500
    )
