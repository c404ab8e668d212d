"""Limits of the community. What an editor may want otherwise stands in the tariff instead."""

from __future__ import annotations

KEY_CHARS = 64
"""Code points of a caller's key, of an id of the record and of a tariff's version; a UUID has 36."""

CODE_CHARS = 32
"""Code points of the name of a kind of act, of a reason, or of a moderator's deed."""

TITLE_CHARS = 300
"""Code points of a post's title; the longest of the headlines that we saw has 230."""

REASON_CHARS = 500
"""Code points of the reason that somebody gives for a flag, a ban or a moderator's deed."""

WORD_CHARS = 100
"""Code points of a blocked word or phrase."""

THREAD_DEPTH = 6
"""Steps from a comment to the answer deepest below it; a deeper answer is put beside the one it answers."""

PATH_CHARS = 11 * (THREAD_DEPTH + 1)
"""Code points of a comment's place in its thread: ten figures and a stroke for each step."""

COMMENT_BYTES = 64_000
"""UTF-8 bytes of a comment that are looked at; the tariff says how many characters are taken, and this bounds that."""

MARKS_IN_A_ROW = 8
"""Combining marks after one letter; Hebrew with vowels and accents has four, Vietnamese taken apart two."""

WORDS = 1_000_000
"""Words of a post; the longest story of the record that we saw has some 60,000 in all its reports."""

TARIFF_TWEI = 10**12
"""Largest number in a tariff. Ten of them in one act stay far below what one posting takes."""

LEVELS = 100
"""Levels of a tariff."""

MATURED_AT_ONCE = 500
"""Movements that one call settles, so that a worker can be stopped between two."""

MATURED_IN_ONE_GO = 100
"""Movements that are settled in one transaction, so that nobody waits long for the members locked by it."""

THREAD_COMMENTS = 200
"""Comments of a thread that are given at once."""

POSTS_SHOWN = 50
"""Posts of an author that are given at once."""

BEAT_SECONDS = 10
"""Seconds between two heartbeats of a reading, and the most that one counts. Shorter ones would cost the server more,
and what a reader loses by looking away is less than this."""

BEAT_EARLY_SECONDS = 9
"""Seconds after the one before at which a heartbeat is taken; browsers' timers may be early by some milliseconds."""

BEAT_LATE_SECONDS = 30
"""Seconds after which a heartbeat comes too late. A page in use is late by a slow network or a busy machine, which two
repetitions of the interval allow; longer, nobody was seen to read."""

TOKEN_CHARS = 200
"""Characters of a heartbeat's token that are looked at; ours have some 90."""

READING_RESUMED_HOURS = 24
"""Hours within which a reading that was broken off goes on where it was."""

WORDS_A_MINUTE = 600
"""Most words that a tariff lets somebody read in a minute. Readers of English prose take 238 on average and hardly any
more than 400 with understanding (Brysbaert, 2019, 190 studies)."""

RATES = {"comment": (20, 600), "edit": (20, 600), "vote": (60, 60), "rate": (60, 60), "flag": (20, 86_400)}
"""Acts of a kind that one member may do within so many seconds: more is no person, or one who should calm down."""

FLAGS_SHOWN = 50
"""Comments of the moderators' queue that are given at once."""

LOG_LINES_SHOWN = 100
"""Lines of the public log that are given at once."""

BANS_SHOWN = 50
"""Bans that are given at once."""

BLOCKED_WORDS = 1_000
"""Words on the list of those that are blocked; all are looked for in each comment, which takes a few milliseconds."""

ANNULLED_AT_ONCE = 200
"""Votes that are annulled while a moderator waits, some seconds of work; the worker does the rest."""
