"""The batch: the hallway's stages over shards and bins, with the engine's joins between them."""

from __future__ import annotations

from dataclasses import dataclass

from onrecord.batch.done import locked
from onrecord.batch.earlier import finish, finished
from onrecord.batch.engine import Progress, started
from onrecord.batch.plan import Plan
from onrecord.batch.shards import shards_of
from onrecord.batch.tables import read_rows
from onrecord.batch.tabling import publish
from onrecord.batch.work import Work
from onrecord.errors import Fault

__all__ = ["Outcome", "batch"]


@dataclass(frozen=True)
class Outcome:
    """What came of a batch: its articles, the faults of the input, and the shards that were set aside."""

    articles: int
    faults: tuple[Fault, ...]
    aside: tuple[str, ...] = ()


def batch(plan: Plan, progress: Progress) -> Outcome:
    """Do what a plan says, as far as it is not done.

    1. collect, extract and read each shard by itself.
    2. gather: all arrivals in one order, their looks by day.
    3. compare each arrival with the articles near it.
    4. place the arrivals of each bin, a bin being what may be of one story, until no two bins are one.
    5. link each bin, when what bins tell each other no longer changes.
    6. publish: the export's tables, by day.

    Raises `UsageError` when the plan cannot be done or another batch writes to the same place, and `BatchFailed` when
    it cannot go on; what is done then stays done.
    """
    before = finished(plan.against) if plan.against else None
    places = shards_of(plan.read)
    with locked(plan.write), started(plan):
        work = Work(plan, progress, (*before.before, before) if before else ())
        aside = work.read(places)  # 1
        work.gather()  # 2
        work.compare()  # 3
        work.place()  # 4
        work.link()  # 5
        faults = [Fault(**row) for shard in work.shards for row in read_rows(shard.folder / "faults.parquet")]
        publish(work, [*aside, *faults])  # 6
        finish(plan.write, work.shards, [each.name for each in work.bins], plan.against)
        return Outcome(len(work.arrivals), (*aside, *faults), tuple(fault.where for fault in aside))
