"""What stands around a pledge: with whom, on what occasion, under which body, and how it stands."""

from __future__ import annotations

import re

from onrecord.core import Span
from onrecord.limits.commitments import STATUS_CHARS
from onrecord.reading.commitments.body_words import ORDINALS
from onrecord.reading.commitments.values import Force, Status
from onrecord.reading.cues import DETERMINERS, OCCASIONS, PREPOSITIONS
from onrecord.reading.phrases import Range, phrase_after
from onrecord.reading.tokens import Sentence

__all__ = ["body_in", "counterpart_in", "occasion_in", "status_of"]

_MEETING = frozenset(
    "meet talk talks speak consult confer negotiate discuss work cooperate coordinate agree agreed meeting agreement "
    "deal pact negotiations consultations discussions treaty share".split()
)
_DOCUMENTS = OCCASIONS | frozenset(
    "sheet agreement accord treaty communique communiqué declaration understanding deal resolution summit talks plan "
    "contract pact protocol manifesto platform blueprint roadmap".split()
)
_ENDING = PREPOSITIONS | {"regarding", "concerning"}
_BODIES = frozenset("force commission committee council panel group board office secretariat forum".split())
_STATUSES: tuple[tuple[Status, re.Pattern[str]], ...] = (
    ("denied", re.compile(r"\b(?:denied|denies|dismissed reports?|rejected reports?)\b", re.IGNORECASE)),
    (
        "withdrawn",
        re.compile(
            r"\b(?:abandon\w*|scrap(?:ped|s|ping)?|drop(?:ped|s|ping)|withdr[ae]w\w*|cancel(?:s|l?ed|l?ing)|shelv\w+|"
            r"call(?:ed|ing) off|dial(?:ed|ing) back|revers(?:ed|ing)|reneg\w+|backed (?:off|away)|suspend\w*)\b",
            re.IGNORECASE,
        ),
    ),
    ("lapsed", re.compile(r"\b(?:failed to (?:keep|honou?r|meet|live)|broke(?:n)? (?:his|her|its|their|a) )", re.I)),
    ("delivered", re.compile(r"\b(?:kept|fulfill?ed|delivered on|made good on|honou?red)\b", re.IGNORECASE)),
    ("begun", re.compile(r"\b(?:has|have) (?:already )?(?:begun|started)\b", re.IGNORECASE)),
    (
        "under discussion",
        re.compile(
            r"\b(?:discuss\w*\b[^.;]{0,50}\b(?:on|over|about|regarding|of)|discussing|under discussion|in talks|"
            r"considering|weighing|debating|negotiating)\b",
            re.IGNORECASE,
        ),
    ),
)


def status_of(text: str, opening: int, cue: int, force: Force) -> Status:
    """Return how a pledge stands by the words before its cue; most are announced, what is fixed is scheduled."""
    before = text[max(opening, cue - STATUS_CHARS) : cue]
    for status, pattern in _STATUSES:
        if pattern.search(before):
            return status
    return "scheduled" if force == "schedule" else "announced"


def counterpart_in(sentence: Sentence, act: Range) -> Span | None:
    """Return with whom an act is to be done: the noun phrase after "with" behind a word of meeting."""
    met = False
    for at in range(act[0], act[1]):
        low = sentence[at].low
        met = met or low in _MEETING
        if met and low == "with" and at + 1 < act[1]:
            found = phrase_after(sentence, at + 1)
            if found is not None:
                return Span(sentence[found[0]].start, sentence[min(found[1], act[1]) - 1].end)
    return None


def occasion_in(sentence: Sentence) -> Span | None:
    """Return the speech, letter or agreement that a sentence names as the occasion: "in a letter"."""
    for at in range(len(sentence) - 1):
        if sentence[at].low not in ("in", "at", "under", "during"):
            continue
        for index in range(at + 1, min(len(sentence), at + 9)):
            token = sentence[index]
            if (token.kind == "mark" and token.text in ",.;:") or token.low in PREPOSITIONS | {
                "regarding",
                "concerning",
            }:
                break
            if token.low in _DOCUMENTS and index > at + 1 and sentence[at + 1].low in DETERMINERS:
                return Span(sentence[at + 1].start, token.end)
    return None


def body_in(sentence: Sentence, subject: Range | None, act: Range) -> Span | None:
    """Return the body that carries an act out: the subject where it is one, or what follows "under" and "through"."""
    if subject is not None and sentence[subject[1] - 1].low in ORDINALS:
        return Span(sentence[subject[0]].start, sentence[subject[1] - 1].end)
    if subject is not None and any(sentence[at].low in _BODIES for at in range(*subject)):
        return Span(sentence[subject[0]].start, sentence[subject[1] - 1].end)
    for at in range(act[0], act[1] - 1):
        if sentence[at].low in ("under", "through", "via", "within"):
            found = phrase_after(sentence, at + 1)
            if found is not None and any(sentence[index].low in _BODIES for index in range(*found)):
                return Span(sentence[found[0]].start, sentence[found[1] - 1].end)
    return None
