"""Limits and thresholds of articles."""

from __future__ import annotations

BINARY_SHARE = 0.02
"""Share of control characters above which a body is binary. Clean text has none; scraping brings in a stray few."""

ENCODING_SAMPLE_BYTES = 65_536
"""Bytes looked at to find an encoding; a page's own declaration stands within the first 1,024 by standard."""

ENCODING_EVIDENCE_BYTES = 40
"""Bytes beyond ASCII from which an undeclared encoding is guessed; with fewer, windows-1252 was right more often."""

MIXED_SHARE = 0.05
"""Share of what is beyond ASCII that must be UTF-8, in pieces that are, before the rest is read by another encoding.

Latin text in windows-1252 has it below 0.01, by chance alone ("É»" is one letter in UTF-8).
"""

MIXED_SHARE_OTHER_SCRIPT = 0.5
"""The same where the rest is in another script: two bytes of GBK or of Thai are UTF-8 once in ten by chance."""

LANGUAGE_SAMPLE_CHARS = 1_000
"""Characters that decide the language: 0.3 ms an article, against 0.6 ms for 2,300 with the same answer."""

LANGUAGE_MIN_CHARS = 40
"""Letters below which no language is told: below it py3langid took a name and a date for Latin or Croatian."""

LANGUAGE_MIN_PROBABILITY = 0.5
"""py3langid's normalised probability; a right answer on a whole sentence had 0.9 and more, nonsense below 0.2."""

ARTICLE_MIN_WORDS = 7
"""Words (a Chinese, Japanese or Korean letter is one) below which a text is no article, unless it has a headline, a
dateline or a day, or came as a clean line of JSONL. The shortest of some 2,600 reports of the public sets has 7 words,
and the shortest body of 134 pages 21."""

DATELINE_CHARS = 140
"""Characters within which a dateline must close; the longest in use (two cities, day, year, agency) stay below 90."""

DATELINE_YEARS = 5
"""Years back within which a weekday may complete a dateline: a day falls on one weekday again after five or six."""

CHANGED_PARAGRAPH_RATIO = 50.0
"""rapidfuzz ratio (0..100) from which a paragraph is changed rather than replaced."""

LINE_CHARS = 700
"""Characters above which a paragraph is never judged by its phrases: prose that long is the report's own."""

BODY_LINE_CHARS = 80
"""Characters up to which a line may be a button, a heading or a label."""

SEE_ALSO_CHARS = 260
"""Longest line that only leads to another page: a cue and a headline or two.

On 134 pages: the same score at 120 and at 500.
"""

PROMOTION_CHARS = 450
"""Longest line that asks the reader for something.

On 134 pages: word F1 98.06 here and at 900, 97.99 at 200.
"""

MEMBERS_ONLY_CHARS = 500
"""Longest line that says that the rest is for subscribers."""

COMMENTS_AFTER_CHARS = 400
"""Characters of report before "5 Comments" opens the comments and is not a link to them under the headline."""

SHORT_LINE_WORDS = 7
"""Words up to which a line can be part of a widget, or a byline."""

WIDGET_RUN_LINES = 4
"""Short lines in a row that, with two lines of a widget among them, are one widget."""

BYLINE_EXTRA_WORDS = 6
"""Words that a byline may hold beside the author's name (an office, a place).

On 134 pages: word F1 98.06 here and at 12, 98.05 at 2.
"""

REPEATED_WORDS = 6
"""Words from which a line found again inside another paragraph is a pulled-out quotation.

On 134 pages: word F1 98.06 here and at 4, 98.05 at 12.
"""

TITLE_CHARS = 220
"""Longest line above a text that may be its headline."""

WRAPPED_COLUMNS = (45, 90)
"""Columns between which lines were wrapped by a program rather than ended by a writer."""

JSON_LD_NODES = 5_000
"""Objects of a page's JSON-LD that are looked at; real pages have below 300."""

