"""The trained reader's relations: the network's runs of words as spans, with what the rules see beside them.

The network finds source, cue and content and joins them. Rules give what it was not trained for: the whole of a
quotation of which it took most, quotations that it passed over, and what stands around the cue (to whom, where, when).
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, replace

from onrecord.core import Span, covers, overlap
from onrecord.limits.reading import (
    INDIRECT_LEAST,
    OWNED_SHARE,
    SUBJECT_CHARS,
)
from onrecord.reading.attributions import Relation
from onrecord.reading.circumstances import Circumstances, after_cue
from onrecord.reading.cues import VERB_FORMS
from onrecord.reading.decoding import decode
from onrecord.reading.network import answers
from onrecord.reading.phrases import past_dateline
from onrecord.reading.pieces import Pieces, cut
from onrecord.reading.quotations import Pair
from onrecord.reading.reading import AttributionKind
from onrecord.reading.speaking import is_noun_phrase
from onrecord.reading.tokens import Block, Sentence

__all__ = ["Layout", "of_one_paragraph", "relation_of", "trained_relations"]

_TRAINED = "trained"
_CLOSES = frozenset("!?…%)]")
_OPENED_BY = {")": "(", "]": "["}
_SUBJECT = re.compile(rf"[\w.’' ]{{1,{SUBJECT_CHARS}}}")


@dataclass(frozen=True, slots=True)
class Layout:
    """The sentences of a text in order, each with the number of its block, and its quotations, to look up by place."""

    sentences: tuple[tuple[int, Sentence], ...]
    starts: tuple[int, ...]
    pairs: tuple[Pair, ...]
    pair_ends: tuple[int, ...]

    @classmethod
    def of(cls, blocks: Sequence[Block], pairs: Sequence[Pair]) -> Layout:
        """Lay out the blocks and quotations of a text."""
        numbered = tuple((number, sentence) for number, block in enumerate(blocks) for sentence in block)
        starts = tuple(sentence[0].start for _, sentence in numbered)
        return cls(numbered, starts, tuple(pairs), tuple(pair.span.end for pair in pairs))

    def at(self, place: int) -> tuple[int, Sentence]:
        """Return the block's number and the sentence that holds the character `place`, or the one before it."""
        return self.sentences[max(0, bisect_right(self.starts, place) - 1)]

    def quoted(self, span: Span) -> tuple[int, ...]:
        """Return the numbers of the quotations that share characters with `span`."""
        first = bisect_right(self.pair_ends, span.start)
        last = first
        while last < len(self.pairs) and self.pairs[last].span.start < span.end:
            last += 1
        return tuple(range(first, last))


def trained_relations(text: str, layout: Layout, ruled: Sequence[Relation]) -> list[Relation]:
    """Return the relations of a text in order of their contents.

    `ruled` are the relations that the rules find: those of quotations that the network passed over are kept, and
    where both found the same cue the circumstances are the rules'.
    """
    decoded = _decoded(text, layout)
    contents = _whole_quotations([of_one_paragraph(one.content, one.cue, layout) for one in decoded], layout)
    contents, settled = _settled([one.cue for one in decoded], contents, ruled)
    contents = _with_passed_over(contents, ruled)
    found = []
    for one, content in zip(decoded, contents, strict=True):
        if content:
            fitted = tuple(_fitted(text, span, layout) for span in content)
            relation = relation_of(text, layout, one.source, one.cue, fitted)
            if relation.kind != "indirect" or one.confidence >= INDIRECT_LEAST:
                found.append(replace(relation, confidence=one.confidence))
    by_cue = {relation.cue.start: relation for relation in ruled if relation.cue}
    told = [_with_circumstances(text, one, by_cue, layout) for one in found]
    missed = _passed_over([*contents, *(relation.content for relation in settled)], ruled)
    return sorted(told + settled + missed, key=lambda one: (one.content[0], one.content[-1]))


def _settled(
    cues: Sequence[Span], contents: list[list[Span]], ruled: Sequence[Relation]
) -> tuple[list[list[Span]], list[Relation]]:
    """Return the contents without what carries its speaker's name beside it, and the relations that the rules add.

    A quotation with a signature, and a turn of a transcript that the network holds for speech, is said by whoever is
    named there: a content with the same cue has just these words, all others lose them.
    """
    taken = _Taken(contents)
    found = [list(content) for content in contents]
    added = []
    for relation in ruled:
        if relation.pattern not in ("signed", "label") or relation.cue is None:
            continue
        touched = {number for span in relation.content for number in taken.owners(span)}
        if not touched and relation.pattern == "label":
            continue
        same = [number for number in touched if overlap(cues[number], relation.cue)]
        for number in touched:
            found[number] = [span for span in found[number] if not any(overlap(span, own) for own in relation.content)]
        if same:
            found[same[0]] = sorted([*found[same[0]], *relation.content])
        else:
            added.append(relation)
    return found, added


