"""Limits and thresholds of reading."""

from __future__ import annotations

LEDE_CHARS = 1500
"""Characters in which an article's opening names the day of its occasion: a headline, a synopsis and the lede."""

OCCASION_BLOCKS = 8
"""Paragraphs over which a quotation goes on the occasion of the lede; further on a story has often left it."""

WINDOW_PIECES = 510
"""Word pieces that the network reads at once: what the encoder's 512 positions leave beside its two marks."""

OVERLAP_PIECES = 128
"""Pieces that two windows share, so that a cue in the middle of them has half as many on either side. PolNeAR's
development part, F1 of content and source: 96: .753; 128: .755; 160: .754; 192: .751; fewer are quicker."""

SECTION_PIECES = 8_192
"""Pieces, some 6,000 words, whose answers are held in memory at once, a megabyte for each window of them. Longer texts
are read in sections, between which no attribution reaches."""

OWNED_SHARE = 0.5
"""Share of a quotation from which the attribution that alone holds it takes the whole of it."""

CONTENT_BIAS = 0.3
"""Taken from the log probability that a word is no content. PolNeAR's development part, F1 of content and source:
-0.3: .742; 0: .746; 0.3: .751; 0.6: .746."""

CONTENT_LEAST = 0.05
"""Probability of content below which a word is not looked at; it only saves time."""

SHARE_LEAST = 0.02
"""Share of a pointer's weight below which a cue is no candidate for the content around; it only saves time."""

POINTED_LEAST = 0.5
"""Weight from which a cue's pointer makes a source of a word that the tagger left out."""

SOURCE_FALL = 0.3
"""Share of its first word's probability that the next words of such a source must keep."""

CONFIDENCE_WEIGHTS = (-2.160, 0.225, 0.159, 0.902)
"""Weights of one and of the log odds of source, cue and content in the log odds of a confidence, by logistic regression
on PolNeAR's development part (`python -m training.calibration`). Expected calibration error of each half of it by the
weights of the other: .015 and .033; of the plain product of the three probabilities: .057."""

INDIRECT_LEAST = 0.3
"""Confidence below which indirect speech is left out; what stands in quotation marks is always kept. PolNeAR's
development part, F1 of content and source: 0: .753; 0.2: .757; 0.3: .759; 0.4: .755."""

PATTERN_CONFIDENCES = {
    "quote inverted speech": 0.97,
    "signed": 0.96,
    "quote plain speech": 0.96,
    "suffix according speech": 0.85,
    "plain speech": 0.84,
    "suffix plain speech": 0.83,
    "nested": 0.82,
    "shared speech": 0.81,
    "introduced": 0.79,
    "according speech": 0.76,
    "inverted speech": 0.76,
    "shared attitude": 0.76,
    "quote according speech": 0.73,
    "suffix inverted speech": 0.71,
    "plain attitude": 0.7,
    "plain report": 0.66,
    "quote plain report": 0.65,
    "shared report": 0.62,
    "continued": 0.57,
    "unattributed": 0.57,
    "alone": 0.54,
    "quote shared speech": 0.5,
    "label": 0.45,
    "suffix plain report": 0.42,
}
"""Confidence (0..1) of an attribution by the pattern of rules that found it: the share whose content is found in
PolNeAR's training part (840 documents, 13,141 attributions, 10 to 3,847 a pattern; content found as `evals/scoring.py`
says). "nested" was read by eye instead, source and content both right in 63 of 77, since the annotators marked none.
"label" is low because they marked few turns of transcripts as such: 80 turns, most of one interview. "signed" stands in
the development part only: 23 of 23 right, of few reports, hence Laplace's (23 + 1) / (23 + 2)."""

UNMEASURED_CONFIDENCE = 0.5
"""Confidence of a pattern met fewer than ten times in the training part: as the rarest measured one (5 of 10)."""

NESTED_DEPTH = 3
"""Levels of reported speech looked for inside reported speech; each level reads its words once more, and people
stop at two."""

NESTED_CLAUSE_WORDS = 3
"""Words from which what follows an inner cue outside quotation marks can be a clause."""

FRAGMENT_WORDS = 3
"""Words from which a quotation outside any frame is speech; shorter ones are mostly scare quotes. PolNeAR's development
part, recall and precision of direct content: 2: .974 .859; 3: .971 .899; 4: .969 .918, below the .97 asked for."""

LEAD_TOKENS = 10
"""In "said of the storm, “...”" or "said this: “...”" the words before the mark are no content up to here.
PolNeAR's development part, content F1 and precision of direct content: 4 to 10: .674 .899; 12 and 18: .673 .897;
on every fourth document of the training part the F1 is .626 throughout."""

SUBJECT_CHARS = 30
"""Code points from a sentence's beginning within which a person begins who is its subject: an office and a name do."""

WHO_CHARS = 80
"""Code points before "who" in which the name that it stands for begins; 40 and 120 give the same names."""

# The bounds below change no score of the two sets at about two thirds nor at one and a half times their value (the
# sets score no offices, reasons, occasions and addressees). They keep the work linear, and a stray mark or comma from
# swallowing a paragraph.

