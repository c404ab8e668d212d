"""One command per verb. Exit status: 0 all well, 1 done with faults, 2 could not do it."""

from __future__ import annotations

import json
import os
import re
import signal
import sys
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated, NoReturn

import platformdirs
import typer
from rich.console import Console
from rich.markdown import Markdown
from rich.markup import escape

from onrecord import __version__, bookkeeping, printing
from onrecord.archive import batch, load
from onrecord.desk import AsJson, judge, track
from onrecord.errors import Fault, OnRecordError, UsageError
from onrecord.printing import FAULTS_SHOWN, faults_data, print_faults, progress, say, table
from onrecord.serving import account, serve, watch

__all__ = ["app", "main"]

_ID = re.compile("(art|att|story|stm|ent)-[0-9a-f]{30}")

app = typer.Typer(
    name="onrecord",
    help="Read the coverage of an event and write the record: who said what, when, and known through whom.",
    epilog="The record is the file onrecord.sqlite3 in this folder, or what DATABASE_URL or --database names.",
    no_args_is_help=True,
    rich_markup_mode="markdown",
    pretty_exceptions_enable=False,
    add_completion=False,
)

Where = Annotated[
    list[str] | None,
    typer.Argument(help="Files, folders, addresses of pages or feeds. None: the bundled examples.", show_default=False),
]
Jobs = Annotated[int, typer.Option(min=1, help="Processes that extract and read.")]
AllowPrivate = Annotated[
    bool, typer.Option("--allow-private", help="Also fetch addresses of this machine and of private networks.")
]
AsOf = Annotated[datetime | None, typer.Option(help="The record as it stood at this moment (UTC).", show_default=False)]


def _version(asked: bool) -> None:
    if asked:
        print(f"onrecord {__version__}")
        raise typer.Exit


@app.callback()
def _settings(
    database: Annotated[
        str | None,
        typer.Option(envvar="DATABASE_URL", help="Where the record is, such as sqlite:///desk.sqlite3.", metavar="URL"),
    ] = None,
    version: Annotated[  # noqa: ARG001 - the callback has answered it
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Print the version and stop.")
    ] = False,
) -> None:
    if database:
        os.environ["DATABASE_URL"] = database


@app.command()
def brief(
    where: Where = None,
    out: Annotated[Path, typer.Option(help="Where the HTML goes.")] = Path("briefing.html"),
    form: Annotated[str, typer.Option(help="What the terminal shows: text, markdown or none.")] = "text",
    day: Annotated[datetime | None, typer.Option(formats=["%Y-%m-%d"], help="All stories of this day.")] = None,
    story: Annotated[str | None, typer.Option(help="One story, by its id.", show_default=False)] = None,
    jobs: Jobs = 1,
    allow_private: AllowPrivate = False,
    as_json: AsJson = False,
) -> None:
    """Put coverage on record and write its briefing.

    Examples:

        onrecord brief                       # the bundled examples

        onrecord brief saved-pages/          # a folder of saved pages

        onrecord brief --day 2026-03-03      # what the record holds on one day
    """
    from onrecord import publishing, record

    if form not in ("text", "markdown", "none"):
        raise UsageError(f"there is no form {form!r}; there are text, markdown and none")
    chosen = day is not None or story is not None
    if chosen and (where or (day and story)):
        raise UsageError("say either what to read, or which day of the record to write up, or which story")
    if out.is_dir():
        raise UsageError(f"{out} is a folder; say in which file the HTML goes, such as {out / 'briefing.html'}")
    record.prepare()
    faults, articles = (0, set[str]()) if chosen else _add(where or [str(_examples())], jobs, allow_private)
    snapshot = record.as_of()
    if story:
        ids: tuple[str, ...] = (story,)
    elif day:
        ids = publishing.stories_on(snapshot, day.date())
    else:
        ids = tuple(found.id for found in snapshot.stories(articles=articles))
    if not ids:
        raise UsageError(f"nothing on record {f'on {day:%Y-%m-%d}' if day else 'from there'}, so there is no briefing")
    briefing = publishing.brief(snapshot, ids)
    publishing.write(out, publishing.render(briefing, "html"))
    if as_json:
        print(publishing.render(briefing, "json"))
    elif form == "text" and sys.stdout.isatty():
        Console().print(Markdown(publishing.render(briefing, "markdown")))
    elif form != "none":  # without a terminal's styles only the Markdown itself shows which words differ
        print(publishing.render(briefing, "markdown"))
    say.print(f"The briefing with its sources: {out.resolve()}", markup=False)
    raise typer.Exit(1 if faults else 0)


