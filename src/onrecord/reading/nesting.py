"""Reported speech inside reported speech: "Brandt said that Okoro had told her that the ferry sank".

The words of a content are read as a text of their own. Only simple cases are kept: a verb of speech with its own
noun phrase as source. Which attribution holds which is told from the spans alone.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace

from onrecord.core import Span, covers
from onrecord.limits.reading import (
    NESTED_CLAUSE_WORDS,
    NESTED_DEPTH,
)
from onrecord.reading.attributions import Relation, relations_of
from onrecord.reading.cues import COMMON_VERBS, DETERMINERS, PREPOSITIONS, PRONOUNS, TIME_WORDS, VERB_FORMS
from onrecord.reading.quotations import find_pairs
from onrecord.reading.reading import Attribution
from onrecord.reading.tokens import blocks

__all__ = ["with_containers", "with_nested", "with_reporters"]

_CLAUSE_VERBS = frozenset("say tell insist argue warn according".split())
_THAT_VERBS = frozenset(
    "announce acknowledge admit assert claim complain concede confirm declare explain reveal write".split()
)
_NOT_TOLD = frozenset("is are was were be been being am not never would could should will might may can to".split())
_NOBODY = frozenset(
    "nobody none no neither everyone everybody someone somebody anyone anybody which that one mine ours".split()
)
_NO_CLAUSE = frozenset("when if because while what how why so where is was were are has had".split()) | _NOBODY - {
    "that"
}
_DAYS = TIME_WORDS | frozenset("day night morning week month year time".split())
_SUPPOSING = frozenset(("if", "when", "whenever", "unless", "once"))
_PASSING_ON = frozenset("report write learn hear say tell add note cite announce".split())
_PATTERNS = ("plain", "inverted", "according", "suffix", "quote")


def with_nested(text: str, relations: Sequence[Relation]) -> list[Relation]:
    """Return the relations in order, each followed by those that its content reports."""
    found: list[Relation] = []
    for relation in relations:
        found.append(relation)
        found.extend(_inside(text, relation, NESTED_DEPTH))
    return found


def _inside(text: str, outer: Relation, depth: int) -> Iterator[Relation]:
    """Yield the relations inside a content and, down to `depth`, inside their contents."""
    if outer.kind != "direct" and outer.source is not None and outer.source.of(text).lower() == "who":
        return
    for stretch in outer.content:
        words = stretch.of(text)
        for relation in relations_of(words, blocks(words, find_pairs(words))):
            if not _is_simple(words, relation) or (outer.kind != "direct" and _is_bracketed(words, relation)):
                continue
            inner = replace(_moved(relation, stretch.start), block=outer.block, inner=True)
            yield inner
            if depth > 1:
                yield from _inside(text, inner, depth - 1)


def _is_simple(words: str, relation: Relation) -> bool:
    """Return whether a relation is a plain telling: a verb of speech, a noun phrase before it, and a clause."""
    if relation.source is None or relation.cue is None or not relation.pattern.startswith(_PATTERNS):
        return False
    cue = relation.cue.of(words).lower().split()
    if not relation.pattern.endswith("speech") or not _NOT_TOLD.isdisjoint(cue[:-1]):
        return False
    before = words[max(0, relation.source.start - 12) : relation.source.start].lower().split()
    if not _may_be_told_of(relation.source.of(words)) or (before and before[-1] in _SUPPOSING):
        return False
    content = relation.content[0].of(words).split()
    first = content[0].lower()
    if relation.kind == "direct":
        return relation.lemma in _CLAUSE_VERBS | _THAT_VERBS or relation.pattern.startswith("quote")
    clause = len(content) >= NESTED_CLAUSE_WORDS and first not in PREPOSITIONS | _NO_CLAUSE
    clause = clause and not (len(content) < 5 and content[-1].lower() in _DAYS) and content[1].lower() != "same"
    return clause and (relation.lemma in _CLAUSE_VERBS or (first == "that" and relation.lemma in _THAT_VERBS))


def _is_bracketed(words: str, relation: Relation) -> bool:
    """Return whether a comma parts source and cue without an apposition: the subject then stands further before."""
    source, cue = relation.source, relation.cue
    if source is None or cue is None or source.end >= cue.start:
        return False
    return "," in words[source.end : cue.start] and "," not in source.of(words)


def _may_be_told_of(source: str) -> bool:
    """Return whether a source is a name, a noun with its article, or a plural: no pronoun, and no stray verb."""
    first = source.split(maxsplit=1)[0]
    bare = re.split(r"['’]", first.lower(), maxsplit=1)[0]
    if bare in PRONOUNS or bare in _NOBODY:
        return False
    head = re.split(rf"\s(?:{'|'.join(sorted(PREPOSITIONS))}|who|familiar|close)\s", source, maxsplit=1)[0].split()[-1]
    plural = (head.endswith("s") and head not in COMMON_VERBS) or head in ("people", "police")
    return first[0].isupper() or bare in DETERMINERS or (plural and not first.endswith(("ing", "ed")))


def _moved(relation: Relation, by: int) -> Relation:
    """Return a relation of a stretch as one of the whole text; the stretch begins at `by`."""

    def moved(span: Span) -> Span:
        return Span(span.start + by, span.end + by)

    def maybe(span: Span | None) -> Span | None:
        return moved(span) if span else None

    return replace(
        relation,
        source=maybe(relation.source),
        cue=maybe(relation.cue),
        content=tuple(map(moved, relation.content)),
        sentence=moved(relation.sentence),
        addressee=maybe(relation.addressee),
        venues=tuple(map(moved, relation.venues)),
        days=tuple(map(moved, relation.days)),
        via=maybe(relation.via),
    )


def with_containers(attributions: Sequence[Attribution]) -> tuple[Attribution, ...]:
    """Return the attributions, each with the id of the innermost one whose content holds all of its spans.

    A container's content is larger than the content that it holds, so that no chain of containers comes back.
    """
    sizes = [sum(map(len, one.content)) for one in attributions]
    opened = sorted((span, at) for at, one in enumerate(attributions) for span in one.content)
    order = sorted(range(len(attributions)), key=lambda at: min(_parts(attributions[at])))
    held: dict[int, str] = {}
    active: list[tuple[Span, int]] = []
    following = 0
    for at in order:
        parts = _parts(attributions[at])
        first = min(parts)
        while following < len(opened) and opened[following][0].start <= first.start:
            active.append(opened[following])
            following += 1
        active = [entry for entry in active if entry[0].end > first.start]
        outer = [
            index
            for span, index in active
            if covers(span, first) and sizes[index] > sizes[at] and _holds(attributions[index].content, parts)
        ]
        if outer:
            held[at] = attributions[min(outer, key=lambda index: (sizes[index], index))].id
    return tuple(replace(one, nested_in=held[at]) if at in held else one for at, one in enumerate(attributions))


def with_reporters(text: str, attributions: Sequence[Attribution], persons: Collection[str]) -> tuple[Attribution, ...]:
    """Return the attributions, those inside a report of somebody who is no person with who passes them on.

    "“We sail,” Brandt said, the Karst Courier reported" is the Courier's report, and Brandt's speech through it.
    """
    held = {one.id: one for one in attributions}
    found = []
    for one in attributions:
        outer = held.get(one.nested_in or "")
        if outer is not None and one.via is None and _passes_on(text, outer, persons):
            one = replace(one, via=_told_by(text, outer))
        found.append(one)
    return tuple(found)


def _passes_on(text: str, outer: Attribution, persons: Collection[str]) -> bool:
    """Return whether an attribution is the report of an outlet or an agency."""
    if not outer.source or not outer.cue or outer.speaker_name is None or outer.speaker_name in persons:
        return False
    verbs = (VERB_FORMS.get(word) for span in outer.cue for word in span.of(text).lower().split())
    return (
        any(verb is not None and verb.lemma in _PASSING_ON for verb in verbs)
        or "according" in outer.cue[0].of(text).lower()
    )


def _told_by(text: str, outer: Attribution) -> str:
    """Return source and cue in the order of the text: "Yonhap reported", "according to Yonhap"."""
    return " ".join(span.of(text) for span in sorted((*outer.source, *outer.cue)))


def _parts(attribution: Attribution) -> tuple[Span, ...]:
    return (*attribution.source, *attribution.cue, *attribution.content)


def _holds(content: tuple[Span, ...], parts: tuple[Span, ...]) -> bool:
    """Return whether each part lies inside one span of the content, whose spans are in order."""
    for part in parts:
        at = bisect_right(content, part.start, key=lambda span: span.start) - 1
        if at < 0 or not covers(content[at], part):
            return False
    return True
