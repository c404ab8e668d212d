"""Cues without a verb of their own: promised things, fixed events, headlines. Each in the tokens of one sentence."""

from __future__ import annotations

from onrecord.limits.commitments import DAY_TOKENS, HEADLINE_TOKENS
from onrecord.reading.commitments.cue import Cue
from onrecord.reading.commitments.forms import HAVE, group_before, group_start, is_contracted, is_negated
from onrecord.reading.commitments.words import BE, BINDING_NOUNS, BINDING_VERBS, SUPPOSING_MODALS
from onrecord.reading.cues import (
    COMMON_VERBS,
    DETERMINERS,
    MONTHS,
    PREPOSITIONS,
    PRONOUNS,
    TIME_WORDS,
    VERB_FORMS,
    WEEKDAYS,
)
from onrecord.reading.gazetteer import BODY_WORDS, COMMON_WORDS, PLACES
from onrecord.reading.tokens import Sentence, Token

__all__ = ["committed_to", "fixed_by_day", "fixed_for", "in_headline", "promised_thing"]

_COMMITTING = frozenset("commit commits committed commitment agree agrees agreed".split())
_GIVING = frozenset("promise promises promised promising pledge pledges pledged pledging vow vows vowed vowing".split())
_NO_GIFT = TIME_WORDS | frozenset(
    "to that , . ; : ) by in on at and or as for not he she it they we i if when allegiance".split()
)
_FOR = frozenset("for on in at this next later early mid".split())
_SHORT_MONTHS = frozenset("jan feb mar apr jun jul aug sep sept oct nov dec".split())
_SPANS = frozenset("week month year spring summer autumn fall winter".split())
_OBJECTS = frozenset("him her them us me it".split())
_FINITE = BE | HAVE | COMMON_VERBS
_NO_HEADLINE_ENDS = frozenset((".", "!", "?", "”", '"', ":"))


def committed_to(sentence: Sentence, to: int, governor: int) -> Cue | None:
    """Return the cue of "committed to repealing", "agreed to a deal", "we have a commitment to the plan"."""
    low, following = sentence[governor].low, sentence[to + 1]
    force = BINDING_VERBS.get(low) or BINDING_NOUNS.get(low)
    if low not in _COMMITTING or force is None or following.low in PRONOUNS or following.low in ("that", "which"):
        return None
    if not (following.low in DETERMINERS or following.low.endswith("ing") or following.low[0].isdigit()):
        return None
    group = group_before(sentence, governor)
    if group & (SUPPOSING_MODALS | {"to"}) or (low == "commitment" and not _made(sentence, governor)):
        return None
    start = group_start(sentence, governor)
    return Cue(start, to + 1, to + 1, force, "thing", low, denied=is_negated(group))


def _made(sentence: Sentence, noun: int) -> bool:
    """Return whether a commitment is one that somebody has or made: "we have a commitment to"."""
    return any(sentence[at].low in HAVE | {"made", "make"} for at in range(max(0, noun - 4), noun))


def promised_thing(sentence: Sentence, at: int) -> Cue | None:
    """Return the cue of a promised thing: "pledged support", "committed $5 million", "agreed on a text"."""
    low = sentence[at].low
    if at + 1 >= len(sentence) or (sentence[at].capital and at > 0):
        return None
    following = sentence[at + 1]
    if low == "agreed" and following.low in ("on", "upon") and at + 2 < len(sentence):
        group = group_before(sentence, at)
        cue = Cue(group_start(sentence, at), at + 2, at + 2, "agreement", "thing", low, denied=is_negated(group))
        return None if group & BE else cue
    if low in ("committed", "commits", "commit") and _is_amount(following):
        return _given(sentence, at)
    return _given(sentence, at) if low in _GIVING and following.low not in _NO_GIFT else None


def _is_amount(token: Token) -> bool:
    return token.text in "$€£" or token.text[0].isdigit()


def _given(sentence: Sentence, at: int) -> Cue | None:
    """Return the cue of a verb of giving with its object, or None where the form is a noun, a passive or a modifier."""
    start, group, following = group_start(sentence, at), group_before(sentence, at), sentence[at + 1]
    if group & (BE | SUPPOSING_MODALS | {"to"}) or (start and _modifies(sentence[start - 1])):
        return None
    if sentence[at].low in ("promise", "pledge", "vow") and not (following.kind == "word" or _is_amount(following)):
        return None
    if following.low in _FINITE:
        return None
    verb = VERB_FORMS.get(following.low)
    if verb and verb.form in ("past", "present") and following.low not in BINDING_NOUNS:
        return None
    return Cue(start, at + 1, at + 1, "promise", "thing", sentence[at].low, denied=is_negated(group))


