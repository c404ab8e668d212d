"""Limits and thresholds of publishing."""

from __future__ import annotations

LABEL_CHARS = 160
"""Code points of a name, role or outlet that a line can carry; longer ones end in an ellipsis."""

HEADLINE_CHARS = 300
"""Code points of a headline that a page can carry; longer ones end in an ellipsis."""

LEDE_SENTENCES = 25
"""Sentences from the head of each article that may enter a synopsis; news puts what matters first."""

CENTRAL_ARTICLES = 60
"""Articles of one story that choose its central sentences: enough to vote, and few enough to stay quick."""

REPEATS_HEARD = 20
"""Reports that repeat one text which offer their sentences for it; a thousand reprints say what twenty say."""

SENTENCE_MIN_WORDS = 9
"""Words below which a sentence is a heading or a fragment and says nothing by itself."""

SENTENCE_MAX_CHARS = 360
"""Code points above which a sentence is too long for a summary."""

LEANING_WEIGHT = 0.65
"""Weight of a sentence that opens with a short form of a name, against one that names its subject in full.
Of the 15 synopsis sentences of the examples and five saved articles 3 open with a bare surname at 1, 2 at 0.8,
1 at 0.65; none at 0.5, but then one tells of the press briefing instead of what was said there."""

REPEATED_COSINE = 0.4
"""Cosine of content words from which a sentence repeats one already chosen.
On the aligned sentences of the rewrites among the examples and five saved articles (36 pairs against 485 others)
0.4 finds repeats with F1 .957 (no false one); 0.35 .944, 0.45 .909."""

REPEATED_LOOSELY_COSINE = 0.65
"""The same where one short report must fill the key takeaways: its sentences share a subject and its words."""

TAKEAWAYS_LEAST = 3
"""Bullets below which the key takeaways look for more, by the looser measure of what repeats."""

TAKEAWAY_STATEMENTS = 3
"""Bullets of the key takeaways that go to what was said; the others go to what the reports tell."""

TAKEAWAY_CANDIDATES = 30
"""Statements, the most reported first, among which the bullets are chosen."""

TAKEAWAY_QUOTE_WORDS = 4
"""Least words of a quotation in a bullet of its own; "the most sensitive" says nothing by itself."""

TAKEAWAY_QUOTE_CHARS = 260
"""Code points of quoted words in one bullet; a longer quotation gives its most central sentence."""

WORDING_CHARS = 20_000
"""Code points of one stretch of attributed words that are compared and shown; a whole speech has fewer.
A hostile text of a million characters without a mark's partner would cost a minute to compare."""

WORDING_PARTS = 60
"""Stretches, one a paragraph or a pair of marks, of one wording that are shown."""

OMISSION_WORDS = 8
"""Words left out of a wording that are shown struck through; more are counted instead."""

EXCERPT_CHARS = 120
"""Code points of attributed words that stand beside their speaker, where the whole words stand in the article:
two lines of a pane of 30 rem, enough to know them again."""

PAGE_ARTICLES = 100
"""Articles that one page of `show --out` holds; a file may give millions, and a browser opens some megabytes well."""

THREAD_STORIES = 12
"""Stories tied to one by follow-ups that are read with it; a quarrel of a year is cut to its nearest ones."""

ENTRY_SENTENCES = 2
"""Sentences shown under a commitment, a body or a happening, each of another report; the export has all."""

TIMELINE_ENTRIES = 20
"""Entries of a timeline that a briefing shows, the most reported; the export has all."""

CONFLICT_ITEMS = 12
"""Conflicts of a story that a briefing shows, disagreements first; the export has all."""

COMMITMENT_ITEMS = 30
"""Commitments of a story that a briefing shows: those with a due day, then the most reported; the export has all."""

CITES_SHOWN = 8
"""Reports that one sentence of the site cites by number, and places cited in one of them; of more it says how many."""

LISTED_NUMBERS = 12
"""Reports that one line names by their numbers; of more it says how many."""

LISTED_OUTLETS = 8
"""Reports that one line names by number and outlet; of more it says how many."""

PICTURE_ROWS = 24
"""Rows of the picture of who has whose text, about a screen; a wire that a thousand outlets print would be a mile."""

PICTURE_HEIRS = 4
"""Reports that the picture draws beside each origin at least, before it says how many more there are."""
