"""Whether a cue with its subject and verb binds somebody to an act, and with what force."""

from __future__ import annotations

from dataclasses import dataclass

from onrecord.core import overlap, Span
from onrecord.limits.commitments import CLAUSE_TOKENS, REPORT_TOKENS
from onrecord.reading.commitments.clauses import head_at, is_embedded, verb_at
from onrecord.reading.commitments.cues import Cue
from onrecord.reading.commitments.values import Force
from onrecord.reading.commitments.words import (
    ACTORS,
    BACKSHIFTING,
    BE,
    EVENT_VERBS,
    EVENTS,
    HELD,
    NO_ACTS,
    NO_OWN_ACTS,
    OUTCOMES,
    PROMISING,
)
from onrecord.reading.cues import MONTHS, PREPOSITIONS, TIME_WORDS
from onrecord.reading.gazetteer import GROUPS
from onrecord.reading.names import Names
from onrecord.reading.phrases import Range
from onrecord.reading.tokens import Sentence

__all__ = ["Judged", "judge", "may_be_shortened"]

_OWN = frozenset("i we he she they it who".split())
_FIRST = frozenset(("i", "we"))
_NOBODY = frozenset("nobody none no neither nothing few little anyone anybody everyone everybody someone".split())
_THINGS = frozenset(
    "act bill plan law treaty deal accord amendment constitution court-order game cup day report rule rules policy "
    "budget program programme project initiative system market markets stocks dollar euro economy".split()
)
_SUPPOSING = frozenset(
    "believe believes believed think thinks thought predict predicts predicted fear fears feared hope hopes hoped doubt "
    "doubts doubted bet suspect suspects worry worried likely unlikely probably perhaps maybe convinced hopeful "
    "confident wonder wondered speculated speculate hoping predicting expects expect forecast forecasts projected "
    "expected projects estimates assume assumes would could hopeful suggest suggests presume presumes reason concerned afraid possible unclear prove "
    "proves show shows needs ensure must should demand demands demanded require requires urge urges urged".split()
)
_MONTHS3 = frozenset(month[:3] for month in MONTHS)
_UNITS = frozenset("next month week year half summer autumn winter spring".split())
_DEMANDING = frozenset("must should demand demands demanded urge urges urged".split())
_AGREEING = frozenset(("agreed", "agree", "agrees", "agreement"))
_SAYING = frozenset("say tell add argue ask".split())
_TAKEN = frozenset(
    "time years months weeks days hours long longer as up about several many effect heart comfort place advantage a an note root shape".split()
)


@dataclass(frozen=True, slots=True)
class Judged:
    """That a cue binds: its force, and whether what is bound is an event, whose act begins at its noun, or a
    plan that is nobody's yet, or one whose owner stands in the subject.
    """

    force: Force
    is_event: bool = False
    is_ownerless: bool = False
    is_owned: bool = False


def judge(sentence: Sentence, cue: Cue, subject: Range | None, names: Names) -> Judged | None:
    """Return the force of a cue, or None where it binds nobody."""
    if cue.denied or sentence[-1].text == "?" or (len(sentence) > 1 and sentence[-2].text == "?"):
        return None
    if subject is None:
        return Judged(cue.force) if cue.kind == "noun" and cue.force in ("plan", "agreement", "promise") else None
    head = sentence[head_at(sentence, subject)]
    if any(sentence[at].low in _NOBODY for at in range(max(0, subject[0] - 3), min(subject[0] + 2, subject[1]))):
        return None
    if cue.kind not in ("noun", "event") and is_embedded(sentence, subject[0]):
        return None
    if cue.kind == "is to" and head.low in ("plan", "policy", "intention") and subject[1] - subject[0] > 2:
        return Judged("intention", is_owned=True)  # "the port's policy is to"
    if cue.kind == "noun" and (head.low in EVENTS or head.low == "there"):
        return Judged(cue.force, is_ownerless=True)  # "discussions are under way on a plan to"
    actor = is_actor(sentence, subject, names)
    if not actor and (cue.kind == "event" or (head.low in EVENTS | OUTCOMES)):
        return _event(sentence, cue, head.low)
    if not actor:
        return _passive(sentence, cue)
    if cue.kind in ("verb", "noun", "thing"):
        return _binding(sentence, cue)
    if cue.kind == "event":
        return None
    return _by_verb(sentence, cue, subject)


