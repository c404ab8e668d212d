"""Which utterances word one statement: the same speaker, the same words, however they are reported."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence

from onrecord.articles import Article
from onrecord.core import Span, covers, key, overlap
from onrecord.linking.likeness import Likeness
from onrecord.linking.links import Known, WordingLink
from onrecord.linking.terms import all_stems
from onrecord.linking.utterances import Utterance, utterances
from onrecord.reading import Reading

__all__ = ["wordings"]


def wordings(article: Article, reading: Reading, speakers: Mapping[str, str], known: Known) -> tuple[WordingLink, ...]:
    """Return the statements that the attributions of one article word: those on record, or new ones.

    Compared are utterances of the same story, also those of this article. A quoted one words every statement that
    words it resembles belong to, since they are then one; a told one words that which it resembles most, since
    what is retold must not tie two quotations together.
    """
    told = [
        (said, tuple(other.statements.get(said.attribution, ())))
        for other in known.articles
        for cut in utterances(other.article, other.reading, other.speakers)
        for said in cut
    ]
    own = [cut for cut in utterances(article, reading, speakers) if cut]
    readings = (reading, *(other.reading for other in known.articles))
    names = {stem for each in readings for mention in each.mentions for stem in all_stems(mention.name)}
    likeness = Likeness([*(said for said, _ in told), *(said for cut in own for said in cut)], frozenset(names))
    before = _Before(told)
    links: list[WordingLink] = []
    for cut in sorted(own, key=lambda cut: not cut[0].quoted):
        found = {said: before.worded(said, likeness) for said in cut}
        new = list(_links(found))
        before.add(cut, [(link.statement, link.span) for link in new])
        links += new
    return tuple(links)


class _Before:
    """The utterances that were met before, found again by what they share, and the statements that they word."""

    def __init__(self, told: Iterable[tuple[Utterance, Sequence[tuple[str, Span]]]]) -> None:
        self.told: list[tuple[Utterance, tuple[str, ...]]] = []
        self.under: dict[object, list[int]] = defaultdict(list)
        self.quoted: set[str] = set()
        for said, worded in told:
            self._put(said, worded)

    def add(self, cut: Sequence[Utterance], worded: Sequence[tuple[str, Span]]) -> None:
        """Add the utterances of one attribution with what it words: statements, each with the stretch that does."""
        for said in cut:
            self._put(said, worded)

    def _put(self, said: Utterance, worded: Sequence[tuple[str, Span]]) -> None:
        """Keep an utterance with the statements of the narrowest stretches around it."""
        around = [(len(span), statement) for statement, span in worded if covers(span, said.span)]
        narrowest = min((length for length, _ in around), default=0)
        statements = tuple(sorted({statement for length, statement in around if length == narrowest}))
        for shared in (*said.rare, *said.runs):
            self.under[shared].append(len(self.told))
        self.told.append((said, statements))
        if said.quoted:
            self.quoted.update(statements)

    def _near(self, said: Utterance) -> Iterator[tuple[Utterance, tuple[str, ...]]]:
        """Yield what shares two words of meaning or a passage with `said`; nothing else can be a wording of it."""
        rare = Counter(number for stem in said.rare for number in self.under.get(stem, ()))
        close = {number for number, count in rare.items() if count >= min(2, said.held, self.told[number][0].held)}
        close.update(number for run in said.runs for number in self.under.get(run, ()))
        for number in sorted(close):
            other = self.told[number][0]
            # An attribution within another has its words from the same place of the same article.
            if other.article != said.article or not (
                other.attribution == said.attribution or overlap(other.span, said.span)
            ):
                yield self.told[number]

    def worded(self, said: Utterance, likeness: Likeness) -> dict[str, float]:
        """Return the statements that `said` words, each with its score."""
        near = [(likeness.score(said, other), other, statements) for other, statements in self._near(said)]
        alike = [each for each in near if each[0] >= 1.0 and each[2]]
        found: dict[str, float] = {}
        if said.quoted:
            # What was told joins what first quotes it; it stands with another quotation already, or with none.
            quotations = [each for each in alike if each[1].quoted]
            for score, _, statements in quotations or alike:
                for statement in statements:
                    if quotations or statement not in self.quoted:
                        found[statement] = max(score, found.get(statement, 0.0))
        elif alike:
            score, _, statements = max(alike, key=lambda each: (min(each[0], 1.6), each[1].quoted, each[0], each[2]))
            found[min(statements, key=lambda statement: (statement not in self.quoted, statement))] = score
        return found


def _links(found: Mapping[Utterance, Mapping[str, float]]) -> Iterator[WordingLink]:
    """Yield the wordings of one attribution: each statement once, with the stretch of all that words it.

    What nobody words founds a statement; a sentence that is told around a quotation which is tied does not, since
    it would stand beside the quotation with the same words.
    """
    tied: list[tuple[dict[str, float], list[Utterance]]] = []
    for said, statements in found.items():
        if not said.quoted and any(overlap(said.span, other.span) for _, cut in tied for other in cut):
            continue
        if not statements:
            own = key("stm", said.attribution, said.span.start, said.span.end)
            yield WordingLink(own, said.attribution, said.span, "no report on record words it")
            continue
        scores, cut = dict(statements), [said]
        touching = [each for each in tied if not scores.keys().isdisjoint(each[0])]
        if not said.quoted and any(each[1][0].quoted for each in touching):
            continue  # a quotation of the same attribution words it already, and better
        for each in touching:
            tied.remove(each)
            scores = {name: max(scores.get(name, 0.0), each[0].get(name, 0.0)) for name in {*scores, *each[0]}}
            cut = [*each[1], *cut]
        tied.append((scores, cut))
    for scores, cut in tied:
        span = Span(min(said.span.start for said in cut), max(said.span.end for said in cut))
        for statement in sorted(scores):
            why = f"the same utterance in like words ({scores[statement]:.2f} of what is needed)"
            yield WordingLink(statement, cut[0].attribution, span, why)
