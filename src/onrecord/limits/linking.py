"""Limits and thresholds of linking."""

from __future__ import annotations

STEM_CHARS = 7
"""Letters kept of a word when two wordings are compared."""

LOOK_UP_TERMS = 24
LOOK_UP_NAMES = 12
LOOK_UP_COPIES = 8
"""Keys of each kind by which an article is found again; together they bound the rows an article adds."""

COPY_SHINGLE_WORDS = 8
"""Words in a row that make a copied passage: shorter runs are shared by chance (names with their offices)."""

SAME_STORY_DAYS = 1
"""Days between the events told; one, since a night separates two time zones."""

FOLLOW_SIMILARITY = 0.22
FOLLOW_WINDOW_DAYS = 10
"""An article about the same things within so many days of another event goes on from it."""

EVENT_LEDE_CHARS = 700
"""Code points of an article's opening in which the day of its event stands."""

EVENT_OPENING_SENTENCES = 3
EVENT_OPENING_CHARS = 2_500
"""The opening, whose words count by themselves: so many sentences, and no more code points where none ends."""

PRINTED_DAY_CHARS = 400
"""Code points of an article's opening in which a line may stand that gives its day of publication."""

PRINTED_DAY_LINE_CHARS = 120
"""Longest line of an article's opening, without a full stop, that is a day of publication and no sentence."""

EVENT_NEIGHBOURS = (2, 5)
"""Articles nearest to one, by whose similarity what it shares with others is scaled."""

EVENT_LEAST_SIMILARITY = 0.02
"""Added to the similarity of the nearest, so that an article without any divides by something."""

EVENT_FAR_DAYS = 10
"""Days between two articles beyond which more of them say no more."""

UNSETTLED_CHANCE = 0.5
UNSETTLED_ARTICLES = 8
"""Chance (0..1) of one event from which an article in another story is linked again, and how many are at most."""

REASON_NAMES = 3
"""Names given in the reason for which an article joined a story."""

EVENT_CHANCE = 0.8
"""Chance (0..1) of one event, the mean over a story's likeliest reports, above which an article joins it. B-cubed F1
(false merges) in a simulation at .7, .75 and .8: basil 1.000 (.00), .995, .995, neus .957 (.14), .955 (.14), .959
(.11); ecbplus over all reports .899 (.03), .869 (.02), .824 (.02)."""

EVENT_REPORTS = 10
"""Reports of a story, the likeliest, over which that mean is taken: an article on a large story is like those of its
hour. ecbplus at 6, 8, 10 and all: .888 (.04), .871 (.02), .859 (.02), .824 (.02), and at 6, 8 and all by a score that
did not learn from the story .901 (.12), .881 (.07), .837 (.03); neus has no story of so many."""

EVENT_CHANCE_SURE = 0.98
"""Chance from which an article goes to the larger of several stories. It leaves the figures above as they are, and
the bundled reports form one set of stories whatever the order of a day."""

EVENT_REACH_DAYS = 2
"""Days from the day that most reports of a story tell of beyond which an article that tells of, and was printed on,
another day is of another event. Of 135 pairs of one event in basil one is further apart, of 706 in neus none; where a
record holds two articles only, the score takes a follow-up of three days later for the same event."""

# Measured on the half to tune on of the pairs of reports labelled by hand (140 of 323, in `evals/provenance.jsonl`).
# Given are the F1 of copy or rewrite against independent and, of n pairs called a rewrite, the share labelled copy or
# rewrite, at the value, below and above it. Few pairs stand behind each: one pair moves the share by .06.

COPIED_SENTENCE = 0.7
"""Share (0..1) of the own words of two sentences, in order, above which one copies the other: F1 .935 and .94 of 16
called a rewrite at .7, .935 and .92 of 13 at .6, .935 and .90 of 20 at .8."""

RETOLD_SENTENCE = 0.16
"""Share (0..1) of the word pairs of two sentences above which one retells the other: .935 and .94 at .16, .927 and .73
of 22 at .1, .893 and .92 of 12 at .2."""

COPY_SHARE = 0.35
"""Share (0..1) of a report's own words in copied sentences that makes it a copy; the rest of a copy is often cut or
retold. F1 .935 from .3 to .5, which parts copies from rewrites only: of pairs called a rewrite .91 are labelled so at
.3, .81 at .35, .76 at .4, and 3, 2 and 1 excerpts are called copies. Of its sentences as many must be shared by
whichever report is to have the text of the other, whole."""

