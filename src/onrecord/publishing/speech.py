"""Who said what: the wordings of each statement side by side, gathered by speaker."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from onrecord.articles import Article
from onrecord.core import Span, anchor, covers, fold, join, words
from onrecord.limits import OMISSION_WORDS, SENTENCE_MAX_CHARS
from onrecord.linking import Comparison, Difference, Quoted, compare
from onrecord.publishing.marks import INNER, label, quotable, unmatched
from onrecord.publishing.provenance import outlet_of
from onrecord.publishing.values import Manner, Mark, MarkKind, Piece, Sentence, Source, Utterance, Version, Voice
from onrecord.reading import Attribution
from onrecord.record import Entity, Statement, Wording

__all__ = ["Spoken", "spoken", "voices"]

_PRONOUNS = frozenset("he she they it we i you who his her their one ones him them this that which".split())
_MARKS: Mapping[str, MarkKind] = {
    "substitution": "changed",
    "insertion": "added",
    "omission": "left_out",
    "inflection": "small",
    "order": "small",
    "bracket": "small",
}


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
        return Quoted(self.id, self.text, self.direct)


def spoken(article: Article, attribution: Attribution) -> Spoken | None:
    """Return the words of an attribution; None when they do not stand in the article's text."""
    parts: list[Span] = []
    breaks: set[int] = set()
    for span in attribution.content:
        if span.end > len(article.text):
            return None
        breaks.add(len(parts))
        parts += quotable(article.text, span)
    if not parts:
        return None
    offsets, place = [], 0
    for part in parts:
        offsets.append(place)
        place += len(part) + 1
    text = " ".join(part.of(article.text) for part in parts)
    direct = attribution.kind == "direct"
    return Spoken(attribution.id, article.id, text, tuple(parts), tuple(offsets), frozenset(breaks), direct)


def voices(
    statements: Sequence[Statement],
    articles: Mapping[str, Article],
    numbers: Mapping[str, int],
    entities: Mapping[str, Entity],
) -> tuple[Voice, ...]:
    """Return the speakers of a story with what they said: the most reported first, then anonymous and unknown ones.

    Wordings whose article is not among `articles` are left out, and statements without wordings.
    """
    gathered: dict[tuple[int, str], list[tuple[Statement, Utterance]]] = {}
    for statement in statements:
        utterance = _utterance(statement, articles, numbers)
        if utterance is not None:
            gathered.setdefault(_bearer(statement, articles), []).append((statement, utterance))

    def weight(item: tuple[tuple[int, str], list[tuple[Statement, Utterance]]]) -> tuple[int, int, int, str]:
        (rank, name), said = item
        reports = {source.article for _, each in said for version in each.versions for source in version.sources}
        return rank, -len(reports), -len(said), name

    found = []
    for (rank, _), said in sorted(gathered.items(), key=weight):
        said.sort(key=lambda pair: _prominence(pair[1]))
        told = _unrepeated([utterance for _, utterance in said])
        found.append(_voice(rank, [statement for statement, _ in said], told, articles, entities))
    return tuple(found)


def _unrepeated(said: Sequence[Utterance]) -> list[Utterance]:
    """Return the utterances without those only told once, in words that another one shows as part of its own.

    "She admitted little" goes when "She admitted little, promising more" stands beside it.
    """
    shown: dict[str, list[Span]] = {}
    for utterance in said:
        for piece in utterance.versions[0].sentence.pieces:
            if piece.evidence:
                shown.setdefault(piece.evidence.article, []).append(piece.evidence.span)

    def repeated(utterance: Utterance) -> bool:
        first = utterance.versions[0]
        own = [piece.evidence for piece in first.sentence.pieces if piece.evidence]
        if first.manner != "indirect" or len(utterance.versions) > 1 or len(first.sources) > 1 or len(own) != 1:
            return False
        return any(span != own[0].span and covers(span, own[0].span) for span in shown[own[0].article])

    return [utterance for utterance in said if not repeated(utterance)]


def _bearer(statement: Statement, articles: Mapping[str, Article]) -> tuple[int, str]:
    """Return the rank (named, anonymous, unknown) and the key under which a statement's speaker is gathered.

    An anonymous source is the same one only within one article and under one description.
    """
    if statement.speaker:
        return 0, statement.speaker
    name = _name(statement)
    if name:
        return 0, fold(name)
    first = statement.wordings[0]
    if first.attribution.anonymous:
        return 1, f"{first.article} {fold(first.attribution.anonymous.description)}"
    return 2, fold(_source([first], articles))


def _name(statement: Statement) -> str:
    given = (statement.speaker_name, *(wording.attribution.speaker_name for wording in statement.wordings))
    return next((label(name) for name in given if label(name)), "")