def relation_of(text: str, layout: Layout, source: Span | None, cue: Span, content: tuple[Span, ...]) -> Relation:
    """Return the relation with these spans of `text`, its kind told by the quotation marks."""
    block, sentence = layout.at(cue.start)
    lemmas = [verb.lemma for word in cue.of(text).lower().split() if (verb := VERB_FORMS.get(word))]
    whole = Span(sentence[0].start, sentence[-1].end)
    kind = _kind(text, layout, content)
    return Relation(source, cue, content, kind, _TRAINED, block, whole, lemmas[-1] if lemmas else "")


@dataclass(frozen=True, slots=True)
class _Decoded:
    """What the network found, in spans of the text."""

    source: Span | None
    cue: Span
    content: tuple[Span, ...]
    confidence: float


def _decoded(text: str, layout: Layout) -> list[_Decoded]:
    """Run the network over the text, section by section."""
    found = []
    for pieces in cut(text, [pair.span for pair in layout.pairs]).sections():
        for one in decode(pieces, tuple(answers(pieces))):
            source = _span(pieces, one.source) if one.source else None
            content = tuple(_span(pieces, run) for run in one.content)
            found.append(_Decoded(source, _span(pieces, one.cue), content, one.confidence))
    return found


def of_one_paragraph(content: Sequence[Span], cue: Span, layout: Layout) -> list[Span]:
    """Return a content whose plain words neither run from a heading into its text nor take in a dateline.

    Of 22,024 contents that PolNeAR's annotators marked in its training and development parts, one runs from paragraph
    to paragraph. What does so is kept in the paragraph of its cue, else in that which holds most of it.
    """
    own, _ = layout.at(cue.start)
    found = []
    for span in content:
        parts = [(0, span)] if layout.quoted(span) else _by_block(span, layout)
        if parts:
            found.append(max(parts, key=lambda part: (part[0] == own, len(part[1])))[1])
    return found


def _by_block(span: Span, layout: Layout) -> list[tuple[int, Span]]:
    """Return what a stretch holds of each block, with the block's number, without their datelines."""
    parts: dict[int, Span] = {}
    for place in range(max(0, bisect_right(layout.starts, span.start) - 1), bisect_left(layout.starts, span.end)):
        block, sentence = layout.sentences[place]
        if block in parts:
            parts[block] = Span(parts[block].start, min(span.end, sentence[-1].end))
            continue
        opens = place == 0 or layout.sentences[place - 1][0] != block
        own = sentence[past_dateline(sentence) :] if opens else sentence
        if own and max(span.start, own[0].start) < min(span.end, own[-1].end):
            parts[block] = Span(max(span.start, own[0].start), min(span.end, own[-1].end))
    return sorted(parts.items())


def _span(pieces: Pieces, run: tuple[int, int]) -> Span:
    return Span(int(pieces.starts[run[0]]), int(pieces.ends[run[1]]))


def _whole_quotations(contents: list[list[Span]], layout: Layout) -> list[list[Span]]:
    """Return the contents, each with the whole of a quotation of which it alone holds something, and most."""
    owners: dict[int, dict[int, int]] = {}
    for number, content in enumerate(contents):
        for span in content:
            for pair in layout.quoted(span):
                held = owners.setdefault(pair, {})
                held[number] = held.get(number, 0) + overlap(span, layout.pairs[pair].words)
    found = [list(content) for content in contents]
    for pair, held in owners.items():
        words = layout.pairs[pair].words
        if len(held) == 1 and next(iter(held.values())) >= OWNED_SHARE * len(words):
            found[next(iter(held))].append(words)
    return [_joined(content) for content in found]


def _joined(spans: list[Span]) -> list[Span]:
    """Return spans in order, those that overlap made one."""
    found: list[Span] = []
    for span in sorted(spans):
        if found and span.start < found[-1].end:
            found[-1] = Span(found[-1].start, max(found[-1].end, span.end))
        else:
            found.append(span)
    return found


class _Taken:
    """The stretches of text that some content holds."""

    def __init__(self, contents: Sequence[Sequence[Span]]) -> None:
        self.owned = sorted((span, number) for number, content in enumerate(contents) for span in content)
        self.starts = [span.start for span, _ in self.owned]

    def owners(self, span: Span) -> list[int]:
        """Return the numbers of the contents that share characters with `span`, in order."""
        around = range(max(0, bisect_right(self.starts, span.start) - 1), bisect_left(self.starts, span.end))
        return [self.owned[at][1] for at in around if overlap(self.owned[at][0], span)]


