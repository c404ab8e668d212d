"""Noun phrases of bodies in one sentence, and whether they are told of as the means by which something is done."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from onrecord.core import Span
from onrecord.limits.commitments import FOUNDING_TOKENS
from onrecord.reading.commitments.body_words import AD_HOC, ENDING, FOUNDING, HEADS, REFUSING, SERIES, SUPPOSED
from onrecord.reading.commitments.values import Status
from onrecord.reading.commitments.words import BE
from onrecord.reading.cues import (
    CONJUNCTIONS,
    DETERMINERS,
    MODALS,
    PREPOSITIONS,
    PRONOUNS,
    SUBORDINATORS,
    TIME_WORDS,
    VERB_FORMS,
)
from onrecord.reading.phrases import phrase_before
from onrecord.reading.tokens import Sentence

__all__ = ["Told", "told_in"]

_GROUPS = frozenset("working contact steering study advisory coordination negotiating expert joint".split())
_OWN = frozenset("own new separate another independent".split())
_NUMBERS = {word: at for at, word in enumerate("zero one two three four five six seven eight nine ten".split())}
_STANDING = frozenset(
    "federal national judiciary intelligence security appropriations budget armed foreign oversight ethics commerce "
    "finance banking rules european city county school editorial executive electoral election elections central".split()
)
_FOUNDED_ONLY = frozenset(
    "office agency center unit team board secretariat forum tribunal mechanism body inquiry council".split()
)
_MAY_BE_AD_HOC = frozenset("secretariat forum tribunal mechanism body inquiry council".split())
_SERIAL = frozenset(
    "regular annual weekly monthly quarterly biannual regularized regularised strategic periodic".split()
)
_LEVELLED = frozenset(
    "working-level high-level ministerial ministerial-level vice-ministerial director-level senior-level expert-level "
    "vice-minister-level technical-level leader-level".split()
)
_HOLDING = frozenset(
    "hold holds held holding begin begins began start starts plan plans planned regularize regularise set launch "
    "resume resumes resumed establish discuss discussing discussions between agreed agree conduct need needs".split()
)
_BETWEEN = frozenset("of up a an the its his her their and into own new another on for".split())
_SMALL = frozenset(("on", "of", "for", "the", "and", "to"))
_OFFICERS = frozenset("chairman chairwoman chair member members head chief president director leader leaders".split())


@dataclass(frozen=True, slots=True)
class Told:
    """A body as one sentence names it.

    `count` is how many the words speak of. `is_told` says that the sentence sets it up, refuses it, or gives what it
    is for; other mentions only add to what is told elsewhere. `is_new` says that the words set it apart from others.
    """

    name: Span
    head: Span
    kind: str
    count: int
    is_told: bool
    is_new: bool
    is_series: bool
    status: Status | None
    founders: Span | None


def told_in(sentence: Sentence, mandated: frozenset[int]) -> Iterator[Told]:
    """Yield the bodies of one sentence; `mandated` are the offsets of head nouns behind which a mandate stands."""
    for at, token in enumerate(sentence):
        kind = _kind(sentence, at)
        if kind is None:
            continue
        start = _start(sentence, at)
        end = _end(sentence, at)
        founding = _founding_before(sentence, start)
        later = founding is None and _founded_after(sentence, end)
        words = [sentence[index].low for index in range(start, at + 1)]
        series = kind == "meeting series"
        told = _is_told(
            sentence, start, at, words, kind, founded=founding is not None or later, mandated=token.end in mandated
        )
        yield Told(
            name=Span(sentence[start].start, sentence[end - 1].end),
            head=Span(token.start, token.end),
            kind=kind,
            count=_count(words, token.low),
            is_told=told,
            is_new=any(word in ("another", "separate", "second") for word in words),
            is_series=series,
            status=_status(sentence, start, end, founding, founded=later) if told else None,
            founders=_founders(sentence, founding) if founding is not None else None,
        )


def _kind(sentence: Sentence, at: int) -> str | None:
    """Return the kind of the body that the noun at `at` names, or None."""
    low = sentence[at].low
    before = sentence[at - 1].low if at else ""
    if low in SERIES:
        first = max(0, at - 5)
        words = {sentence[index].low for index in range(first, at)}
        if sentence[at].capital and low == "dialogue" and sentence[at - 1].capital:
            return "dialogue" if sentence[-1].kind == "mark" else None
        return "meeting series" if words & (_SERIAL | _LEVELLED) else None
    single = low if low in HEADS else low.removesuffix("s")
    if single not in HEADS:
        return None
    if single == "force":
        return "task force" if before == "task" else None
    if single == "group":
        return "working group" if before in _GROUPS else None
    if single in ("body", "team", "unit", "center", "centre") and not (sentence[at].capital or before in AD_HOC):
        return None
    following = sentence[at + 1] if at + 1 < len(sentence) else None
    if (
        following is not None
        and following.kind == "word"
        and following.low
        in (
            "chair",
            "chairman",
            "chairwoman",
            "chairperson",
            "member",
            "members",
            "meeting",
            "room",
            "hearing",
            "leader",
            "leaders",
            "staff",
            "president",
            "director",
            "head",
            "executive",
            "spokesman",
            "spokeswoman",
            "speaker",
        )
    ):
        return None
    return HEADS[single]


def _start(sentence: Sentence, at: int) -> int:
    """Return where the noun phrase of the head at `at` begins."""
    start, floor = at, max(0, at - 9)
    while start > floor:
        before = sentence[start - 1]
        low = before.low
        if before.kind != "word":
            if not _runs_on(sentence, start):
                break
            start -= 1
            continue
        if low == "and" and start > 1 and _joins(sentence, start):
            start -= 1
            continue
        if low in PREPOSITIONS | CONJUNCTIONS | SUBORDINATORS | MODALS | BE or low in PRONOUNS or low in FOUNDING:
            break
        verb = VERB_FORMS.get(low)
        if (verb and verb.form in ("past", "gerund", "base") and not before.capital and low not in AD_HOC) or low in (
            "up",
            "to",
            "has",
            "have",
            "had",
            "not",
        ):
            break
        if low in TIME_WORDS or low in _HOLDING:
            break
        start -= 1
        if low in DETERMINERS and low not in ("other", "more", "two", "three", "four", "five", "several", "all"):
            break
    return start


def _runs_on(sentence: Sentence, start: int) -> bool:
    """Return whether a mark before a noun phrase's word stands inside it: "a bipartisan, 9/11-style commission"."""
    if start < 2:
        return False
    mark, earlier = sentence[start - 1].text, sentence[start - 2].low
    return (mark in ("-", ",") and earlier in AD_HOC) or (mark == "/" and earlier.isdigit())


