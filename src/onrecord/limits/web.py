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
