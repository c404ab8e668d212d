"""Limits and thresholds of reading commitments and bodies."""

from __future__ import annotations

GAP_TOKENS = 4
"""Words between a binding word and its "to": "plans later this week to"."""

GROUP_TOKENS = 5
"""Auxiliaries and adverbs before a binding word: "has also been expected"."""

HEADLINE_TOKENS = 10
"""Words of a headline within which its "to" stands."""

ACT_TOKENS = 60
"""Longest act."""

CONDITION_TOKENS = 40
"""Longest condition."""

CLAUSE_TOKENS = 14
"""Words before a subject in which a "whether" makes the clause a question."""

REPORT_TOKENS = 14
"""Words before a subject in which a verb of speech in the past makes "would" stand for "will"."""

DEADLINE_CHARS = 24
"""Code points before a time expression in which its "by", "until" or "before" stands."""

STATUS_CHARS = 60
"""Code points before a cue in which the words that tell its status stand."""

PLEDGES_COUNT = 400
"""Most pledges of one article; a text that only repeats a promise does not grow the record."""

NEGATION_TOKENS = 5
"""Words before a noun that binds in which a "no" or "not" denies it: "has not announced any plans to"."""

OPENING_WORDS = 2
"""Words before a time expression that opens a sentence: "And on Friday, the port will"."""

POSSESSOR_CHARS = 160
"""Code points before "his" or "her" in which a person named in the same sentence is whom it means."""

MANDATE_CHARS = 240
"""Longest mandate."""

DETAIL_CHARS = 160
"""Longest coordinator, list of members or predecessor; also how far behind a body's sentence "Its job" may stand."""

FOUNDING_TOKENS = 6
"""Words between a founding verb and the noun phrase of the body that it sets up."""

OPEN_SENTENCES = 12
"""Sentences behind a body's last mention in which its open points are told."""

ENUMERATION_SENTENCES = 8
"""Sentences behind "three task forces" in which "The first", "The second" stand."""

BODIES_COUNT = 60
"""Most bodies of one article."""

ALIKE_SHARE = 0.34
"""Share of the shorter mandate's words that two tellings of one body have in common."""

NEAR_CHARS = 40
"""Code points behind a series of meetings in which "on a regular basis" stands."""

PARTED_TOKENS = 9
"""Words that may part "promised" from its "to": a day and a place."""

NESTED_CONTENTS = 12
"""Contents that begin before a cue among which the one around it is looked for."""

APART_TOKENS = 40
"""Words between a second predicate and the subject that it shares: "said that they ... and will"."""

EVENT_TOKENS = 8
"""Words before an event's last part in which its noun stands: "a vote on the dues"."""

EPITHET_CHARS = 8
"""Code points before a time in which "his" or "the" makes it the epithet of a noun: "his Tuesday speech"."""

PROMISE_TOKENS = 8
"""Words before a subject in which "pledged that" makes its clause a promise."""

SENTENCE_CHARS = 4_000
"""Longest sentence read at once, some ten times the longest that a newsroom prints; what runs on is cut there."""

HEADS_COUNT = 12
"""Most nouns of bodies in one sentence that are looked at."""

MENTIONS_COUNT = 40
"""Most mentions of one body that are kept."""

TAIL_CHARS = 80
"""Code points behind an act in which a day with its preposition still tells when it is due: ", including a stop in"."""

DAY_TOKENS = 10
"""Tokens behind a verb in the present in which the day of a fixed plan stands: "meet in the old hall on Monday"."""
