"""The commands of a desk that keeps a record: what is due, and what people decide."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated, cast, get_args

import typer

from onrecord import printing
from onrecord.errors import UsageError
from onrecord.printing import say

__all__ = ["AsJson", "judge", "track"]

AsJson = Annotated[bool, typer.Option("--json", help="Write JSON to standard output, for a program to read.")]


def track(
    since: Annotated[
        datetime | None,
        typer.Option(formats=["%Y-%m-%d"], help="Also what changed since this day.", show_default=False),
    ] = None,
    day: Annotated[
        datetime | None, typer.Option(formats=["%Y-%m-%d"], help="The day that counts as today.", show_default=False)
    ] = None,
    out: Annotated[Path | None, typer.Option(help="Write an iCalendar file there.", show_default=False)] = None,
    as_json: AsJson = False,
) -> None:
    """List what is promised on record: what is overdue, due and ahead, and what changed since a day.

    Examples:
        onrecord track

        onrecord track --since 2026-03-01 --out due.ics
    """
    from onrecord import publishing, record

    if out and out.is_dir():
        raise UsageError(f"{out} is a folder; say in which file the calendar goes, such as {out / 'due.ics'}")
    record.prepare()
    today = (day or datetime.now(UTC)).date()
    found = list(publishing.track(record.as_of(), today, since.date() if since else None))
    if out:
        publishing.write(out, publishing.as_calendar(found).decode())
        say.print(f"A calendar of {sum(each.commitment.interval is not None for each in found)} due days: {out}")
    if as_json:
        print(json.dumps([publishing.tracked_data(each) for each in found], ensure_ascii=False, indent=2))
    else:
        printing.print_tracked(found, today, since.date() if since else None)


def judge(
    kind: Annotated[
        str | None,
        typer.Argument(help="merge, split, reject, correct or retract. None: list all.", show_default=False),
    ] = None,
    targets: Annotated[list[str] | None, typer.Argument(help="Ids, as the examples show.", show_default=False)] = None,
    by: Annotated[str, typer.Option(help="Who decides.", show_default=False)] = "",
    reason: Annotated[str, typer.Option(help="Why, in words for whoever reads it later.", show_default=False)] = "",
    value: Annotated[str | None, typer.Option(help="The speaker's name, for correct.", show_default=False)] = None,
    as_json: AsJson = False,
) -> None:
    """Put a person's decision on record, which later runs respect; or list the decisions.

    Examples:
        onrecord judge merge story-KEPT story-GONE --by Ana --reason "one event"

        onrecord judge split story-SPLIT art-LEAVING art-LEAVING --by Ana --reason "two events"

        onrecord judge merge ent-KEPT ent-GONE --by Ana --reason "one person"

        onrecord judge reject stm-STATEMENT att-WORDING --by Ana --reason "another utterance"

        onrecord judge correct att-ATTRIBUTION --value "Mira Brandt" --by Ana --reason "the pronoun is hers"

        onrecord judge retract judge-JUDGEMENT --by Ana --reason "seen the video"
    """
    from onrecord import record

    record.prepare()
    if kind is None:
        made = record.judgements()
    elif kind == "retract":
        if len(targets or ()) != 1:
            raise UsageError("retract takes the id of one judgement; onrecord judge lists them")
        made = tuple(record.retract(each, by, reason) for each in targets or ())
    elif kind in get_args(record.JudgementKind):
        made = (record.judge(cast(record.JudgementKind, kind), targets or (), by, reason, value),)
    else:
        raise UsageError(f"there is no judgement {kind!r}; there are merge, split, reject, correct and retract")
    printing.print_judgements(made, as_json=as_json)
