"""Whether a cue with its subject and verb binds somebody to an act, and with what force."""

from __future__ import annotations

from dataclasses import dataclass

from onrecord.core import Span, overlap
from onrecord.reading.commitments.acts import is_embedded, verb_at
from onrecord.reading.commitments.cue import Cue
from onrecord.reading.commitments.forms import is_contracted
from onrecord.reading.commitments.subjects import head_at, object_before
from onrecord.reading.commitments.supposing import (
    is_hypothetical,
    is_reported_before,
    is_supposed,
    promised_before,
    stands_for_will,
)
from onrecord.reading.commitments.values import Force
from onrecord.reading.commitments.words import (
    ACTORS,
    BINDING_VERBS,
    EVENT_VERBS,
    EVENTS,
    HELD,
    NO_ACTS,
    NO_OWN_ACTS,
    OUTCOMES,
)
from onrecord.reading.cues import MONTHS, PREPOSITIONS, TIME_WORDS
from onrecord.reading.gazetteer import GROUPS
from onrecord.reading.names import Names
from onrecord.reading.phrases import Range
from onrecord.reading.tokens import Sentence, Token

__all__ = ["Judged", "judge", "may_be_shortened"]

_OWN = frozenset("i we he she they it who".split())
_FIRST = frozenset(("i", "we"))
_PERSONAL = _FIRST | {"he", "she", "they"}
_NOBODY = frozenset("nobody none no neither nothing few little anyone anybody everyone everybody someone".split())
_LOOSE = frozenset("threaten threatens threatened threatening intended aimed".split())
_STAGES = TIME_WORDS | {"on", "at", "in", "before", "with"}
_POINTERS = frozenset("this that these those which what there here such".split())
_THINGS = frozenset(
    "act bill plan law treaty deal accord amendment constitution court-order game cup day report rule rules policy "
    "budget program programme project initiative system market markets stocks dollar euro economy "
    "movie film book season race article show series policies plans".split()
)
_MONTHS3 = frozenset(month[:3] for month in MONTHS)
_UNITS = frozenset("next month week year half summer autumn winter spring".split())
_SAYING = frozenset("say tell add argue ask".split())
_FUTURE = frozenset(("will", "would", "going"))
_TAKEN = frozenset(
    "time years months weeks days hours long longer as up about several many effect heart comfort place advantage a an "
    "note root shape".split()
)


