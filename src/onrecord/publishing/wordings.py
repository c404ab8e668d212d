"""The wordings of one statement as they are shown: the fullest first, the others with their differing words marked."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from onrecord.articles import Article
from onrecord.core import Interval, Span, anchor, fold, join, sentences, words
from onrecord.limits.publishing import (
    OMISSION_WORDS,
    SENTENCE_MAX_CHARS,
    WORDING_CHARS,
    WORDING_PARTS,
)
from onrecord.linking import Comparison, Difference, Quoted, compare, differ
from onrecord.publishing.marks import INNER, label, quotable, unmatched
from onrecord.publishing.provenance import outlet_of
from onrecord.publishing.values import Manner, Mark, MarkKind, Piece, Sentence, Source, Testimony, Utterance, Version
from onrecord.record import Statement, Wording

__all__ = ["Coverage", "Spoken", "spoken", "testimonies", "utterance_of"]

_MARKS: Mapping[str, MarkKind] = {
    "substitution": "changed",
    "insertion": "added",
    "omission": "left_out",
    "inflection": "small",
    "order": "small",
    "bracket": "small",
}


_REPORTING = re.compile(
    r"^(?:as )?(?:according to|citing|quoting) (?:the )?|^the |,? (?:has |had )?(?:report|said|say|wrote|write)\w*$",
    re.IGNORECASE,
)
"""What surrounds the name in "Yonhap reported" and "according to the Yonhap News Agency"."""


@dataclass(frozen=True, slots=True)
class Coverage:
    """The articles of a story by id, their numbers, and which later version replaced which (earlier to later).

    `independent` gives articles that are one independent report one number; an article that it lacks stands on its own.
    """

    articles: Mapping[str, Article]
    numbers: Mapping[str, int]
    replaced: Mapping[str, str]
    independent: Mapping[str, int] = field(default_factory=dict)

    def reach(self, versions: Iterable[Version]) -> tuple[int, int]:
        """Return how many independent reports carry `versions`, and how many at all, a later version as the first."""
        carried = {source.article for version in versions for source in version.sources}
        reports = {self.replaced.get(article, article) for article in carried}
        return len({self.independent.get(article, article) for article in carried}), len(reports)

    def source(self, article: str, via: str | None) -> Source:
        """Return the report that carries a wording."""
        outlet = outlet_of(self.articles[article])
        earlier = " (earlier version)" if article in self.replaced else ""
        return Source(article, self.numbers[article], outlet + earlier, self._through(article, via))

    def _through(self, article: str, via: str | None) -> str | None:
        """Return who reported what an article retells, by the name that the article's credits give it."""
        phrase = label(via)
        for credit in self.articles[article].credits:
            if label(credit.wire) and fold(label(credit.wire)) in fold(phrase):
                return label(credit.wire)
        return _REPORTING.sub("", phrase) or None


@dataclass(frozen=True, slots=True)
class Spoken:
    """The words of one attribution as they are compared and shown.

    `parts` are spans of the article that can each stand in quotation marks; `text` joins them by a space, and
    `offsets` gives the place of each part in it.
    """

    id: str
    article: str
    text: str
    parts: tuple[Span, ...]
    offsets: tuple[int, ...]
    breaks: frozenset[int]
    direct: bool

    @property
    def quoted(self) -> Quoted:
        """The form that the comparison takes."""
        return Quoted(self.id, self.text, self.direct, tuple(self.offsets[n] for n in sorted(self.breaks) if n))


def spoken(article: Article, wording: Wording) -> Spoken | None:
    """Return the words of a wording; None when they do not stand in the article's text.

    Of content longer than any quotation in the news, the head is taken (`WORDING_CHARS`, `WORDING_PARTS`).
    """
    attribution = wording.attribution
    parts: list[Span] = []
    breaks: set[int] = set()
    for span in wording.spans or attribution.content:
        if span.end > len(article.text):
            return None
        breaks.add(len(parts))
        parts += quotable(article.text, Span(span.start, min(span.end, span.start + WORDING_CHARS)))
        if len(parts) > WORDING_PARTS:
            break
    parts = parts[:WORDING_PARTS]
    breaks = {number for number in breaks if number < len(parts)}
    if not parts:
        return None
    offsets, place = [], 0
    for part in parts:
        offsets.append(place)
        place += len(part) + 1
    text = " ".join(part.of(article.text) for part in parts)
    direct = wording.quoted or attribution.kind == "direct"
    return Spoken(attribution.id, article.id, text, tuple(parts), tuple(offsets), frozenset(breaks), direct)


