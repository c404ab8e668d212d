"""Limits of the site."""

from __future__ import annotations

SHELF_BATCH = 200
"""Arrivals that are looked at in one step of keeping the shelf."""

SHELVING_TRIES = 3
"""Times that a sheet is made while reports of its story keep coming; the last one is put down as it is, and the note
that the story waits has it made again."""

PAGE_ROWS = 30
"""Rows of a list on one page: two screens of a laptop."""

EXPORT_ROWS = 5_000
"""Rows of a list in its CSV or JSON form; the API goes on from there by cursor."""

LEAF_BYTES = 26_000
"""UTF-8 bytes of HTML of one part of a story, or of the wordings of a statement, that one page shows; more are pages
of their own. Seven parts of a story's page then stay below 100 KB."""

LEAF_BYTES_SHORT = 12_000
"""The same of a part that stands below what was said on a story's page."""

HEAVY_WORDINGS = 24
"""Wordings of a statement above which its page is made with its story's sheet and not when a reader asks: it takes the
longer the more they are."""

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

COMPARED_BY_OUTLETS = 20
"""Statements that two outlets both word which are compared on one page."""

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

COUNTED_ROWS = 1_000
"""Rows of a column of the tracker's board that are counted; of more it says so."""

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
"""Seconds after which a feed, an addition or a story to shelve that a worker took up, and of which it was silent since,
is taken up by another. A worker that lives speaks five times in this."""

DELIVERY_TRIES = 10
"""Workers that take up one addition; when all of them died of it, it is given up and says so."""

PLAN_SECONDS = 2.0
"""Seconds between looks at what is due."""

SETTLE_SECONDS = 60.0
"""Seconds between two looks at what is to be paid out; a window of days may end a minute later."""

FEED_MINUTES = (5, 15, 30, 60, 180, 720, 1440)
"""Minutes between two looks at a feed, to choose from."""

FEED_BACKOFF = 5
"""Times that the pause doubles while a feed fails in a row, a day at most."""

TASKS_KEPT_DAYS = 7
"""Days for which finished tasks stay in their table."""

# --- answering ----------------------------------------------------------------------------------------------
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

COMMENTS_SHOWN = 12
"""Comments under a story; the thread's own pages have all. With the forms of who may act they weigh some 20 kB."""

COMMENTS_ON_PAGE = 100
"""Comments of a page of the thread."""

COMMENT_LINKS = 20
"""Addresses of one comment that are links; a text with more is a list of advertisements."""

LINK_CHARS = 1_000
"""Characters of an address in a comment that is a link."""

AVATARS_KEPT = 4_096
"""Avatars that a process keeps, 400 bytes each."""

FORM_KEY_CHARS = 40
"""Characters of a form's key that count: a UUID has 36."""

OPINION_CHARS = 16
"""Characters of a vote's opinion that are looked at; the longest that there is has seven."""

STATEMENT_YEARS = (2000, 9998)
"""Years of a statement's days: before the first no account was open, and after the last no day can be added."""
