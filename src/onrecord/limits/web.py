"""Limits of the site."""

from __future__ import annotations

SHELF_BATCH = 200
"""Arrivals that are looked at in one step of keeping the shelf."""

SHELF_LEASE_SECONDS = 120
"""Seconds after which a story that a worker took up and did not finish is taken up by another."""

PAGE_ROWS = 30
"""Rows of a list on one page: two screens of a laptop."""

EXPORT_ROWS = 5_000
"""Rows of a list in its CSV or JSON form; the API goes on from there by cursor."""

KEPT_BYTES = 48 * 1024 * 1024
"""Bytes of packed pages that each process keeps for readers who are not signed in: some 5,000 of 8 kB."""

KEPT_PAGE_BYTES = 2 * 1024 * 1024
"""Bytes of one packed page above which it is not kept."""

PACKING = 5
"""Level (1..9) at which pages are packed by gzip."""

SHELF_FIRST_SECONDS = 20.0
"""Seconds for which `serve` makes sheets before it listens; the rest are made while it answers, or when asked for."""

SERVER_THREADS = 4
"""Requests that one process works on at a time: they take turns, so that one that waits for the database, or packs a
large page, holds up no other."""

SERVER_CONNECTIONS = 2_048
"""Connections that one process holds. Idle and slow ones count, and cost no thread: at 256, 300 of them kept everybody
else out."""

SERVER_HEADER_SECONDS = 10
"""Seconds within which the head of a request must have come, after which the connection is closed."""

SERVER_HEADER_BYTES = 64 * 1024
"""Bytes of the head of a request above which it is refused (431)."""

SERVER_RESPAWN_SECONDS = 1.0
"""Seconds for which a process that died, and began less long ago, keeps the next one waiting."""

SERVER_BODIES = 2
"""Requests of one process whose bodies are taken in at a time: half of its threads stay with the readers."""

SERVER_SMALL_BODY_BYTES = 1024 * 1024
"""Bytes of a body that is taken in whole before it is looked at; longer ones are uploads."""

SERVER_END_SECONDS = 5
"""Seconds for which the end waits for answers under way; idle browsers and endless forms would hold it longer."""
