"""Whether anything changed: a text for the state of the database, which no later state has again."""

from __future__ import annotations

import sqlite3
from itertools import count
from pathlib import Path
from threading import Lock

from django.db import connection

__all__ = ["state"]

_numbers = count()
_watchers: dict[tuple[str, int, int], tuple[int, sqlite3.Connection]] = {}
_lock = Lock()


def state() -> str | None:
    """Return what tells this state of the database from every later one, in this process; None when nothing does.

    Two equal answers mean that nobody committed anything in between. Within a transaction there is no answer, since
    what is not committed yet cannot be told.
    """
    if connection.in_atomic_block:
        return None
    if connection.vendor == "sqlite":
        return _sqlite_state(str(connection.settings_dict["NAME"]))
    with connection.cursor() as cursor:
        # Which transactions are seen: once another one is, no snapshot is told in these words again.
        cursor.execute("SELECT pg_current_snapshot()::text")
        return f"{connection.settings_dict['HOST']}/{connection.settings_dict['NAME']} {cursor.fetchone()[0]}"


def _sqlite_state(file: str) -> str | None:
    """Return the number that SQLite raises for one connection whenever another one commits (PRAGMA data_version).

    The connection that watches is one for the whole process, and does nothing else.
    """
    try:
        held = Path(file).stat()
    except (OSError, ValueError):
        return None
    name = (file, held.st_dev, held.st_ino)
    with _lock:
        try:
            if name not in _watchers:
                watcher = sqlite3.connect(file, isolation_level=None, check_same_thread=False)
                _watchers[name] = (next(_numbers), watcher)
            number, watcher = _watchers[name]
            return f"{number} {watcher.execute('PRAGMA data_version').fetchone()[0]}"
        except sqlite3.Error:
            _watchers.pop(name, None)
            return None
