"""Finding bodies: what one article tells is set up, proposed, refused or at work to carry something out."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache
from itertools import islice

from onrecord.articles import Article
from onrecord.core import Span
from onrecord.limits.commitments import (
    ALIKE_SHARE,
    BODIES_COUNT,
    ENUMERATION_SENTENCES,
    HEADS_COUNT,
    MENTIONS_COUNT,
    NEAR_CHARS,
    OPEN_SENTENCES,
)
from onrecord.reading.commitments.body_details import (
    coordinator_in,
    detail,
    format_in,
    frequency_in,
    level_in,
    mandate_after,
    mandate_of_ordinal,
    members_after,
    open_in,
    predecessor_in,
)
from onrecord.reading.commitments.body_nouns import Told, told_in
from onrecord.reading.commitments.body_words import HEADS, ORDINALS
from onrecord.reading.commitments.forms import stretches_of
from onrecord.reading.commitments.values import BodyMention, Detail
from onrecord.reading.tokens import Token, words_of

__all__ = ["find_bodies"]

_NOUN = re.compile(
    r"\b(?:task\s*forces?|(?:working|contact|steering|study|advisory|coordination|expert)\s+groups?|"
    r"(?:sub)?committees?|commissions?|councils?|panels?|boards?|offices?|secretariats?|mechanisms?|for(?:um|a)s?|"
    r"tribunals?|agency|agencies|inquiry|inquiries|bod(?:y|ies)|cent(?:er|re)s?|units?|teams?|meetings|consultations?|"
    r"talks|dialogues?|negotiations|discussions)\b",
    re.IGNORECASE,
)
_ORDINAL = re.compile(
    rf"[“\"]?(?P<name>(?:The|A|One|Another)\s+(?P<nth>{'|'.join(ORDINALS)}|last|other)"
    r"(?:\s+(?:of\s+(?:these|them|the\s+\w+)|task\s+force|working\s+group|group|team|committee|commission|panel|council|one))?)\s",
)
_WORDS = re.compile(r"[^\W\d_]{4,}")


@dataclass(frozen=True, slots=True)
class _Place:
    """A body as a sentence tells of it, with the sentence's number."""

    told: Told
    at: int


def find_bodies(article: Article) -> tuple[BodyMention, ...]:
    """Return the bodies of one article in the order in which they are first named.

    A plural whose members are told one by one ("three task forces ... The first ... The second ...") becomes as many
    bodies, each with its mandate and with what is told of all of them.
    """
    text = article.text
    lines = tuple(stretches_of(text))
    places = list(_places(text, lines))
    leading = cache(lambda at: (coordinator_in(text, lines[at : at + 2]), predecessor_in(text, lines[at : at + 1])))
    found: list[BodyMention] = []
    last: dict[int, int] = {}
    for place in places:
        body = _body(article.id, text, lines[place.at], place.told, leading(place.at))
        known = next((at for at, one in enumerate(found) if _is_same(one, body, place.told)), None)
        if known is not None:
            found[known] = _merged(found[known], body)
            last[known] = place.at
        elif place.told.is_told and len(found) < BODIES_COUNT:
            last[len(found)] = place.at
            found.append(body)
    opened = [_with_open(text, lines, body, last[at], found) for at, body in enumerate(found)]
    counts = {place.told.name.start: (place.told.count, place.at) for place in places}
    return tuple(one for body in opened for one in _members(article.id, text, lines, body, *counts[body.name.start]))


def _places(text: str, lines: Sequence[Span]) -> Iterator[_Place]:
    for at, line in enumerate(lines):
        if _NOUN.search(text, line.start, line.end) is None:
            continue
        sentence = words_of(text, line)
        heads = [token for token in sentence if token.low in HEADS or token.low.removesuffix("s") in HEADS][
            :HEADS_COUNT
        ]
        mandated = frozenset(token.end for token in heads if _has_mandate(text, token, line.end))
        for told in islice(told_in(sentence, mandated), HEADS_COUNT):
            yield _Place(told, at)


def _has_mandate(text: str, head: Token, limit: int) -> bool:
    """Return whether a mandate stands behind a noun; "on" gives one to task forces and working groups only."""
    mandate = mandate_after(text, Span(head.start, head.end), limit)
    if mandate is None:
        return False
    weak = text[head.end : mandate.span.start].strip().lower() == "on"
    return not weak or head.low.startswith(("force", "group"))