def _prominence(utterance: Utterance) -> tuple[bool, int, int]:
    """Quoted before told; quoted ones by the most reported, then the fullest; told ones in their order."""
    reports = sum(len(version.sources) for version in utterance.versions)
    if utterance.versions[0].manner == "indirect":
        place = utterance.versions[0].sentence.citations[0].start
        return True, utterance.versions[0].sources[0].number, place
    return False, -reports, -len(utterance.versions[0].sentence.text)


def _voice(
    rank: int,
    statements: Sequence[Statement],
    utterances: Sequence[Utterance],
    articles: Mapping[str, Article],
    entities: Mapping[str, Entity],
) -> Voice:
    wordings = [wording for statement in statements for wording in statement.wordings]
    anonymous = wordings[0].attribution.anonymous if rank == 1 else None
    entity = entities.get(statements[0].speaker or "")
    if anonymous:
        name = label(anonymous.description) or "a source that is not named"
    elif entity:
        name = label(entity.name)
    else:
        name = _name(statements[0])
    role = label(next((w.attribution.role for w in wordings if w.attribution.role), None))
    if not role and entity and entity.roles:
        role = label(entity.roles[-1].role)
    name = name or _source(wordings, articles) or "Speaker not known"
    return Voice(
        name=name[0].upper() + name[1:],
        role=role or None,
        known=rank < 2,
        anonymous=anonymous is not None,
        reason=label(anonymous.reason) or None if anonymous else None,
        utterances=tuple(utterances),
    )


def _source(wordings: Iterable[Wording], articles: Mapping[str, Article]) -> str:
    """Return the words that most wordings give their source, when they are more than a pronoun."""
    found: Counter[str] = Counter()
    for wording in wordings:
        article = articles.get(wording.article)
        name = label(join(article.text, wording.attribution.source)) if article else ""
        if name and fold(name) not in _PRONOUNS:
            found[name] += 1
    return max(found, key=lambda name: (found[name], len(name), name), default="")


def _utterance(statement: Statement, articles: Mapping[str, Article], numbers: Mapping[str, int]) -> Utterance | None:
    held: dict[str, tuple[Spoken, Attribution]] = {}
    for wording in statement.wordings:
        article = articles.get(wording.article)
        words_of = spoken(article, wording.attribution) if article else None
        if words_of:
            held[words_of.id] = (words_of, wording.attribution)
    if not held:
        return None
    compared = compare([each.quoted for each, _ in held.values()])
    versions = []
    for members in _variants(compared, [each for each, _ in held.values()]):
        sources = []
        for each in members:
            via = label(held[each.id][1].via) or None
            sources.append(Source(each.article, numbers[each.article], outlet_of(articles[each.article]), via))
        sentence = _sentence(members, held, compared, articles)
        first = members[0]
        manner: Manner = "differs" if first.direct else "indirect"
        if first.direct and compared.variants[first.id] == compared.variants[compared.fullest]:
            manner = "fullest" if first.id == compared.fullest else "same"
        versions.append(Version(sentence, tuple(dict.fromkeys(sources)), manner))
    facts = [label(w.attribution.venue) for w in statement.wordings] + [label(statement.occasion)]
    occasion = next((fact for fact in reversed(facts) if fact), None)
    return Utterance(statement.id, statement.said_on, occasion, tuple(versions), compared.altered)


def _variants(compared: Comparison, held: Sequence[Spoken]) -> list[list[Spoken]]:
    """Return wordings of the same words together, the fullest first, then quoted ones, then told ones."""
    groups: dict[int, list[Spoken]] = {}
    for each in sorted(held, key=lambda each: (each.id != compared.fullest, not each.direct, -len(each.text), each.id)):
        groups.setdefault(compared.variants[each.id], []).append(each)
    return list(groups.values())


def _sentence(
    members: Sequence[Spoken],
    held: Mapping[str, tuple[Spoken, Attribution]],
    compared: Comparison,
    articles: Mapping[str, Article],
) -> Sentence:
    """Return the longest of the same wordings as pieces with its differences marked, citing every member."""
    first = members[0]
    text = articles[first.article].text
    fullest = held[compared.fullest][0]
    marks: list[tuple[Difference, MarkKind]] = []
    if first.direct and fullest.direct and compared.variants[first.id] != compared.variants[fullest.id]:
        marks = [(d, _MARKS[d.kind]) for d in compared.differences if d.b == first.id and d.kind in _MARKS]
    if not first.direct:
        telling = _telling(text, held[first.id][1])
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


def _telling(text: str, said: Attribution) -> Span | None:
    """Return the stretch from source and cue to content where it can be shown whole; None where it cannot.

    A clause such as "to return by June" says little without the words that it hangs on.
    """
    spans = [span for span in (*said.source, *said.cue, *said.content) if span.end <= len(text)]
    hull = Span(min(span.start for span in spans), max(span.end for span in spans))
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
