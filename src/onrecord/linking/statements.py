"""Which attributions word one statement: the same speaker, the same utterance, however it is reported."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from rapidfuzz.distance import Indel

from onrecord.articles import Article
from onrecord.core import Interval, covers, fold, key, sentences
from onrecord.limits import (
    FUNCTION_WORD_WEIGHT,
    STATEMENT_SHARED_WEIGHT,
    STATEMENT_SIMILARITY,
    STATEMENT_SIMILARITY_ANY_SPEAKER,
    STATEMENT_SIMILARITY_INDIRECT,
)
from onrecord.linking.links import Known, WordingLink
from onrecord.linking.terms import STOP_WORDS, all_stems
from onrecord.reading import Attribution, Reading

__all__ = ["joined", "wordings"]

NEGATIONS = frozenset({"not", "no", "never", "without", "neither", "nor", "cannot"})
TITLES = frozenset({"mr", "mr.", "mrs", "mrs.", "ms", "ms.", "dr", "dr.", "sen.", "rep.", "gov.", "president"})


@dataclass(frozen=True, slots=True)
class _Said:
    """One attribution as it is compared: whose it is, when said, and the stems of each of its sentences."""

    attribution: str
    speaker: str | None
    name: frozenset[str]
    day: Interval | None
    direct: bool
    parts: tuple[tuple[str, ...], ...]
    rare: frozenset[str]


_Told = tuple[_Said, str]
"""What was said before, and the statement that it words."""


def wordings(
    article: Article, reading: Reading, speakers: Mapping[str, str], story: str, known: Known
) -> tuple[WordingLink, ...]:
    """Return the statement of each attribution of one article: one on record, or a new one.

    Compared are attributions of the same story by compatible speakers; the score is the best alignment of any
    two of their sentences, words weighed by how few of the story's attributions hold them.
    """
    told = [
        (_said(other.article, other.reading, said, other.speakers.get(said.id)), other.statements[said.id])
        for other in known.articles
        if other.story == story and other.article.id != article.id
        for said in other.reading.attributions
        if said.id in other.statements
    ]
    own = [_said(article, reading, said, speakers.get(said.id)) for said in reading.attributions]
    weights = _weights([*own, *(said for said, _ in told)])
    index: dict[str, list[int]] = defaultdict(list)
    for number, (said, _) in enumerate(told):
        for stem in said.rare:
            index[stem].append(number)
    return tuple(link for said in own for link in _wordings(said, _near(said, told, index), weights))


def _near(said: _Said, told: Sequence[_Told], index: Mapping[str, Sequence[int]]) -> list[_Told]:
    """Return what shares at least two words of meaning with `said`; nothing else can be a wording of it."""
    shared = Counter(number for stem in said.rare for number in index.get(stem, ()))
    return [told[number] for number, count in shared.items() if count >= 2]


def joined(wordings: Iterable[tuple[str, str]]) -> Mapping[str, str]:
    """Return for each statement the one that stands for it; `wordings` are pairs of attribution and statement.

    Statements that one attribution words are one statement: a late wording may show that two that seemed apart
    are the same. The least id stands for all, so that the order of arrival does not matter.
    """
    parent: dict[str, str] = {}

    def root(statement: str) -> str:
        while parent.setdefault(statement, statement) != statement:
            parent[statement] = parent[parent[statement]]
            statement = parent[statement]
        return statement

    first: dict[str, str] = {}
    for attribution, statement in wordings:
        a, b = root(statement), root(first.setdefault(attribution, statement))
        parent[max(a, b)] = min(a, b)
    return {statement: root(statement) for statement in parent}


def _wordings(said: _Said, told: Sequence[_Told], weights: Mapping[str, float]) -> tuple[WordingLink, ...]:
    """Return the statements that `said` words; more than one when it shows that they are the same."""
    scores: dict[str, float] = defaultdict(float)
    for other, statement in told:
        least = _least(said, other)
        if least is not None:
            score = _similar(said, other, weights)
            if score >= least:
                scores[statement] = max(scores[statement], score)
    if not scores:
        return (WordingLink(key("stm", said.attribution), said.attribution, "no report on record words it"),)
    return tuple(
        WordingLink(statement, said.attribution, f"the same utterance in like words ({scores[statement]:.2f})")
        for statement in sorted(scores)
    )


def _said(article: Article, reading: Reading, said: Attribution, speaker: str | None) -> _Said:
    """Return an attribution as it is compared; words quoted within its own sentence are also a part by themselves."""
    quoted = [
        quotation.words
        for quotation in reading.quotations
        if said.kind == "mixed" and any(covers(span, quotation.words) for span in said.content)
    ]
    texts = [span.of(article.text) for span in (*said.content, *quoted)]
    parts = tuple(tuple(all_stems(span.of(text))) for text in texts for span in sentences(text))
    name = frozenset(
        part for part in fold(said.speaker_name or "").replace("-", " ").split() if len(part.rstrip(".")) > 1
    )
    rare = frozenset(stem for part in parts for stem in part if stem not in STOP_WORDS)
    return _Said(said.id, speaker, name - TITLES, said.said_on, said.kind == "direct", parts, rare)


def _least(a: _Said, b: _Said) -> float | None:
    """Return the score above which two attributions are one statement, None when they cannot be."""
    if a.day and b.day and (a.day.last < b.day.first or b.day.last < a.day.first):
        return None
    if a.name and b.name and a.speaker != b.speaker and not (a.name <= b.name or b.name <= a.name):
        return STATEMENT_SIMILARITY_ANY_SPEAKER if a.direct and b.direct else None
    if a.direct and b.direct:
        return STATEMENT_SIMILARITY if a.name and b.name else STATEMENT_SIMILARITY_INDIRECT
    return STATEMENT_SIMILARITY_INDIRECT


def _weights(said: Sequence[_Said]) -> Mapping[str, float]:
    """Return a weight for each stem: 1 when one attribution holds it, less when many do, little for function words."""
    held = Counter(stem for each in said for stem in {stem for part in each.parts for stem in part})
    return {
        stem: FUNCTION_WORD_WEIGHT if stem in STOP_WORDS else 1.0 / (1.0 + 0.1 * (count - 1))
        for stem, count in held.items()
    }


def _similar(a: _Said, b: _Said, weights: Mapping[str, float]) -> float:
    """Return the best score (0..1) of a sentence of `a` with a sentence of `b`.

    The words that stand in both in the same order, by weight, over all words of the lighter sentence.
    """
    best = 0.0
    for one in a.parts:
        for other in b.parts:
            possible = sum(weights[stem] for stem in set(one) & set(other))
            if possible < STATEMENT_SHARED_WEIGHT:
                continue
            lighter = min(sum(weights[stem] for stem in one), sum(weights[stem] for stem in other))
            if possible / lighter <= best:
                continue
            shared = sum(
                weights[stem]
                for code in Indel.opcodes(one, other)
                if code.tag == "equal"
                for stem in one[code.src_start : code.src_end]
            )
            score = shared / lighter
            # "We will" and "we will not" are one statement only when all else agrees: then one of them is altered.
            opposed = NEGATIONS.isdisjoint(one) != NEGATIONS.isdisjoint(other)
            if shared >= STATEMENT_SHARED_WEIGHT and not (opposed and score < STATEMENT_SIMILARITY_ANY_SPEAKER):
                best = max(best, score)
    return best
