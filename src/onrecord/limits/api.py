"""Limits of the JSON API."""

from __future__ import annotations

API_PAGE_ROWS = 30
"""Rows of a list in one answer when the client names no number."""

API_PAGE_ROWS_MOST = 100
"""Rows of a list in one answer at most."""

API_PAGE_BYTES = 2_000_000
"""Bytes of rows after which an answer ends although more were asked for: articles may be long. One row always fits."""

API_ANONYMOUS_RATE = 60
"""Requests a minute from one address without a key: a person who tries things out, or a small script."""

API_KEY_RATE = 600
"""Requests a minute with one key: a mirror of a record of 20,000 articles is made in three minutes."""

API_LEASE_SHARE = 20
"""A process takes this part of a rate at a time from the common count: one write for 30 requests of a key."""

API_KEYS_EACH = 20
"""Keys in force that one account may have."""

API_KEY_DAYS_MOST = 730
"""Days after which a key runs out at the latest."""

API_KEY_USED_SECONDS = 300
"""Seconds within which a second use of a key is not noted anew, so that reading does not write."""

API_BODY_BYTES = 1_000_000
"""Bytes of a request's body at most."""

API_ARTICLE_CHARS = 200_000
"""Code points of the text of an article that is added over the API; it is read while the client waits."""

API_NAME_CHARS = 200
"""Code points of an outlet's or a person's name by which lists are narrowed."""

API_FIELD_CHARS = 2_000
"""Code points of a field of an article beside its text, and of a reason."""

API_TARGETS_MOST = 500
"""Entries that one judgement names at most."""

API_SHELVED_AT_ONCE = 5
"""Stories whose sheets a judgement makes anew before it is answered; the rest wait for the keeper of the shelf."""