@dataclass(frozen=True, slots=True)
class _Side:
    """The wordings of one statement side by side, as far as their articles are held, by attribution."""

    held: Mapping[str, tuple[Spoken, Wording]]
    compared: Comparison
    coverage: Coverage
    differences: Mapping[str, Sequence[Difference]]

    def version(self, members: Sequence[Spoken], number: int) -> Version:
        """Return wordings of the same words as one, cited together; `number` counts the variants from 0."""
        sources = {self.coverage.source(each.article, self.held[each.id][1].attribution.via) for each in members}
        sentence = _sentence(members, self)
        manner: Manner = ("differs" if number else "fullest") if members[0].direct else "indirect"
        return Version(sentence, tuple(sorted(sources, key=lambda source: source.number)), manner)

    def variants(self) -> list[list[Spoken]]:
        """Return wordings of the same words together, the fullest first, then quoted ones, then told ones."""
        spoken = (each for each, _ in self.held.values())
        fullest = self.compared.fullest
        groups: dict[int, list[Spoken]] = {}
        for each in sorted(spoken, key=lambda each: (each.id != fullest, not each.direct, -len(each.text), each.id)):
            groups.setdefault(self.compared.variants[each.id], []).append(each)
        return list(groups.values())


def _side_by_side(statement: Statement, coverage: Coverage) -> _Side | None:
    """Return the wordings of a statement compared; None when none stands in an article held."""
    held: dict[str, tuple[Spoken, Wording]] = {}
    for wording in statement.wordings:
        article = coverage.articles.get(wording.article)
        words_of = spoken(article, wording) if article else None
        if words_of:
            held[words_of.id] = (words_of, wording)
    if not held:
        return None
    compared = compare([each.quoted for each, _ in held.values()])
    differences: dict[str, list[Difference]] = {each: [] for each in held}
    for difference in compared.differences:
        differences[difference.b].append(difference)
    return _Side(held, compared, coverage, differences)


def utterance_of(statement: Statement, coverage: Coverage) -> Utterance | None:
    """Return a statement with its wordings side by side; None when no wording stands in an article held."""
    side = _side_by_side(statement, coverage)
    if side is None:
        return None
    versions = []
    for number, members in enumerate(side.variants()):
        current = [each for each in members if coverage.replaced.get(each.article) not in {m.article for m in members}]
        versions.append(side.version(current, number))
    facts = [label(w.attribution.venue) for w in statement.wordings] + [label(statement.occasion)]
    occasion = next((fact for fact in reversed(facts) if fact), None)
    days = [day for version in versions for s in version.sources if (day := coverage.articles[s.article].published_on)]
    return Utterance(
        statement=statement.id,
        said_on=statement.said_on,
        reported_on=Interval(min(days), max(days)) if days else None,
        occasion=occasion,
        versions=tuple(versions),
        altered=side.compared.altered,
        disputed=_disputed([wording for _, wording in side.held.values()], coverage),
    )


def testimonies(statement: Statement, coverage: Coverage) -> tuple[Testimony, ...]:
    """Return every wording of a statement by itself, the fullest first, then variant by variant, by their reports."""
    side = _side_by_side(statement, coverage)
    if side is None:
        return ()
    found = []
    for number, members in enumerate(side.variants()):
        others = members[1:] if number == 0 else members
        others.sort(key=lambda each: coverage.numbers[each.article])
        found += [_testimony(each, number, side) for each in (members[:1] if number == 0 else []) + others]
    return tuple(found)


def _testimony(words_of: Spoken, number: int, side: _Side) -> Testimony:
    _, wording = side.held[words_of.id]
    said, article = wording.attribution, side.coverage.articles[wording.article]
    return Testimony(
        version=side.version([words_of], number),
        attribution=said.id,
        kind=said.kind,
        published=Interval.on(article.published_on) if article.published_on else None,
        source=label(join(article.text, said.source)),
        cue=label(join(article.text, said.cue)),
        speaker=label(said.speaker_name) or (label(said.anonymous.description) if said.anonymous else ""),
        role=label(said.role),
        variant=number + 1,
        differences=tuple(side.differences[words_of.id]),
        why=wording.why,
    )


def _disputed(wordings: Sequence[Wording], coverage: Coverage) -> tuple[tuple[str, tuple[int, ...]], ...]:
    """Return the speakers that the reports name with the numbers of those reports; empty when they name but one."""
    reported: dict[tuple[str, str | None], set[int]] = {}
    for wording in wordings:
        if name := label(wording.attribution.speaker_name):
            reported.setdefault((name, wording.speaker), set()).add(coverage.numbers[wording.article])
    speakers: list[list[tuple[str, str | None]]] = []
    for one in reported:
        same = [each for each in speakers if not all(differ((other, one)) for other in each)]
        speakers = [each for each in speakers if each not in same]
        speakers.append([one, *(other for each in same for other in each)])
    if len(speakers) < 2:
        return ()
    told = [
        (sorted(set().union(*(reported[one] for one in each))), max((name for name, _ in each), key=len))
        for each in speakers
    ]
    return tuple((name, tuple(numbers)) for numbers, name in sorted(told))


