"""Following the record: which stories have changed since the shelf was last kept."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import UTC, datetime
from typing import NamedTuple

from django.db import transaction

from onrecord import record
from onrecord.limits.web import SHELF_BATCH
from onrecord.record import Arrival
from onrecord.web.models import ShelfMark, Waiting
from onrecord.web.shelf.people import stories_to_rejoin

__all__ = ["Seen", "changed", "follow", "seen", "touch"]


class Seen(NamedTuple):
    """How far the record was: its last arrival, and how many judgements there were."""

    arrival: str
    judgement_count: int


def follow() -> int:
    """Note every story that changed since the last time; return how many arrivals were seen.

    The note and how far we are go down in one transaction, so that a kill loses neither. Workers follow one after the
    other: what two noted at once would be made twice.
    """
    mark, _ = ShelfMark.objects.get_or_create(id=1)
    if mark.judgement_count == record.judgement_count() and mark.arrival == record.newest():
        return 0
    with transaction.atomic():
        mark = ShelfMark.objects.select_for_update().get(id=1)
        since = Seen(mark.arrival, mark.judgement_count)
        judgement_count = record.judgement_count()
        arrived = record.arrivals(since.arrival, SHELF_BATCH)
        touch(_changed(arrived, since, judgement_count))
        mark.arrival = arrived[-1].cursor if arrived else mark.arrival
        mark.judgement_count = judgement_count
        mark.save()
    return len(arrived)


def seen() -> Seen:
    """Return how far the record is now."""
    return Seen(record.newest(), record.judgement_count())


def changed(since: Seen) -> set[str]:
    """Return the stories that changed since the record was so far; of more than a batch, those of the first arrivals.

    Nothing is asked beyond the two questions of `seen` while nothing came.
    """
    now = seen()
    return set() if now == since else _changed(record.arrivals(since.arrival, SHELF_BATCH), since, now.judgement_count)


def _changed(arrived: Collection[Arrival], since: Seen, judgement_count: int) -> set[str]:
    stories = {story for each in arrived for story in each.stories}
    stories.update(stories_to_rejoin({entity for each in arrived for entity in each.entities}))
    if judgement_count != since.judgement_count:
        stories.update(record.stories_told_in([target for each in record.judgements() for target in each.targets]))
    return stories


def touch(stories: Iterable[str]) -> None:
    """Note that the sheets of these stories must be made anew; one that was taken up is taken up again.

    They are noted in the order of their ids, so that two who note the same never wait crosswise.
    """
    now = datetime.now(UTC)
    rows = [Waiting(story=story, since=now) for story in sorted(set(stories))]
    Waiting.objects.bulk_create(
        rows, update_conflicts=True, unique_fields=["story"], update_fields=["since", "taken_at"], batch_size=500
    )