def _body(article: str, text: str, line: Span, told: Told, leading: tuple[Detail | None, Detail | None]) -> BodyMention:
    """Return a body with what its sentence tells; `leading` is its coordinator and its predecessor."""
    mandate = mandate_after(text, told.name, line.end) if told.is_told else None
    near = Span(told.name.start, min(line.end, told.name.end + NEAR_CHARS))
    name = told.name
    if mandate is not None and mandate.span.start - told.name.end < 40:
        name = Span(told.name.start, mandate.span.end)
    return BodyMention(
        article=article,
        name=name,
        kind=told.kind,
        mandate=mandate,
        coordinator=leading[0],
        level=level_in(text, told.name),
        format=format_in(text, told.name),
        frequency=frequency_in(text, near if told.is_series or told.kind == "dialogue" else told.name),
        members=members_after(text, told.name, line.end, told.founders),
        predecessor=leading[1],
        still_open=(),
        status=told.status or "begun",
        mentions=(told.name,),
    )


def _is_same(known: BodyMention, body: BodyMention, told: Told) -> bool:
    """Return whether two tellings are of one body: one kind, and mandates that do not differ."""
    if {known.kind, body.kind} == {"dialogue", "meeting series"}:
        return True
    if known.kind != body.kind or (told.is_new and told.is_told):
        return False
    if told.is_series and known.level and body.level and known.level.text.lower() != body.level.text.lower():
        return False
    if known.mandate is None or body.mandate is None:
        return True
    ours, theirs = (set(_WORDS.findall(one.mandate.text.lower())) for one in (known, body) if one.mandate)
    return len(ours & theirs) >= ALIKE_SHARE * min(len(ours), len(theirs))


def _merged(known: BodyMention, body: BodyMention) -> BodyMention:
    """Return a body with what another telling adds to it."""
    return replace(
        known,
        kind="dialogue" if body.kind == "dialogue" else known.kind,
        mandate=known.mandate or body.mandate,
        coordinator=known.coordinator or body.coordinator,
        level=known.level or body.level,
        format=known.format or body.format,
        frequency=known.frequency or body.frequency,
        members=known.members or body.members,
        predecessor=known.predecessor or body.predecessor,
        mentions=(*known.mentions, *body.mentions)[:MENTIONS_COUNT],
    )


def _with_open(
    text: str, lines: Sequence[Span], body: BodyMention, last: int, bodies: Sequence[BodyMention]
) -> BodyMention:
    """Return a body with the aspects that a later sentence says are open; they are the nearest series', else any's."""
    series = [one for one in bodies if one.kind in ("meeting series", "dialogue")]
    if body not in (series or bodies):
        return body
    first = next((at for at, line in enumerate(lines) if line.end > body.name.start), 0)
    points: dict[str, Detail] = {}
    for line in lines[first : max(last, first) + OPEN_SENTENCES]:
        for point in open_in(text, line):
            points.setdefault(point.text.lower(), point)
    if not points:
        return body
    status = (
        "under discussion" if body.status in ("begun", "announced") and body.kind == "meeting series" else body.status
    )
    return replace(body, still_open=tuple(points.values()), status=status)


def _members(
    article: str, text: str, lines: Sequence[Span], body: BodyMention, count: int, at: int
) -> Iterator[BodyMention]:
    """Yield the members of an enumeration as bodies of their own, or the body itself when it is one."""
    if count < 2 or body.kind == "meeting series":
        yield body
        return
    listed = list(_listed(text, body, count))
    told = list(_ordinals(text, lines, at)) or listed
    if len(told) < 2:
        yield body
        return
    for name, mandate in told[: max(count, len(told))]:
        yield replace(
            body, article=article, name=name, mandate=mandate or body.mandate, mentions=(name, *body.mentions)
        )


def _ordinals(text: str, lines: Sequence[Span], at: int) -> Iterator[tuple[Span, Detail | None]]:
    """Yield "The first ...", "The second ..." of the sentences that follow, with their mandates."""
    expected = 0
    for line in lines[at + 1 : at + 1 + ENUMERATION_SENTENCES]:
        found = _ORDINAL.match(text, line.start, line.end)
        if found is None:
            continue
        nth = found["nth"].lower()
        if nth in ORDINALS and ORDINALS.index(nth) != expected:
            continue
        expected += 1
        name = Span(*found.span("name"))
        yield name, mandate_of_ordinal(text, name, line.end)


def _listed(text: str, body: BodyMention, count: int) -> Iterator[tuple[Span, Detail | None]]:
    """Yield the parts of a list behind the plural: "Three task forces on water, port rules and flood warning"."""
    if body.mandate is None:
        return
    between = text[body.mentions[0].end : body.mandate.span.start].strip().lower()
    if between not in ("on", "for", "dealing with", "covering"):
        return
    parts = list(re.finditer(r"[^,]+?(?=,\s+(?:and\s+)?|\s+and\s+|$)", body.mandate.text))
    told = []
    for part in parts:
        words = re.sub(r"^(?:,?\s*and\s+|,\s*)", "", part.group())
        if words.strip():
            start = body.mandate.span.start + part.end() - len(words)
            if (one := detail(text, start, body.mandate.span.start + part.end())) is not None:
                told.append(one)
    if len(told) == count:
        yield from ((one.span, one) for one in told)
