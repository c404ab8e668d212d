"""What a stance is on: the phrase after its cue, and what ends where the phrase names a deed of ending."""

from __future__ import annotations

from dataclasses import dataclass

from onrecord.limits.acts import TARGET_TOKENS
from onrecord.reading.phrases import Range
from onrecord.reading.stance import Stand
from onrecord.reading.tokens import Sentence
from onrecord.reading.wanting import ENDING_NOUNS, ENDINGS, ending_forms, forms

__all__ = [
    "DENIED", "ENDING_FORMS", "ENDING_PAIRS", "FORMS_OF_BE", "OPENERS", "STOPS", "TAME", "TURNED", "Shown",
    "target_from", "turned",
]  # fmt: skip

STOPS = frozenset(
    "because while after although though when since unless until if which who whereas amid despite whose adding saying "
    "but before arguing citing calling".split()
)
_MARKS = frozenset(".;:!?…()—–,")
TURNED: dict[Stand, Stand] = {"for": "against", "against": "for", "open": "open", "undecided": "undecided"}
DENIED: dict[Stand, Stand] = {"for": "against", "against": "open", "open": "against", "undecided": "undecided"}
"""What a negation makes of a stance: who does not rule out is open, who does not consider is against."""
ENDING_FORMS = ending_forms()
ENDING_PAIRS = {(form, pair.split()[1]): pair for pair in ENDINGS if " " in pair for form in forms(pair.split()[0])}
OPENERS = frozenset("the a an his her its their any this that these those our my some new such".split())
TAME = frozenset(
    "be have do know see think say tell thank go get let make come like feel talk want need seem become happen boost "
    "use win look help put try expect remember wait acknowledge".split()
)
"""Verbs after "will not" or "should" that mostly state how things are rather than what is to be done."""
FORMS_OF_BE = frozenset("is are was were be been being remains remain remained stands".split())


@dataclass(frozen=True, slots=True)
class Shown:
    """A stance as ranges of tokens of one sentence; `actor` is None where it is the speaker of the words."""

    actor: Range | None
    stand: Stand
    cue: Range
    target: Range


def target_from(sentence: Sentence, start: int, limit: int = TARGET_TOKENS) -> Range | None:
    """Return the phrase or clause from `start` up to the next mark or word that begins another clause."""
    at, count = start, len(sentence)
    while at < count and (sentence[at].text in "\"“‘'”’" or sentence[at].low in ("that", "to", "of", "on")):
        at += 1
    first = at
    while at < count and at - first < limit:
        token = sentence[at]
        if (token.kind == "mark" and token.text[0] in _MARKS and not _inside(sentence, at)) or (
            at > first and (token.low in STOPS or _told_on(sentence, at))
        ):
            break
        at += 1
    while at > first and sentence[at - 1].kind == "mark":
        at -= 1
    return (first, at) if at > first else None


def _told_on(sentence: Sentence, at: int) -> bool:
    """Return whether "and" begins what the subject does next: "and said"."""
    return sentence[at].low == "and" and at + 1 < len(sentence) and sentence[at + 1].low in ("said", "says", "told")


def _inside(sentence: Sentence, at: int) -> bool:
    """Return whether a comma stands in a list of names or a number's place: a capital on either side."""
    if sentence[at].text != "," or at + 1 >= len(sentence) or sentence[at + 1].start - sentence[at].end > 1:
        return False
    return sentence[at - 1].capital and sentence[at + 1].capital


def turned(sentence: Sentence, target: Range, stand: Stand) -> tuple[Stand, Range]:
    """Return a stance on a deed of ending as one on what would end."""
    start, end = target
    at = start
    while at < end and sentence[at].low in ("a", "an", "the", "to", "not", "consider", "immediately", "his", "its"):
        at += 1
    if at + 1 >= end:
        return stand, target
    low, after = sentence[at].low, sentence[at + 1].low
    step = 0
    if (low, after) in ENDING_PAIRS:
        step = 2
    elif low in ENDING_FORMS and after not in ("to", "by", "in"):
        step = 1
    elif low in ENDING_NOUNS and after in ("of", "to", "in", "on"):
        step = 2
    if not step or at + step >= end:
        return stand, target
    rest = target_from(sentence, at + step)
    return (TURNED[stand], rest) if rest else (stand, target)
