"""Limits of reading acts, stances and denials."""

from __future__ import annotations

ACT_CHARS = 1_000
"""Characters before the first party, and twice as many from it on, in which an act is looked for. The longest of
PLOVER's 1,050 training sentences has 375; a longer one only costs time."""

ACTOR_WORDS = 4
"""Words after the actor, and before the target, that are counted as near to it."""

BEYOND_WORDS = 6
"""Words beyond the later party in which its verb may still stand: "the drones that T had A's army shoot at"."""

SUBJECT_TOKENS = 30
"""Tokens between a clause's first subject and a verb that may still be its second predicate."""

PRONOUN_CHARS = 400
"""Characters back from a pronoun to a name that it may stand for where no attribution tells."""

TARGET_TOKENS = 30
"""Tokens of what a stance is on; longer clauses are cut, since evidence is there to be read."""

DIRECTED_TOKENS = 24
"""Tokens between "urged" and the deed that is urged ("the council, which ..., to cancel")."""

CLAIM_TOKENS = 40
"""Tokens of a claim that is denied."""

CLAIM_CHARS = 300
"""Characters between the words of a claim and the sentence that dismisses it as "the report"."""

POINTING_WORDS = 4
"""Words of a claim that only points ("the latest report"), so that what it points to is looked for."""

GROUP_TOKENS = 12
"""Tokens of a verb group before its verb: "has not yet on Tuesday publicly | called"."""

QUESTION_TOKENS = 40
"""Tokens from a verb to the mark that makes its clause a question. The longest question of the labelled articles of the
tuned part has 27 tokens."""

ASKED_TOKENS = 24
"""Tokens between "whether" and the verb of the question that it opens ("whether the council, which ..., should"). In
the labelled articles of the tuned part it is 11 at most."""

TIME_TOKENS = 6
"""Tokens of the words of time that part a verb or noun from its preposition: "in the past few days"."""

REQUEST_TOKENS = 6
"""Tokens from "declined" to the noun that says what was asked for, and of a name after "called for"."""
