"""The commands of the ledger: verify, statement, close."""

from __future__ import annotations

import json
import sys
from datetime import UTC, datetime, time
from typing import Annotated

import typer

from onrecord.desk import AsJson
from onrecord.printing import faults_data, print_faults, say, table
from onrecord.serving import set_up_site

__all__ = ["app"]

app = typer.Typer(help="Look at the ledger: whole Twei, in double entry.", no_args_is_help=True)
_DAY = ["%Y-%m-%d"]


@app.command()
def verify(as_json: AsJson = False) -> None:
    """Make every balance, sum and hash again from the postings alone, and compare them with what people did.

    Example:

        onrecord ledger verify || echo "the ledger does not hold"
    """
    set_up_site()
    from onrecord import community, ledger

    faults = [*ledger.verify(), *community.verify()]
    if as_json:
        print(json.dumps(faults_data(faults), ensure_ascii=False))
    elif not faults:
        say.print("The ledger holds: every balance follows, every transfer sums to zero, every chain is whole.")
        say.print("Every transfer has its act, and every line of profit and loss is what the acts come to.")
    print_faults(faults)
    raise typer.Exit(1 if faults else 0)


@app.command()
def close(as_json: AsJson = False) -> None:
    """Pay out what can no longer be taken back, and close every post against the treasury.

    A worker of the site does both by itself. At most the treasury's budget of a day is paid out.

    Example:

        onrecord ledger close && onrecord ledger statement treasury
    """
    set_up_site()
    from onrecord import community

    settled = 0
    while some := community.mature():
        settled += some
    closed = community.close()
    if as_json:
        print(json.dumps({"settled": settled, "closed": closed}))
    else:
        say.print(f"{settled} movements are settled, and {closed} posts closed against the treasury.")


@app.command()
def statement(
    account: Annotated[str, typer.Argument(help="The ledger account, such as treasury or wallet:7.")],
    first: Annotated[datetime | None, typer.Option(formats=_DAY, help="From this day on.", show_default=False)] = None,
    last: Annotated[datetime | None, typer.Option(formats=_DAY, help="Up to this day.", show_default=False)] = None,
    as_csv: Annotated[bool, typer.Option("--csv", help="Print CSV for a spreadsheet.")] = False,
    as_json: AsJson = False,
) -> None:
    """Print an account's statement: opening balance, entries with what caused them, closing balance.

    Examples:

        onrecord ledger statement treasury

        onrecord ledger statement wallet:7 --first 2026-03-01 --csv > march.csv
    """
    set_up_site()
    from onrecord import ledger

    end = datetime.combine(last, time.max, UTC) if last else None
    told = ledger.statement(account, first.replace(tzinfo=UTC) if first else None, end)
    rows = [
        (line.at.isoformat(), line.transfer, line.kind, line.reason, line.cause, line.amount, line.balance)
        for line in told.lines
    ]
    names = ("at", "transfer", "kind", "reason", "cause", "amount", "balance")
    if as_json:
        entries = [dict(zip(names, row, strict=True)) for row in rows]
        print(json.dumps({"account": account, "opening": told.opening, "entries": entries, "closing": told.closing}))
    elif as_csv:
        from onrecord.web.taken_away import table_lines

        opening = ("", "", "", "opening balance", "", "", told.opening)
        closing = ("", "", "", "closing balance", "", "", told.closing)
        sys.stdout.writelines(table_lines(names, [opening, *rows, closing]))
    else:
        shown = [("", "opening balance", "", "", str(told.opening))]
        shown += [
            (f"{line.at:%Y-%m-%d %H:%M:%S}", line.reason, line.cause, f"{line.amount:+}", str(line.balance))
            for line in told.lines
        ]
        shown += [("", "closing balance", "", "", str(told.closing))]
        table(f"{account}, in Twei", ("when (UTC)", "reason", "cause", "amount", "balance"), shown)
