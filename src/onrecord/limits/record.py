"""Limits and thresholds of record."""

from __future__ import annotations

LOOK_UP_WINDOW_DAYS = 10
"""Days either side of an article's day of publication in which the record looks for articles that belong with it:
the follow-up window of linking, so that nothing it would tie is left out."""

KNOWN_ARTICLES = 48
"""Articles offered to linking for a new one; a round-up of the largest stories of the public sets has 11 reports."""

KNOWN_ENTITIES = 400
"""Names of entities looked at for a new article; linking asks for 12 names, and few are borne by many."""

KNOWN_CACHE_ARTICLES = 512
"""Articles and readings kept in memory between look-ups, some 60 kB each."""

LOOK_UP_KEY_ARTICLES = 200
"""Articles within the window that are looked at under one key, the newest, so that the work of a look-up does not grow
with the record. The reports of a story of thousands share all their keys, so such keys count as well, if little."""

LOOK_UP_KEYS = 400
"""Keys stored for one article; linking makes 44."""

LEDE_EVIDENCE_CHARS = 300
"""Code points of an article's opening that stand as evidence for its place in a story."""

PAGE_COMPRESSION = 6
"""zlib's level for pages, 0 to 9."""

ROWS_PER_QUERY = 900
"""Rows or ids in one statement; SQLite's oldest bound on parameters is 999."""

AUDIT_BATCH_ROWS = 200
"""Rows that an audit holds at a time, their articles' texts with them."""

AUDIT_FAULTS = 1_000
"""Faults that one audit describes; beyond it they are only counted, so that a wrecked record cannot fill memory."""
