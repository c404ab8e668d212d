"""Keeping the shelf: making the sheets of the stories that wait, by any number of workers."""

from __future__ import annotations

import logging
from collections.abc import Callable
from math import inf
from threading import Event
from time import monotonic

from django.db import close_old_connections
from django.db.models import Q
from django.db.utils import Error

from onrecord.errors import OnRecordError, UsageError
from onrecord.limits.search import ALERT_SECONDS
from onrecord.web.lease import Lease, free, take
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
    A story is taken up by a lease, so that two workers do not make one sheet; that of a worker that was killed runs
    out. What touches a story while its sheet is made has it made again.
    """
    made, until = 0, monotonic() + seconds
    while monotonic() < until and (taken := _take()) is not None:
        row, lease = taken
        try:
            with lease.kept():
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


def _take() -> tuple[Waiting, Lease] | None:
    """Return the next story that nobody has taken up, and our lease of it, or None."""
    for row in Waiting.objects.filter(free("taken_at")).order_by("since", "story")[:20]:
        if lease := take(Waiting, Q(story=row.story, since=row.since)):
            return row, lease
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
