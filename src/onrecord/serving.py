"""The commands that keep the site: serve, and its first account."""

from __future__ import annotations

import contextlib
import os
import secrets
import sys
import tempfile
from pathlib import Path
from threading import Event, Thread
from typing import Annotated

import platformdirs
import typer

from onrecord.errors import UsageError
from onrecord.printing import progress, say

__all__ = ["account", "serve"]

account = typer.Typer(help="Make accounts of the site, such as the first administrator's.", no_args_is_help=True)
SECRET_CHARS = 50
"""Fewest characters of a key that Django takes for one that cannot be guessed (security.W009)."""


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
    _site()
    from onrecord.web.accounts import making

    password = None
    if not link:
        password = typer.prompt("Password", hide_input=True, confirmation_prompt=True)
    made = making.add(email, role, name, password)
    say.print(f"{made.email} is {role} now.", markup=False)
    if link:
        print(making.password_link(made))


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
    from granian import Granian
    from granian.constants import Interfaces

    from onrecord.web import shelf

    with progress() as bar:
        task = bar.add_task("shelving stories", total=None)
        while shelf.follow():
            bar.update(task, advance=0)
        shelf.work_off(lambda made: bar.update(task, completed=made))
    stop = Event()
    keeper = Thread(target=shelf.keep, args=(stop,), name="shelf", daemon=True)
    keeper.start()
    say.print(f"The site: http://{host}:{port}/ (Ctrl-C ends it)", markup=False)
    server = Granian(
        "onrecord.web.wsgi:application",
        address=host,
        port=port,
        interface=Interfaces.WSGI,
        workers=workers,
        blocking_threads=4,
        log_enabled=False,
        respawn_failed_workers=True,
        backpressure=256,
    )
    try:
        server.serve()
    except OSError as error:
        raise UsageError(f"nothing can listen on {host}:{port}: {error.strerror or error}") from error
    finally:
        stop.set()
    sys.stdout.flush()