@dataclass(frozen=True, slots=True)
class Judged:
    """That a cue binds, and with what force.

    `is_event` says that the act begins at the noun of an event, `is_ownerless` that a plan is nobody's yet, `is_owned`
    that whose it is stands in the subject.
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
    if _is_nobody(sentence, subject):
        return None
    if cue.kind not in ("noun", "event") and is_embedded(sentence, subject[0]):
        return None
    if cue.kind == "is to" and head.low in ("plan", "policy", "intention") and subject[1] - subject[0] > 2:
        return Judged("intention", is_owned=True)  # "the port's policy is to"
    if cue.kind == "noun" and (head.low in EVENTS or head.low == "there"):
        return Judged(cue.force, is_ownerless=True)  # "discussions are under way on a plan to"
    actor = is_actor(sentence, subject, names) or _acts_by_its_verb(cue, head)
    if not actor and (cue.kind == "event" or (head.low in EVENTS | OUTCOMES)):
        return _event(sentence, cue, head.low)
    if not actor:
        return _passive(sentence, cue)
    if cue.kind in ("verb", "noun", "thing"):
        return _binding(sentence, cue, subject)
    if cue.kind == "event":
        return None
    return _by_verb(sentence, cue, subject)


def _is_nobody(sentence: Sentence, subject: Range) -> bool:
    """Return whether a subject is nobody or anybody: "none of the crews", but not what another clause names."""
    for at in range(min(subject[0] + 1, subject[1] - 1), max(-1, subject[0] - 4), -1):
        if at < subject[0] and sentence[at].kind == "mark":
            return False
        if sentence[at].low in _NOBODY and not (sentence[at].low in ("few", "little") and _is_some(sentence, at)):
            return True
    return False


def _is_some(sentence: Sentence, at: int) -> bool:
    return at > 0 and sentence[at - 1].low in ("a", "the", "past", "next", "last")


def _acts_by_its_verb(cue: Cue, head: Token) -> bool:
    """Return whether the verb itself says that its subject acts: only somebody pledges, agrees, intends or plans."""
    if cue.kind == "noun":
        return head.capital and is_contracted(head.low)  # "Orrin's plan"
    if cue.kind not in ("verb", "thing") or head.kind != "word" or cue.word in _LOOSE:
        return False
    return not (head.low in EVENTS | OUTCOMES | _THINGS | _POINTERS or head.low.endswith(("ing", "ed")))


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
    if low == "you":
        return False
    if low in _OWN or low in ("his", "her", "their", "my", "our", "its"):
        return True
    if low in _THINGS or low in TIME_WORDS or low in MONTHS:
        return False
    if low in ACTORS or low.rstrip("s") in ACTORS:
        return True
    if low in EVENTS | OUTCOMES or (subject[0] < at and sentence[subject[0]].low.endswith("ing")):
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
    if cue.kind == "present":
        return Judged("schedule", is_event=True) if verb.removesuffix("s") in EVENT_VERBS and head in EVENTS else None
    held = verb == "be" and any(token.low in HELD for token in sentence[cue.act : cue.act + 4])
    if not (verb in EVENT_VERBS or held) or (verb == "take" and not _follows(sentence, cue, "place")):
        return None
    if cue.kind in ("fixed", "is to"):
        if cue.force == "expectation" and head in OUTCOMES and not _is_dated(sentence, cue.act):
            return None
        return Judged(cue.force, is_event=True)
    if cue.kind not in ("will", "going") or cue.refuses or is_supposed(sentence, cue):
        return None
    return Judged("schedule", is_event=True) if head in EVENTS or _is_dated(sentence, cue.act) else None


def _follows(sentence: Sentence, cue: Cue, word: str) -> bool:
    at = verb_at(sentence, cue.act) + 1
    return at < len(sentence) and sentence[at].low == word


def _is_dated(sentence: Sentence, start: int) -> bool:
    return any(
        token.low in TIME_WORDS or (token.low.rstrip(".")[:3] in _MONTHS3 and token.capital) or token.low in _UNITS
        for token in sentence[start : start + 14]
    )


def _passive(sentence: Sentence, cue: Cue) -> Judged | None:
    """Return the judgement of what is done by somebody who is not named: "ten stations will be built"."""
    if cue.kind == "fixed" and cue.force == "schedule":
        return Judged("schedule", is_event=True) if _is_dated(sentence, cue.act) else None
    if cue.kind != "will" or cue.refuses or sentence[verb_at(sentence, cue.act)].low != "be":
        return None
    done = any(token.low in HELD for token in sentence[cue.act + 1 : cue.act + 3])
    return Judged("schedule", is_event=True) if done and not is_supposed(sentence, cue) else None


def _binding(sentence: Sentence, cue: Cue, subject: Range) -> Judged | None:
    """Return the judgement of "plans to", "a promise to", "pledged support" with an actor as subject."""
    verb = sentence[verb_at(sentence, cue.act)].low
    if sentence[cue.start].low in ("was", "were") and any(t.low == "when" for t in sentence[cue.act : cue.act + 12]):
        return None  # what somebody was about to do when another thing happened
    if cue.force == "intention" and verb in NO_ACTS:
        return None
    if cue.word.startswith("promis") and verb == "be" and cue.kind == "verb":
        return None  # "it promises to be a cold winter"
    if cue.kind == "thing" and object_before(sentence, subject, cue.end - 1) is not None:
        return None  # "the benefits it promises the crews"
    if cue.kind == "noun" and cue.force == "agreement" and (verb == "be" or is_hypothetical(sentence, cue)):
        return None
    if cue.word in ("plan", "plans", "planned") and verb in _SAYING and cue.kind == "verb":
        return None
    return Judged(cue.force)


def _by_verb(sentence: Sentence, cue: Cue, subject: Range) -> Judged | None:
    """Return the judgement of "will", "would", "is set to", "is expected to" and "is to" with an actor as subject."""
    at = verb_at(sentence, cue.act)
    if not _is_act(sentence, cue, at) or cue.word == "likely":
        return None
    verb = sentence[at].low
    if cue.kind == "fixed":
        foreseen = cue.force == "expectation" and verb in _SAYING | NO_ACTS
        return None if foreseen else Judged(cue.force)
    first = sentence[subject[0]].low.replace("’", "'").split("'")[0]
    if not _is_own(sentence, cue, at, first):
        return None
    if cue.kind == "is to" and subject[0] and sentence[subject[0] - 1].low in PREPOSITIONS:
        return None  # "to have to do with Orrin is to"
    if cue.kind in ("is to", "headline"):
        return Judged("schedule")
    if cue.kind in _FUTURE and object_before(sentence, subject, cue.act) is not None:
        return None  # "the course she will take"
    if is_supposed(sentence, cue) or (cue.kind == "would" and not stands_for_will(sentence, cue, subject)):
        return None
    if promised := promised_before(sentence, subject[0]) or BINDING_VERBS.get(sentence[at].low):
        return Judged(promised)  # "pledged that it will", "will promise to"
    if first in _FIRST and cue.kind != "would":
        return Judged("intention" if cue.refuses else "promise")
    reported = is_reported_before(sentence, subject[0]) or cue.kind == "would"
    if _is_crowd(sentence, subject) and not (reported or _is_dated(sentence, cue.act)):
        return None
    return Judged("intention" if cue.refuses or (reported and cue.kind != "present") else "schedule")


def _is_own(sentence: Sentence, cue: Cue, at: int, first: str) -> bool:
    """Return whether the verb at `at` is an act of choice: nothing that befalls, and with a pronoun no mere saying."""
    verb = sentence[at].low
    if verb in ("continue", "begin", "start") and at + 2 < len(sentence) and sentence[at + 1].low == "to":
        verb = sentence[at + 2].low
    if verb in ("allow", "let") and cue.refuses:
        return True
    shows = verb == "appear" and at + 1 < len(sentence) and sentence[at + 1].low in _STAGES
    if verb in NO_ACTS and verb not in ("be", "face", "look") and not shows:
        return False
    if verb == "tell" and _tells_thing(sentence, at):
        return True
    return cue.kind in ("is to", "headline") or not (first in _PERSONAL and verb in NO_OWN_ACTS)


def _tells_thing(sentence: Sentence, at: int) -> bool:
    """Return whether "tell" has a thing as object and brings no words: "will tell the truth", not "will tell you"."""
    if at + 2 >= len(sentence) or sentence[at + 1].low not in ("the", "my", "our", "his", "her", "their"):
        return False
    thing = sentence[at + 2].low
    told = any(token.low == "that" or token.text == ":" for token in sentence[at + 3 : at + 8])
    return not (told or thing in ACTORS or thing.rstrip("s") in ACTORS or thing in ("people", "public", "world"))


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
