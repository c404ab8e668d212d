"""Who a pronoun means: a walk over an article that knows who is being talked about at each place.

After Lappin and Leass (1994), An Algorithm for Pronominal Anaphora Resolution: each mention adds a weight by where it
stands, a sentence halves all weights, and a pronoun is the weightiest bearer of its gender and adds to it in turn.
Names inside quotation marks add nothing, since quoted people talk of others than the article does.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from onrecord.limits.reading import (
    SALIENCE_COUNT,
    SALIENCE_DECAY,
    SALIENCE_FLOOR,
    SALIENCE_LEAD,
    SALIENCE_LEAD_UNKNOWN,
    SALIENCE_REPEATED,
    SALIENCE_WEIGHTS,
    SUBJECT_CHARS,
)
from onrecord.reading.cues import PREPOSITIONS
from onrecord.reading.genders import PRONOUN_GENDERS, Gender
from onrecord.reading.names import Names
from onrecord.reading.reading import Mention

__all__ = ["Salience"]

_PRONOUN = re.compile(r"\b(?:[Ss]he|[Hh]er|[Hh]ers|[Hh]erself|[Hh]e|[Hh]im|[Hh]is|[Hh]imself)\b")
_LAST_WORD = re.compile(r"([\w’'-]+)\s+(?:[\w.’'-]+\s+){0,1}$")


@dataclass(frozen=True, slots=True)
class _Event:
    """What adds weight at a place: a mention, an office that stands for a person, or a pronoun."""

    start: int
    mention: Mention | None = None
    name: str | None = None
    gender: Gender | None = None


class Salience:
    """Who is being talked about, as a walk through the article goes on; `pass_to` must be called with rising places.

    `spoken` are the names outside quotation marks, `sentences` the beginnings of sentences outside them, `skipped`
    the places of sources, which the caller resolves itself, `described` where an office stands for a person.
    """

    def __init__(
        self,
        text: str,
        spoken: Names,
        sentences: Sequence[int],
        genders: Mapping[str, Gender],
        skipped: frozenset[int],
        described: Iterable[tuple[int, str]],
    ) -> None:
        self.text = text
        self.sentences = sentences
        self.genders = dict(genders)
        self.weights: dict[str, tuple[float, int]] = {}
        self.spoken = spoken
        self.subject_of = -1
        self.events = iter(sorted(self._events(described, skipped), key=lambda event: event.start))
        self.waiting = next(self.events, None)

    def _events(self, described: Iterable[tuple[int, str]], skipped: frozenset[int]) -> Iterator[_Event]:
        for mention in self.spoken.mentions:
            if mention.kind == "person":
                yield _Event(mention.span.start, mention=mention)
        found = [_Event(place, name=name) for place, name in described]
        found += [
            _Event(match.start(), gender=PRONOUN_GENDERS[match.group().lower()])
            for match in _PRONOUN.finditer(self.text)
        ]
        yield from (event for event in found if event.start not in skipped and self.spoken.is_outside(event.start))

    def _sentence(self, place: int) -> int:
        return bisect_right(self.sentences, place)

    def opening(self, place: int) -> int:
        """Return where the sentence that holds `place` begins."""
        return self.sentences[max(0, self._sentence(place) - 1)]

    def pass_to(self, place: int) -> None:
        """Take in what is mentioned before `place`."""
        while self.waiting is not None and self.waiting.start < place:
            event = self.waiting
            if event.mention is not None:
                self.add(event.mention.name, event.start, self._weight(event.mention))
            else:
                name = self.bearer(event.gender, event.start, lead=1.0, unsure=1.0) if event.gender else event.name
                if name is not None:
                    self.add(name, event.start, SALIENCE_WEIGHTS["pronoun"])
            self.waiting = next(self.events, None)

    def _weight(self, mention: Mention) -> float:
        """Return what a mention adds by where it stands."""
        if self.text.startswith(("'s ", "’s ", "' ", "’ "), mention.span.end):
            return SALIENCE_WEIGHTS["possessive"]
        start = min([mention.span.start, *(role.span.start for role in mention.roles)])
        sentence = self.opening(start)
        before = self.text[max(sentence, start - 40) : start]
        last = _LAST_WORD.search(before)
        if last and last.group(1).lower() in PREPOSITIONS:
            return SALIENCE_WEIGHTS["oblique"]
        if self.subject_of == sentence and start - sentence >= SUBJECT_CHARS:
            return SALIENCE_WEIGHTS["object"]
        self.subject_of = sentence
        return SALIENCE_WEIGHTS["subject"]

    def add(self, name: str, place: int, weight: float) -> None:
        """Add to the weight of a bearer at `place`; beside a weightier mention a lesser one counts a little."""
        before = self.now(name, place)
        self.weights[name] = (max(before, weight) + SALIENCE_REPEATED * min(before, weight), self._sentence(place))
        if len(self.weights) > SALIENCE_COUNT:
            kept = sorted(self.weights, key=lambda name: -self.now(name, place))[: SALIENCE_COUNT // 2]
            self.weights = {name: self.weights[name] for name in kept}

    def now(self, name: str, place: int) -> float:
        """Return the weight of a bearer at `place`."""
        weight, sentence = self.weights.get(name, (0.0, 0))
        return weight * SALIENCE_DECAY ** max(0, self._sentence(place) - sentence)

    def bearer(
        self, gender: Gender, place: int, *, lead: float = SALIENCE_LEAD, unsure: float = SALIENCE_LEAD_UNKNOWN
    ) -> str | None:
        """Return the weightiest bearer of a gender at `place`, or None when none is talked of, or two are alike.

        `lead` is how many times the second's weight the first must have, `unsure` the same where nothing tells the
        gender of either.
        """
        weighed = []
        for name in self.weights:
            known = self.genders.get(name)
            if known is not None and known != gender:
                continue
            weight = self.now(name, place) * (1.0 if known is not None else SALIENCE_WEIGHTS["unknown"])
            if weight >= SALIENCE_FLOOR:
                weighed.append((weight, name))
        weighed.sort(reverse=True)
        if not weighed:
            return None
        both_open = all(name not in self.genders for _, name in weighed[:2])
        if len(weighed) > 1 and weighed[0][0] < (unsure if both_open else lead) * weighed[1][0]:
            return None
        return weighed[0][1]
