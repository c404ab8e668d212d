"""What the commands print: faults, tables, progress, and entries of the record."""

from __future__ import annotations

import codecs
import io
import json
import sys
from collections.abc import Iterable, Sequence
from dataclasses import asdict
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from rich.console import Console
from rich.markup import escape
from rich.progress import Progress, SpinnerColumn, TextColumn, TimeElapsedColumn
from rich.table import Table

from onrecord.errors import Fault, UsageError
from onrecord.limits.publishing import PAGE_ARTICLES

if TYPE_CHECKING:  # the commands import the rooms when they need them, so that --help is quick
    from onrecord.publishing import Exhibit, Tracked, View
    from onrecord.record import Judgement

__all__ = [
    "FAULTS_SHOWN",
    "faults_data",
    "look",
    "print_faults",
    "print_judgements",
    "print_tracked",
    "print_view",
    "progress",
    "say",
    "table",
    "write_page",
]

FAULTS_SHOWN = 20
"""Faults printed one by one; the rest are counted."""

say = Console(stderr=True, highlight=False, soft_wrap=True, emoji=False)
"""Where the program speaks of its work; standard output is for what was asked for."""


def faults_data(faults: Iterable[Fault]) -> list[dict[str, str]]:
    """Return faults as JSON data."""
    return [{"where": fault.where, "what": fault.what, "done": fault.done} for fault in faults]


def print_faults(faults: Iterable[Fault], count: int = 0, kept: str = ", all on record (onrecord export)") -> None:
    """Print the first of the faults; `count` tells how many there are, `kept` where the rest is."""
    shown = list(faults)[:FAULTS_SHOWN]
    for fault in shown:
        say.print(f"  fault {fault}", markup=False)
    if count > len(shown):
        say.print(f"  and {count - len(shown)} more{kept}")


def print_judgements(made: Sequence[Judgement], *, as_json: bool) -> None:
    """Print people's decisions, as JSON data when asked."""
    if as_json:
        print(json.dumps([asdict(each) for each in made], default=str, ensure_ascii=False, indent=2))
    elif not made:
        say.print("nobody has judged anything on this record")
    for each in () if as_json else made:
        value = f" as {each.value}" if each.value else ""
        print(f"{each.id}  {each.kind} {' '.join(each.targets)}{value}")
        print(f"  {each.at:%Y-%m-%d %H:%M} UTC, {each.by}: {each.reason}")
        if each.retracted_at:
            print(f"  retracted {each.retracted_at:%Y-%m-%d %H:%M} UTC")


def print_tracked(found: Sequence[Tracked], today: date, since: date | None) -> None:
    """Print commitments by what the calendar says of them, those without a day last, and what changed since a day."""
    kinds = {
        "past": f"overdue on {today}",
        "now": f"due now, on {today}",
        "ahead": "ahead",
        "settled": "settled",
        "no day given": "no day given",
    }
    for kind, title in kinds.items():
        rows = [each for each in found if each.calendar == kind]
        rows.sort(key=lambda each: each.commitment.interval.last if each.commitment.interval else date.max)
        if rows:
            table(title, ("what", "how it stands", "story"), map(_tracked, rows))
    if since:
        changed = [each for each in found if each.changed]
        table(f"changed since {since}", ("what", "how it stands", "story"), map(_tracked, changed))
    if not found:
        say.print("nothing on record is promised")


def _tracked(each: Tracked) -> tuple[str, str, str]:
    told = each.commitment
    due = f"{each.line}; {told.due_text}" if told.due_text else each.line
    return (f"{told.agent.name}: {told.act}" if told.agent else told.act, f"{told.status}; {due}", each.headline)


def table(title: str, heads: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> None:
    """Print a table."""
    table = Table(title=escape(title), title_justify="left")
    for head in heads:
        table.add_column(head)
    for row in rows:
        table.add_row(*row)
    Console().print(table)


def progress() -> Progress:
    """Return a bar that counts what is done; it is there on a terminal only, and gone at the end."""
    return Progress(
        SpinnerColumn(),
        TextColumn("{task.description}"),
        TextColumn("{task.completed:.0f}"),
        TimeElapsedColumn(),
        console=say,
        transient=True,
        disable=not say.is_terminal,
    )


def look(where: str, out: Path | None, least: float, *, as_json: bool) -> int:
    """Show each article at `where` one by one, put nothing on record, and return the exit status.

    Raises `UsageError` when there is no article.
    """
    from onrecord import publishing

    exhibits: list[Exhibit] = []
    faults: list[Fault] = []
    count = fault_count = 0
    for found in publishing.look(where, least):
        if isinstance(found, Fault):
            fault_count += 1
            faults += [found] if fault_count <= FAULTS_SHOWN else []
            continue
        if as_json:  # an object a line, so that memory does not grow with the input
            print(json.dumps(found.data, ensure_ascii=False))
        if out and isinstance(found.view, publishing.Exhibit):
            exhibits += [found.view] if count < PAGE_ARTICLES else []
        elif not as_json:
            print_view(found.view, parted=count > 0)
        count += 1
    if out and exhibits:
        write_page(out, publishing.exhibits_page(exhibits, count - len(exhibits)))
    print_faults(faults, fault_count, kept="")
    if not count:
        raise UsageError(f"there is no article to show in {where}")
    return 1 if fault_count else 0


def write_page(out: Path, page: str) -> None:
    """Write a page and say where it lies."""
    from onrecord import publishing

    publishing.write(out, page)
    say.print(f"The page: {out.resolve()}", markup=False)


def print_view(view: View, *, parted: bool = False) -> None:
    """Print one entry to standard output, `parted` from the one before."""
    from onrecord import publishing

    console = Console(highlight=False)
    plain = not console.encoding.startswith("utf")
    if plain and isinstance(sys.stdout, io.TextIOWrapper):
        codecs.register_error("typewriter", _typewritten)
        sys.stdout.reconfigure(errors="typewriter")
    if parted:
        console.print(f"\n{'-' * min(console.width, 80)}\n")
    console.print(publishing.terminal(view, console.width, plain=plain))


def _typewritten(error: UnicodeError) -> tuple[str, int]:
    """Return what a typewriter has in the place of characters that an encoding lacks, or else question marks."""
    if not isinstance(error, UnicodeEncodeError):
        raise error
    lost = error.object[error.start : error.end].translate(_TYPEWRITER)
    return "".join(character if character.isascii() else "?" for character in lost), error.end


_TYPEWRITER = {**dict.fromkeys(map(ord, "“”„«»"), '"'), **dict.fromkeys(map(ord, "‘’‹›"), "'")}
_TYPEWRITER |= {**dict.fromkeys(map(ord, "–—−·"), "-"), ord("…"): ".", ord("→"): ">", ord("⚠"): "!"}
