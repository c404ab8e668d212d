"""The commands that keep the site: serve and watch."""

from __future__ import annotations

import multiprocessing
import os
import secrets
import sys
from pathlib import Path
from threading import Event, Thread
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

__all__ = ["serve"]


def _site() -> None:
    """Set up Django with the site's settings, and the record with the site's tables."""
    os.environ["DJANGO_SETTINGS_MODULE"] = "onrecord.web.settings"
    os.environ.setdefault("SECRET_KEY", _secret())
    from onrecord import record

    record.prepare()


def _secret() -> str:
    """Return the key with which this user's sites sign; it is made once and kept for the user alone."""
    file = Path(platformdirs.user_data_dir("onrecord")) / "secret-key"
    try:
        return file.read_text(encoding="ascii")
    except FileNotFoundError:
        file.parent.mkdir(parents=True, exist_ok=True)
        made = secrets.token_urlsafe(50)
        with os.fdopen(os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="ascii") as target:
            target.write(made)
        return made


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
) -> None:
    """Serve the record as a site, and keep its pages ready while the record grows.

    Examples:

        onrecord serve

        DATABASE_URL=postgresql://desk@localhost/desk onrecord serve --workers 4
    """
    _site()
    from django.conf import settings
    from granian import Granian
    from granian.constants import Interfaces
    from granian.http import HTTP1Settings

    from onrecord.web import shelf
    from onrecord.web.static_files import pack

    pack(settings.STATIC_DIGEST)
    with progress() as bar:
        task = bar.add_task("shelving stories", total=None)
        while shelf.follow():
            bar.update(task, advance=0)
        shelf.work_off(lambda made: bar.update(task, completed=made), seconds=SHELF_FIRST_SECONDS)
    stop = Event()
    keeper = Thread(target=shelf.keep, args=(stop,), name="shelf", daemon=True)
    keeper.start()
    say.print(f"The site: http://{host}:{port}/ (Ctrl-C ends it)", markup=False)
    # A forked worker would hold the keeper's locks as they happen to be, and share its connection to the database.
    multiprocessing.set_start_method("spawn", force=True)
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
    sys.stdout.flush()
