"""Who stands behind a source: a name, a body, or an anonymous source with its stated reason.

The relations are walked in the order of their sources, since pronouns and "the official" point back. Where two bearers
are alike the answer is None: a wrong name is worse than none.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from onrecord.core import Span, sentences
from onrecord.limits.reading import (
    NEUTER_CHARS,
    SALIENCE_WEIGHTS,
    SUBJECT_CHARS,
)
from onrecord.reading.antecedents import (
    before_who,
    body_before,
    contents_of,
    nearest_inside,
    signatures,
    speaker_of_quotation,
)
from onrecord.reading.attributions import Relation
from onrecord.reading.cues import DETERMINERS
from onrecord.reading.genders import PRONOUN_GENDERS, genders_of
from onrecord.reading.hidden import Hidden, with_reasons
from onrecord.reading.names import Names, names_outside
from onrecord.reading.offices import Bodies, Offices
from onrecord.reading.reading import Anonymous
from onrecord.reading.salience import Salience
from onrecord.reading.sources import (
    apposed_to,
    head_of,
    is_subject,
    main_of,
    may_be_person,
    plain_name,
    without_possessive,
)

__all__ = ["Speaker", "resolve_speakers"]

_FIRST_PERSON = frozenset(("i", "me", "my", "myself"))
_NEUTER = frozenset(("it", "its", "they", "their", "them"))


@dataclass(frozen=True, slots=True)
class Speaker:
    """What the article tells about a source: its fullest name or its anonymity, and its office."""

    name: str | None = None
    anonymous: Anonymous | None = None
    role: str | None = None
    person: bool = False


def resolve_speakers(text: str, relations: Sequence[Relation], names: Names, quoted: Sequence[Span]) -> list[Speaker]:
    """Return one speaker for each relation; those of inner relations are not met by the relations that follow.

    `quoted` are the quoted stretches in order: a name that stands only in them is no antecedent of a pronoun.
    """
    cast = _Cast(text, relations, names, quoted)
    order = sorted(range(len(relations)), key=lambda at: _place(relations[at]))
    found: dict[int, Speaker] = {at: cast.meet(relations[at]) for at in order}
    contents = contents_of(relations)
    for at in order:
        source = relations[at].source
        if source is not None and source.of(text).lower() in _FIRST_PERSON:
            found[at] = cast.first_person(source, contents, found, own=at)
    hidden = with_reasons([found[at].anonymous for at in range(len(relations))])
    return [
        Speaker(anonymous=one) if one is not None else found[at]
        for at, one in zip(range(len(relations)), hidden, strict=True)
    ]


def _place(relation: Relation) -> int:
    return (relation.source or relation.cue or relation.sentence).start


class _Cast:
    """Everybody of one article, and who has spoken so far."""

    def __init__(self, text: str, relations: Sequence[Relation], names: Names, quoted: Sequence[Span]) -> None:
        self.text = text
        self.names = names
        self.known = frozenset(names.persons.values())
        self.spoken = names_outside(names, quoted)
        all_sentences = sentences(text)
        self.genders = genders_of(text, self.spoken, all_sentences)
        self.offices = Offices(text, names, self.genders)
        self.bodies = Bodies(text, names)
        outside = [
            span.start
            for span in all_sentences
            if self.spoken.is_outside(span.start) or self.spoken.is_outside(span.end - 1)
        ]
        skipped = frozenset(relation.source.start for relation in relations if relation.source)
        self.salience = Salience(text, self.spoken, outside or [0], self.genders, skipped, self.offices.mentioned(text))
        self.hidden = Hidden(text)
        self.described: dict[str, Speaker] = {}
        self.body: tuple[str, int] | None = None
        self.signatures = signatures(text, names)

    def person(self, name: str | None, role: str | None = None) -> Speaker:
        """Return a person as speaker, or nobody; `name` may be that of an anonymous source met before."""
        if name is None:
            return Speaker()
        return self.described.get(name) or Speaker(name, None, role or self.offices.told.get(name), person=True)

    def meet(self, relation: Relation) -> Speaker:
        """Return the speaker of the next relation, who is from then on the one being talked of."""
        if relation.source is None:
            return Speaker()
        place = relation.source.start
        self.salience.pass_to(place)
        speaker = self.resolve(relation, relation.source, self.hidden.aside() if relation.inner else self.hidden)
        if relation.inner or not self.spoken.is_outside(place):
            return speaker
        weight = SALIENCE_WEIGHTS["speaker"]
        if speaker.person and speaker.name:
            self.salience.add(speaker.name, place, weight)
        elif speaker.anonymous is not None:
            self.described[speaker.anonymous.description] = speaker
            self.salience.add(speaker.anonymous.description, place, weight)
        if not speaker.person:
            self.body = (speaker.name, relation.block) if speaker.name else None
        elif speaker.name and speaker.name not in self.known:
            self.body = (speaker.name, relation.block)  # a single word of which nothing tells whom or what it names
        return speaker

    def resolve(self, relation: Relation, source: Span, hidden: Hidden) -> Speaker:
        """Return who stands behind the words of a source."""
        low = source.of(self.text).strip().lower()
        if low in PRONOUN_GENDERS:
            return self.person(self._behind_pronoun(low, source.start))
        if low in ("who", "which", "that"):
            return self._before_relative(low, source.start)
        if low in _NEUTER:
            return self._behind_neuter(low, relation, source.start)
        if low in _FIRST_PERSON | {"we", "you", "this", "these"} or low.startswith(("neither ", "no ", "nobody")):
            return Speaker()
        main = main_of(self.text, source, label=relation.pattern == "label")
        if main is None:
            return Speaker()
        head = head_of(self.text, source, main, self.names)
        if head is not None:
            role = head.roles[-1].role if head.roles else None
            if head.kind == "group":  # a people or a party's members are many, and speak without a name
                return Speaker()
            return self.person(head.name, role) if head.kind == "person" else Speaker(head.name)
        if apposed := apposed_to(self.text, source, main, self.names):
            described = main.of(self.text).split()
            role = " ".join(described[1:] if described[0].lower() in DETERMINERS else described)
            return Speaker(apposed.name, None, role or None, person=True)
        return self._described(relation, main, hidden)

    def _described(self, relation: Relation, main: Span, hidden: Hidden) -> Speaker:
        """Return the person by office, the anonymous source, the body by kind, or the plain name that words mean."""
        words, place = without_possessive(main.of(self.text)), main.start
        opens = place <= relation.sentence.start and relation.pattern != "label"
        if not words.strip():
            return Speaker()
        if hidden.points_back(words):
            return Speaker(anonymous=hidden.behind(relation, main))
        beside = any(mention.kind == "person" for mention in self.names.within(main))
        if not beside and (name := self.offices.bearer(words, place, self.salience, opens=opens)) is not None:
            return self.person(name)
        if anonymous := hidden.behind(relation, main):
            return Speaker(anonymous=anonymous)
        if words.lower().endswith("campaign") and (name := self._campaign(words, place)):
            return Speaker(name)
        if (body := self.bodies.bearer(words, place)) is not None:
            return Speaker(body)
        if (name := plain_name(words, self.names, opens=opens)) is None:
            return Speaker()
        if beside and name not in self.known and not name.endswith(("administration", "campaign")):
            return Speaker()
        return self.person(name) if name in self.known or may_be_person(name) else Speaker(name)

    def _campaign(self, words: str, place: int) -> str | None:
        first = words.lower().split()[0]
        if first in ("his", "her"):
            name = self._behind_pronoun(first, place)
            return self.bodies.campaign(place, name.split()[-1]) if name else None
        return self.bodies.campaign(place, None) if words.lower() == "the campaign" else None

    def _behind_pronoun(self, pronoun: str, place: int) -> str | None:
        """Return who "he" or "she" is: outside quotation marks who is talked of, inside who was named there last."""
        gender = PRONOUN_GENDERS[pronoun]
        if self.spoken.is_outside(place):
            return self.salience.bearer(gender, place)
        inside = nearest_inside(self.names, self.spoken, place, gender, self.genders)
        return inside or self.salience.bearer(gender, place)

    def _before_relative(self, word: str, place: int) -> Speaker:
        if word == "who":
            return self.person(before_who(self.text, self.names, place))
        return Speaker(body_before(self.text, self.names, place))

    def _behind_neuter(self, word: str, relation: Relation, place: int) -> Speaker:
        """Return the body that began this sentence or one just before, or that spoke last a paragraph ago or less."""
        if not self.spoken.is_outside(place):
            return Speaker()
        kinds = ("organization", "place") if word in ("it", "its") else ("organization",)
        back = Span(max(0, place - NEUTER_CHARS), place) if place else None
        for mention in reversed(self.spoken.within(back) if back else ()):
            opens = mention.span.start - self.salience.opening(mention.span.start) < SUBJECT_CHARS
            if opens and mention.kind in kinds and is_subject(self.text, mention, alone=word in ("it", "its")):
                return Speaker(mention.name)
        recent = self.body is not None and relation.block - self.body[1] <= 1
        return Speaker(self.body[0]) if self.body is not None and recent else Speaker()

    def first_person(
        self, source: Span, contents: Sequence[tuple[Span, int]], found: dict[int, Speaker], *, own: int
    ) -> Speaker:
        """Return who says "I": the speaker of the quotation around it, or who signs the letter."""
        at = speaker_of_quotation(source, contents, own)
        if at is not None:
            return found[at]
        return self.person(self.signatures.after(source.start)) if self.spoken.is_outside(source.start) else Speaker()
