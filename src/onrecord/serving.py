"""The commands that keep the site: serve, and its first account."""

from __future__ import annotations

import contextlib
import multiprocessing
import os
import secrets
import signal
import subprocess
import sys
import tempfile
from pathlib import Path
from threading import Event, Thread
from types import FrameType
from typing import Annotated

import platformdirs
import typer

from onrecord.errors import UsageError
from onrecord.limits.web import (
    SERVER_CONNECTIONS,
    SERVER_END_SECONDS,
    SERVER_HEADER_BYTES,
    SERVER_HEADER_SECONDS,
    SERVER_RESPAWN_SECONDS,
    SERVER_THREADS,
    SHELF_FIRST_SECONDS,
)
from onrecord.printing import progress, say

__all__ = ["account", "serve", "set_up_site", "watch"]

RESTART_SECONDS = 2.0
END_SECONDS = 15.0

account = typer.Typer(help="Make accounts of the site, such as the first administrator's.", no_args_is_help=True)
SECRET_CHARS = 50
"""Fewest characters of a key that Django takes for one that cannot be guessed (security.W009)."""


def set_up_site() -> None:
    """Set up Django with the site's settings, and the record with the site's tables."""
    os.environ["DJANGO_SETTINGS_MODULE"] = "onrecord.web.settings"
    os.environ.setdefault("SECRET_KEY", _secret())
    from onrecord import record

    record.prepare()


def _secret() -> str:
    """Return the key with which this user's sites sign; it is made once and kept for the user alone."""
    file = Path(platformdirs.user_data_dir("onrecord")) / "secret-key"
    try:
        if not file.exists():
            file.parent.mkdir(parents=True, exist_ok=True)
            # Written whole before it has its name: two sites that start at once agree on the first that is there.
            handle, made = tempfile.mkstemp(dir=file.parent, prefix="secret-key-")
            with os.fdopen(handle, "w", encoding="ascii") as target:
                target.write(secrets.token_urlsafe(50))
            with contextlib.suppress(FileExistsError):
                os.link(made, file)
            Path(made).unlink()
        kept = file.read_text(encoding="ascii")
    except OSError as error:
        raise UsageError(f"the key to sign with cannot be kept in {file}: {error.strerror}; set SECRET_KEY") from error
    if len(kept) < SECRET_CHARS:
        raise UsageError(f"the key in {file} is too short to sign with; delete the file, and a new one is made")
    return kept


@account.command("add")
def add_account(
    email: Annotated[str, typer.Argument(help="The e-mail address with which the person signs in.")],
    role: Annotated[str, typer.Option(help="reader, analyst, editor or administrator.")] = "reader",
    name: Annotated[str, typer.Option(help="The name that stands under what the person decides.")] = "",
    link: Annotated[
        bool, typer.Option("--link", help="Print a link by which the person sets a password, and ask for none.")
    ] = False,
) -> None:
    """Make an account whose address counts as verified.

    Examples:

        onrecord account add ana@example.org --role administrator

        onrecord account add bo@example.org --role analyst --name "Bo Ek" --link
    """
    set_up_site()
    from onrecord.web.accounts import making

    password = None
    if not link:
        password = typer.prompt("Password", hide_input=True, confirmation_prompt=True)
    made = making.add(email, role, name, password)
    say.print(f"{made.email} is {role} now.", markup=False)
    if link:
        print(making.password_link(made))


def _open_files(count: int) -> None:
    """Let this process and its children hold `count` connections beside their files, where the system allows it."""
    import resource  # there is none on Windows

    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    wanted = count + 256 if hard == resource.RLIM_INFINITY else min(hard, count + 256)
    if soft != resource.RLIM_INFINITY and soft < wanted:
        resource.setrlimit(resource.RLIMIT_NOFILE, (wanted, hard))