def may_be_shortened(sentence: Sentence, cue: Cue, subject: Range, names: Names) -> bool:
    """Return whether the last noun phrase of a subject that does not act may be the one that does."""
    if cue.denied or is_actor(sentence, subject, names) or is_embedded(sentence, subject[0]):
        return False
    head = sentence[head_at(sentence, subject)].low
    return cue.kind not in ("is to", "event") and head not in EVENTS | OUTCOMES | _THINGS


def is_actor(sentence: Sentence, subject: Range, names: Names) -> bool:
    """Return whether a noun phrase names somebody who can bind himself."""
    at = head_at(sentence, subject)
    head = sentence[at]
    low = head.low.replace("’", "'").removesuffix("'ll").removesuffix("'s").removesuffix("'re").removesuffix("'m")
    if low in _OWN or low in ("his", "her", "their", "my", "our", "its"):
        return True
    if low in _THINGS or low in TIME_WORDS or low in MONTHS:
        return False
    if low in ACTORS or low.rstrip("s") in ACTORS:
        return True
    if low in EVENTS | OUTCOMES:
        return False
    span = Span(sentence[subject[0]].start, sentence[subject[1] - 1].end)
    head_span = Span(head.start, head.end)
    if any(overlap(one.span, head_span) for one in names.within(span)):
        return True
    return head.capital and (at > 0 or head.text.isupper()) and not head.low.endswith(("ing", "ion"))


def _event(sentence: Sentence, cue: Cue, head: str) -> Judged | None:
    """Return the judgement of a fixed event: "talks will resume", "the vote is scheduled for Friday"."""
    if cue.kind == "event":
        return Judged("schedule", is_event=True)
    verb = sentence[verb_at(sentence, cue.act)].low
    held = verb == "be" and any(token.low in HELD for token in sentence[cue.act : cue.act + 4])
    if not (verb in EVENT_VERBS or held) or (verb == "take" and not _follows(sentence, cue, "place")):
        return None
    if cue.kind in ("fixed", "is to"):
        if cue.force == "expectation" and head in OUTCOMES and not _is_dated(sentence, cue.act):
            return None
        return Judged(cue.force, is_event=True)
    if cue.kind not in ("will", "going") or cue.refuses or _is_supposed(sentence, cue):
        return None
    return Judged("schedule", is_event=True) if head in EVENTS or _is_dated(sentence, cue.act) else None


def _follows(sentence: Sentence, cue: Cue, word: str) -> bool:
    at = verb_at(sentence, cue.act) + 1
    return at < len(sentence) and sentence[at].low == word


def _is_dated(sentence: Sentence, start: int) -> bool:
    return any(
        token.low in TIME_WORDS or token.low.rstrip(".")[:3] in _MONTHS3 and token.capital or token.low in _UNITS
        for token in sentence[start : start + 14]
    )


def _passive(sentence: Sentence, cue: Cue) -> Judged | None:
    """Return the judgement of what is done by somebody who is not named: "125 districts will be established"."""
    if cue.kind == "fixed" and cue.force == "schedule":
        return Judged("schedule", is_event=True) if _is_dated(sentence, cue.act) else None
    if cue.kind != "will" or cue.refuses or sentence[verb_at(sentence, cue.act)].low != "be":
        return None
    done = any(token.low in HELD for token in sentence[cue.act + 1 : cue.act + 3])
    return Judged("schedule", is_event=True) if done and not _is_supposed(sentence, cue) else None


def _binding(sentence: Sentence, cue: Cue) -> Judged | None:
    """Return the judgement of "plans to", "a promise to", "pledged support" with an actor as subject."""
    verb = sentence[verb_at(sentence, cue.act)].low
    if sentence[cue.start].low in ("was", "were") and any(t.low == "when" for t in sentence[cue.act : cue.act + 12]):
        return None  # what somebody was about to do when another thing happened
    if cue.force == "intention" and verb in NO_ACTS:
        return None
    if cue.word in ("plan", "plans", "planned") and verb in _SAYING and cue.kind == "verb":
        return None
    return Judged(cue.force)