def _with_passed_over(contents: list[list[Span]], ruled: Sequence[Relation]) -> list[list[Span]]:
    """Return the contents, with quotations passed over that a rule joins to one that was not."""
    taken = _Taken(contents)
    found = [list(content) for content in contents]
    for relation in ruled:
        if relation.kind != "direct":
            continue
        owners = [next(iter(taken.owners(span)), None) for span in relation.content]
        known = {owner for owner in owners if owner is not None}
        if len(known) == 1 and None in owners:
            found[next(iter(known))] += [
                span for span, owner in zip(relation.content, owners, strict=True) if owner is None
            ]
    return [_joined(content) for content in found]


def _passed_over(contents: Sequence[Sequence[Span]], ruled: Sequence[Relation]) -> list[Relation]:
    """Return the rules' relations of quotations of which no content holds anything."""
    taken = _Taken(contents)
    return [
        relation
        for relation in ruled
        if relation.kind == "direct" and not any(taken.owners(span) for span in relation.content)
    ]


def _fitted(text: str, span: Span, layout: Layout) -> Span:
    """Return a content with the marks that belong to it: those of quotations inside it, and its closing marks."""
    start, end = span.start, span.end
    pairs = [layout.pairs[number] for number in layout.quoted(span)]
    for pair in pairs:
        if start == pair.words.start and end > pair.span.end:
            start = pair.span.start
        if start < pair.span.start and pair.words.end <= end <= pair.span.end:
            end = pair.span.end
    limit = next((pair.words.end for pair in pairs if covers(pair.words, span)), len(text))
    while end < limit and text[end] in _CLOSES and _OPENED_BY.get(text[end], "") in text[start:end]:
        end += 1
    return Span(start, end)


def _kind(text: str, layout: Layout, content: Sequence[Span]) -> AttributionKind:
    """Return direct when every letter stands in quotation marks, indirect when none does."""
    quoted = plain = False
    for span in content:
        at = span.start
        for number in layout.quoted(span):
            words = layout.pairs[number].words
            quoted = quoted or overlap(span, words) > 0
            plain = plain or any(sign.isalnum() for sign in text[at : max(at, words.start)])
            at = max(at, words.end)
        plain = plain or any(sign.isalnum() for sign in text[at : max(at, span.end)])
    return "mixed" if quoted and plain else "direct" if quoted else "indirect"


def _from_its_subject(text: str, relation: Relation, same: Relation) -> tuple[Span, ...]:
    """Return a content that its cue follows, begun where the rules begin it.

    The network may take a body that is the subject of the sentence for somebody who speaks, as Karst in "Karst is not
    closing the port, Brandt said".
    """
    first, ruled = relation.content[0], same.content[0]
    begins_late = ruled.start < first.start < ruled.end and same.pattern.startswith("suffix")
    if not begins_late or not _SUBJECT.fullmatch(text[ruled.start : first.start]):
        return relation.content
    return (Span(ruled.start, first.end), *relation.content[1:])


def _with_circumstances(text: str, relation: Relation, by_cue: dict[int, Relation], layout: Layout) -> Relation:
    """Return a relation with what stands beside its cue: by the rules' relation of the same cue, or by its sentence."""
    cue = relation.cue
    if cue is None:
        return relation
    same = next((by_cue[at] for at in range(cue.start, cue.end) if at in by_cue), None)
    if same is not None:
        noun = relation.source is not None and is_noun_phrase(relation.source.of(text))
        return replace(
            relation,
            source=relation.source if noun else same.source or relation.source,
            content=_from_its_subject(text, relation, same),
            lemma=same.lemma or relation.lemma,
            addressee=same.addressee,
            venues=same.venues,
            days=same.days,
            via=same.via,
        )
    _, sentence = layout.at(cue.start)
    behind = max([cue.end] + ([relation.source.end] if relation.source and relation.source.start >= cue.start else []))
    after = next((at for at, token in enumerate(sentence) if token.start >= behind), len(sentence))
    if after >= len(sentence):
        return relation
    around, _ = after_cue(sentence, after, relation.lemma, Circumstances())

    def span(tokens: tuple[int, int]) -> Span:
        return Span(sentence[tokens[0]].start, sentence[tokens[1] - 1].end)

    return replace(
        relation,
        addressee=span(around.addressee) if around.addressee else None,
        venues=tuple(map(span, around.venues)),
        days=tuple(map(span, around.days)),
    )
