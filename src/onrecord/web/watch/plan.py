"""Planning: a task for each feed that is due and each thing that was handed in, and again when a worker died."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from django.db import transaction
from django.db.models import Q
from django_tasks.base import Task
from django_tasks_db.models import DBTaskResult

from onrecord.limits.web import TASKS_KEPT_DAYS
from onrecord.web.desk.models import Delivery, Feed, Work
from onrecord.web.lease import free
from onrecord.web.watch.tasks import add_delivery, ask_feed

__all__ = ["plan", "tidy"]

BATCH = 50


def plan() -> int:
    """Make a task for what is due and has none, and return how many were made.

    A task whose worker died stays marked as running for ever in its own table, so that it is not asked: what counts is
    when somebody last spoke of the row.
    """
    due = Q(paused=False, due_at__lte=datetime.now(UTC))
    return _plan(Delivery, Q(done_at=None), add_delivery) + _plan(Feed, due, ask_feed)


def _plan(model: type[Work], wanted: Q, task: Task[[int], None]) -> int:
    made = 0
    waiting = wanted & free("queued_at") & free("taken_at")
    for pk in model._default_manager.filter(waiting).order_by("pk").values_list("pk", flat=True)[:BATCH]:
        with transaction.atomic():
            if model._default_manager.filter(waiting, pk=pk).update(queued_at=datetime.now(UTC)):
                task.enqueue(pk)
                made += 1
    return made


def tidy() -> None:
    """Take tasks that ended, or whose worker died, out of their table after a while."""
    old = datetime.now(UTC) - timedelta(days=TASKS_KEPT_DAYS)
    DBTaskResult.objects.filter(enqueued_at__lt=old).exclude(status="READY").delete()
