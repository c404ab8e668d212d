"""Limits of searching. What they cost was measured on 300,000 rows of what was said (docs/decisions/0023)."""

from __future__ import annotations

QUESTION_CHARS = 1_000
"""Longest question that is read; a person types a tenth of it."""

QUESTION_TERMS = 40
"""Most words, phrases and fields of one question; each is looked up by itself."""

QUESTION_DEPTH = 12
"""Deepest nesting of parentheses."""

NEAR_WORDS = 10
"""How far apart two words may stand when NEAR does not say: within a sentence."""

NEAR_MOST_WORDS = 20
"""Farthest that NEAR may reach; PostgreSQL tries each distance by itself, in both directions."""

PREFIX_LEAST_CHARS = 2
"""Fewest letters before a star; one letter would fetch a twentieth of all words."""

WORD_CHARS = 64
"""Longest word that is indexed whole; what is longer is no word that a person types."""

ARTICLE_WORDS = 16_000
"""Words of an article that are indexed; PostgreSQL keeps no place beyond 16,383."""

LOOK_ROWS = 1_000
"""Rows that one question looks at, the newest first: what is counted, broken down and weighed by relevance."""

ASK_MS = 2_000
"""After so many milliseconds the database lets go of a question."""

FULL_CHARS = 80
"""Code points from which on a wording has its whole weight; a shorter one has a part of it."""

SNIPPET_CHARS = 260
"""Code points of an article that are shown around what was found."""

SAID_CHARS = 600
"""Longest wording that is shown whole; a longer one is cut around what was found."""

FACET_ROWS = 8
"""Speakers and outlets by which results may be narrowed."""

SUGGEST_WORDS = 4_000
"""Words of the index that are compared with one that was not found."""

SUGGEST_SCORE = 75
"""Least likeness (0..100, rapidfuzz ratio) of a word that is suggested; "harbuor" and "harbour" have 86."""

SAVED_SEARCHES = 50
"""Most searches that one account saves."""

ALERT_HITS = 20
"""Statements and articles that one letter quotes; it says how many more there are."""

ALERT_LEASE_SECONDS = 300
"""Seconds after which a saved search that a worker took up to write a letter is taken up by another."""

ALERT_SECONDS = 600
"""Seconds between two looks for letters when nothing was shelved: what the desk changed, and what could not be sent."""