PHRASE_TOKENS = 24
"""Longest noun phrase looked at; 99 of 100 sources in PolNeAR's training part are shorter."""

APPOSITION_TOKENS = 45
"""Longest apposition between two commas."""

DATELINE_TOKENS = 14
"""Longest dateline at the head of a sentence."""

FRAME_TOKENS = 9
"""Tokens after a quotation ended by ? or ! among which its frame has the cue."""

OCCASION_TOKENS = 14
"""Longest "at a meeting held to mark a year of ..." between a cue and its content."""

ADDRESSEE_TOKENS = 10
"""Longest addressee."""

REASON_TOKENS = 40
"""Longest reason for anonymity that is passed over before the content."""

REASON_CHARS = 400
"""Code points on each side of a source in which the reason for its anonymity is looked for."""

NAME_CHARS = 40
"""Code points before a nickname in which the first part of its name ends."""

SIGNATURE_TOKENS = 8
"""Longest "— Name, office" after a quotation that signs it."""

TURN_CHARS = 60
"""Code points in which the label of a transcript's turn must end."""

CONTENT_SPANS = 40
"""Most spans of one content; further quotations of the paragraph begin another attribution."""

NAME_WORDS = 9
"""Longest run of capitals that is a name."""

ROLE_WORDS_BEFORE = 6
"""Longest office before a name."""

ROLE_CHARS = 160
"""Longest apposition read as an office, in code points."""

BEARERS_COUNT = 8
"""Bearers of one short form that are compared with one another; of a form that more share, the rest is left aside."""

MISSPELT_CHARS = 5
"""Letters from which a family name may be misspelt by one, and by two from two letters more. Our labels of speakers,
share of names right: 4 and 5: .953; 7: .950; 9: .943. Four letters are too few to tell a slip from another name."""

HEADLINE_LINE_CHARS = 250
"""Longest line that is read as a headline, in which words have capitals without being names; 120 and 500 change no
speaker."""

HEADLINE_SHARE = 0.65
"""Share of a line's longer words with a capital from which it is a headline; .5 and .8 change no speaker."""

RIVAL_CHARS = 150
"""Code points behind a namesake named in full within which a bare family name is left open. Share of names right: 0 to
150: .953; 300: .950; 600: .943."""

SALIENCE_WEIGHTS = {
    "speaker": 1.6,
    "subject": 1.0,
    "pronoun": 0.7,
    "object": 0.6,
    "oblique": 0.4,
    "possessive": 0.4,
    "unknown": 0.8,
}
"""What a mention adds to its bearer's weight by where it stands; "unknown" is the factor for a bearer of whom nothing
tells the gender. Our labels, share of pronouns right, .869 as set: "speaker" 1.0: .869, 2.4: .821; "subject" .5: .833,
1.5: .857; "pronoun" .4: .857, 1.0: .869; "unknown" .6: .869, 1.0: .857; the others change nothing between half and one
and a half times their value."""

SALIENCE_DECAY = 0.5
"""Factor by which a sentence outside quotation marks lessens every weight. Share of pronouns right: .3 to .5: .869; .6:
.821; .7: .810."""

SALIENCE_FLOOR = 0.04
"""Weight below which a bearer is no longer talked of: some five sentences after a mention. From .005 to .16 it changes
no pronoun; at .01 and below one source more gets a name, and not the right one."""

SALIENCE_LEAD = 1.05
"""How many times the second bearer's weight the first must have for a pronoun to mean the first. Share of pronouns
right, and of bearers with a name that get one: 1.0 and 1.05: .869 .939; 1.2: .845 .934; 1.5: .810 .927."""

SALIENCE_LEAD_UNKNOWN = 2.1
"""The same where nothing tells the gender of either. From 1.05 to 3 it changes no labelled pronoun, since first names
tell most genders; just above 2 it leaves open "she" after two strangers of whom the second was named since."""

SALIENCE_REPEATED = 0.2
"""Share of the lesser of an old and a new weight that is added to the greater. Share of pronouns right: 0 to .2: .869;
.4: .833, since whoever spoke long is then preferred to whom the sentence is about."""

SALIENCE_COUNT = 40
"""Bearers kept in mind at once, which bounds the work; 20 and 80 change no speaker."""

OFFICE_WORDS = 14
"""Longest office preferred to a shorter one of the same person; the labels score no offices."""

OFFICE_CHARS = 60
"""Code points after "and" in which a second speaker's name begins behind an office; 30 and 120 change no speaker."""

QUOTED_REACH_CHARS = 400
"""Code points within a quotation in which a pronoun looks back for a name; 200 and 800 change no speaker."""

NEUTER_CHARS = 400
"""Code points that "it" and "they" look back for a body with which a sentence begins. Share of pronouns right: 1: .845;
120: .857; 400: .869."""

SIGNED_CHARS = 3000
"""Longest letter above its signature. Share of pronouns right: 300: .857; 1000 to 6000: .869."""