def _joins(sentence: Sentence, start: int) -> bool:
    """Return whether an "and" joins two words of one name: "Trade and Tide Council", "a tide and fish panel"."""
    named = sentence[start].capital and sentence[start - 2].capital
    return named or (start > 2 and sentence[start - 3].low in ("a", "an"))


def _end(sentence: Sentence, at: int) -> int:
    """Return where the name ends: behind "on Tides" where the head has a capital."""
    end = at + 1
    if not sentence[at].capital:
        return end
    while end + 1 < len(sentence) and end - at < 12:
        low = sentence[end].low
        if (sentence[end].capital and low not in TIME_WORDS) or (
            low in _SMALL and (sentence[end + 1].capital or sentence[end + 1].low in _SMALL)
        ):
            end += 1
        else:
            break
    while sentence[end - 1].low in _SMALL:
        end -= 1
    return end


def _founding_before(sentence: Sentence, start: int) -> int | None:
    """Return the index of the founding verb just before a noun phrase: "establish", "the creation of", "set up"."""
    for at in range(start - 1, max(-1, start - 1 - FOUNDING_TOKENS), -1):
        low = sentence[at].low
        if low in FOUNDING or (low in ("set", "sets", "setting") and sentence[at + 1].low == "up"):
            return at
        if low not in _BETWEEN and sentence[at].kind == "word":
            return None
        if sentence[at].kind == "mark" and sentence[at].text not in "“\"‘'’":
            return None
    return None


