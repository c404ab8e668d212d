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

# --- the desk -----------------------------------------------------------------------------------------------
REVIEW_CONFIDENCE = 0.6
"""An attribution below this comes to the desk. Confidence is calibrated: of those at .6, four in ten are wrong; of the
286 of the examples and the seeds it brings 31."""

REVIEW_PLACE = 0.9
"""A report whose place in its story is less certain than this comes to the desk."""

REVIEW_JOIN = 0.5
"""How certain the desk takes two names of one bearer to be, for which linking gives a reason and no number."""

REVIEW_ROWS = 200
"""Things of one story and kind that come to the desk at most, the least certain first."""

REVIEW_WORDINGS = 8
"""Wordings of a statement that its item at the desk shows in their passages."""

SHELVED_AT_ONCE = 4
"""Sheets that a judgement makes while the analyst waits, some 50 ms each; the rest is left to the worker."""

PREVIEW_STORIES = 4
"""Stories that a preview tells anew."""

PREVIEW_LINES = 30
"""Changes that a preview lists of one story."""

REASON_CHARS = 2_000
"""Code points of the reason for a judgement, and of the name that a correction gives."""

SPLIT_ARTICLES = 2_000
"""Articles from among which a split can be chosen on one page."""

# --- adding and watching ------------------------------------------------------------------------------------
UPLOAD_BYTES = 50_000_000
"""Bytes of one form with its files: a large web archive of a day."""

DELIVERIES = 50
"""Addresses or files in one form."""

ADDRESS_CHARS = 2_000
"""Code points of an address; what browsers and servers take."""

TEXT_CHARS = 500_000
"""Code points of a pasted text: a short book."""

FAULTS_KEPT = 50
"""Faults kept with one addition, for its page; all are on record."""

LEASE_SECONDS = 120
"""Seconds after which a feed or an addition that a worker took up, and of which it was silent since, is taken up by
another. A worker that lives speaks five times in this."""

DELIVERY_TRIES = 10
"""Workers that take up one addition; when all of them died of it, it is given up and says so."""

PLAN_SECONDS = 2.0
"""Seconds between looks at what is due."""

FEED_MINUTES = (5, 15, 30, 60, 180, 720, 1440)
"""Minutes between two looks at a feed, to choose from."""

FEED_BACKOFF = 5
"""Times that the pause doubles while a feed fails in a row, a day at most."""

TASKS_KEPT_DAYS = 7
"""Days for which finished tasks stay in their table."""
