"""Whether a clause is told, only asked, or denied from outside: "whether the port should", "I don't think that it"."""

from __future__ import annotations

from typing import Literal

from onrecord.limits.acts import ASKED_TOKENS, QUESTION_TOKENS
from onrecord.reading.actors import negated, predicate_start
from onrecord.reading.cues import VERB_FORMS
from onrecord.reading.phrases import Range, phrase_before
from onrecord.reading.tokens import Sentence

__all__ = ["Mood", "is_asked", "mood_of", "past_belief"]

Mood = Literal["told", "denied", "open"]
"""A clause as it stands, turned round by a denial outside it, or said of by nobody ("did not say that it should")."""

_ASKING = frozenset("whether if".split())
_WAYS = frozenset("how why".split())
_CLAUSE_STARTS = frozenset("that who which but because while although".split())
_DENYING = frozenset("neither nor nobody none no".split())
_BELIEVING = frozenset(
    "think thinks thought thinking believe believes believed believing feel feels felt agree agrees agreed find finds "
    "found consider considers considered".split()
)
_SAYING = frozenset("say says said saying mean means meant suggest suggests suggested argue argues argued".split())
_DOUBTING = frozenset("doubt doubts doubted doubting".split())
_BE = frozenset("is are was were be 's ’s that's that’s this".split())


def past_belief(sentence: Sentence, phrase: Range) -> Range:
    """Return a subject without the verb before it that tells of a view: "I don't think | the council"."""
    start, end = phrase
    return (next((at + 1 for at in range(start, end - 1) if sentence[at].low in _BELIEVING), start), end)


def is_asked(sentence: Sentence, verb: int) -> bool:
    """Return whether the clause of the verb at `verb` is a question: one with its mark, or one that is only told."""
    for token in sentence[verb : verb + QUESTION_TOKENS]:
        if token.kind == "mark" and token.text[0] in ".?!;:":
            if token.text[0] == "?":
                return True
            break
    return _is_embedded(sentence, predicate_start(sentence, verb))


def _is_embedded(sentence: Sentence, start: int) -> bool:
    """Return whether a word that asks or supposes opens the clause whose verb group begins at `start`."""
    floor = max(-1, start - 1 - ASKED_TOKENS)
    at = start - 1
    if at > 0 and sentence[at].text == ",":  # an apposition: "whether the mayor, a pilot, should"
        at -= 1
        while at > floor and sentence[at].text != ",":
            at -= 1
        at -= 1
    while at > floor:
        token = sentence[at]
        if token.kind == "mark" and token.text not in ("’", "'", "-", "$", "%"):
            return False
        if token.low in _ASKING:
            return True
        if token.low in _WAYS and at + 1 < start:
            return not (at and sentence[at - 1].low in _BE) and not (at and sentence[at - 1].kind == "mark")
        if token.low in _CLAUSE_STARTS or _tells(sentence, at):
            return False
        at -= 1
    return False


def _tells(sentence: Sentence, at: int) -> bool:
    """Return whether a finite verb of speech stands at `at`: what follows is said, whatever was asked before."""
    verb = VERB_FORMS.get(sentence[at].low)
    return bool(verb and verb.strength == "speech" and verb.form == "past" and verb.lemma != "ask")


def mood_of(sentence: Sentence, verb: int) -> Mood:
    """Return what words outside a clause make of it: its subject ("nobody"), "nor", "I don't think that"."""
    start = predicate_start(sentence, verb)
    subject = phrase_before(sentence, start)
    if subject is None or (verb and sentence[verb - 1].low == "no"):
        return "told"  # of "no need to" the cue itself denies
    first = subject[0]
    if sentence[first].low in _DENYING or (first and sentence[first - 1].low in _DENYING):
        return "denied"
    outer = first - 2 if first and sentence[first - 1].low == "that" else first - 1
    at = next((place for place in range(first, subject[1] - 1) if sentence[place].low in _BELIEVING), outer)
    if at < 1:
        return "told"
    low = sentence[at].low
    if low in _DOUBTING:
        return "told" if negated(sentence, predicate_start(sentence, at), at) else "denied"
    if low not in _BELIEVING | _SAYING or not negated(sentence, predicate_start(sentence, at), at):
        return "told"
    return "denied" if low in _BELIEVING else "open"
