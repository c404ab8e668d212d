"""The store under the record: opening it, writing to it, and saying in plain words what is wrong with it."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import django
from django.apps import apps
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.core.management.sql import emit_post_migrate_signal
from django.db import connection, transaction
from django.db.migrations.executor import MigrationExecutor
from django.db.utils import Error

from onrecord.errors import EvidenceRejected, RecordCorrupt, RecordError, RecordFull, RecordLocked

__all__ = ["name", "prepare", "set_up", "trouble", "writing"]

WRITE_LOCK = 0x6F6E7265636F7264
"""The advisory lock that writers of one PostgreSQL record take in turn ("onrecord" in ASCII)."""

_SQLITE = {
    sqlite3.SQLITE_BUSY: RecordLocked,
    sqlite3.SQLITE_LOCKED: RecordLocked,
    sqlite3.SQLITE_CORRUPT: RecordCorrupt,
    sqlite3.SQLITE_NOTADB: RecordCorrupt,
    sqlite3.SQLITE_FULL: RecordFull,
}
_SQLITE_WRITING = frozenset(
    (
        sqlite3.SQLITE_IOERR_WRITE,
        sqlite3.SQLITE_IOERR_FSYNC,
        sqlite3.SQLITE_IOERR_TRUNCATE,
        sqlite3.SQLITE_IOERR_SHMSIZE,
        sqlite3.SQLITE_IOERR_SHMOPEN,
        sqlite3.SQLITE_IOERR_SHMMAP,
    )
)
"""Input/output errors of writing: a quota or a limit on file size gives these and not SQLITE_FULL."""

_POSTGRESQL = {
    "55P03": RecordLocked,
    "57014": RecordLocked,
    "40P01": RecordLocked,
    "40001": RecordLocked,
    "53100": RecordFull,
    "XX001": RecordCorrupt,
    "XX002": RecordCorrupt,
}
"""SQLSTATE of PostgreSQL's appendix A: lock not available, cancelled by a time limit, deadlock, serialization;
disk full; data and index corrupted."""

_UNPREPARED = "there is no record here yet, or one of an older version of this program; it must be prepared first"
_SAYS = {
    RecordLocked: "another program is writing to the record and has not let go of it; try again when it has finished",
    RecordCorrupt: "the record's file is damaged, or is not a record; restore it from a copy",
    RecordFull: "the record cannot grow: the disk or the quota under it is full; what was on record is unharmed",
}


def set_up() -> None:
    """Set up Django for this process when nobody has, with `onrecord.record.settings` unless told otherwise.

    Raises `RecordError` when the settings make no sense.
    """
    if apps.ready:
        return
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "onrecord.record.settings")
    try:
        django.setup()
    except (ImproperlyConfigured, ValueError) as error:
        # The message may quote DATABASE_URL, and a password with it.
        raise RecordError("the address of the record in DATABASE_URL cannot be understood") from error


def name() -> str:
    """Return the store in words that a person can use: a file, or a database and its server; never a password."""
    chosen = settings.DATABASES["default"]
    if connection.vendor == "sqlite":
        return str(chosen["NAME"])
    host = chosen.get("HOST") or chosen.get("OPTIONS", {}).get("host") or "localhost"
    port = f":{chosen['PORT']}" if chosen.get("PORT") else ""
    return f"postgresql://{host}{port}/{chosen['NAME']}"


@contextmanager
def trouble() -> Iterator[None]:
    """Turn every trouble of the database into the family of errors.py, in plain sentences.

    Raises `RecordLocked`, `RecordCorrupt`, `RecordFull`, `EvidenceRejected` or `RecordError`.
    """
    try:
        yield
    except (Error, sqlite3.Error) as error:
        raise _named(error) from error
    except RecordError as error:
        error.store = error.store or name()
        raise


def _named(error: Exception) -> RecordError:
    """Return the error of our family that says what `error` of the database means."""
    cause = error if isinstance(error, sqlite3.Error) else error.__cause__
    if isinstance(cause, sqlite3.Error):
        kind, says = _sqlite_trouble(cause)
    else:
        kind, says = _postgresql_trouble(cause or error)
    return kind(f"{_SAYS.get(kind, says)} ({name()})" if kind is not EvidenceRejected else says, store=name())


def _sqlite_trouble(cause: sqlite3.Error) -> tuple[type[RecordError], str]:
    code = getattr(cause, "sqlite_errorcode", None)
    if code is None and "decode to UTF-8" in str(cause):
        return RecordCorrupt, ""
    if code is None:
        return RecordError, f"the record's database failed: {cause}"
    if code in _SQLITE_WRITING:
        return RecordFull, ""
    primary = code & 0xFF
    if str(cause).startswith("no such table"):
        return RecordError, _UNPREPARED
    if primary in _SQLITE:
        return _SQLITE[primary], ""
    if primary == sqlite3.SQLITE_CONSTRAINT:
        return _refused(str(cause))
    if primary == sqlite3.SQLITE_CANTOPEN:
        return RecordError, "the record's file cannot be opened: its folder does not exist, or is closed to us"
    if primary in (sqlite3.SQLITE_READONLY, sqlite3.SQLITE_PERM):
        return RecordError, "the record's file or its folder is closed to writing"
    if primary == sqlite3.SQLITE_IOERR:
        return RecordError, "the disk under the record failed to read or write"
    return RecordError, f"the record's database failed: {cause}"


def _postgresql_trouble(cause: BaseException) -> tuple[type[RecordError], str]:
    state = getattr(cause, "sqlstate", None)
    message = (str(cause).strip().splitlines() or ["it gave no reason"])[0]
    if state is None or state.startswith("08"):
        return RecordError, f"the record's database cannot be reached: {message}"
    if state == "42P01":
        return RecordError, _UNPREPARED
    if state in _POSTGRESQL:
        return _POSTGRESQL[state], ""
    if state.startswith("23"):
        return _refused(message)
    if state == "25006":
        return RecordError, "the record's database is closed to writing"
    return RecordError, f"the record's database failed: {message}"


def _refused(message: str) -> tuple[type[RecordError], str]:
    if message.startswith("evidence:"):
        return EvidenceRejected, f"the record refused an entry; {message.removeprefix('evidence:').strip()}"
    return RecordError, f"the record refused an entry: {message}"


@contextmanager
def writing() -> Iterator[None]:
    """Open the one transaction in which an article is appended, after those who write already.

    SQLite takes its lock with BEGIN IMMEDIATE (see the settings); on PostgreSQL an advisory lock does the same.
    """
    with trouble(), transaction.atomic():
        if connection.vendor == "postgresql":
            with connection.cursor() as cursor:
                cursor.execute("SELECT pg_advisory_xact_lock(%s)", [WRITE_LOCK])
        yield


def prepare() -> None:
    """Open the configured record, made ready for this version of the program.

    A new file or database gets its tables; an older one gets what was added since, all of it or nothing.
    Raises `RecordError` and its kin when that cannot be done.
    """
    set_up()
    with trouble():
        if connection.vendor == "sqlite":
            _look_at_sqlite()
        elif connection.vendor == "postgresql":
            _look_at_postgresql()
        else:
            raise RecordError(f"a record is kept in SQLite or PostgreSQL, not in {connection.vendor}")
        _migrate()


def _rows(sql: str) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(sql)
        return list(cursor.fetchall())


def _look_at_sqlite() -> None:
    """Refuse what is no file, and another program's database."""
    place = Path(str(settings.DATABASES["default"]["NAME"]))
    if place.is_dir():
        raise RecordError(f"the record's file cannot be opened: {place} is a folder", store=str(place))
    if not place.exists() and not place.parent.is_dir():
        raise RecordError(f"the record's file cannot be opened: there is no folder {place.parent}", store=str(place))
    tables = {row[0] for row in _rows("SELECT name FROM sqlite_master WHERE type = 'table'")}
    if tables and "django_migrations" not in tables:
        raise RecordError(f"{place} is the database of another program; name another file", store=str(place))


