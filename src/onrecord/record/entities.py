"""Which entities stand for one bearer, by what articles show and what people decided; who bears an article's names."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import cast

from django.db.models import F, QuerySet, Window
from django.db.models.functions import RowNumber

from onrecord.articles import Article
from onrecord.core import Span
from onrecord.limits.record import (
    KNOWN_ENTITIES,
    ROWS_PER_QUERY,
)
from onrecord.linking import EntityLink, KnownEntity
from onrecord.reading import EntityKind, Reading
from onrecord.record import loading
from onrecord.record import models as entries
from onrecord.record.codec import hashed, load, read_span
from onrecord.record.judging import Decisions
from onrecord.record.loading import in_force, until
from onrecord.record.values import Entity, EntityJoin, EntityRole

__all__ = ["Bearers", "bearers", "borne", "known_entities", "named", "shown_entities", "standing"]

NAME = "name:"
"""What the look-up keys made from names begin with; the rest is the folded name."""

_SAME = "SELECT entity_id, of_id, why, article_id, links_id FROM record_sameentry WHERE {column} IN ({{ids}})"
_BORNE = """SELECT links_id, entity_id, kind, name, spans FROM record_mentionentry mention
    JOIN record_entityentry entity ON entity.id = mention.entity_id WHERE links_id IN ({ids}) ORDER BY mention.id"""

_HEADS = "SELECT id, kind, name FROM record_entityentry WHERE id IN ({ids}) ORDER BY id"
_NAMED = "SELECT entity_id FROM record_entityalias WHERE name_key IN ({ids}) ORDER BY appended_at, id"
_ALIASES = """SELECT alias.appended_at, alias.name, entity_id, kind, entity.name FROM record_entityalias alias
    JOIN record_entityentry entity ON entity.id = alias.entity_id WHERE entity_id IN ({ids})"""


@dataclass(frozen=True)
class Bearers:
    """Entities that stand for one bearer: `members` by the one that stands for all, and what joined them.

    `roots` maps each entity asked for, and all that stand with it, to the one that stands for it.
    """

    decided: Decisions
    roots: Mapping[str, str] = field(default_factory=dict)
    members: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    joins: Mapping[str, tuple[EntityJoin, ...]] = field(default_factory=dict)

    def of(self, article: str, entity: str) -> str:
        """Return who bears a name of `article` that was linked to `entity`."""
        found = self.roots.get(entity, entity)
        for split, leaving, made in self.decided.parted:
            if article in leaving and self.roots.get(split, split) == found:
                found = self.roots.get(made, made)
        return found

    def speakers(self, article: str, pairs: Iterable[tuple[str, str]]) -> dict[str, str]:
        """Return entity by attribution for `pairs` of one article, without those that people set aside."""
        return {said: self.of(article, entity) for said, entity in pairs if self.decided.speaks(said)}


def bearers(ids: Iterable[str], decided: Decisions, moment: datetime | None, *, without: str | None = None) -> Bearers:
    """Return which entities stand with `ids` for one bearer at `moment`; None means now.

    What the article `without` shows is left aside, since it is linked anew. A person's decision goes before what
    articles show; of several that could stand for all, the first by id does.
    """
    asked = set(ids)
    split = {each for split, _, made in decided.parted for each in (split, made)}
    ties: dict[tuple[str, str], EntityJoin | None] = {}
    new = asked | split if asked else set()
    seen: set[str] = set()
    while new:
        seen |= new
        near: dict[tuple[str, str], EntityJoin | None] = dict.fromkeys(
            pair for pair in decided.merged.items() if pair[0].startswith("ent-") and not new.isdisjoint(pair)
        )
        for join in _shown(new, moment, without):
            if frozenset((join.entity, join.of)) not in decided.apart:
                near.setdefault((join.entity, join.of), join)
        ties = near | ties
        new = {each for pair in near for each in pair} - seen
    return _together(seen, ties, decided)


def _shown(ids: Collection[str], moment: datetime | None, without: str | None) -> list[EntityJoin]:
    """Return what articles show of the entities `ids`, those of links in force at `moment`."""
    found: set[tuple[str, ...]] = set()
    for column in ("entity_id", "of_id"):
        found.update(loading.asked(_SAME.format(column=column), sorted(ids)))
    if not found:
        return []
    force = loading.links_in_force({article for *_, article, _ in found}, moment)
    standing = sorted(row for row in found if row[3] != without and force.get(row[3], ("",))[0] == row[4])
    heads = loading.asked(_HEADS, sorted({entity for row in standing for entity in row[:2]}))
    names = {entity: name for entity, _, name in heads}
    return [EntityJoin(one, names[one], of, names[of], why, article) for one, of, why, article, _ in standing]


def _together(seen: Iterable[str], ties: Mapping[tuple[str, str], EntityJoin | None], decided: Decisions) -> Bearers:
    """Return the parts into which `ties` join the entities `seen`."""
    near: dict[str, set[str]] = defaultdict(set)
    for one, other in ties:
        near[one].add(other)
        near[other].add(one)
    led = {one for one, _ in ties}
    chosen = set(decided.merged.values())
    roots = {each: each for each in seen if each not in near}
    members: dict[str, tuple[str, ...]] = {each: (each,) for each in roots}
    for each in sorted(near):
        if each in roots:
            continue
        part, new = {each}, {each}
        while new:
            new = {other for one in new for other in near[one]} - part
            part |= new
        root = min(part - led or part, key=lambda one: (one not in chosen, one))
        roots |= dict.fromkeys(part, root)
        members[root] = (root, *sorted(part - {root}))
    joins: dict[str, list[EntityJoin]] = defaultdict(list)
    for (one, _), join in ties.items():
        if join is not None:
            joins[roots[one]].append(join)
    ordered = {root: tuple(sorted(each, key=lambda join: (join.entity, join.of))) for root, each in joins.items()}
    return Bearers(decided, roots, members, ordered)


_BORNE_BY: loading.Cache[tuple[EntityLink, ...]] = loading.Cache()


def borne(
    linked: Mapping[str, tuple[str, str]], texts: Mapping[str, Article], readings: Mapping[str, Reading]
) -> dict[str, tuple[EntityLink, ...]]:
    """Return who bears the names of each article, given (links, reading) ids, articles and readings by id."""
    article_of = {links: article for article, (links, _) in linked.items()}

    def make(ids: Sequence[str]) -> Iterator[tuple[str, tuple[EntityLink, ...]]]:
        found: dict[str, list[EntityLink]] = {each: [] for each in ids}
        for links, entity, kind, name, spans in loading.asked(_BORNE, ids):
            article = article_of[links]
            places = load(spans, read_span, links)
            found[links].append(_borne(texts[article].text, readings[linked[article][1]], entity, kind, name, places))
        yield from ((links, tuple(each)) for links, each in found.items())

    made = _BORNE_BY.all(article_of, make)
    return {article: made[links] for links, article in article_of.items()}


def _borne(text: str, reading: Reading, entity: str, kind: str, name: str, places: tuple[Span, ...]) -> EntityLink:
    spans = set(places)
    mentions = [mention for mention in reading.mentions if mention.span in spans]
    aliases = {span.of(text) for span in places} | {mention.name for mention in mentions}
    roles = sorted({role for mention in mentions for role in mention.roles}, key=lambda role: role.span)
    return EntityLink(entity, cast(EntityKind, kind), name, tuple(sorted(aliases - {name})), places, tuple(roles))


def named(keys: Iterable[str]) -> list[str]:
    """Return the entities that bear a name among look-up `keys`, those on record longest first."""
    names = [hashed(each.removeprefix(NAME)) for each in keys if each.startswith(NAME)][:ROWS_PER_QUERY]
    if not names:
        return []
    found = loading.asked(_NAMED, names)[:KNOWN_ENTITIES]
    return list(dict.fromkeys(entity for (entity,) in found))


def known_entities(ids: Sequence[str], found: Bearers) -> tuple[KnownEntity, ...]:
    """Return the entities that stand for `ids`, and whatever else several names were joined into."""
    wanted = dict.fromkeys(found.roots.get(each, each) for each in ids)
    wanted |= dict.fromkeys(root for root, members in found.members.items() if len(members) > 1)
    members = {root: found.members.get(root, (root,)) for root in wanted}
    root_of = {each: root for root, part in members.items() for each in part}
    heads: dict[str, tuple[str, str]] = {}
    aliases: dict[str, dict[str, None]] = {each: {} for each in wanted}
    for _, alias, entity, kind, name in sorted(loading.asked(_ALIASES, root_of)):
        if entity in aliases:
            heads[entity] = (kind, name)
        aliases[root_of[entity]][alias] = None
    return tuple(
        KnownEntity(each, cast(EntityKind, kind), name, tuple({name: None} | aliases[each]), members[each])
        for each in wanted
        if each in heads
        for kind, name in (heads[each],)
    )


def standing(ids: Collection[str], decided: Decisions) -> tuple[KnownEntity, ...]:
    """Return who `ids` stand for now, without what articles say of them (see the room's door `bearers`)."""
    found = bearers(ids, decided, None)
    roots = sorted({found.roots[each] for each in ids})
    heads = {row[0]: row for row in loading.asked(_HEADS, roots)}
    root_of = {each: root for root in heads for each in found.members[root]}
    names: dict[str, dict[str, None]] = {root: {head[2]: None} for root, head in heads.items()}
    for _, alias, entity, _, _ in sorted(loading.asked(_ALIASES, root_of)):
        names[root_of[entity]][alias] = None
    return tuple(
        KnownEntity(root, cast(EntityKind, kind), name, tuple(names[root]), found.members[root])
        for root, kind, name in heads.values()
    )


def _told_last(roles: QuerySet[entries.RoleEntry]) -> QuerySet[entries.RoleEntry]:
    """Return of each office of each entity the one that comes last, in the order in which `Entity` has them."""
    last = (F("article__published_on").desc(nulls_first=True), "-article_id", "-evidence__start", "-evidence_id")
    turn = Window(RowNumber(), partition_by=["entity_id", "role", "organization"], order_by=last)
    return roles.annotate(turn=turn).filter(turn=1)


def shown_entities(
    ids: Sequence[str], together: Bearers, moment: datetime | None, *, mentions: bool
) -> Iterator[Entity]:
    """Yield those of the entities `ids` that stand for a bearer whom an article mentions, with all that is known.

    Without `mentions`, neither where articles mention them nor by which other names is asked and told, and each of
    their offices stands once, as it was told last: an article's worth of rows instead of every article's.
    """
    leaving = {made: (split, articles) for split, articles, made in together.decided.parted}
    wanted = [each for each in ids if together.roots[each] == each]
    linked = {member for each in wanted for member in together.members[each]}
    linked |= {
        member for made in linked & leaving.keys() for member in together.members[together.roots[leaving[made][0]]]
    }
    heads = {row.id: row for row in until(entries.EntityEntry.objects.filter(id__in=wanted), moment)}
    places: dict[str, list[tuple[str, Span]]] = defaultdict(list)
    if mentions:
        seen = in_force(entries.MentionEntry.objects.filter(entity_id__in=linked), moment)
        for name, entity, article, spans in seen.values_list("id", "entity_id", "article_id", "spans"):
            places[together.of(article, entity)] += [(article, span) for span in load(spans, read_span, name)]
    aliases: dict[str, dict[str, None]] = defaultdict(dict)
    if mentions:
        known = until(entries.EntityAlias.objects.filter(entity_id__in=linked), moment).order_by("appended_at", "name")
        for entity, article, alias in known.values_list("entity_id", "article_id", "name"):
            aliases[together.of(article, entity)][alias] = None
    roles: dict[str, set[EntityRole]] = defaultdict(set)
    held = in_force(entries.RoleEntry.objects.filter(entity_id__in=linked), moment)
    if not mentions and linked.isdisjoint(leaving):
        held = _told_last(held)
    for entity, article, *told in held.values_list("entity_id", "article_id", *loading.ROLE_FIELDS):
        roles[together.of(article, entity)].add(loading.role_of(article, *told))
    for each in wanted:
        if each in heads and (places[each] or not mentions):
            head = heads[each]
            yield Entity(
                each,
                head.name,
                cast(EntityKind, head.kind),
                tuple(alias for alias in aliases[each] if alias != head.name),
                tuple(sorted(roles[each], key=lambda role: (role.on or date.max, role.evidence, role.role))),
                tuple(sorted(set(places[each]))),
                together.joins.get(each, ()),
            )