RETOLD_SHARE = 0.57
"""How far (0..1) a report is told again, above which it is a rewrite: .935 and .94 of 16 at .57, .937 and .77 of 22 at
.5, .913 and 1.0 of 12 at .6. Rewrites of the bundled corpus have .66 to .69, its independent reports of one briefing up
to .38 and of one follow-up .53."""

REUSE_ROW_WORDS = 6
"""Own words in a row that two reports share at least before they are compared at all; each labelled copy and rewrite
holds such a row, and 28 of 62 independent pairs do. At 4 .926 and .88, at 8 .914 and .93."""

PASSAGE_WORDS = 10
EXCERPT_WORDS = 18
"""Own words in a row that make a copied passage, and words in all passages that make an excerpt: F1 of excerpts .68 at
10 and 18, .74 at 8, .72 at 14; with passages of 10, independent reports called excerpts are 12 at 10, 5 at 18."""

MOST_TAKEN = 5
"""Reports named whose text another has as a whole; with one, three and five named F1 is .904, .926 and .926, since what
ties a rewrite to the copies of its wire is then on record."""

CREDIT_HEAD_CHARS = 60
"""A credit within so many code points of the beginning heads the report: "(Agency) -" after a dateline."""

MOST_EXCERPTS = 3
"""Reports named whose passages stand in another; the copies of one wire would name each other without end."""

REUSE_SENTENCE_WORDS = 4
REUSE_SENTENCES = 60
"""Own words of a sentence, and sentences of a report, that are compared: enough to mean something, and few enough that
comparing two reports takes a millisecond."""

# Measured on 45 triples of reports with pairs of quotations labelled by hand, each triple as one story. Given are the
# F1 of pairs by the stretches that word a statement, or the recall of quotations told in a reporter's words
# ("told"), at the value, below and above it.

STATEMENT_SIMILARITY = 0.5
"""Share (0..1) of the lighter sentence's words, in order, above which two quotations word one statement: F1 .970 at
.5, .958 at .45, .967 at .55 and .6; the bundled examples hold retold quotations that share no more than .53."""

STATEMENT_SIMILARITY_INDIRECT = 0.6
"""The same where one of them is told: F1 .970 from .5 to .7; .5 joins 15 more wordings, which nobody has labelled."""

STATEMENT_SIMILARITY_ANY_SPEAKER = 0.8
"""The same for quotations of different speakers, which are then a conflict of attribution, and for
quotations of one report: F1 .970 to .9, .968 at .7."""

STATEMENT_SHARED_WEIGHT = 2.0
"""Weight of words that two wordings share at least; two rare words are shared by chance among reports of one event.
F1 .970 at 2, .964 at 1.7, .965 at 2.3."""

STATEMENT_SHARED_WEIGHT_QUOTED = 1.8
"""The same where both are quoted from one speaker: F1 .970 at 1.8, .958 at 1.5, .964 at 2, where the flag *altered*
falls from F1 .925 to .883."""

VERBATIM_WORDS = 4
VERBATIM_WORDS_UNKNOWN = 6
"""Words of a quotation, or of one of its sentences, that stand whole in another of the same speaker and suffice by
themselves; with a speaker unknown the whole quotation must. F1 .970 from 3 to 5; for unknown ones .970 from 5 to 8,
.962 at 4, since offices and titles have four words."""

CARRIED_ON_WORDS = 4
CARRIED_ON_WEIGHT = 1.2
"""Words, and their weight, with which one quotation ends and the other begins, or that are the whole of both, whoever
speaks. F1 .970 at 3 and 4, .964 at 5; at weights from .8 to 1.2, .967 at 1.4. Of 1,496 pairs of quotations it alone
joins 9, all rightly."""

TOLD_LIKENESS = 0.57
TOLD_LIKENESS_UNKNOWN = 1.1
"""Weighted share of the lighter sentence's words of meaning, times the root of their weight, above which what is told
and what is quoted are one statement, with the speaker named on both sides or not. Told .621 at .57, .655 at .5 with
F1 .958, .586 at .65; for unknown ones .621 at .9 and 1.1, .552 at 1.3. Of 40 such links that we read, 34 were right."""

TOLD_LEAST_WEIGHT = 1.2
TOLD_LEAST_WEIGHT_UNKNOWN = 1.4
TOLD_LEAST_WEIGHT_BOTH = 2.0
"""Weight of the words of meaning that they share at least, with the speaker named on both sides, or not, or when
both are told. Told .621 at 1.2, .621 at 1.0 with F1 .964, .552 at 1.4; for unknown ones .621 at 1.2 and 1.4, .552 at
1.7; when both are told the labels tell nothing, and at 1.5 four more wordings are joined."""