def _look_at_postgresql() -> None:
    """Refuse a database that counts bytes where we count code points."""
    encoding = _rows("SHOW server_encoding")[0][0]
    if encoding != "UTF8":
        raise RecordError(f"the record needs a database whose encoding is UTF8; this one has {encoding}")


@contextmanager
def _checked_once() -> Iterator[None]:
    """Look at the references of the whole record once, after the last migration, and not after each.

    Django's schema editor for SQLite reads all of the database after every migration. The site brings sixty: on a
    record of 4,384 articles they took 77 s of processor time, of which 75 went into looking again.
    """
    if connection.vendor != "sqlite":
        yield
        return
    connection.check_constraints = lambda table_names=None: None  # type: ignore[method-assign]  # noqa: ARG005
    try:
        yield
    finally:
        del connection.check_constraints
    connection.check_constraints()


def _migrate() -> None:
    """Apply what is missing in one transaction, so that neither a kill nor a second process leaves half of it."""
    executor = MigrationExecutor(connection)
    ahead = sorted(set(executor.loader.applied_migrations) - set(executor.loader.graph.nodes))
    if any(app == "record" for app, _ in ahead):
        raise RecordError("the record was written by a newer version of this program; install that one")
    if not executor.migration_plan(executor.loader.graph.leaf_nodes()):
        return
    # SQLite's schema editor wants foreign keys off, and the pragma does nothing within a transaction.
    off = connection.disable_constraint_checking()
    try:
        with writing():
            executor = MigrationExecutor(connection)
            targets = executor.loader.graph.leaf_nodes()
            with _checked_once():
                executor.migrate(targets, executor.migration_plan(targets))
            emit_post_migrate_signal(verbosity=0, interactive=False, db=connection.alias)
    finally:
        if off and connection.connection is not None:
            connection.enable_constraint_checking()
