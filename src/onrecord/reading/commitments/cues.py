"""Cues that bind: "will", "plans to", "a promise to", "pledged support", "is scheduled for", in one sentence's tokens."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from onrecord.limits.commitments import GAP_TOKENS, GROUP_TOKENS, HEADLINE_TOKENS, NEGATION_TOKENS, PARTED_TOKENS
from onrecord.reading.commitments.values import Force
from onrecord.reading.commitments.words import BE, BINDING, BINDING_NOUNS, FIXING
from onrecord.reading.cues import ADVERBS, COMMON_VERBS, DETERMINERS, MONTHS, PREPOSITIONS, PRONOUNS, TIME_WORDS, VERB_FORMS
from onrecord.reading.gazetteer import BODY_WORDS, COMMON_WORDS, PLACES
from onrecord.reading.tokens import Sentence, Token

__all__ = ["Cue", "CueKind", "cues_of"]

CueKind = Literal["will", "would", "going", "verb", "noun", "thing", "fixed", "event", "is to", "headline"]

_VERBS = {form: force for force, forms in BINDING.items() for form in forms.split()}
_NOUNS = {form: force for force, forms in BINDING_NOUNS.items() for form in forms.split()}
_NOT = frozenset("not never no n't neither nor without cannot".split())
_HAVE = frozenset("has have had having".split())
_MAYBE = frozenset("would could might may should must".split())
_EXPECTING = frozenset("expect expects".split())
_GIVING = frozenset("promise promises promised promising pledge pledges pledged pledging vow vows vowed vowing".split())
_NO_GIFT = frozenset("to that , . ; : ) by in on at and or as for not he she it they we i if when allegiance".split())
_FOR = frozenset("for on in at this next later early mid".split())
_SHORT_MONTHS = frozenset("jan feb mar apr jun jul aug sep sept oct nov dec".split())
_ING_VERBS = frozenset("bring sing ring swing cling fling spring king".split())
_QUOTES = frozenset("“\"‘'«")
_PARTED = frozenset("promised pledged vowed agreed".split())
_OBJECTS = frozenset("him her them us me it".split())
_OWNERS = frozenset("his her their its our my".split())
_BETWEEN = frozenset(
    "this next last week month year day weekend morning evening also now still instead both publicly at on the".split()
)
_NOTICE = frozenset("announce announces announced announcing unveil unveiled unveils unveiling reveal revealed".split())


@dataclass(frozen=True, slots=True)
class Cue:
    """Words that bind, `start` to `end`, and the token at which the act begins.

    `word` is the word that decides, without its auxiliaries. `refuses` says that the act is to be left undone,
    `denied` that the binding itself is ("does not plan to", "no plans to").
    """

    start: int
    end: int
    act: int
    force: Force
    kind: CueKind
    word: str
    refuses: bool = False
    denied: bool = False


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
            cue = _modal(sentence, at) or _thing(sentence, at) or _fixed_for(sentence, at)
        if cue is not None:
            yield cue


def _modal(sentence: Sentence, at: int) -> Cue | None:
    """Return the cue of a "will", "won't", "'ll", "shall" or "would"."""
    token = sentence[at]
    low = token.low.replace("’", "'")
    short = low.endswith("'ll")
    if not (short or low in ("will", "won't", "shall", "would", "wouldn't")):
        return None
    if not short and (at == 0 or sentence[at - 1].low in DETERMINERS - PRONOUNS or sentence[at - 1].low == "free"):
        return None
    if token.capital and not short:  # a person, or a word of a headline
        return None
    end = at + 1
    if end >= len(sentence) or sentence[end].capital:
        return None
    if sentence[min(end + 1, len(sentence) - 1)].low == "only" or sentence[end].low == "only":
        return None
    refuses = low.endswith("n't")
    for index in range(end, min(end + 4, len(sentence))):
        following = sentence[index]
        refuses = refuses or following.low in ("not", "never")
        if following.low not in ("not", "never", "also", ",", "however") and not _adverb(following):
            break
    kind: CueKind = "would" if low.startswith("would") else "will"
    return Cue(at, end, end, "intention" if refuses else "schedule", kind, low, refuses)


def _going(sentence: Sentence, at: int) -> Cue | None:
    """Return the cue of "is going to"."""
    if at + 2 >= len(sentence) or sentence[at + 1].low != "to" or not _is_base(sentence[at + 2]):
        return None
    start = _group_start(sentence, at)
    group = [sentence[index].low for index in range(start, at)]
    bound = any(word in BE for word in group) or (start > 0 and _contracted(sentence[start - 1].low))
    if not bound and sentence[at - 1].low not in ("now", "who's", "who’s"):
        return None
    return Cue(start, at + 2, at + 2, "schedule", "going", "going", refuses=bool(_NOT & set(group)))


def _contracted(low: str) -> bool:
    return low.replace("’", "'").endswith(("'s", "'re", "'m"))


def _before_to(sentence: Sentence, at: int) -> Cue | None:
    """Return the cue that ends in the "to" at `at`: "plans to", "is expected to", "a promise to", "is to"."""
    if at == 0 or at + 1 >= len(sentence):
        return None
    governor, floor, refuses = at - 1, max(-1, at - 1 - GAP_TOKENS), False
    while governor > floor:
        low = sentence[governor].low
        if low in ("not", "never"):
            refuses = True
        elif low == "likely" or not (low in _BETWEEN or low in TIME_WORDS or _adverb(sentence[governor])):
            break
        governor -= 1
    if governor < 0:
        return None
    low = sentence[governor].low
    if sentence[_unquoted(sentence, at + 1)].capital and not sentence[governor].capital:
        return None  # "selling the deal to Democrats"
    if low not in _VERBS and low not in _NOUNS and (further := _promise_before(sentence, at)) is not None:
        governor, low = further, sentence[further].low
    if not _is_base(sentence[_unquoted(sentence, at + 1)]):
        return _committed_to(sentence, at, governor)
    if low in BE and governor == at - 1 and low in ("is", "are"):
        return Cue(governor, at + 1, at + 1, "schedule", "is to", low, refuses)
    if low in FIXING or low in ("expected", "anticipated", "likely"):
        return _fixed_to(sentence, at, governor)
    if low in _EXPECTING or (low == "excited" and sentence[at + 1].low == "be"):
        return _bound(sentence, at, governor, "intention", refuses=refuses)
    if low in _NOUNS and _is_noun(sentence, governor):
        return _named(sentence, at, governor, refuses=refuses)
    if low in _VERBS:
        return _bound(sentence, at, governor, _VERBS[low], refuses=refuses)
    return _in_headline(sentence, at)


def _unquoted(sentence: Sentence, at: int) -> int:
    """Return the index of the word behind an opening quotation mark: "vowed to “go on”"."""
    return at + 1 if sentence[at].text in _QUOTES and at + 1 < len(sentence) else at


def _promise_before(sentence: Sentence, to: int) -> int | None:
    """Return a verb of promising that other words part from its "to": "promised Sunday at a rally in Lisk to end"."""
    if not _is_base(sentence[to + 1]):
        return None
    for at in range(to - 1, max(-1, to - 1 - PARTED_TOKENS), -1):
        token = sentence[at]
        if token.low in _PARTED and at + 1 < to and sentence[at + 1].low in TIME_WORDS | {"at", "in", "on", "during"}:
            return at
        if token.kind == "mark" or token.low in ("to", "that", "and") or token.low in _VERBS:
            return None
    return None


def _bound(sentence: Sentence, to: int, verb: int, force: Force, *, refuses: bool) -> Cue | None:
    """Return the cue of a binding verb with "to", its auxiliaries before it."""
    start = _group_start(sentence, verb)
    group = {sentence[index].low for index in range(start, verb)}
    low = sentence[verb].low
    if group & (_MAYBE | {"to"}):
        return None
    if low == "decided" and not (group & (_HAVE | BE) or refuses):
        return None  # in a narrative the decision is carried out already
    if low in ("intended", "meant", "aimed", "committed", "prepared", "obliged") and group & BE:
        if low != "committed":
            return None
    elif low.endswith("ed") and group & (BE - {"been"}) and not group & _HAVE:
        force = "plan"  # "it was decided to", "was agreed to"
        if low not in ("decided", "agreed", "planned", "resolved"):
            return None
    denied = bool(group & _NOT) or any(word.replace("’", "'").endswith("n't") for word in group)
    return Cue(start, to + 1, to + 1, force, "verb", low, refuses, denied)


def _owned(sentence: Sentence, noun: int) -> bool:
    before = sentence[noun - 1] if noun else None
    return before is not None and (
        before.low.endswith(("'s", "’s", "s'", "s’")) or before.text in ("'", "’") or before.low in _OWNERS
    )


def _named(sentence: Sentence, to: int, noun: int, *, refuses: bool) -> Cue | None:
    """Return the cue of a binding noun with "to": "his plan to", "a promise to"."""
    before = {sentence[index].low.replace("’", "'") for index in range(max(0, noun - NEGATION_TOKENS), noun)}
    denied = bool(before & (_NOT | {"any", "denied", "denies"})) or _has_no(before)
    low = sentence[noun].low
    if low.startswith("commitment") and not (
        before & (_HAVE | {"makes", "made", "make", "gave", "give"}) or _owned(sentence, noun)
    ):
        return None
    return Cue(noun, to + 1, to + 1, _NOUNS[low], "noun", low, refuses, denied)


def _fixed_to(sentence: Sentence, to: int, word: int) -> Cue | None:
    """Return the cue of "is set to", "scheduled to", "is expected to"."""
    start = _group_start(sentence, word)
    group = {sentence[index].low for index in range(start, word)}
    low = sentence[word].low
    if group & (_MAYBE | {"originally", "had"}):
        return None
    bound = bool(group & BE) or (start > 0 and _contracted(sentence[start - 1].low))
    if low in ("due", "expected", "anticipated") and not bound and _VERBS.get(low) is None and start == 0:
        return None
    if low in ("due", "likely") and not bound:
        return None
    if low == "expected" and not bound and sentence[start - 1].low in PRONOUNS:
        return None
    force: Force = "expectation" if low in ("expected", "anticipated", "likely") else "schedule"
    return Cue(start, to + 1, to + 1, force, "fixed", low, denied=bool(group & _NOT) or _has_no(group))


def _has_no(group: set[str]) -> bool:
    return any(word.replace("’", "'").endswith("n't") for word in group)


def _committed_to(sentence: Sentence, to: int, governor: int) -> Cue | None:
    """Return the cue of "committed to repealing", "agreed to a deal", "a commitment to the plan"."""
    low = sentence[governor].low
    following = sentence[to + 1]
    if following.low in PRONOUNS or following.low in ("that", "which", "what", "whom"):
        return None
    force = _VERBS.get(low) or _NOUNS.get(low)
    if low in ("commit", "commits", "committed", "commitment", "agree", "agrees", "agreed") and force:
        if following.low not in DETERMINERS and not following.low.endswith("ing") and not following.low[0].isdigit():
            return None
        start = _group_start(sentence, governor)
        group = {sentence[index].low for index in range(start, governor)}
        if group & (_MAYBE | {"to"}):
            return None
        if low == "commitment" and not _made(sentence, governor):
            return None
        return Cue(start, to + 1, to + 1, force, "thing", low, denied=bool(group & _NOT) or _has_no(group))
    return None


def _made(sentence: Sentence, noun: int) -> bool:
    """Return whether a commitment is one that somebody has or made: "we have a commitment to"."""
    return any(sentence[at].low in _HAVE | {"made", "make"} for at in range(max(0, noun - 4), noun))


def _thing(sentence: Sentence, at: int) -> Cue | None:
    """Return the cue of a promised thing: "pledged support", "committed $5 million", "agreed on a text"."""
    low = sentence[at].low
    if at + 1 >= len(sentence) or sentence[at].capital and at > 0:
        return None
    following = sentence[at + 1]
    if low == "agreed" and following.low in ("on", "upon") and at + 2 < len(sentence):
        start = _group_start(sentence, at)
        group = {sentence[index].low for index in range(start, at)}
        denied = bool(group & _NOT) or _has_no(group)
        return None if group & BE else Cue(start, at + 2, at + 2, "agreement", "thing", low, denied=denied)
    money = following.text in "$€£" or following.text[0].isdigit()
    if low in ("committed", "commits", "commit") and money or (
        low in _GIVING and following.low not in _NO_GIFT and following.low not in TIME_WORDS
    ):
        return _given(sentence, at)
    return None


def _given(sentence: Sentence, at: int) -> Cue | None:
    start = _group_start(sentence, at)
    group = {sentence[index].low for index in range(start, at)}
    before = sentence[start - 1] if start else None
    noun = before is not None and (
        before.low[0].isdigit()
        or before.low in DETERMINERS - PRONOUNS
        or before.low in PREPOSITIONS
        or _contracted(before.low)
    )
    base = sentence[at].low in ("promise", "pledge", "vow")
    if noun or group & BE or group & (_MAYBE | {"to"}):
        return None
    following = sentence[at + 1]
    if base and not (following.kind == "word" or following.text in "$€£"):
        return None
    if following.low in VERB_FORMS and not following.low.endswith("ing") and following.low not in DETERMINERS:
        kind = VERB_FORMS[following.low].form
        if kind in ("past", "present") and following.low not in _NOUNS:
            return None
    denied = bool(group & _NOT) or _has_no(group)
    return Cue(start, at + 1, at + 1, "promise", "thing", sentence[at].low, denied=denied)


def _fixed_for(sentence: Sentence, at: int) -> Cue | None:
    """Return the cue of an event with its day: "is scheduled for March 3", "planned for Friday", "set for May"."""
    low = sentence[at].low
    if low not in ("scheduled", "set", "slated", "planned", "due") or at + 1 >= len(sentence):
        return None
    after = at + 1
    if sentence[after].low in _FOR and after + 1 < len(sentence):
        after += 1
    elif low in ("set", "planned", "due"):
        return None
    window = sentence[after : after + 4]
    dated = any(
        token.low in TIME_WORDS
        or token.low.rstrip(".") in _SHORT_MONTHS
        or token.low.split("-")[-1] in MONTHS
        or (token.low.isdigit() and len(token.low) == 4)
        or token.low in ("week", "month", "year", "spring", "summer", "autumn", "fall", "winter")
        for token in window
    )
    if not dated:
        return None
    start = _group_start(sentence, at)
    group = {sentence[index].low for index in range(start, at)}
    end = after if after > at + 1 else at + 1
    return Cue(start, end, after, "schedule", "event", low, denied=bool(group & _NOT) or _has_no(group))


def _in_headline(sentence: Sentence, at: int) -> Cue | None:
    """Return the cue of a headline's "to": "Minister to Open Harbour", "Brandt To Host Fair"."""
    if at > HEADLINE_TOKENS or sentence[-1].text in (".", "!", "?", "”", '"', ":") or len(sentence) > 2 * HEADLINE_TOKENS:
        return None
    before = sentence[at - 1]
    following = sentence[at + 1]
    if before.low in _OBJECTS or following.text in COMMON_WORDS | BODY_WORDS | PLACES:
        return None
    finite = BE | _HAVE | COMMON_VERBS
    if not before.capital or any(token.low in finite or token.low in VERB_FORMS for token in sentence[:at]):
        return None
    return Cue(at, at + 1, at + 1, "schedule", "headline", "to")


