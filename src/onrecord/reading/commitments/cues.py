"""Cues that bind, in one sentence's tokens: "will", "plans to", "a promise to", "is expected to"."""

from __future__ import annotations

from collections.abc import Iterator

from onrecord.limits.commitments import GAP_TOKENS, NEGATION_TOKENS, PARTED_TOKENS
from onrecord.reading.commitments.cue import Cue, CueKind
from onrecord.reading.commitments.cue_things import committed_to, fixed_by_day, fixed_for, in_headline, promised_thing
from onrecord.reading.commitments.forms import (
    HAVE,
    NOT,
    group_before,
    group_start,
    is_adverb,
    is_base,
    is_contracted,
    is_negated,
)
from onrecord.reading.commitments.values import Force
from onrecord.reading.commitments.words import BE, BINDING_NOUNS, BINDING_VERBS, FIXING, FORESEEING, SUPPOSING_MODALS
from onrecord.reading.cues import DETERMINERS, PREPOSITIONS, PRONOUNS, TIME_WORDS
from onrecord.reading.tokens import Sentence

__all__ = ["cues_of"]

_MODALS = frozenset("will won't shall would wouldn't".split())
_REFUSING = frozenset(("not", "never"))
_SKIPPED = _REFUSING | {"also", ",", "however"}
_EXPECTING = frozenset(("expect", "expects"))
_QUOTES = frozenset("“\"‘'«")
_PARTED = frozenset("promised pledged vowed agreed".split())
_PARTING = TIME_WORDS | {"at", "in", "on", "during"}
_OWNERS = frozenset("his her their its our my".split())
_MAKING = HAVE | {"makes", "made", "make", "gave", "give"}
_NO_VERB_ENDS = ("il", "al", "ity", "ness", "ism", "tion", "ic", "ency", "acy", "ful")
_POSSESSIVE = ("'s", "’s", "s'", "s’")
_BETWEEN = TIME_WORDS | frozenset(
    "this next last week month year day weekend morning evening also now still instead both publicly at on the".split()
)
_BEFORE_NOUN = frozenset(
    "announce announces announced announcing unveil unveiled unveils unveiling reveal revealed back new immediate "
    "concrete specific ambitious further original".split()
)
_PURPOSES = frozenset("intended aimed prepared obliged".split())
_SEEMING = frozenset("appears appear seems seem looks look".split())
_PASSIVES = frozenset("decided agreed planned resolved committed".split())


def cues_of(sentence: Sentence) -> Iterator[Cue]:
    """Yield the cues of one sentence in order."""
    for at, token in enumerate(sentence):
        if token.kind != "word":
            continue
        if token.low == "to":
            cue = _before_to(sentence, at)
        elif token.low == "going":
            cue = _going(sentence, at)
        else:
            cue = _modal(sentence, at) or promised_thing(sentence, at) or fixed_for(sentence, at)
            cue = cue or fixed_by_day(sentence, at)
        if cue is not None:
            yield cue


def _modal(sentence: Sentence, at: int) -> Cue | None:
    """Return the cue of a "will", "won't", "'ll", "shall" or "would"."""
    token = sentence[at]
    low = token.low.replace("’", "'")
    if low not in _MODALS and not low.endswith("'ll"):
        return None
    end = at + 1
    if end >= len(sentence) or sentence[end].capital or any(one.low == "only" for one in sentence[end : end + 2]):
        return None
    if low in _MODALS:
        before = sentence[at - 1].low if at else ""
        if not before or token.capital or before in DETERMINERS - PRONOUNS or before == "free":
            return None  # a question, a person's name, "the will"
    refuses = low.endswith("n't")
    for following in sentence[end : end + 4]:
        refuses = refuses or following.low in _REFUSING
        if following.low not in _SKIPPED and not is_adverb(following):
            break
    kind: CueKind = "would" if low.startswith("would") else "will"
    return Cue(at, end, end, "intention" if refuses else "schedule", kind, low, refuses)


def _going(sentence: Sentence, at: int) -> Cue | None:
    """Return the cue of "is going to"."""
    if at + 2 >= len(sentence) or sentence[at + 1].low != "to" or not is_base(sentence[at + 2]):
        return None
    start, group = group_start(sentence, at), group_before(sentence, at)
    bound = bool(group & BE) or (start > 0 and is_contracted(sentence[start - 1].low))
    if not bound and (at == 0 or sentence[at - 1].low != "now"):
        return None
    return Cue(start, at + 2, at + 2, "schedule", "going", "going", refuses=not NOT.isdisjoint(group))


def _before_to(sentence: Sentence, to: int) -> Cue | None:
    """Return the cue that ends in the "to" at `to`: "plans to", "is expected to", "a promise to", "is to"."""
    if to == 0 or to + 1 >= len(sentence):
        return None
    governor, refuses = _governor(sentence, to)
    verb = sentence[_unquoted(sentence, to + 1)]
    if governor < 0 or (verb.capital and not sentence[governor].capital):
        return None
    if not is_base(verb):
        return committed_to(sentence, to, governor)
    low = sentence[governor].low
    if low in ("is", "are") and governor == to - 1:
        return Cue(governor, to + 1, to + 1, "schedule", "is to", low, refuses)
    if low == "expected" and group_start(sentence, governor) == governor > 0 and sentence[governor - 1].low in PRONOUNS:
        return _bound(sentence, to, governor, "intention", refuses=refuses)  # "he expected to"
    if low in FIXING | FORESEEING:
        return _fixed_to(sentence, to, governor)
    if low in _EXPECTING or (low == "excited" and verb.low == "be"):
        return _bound(sentence, to, governor, "intention", refuses=refuses)
    if low in BINDING_NOUNS and _is_noun(sentence, governor):
        return _named(sentence, to, governor, refuses=refuses)
    if low in BINDING_VERBS:
        return _bound(sentence, to, governor, BINDING_VERBS[low], refuses=refuses)
    return in_headline(sentence, to)


