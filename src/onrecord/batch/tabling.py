"""From links to the export's tables: what the driver does between the tasks of publishing."""

from __future__ import annotations

import shutil
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from itertools import chain
from pathlib import Path

import pyarrow as pa
from daft import col, lit

from onrecord.batch.bins import Bin
from onrecord.batch.components import components
from onrecord.batch.done import mark_of
from onrecord.batch.engine import Task
from onrecord.batch.exchanging import Rows, asked_by_articles, exchange, tell, told_by
from onrecord.batch.gathering import Arrival, arrivals
from onrecord.batch.laying import Threads, days_in
from onrecord.batch.publishing import NO_DAY, put_faults
from onrecord.batch.reading import versions
from onrecord.batch.schemas import SCHEMAS
from onrecord.batch.tables import STORIES
from onrecord.batch.work import Work
from onrecord.core import digest
from onrecord.errors import Fault
from onrecord.limits.batch import DAYS_TOGETHER, PUBLISHED_ENTITIES

__all__ = ["publish"]

_PUBLISHING = "onrecord.batch.publishing"


def publish(work: Work, faults: Sequence[Fault]) -> None:
    """Make the export's tables of a batch that is linked, by day."""
    bins = {each.name: work.parts / "linked" / each.name for each in work.bins}
    linked = [folder for each in work.before for folder in each.linked]
    rows = told_by(bins, linked)
    everywhere = [str(folder) for folder in (*linked, *bins.values())]
    tasks = _publish_bins(work, rows, everywhere)
    entities = _entities(work, rows, everywhere)
    work.all("publishing entities", entities)
    names = [name for name in SCHEMAS if name not in ("entities", "faults")]
    files = {name: [task.folder / f"{name}.parquet" for task in tasks] for name in names}
    _lay(work, {**files, "entities": [task.folder / "entities.parquet" for task in entities]}, faults)


def _publish_bins(work: Work, rows: Rows, linked: list[str]) -> list[Task]:
    """Publish the stories of each bin, and return the tasks that did."""
    threads = Threads([Path(each) for each in linked])
    around = {each.name: threads.around({one.id for one in each.arrivals}) for each in work.bins}
    reads = [(name, article) for name, (articles, _) in around.items() for article in sorted(articles)]
    read = pa.table({"bin": [name for name, _ in reads], "article": [article for _, article in reads]})
    told = exchange(asked_by_articles(read, rows), rows)
    nothing = STORIES.empty_table().append_column("bin", pa.array([], pa.string()))
    tell(work.parts / "heard", {**told, "stories": nothing}, list(around), versions())
    by_id: dict[str, list[Arrival]] = defaultdict(list)
    for each in chain(*(arrivals(one.index) for one in work.before), work.arrivals):
        by_id[each.id].append(each)
    tasks = [_publishing(work, each, around[each.name], by_id, linked) for each in work.bins]
    work.all("publishing", tasks)
    return tasks


def _publishing(
    work: Work, one: Bin, around: tuple[set[str], set[str]], by_id: Mapping[str, list[Arrival]], linked: list[str]
) -> Task:
    articles, stories = around
    heard = work.parts / "heard" / one.name
    asks = {
        "articles": sorted({each.id for each in one.arrivals}),
        "stories": sorted(stories),
        "shards": work.shards_of(each for article in sorted(articles) for each in by_id[article]),
        "linked": linked,
        "exchange": str(heard),
        "from": {**work.from_all, "told": str(mark_of(heard)), "linked": _marks(linked)},
    }
    return Task(work.parts / "published" / one.name, f"{_PUBLISHING}:publish_bin", asks, f"bin {one.name}")


def _marks(folders: Iterable[str]) -> str:
    return digest("".join(str(mark_of(Path(each))) for each in folders).encode())


def _entities(work: Work, rows: Rows, linked: list[str]) -> list[Task]:
    """Return the tasks that publish the entities of this batch, those that are one bearer together."""
    here = rows["mention"].where(col("bin") != lit("")).select("entity_id").distinct().to_pydict()["entity_id"]
    roots = components(rows["same"].select(col("entity_id").alias("here"), col("of_id").alias("there")).to_arrow())
    members: dict[str, list[str]] = {root: [] for root in sorted({roots.get(each, each) for each in here})}
    for each in sorted({*here, *roots}):
        if roots.get(each, each) in members:
            members[roots.get(each, each)].append(each)
    read = [str(s.folder) for s in (*chain(*(each.shards for each in work.before)), *work.shards)]
    made_from = {**work.from_all, "linked": _marks(linked)}
    tasks: list[Task] = []
    some: list[str] = []
    for number, several in enumerate(members.values(), 1):
        some += several
        if len(some) >= PUBLISHED_ENTITIES or number == len(members):
            asks = {"entities": some, "linked": linked, "read": read, "from": made_from}
            folder = work.parts / "entities" / f"{len(tasks):06}"
            tasks.append(Task(folder, f"{_PUBLISHING}:publish_entities", asks, f"entities {len(tasks)}"))
            some = []
    return tasks


def _lay(work: Work, files: Mapping[str, Sequence[Path]], faults: Sequence[Fault]) -> None:
    """Lay the tables out by day, and take away the days that are no more."""
    tables = work.plan.write / "tables"
    tasks = []
    for (name, day), several in sorted(days_in(files).items()):
        made_from = {**work.from_all, "files": _marks(str(Path(each).parent) for each in several)}
        asks = {"table": name, "day": day, "files": several, "from": made_from}
        folder = tables / name / f"day={day or NO_DAY}"
        tasks.append(Task(folder, f"{_PUBLISHING}:publish_day", asks, f"{name} of {day or 'no day'}"))
    work.all("laying out by day", tasks, DAYS_TOGETHER)
    unplaced = tables / "faults" / f"day={NO_DAY}"
    put_faults(unplaced, faults, work.from_all)
    kept = {task.folder for task in tasks} | {unplaced}
    for folder in tables.glob("*/day=*"):
        if folder not in kept:
            shutil.rmtree(folder)
