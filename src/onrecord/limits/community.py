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