def _modifies(before: Token) -> bool:
    """Return whether a word before a form makes it a noun or a modifier: "twelve pledged votes", "his promise"."""
    low = before.low
    return low[0].isdigit() or low in DETERMINERS - PRONOUNS or low in PREPOSITIONS or is_contracted(low)


def fixed_for(sentence: Sentence, at: int) -> Cue | None:
    """Return the cue of an event with its day: "is scheduled for March 3", "planned for Friday", "set for May"."""
    low = sentence[at].low
    if low not in ("scheduled", "set", "slated", "planned", "due") or at + 1 >= len(sentence):
        return None
    after = at + 1
    if sentence[after].low in _FOR and after + 1 < len(sentence):
        after += 1
    elif low in ("set", "planned", "due"):
        return None
    if not any(_dates(token) for token in sentence[after : after + (4 if after > at + 1 else 1)]):
        return None
    start, group = group_start(sentence, at), group_before(sentence, at)
    return Cue(start, after, after, "schedule", "event", low, denied=is_negated(group))


def fixed_by_day(sentence: Sentence, at: int) -> Cue | None:
    """Return the cue of a verb in the present with a day behind it: "Parliament votes on Thursday"."""
    low = sentence[at].low
    base = _PRESENT.get(low)
    if base is None or at == 0 or sentence[at].capital or sentence[-1].text[:1] not in _STOPS:
        return None
    before = sentence[at - 1]
    if before.kind != "word" or before.low in DETERMINERS - PRONOUNS or before.low in PREPOSITIONS | BE | HAVE:
        return None
    plural = before.low in _PLURAL or (before.low.endswith("s") and not before.low.endswith("'s"))
    fits = plural or before.low == "who" if low == base else before.capital or not plural
    if not fits or before.low in SUPPOSING_MODALS:
        return None
    return Cue(at, at + 1, at, "schedule", "present", low) if _day_behind(sentence, at) else None


def _day_behind(sentence: Sentence, verb: int) -> bool:
    """Return whether a day, month or coming week follows a verb within its clause, and no other verb after it."""
    for at in range(verb + 1, min(len(sentence), verb + DAY_TOKENS)):
        token = sentence[at]
        if token.kind == "mark" or token.low in _BEYOND or token.low in BE | HAVE:
            return False
        weekly = token.low in _SPANS and sentence[at - 1].low == "next"
        if token.low in WEEKDAYS or token.low == "tomorrow" or weekly or (token.capital and token.low in MONTHS):
            return at + 1 == len(sentence) or sentence[at + 1].low not in BE | HAVE | SUPPOSING_MODALS
    return False


_PRESENT = {
    form: lemma
    for lemma in "meet vote convene gather travel visit host address open begin start resume return appear hold".split()
    for form in (lemma, lemma + "s")
} | {"fly": "fly", "flies": "fly", "testify": "testify", "testifies": "testify"}
"""Verbs whose present with a day that lies ahead tells of a fixed plan."""
_PLURAL = frozenset("they we i you".split())
_BEYOND = frozenset("who which that whose when where after before since until as than every each".split())
_STOPS = frozenset('.!;”"')


def _dates(token: Token) -> bool:
    low = token.low
    year = low.isdigit() and len(low) == 4
    return (
        year
        or low in TIME_WORDS
        or low in _SPANS
        or low.rstrip(".") in _SHORT_MONTHS
        or low.rpartition("-")[2] in MONTHS
    )


def in_headline(sentence: Sentence, at: int) -> Cue | None:
    """Return the cue of a headline's "to": "Minister to Open Harbour", "Brandt To Host Fair"."""
    if at > HEADLINE_TOKENS or len(sentence) > 2 * HEADLINE_TOKENS or sentence[-1].text in _NO_HEADLINE_ENDS:
        return None
    before, following = sentence[at - 1], sentence[at + 1]
    if before.low in _OBJECTS or not before.capital or following.text in COMMON_WORDS | BODY_WORDS | PLACES:
        return None
    if any(token.low in _FINITE or token.low in VERB_FORMS for token in sentence[:at]):
        return None
    return Cue(at, at + 1, at + 1, "schedule", "headline", "to")
