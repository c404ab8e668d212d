"""Django's settings. Everything a user may set is an environment variable, documented in docs/settings.md."""

from __future__ import annotations

import os
import secrets
from pathlib import Path
from urllib.parse import quote

import dj_database_url

DATABASE_URL = os.environ.get("DATABASE_URL") or f"sqlite:///{quote(str(Path.cwd() / 'onrecord.sqlite3'))}"
DATABASES = {"default": dj_database_url.parse(DATABASE_URL)}
if DATABASES["default"]["ENGINE"] == "django.db.backends.sqlite3":
    # WAL lets readers and one writer work at once; a write waits for the lock from its first statement,
    # so that two writers queue instead of failing half-way. FULL syncs every commit: a receipt that was
    # given survives a power cut (docs/decisions/store.md has the cost). recursive_triggers lets the
    # triggers against deletion see what INSERT OR REPLACE would delete.
    DATABASES["default"]["OPTIONS"] = {
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON;"
        "PRAGMA recursive_triggers=ON",
        **DATABASES["default"].get("OPTIONS", {}),
    }

INSTALLED_APPS = ["onrecord.record"]
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
USE_TZ = True
TIME_ZONE = "UTC"
SECRET_KEY = os.environ.get("SECRET_KEY") or secrets.token_urlsafe(50)
