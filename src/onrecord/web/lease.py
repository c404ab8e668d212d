"""Leases: a worker that takes something up says so again and again; who falls silent has lost it to the next."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from threading import Event, Lock, Thread

from django.db import connection
from django.db.models import Model, Q
from django.db.utils import Error

from onrecord.limits import web as limits

__all__ = ["Lease", "free", "take"]


def free(column: str) -> Q:
    """Return what finds rows of which nobody has spoken in `column` within a lease."""
    silent = datetime.now(UTC) - timedelta(seconds=limits.LEASE_SECONDS)
    return Q(**{f"{column}__isnull": True}) | Q(**{f"{column}__lt": silent})


class Lease:
    """One worker's hold on a row: `renew` and `finish` return False when another has taken it up meanwhile.

    The row's `taken_at` tells when its worker last spoke.
    """

    def __init__(self, model: type[Model], pk: object, taken_at: datetime) -> None:
        self._model = model
        self._pk = pk
        self._taken_at = taken_at
        self._lock = Lock()

    def _update(self, **fields: object) -> bool:
        rows = self._model._default_manager.filter(pk=self._pk, taken_at=self._taken_at)
        return rows.update(**fields) == 1

    def renew(self, **fields: object) -> bool:
        """Say that we are still at it, and put `fields` down."""
        with self._lock:
            now = datetime.now(UTC)
            held = self._update(taken_at=now, **fields)
            self._taken_at = now
            return held

    def finish(self, **fields: object) -> bool:
        """Let go of a row that a task was made for, and put `fields` down."""
        with self._lock:
            return self._update(taken_at=None, queued_at=None, **fields)

    @contextmanager
    def kept(self) -> Iterator[None]:
        """Renew the lease from a thread of its own while the work goes on, which dies with the worker.

        A feed whose pages have not changed gives nothing for minutes, the sheet of a story of a thousand reports takes
        minutes, and their worker is at it all the same.
        """
        stop = Event()
        thread = Thread(target=self._beat, args=(stop,), name="lease", daemon=True)
        thread.start()
        try:
            yield
        finally:
            stop.set()
            thread.join()

    def _beat(self, stop: Event) -> None:
        try:
            held = True
            while held and not stop.wait(limits.LEASE_SECONDS / 5):
                try:
                    held = self.renew()
                except Error:
                    connection.close()  # the next beat tries again, and the work itself finds out
        finally:
            connection.close()


def take(model: type[Model], wanted: Q) -> Lease | None:
    """Take up the row that is `wanted`, unless another worker has it or there is none."""
    for row in model._default_manager.filter(wanted, free("taken_at")).only("pk")[:1]:
        now = datetime.now(UTC)
        if model._default_manager.filter(wanted, free("taken_at"), pk=row.pk).update(taken_at=now):
            return Lease(model, row.pk, now)
    return None
