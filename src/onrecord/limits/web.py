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

LEAF_BYTES = 26_000
"""UTF-8 bytes of HTML of one part of a story, or of the wordings of a statement, that one page shows; more are pages
of their own. Seven parts of a story's page then stay below 100 KB."""

LEAF_BYTES_SHORT = 12_000
"""The same of a part that stands below what was said on a story's page."""

WORDINGS_SHOWN = 6
"""Other wordings under the fullest one on a story's page; the statement's own page has all."""

PANE_BYTES = 60_000
"""UTF-8 bytes of an article's paragraphs on one page or in the pane: a newspaper's page in full is half of it."""

CITED_PLACES = 20
"""Places of one article that an address can ask to have marked."""

DATA_ENTRIES = 8
"""Articles, and quotations, that a story's page describes for machines."""

FILE_REPORTS = 400
"""Reports of the largest story that is given as one JSON file; its texts are some megabytes then."""

CARD_CHARS = 700
"""Code points of the words on a quotation card; longer ones end in an ellipsis and the address of the rest."""

COMPARED_STATEMENTS = 20
"""Statements that two outlets both word which are compared on one page."""
