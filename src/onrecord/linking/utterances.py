"""Cutting attributions into utterances: the stretches of them that another report may word by itself.

A quotation is one utterance, and so is each quotation inside a sentence that is otherwise told; what is told is cut
at its sentences. Two quotations of one attribution are two, since other reports often carry only one of them.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from onrecord.articles import Article
from onrecord.core import Interval, Span, covers, fold, overlap, sentences, words
from onrecord.limits.linking import (
    QUOTED_LEAST_WORDS,
    REPORTS_KEPT,
    STATEMENT_RUN_WORDS,
    UTTERANCE_SENTENCES,
)
from onrecord.linking.terms import STOP_WORDS, all_stems
from onrecord.reading import Attribution, Quotation, Reading

__all__ = ["NEGATIONS", "Part", "Utterance", "carries_meaning", "name_words", "utterances", "words_of"]

NEGATIONS = frozenset({"not", "no", "never", "without", "neither", "nor", "cannot"})
_TITLES = frozenset({"mr", "mr.", "mrs", "mrs.", "ms", "ms.", "dr", "dr.", "sen.", "rep.", "gov.", "president"})
_WORD = re.compile(r"[^\W_]+(?:'[^\W_]+)?")


@dataclass(frozen=True, slots=True)
class Part:
    """One sentence of an utterance as it is compared: its stems, in order and as a set; and whether it denies."""

    stems: tuple[str, ...]
    held: frozenset[str]
    negated: bool


@dataclass(frozen=True, slots=True)
class Utterance:
    """One stretch of an attribution as it is compared: whose it is, when said, and its sentences.

    `quoted` says that it stands inside quotation marks. `rare` are the stems that carry meaning and `runs` the
    passages of `STATEMENT_RUN_WORDS` words, by either of which like utterances are found. `held` counts the rare
    stems, what denies aside.
    """

    attribution: str
    article: str
    span: Span
    quoted: bool
    speaker: str | None
    name: frozenset[str]
    day: Interval | None
    parts: tuple[Part, ...]
    rare: frozenset[str]
    runs: frozenset[tuple[str, ...]]
    held: int


def carries_meaning(stem: str) -> bool:
    """Return whether a stem says something by itself; "don't" and "the" do not."""
    return stem not in STOP_WORDS and "'" not in stem


def name_words(name: str | None) -> frozenset[str]:
    """Return the words of a speaker's name by which it is compared: no initials and no titles."""
    parts = fold(name or "").replace("-", " ").split()
    return frozenset(part for part in parts if len(part.rstrip(".")) > 1) - _TITLES


def utterances(article: Article, reading: Reading, speakers: Mapping[str, str]) -> tuple[tuple[Utterance, ...], ...]:
    """Return the utterances of each attribution of `reading`, quoted ones before told ones.

    A sentence that carries somebody else's quotation, and little more ("… she said at the harbour, the agency
    reported"), is none of the carrier's: the words are whose they are, and known through the carrier. `speakers` maps
    attributions to entities. Every later report of the story asks for them again.
    """
    return _cut(article.id, article.text, reading.attributions, reading.quotations, frozenset(speakers.items()))


@lru_cache(maxsize=REPORTS_KEPT)
def _cut(
    article: str,
    text: str,
    attributions: tuple[Attribution, ...],
    quotations: tuple[Quotation, ...],
    speakers: frozenset[tuple[str, str]],
) -> tuple[tuple[Utterance, ...], ...]:
    bearers = dict(speakers)
    carried = _carried(attributions)
    return tuple(
        tuple(
            _utterance(article, said, bearers.get(said.id), span, spoken, quoted=quoted)
            for span, quoted, spoken in tuple(_stretches(text, quotations, said)) or _whole(text, said)
            if not _carries(text, span, carried[said.id])
        )
        for said in attributions
    )


def _carried(attributions: Iterable[Attribution]) -> Mapping[str, list[Attribution]]:
    """Return the quotations that stand within each attribution that does not itself speak their words."""
    spoken = {said.id for said in attributions if said.kind == "direct"}
    found: defaultdict[str, list[Attribution]] = defaultdict(list)
    for said in attributions:
        if said.nested_in and said.nested_in not in spoken and said.kind == "direct":
            found[said.nested_in].append(said)
    return found


def _carries(text: str, span: Span, carried: Iterable[Attribution]) -> bool:
    """Return whether most words of a stretch are quotations of others, said how, where and by whom they may be."""
    told = [each for said in carried for each in (*said.source, *said.cue, *said.content)]
    held = [Span(span.start + word.start, span.start + word.end) for word in words(span.of(text))] if told else []
    return 2 * sum(any(covers(each, word) for each in told) for word in held) > len(held)


