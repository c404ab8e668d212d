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
