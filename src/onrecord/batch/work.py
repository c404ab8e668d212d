"""A batch as it goes on: the stages from reading to linking, with what each hands to the next."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import chain
from pathlib import Path
from typing import Any

import daft
import pyarrow as pa
from daft import col, lit

from onrecord.batch.bins import Bin, binned, united
from onrecord.batch.components import components
from onrecord.batch.done import content_of, mark_of
from onrecord.batch.earlier import Finished
from onrecord.batch.engine import BatchFailed, Progress, Task, run
from onrecord.batch.exchanging import asked_by_names, exchange, exchange_stories, tell, told_by
from onrecord.batch.gathering import Arrival, Shard, arrivals, gather
from onrecord.batch.plan import Plan
from onrecord.batch.reading import versions
from onrecord.batch.tables import read_rows, record_table
from onrecord.batch.taking import TOLD
from onrecord.core import digest, key
from onrecord.errors import Fault, UsageError
from onrecord.limits.batch import COMPARED_ARTICLES, EDGE_CHANCE, ROUNDS, SHARD_PAGES

__all__ = ["Work"]


@dataclass
class Work:
    """A batch as it goes on."""

    plan: Plan
    progress: Progress
    before: Sequence[Finished]
    shards: list[Shard] = field(default_factory=list)
    arrivals: list[Arrival] = field(default_factory=list)
    bins: list[Bin] = field(default_factory=list)
    from_all: dict[str, str] = field(default_factory=dict)

    @property
    def parts(self) -> Path:
        """The folder of what stages hand on."""
        return self.plan.write / "parts"

    @property
    def indexes(self) -> list[str]:
        """The folders of arrivals and looks, this batch's own last."""
        return [str(each.index) for each in self.before] + [str(self.parts / "index")]

    def read(self, places: Sequence[str]) -> list[Fault]:
        """Read every shard and return a fault for each that was set aside."""
        first = 1 + max((shard.number for each in self.before for shard in each.shards), default=-1)
        folder = self.parts / "read"
        shards = [Shard(first + n, place, folder / key("shard", place)) for n, place in enumerate(places)]
        work = "onrecord.batch.reading:read_shard"
        aside = run(
            self.plan,
            "reading",
            [Task(each.folder, work, {"shard": each.place}, each.place) for each in shards],
            self.progress,
        )
        dead = {task.folder for task in aside}
        self.shards = [each for each in shards if each.folder not in dead]
        if not self.shards:
            raise BatchFailed("no shard could be read; each one killed who read it")
        # Pages bear the instant at which they were collected, which nothing that follows looks at.
        every = (*chain(*(each.shards for each in self.before)), *self.shards)
        told = [content_of(each.folder, without="page.parquet") for each in every]
        self.from_all = {**versions(), "read": digest("\n".join(told).encode())}
        done = "it was set aside; the rest was read"
        return [Fault(each.title, "the program that read it died three times", done) for each in aside]

    def gather(self) -> None:
        """Bring all arrivals into one order."""
        self.progress("gathering", 0, 1)
        gather(self.parts / "index", self.shards, [each.index for each in self.before], self.from_all)
        self.arrivals = arrivals(self.parts / "index")
        if not self.arrivals:
            raise UsageError("there is no article in what the plan reads")

    def compare(self) -> None:
        """Compare all arrivals, those of near days together."""
        by_day = sorted(self.arrivals, key=lambda each: (each.day, each.arrival))
        cuts = range(0, len(by_day), COMPARED_ARTICLES)
        tasks = []
        for number, cut in enumerate(cuts):
            asked = [[each.arrival, each.number, each.day] for each in by_day[cut : cut + COMPARED_ARTICLES]]
            asks = {"arrivals": asked, "indexes": self.indexes, "from": self.from_all}
            folder = self.parts / "compared" / f"{number:06}"
            tasks.append(Task(folder, "onrecord.batch.comparing:compare", asks, f"comparison {number}"))
        self.all("comparing", tasks)
        self.compared = [str(task.folder / "compared.parquet") for task in tasks]

    def place(self) -> None:
        """Put all arrivals into stories, in bins that are made one until none touches another's story."""
        self.old_stories = {number: story for each in self.before for number, story in each.stories.items()}
        likely = daft.read_parquet(self.compared).select("arrival", "near", "chances").explode("near", "chances")
        edges = likely.where(col("chances") >= lit(EDGE_CHANCE)).select(
            col("arrival").alias("here"), col("near").alias("there")
        )
        number = {each.arrival: each.number for each in self.arrivals}
        found = edges.to_pydict()
        pairs = [(number[here], there) for here, there in zip(found["here"], found["there"], strict=True)]
        self.bins = binned(self.arrivals, self._components(pairs), self.plan.task_articles)
        for _ in range(ROUNDS):
            self.all("placing", [self._placing(each) for each in self.bins])
            unions = [
                (row["here"], row["there"])
                for each in self.bins
                for row in read_rows(self.parts / "placed" / each.name / "unions.parquet")
            ]
            if not unions:
                return
            self.bins = [self._whole(each) for each in united(self.bins, unions)]
        raise BatchFailed(f"the bins were not settled after {ROUNDS} rounds")

    def _components(self, pairs: list[tuple[int, int]]) -> dict[int, int]:
        """Return the component of each article; articles of one story of an earlier batch are in one."""
        stories: dict[str, list[int]] = defaultdict(list)
        for number, story in self.old_stories.items():
            stories[story].append(number)
        touched = {self.old_stories[each] for each in chain(*pairs) if each in self.old_stories}
        pairs = pairs + [(stories[story][0], each) for story in touched for each in stories[story]]
        here, there = [one for one, _ in pairs], [other for _, other in pairs]
        edges = pa.table({"here": pa.array(here, pa.int64()), "there": pa.array(there, pa.int64())})
        return components(edges)

    def _whole(self, one: Bin) -> Bin:
        """Return a bin with all articles of the earlier stories that it touches."""
        touched = {self.old_stories[each] for each in one.earlier}
        return Bin(one.arrivals, frozenset(each for each, story in self.old_stories.items() if story in touched))

    def _placing(self, one: Bin) -> Task:
        asks = {
            "arrivals": [[each.arrival, each.number, each.day, each.first] for each in one.arrivals],
            "placed": {str(each): self.old_stories[each] for each in sorted(one.earlier)},
            "compared": self.compared,
            "indexes": self.indexes,
            "from": self.from_all,
        }
        folder = self.parts / "placed" / one.name
        return Task(folder, "onrecord.batch.placing:place_bin", asks, f"bin {one.name}")

    def link(self) -> None:
        """Let bins tell each other of names until that changes nothing, then link."""
        bare = {table: record_table(table, []) for table in TOLD}
        told = {table: rows.append_column("bin", pa.array([], pa.string())) for table, rows in bare.items()}
        placed = {each.name: self.parts / "placed" / each.name for each in self.bins}
        told["stories"] = exchange_stories(placed, [folder for each in self.before for folder in each.placed])
        heard = self._tell(told)
        if len(self.bins) > 1 or self.before:  # a bin that is alone has nobody to hear of
            self._settle_names(told, heard)
        self.all("linking", [self._linking(each, "linked", "link_bin") for each in self.bins])

    def _settle_names(self, told: dict[str, pa.Table], heard: str) -> None:
        """Join names in all bins, and tell these of each other's, until what they hear is what they heard before."""
        names = self._names_asked()
        linked = [folder for each in self.before for folder in each.linked]
        for _ in range(ROUNDS):
            tasks = [self._linking(each, "joined", "join_bin") for each in self.bins]
            self.all("joining names", tasks)
            rows = told_by({each.name: task.folder for each, task in zip(self.bins, tasks, strict=True)}, linked)
            last, heard = heard, self._tell({**told, **exchange(asked_by_names(names, rows), rows)})
            if heard == last:
                return
        raise BatchFailed(f"the names were not settled after {ROUNDS} rounds")

    def _tell(self, told: dict[str, pa.Table]) -> str:
        """Write what each bin hears, and return what stands for all of it."""
        bins = [each.name for each in self.bins]
        tell(self.parts / "told", told, bins, versions())
        return digest("".join(str(mark_of(self.parts / "told" / name)) for name in bins).encode())

    def _names_asked(self) -> pa.Table:
        """Return the number of each name that the articles of a bin have: (bin, name)."""
        of = {each.number: one.name for one in self.bins for each in one.arrivals}
        of |= {number: one.name for one in self.bins for number in one.earlier}
        files = [str(file) for folder in self.indexes for file in Path(folder).glob("days/*/*.parquet")]
        looks = daft.read_parquet(files).select("number", "names").explode("names")
        bins = daft.from_arrow(pa.table({"number": pa.array(list(of), pa.int64()), "bin": list(of.values())}))
        found = looks.join(bins, on="number").where(col("names").not_null())
        return found.select("bin", col("names").alias("name")).distinct().to_arrow()

    def _linking(self, one: Bin, into: str, work: str) -> Task:
        """Return the task that links a bin; `shards` say where its articles are."""
        own = [*one.arrivals, *(self._old(each) for each in sorted(one.earlier))]
        heard = self.parts / "told" / one.name
        asks = {
            "arrivals": [[each.arrival, each.number, each.day, each.first] for each in one.arrivals],
            "stories": {str(each): self.old_stories[each] for each in sorted(one.earlier)},
            "earlier": [self._old(each).id for each in sorted(one.earlier)],
            "linked": [str(folder) for each in self.before for folder in each.linked] if one.earlier else [],
            "placed": str(self.parts / "placed" / one.name),
            "exchange": str(heard),
            "indexes": self.indexes,
            "shards": self.shards_of(own),
            "from": {**self.from_all, "told": str(mark_of(heard))},
        }
        return Task(self.parts / into / one.name, f"onrecord.batch.linking:{work}", asks, f"bin {one.name}")

    def shards_of(self, own: Iterable[Arrival]) -> list[dict[str, Any]]:
        """Return where articles are read from, as a task is told."""
        wanted: dict[int, list[str]] = defaultdict(list)
        revised: dict[int, dict[str, str]] = defaultdict(dict)
        for each in own:
            wanted[each.arrival // SHARD_PAGES].append(each.id)
            if each.revises:
                revised[each.arrival // SHARD_PAGES][each.id] = each.revises
        every = {shard.number: shard for shard in (*chain(*(each.shards for each in self.before)), *self.shards)}
        return [
            {"number": n, "folder": str(every[n].folder), "articles": ids, "revisions": revised[n]}
            for n, ids in sorted(wanted.items())
        ]

    def _old(self, number: int) -> Arrival:
        """Return the arrival of an article of an earlier batch."""
        return self._earlier[number]

    @cached_property
    def _earlier(self) -> dict[int, Arrival]:
        found = chain(*(arrivals(each.index) for each in self.before))
        return {each.number: each for each in found if each.first}

    def all(self, stage: str, tasks: Sequence[Task], together: int = 1) -> None:
        """Run tasks of which none may be set aside, some `together` in one process."""
        aside = run(self.plan, stage, tasks, self.progress, together)
        for task, said in aside.items():
            raise BatchFailed(f"{stage} died three times over {task.title}; at last it said: {said}")