def _governor(sentence: Sentence, to: int) -> tuple[int, bool]:
    """Return the index of the word that governs a "to", behind adverbs and times, and whether "not" stands between."""
    at, floor, refuses = to - 1, max(-1, to - 1 - GAP_TOKENS), False
    while at > floor:
        low = sentence[at].low
        refuses = refuses or low in _REFUSING
        skipped = low in _REFUSING or low in _BETWEEN or is_adverb(sentence[at])
        if low == "likely" or not skipped:
            break
        at -= 1
    if at >= 0 and sentence[at].low not in BINDING_VERBS and sentence[at].low not in BINDING_NOUNS:
        further = _parted_from(sentence, to)
        at = at if further is None else further
    return at, refuses


def _unquoted(sentence: Sentence, at: int) -> int:
    """Return the index of the word behind an opening quotation mark: "vowed to “go on”"."""
    return at + 1 if sentence[at].text in _QUOTES and at + 1 < len(sentence) else at


def _parted_from(sentence: Sentence, to: int) -> int | None:
    """Return a verb of promising that other words part from its "to": "promised Sunday at a rally in Lisk to end"."""
    for at in range(to - 1, max(-1, to - 1 - PARTED_TOKENS), -1):
        token = sentence[at]
        if token.low in _PARTED and at + 1 < to and sentence[at + 1].low in _PARTING:
            return at
        if token.kind == "mark" or token.low in ("to", "that", "and") or token.low in BINDING_VERBS:
            return None
    return None


def _bound(sentence: Sentence, to: int, verb: int, force: Force, *, refuses: bool) -> Cue | None:
    """Return the cue of a binding verb with "to", its auxiliaries before it."""
    start, group, low = group_start(sentence, verb), group_before(sentence, verb), sentence[verb].low
    if group & (SUPPOSING_MODALS | {"to"}):
        return None
    if low == "decided" and not (group & (HAVE | BE) or refuses):
        return None  # in a narrative the decision is carried out already
    if low.endswith("ed") and group & BE:
        if low in _PURPOSES or not (low in _PASSIVES or group & HAVE):
            return None
        force = "plan" if low != "committed" and not group & HAVE else force  # "it was decided to"
    return Cue(start, to + 1, to + 1, force, "verb", low, refuses, is_negated(group))


def _named(sentence: Sentence, to: int, noun: int, *, refuses: bool) -> Cue | None:
    """Return the cue of a binding noun with "to": "his plan to", "a promise to"."""
    before = {sentence[index].low for index in range(max(0, noun - NEGATION_TOKENS), noun)}
    low = sentence[noun].low
    if low.startswith("commitment") and (
        sentence[to + 1].low.endswith(_NO_VERB_ENDS) or not (before & _MAKING or _is_owned(sentence, noun))
    ):
        return None
    denied = is_negated(before) or bool(before & {"any", "denied", "denies"})
    return Cue(noun, to + 1, to + 1, BINDING_NOUNS[low], "noun", low, refuses, denied)


def _is_owned(sentence: Sentence, noun: int) -> bool:
    before = sentence[noun - 1] if noun else None
    return before is not None and (
        before.low.endswith(_POSSESSIVE) or before.text in ("'", "’") or before.low in _OWNERS
    )


def _fixed_to(sentence: Sentence, to: int, word: int) -> Cue | None:
    """Return the cue of "is set to", "scheduled to", "is expected to", "is likely to"."""
    start, group, low = group_start(sentence, word), group_before(sentence, word), sentence[word].low
    if group & (SUPPOSING_MODALS | {"originally", "had"}):
        return None
    if start and sentence[start - 1].low in _SEEMING:
        start -= 1
    bound = bool(group & BE) or sentence[start].low in _SEEMING
    bound = bound or (start > 0 and is_contracted(sentence[start - 1].low))
    if not bound and (low in ("due", "likely") or start == 0):
        return None
    force: Force = "expectation" if low in FORESEEING else "schedule"
    return Cue(start, to + 1, to + 1, force, "fixed", low, denied=is_negated(group))


def _is_noun(sentence: Sentence, at: int) -> bool:
    """Return whether a word that is a noun or a verb is a noun here."""
    if sentence[at].low not in BINDING_VERBS or at == 0:
        return True
    before = sentence[at - 1]
    if before.low in PRONOUNS:
        return False
    owned = before.low in DETERMINERS or before.low in PREPOSITIONS or before.low in HAVE
    owned = owned or before.low.endswith(_POSSESSIVE) or before.text in ("'", "’")
    return owned or before.low in _BEFORE_NOUN or (before.low.endswith(("ed", "ing")) and not before.capital)