def _sentence(members: Sequence[Spoken], side: _Side) -> Sentence:
    """Return the longest of the same wordings as pieces with its differences marked, citing every member."""
    first, articles, variants = members[0], side.coverage.articles, side.compared.variants
    text = articles[first.article].text
    fullest = side.held[side.compared.fullest][0]
    marks: list[tuple[Difference, MarkKind]] = []
    if first.direct and fullest.direct and variants[first.id] != variants[fullest.id]:
        marks = [(each, _MARKS[each.kind]) for each in side.differences[first.id] if each.kind in _MARKS]
    if not first.direct:
        telling = _telling(text, side.held[first.id][1])
        if telling:
            told = anchor(first.article, text, telling)
            rest = [anchor(m.article, articles[m.article].text, part) for m in members[1:] for part in m.parts]
            return Sentence((Piece("exact", told.exact, told),), (told, *rest))
    pieces: list[Piece] = []
    for number, (part, offset) in enumerate(zip(first.parts, first.offsets, strict=True)):
        if number:
            pieces.append(Piece("words", " … " if number in first.breaks else " "))
        evidence = anchor(first.article, text, part)
        own = _marks_in(evidence.exact, offset, marks, fullest, articles[fullest.article])
        # Marked words are set without quotation marks: what is struck or marked there is our doing.
        pieces.append(Piece("quoted" if first.direct and not marks else "exact", evidence.exact, evidence, own))
    cited = [anchor(each.article, articles[each.article].text, part) for each in members for part in each.parts]
    return Sentence(tuple(pieces), tuple(cited))


def _telling(text: str, wording: Wording) -> Span | None:
    """Return the stretch from source and cue to what is told where it can be shown whole; None where it cannot.

    A clause such as "to return by June" says little without the words that it hangs on.
    """
    said, told = wording.attribution, wording.spans or wording.attribution.content
    spans = [span for span in (*said.source, *said.cue, *told) if span.end <= len(text)]
    hull = Span(min(span.start for span in spans), max(span.end for span in spans))
    if hull.end > max(span.end for span in told):  # the cue stands behind: go on to the end of its sentence
        ends = (hull.start + each.end for each in sentences(text[hull.start : hull.start + SENTENCE_MAX_CHARS]))
        hull = Span(hull.start, next((end for end in ends if end >= hull.end), hull.end))
    whole = quotable(text, hull)
    return whole[0] if len(whole) == 1 and len(whole[0]) <= SENTENCE_MAX_CHARS else None


def _marks_in(
    text: str, offset: int, marks: Sequence[tuple[Difference, MarkKind]], fullest: Spoken, article: Article
) -> tuple[Mark, ...]:
    """Return the differences that fall within one part, as marks on its `text`, in order and apart.

    A mark never cuts through an inner quotation: it covers the whole of it, or stands behind it.
    """
    inner = [match.span() for match in INNER.finditer(text)]
    found: list[Mark] = []
    for difference, kind in marks:
        start, end = (place - offset for place in difference.b_span)
        if end < 0 or start > len(text) or (start < end and (end <= 0 or start >= len(text))):
            continue
        start, end = max(start, 0), min(end, len(text))
        for first, last in inner:
            if start == end and first < start < last:
                start = end = last
            elif start < end and first < end and start < last:
                start, end = min(start, first), max(end, last)
        if found and start < found[-1].end:
            start, end = found[-1].start, max(end, found[-1].end)
            found.pop()
        found.append(_left_out(start, difference, fullest, article) if start == end else Mark(start, end, kind))
    return tuple(found)


def _left_out(place: int, difference: Difference, fullest: Spoken, article: Article) -> Mark:
    """Return the mark for words that only the fullest wording has, with the words when they are few."""
    count = len(words(difference.a_text))
    for part, offset in zip(fullest.parts, fullest.offsets, strict=True):
        start, end = (part.start + at - offset for at in difference.a_span)
        few = count <= OMISSION_WORDS and part.start <= start < end <= part.end
        if few and not unmatched(difference.a_text, every=True):
            evidence = anchor(article.id, article.text, Span(start, end))
            return Mark(place, place, "left_out", evidence.exact, evidence, count)
    return Mark(place, place, "left_out", "", None, count)
