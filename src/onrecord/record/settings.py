"""Django's settings for the record alone, which is all that the command line needs; the site's build on these.

Everything a user may set is an environment variable, documented in docs/settings.md.
"""

from __future__ import annotations

import os
import secrets
from pathlib import Path
from typing import Any
from urllib.parse import quote

import dj_database_url

SQLITE_OPTIONS = {
    # A write waits for the lock from its first statement, so that two writers queue instead of failing half-way.
    "transaction_mode": "IMMEDIATE",
    # Seconds to wait for another writer.
    "timeout": 20,
    # WAL lets readers and one writer work at once. FULL syncs every commit: a receipt that was given survives a
    # power cut (docs/decisions/0003 has the cost). recursive_triggers lets the triggers against deletion see
    # what INSERT OR REPLACE would delete.
    "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON;"
    "PRAGMA recursive_triggers=ON",
}


def databases(url: str) -> dict[str, Any]:
    """Return Django's DATABASES for an address such as `sqlite:///news.sqlite3` or `postgresql://desk@host/news`.

    Options at the address's end (`?timeout=5`) go before ours.
    """
    chosen: dict[str, Any] = dict(dj_database_url.parse(url))
    if chosen["ENGINE"] == "django.db.backends.sqlite3":
        chosen["OPTIONS"] = SQLITE_OPTIONS | chosen.get("OPTIONS", {})
    return {"default": chosen}


DATABASE_URL = os.environ.get("DATABASE_URL") or f"sqlite:///{quote(str(Path.cwd() / 'onrecord.sqlite3'))}"
DATABASES = databases(DATABASE_URL)

INSTALLED_APPS = ["onrecord.record"]
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
USE_TZ = True
TIME_ZONE = "UTC"
SECRET_KEY = os.environ.get("SECRET_KEY") or secrets.token_urlsafe(50)
