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

CURSOR_CHARS = 2_000
"""Longest cursor of a list that is read: a name of 500 code points, written as bytes in base 64."""

QUESTION_CHARS = 200
"""Longest word or name that a list is asked for."""

ARRIVALS_KEPT = 50
"""Instants of arrival that are kept with a story, to tell how many reports came since a reader's last visit."""

NAME_KEY_CHARS = 200
"""Code points of a folded name by which lists are put in order."""

ABOUT_ENTITIES = 40
"""Entities that one statement may be about; a list of two hundred names is about none of them."""

VISIT_ENDS_SECONDS = 30 * 60
"""Seconds without a page after which a reader's next page is a new visit, as web statistics count them."""

VISIT_NOTED_SECONDS = 60
"""Seconds within which a reader's pages are noted once: a write for each page would cost more than the page."""

DUE_DAYS = 7
"""Days ahead that the front page looks for what is due."""

DUE_ROWS = 8
"""Commitments in the margin of the front page, and in a column of the tracker's board."""

SOON_DAYS = 30
"""Days ahead that the tracker calls soon."""

CHANGED_ROWS = 200
"""Changed stories that are counted for who comes back; whoever was away for longer reads that there are more."""

CALENDAR_ROWS = 1_000
"""Events of a calendar: what a phone still takes in; writing them takes about a second."""

ALIASES_KEPT = 40
"""Other names that are shown of an entity, those on record longest first."""

OFFICES_SHOWN = 12
POSITIONS_SHOWN = 120
ISSUES_SHOWN = 10
"""Offices, positions and issues on the page of an entity, the newest first."""

STATEMENTS_SHOWN = 8
"""Statements by and about an entity on its page; the rest stands on a list of its own."""

STORIES_SHOWN = 8
"""Stories, commitments and conflicts on the page of an entity."""

COMPARED_STATEMENTS = 200
"""Statements of a speaker that are looked through for one issue, the newest first."""

ISSUE_CHARS = 1_000
"""Longest issue, by its words, that a list of positions is asked for; a clause of an article at most."""

COUNTED_ROWS = 1_000
"""Rows of a column of the tracker's board that are counted; of more it says so."""
