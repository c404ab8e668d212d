"""Whether what is told beside an expression lies ahead or behind: "said Sunday", "will meet on Friday".

The verb that governs an expression stands before it as a rule, so we look back over the sentence for the nearest one,
and forward only when there is none ("On Friday the council will vote").
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

from onrecord.limits.times import TENSE_TOKENS
from onrecord.reading.times.lexing import Token

__all__ = ["Tense", "tense_at"]

Tense = Literal["past", "future", "near"]

_MODALS = frozenset(
    "will shall would must should may might could can 'll shan wouldn mustn shouldn ought gonna".split()
)
_PLANS = frozenset(
    "plan plans planned planning expect expects expected expecting schedule scheduled set due intend intends "
    "intended hope hopes hoped hoping aim aims aimed aiming pledge pledges pledged vow vows vowed promise "
    "promises promised agree agrees agreed slated supposed ready want wants wanted seek seeks sought need needs "
    "needed ask asked asks order ordered urge urged prepare prepares preparing prepared likely decide decided "
    "poised bound about have has time forecast projected threatened threatens offered offers told tell called "
    "calls invited deadline commit committed goal bid permission until going".split()
)
_PLANS_NOW = frozenset(
    "plan plans planning expect expects intend intends hope hopes aim aims want wants seek seeks pledges vows promises "
    "prepare prepares due slated".split()
)
_PROGRAMMED = frozenset(
    "ends begins starts opens closes meets expires returns arrives travels resumes votes convenes flies "
    "testifies hosts".split()
)
_PROGRAMMED_PLURAL = frozenset(
    "end begin start open close meet gather expire return arrive travel resume vote convene fly testify host depart "
    "assemble".split()
)
_EFFECTS = {
    "take": ("effect", "office", "place"),
    "takes": ("effect", "office", "place"),
    "come": ("into",),
    "comes": ("into",),
    "go": ("into", "to", "on"),
    "goes": ("into", "to", "on"),
}
_PRESENT = frozenset("is are 's am 're".split())
_HAVE = frozenset("has have had 've 'd".split())
_BE = frozenset("be been being get gets stay stays remain remains".split())
_PAST = frozenset(
    "was were did said told went came took gave got made saw knew began became left held won lost met led ran "
    "fell rose broke brought built bought caught chose cut drew drove fought found flew grew hit kept paid put "
    "quit read sent shot shut sold spent spoke stood stole struck swore taught thought threw wrote beat bore ate "
    "hung hid sank sang shook slid sought spread stuck swept tore woke wore withdrew overcame understood "
    "undertook died felt heard lay sat set dropped let cost burst dealt dug fed fled forgot froze rang rode "
    "sprang".split()
)
_NOT_PAST = frozenset(
    "need feed speed seed indeed hundred red bed united wed agreed-upon embed breed exceed proceed succeed shed sacred "
    "weed creed greed heed deed bleed".split()
)
_AHEAD = frozenset("coming upcoming scheduled due planned starting beginning effective ahead".split())
_NEVER_VERBS = frozenset("the a an this that his her its their our my your these those".split())


def tense_at(tokens: Sequence[Token], start: int, end: int) -> Tense | None:
    """Return whether the tokens `start` to `end` are told as past or future, or None when no verb says it.

    "near" is that of "until the election in June", which the verb does not tell: the nearest June is meant.
    """
    first = max(start - TENSE_TOKENS, 0)
    begin = start
    while begin > first and not _is_stop(tokens, begin - 1):
        begin -= 1
    found = _before(tokens, begin, start)
    if found is not None:
        return found
    last = end
    while last < len(tokens) and last < end + TENSE_TOKENS and not _is_stop(tokens, last):
        last += 1
    return _after(tokens, end, last)


def _is_stop(tokens: Sequence[Token], at: int) -> bool:
    """Return whether a token ends a sentence: a mark with a space behind it, a semicolon or the end of a line."""
    token = tokens[at]
    if token.name == "\n" or token.low == ";":
        return True
    if token.low not in ".!?":
        return False
    before = tokens[at - 1] if at else None
    abbreviated = token.low == "." and before is not None and (len(before.low) <= 2 or before.low in _ABBREVIATED)
    return not abbreviated and (
        at + 1 == len(tokens) or tokens[at + 1].start > token.end or tokens[at + 1].low in "”\"'"
    )


_ABBREVIATED = frozenset("mr mrs ms dr gen sen rep gov corp inc ltd st jr sgt lt col capt".split())


def _before(tokens: Sequence[Token], begin: int, start: int) -> Tense | None:
    """Return the tense of the nearest verb before, whose infinitive or participle may stand between."""
    infinitive = participle = False
    for at in range(start - 1, begin - 1, -1):
        low = tokens[at].low
        close = start - at
        if _is_ahead(tokens, at, close) or (infinitive and low in _PLANS):
            return "future"
        if (low == "since" and close <= 6) or (low in _HAVE and _has_participle(tokens, at)):
            return "past"
        if low in ("until", "till") and 1 < close <= 6:
            return "near"
        if low in _PRESENT:
            return "future" if infinitive or participle or low != "'s" else None
        if low == "to" and close > 1 and _is_verb_base(tokens[at + 1]):
            infinitive = True
        elif low in _BE:
            participle = True
        elif _is_past(tokens, at):
            if not participle and not _in_group(tokens, begin, at):
                return "future" if infinitive and low in ("was", "were") else "past"
            participle = True
    return "future" if infinitive and start - begin <= 6 else None


def _is_ahead(tokens: Sequence[Token], at: int, close: int) -> bool:
    """Return whether a word tells of what lies ahead: "will", "won't", "upcoming", "the law expires in June"."""
    low = tokens[at].low
    if low in _MODALS or _is_programmed(tokens, at):
        return True
    return (low in _AHEAD and close <= 2) or (low == "won" and at + 1 < len(tokens) and tokens[at + 1].low == "'t")


def _is_programmed(tokens: Sequence[Token], at: int) -> bool:
    """Return whether a present tense tells what is on the programme: "expires", "ministers meet", "take effect"."""
    low = tokens[at].low
    if tokens[at].name != "_":
        return False
    if low in _EFFECTS:
        return at + 1 < len(tokens) and tokens[at + 1].low in _EFFECTS[low]
    if low in _PROGRAMMED_PLURAL:
        subject = tokens[at - 1].low if at else ""
        return len(subject) > 3 and subject.endswith("s") and subject.isalpha()
    return low in _PROGRAMMED


def _after(tokens: Sequence[Token], end: int, last: int) -> Tense | None:
    for at in range(end, last):
        low = tokens[at].low
        if low in _MODALS or (low == "won" and at + 1 < last and tokens[at + 1].low == "'t"):
            return "future"
        if low in _PLANS_NOW or (at <= end + 8 and _is_programmed(tokens, at)):
            return "future"
        if low in _HAVE and _has_participle(tokens, at):
            return "past"
        if low in _PRESENT:
            return "future" if low != "'s" else None
        if _is_past(tokens, at):
            return "past"
    return None


def _has_participle(tokens: Sequence[Token], at: int) -> bool:
    """Return whether "has" is the first word of a perfect: "has said", "have not yet been"."""
    for ahead in range(at + 1, min(at + 5, len(tokens))):
        low = tokens[ahead].low
        if low == "been" or _is_past(tokens, ahead) or (low.endswith("en") and len(low) > 3):
            return True
        if not (low.endswith("ly") or low in ("not", "'t", "yet", "also", "never", "already", "since", "now", "long")):
            return False
    return False


def _is_verb_base(token: Token) -> bool:
    return token.name == "_" and not token.capital and token.low.isalpha() and token.low not in _NEVER_VERBS


def _is_past(tokens: Sequence[Token], at: int) -> bool:
    low = tokens[at].low
    if low in _PAST:
        return True
    return len(low) > 4 and low.endswith("ed") and low not in _NOT_PAST and tokens[at].name == "_"


def _in_group(tokens: Sequence[Token], begin: int, at: int) -> bool:
    """Return whether a past form is the participle of a verb group: "will be held", "is expected", "has been set"."""
    for back in range(at - 1, max(begin, at - 4) - 1, -1):
        low = tokens[back].low
        if low in _BE or low in _PRESENT or low in _MODALS:
            return True
        if not low.endswith("ly"):
            return False
    return False
