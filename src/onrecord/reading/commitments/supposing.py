"""Whether a clause tells what will be done or only supposes it: beliefs, demands, conditions, "would" after "said"."""

from __future__ import annotations

from onrecord.limits.commitments import CLAUSE_TOKENS, PROMISE_TOKENS, REPORT_TOKENS
from onrecord.reading.commitments.cue import Cue
from onrecord.reading.commitments.values import Force
from onrecord.reading.commitments.words import BACKSHIFTING, BE, PROMISING
from onrecord.reading.phrases import Range
from onrecord.reading.tokens import Sentence

__all__ = ["is_hypothetical", "is_reported_before", "is_supposed", "promised_before", "stands_for_will"]

_SUPPOSING = frozenset(
    """believe believes believed think thinks thought predict predicts predicted fear fears feared hope hopes hoped
    doubt doubts doubted bet suspect suspects worry worried likely unlikely probably perhaps maybe convinced
    hopeful confident wonder wondered speculated speculate hoping predicting expects expect forecast forecasts
    projected expected projects estimates assume assumes would could suggest suggests presume presumes reason
    concerned afraid possible unclear prove proves show shows needs ensure must should demand demands demanded
    require requires urge urges urged""".split()
)
_DEMANDING = frozenset("must should demand demands demanded urge urges urged".split())
_AGREEING = frozenset(("agreed", "agree", "agrees", "agreement"))
_LIKELY = frozenset("likely probably perhaps possibly undoubtedly inevitably certainly eventually".split())
_WISHING = frozenset("could would might should whether if want wants wanted need needs urge urged seek seeks".split())
_NOT_SHIFTED = frozenset("have like love prefer rather welcome consider later eventually".split())
_CLAUSE_WORDS = (BE - {"been", "being", "be"}) | {"which", "who", "because"}


def is_supposed(sentence: Sentence, cue: Cue) -> bool:
    """Return whether "likely" stands beside a cue, or "believe" before its clause."""
    if any(token.low in _LIKELY for token in sentence[max(0, cue.start - 1) : cue.act + 3]):
        return True
    floor = max(0, cue.start - CLAUSE_TOKENS)
    here = True
    for at in range(cue.start - 1, floor - 1, -1):
        token = sentence[at]
        here = here and not (token.kind == "mark" and token.text in ".;:,") and token.low not in ("and", "but")
        if (here or sentence[at + 1].low == "that" or token.low in _DEMANDING) and token.low in _SUPPOSING:
            return True
        if here and token.low == "if":
            return True
        if token.low in BACKSHIFTING and at and sentence[at - 1].low.replace("’", "'").endswith(("not", "n't")):
            return True  # "has not said that it will"
    return False


def is_hypothetical(sentence: Sentence, cue: Cue) -> bool:
    """Return whether a noun that binds is only wished for: "could strike a deal to"."""
    return any(token.low in _WISHING for token in sentence[max(0, cue.start - PROMISE_TOKENS) : cue.start])


def promised_before(sentence: Sentence, start: int) -> Force | None:
    """Return the force of a promise whose clause the subject at `start` opens: "pledged that it", "an assurance he"."""
    for at in range(start - 1, max(-1, start - PROMISE_TOKENS), -1):
        token = sentence[at]
        if token.low in PROMISING and (
            at == start - 1 or sentence[start - 1].kind != "word" or _tells(sentence, start)
        ):
            return "agreement" if token.low in _AGREEING else "promise"
        if token.kind == "mark" and token.text in ".;:":
            return None
    return None


def _tells(sentence: Sentence, start: int) -> bool:
    return sentence[start - 1].low in ("that", "him", "her", "them", "us", "me", "reporters", "lawmakers")


def is_reported_before(sentence: Sentence, start: int) -> bool:
    """Return whether a verb of telling in the past stands just before a clause: "said it"."""
    return any(sentence[at].low in BACKSHIFTING | {"says", "say", "saying"} for at in range(max(0, start - 3), start))


def stands_for_will(sentence: Sentence, cue: Cue, subject: Range) -> bool:
    """Return whether a "would" stands for "will" after a verb in the past, and supposes nothing."""
    if sentence[cue.act].low in _NOT_SHIFTED:
        return False
    words = {token.low for token in sentence}
    if "could" in words or ("if" in words and not is_reported_before(sentence, subject[0])):
        return False
    if promised_before(sentence, subject[0]):
        return True
    for at in range(subject[0] - 1, max(0, subject[0] - REPORT_TOKENS) - 1, -1):
        token = sentence[at]
        if token.low in BACKSHIFTING:
            return True
        if token.text in (";", ":") or token.low in _CLAUSE_WORDS:
            return False
    return False
