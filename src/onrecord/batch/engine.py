"""Running tasks on the engine: Daft schedules them over processes or machines, and we look at what is left.

A task is a folder that is to be filled. Whether it is done stands in the folder, never in the engine's answer, so a
worker, a node or the driver may die at any instant.
"""

from __future__ import annotations

import json
import logging
import os
import warnings
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from typing import Any

import daft

from onrecord.batch.plan import Plan
from onrecord.errors import OnRecordError
from onrecord.limits.batch import DEATHS_OF_A_PAGE, DEATHS_OF_A_SHARD, PARTS_OF_A_CORE

__all__ = ["Attempts", "BatchFailed", "Progress", "Task", "run", "started"]

Progress = Callable[[str, int, int], None]
"""Called with the name of a stage, how many of its tasks are done, and how many there are."""


class BatchFailed(OnRecordError):
    """The batch cannot go on: its disk is full, or its engine fails whatever is asked."""


@dataclass(frozen=True, eq=False)
class Task:
    """One folder to fill: by the function `work` ("module:name"), from what `asks` says; `title` is for people."""

    folder: Path
    work: str
    asks: Mapping[str, Any]
    title: str


class Attempts:
    """The note beside a task's folder of who began it and over which page they are, until the task is done."""

    def __init__(self, folder: Path) -> None:
        self._file = folder.parent / f".{folder.name}.attempts"

    def begin(self) -> None:
        """Note that this process begins."""
        self._file.parent.mkdir(parents=True, exist_ok=True)
        self._note(f"begun {os.getpid()}")

    def over(self, page: int) -> None:
        """Note that this process is over a page."""
        self._note(str(page))

    def end(self) -> None:
        """Note that it is done."""
        self._file.unlink(missing_ok=True)

    def _note(self, line: str) -> None:
        with self._file.open("a", encoding="ascii") as note:
            note.write(line + "\n")

    def deaths(self) -> list[int | None]:
        """Return for each attempt that did not end the page over which it was."""
        found: list[int | None] = []
        lines = self._file.read_text(encoding="ascii").split("\n") if self._file.exists() else []
        for line in lines:
            if line.startswith("begun"):
                found.append(None)
            elif line.isdigit() and found:
                found[-1] = int(line)
        return found

    def deadly(self) -> set[int]:
        """Return the pages that killed so often that they are left out."""
        over = [page for page in self.deaths() if page is not None]
        return {page for page in over if over.count(page) >= DEATHS_OF_A_PAGE}

    @property
    def count(self) -> int:
        """Return how often the task died, what its deadly pages did aside."""
        deadly = self.deadly()
        return sum(page not in deadly for page in self.deaths())


def _fill(tasks: str) -> str:
    """Fill the folders of some tasks, one after the other, and return what went wrong, or nothing.

    What is dear to make, such as the network's session, is kept by the modules that make it, and serves the next task
    of this process.
    """
    for given in json.loads(tasks):
        module, _, name = given["work"].partition(":")
        folder = Path(given["folder"])
        attempts = Attempts(folder)
        attempts.begin()
        try:
            getattr(import_module(module), name)(folder, given["asks"])
        except OSError as error:
            attempts.end()
            return f"{given['title']}: {error.strerror or error}"
        attempts.end()
    return ""


class _Worker:
    """A process of this machine that works on tasks as long as there are any."""

    @daft.method(return_dtype=daft.DataType.string())
    def __call__(self, tasks: str) -> str:
        """Fill the folders of some tasks."""
        return _fill(tasks)


@contextmanager
def started(plan: Plan) -> Iterator[None]:
    """Choose the engine of a plan for this process."""
    if plan.engine == "ray":
        import ray

        mine = not ray.is_initialized()
        if mine:
            ray.init(address=plan.address, log_to_driver=False, logging_level=logging.ERROR)
        daft.set_runner_ray(noop_if_initialized=True)
        # Left to itself it parts every sum and join in 200, each a task of its own, however few rows there are.
        cores = int(ray.cluster_resources().get("CPU", 1))  # type: ignore[no-untyped-call]
        daft.set_execution_config(shuffle_aggregation_default_partitions=PARTS_OF_A_CORE * cores)
        try:
            yield
        finally:
            if mine:
                ray.shutdown()
    else:
        daft.set_runner_native()
        yield


def run(plan: Plan, stage: str, tasks: Sequence[Task], progress: Progress, together: int = 1) -> dict[Task, str]:
    """Fill the folders of all tasks and return those that were set aside since they died too often, with what was said.

    Of small tasks a process does several `together`. Raises `BatchFailed` when a task says that it cannot be done, such
    as on a full disk.
    """
    left = {task.folder: task for task in tasks}
    for task in tasks:
        Attempts(task.folder).end()  # what an earlier batch left, which was killed itself
    aside: dict[Task, str] = {}
    suspects: list[Task] = []
    progress(stage, 0, len(tasks))
    while left:
        # Who else was at work when a process died is told from the culprit by working alone.
        now = [suspects.pop()] if suspects else list(left.values())
        cuts = range(0, len(now), together)
        failed = ""
        try:
            for done in _ask(plan, [now[cut : cut + together] for cut in cuts]):
                for folder in done:
                    left.pop(folder, None)
                progress(stage, len(tasks) - len(left) - len(aside), len(tasks))
        except BatchFailed:
            raise
        except Exception as error:  # noqa: BLE001 - whatever the engine calls the death of a process
            failed = " ".join(str(error).split())[-300:] or type(error).__name__
        begun = [task for task in now if task.folder in left and Attempts(task.folder).deaths()]
        if failed and not begun:
            raise BatchFailed(f"the engine failed over {stage}: {failed}")
        for task in begun:
            if Attempts(task.folder).count >= DEATHS_OF_A_SHARD:
                aside[left.pop(task.folder)] = failed
                Attempts(task.folder).end()
            elif task not in suspects:
                suspects.append(task)
    return aside


def _ask(plan: Plan, several: Sequence[Sequence[Task]]) -> Iterator[list[Path]]:
    """Let the engine work on tasks, and yield the folders of those that are done.

    On Ray a task is a function in a process of its own, which Ray begins anew elsewhere when its node dies; actors,
    as which workers run there, would be waited for.
    """
    asked = [json.dumps([{**vars(task), "folder": str(task.folder)} for task in tasks]) for tasks in several]
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        given = daft.from_pydict({"tasks": asked})
        if plan.engine == "ray":
            fill = daft.func(_fill, return_dtype=daft.DataType.string(), use_process=True)
            answers = given.into_partitions(len(asked)).select("tasks", fill(daft.col("tasks")).alias("wrong"))
        else:
            workers = min(plan.workers or _cores(), len(asked))
            fill = daft.cls(_Worker, use_process=True, max_concurrency=workers)()
            answers = given.into_batches(1).select("tasks", fill(daft.col("tasks")).alias("wrong"))
        for answer in answers.iter_rows():
            if answer["wrong"]:
                raise BatchFailed(str(answer["wrong"]))
            yield [Path(task["folder"]) for task in json.loads(str(answer["tasks"]))]


def _cores() -> int:
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