@app.command()
def add(where: Where = None, jobs: Jobs = 1, allow_private: AllowPrivate = False, as_json: AsJson = False) -> None:
    """Put coverage on record. What is there already is not added again.

    Examples:

        onrecord add saved-pages/ wire.jsonl crawl.warc.gz

        onrecord add https://example.org/news/feed.xml

        DATABASE_URL=postgres://desk@localhost/desk onrecord add feeds.opml
    """
    from onrecord import record

    record.prepare()
    # Read ahead of the record, a page that a kill loses would be answered "not changed" by the next run.
    cache_dir = _validators(record.identity()) if jobs == 1 else None
    faults, _ = _add(where or [str(_examples())], jobs, allow_private, cache_dir=cache_dir, as_json=as_json)
    raise typer.Exit(1 if faults else 0)


@app.command()
def export(
    folder: Annotated[Path, typer.Argument(help="Where the JSON Lines files go.")],
    as_of: AsOf = None,
    as_json: AsJson = False,
) -> None:
    """Write the whole record as JSON Lines, a file for each kind of entry (docs/formats.md).

    Example:

        onrecord export out/ && head -1 out/statements.jsonl
    """
    from onrecord import publishing, record

    record.prepare()
    with progress() as bar:
        task = bar.add_task("exporting", total=None)
        counts = publishing.export(record.as_of(_utc(as_of)), folder)
        bar.update(task, total=1, completed=1)
    if as_json:
        print(json.dumps(dict(counts)))
    else:
        table("written to " + str(folder), ("file", "lines"), ((n, str(c)) for n, c in counts.items()))


@app.command()
def show(
    what: Annotated[
        str | None,
        typer.Argument(
            help="The id of an article, attribution, story, statement or entity; or a file, to look at its articles "
            "without putting them on record.",
            show_default=False,
        ),
    ] = None,
    out: Annotated[Path | None, typer.Option(help="Write a page of HTML there instead.", show_default=False)] = None,
    min_confidence: Annotated[float, typer.Option(min=0, max=1, help="Leave out attributions below this.")] = 0.0,
    as_of: AsOf = None,
    as_json: AsJson = False,
) -> None:
    """Show one entry of the record, such as a story or an article with its attributions marked, or all stories.

    Examples:

        onrecord show                        # the stories, with their ids

        onrecord show story-5f0c9d2a7be14e63a8d1f4b7c20e96

        onrecord show stm-0c9d2a7be14e635fa8d1f4b7c20e96 --out statement.html

        onrecord show art-1d7be14e635f0c9d2aa8d1f4b7c20e --out article.html

        onrecord show saved.html             # what the reader makes of a file
    """
    from onrecord import publishing, record

    if out and out.is_dir():
        raise UsageError(f"{out} is a folder; say in which file the HTML goes, such as {out / 'article.html'}")
    if what and _is_place(what):
        if as_of:
            raise UsageError("--as-of chooses a moment of the record, and a file is looked at without the record")
        raise typer.Exit(printing.look(what, out, min_confidence, as_json=as_json))
    record.prepare()
    shown = publishing.show(record.as_of(_utc(as_of)), what, min_confidence)
    if min_confidence and not isinstance(shown.view, publishing.Exhibit):
        raise UsageError("--min-confidence is for articles and attributions, and this is neither")
    if out:
        printing.write_page(out, publishing.page_of(shown.view))
    if as_json:
        print(json.dumps(shown.data, ensure_ascii=False, indent=2))
    elif not out:
        printing.print_view(shown.view)


app.command()(batch)
app.command()(load)
app.command()(track)
app.command()(judge)
app.command()(serve)
app.command()(watch)
app.add_typer(account, name="account")
app.add_typer(bookkeeping.app, name="ledger")


