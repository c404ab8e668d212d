"""Who said what: what was said, gathered by speaker."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from onrecord.articles import Article
from onrecord.core import Span, covers, fold, join
from onrecord.linking import speaks_english
from onrecord.publishing.marks import label
from onrecord.publishing.values import Utterance, Version, Voice
from onrecord.publishing.wordings import Coverage, utterance_of
from onrecord.record import Entity, Statement, Wording

__all__ = ["voices"]

NOT_KNOWN = "Speaker not known"
_PRONOUNS = frozenset("he she they it we i you who his her their one ones him them this that which".split())


def voices(
    statements: Sequence[Statement],
    coverage: Coverage,
    entities: Mapping[str, Entity],
) -> tuple[Voice, ...]:
    """Return the speakers of a story with what they said: named before others, quoted before told, then by reports.

    Wordings whose article is not held are left out, and statements without wordings.
    """
    articles = coverage.articles
    bearers: dict[str, set[str]] = {}
    for entity in entities.values():
        bearers.setdefault(fold(label(entity.name)), set()).add(entity.id)
    gathered: dict[tuple[int, str], list[tuple[Statement, Utterance]]] = {}
    for statement in _carried_on(statements):
        utterance = utterance_of(statement, coverage)
        if utterance is not None:
            rank, name = _bearer(statement, articles)
            same = bearers.get(name, set()) if rank == 0 else set()
            bearer = next(iter(same)) if len(same) == 1 else name
            gathered.setdefault((rank, bearer), []).append((statement, utterance))

    def weight(item: tuple[tuple[int, str], list[tuple[Statement, Utterance]]]) -> tuple[int, bool, int, int, str]:
        (rank, name), said = item
        reports, _ = coverage.reach(version for _, each in said for version in each.versions)
        quoted = any(each.versions[0].manner == "fullest" for _, each in said)
        return rank, not quoted, -reports, -len(said), name

    found = []
    for (rank, _), said in sorted(gathered.items(), key=weight):
        said.sort(key=lambda pair: _prominence(pair[1], coverage))
        told = _unrepeated([utterance for _, utterance in said])
        found.append(_voice(rank, [statement for statement, _ in said], told, articles, entities))
    return tuple(found)


def _unrepeated(said: Sequence[Utterance]) -> list[Utterance]:
    """Return the utterances without what is only told in words that another one shows as part of its own.

    "She admitted little" goes when "She admitted little, promising more" stands beside it.
    """
    shown: dict[str, list[Span]] = {}
    for utterance in said:
        for version in utterance.versions:
            for evidence in version.sentence.shown_evidence:
                shown.setdefault(evidence.article, []).append(evidence.span)
    seen: set[tuple[str, Span]] = set()

    def fresh(version: Version) -> bool:
        evidence = version.sentence.shown_evidence
        if version.manner != "indirect" or len({each.article for each in evidence}) != 1:
            return True
        article, own = evidence[0].article, {each.span for each in evidence}
        whole = Span(evidence[0].start, evidence[-1].end)  # in pieces where a quotation mark has no partner in it
        again = (article, whole) in seen
        seen.add((article, whole))
        return not again and not any(each not in own and covers(each, whole) for each in shown[article])

    kept = [replace(utterance, versions=tuple(filter(fresh, utterance.versions))) for utterance in said]
    return [utterance for utterance in kept if utterance.versions]


def _carried_on(statements: Sequence[Statement]) -> list[Statement]:
    """Return the statements, and within each what goes on from it in quotations that word it.

    Two quotations that a cue parts are two statements, of which other reports may carry one. Where only reports
    that carry the one carry the other, readers see them together.
    """
    held: list[Statement] = []
    wording_it: dict[str, set[int]] = defaultdict(set)  # places in `held`, by attribution
    for each in sorted(statements, key=lambda statement: -len(statement.wordings)):
        said = {wording.attribution.id: wording.spans for wording in each.wordings}
        quoted = all(wording.attribution.kind == "direct" and wording.spans for wording in each.wordings)
        wording_all = set.intersection(*(wording_it[one] for one in said)) if quoted and said else set()
        if not wording_all:
            for one in said:
                wording_it[one].add(len(held))
            held.append(each)
            continue
        place = min(wording_all)
        longer = tuple(
            replace(wording, spans=tuple(sorted({*wording.spans, *said.get(wording.attribution.id, ())})))
            for wording in held[place].wordings
        )
        held[place] = replace(held[place], wordings=longer)
    order = {statement.id: number for number, statement in enumerate(statements)}
    return sorted(held, key=lambda statement: order[statement.id])


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
    return 2, fold(_source(statement.wordings, articles))


def _name(statement: Statement) -> str:
    given = (statement.speaker_name, *(wording.attribution.speaker_name for wording in statement.wordings))
    return next((label(name) for name in given if label(name)), "")


def _prominence(utterance: Utterance, coverage: Coverage) -> tuple[bool, int, int]:
    """Quoted before told; quoted ones by the most reported, then the fullest; told ones in their order."""
    if utterance.versions[0].manner == "indirect":
        place = utterance.versions[0].sentence.citations[0].start
        return True, utterance.versions[0].sources[0].number, place
    return False, -coverage.reach(utterance.versions)[0], -len(utterance.versions[0].sentence.text)


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
    name = name or _source(statements[0].wordings, articles) or NOT_KNOWN
    return Voice(
        name=name[0].upper() + name[1:],
        role=role or None,
        known=name != NOT_KNOWN,
        anonymous=anonymous is not None,
        reason=label(anonymous.reason) or None if anonymous else None,
        utterances=tuple(utterances),
        translated=_translated(wordings, entity),
        entity=entity.id if entity else None,
    )


def _translated(wordings: Sequence[Wording], entity: Entity | None) -> bool | None:
    """Return whether the speaker's own language is probably not English, by the state that name and office name."""
    offices = [wording.attribution.role for wording in wordings]
    if entity:
        offices += [entity.name, *(text for role in entity.roles for text in (role.organization, role.role))]
    told = [english for text in offices if text and (english := speaks_english(text)) is not None]
    return not told[0] if told else None


def _source(wordings: Iterable[Wording], articles: Mapping[str, Article]) -> str:
    """Return the words that most wordings give their source, when they are more than a pronoun."""
    found: Counter[str] = Counter()
    for wording in wordings:
        article = articles.get(wording.article)
        name = label(join(article.text, wording.attribution.source)) if article else ""
        if name and fold(name) not in _PRONOUNS:
            found[name] += 1
    return max(found, key=lambda name: (found[name], len(name), name), default="")
