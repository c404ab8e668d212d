"""How like two utterances are: whether they report the same words, or one tells what the other quotes."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from itertools import combinations, pairwise
from typing import Literal

from rapidfuzz.distance import Indel

from onrecord.core import Span
from onrecord.limits.linking import (
    CARRIED_ON_WEIGHT,
    CARRIED_ON_WORDS,
    COMMON_WORD_REPORTS,
    FUNCTION_WORD_WEIGHT,
    NAME_WEIGHT,
    NEGATION_PENALTY,
    STATEMENT_SHARED_WEIGHT,
    STATEMENT_SHARED_WEIGHT_QUOTED,
    STATEMENT_SIMILARITY,
    STATEMENT_SIMILARITY_ANY_SPEAKER,
    STATEMENT_SIMILARITY_INDIRECT,
    TOLD_LEAST_WEIGHT,
    TOLD_LEAST_WEIGHT_BOTH,
    TOLD_LEAST_WEIGHT_UNKNOWN,
    TOLD_LIKENESS,
    TOLD_LIKENESS_UNKNOWN,
    TOLD_MARGIN_BOTH,
    TOLD_MARGIN_OWN,
    TOLD_WORDS_BOTH,
    VERBATIM_WORDS,
    VERBATIM_WORDS_UNKNOWN,
)
from onrecord.linking.utterances import NEGATIONS, Part, Utterance, carries_meaning, name_words

__all__ = ["Likeness", "differ"]

_Speakers = Literal["same", "unknown", "other"]


class _Meaning:
    """The words of meaning of a sentence, or of two in a row: the weight of each and of all, and whether it denies."""

    __slots__ = ("negated", "weight", "weights")

    def __init__(self, weights: Mapping[str, float], *, negated: bool) -> None:
        self.weights = weights
        self.weight = sum(weights.values())
        self.negated = negated

    def and_then(self, other: _Meaning) -> _Meaning:
        """Return the words of both."""
        return _Meaning({**self.weights, **other.weights}, negated=self.negated or other.negated)


class Likeness:
    """Scores pairs of utterances of one story: 1 and above are one statement.

    A word weighs the less the more utterances of a report hold it; that many reports hold it says nothing, since
    what is often reported has the same words each time. `names` are the stems of the names of those the story is
    about, which every utterance of it may hold.
    """

    def __init__(self, utterances: Iterable[Utterance], names: frozenset[str]) -> None:
        held: Counter[str] = Counter()
        reports = set()
        for each in utterances:
            held.update({stem for part in each.parts for stem in part.held})
            reports.add(each.article)
        rate = COMMON_WORD_REPORTS / max(COMMON_WORD_REPORTS, len(reports))
        self.weights = {
            stem: 1.0 / (1.0 + 0.1 * max(0.0, count * rate - 1)) if carries_meaning(stem) else FUNCTION_WORD_WEIGHT
            for stem, count in held.items()
        }
        self.names = names
        self._meant: dict[tuple[str, Span, bool], Sequence[_Meaning]] = {}

    def score(self, a: Utterance, b: Utterance) -> float:
        """Return how like `a` and `b` are, as a share of what makes them one statement."""
        speakers = _speakers(a, b)
        if speakers is None or (speakers == "other" and not (a.quoted and b.quoted)):
            return 0.0
        if a.quoted and b.quoted:
            best = max((self._quoted(a, b, one, other, speakers) for one in a.parts for other in b.parts), default=0.0)
            return best if best >= 1.0 else max(best, self._carried_on(a, b))
        if not a.quoted and not b.quoted and len(a.rare & b.rare) < TOLD_WORDS_BOTH:
            return 0.0
        best = max((self._told_alike(one, other) for one in a.parts for other in b.parts), default=0.0)
        told = self._told(a, b, speakers)
        return max(best, told) / (TOLD_MARGIN_OWN if a.article == b.article else 1.0)

    def _in_order(self, one: Part, other: Part) -> tuple[float, float, int]:
        """Return the weight of the words that both have in the same order, its share of the lighter, their count."""
        equal = [
            stem
            for code in Indel.opcodes(one.stems, other.stems)
            if code.tag == "equal"
            for stem in one.stems[code.src_start : code.src_end]
        ]
        shared = sum(self.weights[stem] for stem in equal)
        lighter = min(sum(self.weights[stem] for stem in part.stems) for part in (one, other))
        opposed = NEGATION_PENALTY if one.negated != other.negated else 0.0
        return shared, shared / lighter - opposed, len(equal)

    def _quoted(self, a: Utterance, b: Utterance, one: Part, other: Part, speakers: _Speakers) -> float:
        """Score two quoted sentences by their words in order, many of them or all of the shorter one."""
        least = STATEMENT_SHARED_WEIGHT_QUOTED if speakers == "same" else STATEMENT_SHARED_WEIGHT
        shorter, whole = (one, a) if len(one.stems) <= len(other.stems) else (other, b)
        common = one.held & other.held
        if sum(self.weights[stem] for stem in common) < least and len(common) < len(shorter.held):
            return 0.0
        shared, share, count = self._in_order(one, other)
        if shared < least:
            # Of an unknown speaker, a sentence within a quotation is not enough: it must be all of it.
            enough = VERBATIM_WORDS if speakers == "same" else VERBATIM_WORDS_UNKNOWN
            known = speakers == "same" or len(whole.parts) == 1
            if not (known and count >= enough and count == len(shorter.stems)):
                return 0.0
        # A report gives two quotations of one utterance only where the words are the same.
        nearly = speakers == "other" or a.article == b.article
        return share / (STATEMENT_SIMILARITY_ANY_SPEAKER if nearly else STATEMENT_SIMILARITY)

    def _carried_on(self, a: Utterance, b: Utterance) -> float:
        """Return 1 when one ends with the words with which the other begins: two cuts of one speech."""
        one, other = ([stem for part in each.parts for stem in part.stems] for each in (a, b))
        for first, second in ((one, other), (other, one)):
            for count in range(min(len(first), len(second)), CARRIED_ON_WORDS - 1, -1):
                if first[-count:] == second[:count]:
                    return float(sum(self.weights[stem] for stem in second[:count]) >= CARRIED_ON_WEIGHT)
        return 0.0

    def _told_alike(self, one: Part, other: Part) -> float:
        """Score two sentences of which one is told, by their words in order."""
        if sum(self.weights[stem] for stem in one.held & other.held) < STATEMENT_SHARED_WEIGHT:
            return 0.0
        shared, share, _ = self._in_order(one, other)
        return share / STATEMENT_SIMILARITY_INDIRECT if shared >= STATEMENT_SHARED_WEIGHT else 0.0

    def _told(self, a: Utterance, b: Utterance, speakers: _Speakers) -> float:
        """Score by words of meaning in any order, since who tells puts them otherwise.

        What is shared counts by its share of the lighter, and the more of it the surer. Two sentences may be told
        in one.
        """
        if not a.quoted and not b.quoted:
            least, needed = TOLD_LEAST_WEIGHT_BOTH, TOLD_MARGIN_BOTH
        else:
            least, needed = (TOLD_LEAST_WEIGHT if speakers == "same" else TOLD_LEAST_WEIGHT_UNKNOWN), 1.0
        needed *= TOLD_LIKENESS if speakers == "same" else TOLD_LIKENESS_UNKNOWN
        best = 0.0
        for one in self._meanings(a):
            for other in self._meanings(b):
                common = one.weights.keys() & other.weights.keys()
                shared = sum(one.weights[stem] for stem in common)
                if speakers == "same" and one.negated and other.negated and _denial(one.weights, other.weights):
                    best = max(best, shared**0.5 / needed)
                if len(common) < 2 or shared < least:
                    continue
                share = shared / min(one.weight, other.weight)
                share -= NEGATION_PENALTY if one.negated != other.negated else 0.0
                best = max(best, share * shared**0.5 / needed)
        return best

    def _meanings(self, said: Utterance) -> Sequence[_Meaning]:
        """Return the weighted words of meaning of each sentence, and of each two quoted in a row."""
        asked = (said.attribution, said.span, said.quoted)
        if (found := self._meant.get(asked)) is None:
            single = [
                _Meaning(
                    {stem: self._meaning(stem) for stem in part.stems if carries_meaning(stem)}, negated=part.negated
                )
                for part in said.parts
            ]
            double = [one.and_then(two) for one, two in pairwise(single)] if said.quoted else []
            found = self._meant[asked] = (*single, *double)
        return found

    def _meaning(self, stem: str) -> float:
        return self.weights[stem] * (NAME_WEIGHT if stem in self.names else 1.0)


def _denial(one: Mapping[str, float], other: Mapping[str, float]) -> bool:
    """Return whether what the lighter of two denials denies, be it one word, is what the other denies."""
    denied, also = sorted((one.keys() - NEGATIONS, other.keys() - NEGATIONS), key=len)
    return bool(denied) and denied <= also


def _speakers(a: Utterance, b: Utterance) -> _Speakers | None:
    """Return whether two utterances have the same speaker, None when they were said on different days."""
    if a.day and b.day and (a.day.last < b.day.first or b.day.last < a.day.first):
        return None
    if not a.name or not b.name:
        return "unknown"
    return "same" if _one_bearer((a.name, a.speaker), (b.name, b.speaker)) else "other"


def differ(speakers: Iterable[tuple[str | None, str | None]]) -> bool:
    """Return whether two of `speakers`, each the name that a report gives and the entity, if known, are two."""
    named = {(name_words(name), entity) for name, entity in speakers if name_words(name)}
    return any(not _one_bearer(a, b) for a, b in combinations(named, 2))


def _one_bearer(a: tuple[frozenset[str], str | None], b: tuple[frozenset[str], str | None]) -> bool:
    """Return whether two speakers, each the words of a name and an entity, are one as far as can be told."""
    return (a[1] is not None and a[1] == b[1]) or a[0] <= b[0] or b[0] <= a[0]
