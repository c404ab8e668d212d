"""The tasks that the queue holds: asking a feed, and adding what was handed in. Each may be run twice or cut off."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from dataclasses import asdict, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import platformdirs
from django.conf import settings
from django.db.models import Q
from django_tasks import task

from onrecord import flow, record
from onrecord.errors import Fault
from onrecord.flow import Step
from onrecord.limits.web import DELIVERY_TRIES, FAULTS_KEPT, FEED_BACKOFF
from onrecord.outlets import Collecting, Page, collect
from onrecord.web.desk.models import Delivery, Feed
from onrecord.web.lease import take

__all__ = ["add_delivery", "ask_feed"]

DAY_MINUTES = 24 * 60


@task()
def ask_feed(id: int) -> None:
    """Ask a feed that is due, put its items on record, and note how it went.

    What is on record already is not added again, so a worker that was killed in the middle loses and doubles nothing:
    the next one asks the feed again.
    """
    lease = take(Feed, Q(pk=id, paused=False, due_at__lte=datetime.now(UTC)))
    if lease is None:
        return
    feed = Feed.objects.get(pk=id)
    faults: list[Fault] = []
    new = False
    with lease.kept():
        for step in flow.add([feed.address], _polite()):
            faults += step.faults
            new = new or bool(step.receipt and step.receipt.added)
            if not lease.renew():
                return
    now = datetime.now(UTC)
    # An item that cannot be had is a fault on record; the feed is in trouble when it gave nothing itself.
    failed = any(fault.where == feed.address for fault in faults)
    fault_count = feed.fault_count + 1 if failed else 0
    pause = min(feed.minutes * 2 ** min(fault_count, FEED_BACKOFF), max(DAY_MINUTES, feed.minutes))
    fields: dict[str, Any] = {
        "asked_at": now,
        "due_at": now + timedelta(minutes=pause),
        "fault_count": fault_count,
        "fault": str(faults[0].what)[:1000] if faults else "",
    }
    lease.finish(**fields, **({"new_at": now} if new else {}))


def _polite() -> Collecting:
    """Return how feeds are asked: for what changed since, each host in its turn."""
    identity = record.identity()
    cache = Path(platformdirs.user_cache_dir("onrecord")) / identity if identity else None
    return Collecting(allow_private=settings.FETCH_PRIVATE, cache_dir=cache)


@task(queue_name="desk")
def add_delivery(id: int) -> None:
    """Put what somebody handed in on record, and note what became of it."""
    lease = take(Delivery, Q(pk=id, done_at=None))
    if lease is None:
        return
    row = Delivery.objects.get(pk=id)
    if row.tries >= DELIVERY_TRIES:
        fault = Fault(row.place, f"{row.tries} workers took this up and ended in the middle", "it was given up")
        record.append_fault(fault)
        lease.finish(done_at=datetime.now(UTC), body=None, fault_count=1, faults=[asdict(fault)])
        return
    lease.renew(tries=row.tries + 1)
    told: dict[str, Any] = {"article_count": 0, "new_count": 0, "fault_count": 0, "articles": [], "faults": []}
    with lease.kept(), tempfile.TemporaryDirectory(prefix="onrecord-") as folder:
        for step in _steps(row, Path(folder)):
            _tell(told, step)
            if not lease.renew(**told):
                return
    lease.finish(**told, done_at=datetime.now(UTC), body=None)


def _steps(row: Delivery, folder: Path) -> Iterator[Step]:
    """Yield what became of each page of a delivery; a file is named as whoever handed it in named it."""
    if row.kind == "address":
        yield from flow.add([row.place])
        return
    name = "text.jsonl" if row.kind == "text" else f"file{''.join(Path(row.place).suffixes[-2:])}"
    file = folder / name
    file.write_bytes(bytes(row.body or b""))
    yield from flow.add_pages(_renamed(each, str(file), row.place) for each in collect([str(file)]))


def _renamed(found: Page | Fault, path: str, place: str) -> Page | Fault:
    where = found.where.replace(path, place)
    return replace(found, where=where) if isinstance(found, Fault) else replace(found, where=where, path=place)


def _tell(told: dict[str, Any], step: Step) -> None:
    if step.receipt and step.receipt.article not in told["articles"]:
        told["article_count"] += 1
        told["new_count"] += bool(step.receipt.added)
        told["articles"] = [*told["articles"], step.receipt.article][:FAULTS_KEPT]
    told["fault_count"] += len(step.faults)
    told["faults"] = [*told["faults"], *map(asdict, step.faults)]
    told["faults"] = told["faults"][:FAULTS_KEPT]
