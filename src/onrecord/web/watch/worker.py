"""A worker: it plans, runs the queue, keeps the shelf, settles accounts, and waits out what the database cannot do."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable
from datetime import UTC, date, datetime
from threading import Event, Thread

from django.db import connection
from django.db.utils import Error
from django.utils.crypto import get_random_string
from django_tasks_db.management.commands.db_worker import Worker

from onrecord import community
from onrecord.errors import OnRecordError
from onrecord.limits import web as limits
from onrecord.web import shelf
from onrecord.web.watch.plan import plan, tidy

__all__ = ["work"]

log = logging.getLogger("onrecord.web")
TIDY_SECONDS = 3600.0
STOP_SECONDS = 3.0
"""Seconds that each thread is given to end; what is cut off then is taken up again when its lease has run out."""


def work(stop: Event) -> None:
    """Plan, run the queues, keep the shelf and settle accounts until `stop` is set.

    What analysts hand in has a thread of its own, so that it does not wait behind a slow feed.
    """
    threads = [
        Thread(target=_keep_on, args=(stop, _planning), name="plan", daemon=True),
        Thread(target=_keep_on, args=(stop, lambda stop: _queue(stop, "desk")), name="desk", daemon=True),
        Thread(target=_keep_on, args=(stop, lambda stop: _queue(stop, "default")), name="feeds", daemon=True),
        Thread(target=_keep_on, args=(stop, _settling), name="ledger", daemon=True),
        Thread(target=shelf.keep, args=(stop,), name="shelf", daemon=True),
    ]
    for thread in threads:
        thread.start()
    stop.wait()
    for thread in threads:
        thread.join(STOP_SECONDS)


def _keep_on(stop: Event, step: Callable[[Event], None]) -> None:
    """Do a step until `stop` is set, and begin it again after trouble of the store."""
    while not stop.is_set():
        try:
            step(stop)
        except (OnRecordError, Error) as error:
            log.warning("the worker waits: %s", error)
            connection.close()
        stop.wait(limits.PLAN_SECONDS)


def _planning(stop: Event) -> None:
    tidied = -TIDY_SECONDS
    while not stop.is_set():
        plan()
        if time.monotonic() - tidied > TIDY_SECONDS:
            tidy()
            tidied = time.monotonic()
        stop.wait(limits.PLAN_SECONDS)


def _settling(stop: Event) -> None:
    """Pay out what members earned when it is due, and close the posts' accounts when a day begins (UTC)."""
    closed_on: date | None = None
    while not stop.is_set():
        community.mature()
        if (today := datetime.now(UTC).date()) != closed_on:
            community.close()
            closed_on = today
        stop.wait(limits.SETTLE_SECONDS)


def _queue(stop: Event, queue: str) -> None:
    """Run what waits in a queue."""
    worker = Worker(
        queue_names=[queue],
        interval=0,
        batch=True,
        backend_name="default",
        startup_delay=False,
        max_tasks=None,
        worker_id=get_random_string(32),
        excluded_queue_names=[],
    )
    while not stop.is_set():
        worker.run()
        stop.wait(limits.PLAN_SECONDS / 4)
