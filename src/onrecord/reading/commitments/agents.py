"""Who is bound: the words that name the agent, and the fullest name that the article gives."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

from onrecord.core import Span, paragraphs, sentences
from onrecord.limits.commitments import NESTED_CONTENTS, POSSESSOR_CHARS
from onrecord.reading.attributions import Relation
from onrecord.reading.commitments.words import SPOKEN_FOR, SPOKESMEN
from onrecord.reading.names import Names
from onrecord.reading.reading import Attribution
from onrecord.reading.speakers import resolve_speakers

__all__ = ["Agent", "Agents"]

_FIRST = frozenset("i we my our i'll we'll i'm we're".split())
_TELLERS = frozenset(("he", "she", "it", "they"))
_PRONOUNS = frozenset("he she they it who which that his her their its".split())


@dataclass(frozen=True, slots=True)
class Agent:
    """The words that name who is bound, and the name; both empty where the article names nobody."""

    spans: tuple[Span, ...] = ()
    name: str | None = None


class Agents:
    """Everybody of one article, as its pledges ask for them."""

    def __init__(self, text: str, names: Names, attributions: Sequence[Attribution]) -> None:
        self.text = text
        self.names = names
        self.attributions = attributions
        self.contents = sorted(
            (span.start, span.end, at) for at, one in enumerate(attributions) for span in one.content
        )
        self.persons = frozenset(one.name for one in names.mentions if one.kind == "person")
        self.starts = [start for start, _, _ in self.contents]

    def around(self, span: Span, *, person: bool = False) -> Attribution | None:
        """Return the attribution with the smallest content that holds a span; with `person`, rather a person's."""
        best: tuple[bool, int, int] | None = None
        at = bisect_right(self.starts, span.start)
        for start, end, index in reversed(self.contents[max(0, at - NESTED_CONTENTS) : at]):
            if start <= span.start and span.end <= end:
                other = person and self.attributions[index].speaker_name not in self.persons
                best = min(best or (True, end - start, index), (other, end - start, index))
        return self.attributions[best[2]] if best else None

    def resolve(self, asked: Sequence[tuple[Span | None, Span]]) -> list[Agent]:
        """Return the agents of the pledges, each given by its subject and its cue, in order."""
        told = self._speakers(asked)
        return [self._agent(subject, cue, told.get(at)) for at, (subject, cue) in enumerate(asked)]

    def is_of_another(self, agent: Agent, told: Attribution | None) -> bool:
        """Return whether one person tells what another will do: a forecast or a charge, but from a spokesman."""
        if told is None or agent.name is None or told.speaker_name is None or agent.name == told.speaker_name:
            return False
        if not {agent.name, told.speaker_name} <= self.persons:
            return False
        words = {word.strip(",.").lower() for span in told.source for word in span.of(self.text).split()}
        return not words & SPOKESMEN and not (told.role and SPOKESMEN & set(told.role.lower().split()))

    def is_unknown(self, agent: Agent, told: Attribution | None) -> bool:
        """Return whether an agent is an "it" that stands for nobody known, or somebody's "they"."""
        if agent.name is not None or not agent.spans:
            return False
        low = agent.spans[0].of(self.text).lower()
        return low in ("it", "this") or (low == "they" and told is not None and told.kind == "direct")

    def _agent(self, subject: Span | None, cue: Span, name: str | None) -> Agent:
        if subject is None:
            return Agent()
        words = subject.of(self.text)
        low = words.lower().replace("’", "'")
        if low.endswith(("'s", "s'")) and (owners := self.names.within(subject)):
            return Agent((owners[-1].span,), owners[-1].name)
        if low in _FIRST:
            return self._speaker(subject, cue)
        bare = low.split("'")[0]
        if bare in _PRONOUNS:
            teller = self._teller(subject, bare) or self._possessor(subject, bare)
            if teller is not None:
                return teller
            return Agent((self._nearest(name, subject),), name) if name else Agent((subject,), None)
        within = self.names.within(subject)
        if name is None and within and within[-1].span.end == subject.end and words[:1].islower():
            return Agent((within[-1].span,), within[-1].name)
        return Agent((subject,), name or _plain(words))

    def _possessor(self, subject: Span, pronoun: str) -> Agent | None:
        """Return the last person named before "his" or "her" in its sentence."""
        if pronoun not in ("his", "her"):
            return None
        line = Span(max(0, subject.start - POSSESSOR_CHARS), subject.start) if subject.start else None
        for one in reversed(self.names.within(line) if line else ()):
            if one.kind == "person":
                between = self.text[one.span.end : subject.start]
                return None if re.search(r"[.!?]\s|\n", between) else Agent((one.span,), one.name)
        return None

    def _teller(self, subject: Span, pronoun: str) -> Agent | None:
        """Return the source where a pronoun opens what it says: "the envoys said that they will"."""
        if pronoun not in _TELLERS:
            return None
        one = self.around(subject)
        if (
            one is None
            or one.kind == "direct"
            or not one.source
            or (pronoun == "it" and one.speaker_name in self.persons)
        ):
            return None
        start = max(span.start for span in one.content if span.start <= subject.start)
        if self.text[start : subject.start].strip(' "“‘').lower() not in ("", "that"):
            return None
        if one.source[0].end > start or one.source[0].of(self.text).lower() in _PRONOUNS:
            return Agent((self._nearest(one.speaker_name, subject),), one.speaker_name) if one.speaker_name else None
        return Agent((one.source[0],), one.speaker_name or _plain(one.source[0].of(self.text)))

    def _speaker(self, subject: Span, cue: Span) -> Agent:
        """Return who says "I" or "we": the speaker of the attribution around, by name or description."""
        one = self.around(cue, person=subject.of(self.text).lower().startswith(("i", "my")))
        if one is None:
            return Agent((subject,), None)
        if subject.of(self.text).lower().startswith(("we", "our")) and (body := self._spoken_for(one)):
            return Agent((body,), next(m.name for m in self.names.within(body)))
        if one.speaker_name is not None:
            return Agent((self._nearest(one.speaker_name, one.source[0] if one.source else subject),), one.speaker_name)
        if one.source:
            return Agent((one.source[0],), _plain(one.source[0].of(self.text)))
        return Agent((subject,), None)

    def _spoken_for(self, one: Attribution) -> Span | None:
        """Return the body in the words of a source that says "we": "a spokesman for the port"."""
        for span in one.source:
            bodies = [each.span for each in self.names.within(span) if each.kind == "organization"]
            words = set(span.of(self.text).lower().split())
            if bodies and words & SPOKEN_FOR:
                return bodies[-1]
        return None

    def _nearest(self, name: str, subject: Span) -> Span:
        """Return the last mention of a name up to the subject, or the subject itself."""
        within = [one.span for one in self.names.mentions if one.name == name and one.span.start <= subject.end]
        return within[-1] if within else subject

    def _speakers(self, asked: Sequence[tuple[Span | None, Span]]) -> dict[int, str]:
        """Return the names behind the subjects, by the same means as those behind sources."""
        wanted = [
            at
            for at, (subject, _) in enumerate(asked)
            if subject is not None and subject.of(self.text).lower() not in _FIRST
        ]
        if not wanted:
            return {}
        lines, inside = paragraphs(self.text), sentences(self.text)
        relations = [self._relation(one, lines, inside) for one in self.attributions]
        for at in wanted:
            subject, cue = asked[at]
            subject = _bare(self.text, subject)
            relations.append(_asking(subject, cue, lines, inside))
        quoted = [span for one in self.attributions if one.kind == "direct" for span in one.content]
        quoted.sort()
        kept: list[Span] = []
        for span in quoted:
            if not kept or span.start >= kept[-1].end:
                kept.append(span)
        speakers = resolve_speakers(self.text, relations, self.names, kept)[len(self.attributions) :]
        return {at: speaker.name for at, speaker in zip(wanted, speakers, strict=True) if speaker.name}

    def _relation(self, one: Attribution, lines: Sequence[Span], inside: Sequence[Span]) -> Relation:
        place = (one.source or one.cue or one.content)[0]
        return Relation(
            source=one.source[0] if one.source else None,
            cue=one.cue[0] if one.cue else None,
            content=one.content,
            kind=one.kind,
            pattern="plain",
            block=_at(lines, place.start),
            sentence=inside[_at(inside, place.start)],
            inner=one.nested_in is not None,
        )