def _is_noun(sentence: Sentence, at: int) -> bool:
    """Return whether a word that is a noun or a verb is a noun here."""
    low = sentence[at].low
    if low not in _VERBS:
        return True
    if at == 0:
        return True
    before = sentence[at - 1]
    if before.low in PRONOUNS:
        return False
    owned = before.low in DETERMINERS or before.low in PREPOSITIONS or before.low in _HAVE
    owned = owned or before.low.endswith(("'s", "’s", "s'", "s’")) or before.text in ("'", "’")
    owned = owned or before.low in (
        "back",
        "new",
        "immediate",
        "concrete",
        "specific",
        "ambitious",
        "further",
        "original",
    )
    return owned or before.low in _NOTICE or (before.low.endswith(("ed", "ing")) and not before.capital)


def _group_start(sentence: Sentence, at: int) -> int:
    """Return where the auxiliaries and adverbs before a word begin."""
    start, floor = at, max(0, at - GROUP_TOKENS)
    while start > floor:
        before = sentence[start - 1]
        low = before.low.replace("’", "'")
        if (
            low in BE | _HAVE | _NOT
            or low in ("will", "would", "could", "might", "may", "should", "must", "to", "do", "does", "did")
            or low.endswith("n't")
            or _adverb(before)
        ):
            start -= 1
        else:
            break
    while start < at and _adverb(sentence[start]):
        start += 1
    return start


def _adverb(token: Token) -> bool:
    return token.low in ADVERBS or (token.low.endswith("ly") and len(token.low) > 4 and not token.capital)


def _is_base(token: Token) -> bool:
    """Return whether a token may be a verb in its base form, as after "to"."""
    low = token.low
    if token.kind != "word" or low in DETERMINERS or low in PREPOSITIONS - {"like"} or low in PRONOUNS:
        return _adverb(token) and not token.capital
    if low.endswith("ing") and low not in _ING_VERBS:
        return False
    return not low[0].isdigit() and not low.endswith(("'s", "’s"))