@app.command()
def verify(as_json: AsJson = False) -> None:
    """Check the whole record: every piece of evidence found again, every digest and id made anew.

    Example:

        onrecord verify || echo "the record does not hold"
    """
    from onrecord import record

    record.prepare()
    with progress() as bar:
        task = bar.add_task("verifying", total=None)
        faults = list(
            record.verify(lambda kind, done: bar.update(task, completed=done, description=f"verifying {kind}"))
        )
    if as_json:
        print(json.dumps(faults_data(faults), ensure_ascii=False))
    elif not faults:
        say.print("The record holds: every piece of evidence stands in its article, every digest and id is right.")
    print_faults(faults)
    raise typer.Exit(1 if faults else 0)


@app.command(name="eval")
def evaluate(
    names: Annotated[list[str] | None, typer.Argument(help="Which evals; none: all.", show_default=False)] = None,
    data: Annotated[Path | None, typer.Option(help="The folder with the public data.", show_default=False)] = None,
) -> None:
    """Score the readers on public data and hold the floors (in a checkout of the source).

    Example:

        onrecord eval quotations
    """
    checkout = Path(__file__).resolve().parents[2]
    if not (checkout / "evals" / "__main__.py").is_file():
        raise UsageError("the evals come with a checkout of the source, and this is an installed package")
    sys.path.insert(0, str(checkout))
    from importlib import import_module

    run: Callable[[list[str]], int] = import_module("evals.__main__").main
    raise typer.Exit(run([*(["--data", str(data)] if data else []), *(names or [])]))


def _add(
    where: list[str], jobs: int, allow_private: bool, *, cache_dir: Path | None = None, as_json: bool = False
) -> tuple[int, set[str]]:
    """Add and report; return how many faults there were and the ids of the articles."""
    from onrecord import flow
    from onrecord.outlets import Collecting

    collecting = Collecting(allow_private=allow_private, cache_dir=cache_dir)
    articles: set[str] = set()
    faults: list[Fault] = []
    fault_count = entries = 0
    with progress() as bar:
        task = bar.add_task("reading", total=None)
        for step in flow.add(where, collecting, jobs=jobs):
            bar.update(task, advance=1, description=f"reading {escape(Path(step.where).name[:40])}")
            fault_count += len(step.faults)
            faults += step.faults[: FAULTS_SHOWN - len(faults)]
            if step.receipt:
                articles.add(step.receipt.article)
                entries += step.receipt.added
    if as_json:
        told = {"articles": len(articles), "added": entries, "faults": fault_count}
        print(json.dumps({**told, "first_faults": faults_data(faults)}))
    say.print(f"{len(articles)} articles read, {entries} new entries on record, {fault_count} faults")
    print_faults(faults, fault_count)
    return fault_count, articles


def _is_place(what: str) -> bool:
    """Return whether `what` is an address, or a file or folder; what has the form of an id is that id."""
    return "://" in what or (not _ID.fullmatch(what) and os.path.lexists(what))


def _validators(identity: str | None) -> Path | None:
    """Return where the addresses that this record holds keep what asks "changed since?"; None for an empty record."""
    return Path(platformdirs.user_cache_dir("onrecord")) / identity if identity else None


def _examples() -> Path:
    """Return the bundled examples: beside the package when installed, in the checkout otherwise."""
    here = Path(__file__).resolve()
    for place in (here.parent / "examples", here.parents[2] / "examples"):
        if place.is_dir():
            return place
    raise UsageError("the bundled examples are not here; say what to read")


def _utc(moment: datetime | None) -> datetime | None:
    return moment.replace(tzinfo=UTC) if moment and moment.tzinfo is None else moment


class _Stopped(OnRecordError):
    """Somebody pressed Ctrl-C. Not a KeyboardInterrupt, which typer takes for itself with another exit status."""


def _stop(*_: object) -> None:
    raise _Stopped("stopped; what was read so far is on record, and the next run goes on from there")


def main() -> NoReturn:
    """Run the program; every fault of the program ends in one plain sentence and exit status 2."""
    signal.signal(signal.SIGINT, _stop)
    try:
        app(prog_name="onrecord")
    except OnRecordError as error:
        say.print(f"onrecord: {error}", markup=False)
        raise SystemExit(2) from None
    except OSError as error:
        place = f": {error.filename}" if error.filename else ""
        say.print(f"onrecord: {error.strerror or error}{place}", markup=False)
        raise SystemExit(2) from None
    raise SystemExit(0)


if __name__ == "__main__":
    main()