def _bare(text: str, subject: Span | None) -> Span | None:
    """Return a pronoun without the verb that is drawn to it: "he" of "he's"."""
    if subject is None:
        return None
    words = subject.of(text).replace("’", "'")
    first = words.split("'")[0]
    return Span(subject.start, subject.start + len(first)) if first.lower() in _PRONOUNS and first else subject


def _asking(subject: Span | None, cue: Span, lines: Sequence[Span], inside: Sequence[Span]) -> Relation:
    """Return a pledge as the resolver of sources is asked for it: an inner relation, which leaves no trace."""
    place = subject or cue
    return Relation(
        source=subject,
        cue=cue,
        content=(cue,),
        kind="indirect",
        pattern="plain",
        block=_at(lines, place.start),
        sentence=inside[_at(inside, place.start)],
        inner=True,
    )


def _at(spans: Sequence[Span], place: int) -> int:
    return max(0, bisect_right(spans, place, key=lambda span: span.start) - 1)


def _plain(words: str) -> str | None:
    """Return a description as a name: without its article, up to a comma, a bracket or a relative clause."""
    kept: list[str] = []
    for word in words.split():
        if kept and (word in ("who", "which", "that") or word.startswith("(")):
            break
        kept.append(word.strip('“”"‘'))
        if word.endswith(","):
            break
    while kept and kept[0].lower() in ("the", "a", "an", "both", "its", "his", "her", "their"):
        kept = kept[1:]
    name = " ".join(kept).rstrip(",.;:")
    name = name.removesuffix("'s").removesuffix("’s")
    return name or None
