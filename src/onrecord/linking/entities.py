"""Whose name it is: mentions of one article to entities, and sources to speakers."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field

from onrecord.articles import Article
from onrecord.core import Span, covers, fold, key
from onrecord.linking.bodies import BodyName
from onrecord.linking.links import EntityLink
from onrecord.linking.naming import without_office
from onrecord.linking.states import government_of, is_part, state_of, with_article
from onrecord.reading import EntityKind, Mention, Reading

__all__ = ["entities", "speakers"]

_NEXT_WORD = re.compile(r"\s+([a-z]+)\b")
_HELPING = frozenset(
    "has have had is are was were will would may might not also later long again never yet to consistently repeatedly "
    "already".split()
)
_DECIDING = frozenset(
    "accept accuse agree aim announce approve ask ban condemn consider criticise criticize decide demand deny dismiss "
    "form hope insist intend offer pledge propose promise protest rebuff recognise recognize reject refuse request "
    "respond threaten urge view vow want warn".split()
)
"""What governments do and places do not; their forms are regular."""
_BEFORE_PLACE = re.compile(r"\b(?:in|at|to|from|of|near|outside|around|for|with|by|between|and|via|through)\s+$")
_AND = " and "
_POSSESSIVES = ("'s ", "’s ", "s' ", "s’ ")


@dataclass
class _Bearer:
    """Where one article names one bearer, and by which name the bearer is founded."""

    kind: EntityKind
    name: str
    mentions: list[Mention] = field(default_factory=list)


def entities(article: Article, reading: Reading, story: str) -> tuple[EntityLink, ...]:
    """Return the bearers of the names in one article, each under the id that follows from its name.

    A full name is one bearer wherever it stands. A part of a person's name, or a body's name without anything of
    its own, is one bearer within `story` only, since two people of one surname are two, and so are two foreign
    ministries; `joins` tells which of them are one with a full name. A state or capital that speaks or decides is
    its government.
    """
    deciding = _governments(article.text, reading)
    states = _states_of_bodies(article.text, reading)
    found: dict[str, _Bearer] = {}
    for mention in reading.mentions:
        kind, name = mention.kind, mention.name
        name = without_office(name) if kind == "person" else name
        if mention.span in deciding:
            kind, name = "organization", f"Government of {with_article(deciding[mention.span])}"
            bearer = key("ent", kind, fold(name), None)
        elif kind == "organization":
            bearer, name = _body(mention, states, story, article.id)
        else:
            bearer = _other(kind, name, story)
        found.setdefault(bearer, _Bearer(kind, name)).mentions.append(mention)
    return tuple(_link(article.text, bearer, each) for bearer, each in found.items())


def _link(text: str, entity: str, bearer: _Bearer) -> EntityLink:
    aliases = {m.span.of(text) for m in bearer.mentions} | {m.name for m in bearer.mentions}
    roles = sorted({role for m in bearer.mentions for role in m.roles}, key=lambda role: role.span)
    spans = sorted(m.span for m in bearer.mentions)
    return EntityLink(
        entity, bearer.kind, bearer.name, tuple(sorted(aliases - {bearer.name})), tuple(spans), tuple(roles)
    )


def _other(kind: EntityKind, name: str, story: str) -> str:
    """Return the id of a person, place or group; a single name of a person says who within a story only."""
    bare = _bare(name)
    if kind == "place":
        bare = fold(state_of(name) or bare)
        bare = f"mount {bare[3:].lstrip()}" if bare.startswith(("mt ", "mt.")) else bare
    return key("ent", kind, bare, story if kind == "person" and len(bare.split()) < 2 else None)


def _body(mention: Mention, states: Mapping[Span, str | None], story: str, article: str) -> tuple[str, str]:
    """Return the id and the name of a body; one without anything of its own is its state's, or the story's."""
    body = BodyName.of(mention.name)
    if not body.generic:
        return key("ent", "organization", " ".join(body.words).replace("-", " "), None), mention.name
    bare = " ".join(body.generic)
    if mention.span not in states:  # the article names those of two states, and here says not whose
        return key("ent", "organization", bare, article), mention.name
    state = states[mention.span]
    if state is None:
        return key("ent", "organization", bare, story), mention.name
    return key("ent", "organization", f"{bare} of {fold(state)}", None), body.title(mention.name, state)


def _states_of_bodies(text: str, reading: Reading) -> dict[Span, str | None]:
    """Return the state of each body whose name has nothing of its own, None where the article names none.

    It stands in the name or before it ("Veldria's Foreign Ministry"), or at another mention of the body; "the Senate"
    is not that of a part of a state because the article names that too. Where the article names bodies of two states
    so, a mention that does not say whose is left out.
    """
    ends = {mention.span.end: mention for mention in reading.mentions}
    said: dict[Span, tuple[tuple[str, ...], str | None]] = {}
    for mention in reading.mentions:
        body = BodyName.of(mention.name)
        if mention.kind != "organization" or not body.generic:
            continue
        start = mention.span.start
        owner = ends.get(start - 3) if text[max(0, start - 3) : start] in _POSSESSIVES else None
        said[mention.span] = (body.generic, body.state or (state_of(owner.name) if owner else None))
    known: dict[tuple[str, ...], set[str]] = defaultdict(set)
    for body_name, state in said.values():
        known[body_name] |= {state} if state else set()
    found: dict[Span, str | None] = {}
    for span, (body_name, state) in said.items():
        others = sorted(known[body_name])
        if state or len(others) < 2:
            alone = others[0] if others and not is_part(others[0]) else None
            found[span] = state or alone
    return found


def _governments(text: str, reading: Reading) -> dict[Span, str]:
    """Return the state for each mention of one, or of its capital, that speaks or decides and is no place there."""
    sources = [(span, said.speaker_name) for said in reading.attributions for span in said.source]
    starts = {mention.span.start: mention for mention in reading.mentions}
    found = {}
    for mention in reading.mentions:
        state = government_of(mention.name) if mention.kind == "place" else None
        if state is None or _BEFORE_PLACE.search(text, max(0, mention.span.start - 12), mention.span.start):
            continue
        speaks = any(name == mention.name and covers(span, mention.span) for span, name in sources)
        end = mention.span.end
        beside = starts.get(end + len(_AND)) if text.startswith(_AND, end) else None
        if speaks or _decides(text, beside.span.end if beside and government_of(beside.name) else end):
            found[mention.span] = state
    return found


def _decides(text: str, place: int) -> bool:
    """Return whether a verb of deciding follows at `place`, in a finite form or after a verb that helps it."""
    helped = False
    while (match := _NEXT_WORD.match(text, place)) and match[1] in _HELPING and (helped or match[1] != "to"):
        helped, place = True, match.end()
    if match is None:
        return False
    word = match[1]
    if word in _DECIDING:
        return helped
    for ending, instead in (("ies", "y"), ("ied", "y"), ("es", ""), ("ed", ""), ("s", ""), ("d", "")):
        if word.endswith(ending) and word.removesuffix(ending) + instead in _DECIDING:
            return True
    return helped and (word.removesuffix("ing") in _DECIDING or word == "planning")


def speakers(reading: Reading, links: tuple[EntityLink, ...]) -> Mapping[str, str]:
    """Return the entity behind each attribution whose speaker the article names."""
    placed = {span: link for link in links for span in link.mentions}
    named = _by_name(links)
    found = {}
    for said in reading.attributions:
        if not said.speaker_name:
            continue
        bare = _bare(said.speaker_name)
        inside = [
            link.entity
            for span, link in placed.items()
            if any(covers(part, span) for part in said.source) and bare in map(_bare, (link.name, *link.aliases))
        ]
        entity = inside[0] if inside else named.get(bare)
        if entity is not None:
            found[said.id] = entity
    return found


def _by_name(links: tuple[EntityLink, ...]) -> dict[str, str]:
    """Return the entity that each name stands for in an article: a full name, or a form that one alone goes by."""
    bearers: dict[str, list[str]] = defaultdict(list)
    for link in sorted(links, key=lambda link: ("person", "organization", "group", "place").index(link.kind)):
        for name in {_bare(each) for each in (link.name, *link.aliases)}:
            bearers[name].append(link.entity)
    full = {_bare(link.name): link.entity for link in reversed(links)}
    return {name: found[0] for name, found in bearers.items() if len(found) == 1} | full


def _bare(name: str) -> str:
    """Return a name for comparison: folded, a hyphen as good as a blank ("Bo-ran" and "Bo ran")."""
    return fold(name).replace("-", " ")
