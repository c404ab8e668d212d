"""Limits and thresholds of the batch."""

from __future__ import annotations

DEATHS_OF_A_SHARD = 3
"""Times that the process working on a shard, or on a bin of stories, may die before it is set aside: once may be a
neighbour's doing, twice chance."""

DEATHS_OF_A_PAGE = 2
"""Times that a process may die over one page before the page is left out with a fault; so a page that kills whoever
reads it costs two deaths and no shard."""

SHARD_PAGES = 1 << 20
"""Pages of one shard at most; CC-NEWS's files of a gigabyte hold some 30,000. What is beyond becomes a fault."""

ARTICLE_STEPS = 64
"""Links that one arrival may bring, its own and those of articles it moves; linking moves at most 8."""

TASK_ARTICLES = 1_000
"""Articles of one task of linking: their values take some 60 kB each, the task some hundreds of MB with the index."""

LOAD_ROWS = 5_000
"""Rows that are loaded at a time; more did not make the loading of 300 articles faster, and evidence is long."""

ROW_GROUP_ROWS = 512
"""Rows of a row group in the files between stages, so that a task need not unpack all of a file."""

GROUPS_KEPT = 64
PROFILES_KEPT = 2_048
"""Row groups of looks, and profiles made from them, that a task keeps in memory: some 2 MB and 60 kB each."""

COMPARED_ARTICLES = 2_000
"""Arrivals that one task compares with those near them: enough that reading the window's keys is shared by many."""

EDGE_CHANCE = 0.5
"""Chance (0..1) of one event from which two articles are linked by one task: the chance from which one may unsettle
the other. A lower one makes larger tasks; where it was too high for a pair, the two tasks are made one and run anew."""

ROUNDS = 40
"""Times that components, or the names that tasks tell each other, may be worked over before that is called a fault;
names were settled after 2 or 3 in all that we ran."""

PUBLISHED_ENTITIES = 5_000
"""Entities of one task of publishing; one that thousands of articles name is never cut."""

DAYS_TOGETHER = 64
"""Days of tables that one process lays out together: each takes some milliseconds, and a process seconds to begin."""

PARTS_OF_A_CORE = 2
"""Parts of a shuffle for each core of a Ray cluster, so that a slow one holds up half a core's work at most."""
