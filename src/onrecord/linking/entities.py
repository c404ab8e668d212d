"""Whose name it is: mentions of one article to entities, and sources to speakers."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping

from onrecord.articles import Article
from onrecord.core import Span, fold, key
from onrecord.linking.links import EntityLink, Known
from onrecord.reading import Mention, Reading, Role

__all__ = ["entities", "speakers"]


GENERIC = frozenset(
    "agency assembly authority bank bureau cabinet central command commission committee congress council court defence "
    "defense department embassy federal finance foreign government health high house interior justice ministry mission "
    "national office parliament police presidential security senate service state supreme the treasury unification "
    "of for and affairs".split()
)
"""Words that name no particular body by themselves: every state has its foreign ministry."""


def entities(article: Article, reading: Reading, story: str, known: Known) -> tuple[EntityLink, ...]:
    """Return the bearers of the names in one article.

    A name is joined to an entity on record that bears the same full name. Nothing is joined across stories by a part
    of a name or by a name that many bear, since two people of one surname are two, and so are two foreign ministries.
    Two kinds of bearer of one name are two entities.
    """
    held = {
        (entity.kind, _bare(alias)): entity
        for entity in known.entities
        for alias in (entity.name, *entity.aliases)
        if not _shared(entity.kind, alias)
    }
    grouped: dict[str, list[Mention]] = defaultdict(list)
    names: dict[str, tuple[str, Mention]] = {}
    for mention in reading.mentions:
        entity = held.get((mention.kind, _bare(mention.name)))
        local = story if _shared(mention.kind, mention.name) else None
        bearer = entity.id if entity else key("ent", mention.kind, _bare(mention.name), local)
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
    bearers: dict[str, list[str]] = defaultdict(list)
    for link in sorted(links, key=lambda link: ("person", "organization", "group", "place").index(link.kind)):
        for name in {_bare(each) for each in (link.name, *link.aliases)}:
            bearers[name].append(link.entity)
    full = {_bare(link.name): link.entity for link in reversed(links)}
    named = {name: found[0] for name, found in bearers.items() if len(found) == 1} | full
    found = {}
    for said in reading.attributions:
        entity = named.get(_bare(said.speaker_name)) if said.speaker_name else None
        if entity is not None:
            found[said.id] = entity
    return found


def _shared(kind: str, name: str) -> bool:
    """Return whether many may bear a name: a person's single name, a body's name without anything of its own."""
    words = _bare(name).split()
    return (kind == "person" and len(words) < 2) or all(word in GENERIC for word in words)


def _bare(name: str) -> str:
    """Return a name for comparison: folded, a hyphen as good as a blank ("Bo-ran" and "Bo ran")."""
    return fold(name).replace("-", " ")
