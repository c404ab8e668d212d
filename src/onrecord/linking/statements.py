"""Which attributions word one statement: the same speaker, the same utterance, however it is reported."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from onrecord.articles import Article
from onrecord.core import fold, join, key, sentences
from onrecord.limits import STATEMENT_SHARED_WORDS, STATEMENT_SIMILARITY, STATEMENT_SIMILARITY_INDIRECT
from onrecord.linking.links import Known, WordingLink
from onrecord.linking.terms import stems
from onrecord.reading import Attribution, Reading

__all__ = ["wordings"]

NEGATIONS = frozenset({"not", "no", "never", "without", "neither", "nor", "cannot"})


@dataclass(frozen=True, slots=True)
class _Said:
    """One attribution as it is compared: whose it is, and the stems of each of its sentences."""

    attribution: str
    speaker: str | None
    name: frozenset[str]
    day: tuple[str, str] | None
    direct: bool
    parts: tuple[frozenset[str], ...]


def wordings(
    article: Article, reading: Reading, speakers: Mapping[str, str], story: str, known: Known
) -> tuple[WordingLink, ...]:
    """Return the statement of each attribution of one article: one on record, or a new one.

    Compared are attributions of the same story by compatible speakers; the score is the best overlap of any
    two of their sentences, words weighed by how few of the story's attributions hold them.
    """
    told = [
        (_said(other.article, said, other.speakers.get(said.id)), other.statements[said.id])
        for other in known.articles
        if other.story == story and other.article.id != article.id
        for said in other.reading.attributions
        if said.id in other.statements
    ]
    own = [_said(article, said, speakers.get(said.id)) for said in reading.attributions]
    weights = _weights([*own, *(said for said, _ in told)])
    return tuple(_wording(said, told, weights) for said in own)


def _wording(said: _Said, told: Sequence[tuple[_Said, str]], weights: Mapping[str, float]) -> WordingLink:
    """Return the statement that `said` words best."""
    scores: dict[str, float] = defaultdict(float)
    for other, statement in told:
        if _compatible(said, other):
            score = _similar(said, other, weights)
            least = STATEMENT_SIMILARITY if said.direct and other.direct else STATEMENT_SIMILARITY_INDIRECT
            if score >= least:
                scores[statement] = max(scores[statement], score)
    if not scores:
        return WordingLink(key("stm", said.attribution), said.attribution, "no report on record words it")
    best = max(scores, key=lambda statement: (scores[statement], statement))
    return WordingLink(best, said.attribution, f"the same speaker in like words ({scores[best]:.2f})")


def _said(article: Article, said: Attribution, speaker: str | None) -> _Said:
    text = join(article.text, said.content)
    parts = tuple(frozenset(stems(span.of(text)) + _negations(span.of(text))) for span in sentences(text))
    name = frozenset(fold(said.speaker_name or "").split())
    day = tuple(said.said_on.as_json()) if said.said_on else None
    return _Said(said.id, speaker, name, (day[0], day[1]) if day else None, said.kind == "direct", parts)


def _negations(text: str) -> list[str]:
    folded = fold(text)
    return ["not"] if any(word in NEGATIONS or word.endswith("n't") for word in folded.split()) else []


def _compatible(a: _Said, b: _Said) -> bool:
    """Return whether two attributions may be one speaker's on one occasion."""
    if a.day and b.day and (a.day[1] < b.day[0] or b.day[1] < a.day[0]):
        return False
    if a.speaker and b.speaker:
        return a.speaker == b.speaker or bool(a.name and b.name and (a.name <= b.name or b.name <= a.name))
    return bool(a.name & b.name) or (not a.name and not b.name)


def _weights(said: Sequence[_Said]) -> Mapping[str, float]:
    """Return a weight for each stem: 1 when one attribution holds it, less when many do."""
    held = Counter(stem for each in said for stem in frozenset[str]().union(*each.parts))
    return {stem: 1.0 / (1.0 + 0.1 * (count - 1)) for stem, count in held.items()}


def _similar(a: _Said, b: _Said, weights: Mapping[str, float]) -> float:
    """Return the best overlap coefficient (0..1) of a sentence of `a` with a sentence of `b`."""
    best = 0.0
    for one in a.parts:
        for other in b.parts:
            shared = one & other
            if len(shared) < STATEMENT_SHARED_WORDS or ("not" in one) != ("not" in other):
                continue
            smaller = min(sum(weights[s] for s in one), sum(weights[s] for s in other))
            best = max(best, sum(weights[s] for s in shared) / smaller)
    return best