def words_of(said: Attribution, quotations: Iterable[Quotation], span: Span) -> tuple[tuple[Span, ...], bool]:
    """Return the words of `said` within `span`, an utterance of it or several, and whether they are quoted.

    Of several quotations inside one told sentence only these are given, not what is told between them.
    """
    content = _within(said.content, span)
    if said.kind == "direct":
        return content, True
    pieces = _pieces(content, quotations)
    if pieces and pieces[0].start == span.start and pieces[-1].end == span.end:
        return tuple(pieces), True
    return content, False


def _within(spans: Iterable[Span], outer: Span) -> tuple[Span, ...]:
    """Return the parts of `spans` that lie within `outer`."""
    cut = [(max(span.start, outer.start), min(span.end, outer.end)) for span in spans]
    return tuple(Span(start, end) for start, end in cut if start < end)


def _pieces(content: Sequence[Span], quotations: Iterable[Quotation]) -> list[Span]:
    """Return the parts of `content` that stand inside quotation marks as speech, the outermost only."""
    if not content:
        return []
    reach = Span(content[0].start, content[-1].end)
    speech = (q.words for q in quotations if q.use == "speech" and overlap(q.words, reach))
    inside = [each for words in speech for each in _within(content, words)]
    return sorted({a for a in inside if not any(a != b and covers(b, a) for b in inside)})


def _stretches(text: str, quotations: Sequence[Quotation], said: Attribution) -> Iterator[tuple[Span, bool, str]]:
    """Yield each stretch of an attribution that is an utterance, whether it is quoted, and its words."""
    if said.kind == "direct":
        for group in _sentence_groups(text, said.content):
            yield Span(group[0].start, group[-1].end), True, " ".join(span.of(text) for span in group)
        return
    pieces = _pieces(said.content, quotations)
    for piece in pieces:
        spoken = words(piece.of(text))
        # "In Calm Waters" is a title or a name, whoever has it in quotation marks.
        if len(spoken) >= QUOTED_LEAST_WORDS and not all(text[piece.start + word.start].isupper() for word in spoken):
            yield piece, True, piece.of(text)
    for span in said.content:
        yield from ((told, False, told.of(text)) for told in _told(text, span, pieces))


def _whole(text: str, said: Attribution) -> Iterator[tuple[Span, bool, str]]:
    """Yield the content as it is, where nothing in it is an utterance by itself: somebody read out a title."""
    yield from ((span, False, span.of(text)) for span in said.content)


def _told(text: str, span: Span, pieces: Sequence[Span]) -> Iterator[Span]:
    """Yield the sentences of `span` that are told, at least in part; none ends within a quotation."""
    start = span.start
    for sentence in sentences(span.of(text)):
        end = span.start + sentence.end
        if any(piece.start < end < piece.end for piece in pieces):
            continue
        told = Span(start, end)
        start = end
        inner = told.of(text).strip("\"“”‘’' \n")
        first = told.start + told.of(text).find(inner)
        bare = Span(first, first + len(inner)) if inner else told
        if inner and not any(covers(piece, bare) for piece in pieces):
            yield bare


def _sentence_groups(text: str, content: Sequence[Span]) -> list[list[Span]]:
    """Return the spans of a quotation, those together that a cue parted within a sentence."""
    groups: list[list[Span]] = []
    for span in content:
        if groups and span.of(text).lstrip()[:1].islower():
            groups[-1].append(span)
        else:
            groups.append([span])
    return groups


def _utterance(
    article: str, said: Attribution, speaker: str | None, span: Span, text: str, *, quoted: bool
) -> Utterance:
    parts, rare, runs = _compared(text)
    return Utterance(
        attribution=said.id,
        article=article,
        span=span,
        quoted=quoted,
        speaker=speaker,
        name=name_words(said.speaker_name),
        day=said.said_on,
        parts=parts,
        rare=rare,
        runs=runs,
        held=len(rare - NEGATIONS),
    )


def _compared(text: str) -> tuple[tuple[Part, ...], frozenset[str], frozenset[tuple[str, ...]]]:
    """Return the sentences of an utterance, its rare stems and its runs."""
    cut = [sentence.of(text) for sentence in sentences(text)[:UTTERANCE_SENTENCES]]
    stemmed = [(tuple(all_stems(each)), _negated(each)) for each in cut]
    parts = [Part(found, frozenset(found), negated) for found, negated in stemmed]
    stems = [stem for part in parts for stem in part.stems]
    width = STATEMENT_RUN_WORDS
    runs = frozenset(tuple(stems[i : i + width]) for i in range(len(stems) - width + 1))
    rare = frozenset(filter(carries_meaning, stems))
    return tuple(part for part in dict.fromkeys(parts) if part.stems), rare, runs


def _negated(text: str) -> bool:
    return any(word in NEGATIONS or word.endswith("n't") for word in _WORD.findall(fold(text)))