def _by_verb(sentence: Sentence, cue: Cue, subject: Range) -> Judged | None:
    """Return the judgement of "will", "would", "is set to", "is expected to" and "is to" with an actor as subject."""
    at = verb_at(sentence, cue.act)
    verb = sentence[at].low
    if not _is_act(sentence, cue, at):
        return None
    if cue.kind == "fixed":
        if cue.word == "likely":
            return None
        if cue.force == "expectation" and (verb in _SAYING or verb in NO_ACTS):
            return None
        return Judged(cue.force)
    if verb in ("continue", "begin", "start") and at + 2 < len(sentence) and sentence[at + 1].low == "to":
        verb = sentence[at + 2].low
    forbids = verb in ("allow", "let") and cue.refuses
    if verb in NO_ACTS and verb not in ("be", "face", "look") and not forbids:
        return None
    if cue.kind in ("is to", "headline"):
        return Judged("schedule")
    first = sentence[subject[0]].low.replace("’", "'").split("'")[0]
    if first in _FIRST | {"he", "she", "they"} and verb in NO_OWN_ACTS and not forbids:
        return None
    if _is_supposed(sentence, cue):
        return None
    promised = _promised_before(sentence, subject[0])
    if cue.kind == "would":
        return _would(sentence, cue, subject, promised)
    if promised:
        return Judged(promised)
    if first in _FIRST:
        return Judged("intention" if cue.refuses else "promise")
    if _is_crowd(sentence, subject) and not (_is_dated(sentence, cue.act) or _reported_before(sentence, subject[0])):
        return None
    return Judged("intention" if cue.refuses or _reported_before(sentence, subject[0]) else "schedule")


def _is_crowd(sentence: Sentence, subject: Range) -> bool:
    """Return whether a subject is a people or a party's members, of whom "will" without a day only foretells."""
    head = sentence[head_at(sentence, subject)]
    return head.text in GROUPS or head.low in ("voters", "people", "world", "party", "nation", "country", "one", "man")


def _is_act(sentence: Sentence, cue: Cue, at: int) -> bool:
    """Return whether the verb at `at` is an act: no "be able to", no "take time"."""
    verb = sentence[at].low
    following = sentence[at + 1].low if at + 1 < len(sentence) else "."
    if verb in PREPOSITIONS or sentence[at].kind != "word":
        return False
    if verb == "take":
        return following not in _TAKEN
    if verb == "face":
        return following == "off"
    if verb == "look":
        return following in ("at", "into", "for")
    if verb in ("go", "come") and following in ("down", "up", "from", "away", "as", "wrong"):
        return False
    if verb != "be":
        return True
    if cue.kind == "fixed" and cue.force == "schedule":
        return True
    if following.endswith("ing") and following not in ("being", "willing", "missing", "having"):
        return following.removesuffix("ing") not in NO_ACTS
    if following in ("in", "at", "back", "on"):
        return cue.kind in ("would", "will") and following != "on"
    return False


def _is_supposed(sentence: Sentence, cue: Cue) -> bool:
    """Return whether "likely" stands beside a cue, or "believe" before its clause."""
    near = {token.low for token in sentence[cue.start : cue.act + 3]} - {"would", "could", cue.word}
    if near & {"likely", "probably", "perhaps", "possibly", "undoubtedly", "inevitably", "certainly", "eventually"}:
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


def _promised_before(sentence: Sentence, start: int) -> Force | None:
    """Return the force of a promise whose clause the subject at `start` opens: "pledged that it", "an assurance he"."""
    for at in range(start - 1, max(-1, start - 8), -1):
        token = sentence[at]
        if token.low in PROMISING and (
            at == start - 1 or not (sentence[start - 1].kind == "word") or _tells(sentence, start)
        ):
            return "agreement" if token.low in _AGREEING else "promise"
        if token.kind == "mark" and token.text in ".;:":
            return None
    return None


def _tells(sentence: Sentence, start: int) -> bool:
    return sentence[start - 1].low in ("that", "him", "her", "them", "us", "me", "reporters", "lawmakers")


def _reported_before(sentence: Sentence, start: int) -> bool:
    return any(sentence[at].low in BACKSHIFTING for at in range(max(0, start - 3), start))


def _would(sentence: Sentence, cue: Cue, subject: Range, promised: Force | None) -> Judged | None:
    """Return the judgement of a "would" that stands for "will" after a verb in the past."""
    following = sentence[cue.act].low if cue.act < len(sentence) else ""
    if following in ("have", "like", "love", "prefer", "rather", "welcome", "consider", "later", "eventually"):
        return None
    words = {token.low for token in sentence}
    if "could" in words or ("if" in words and not _reported_before(sentence, subject[0])):
        return None
    if promised:
        return Judged(promised)
    floor = max(0, subject[0] - REPORT_TOKENS)
    for at in range(subject[0] - 1, floor - 1, -1):
        token = sentence[at]
        if token.low in BACKSHIFTING:
            return Judged("intention")
        if token.kind == "mark" and token.text in ";:":
            break
        if token.low in ("which", "who", "because") or token.low in BE - {"been", "being", "be"}:
            break
    return None
