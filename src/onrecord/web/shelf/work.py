"""Keeping the shelf: making the sheets of the stories that wait, by any number of workers."""

from __future__ import annotations

import logging
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from math import inf
from threading import Event
from time import monotonic

from django.db import close_old_connections
from django.db.models import Q
from django.db.utils import Error

from onrecord.errors import OnRecordError, UsageError
from onrecord.limits.search import ALERT_SECONDS
from onrecord.limits.web import SHELF_LEASE_SECONDS
from onrecord.web.models import Waiting
from onrecord.web.search.tasks import call_for_letters
from onrecord.web.shelf.follow import follow
from onrecord.web.shelf.make import shelve
from onrecord.web.story.statements import heavy_statements, statement_sheet

__all__ = ["catch_up", "keep", "work_off"]

log = logging.getLogger("onrecord.web")


def work_off(progress: Callable[[int], None] | None = None, *, seconds: float = inf) -> int:
    """Make the sheets of all stories that wait, for about so many seconds, and return how many were made.

    With each are made the pages of those of its statements that are worded so often that no reader should wait.
    A story is taken up by marking it, so that two workers do not make one sheet; a worker that was killed leaves a
    mark that runs out. What touches a story while its sheet is made has it made again.
    """
    made, until = 0, monotonic() + seconds
    while monotonic() < until and (row := _take()) is not None:
        try:
            for statement in heavy_statements(shelve(row.story).story):
                statement_sheet(statement)
        except UsageError as gone:
            log.info("of the story %s: %s", row.story, gone)
        Waiting.objects.filter(story=row.story, since=row.since).delete()
        made += 1
        if progress:
            progress(made)
    return made


def catch_up(progress: Callable[[int], None] | None = None, *, seconds: float = inf) -> int:
    """Follow the record to its end, and make what waits for about so many seconds; return how many sheets were made."""
    while follow():
        pass
    return work_off(progress, seconds=seconds)


def _take() -> Waiting | None:
    """Return the next story that nobody has taken up, marked as ours, or None."""
    now = datetime.now(UTC)
    free = Q(taken_at=None) | Q(taken_at__lt=now - timedelta(seconds=SHELF_LEASE_SECONDS))
    for row in Waiting.objects.filter(free).order_by("since", "story")[:20]:
        if Waiting.objects.filter(free, story=row.story, since=row.since).update(taken_at=now):
            return row
    return None


def keep(stop: Event, seconds: float = 2.0) -> None:
    """Follow the record and make what waits until `stop` is set; trouble of the store is waited out."""
    called = 0.0
    while not stop.is_set():
        try:
            if catch_up() or monotonic() - called > ALERT_SECONDS:
                call_for_letters()
                called = monotonic()
        except (OnRecordError, Error) as error:
            log.warning("the shelf waits: %s", error)
            close_old_connections()
        stop.wait(seconds)
