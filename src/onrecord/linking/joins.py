"""Which bearers of one story's names are one: a part of a name and the full name, two spellings, initials.

Nothing is joined but within a story, where one bearer alone fits, and each joining has its reason in words. Names that
one report uses side by side are two bearers there, since its writer tells them apart.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from onrecord.core import Span
from onrecord.linking.bodies import BodyName, is_acronym, same_body
from onrecord.linking.links import EntityLink, Known, KnownEntity, SameLink
from onrecord.linking.naming import PersonName, offices, same_person, short_for
from onrecord.reading import EntityKind

__all__ = ["joins", "standing"]


@dataclass
class _Bearer:
    """One bearer of a story: the ids that stand for it, the names it has in full and in part, and who names it."""

    root: str
    kind: EntityKind
    members: set[str] = field(default_factory=set)
    names: dict[str, None] = field(default_factory=dict)
    called: set[str] = field(default_factory=set)
    roles: set[str] = field(default_factory=set)
    articles: set[str] = field(default_factory=set)
    own: Span | None = None

    @property
    def full(self) -> list[str]:
        """The names that say by themselves who it is."""
        return [name for name in self.names if not _is_part(self.kind, name)]


def _is_part(kind: EntityKind, name: str) -> bool:
    """Return whether a name says who bears it within a story only."""
    if kind == "person":
        return len(PersonName.of(name).words) < 2
    body = BodyName.of(name)
    return kind == "organization" and (is_acronym(name) or (bool(body.generic) and body.state is None))


def standing(entities: Iterable[str], same: Sequence[SameLink], known: Known) -> Mapping[str, str]:
    """Return for each of `entities` the one that stands for it, by what is known and what `same` adds."""
    joined = {link.entity: link.of for link in same}
    roots = _roots(known)
    found = {}
    for each in entities:
        root = roots.get(each, each)
        found[each] = joined.get(root, root)
    return found


def _roots(known: Known) -> dict[str, str]:
    return {member: entity.id for entity in known.entities for member in entity.members}


def joins(article: str, links: Sequence[EntityLink], known: Known) -> tuple[SameLink, ...]:
    """Return which bearers of the story are one by what `article`, whose bearers are `links`, adds to it.

    1. Two full names: of one person spelled, ordered or shortened otherwise; of one body with its kind or state.
    2. A part of a name, of this article or of an earlier report, and the one full name of the story that it fits.
    """
    bearers = _bearers(article, links, known)
    made: list[SameLink] = []
    whole = [each for each in bearers if each.full]
    for one, other, reason in _one_to_one(_pairs_of_full(whole, known)):
        assert one.own is not None  # noqa: S101 - `_pairs_of_full` begins with the article's own
        made.append(SameLink(one.root, other.root, reason, one.own))
        _absorb(other, one)
        whole.remove(one)
    for part in (each for each in bearers if not each.full):
        fitting = [(each, why) for each in whole if (why := _fits(part, each, known))]
        fitting = _of_one_office(part, fitting) if len(fitting) > 1 else fitting
        if len(fitting) == 1:
            ((each, reason),) = fitting
            if part.kind == "person" and part.articles & each.articles:
                continue
            if (span := part.own or each.own) is not None:
                made.append(SameLink(part.root, each.root, reason, span))
    return tuple(made)


def _bearers(article: str, links: Sequence[EntityLink], known: Known) -> list[_Bearer]:
    """Return everybody whom the story's reports name, this one's included."""
    roots = _roots(known)
    held = {entity.id: entity for entity in known.entities}
    found: dict[str, _Bearer] = {}
    for source, own_link in _all_links(article, links, known):
        root = roots.get(own_link.entity, own_link.entity)
        bearer = found.setdefault(root, _bearer(root, own_link, held.get(root)))
        bearer.names[own_link.name] = None
        bearer.called.update(own_link.aliases)
        bearer.roles.update(role.role for role in own_link.roles)
        bearer.articles.add(source)
        bearer.members.add(own_link.entity)
        if source == article and bearer.own is None:
            bearer.own = own_link.mentions[0]
    return list(found.values())


def _all_links(article: str, links: Sequence[EntityLink], known: Known) -> Iterator[tuple[str, EntityLink]]:
    for each in known.articles:
        yield from ((each.article.id, link) for link in each.entities)
    yield from ((article, link) for link in links)


def _bearer(root: str, link: EntityLink, held: KnownEntity | None) -> _Bearer:
    """Return a bearer with what it is known by beyond the story."""
    if held is None:
        return _Bearer(root, link.kind, {root})
    aliases = held.aliases if held.kind == "person" else ()
    return _Bearer(root, held.kind, {root, *held.members}, dict.fromkeys((held.name, *aliases)))


def _pairs_of_full(bearers: Sequence[_Bearer], known: Known) -> Iterator[tuple[_Bearer, _Bearer, str]]:
    """Yield (bearer named here, the one earlier bearer that it may be, why).

    Both may be known already: reports that came to one story by different ways brought them.
    """
    for one in bearers:
        if one.own is None:
            continue
        fitting = [
            (other, why)
            for other in bearers
            if other.own is None
            and one.articles.isdisjoint(other.articles)
            and not _said_apart(one, other, known)
            and (why := _alike(one, other))
        ]
        if len(fitting) == 1:
            yield one, *fitting[0]


def _one_to_one(
    pairs: Iterable[tuple[_Bearer, _Bearer, str]],
) -> list[tuple[_Bearer, _Bearer, str]]:
    """Return the pairs without those in which two bearers of this article may be one earlier one."""
    found = list(pairs)
    counts = [sum(other is each for _, each, _ in found) for _, other, _ in found]
    return [pair for pair, count in zip(found, counts, strict=True) if count == 1]


def _absorb(other: _Bearer, one: _Bearer) -> None:
    """Let `other` be `one` too, for what is still to be joined."""
    other.names |= one.names
    other.called |= one.called
    other.roles |= one.roles
    other.articles |= one.articles
    other.members |= one.members
    other.own = one.own


def _alike(one: _Bearer, other: _Bearer) -> str | None:
    """Return why two bearers with full names are one, None when any two of their names speak against it.

    Two persons' names do when they part after a first and a family name in common, two bodies' when they are not one's.
    """
    if one.kind != other.kind or one.kind not in ("person", "organization"):
        return None
    if one.kind == "organization":
        reasons = [same_body(mine, theirs, other.called) for mine in one.full for theirs in other.full]
        return reasons[0] if all(reasons) else None
    ours, theirs = offices(one.roles), offices(other.roles)
    found = None
    for mine in one.full:
        for name in other.full:
            why = same_person(mine, name, ours, theirs)
            if why is None and _are_two(mine, name):
                return None
            found = found or why
    return found


def _are_two(one: str, other: str) -> bool:
    """Return whether two names have the first and the family name in common, and differ between or after them."""
    a, b = PersonName.of(one).words, PersonName.of(other).words
    return (a[0], a[-1]) == (b[0], b[-1])


def _fits(part: _Bearer, whole: _Bearer, known: Known) -> str | None:
    """Return why a part of a name may stand for a full one, None when their offices speak against it."""
    if part.kind != whole.kind or _said_apart(part, whole, known):
        return None
    ours, theirs = offices(part.roles), offices(whole.roles)
    for short in part.names:
        for full in whole.full:
            why: str | None
            if part.kind != "person":
                why = same_body(short, full, whole.called)
            elif ours and theirs and not ours & theirs:
                why = None
            else:
                why = short_for(short, full, whole.called, same_office=bool(ours & theirs))
                why = why and f"{why} of {full}, whom alone it fits in the story"
            if why:
                return why
    return None


def _of_one_office(part: _Bearer, fitting: Sequence[tuple[_Bearer, str]]) -> list[tuple[_Bearer, str]]:
    """Return of several whom a part of a name fits those who hold an office that it is given."""
    ours = offices(part.roles)
    return [(each, f"{why}, in the same office") for each, why in fitting if ours & offices(each.roles)]


def _said_apart(one: _Bearer, other: _Bearer, known: Known) -> bool:
    """Return whether a person said that two bearers are two."""
    return any(len(pair & one.members) == 1 and len(pair & other.members) == 1 for pair in known.apart)
