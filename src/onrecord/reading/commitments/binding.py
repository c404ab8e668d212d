"""One cue with its clause: who is bound to what, in token indices of one sentence."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from onrecord.core import Span
from onrecord.reading.commitments.acts import act_end, condition_of, phrase_end
from onrecord.reading.commitments.cue import Cue
from onrecord.reading.commitments.cues import cues_of
from onrecord.reading.commitments.judging import Judged, judge, may_be_shortened
from onrecord.reading.commitments.subjects import event_start, minimal_of, object_before, subject_of, teller_of
from onrecord.reading.names import Names
from onrecord.reading.phrases import Range, leading_subject
from onrecord.reading.tokens import Sentence

__all__ = ["Bound", "bound_in"]

_PARTING = frozenset(",”\"’'—–")


@dataclass(frozen=True, slots=True)
class Bound:
    """A cue that binds, in its sentence: its force, its subject, its act and its condition in token indices."""

    sentence: Sentence
    cue: Cue
    judged: Judged
    subject: Range | None
    act: Range
    condition: Range | None

    def span(self, tokens: Range) -> Span:
        """Return where a range of the sentence's tokens stands in the text."""
        return Span(self.sentence[tokens[0]].start, self.sentence[tokens[1] - 1].end)


def bound_in(sentence: Sentence, names: Names, cuts: Sequence[int]) -> Iterator[Bound]:
    """Yield the cues of a sentence that bind, in order; none but of events stands inside the act of one before.

    `cuts` are the offsets at which the sources and cues of the article's attributions begin: no act reaches beyond.
    """
    reach = -1
    for cue in cues_of(sentence):
        if (cue.start < reach and cue.kind != "event") or cue.act >= len(sentence):
            continue
        one = _bound(sentence, cue, names, cuts)
        if one is not None:
            yield one
            reach = max(reach, one.act[1])


def _bound(sentence: Sentence, cue: Cue, names: Names, cuts: Sequence[int]) -> Bound | None:
    """Return a cue with its clause, or None where it binds nobody."""
    subject, judged = _judged(sentence, cue, names)
    if judged is None:
        return None
    end = act_end(sentence, cue.act, _stop(sentence, cue.act, cuts))
    if cue.kind == "noun":
        end = phrase_end(sentence, cue.act, end)
    if cue.kind == "present" or _is_fronted(sentence, cue):
        end = next((at for at in range(cue.act, end) if sentence[at].text == ","), end)
    if end <= cue.act:
        return None
    act = (_act_start(sentence, cue, judged, subject), end)
    return Bound(sentence, cue, judged, _agent(sentence, judged, subject), act, condition_of(sentence, cue, end))


def _is_fronted(sentence: Sentence, cue: Cue) -> bool:
    """Return whether a cue stands in a clause before the main one: "As Brandt is set to go, the port | waits"."""
    if sentence[0].low not in ("as", "while", "although", "though"):
        return False
    return all(token.text != "," for token in sentence[: cue.act])


def _judged(sentence: Sentence, cue: Cue, names: Names) -> tuple[Range | None, Judged | None]:
    """Return the subject of a cue, if need be the last noun phrase of what stands before it, and the judgement."""
    subject = subject_of(sentence, cue)
    judged = judge(sentence, cue, subject, names)
    if judged is not None or subject is None or not may_be_shortened(sentence, cue, subject, names):
        return subject, judged
    others: list[Range | None] = [minimal_of(sentence, subject)]
    if cue.kind in ("verb", "thing", "fixed"):
        others.append(leading_subject(sentence, cue.start))
    for other in others:
        if other is not None and (found := judge(sentence, cue, other, names)) is not None:
            return other, found
    return subject, None


def _act_start(sentence: Sentence, cue: Cue, judged: Judged, subject: Range | None) -> int:
    """Return where an act begins: behind the cue, at an event's noun, or at the object that stands before."""
    if subject is None:
        return cue.act
    if judged.is_event:
        return event_start(sentence, subject)
    earlier = object_before(sentence, subject, cue.act) if cue.kind == "verb" else None
    return cue.act if earlier is None else earlier


def _agent(sentence: Sentence, judged: Judged, subject: Range | None) -> Range | None:
    """Return the words that name who is bound: the subject, who says what "it" begins, or whose event it is."""
    if subject is None or judged.is_ownerless:
        return None
    if not (judged.is_event or judged.is_owned):
        return teller_of(sentence, subject) or subject
    owners = (at for at in range(*subject) if sentence[at].low.endswith(("'s", "’s")))
    return next(((subject[0], at + 1) for at in owners), None)


def _stop(sentence: Sentence, start: int, cuts: Sequence[int]) -> int:
    """Return the token before which an attribution's source or cue begins behind the act's first words."""
    at = bisect_right(cuts, sentence[min(start + 1, len(sentence) - 1)].end)
    if at == len(cuts):
        return len(sentence)
    place = cuts[at]
    index = bisect_right(sentence, place, key=lambda token: token.start) - 1
    if index <= start + 1 or sentence[index].start != place:
        return len(sentence)
    before = sentence[index - 1].text
    return index if before in _PARTING else len(sentence)