TOLD_MARGIN_BOTH = 1.2
TOLD_MARGIN_OWN = 1.6
"""How much surer it must be when both are told, and when both stand in one article, where a speaker says several
things of one subject: F1 .970 at 1.6 and 2, .960 at 1.2. For both told the labels tell nothing from 1 to 1.5."""

TOLD_WORDS_BOTH = 4
"""Words of meaning that two told sentences share at least: "to declare an emergency" is what many have said. Of 40
links between told sentences that we read 28 were right at 2, 32 at 3 (4 where a speaker is unknown); wordings
joined are 308, 306, 289 and 278 at 2, 3, 4 and 5, and nothing labelled is lost."""

NEGATION_PENALTY = 0.1
"""Taken from the share when one of two sentences denies what the other says: flag *altered* .925 at .1 and 0, .911 at
.2, where "should" and "should not" are no longer set side by side."""

NAME_WEIGHT = 0.5
"""Weight of a name beside 1 for another rare word: at 1 it joins 22 more wordings, which nobody has labelled, at .25
told falls from .621 to .552."""

COMMON_WORD_REPORTS = 3
"""Reports by which the utterances that hold a word are counted; each one more among three takes a tenth of a rare
word's weight. In a story of twelve reports four times as many do, else what all of them quote would weigh least."""

FUNCTION_WORD_WEIGHT = 0.25
"""Weight of a word such as "there" beside 1 for a rare one: its order helps, its presence says little. F1 .970 at
.25, .951 at .15, .948 at .4."""

STATEMENT_RUN_WORDS = 4
"""Words in a row by which like utterances are found, beside two rare stems: F1 .970 from 3 to 5."""

UTTERANCE_SENTENCES = 60
"""Sentences of one quotation that are compared; two copies of a speech of a thousand would cost a million pairs."""

REPORTS_KEPT = 128
"""Reports whose utterances, some 4 kB each of these, are kept in memory as compared; later ones ask for them."""

QUOTED_LEAST_WORDS = 3
"""Words from which a quotation within a told sentence is an utterance of its own; shorter ones are single words that
a reporter took over. F1 .970 at 2 and 3, .967 at 4, .952 at 5."""

# Measured on the labelled quotations themselves, 205 pairs of which 40 are altered.

ALIGNED_WORD_WEIGHT = 0.5
CHANGE_COST = 0.5
CHANGE_COST_WORD = 0.25
CHANGE_COST_MOST = 3.0
ELISION_COST = 0.5
"""What a function word counts for a stretch in which two wordings run side by side (another word counts 1), and what
a change counts against it: to begin with, by word, at most, and where words were left out with a mark. The flag
*altered* finds 39 of 40 with none wrong; with a function word at .25 or .75 it finds 36 and 40 (one wrong), with a
change at .25, .75 or 1 it finds 40, 39, 37, with the most at 2 or 4 it finds 40 (one wrong) and 39."""

ALIGNED_LEAST_WEIGHT = 1.5
ALIGNED_LEAST_SHARE = 0.3
"""Weight of a stretch, or its share of the shorter wording, below which two wordings are not compared: each words
another part of the statement. 39 found at 1 and 1.5, 38 at 2; 39 at shares from .15 to .5."""

SCATTERED_LEAST_SHARE = 0.25
"""Share of the shorter wording's words that agree in all, though nowhere many in a row, from which it is the other said
otherwise, as a second translation is: two of the bundled examples share .3. No labelled pair is so far apart."""

NAMES_CACHED = 4096
"""Names kept in the form in which they are compared; two dozen reports hold some 600."""

MISSPELT_NAME_CHARS = 4
"""Letters from which a name may be misspelt by one, beside an otherwise equal name in a report of one story.

Pairs of names that we labelled, recall on the two parts of the labels: 3 and 4: .850 and .982; 6: .850 and .965; never:
.830 and .947; precision is 1.000 and .982 with each. Three letters ("Kim", "Kin") are too few to tell a slip."""

SOUND_CONSONANTS = 2
"""Consonants that a family name must have for two names of one office to be one by their sound, and one more for a
first name beside an equal family name. The same pairs, recall on the first part: 1 to 4: .850; never: .840."""

MISSPELT_BODY_CHARS = 12
"""Characters from which two names of bodies that differ by one letter are one; shorter ones may be two stations. The
same pairs, recall on the first part: 5 and 12: .850; 20: .840."""

NEAR_VARIANTS = 24
"""Variants of a statement with which a further wording is compared, those that share most words with it; each takes a
third of a millisecond, and all of 300 with each other took 14 s."""

COMPARISONS_HELD = 256
"""Statements of several wordings of which the comparison is remembered: a story's page, rows and export ask for it."""
