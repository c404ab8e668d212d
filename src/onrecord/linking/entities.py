"""Whose name it is: mentions of one article to entities, and sources to speakers."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping

from onrecord.articles import Article
from onrecord.core import Span, fold, key
from onrecord.linking.links import EntityLink, Known
from onrecord.reading import Mention, Reading, Role

__all__ = ["entities", "speakers"]


def entities(article: Article, reading: Reading, known: Known) -> tuple[EntityLink, ...]:
    """Return the bearers of the names in one article.

    A name is joined to an entity on record that bears it in full; nothing is joined by a part of a name,
    since two people of one surname are two. Two kinds of bearer of one name are two entities.
    """
    held = {
        (entity.kind, _bare(alias)): entity for entity in known.entities for alias in (entity.name, *entity.aliases)
    }
    grouped: dict[str, list[Mention]] = defaultdict(list)
    names: dict[str, tuple[str, Mention]] = {}
    for mention in reading.mentions:
        entity = held.get((mention.kind, _bare(mention.name)))
        bearer = entity.id if entity else key("ent", mention.kind, _bare(mention.name))
        grouped[bearer].append(mention)
        names.setdefault(bearer, (entity.name if entity else mention.name, mention))
    links = []
    for bearer, mentions in grouped.items():
        name, first = names[bearer]
        aliases = {m.span.of(article.text) for m in mentions} | {m.name for m in mentions}
        roles: tuple[Role, ...] = tuple(sorted({r for m in mentions for r in m.roles}, key=lambda r: r.span))
        spans: tuple[Span, ...] = tuple(sorted(m.span for m in mentions))
        links.append(EntityLink(bearer, first.kind, name, tuple(sorted(aliases - {name})), spans, roles))
    return tuple(links)


def speakers(reading: Reading, links: tuple[EntityLink, ...]) -> Mapping[str, str]:
    """Return the entity behind each attribution whose speaker the article names."""
    named: dict[str, str] = {}
    for link in sorted(links, key=lambda link: ("person", "organization", "group", "place").index(link.kind)):
        for name in (link.name, *link.aliases):
            named.setdefault(_bare(name), link.entity)
    found = {}
    for said in reading.attributions:
        entity = named.get(_bare(said.speaker_name)) if said.speaker_name else None
        if entity is not None:
            found[said.id] = entity
    return found


def _bare(name: str) -> str:
    """Return a name for comparison: folded, a hyphen as good as a blank ("Bo-ran" and "Bo ran")."""
    return fold(name).replace("-", " ")