def _founded_after(sentence: Sentence, end: int) -> bool:
    """Return whether a body is set up by words behind it: "have been created", "that the two states set up"."""
    for at in range(end, min(len(sentence), end + 12)):
        low = sentence[at].low
        if sentence[at].kind == "mark" and sentence[at].text in ".;:,":
            return False
        if at == end and low in FOUNDING and low.endswith("ed"):
            return True
        if low in FOUNDING and low.endswith("ed") and sentence[at - 1].low not in DETERMINERS:
            window = {sentence[index].low for index in range(end, at)}
            return bool(window & (BE | {"has", "have", "had", "that"}))
        if low == "up" and sentence[at - 1].low == "set":
            return True
    return False


def _is_told(
    sentence: Sentence, start: int, at: int, words: list[str], kind: str, *, founded: bool, mandated: bool
) -> bool:
    """Return whether a sentence tells of a body as the means by which something is done."""
    proper = sentence[at].capital
    special = bool(set(words) & AD_HOC)
    if start > 1 and sentence[start - 1].low == "of" and sentence[start - 2].low in _OFFICERS:
        return False
    if kind == "dialogue":
        return True
    if kind == "meeting series":
        near = {sentence[index].low for index in range(max(0, start - 8), min(len(sentence), at + 9))}
        return bool(near & _HOLDING)
    if proper and set(words) & _STANDING and not founded:
        return False
    if kind in ("task force", "working group"):
        return founded or mandated or words[0] in ("a", "an") or any(_NUMBERS.get(word, 0) > 1 for word in words)
    if founded and len(words) == 1 and not (proper or words[0].endswith("s")):
        return False
    if founded:
        return not (kind in ("team", "unit", "center", "panel") and not special and not mandated)
    if proper:
        return (
            bool(set(words) & {"select", "special", "review", "transition", "truth", "independent"}) and at - start > 1
        )
    if kind in _FOUNDED_ONLY and not (special and kind in _MAY_BE_AD_HOC):
        return False
    indefinite = words[0] in ("a", "an") or bool(set(words) & _OWN)
    working = at + 1 < len(sentence) and sentence[at + 1].low.endswith("ing")
    return mandated and (indefinite or special or (working and words[0] in ("the", "congressional")))


def _count(words: list[str], head: str) -> int:
    number = next((_NUMBERS[word] for word in words if word in _NUMBERS), 0)
    if number:
        return number
    return 2 if head.endswith("s") and head not in SERIES and words[0] not in ("the", "these", "those") else 1


def _status(sentence: Sentence, start: int, end: int, founding: int | None, *, founded: bool) -> Status:
    """Return how a body stands by the words around its founding."""
    verb = founding if founding is not None else start
    before = [sentence[index].low.replace("’", "'") for index in range(max(0, verb - 9), verb)]
    after = {sentence[index].low for index in range(end, min(len(sentence), end + 30))}
    soon = {sentence[index].low for index in range(end, min(len(sentence), end + 6))}
    everything = {token.low for token in sentence}
    if everything & {"dissolved", "disbanded", "abolished"}:
        return "lapsed"
    if set(before) & ENDING or soon & {"blocked", "rejected", "defeated", "killed"}:
        return "withdrawn"
    if set(before) & REFUSING or ({"not", "no"} & after and "intent" in after):
        return "denied"
    low = sentence[founding].low if founding is not None else ""
    if set(before) & (SUPPOSED - {"to", "agreed"}) or low.startswith("propos") or (low and before[-1:] == ["to"]):
        return (
            "announced"
            if set(before) & {"agreed", "announced", "would"} and "whether" not in before
            else "under discussion"
        )
    if low.endswith("ing") or low in ("creation", "formation", "establishment"):
        return "announced"
    if set(before) & {"discuss", "discussions", "considering", "discussing"} or after & {"discussion", "discussions"}:
        return "under discussion"
    if founding is None and not founded and soon & {"will", "scheduled", "set", "begin"}:
        return "scheduled"
    return "begun"


def _founders(sentence: Sentence, founding: int) -> Span | None:
    """Return who set a body up: two or more named before the verb, who are then its members."""
    end = founding
    while end and sentence[end - 1].low in ("has", "have", "had", "also", "jointly"):
        end -= 1
    found = phrase_before(sentence, end) if end else None
    if found is None:
        return None
    joined = any(sentence[at].low == "and" for at in range(*found))
    start = found[0]
    while start < found[1] - 1 and (sentence[start].low in ("that", "said") or sentence[start].kind == "mark"):
        start += 1
    return Span(sentence[start].start, sentence[found[1] - 1].end) if joined else None
