"""The commands of an archive: batch and load."""

from __future__ import annotations

import json
from datetime import date, datetime
from pathlib import Path
from typing import Annotated

import typer
from rich.markup import escape

from onrecord import batch as room
from onrecord.desk import AsJson
from onrecord.errors import UsageError
from onrecord.printing import FAULTS_SHOWN, faults_data, print_faults, progress, say

__all__ = ["batch", "load"]


def batch(
    plan: Annotated[Path, typer.Argument(help="The plan, a TOML file (docs/batch.md).")], as_json: AsJson = False
) -> None:
    """Read an archive into tables, on this machine or on a cluster; go on where it was stopped.

    Example:

        onrecord batch plan.toml && onrecord load out/
    """
    chosen = room.read_plan(plan)
    with progress() as bar:
        task = bar.add_task("reading", total=None)
        made = room.batch(
            chosen,
            lambda stage, done, of: bar.update(task, description=escape(stage), completed=done, total=of),
        )
    if as_json:
        told = {"articles": made.articles, "faults": len(made.faults), "aside": list(made.aside)}
        print(json.dumps({**told, "first_faults": faults_data(made.faults[:FAULTS_SHOWN])}))
    say.print(f"{made.articles} articles read, {len(made.faults)} faults; tables in {chosen.write}", markup=False)
    print_faults(made.faults[:FAULTS_SHOWN], len(made.faults))
    raise typer.Exit(1 if made.faults else 0)


def load(
    folder: Annotated[Path, typer.Argument(help="The folder that a plan wrote.")],
    day: Annotated[
        list[datetime] | None,
        typer.Option(formats=["%Y-%m-%d"], help="Only articles of this day, and those on which they rest."),
    ] = None,
    as_json: AsJson = False,
) -> None:
    """Bring what a batch made into the record, as if its articles had been added one by one.

    Examples:

        onrecord load out/

        onrecord load out/ --day 2026-03-03 --day 2026-03-04
    """
    from onrecord import record

    if not folder.is_dir():
        raise UsageError(f"there is no folder {folder}")
    record.prepare()
    days: list[date | None] | None = [each.date() for each in day] if day else None
    with progress() as bar:
        task = bar.add_task("loading", total=None)
        made = room.load(folder, days)
        bar.update(task, total=1, completed=1)
    if as_json:
        print(json.dumps({"articles": made.articles, "added": made.entries, "faults": made.faults}))
    say.print(f"{made.articles} new articles, {made.entries} new entries on record, {made.faults} faults")
