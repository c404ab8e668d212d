"""Limits and thresholds of gathering commitments, bodies, positions, conflicts and the timeline over a story."""

from __future__ import annotations

COMMITMENT_LEAST_STEMS = 2
"""Words of meaning that two tellings of one act share at least; one, such as "meet", is shared by chance."""

COMMITMENT_SHARE = 0.6
"""Share (0..1) of the shorter act's words of meaning that the other holds, for one agent's act told twice."""

COMMITMENT_SHARE_UNNAMED = 0.75
"""The same where one of two tellings names no agent."""

COMMITMENT_SHARE_OTHER_DUE = 0.8
"""The same where the two name days that have none in common: a day that moved, or another act."""

BODY_SHARE = 0.6
"""Share (0..1) of the shorter mandate's words of meaning for two mentions of one kind to be one body."""

EVENT_SHARE = 0.6
"""Share (0..1) of the shorter sentence's words of meaning for two reports to tell one event of one time."""

EVENT_LEAST_STEMS = 3
"""Words of meaning that two tellings of one event share at least."""

TIMELINE_SENTENCE_CHARS = 400
"""Code points of a sentence that the timeline shows; a longer one is no sentence but a list or a table."""

ISSUE_COSINE = 0.4
"""Cosine (-1..1) of what two stances are on, by vectors of single words weighted by rarity, from which they are on one
issue. In five saved articles on one announcement six actors are told to be for or against changing some exercises: at
.4 and .35 they stand together, at .45 in three issues; at .35 one on sanctions joins them."""

CONTRADICTION_SHARE = 0.7
"""Share (0..1) of the shorter sentence's words of meaning for two reports to count the same things."""

CONTRADICTION_LEAST_STEMS = 5
"""Words of meaning that two sentences share at least which count the same things otherwise."""

GROUPED_AT_ONCE = 400
"""Stances of a story that are compared each with each, which takes 50 ms. Later ones join the nearest issue."""

DONE_SHARE = 0.75
"""Share (0..1) of a promised act's words of meaning, its verb aside, that a sentence must hold to tell it as done: who
says that a promise was kept must be surer than who says that two promises are one."""

DONE_LEAST_STEMS = 2
"""Words of meaning, its verb aside, that an act must have; "to meet" is done every day."""

OTHER_DAY_SHARE = 0.8
"""Share (0..1) of the shorter sentence's words of meaning, those of the day aside, for two reports to tell one thing of
two days: higher than for numbers, since what is done daily is told in like words."""

LEAST_NAME_CHARS = 2
"""Letters of a name or description ("EU"); a single one is a piece of a sentence that was cut wrongly."""

TELLINGS_HELD = 12
"""Different tellings of one thing by which a further one finds it. A story of a thousand copies has thousands of each,
every one of which was compared with all the others."""