def serve(
    host: Annotated[str, typer.Option(help="The address to listen on.")] = "127.0.0.1",
    port: Annotated[int, typer.Option(min=1, max=65535, help="The port to listen on.")] = 8000,
    workers: Annotated[int, typer.Option(min=1, help="Processes that answer; one for each core at most.")] = 1,
    no_watch: Annotated[
        bool, typer.Option("--no-watch", help="Run no worker beside the server: no feed is asked, nothing is added.")
    ] = False,
) -> None:
    """Serve the record as a site, with a worker that watches feeds and keeps its pages ready.

    Examples:

        onrecord serve

        DATABASE_URL=postgresql://desk@localhost/desk onrecord serve --workers 4
    """
    set_up_site()
    from django.conf import settings
    from granian import Granian
    from granian.constants import Interfaces
    from granian.http import HTTP1Settings

    from onrecord.web import shelf
    from onrecord.web.static_files import pack

    pack(settings.STATIC_DIGEST)
    with progress() as bar:
        task = bar.add_task("shelving stories", total=None)
        shelf.catch_up(lambda made: bar.update(task, completed=made), seconds=SHELF_FIRST_SECONDS)
    # A worker begins as a process of its own. A fork would inherit the locks that the keeper's thread holds just then,
    # those of SQLite too, and wait for them without end.
    multiprocessing.set_start_method("spawn", force=True)
    stop = Event()
    beside = Thread(target=shelf.keep if no_watch else _worker_beside, args=(stop,), name="beside", daemon=True)
    beside.start()
    say.print(f"The site: http://{host}:{port}/ (Ctrl-C ends it)", markup=False)
    server = Granian(
        "onrecord.web.wsgi:application",
        address=host,
        port=port,
        interface=Interfaces.WSGI,
        workers=workers,
        blocking_threads=SERVER_THREADS,
        log_enabled=False,
        respawn_failed_workers=True,
        respawn_interval=SERVER_RESPAWN_SECONDS,
        workers_kill_timeout=SERVER_END_SECONDS,
        backlog=SERVER_CONNECTIONS,
        backpressure=SERVER_CONNECTIONS,
        http1_settings=HTTP1Settings(
            header_read_timeout=SERVER_HEADER_SECONDS * 1000, max_buffer_size=SERVER_HEADER_BYTES
        ),
    )
    _open_files(workers * SERVER_CONNECTIONS)
    try:
        server.serve()
    except OSError as error:
        raise UsageError(f"nothing can listen on {host}:{port}: {error.strerror or error}") from error
    finally:
        stop.set()
        beside.join(END_SECONDS)
    sys.stdout.flush()


def _worker_beside(stop: Event) -> None:
    """Run `onrecord watch` as a process of its own until `stop` is set; one that ends is started again."""
    from django.conf import settings

    command = [sys.executable, "-m", "onrecord.cli", "watch", "--until-input-ends"]
    env = os.environ | {"DATABASE_URL": settings.DATABASE_URL}
    while not stop.is_set():
        # The worker ends when its standard input does, so that it does not outlive a server that was killed.
        with subprocess.Popen(command, env=env, stdin=subprocess.PIPE) as worker:  # noqa: S603 - our own command
            while worker.poll() is None and not stop.wait(0.5):
                pass
            worker.terminate()
            try:
                worker.wait(END_SECONDS / 2)
            except subprocess.TimeoutExpired:
                worker.kill()
        stop.wait(RESTART_SECONDS)


def watch(
    feeds: Annotated[
        list[str] | None, typer.Argument(help="Addresses of feeds to watch from now on.", show_default=False)
    ] = None,
    minutes: Annotated[int, typer.Option(min=5, help="How often these feeds are asked.")] = 15,
    until_input_ends: Annotated[bool, typer.Option("--until-input-ends", hidden=True)] = False,
) -> None:
    """Watch feeds, add what was handed in at the desk, and keep the pages of the site ready, until it is ended.

    Any number of workers may run on one record, on one machine or on several; any may be killed.

    Examples:

        onrecord watch

        onrecord watch https://example.org/feed.xml --minutes 30
    """
    set_up_site()
    from onrecord.web import watch as worker

    for feed in feeds or ():
        if why := worker.watch_feed(feed, minutes, by="the command line"):
            raise UsageError(f"{feed}: {why}")
    stop = Event()

    def end(number: int, frame: FrameType | None) -> None:  # noqa: ARG001 - what a signal gives
        stop.set()

    signal.signal(signal.SIGINT, end)
    signal.signal(signal.SIGTERM, end)
    if until_input_ends:
        Thread(target=_end_with_input, args=(stop,), name="input", daemon=True).start()
    else:
        say.print("Watching (Ctrl-C ends it)")
    worker.work(stop)


def _end_with_input(stop: Event) -> None:
    """Set `stop` when standard input ends, as it does when the server beside which we run was killed."""
    sys.stdin.buffer.read()
    stop.set()