NESTING_DEPTH = 250
"""Depth from which a page is said to nest too deep: libxml2 leaves out what lies below 256; real pages have 60."""

PRUNED_SHARE = 0.25
"""Share of a page's prose above which a part is never cut for its name: pages call the report itself "promo".

On 134 pages: the same score from 0.1 to 0.5.
"""

REMOVED_CHARS = 1_500
"""Characters kept of one part that was cut from a page's tree; a part up to this length may be a quarter of it all.

On 134 pages: the same score at 500 and at 5,000.
"""

LINK_LIST_SHARE = 0.8
"""Share of a list's letters inside links from which the list only leads to other pages.

On 134 pages: word F1 98.06 here, 98.10 at 0.6 (which also cuts lists of facts with links), 98.04 without it.
"""

STANDFIRST_BLOCKS = (14, 40)
"""Blocks before the body among which the standfirst is looked for: without a headline in sight, and behind one.

Bylines, dates and buttons stand there too; the largest gap seen between headline and body was 19 blocks.

On 134 pages: word F1 98.06 here and for (40, 100), 97.97 for (6, 12).
"""

STANDFIRST_CHARS = (30, 900)
"""Shortest and longest standfirst."""

PROSE_CHARS = 60
"""Shortest block that counts as prose when the element that holds most of it is looked for.

On 134 pages: word F1 98.06 here, 98.01 at 30, 97.94 at 120.
"""

PROSE_LINK_SHARE = 0.5
"""Share of letters inside links from which a block is a way to other pages and no prose."""

CONTAINER_SHARE = 0.4
"""Share of the body inside one element from which lines behind that element are dropped.

On 134 pages: word F1 98.06 at 0.4 and at 0.2, 97.95 at 0.6.
"""

WITNESS_CHARS = 400
"""Shortest `articleBody` that is believed; shorter ones are descriptions put in the wrong place."""

WITNESS_SHARE = 0.8
"""Share of the body that an `articleBody` must have word for word before it decides on the rest.

On 134 pages: word F1 98.06 here, 98.07 at 0.6, 98.01 at 0.95; the nearest that still asks for most of it.
"""

LINK_LINE_SHARE = 0.95
"""Share of a line's letters inside links from which it is only a way to another page.

On 134 pages: words exactly right .500 here and at 0.8, .478 without the rule.
"""

TWIN_STEPS = 8
"""Levels up within which an element of the same class goes on with a report that a box has parted.

On 134 pages: word F1 98.06 here and at 20, 97.73 without it.
"""

CUT_HEADLINE_CHARS = 100
"""Length from which a JSON-LD headline may have been cut: Google asks for at most 110 characters."""

SUMMARY_SHARE = 0.3
"""Share of the page's description that a block must repeat to be its standfirst, or the first paragraph of it.

On 134 pages: word F1 98.06 here and at 0.1, 98.03 at 0.7.
"""

META_CHARS = 5_000
"""Characters of one meta element or title that are looked at; the longest honest one is a paragraph."""

TITLE_CUTS = 12
"""Separators of a title, from its end, at which an outlet's name may begin."""

PULLED_LINES = 2_000
"""Paragraphs up to which pulled-out quotations are looked for: each is sought in the whole text."""

TITLE_PLACES = 4
"""Lines from the top among which the headline is looked for again."""

TITLE_MIN_CHARS = 15
"""Shortest headline that is looked for inside a longer line; shorter ones are common words."""

SHORT_PAGE_SHARE = 0.5
"""Share of a short page's prose above which a part is never cut for its name, however short it is."""

SHORT_BODY_CHARS = 250
"""Length below which a body is read again from the page as it was before parts were cut."""

SHORT_BODY_SHARE = 0.3
"""Share of the page's own `articleBody` below which that is taken: the page's text is drawn by its scripts."""

BYLINE_SPARE_CHARS = 6
"""Characters beside an author's name ("Von ...") in a line that is a byline wherever it stands."""
