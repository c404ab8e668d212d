"""Who "who", "which" and "I" are: the name just before, the speaker of the quotation around, the signature below."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from onrecord.core import Span
from onrecord.limits.reading import (
    CONTENT_SPANS,
    QUOTED_REACH_CHARS,
    SIGNED_CHARS,
    WHO_CHARS,
)
from onrecord.reading.attributions import Relation
from onrecord.reading.genders import Gender
from onrecord.reading.names import Names

__all__ = [
    "Signatures",
    "before_who",
    "body_before",
    "contents_of",
    "nearest_inside",
    "signatures",
    "speaker_of_quotation",
]

_BETWEEN = re.compile(
    r"\s*(?:\([^()]{1,60}\))?\s*(?:,\s*(?:[RDI]-[\w.]+|(?:a|an|the|his|her|its|who)\s[^,.;:“”\"]{2,120}))?,?\s*[-–—]?\s*(?:and\s)?"
)


def before_who(text: str, names: Names, place: int) -> str | None:
    """Return the person whose name stands just before "who", or parted from it by an apposition."""
    for mention in reversed(names.within(Span(max(0, place - WHO_CHARS), place)) if place else ()):
        if mention.kind == "person" and _BETWEEN.fullmatch(text, mention.span.end, place):
            return mention.name
    return None


def body_before(text: str, names: Names, place: int) -> str | None:
    """Return the body whose name stands just before "which"."""
    for mention in reversed(names.within(Span(max(0, place - WHO_CHARS), place)) if place else ()):
        if mention.kind == "organization" and text[mention.span.end : place].strip() in ("", ","):
            return mention.name
    return None


def nearest_inside(
    names: Names, spoken: Names, place: int, gender: Gender, genders: Mapping[str, Gender]
) -> str | None:
    """Return the last person of a gender named before `place` within the quotation around it."""
    at = bisect_right(spoken.quoted, place, key=lambda span: span.start) - 1
    start = max(spoken.quoted[at].start, place - QUOTED_REACH_CHARS)
    for mention in reversed(names.within(Span(start, place)) if start < place else ()):
        if mention.kind == "person" and genders.get(mention.name, gender) == gender:
            return mention.name
    return None


def contents_of(relations: Sequence[Relation]) -> list[tuple[Span, int]]:
    """Return the contents of all relations in order, each with the number of its relation."""
    return sorted((span, at) for at, relation in enumerate(relations) for span in relation.content)


def speaker_of_quotation(source: Span, contents: Sequence[tuple[Span, int]], own: int) -> int | None:
    """Return the number of the relation with the shortest content around a source."""
    last = bisect_right(contents, source.start, key=lambda content: content[0].start)
    around = [
        (len(span), at)
        for span, at in contents[max(0, last - CONTENT_SPANS) : last]
        if at != own and source.end <= span.end
    ]
    return min(around)[1] if around else None


@dataclass(frozen=True, slots=True)
class Signatures:
    """The paragraphs that are only the name of somebody whom the article names nowhere else, as under letters."""

    starts: tuple[int, ...]
    signed: tuple[str, ...]

    def after(self, place: int) -> str | None:
        """Return who signs what stands at `place`."""
        at = bisect_right(self.starts, place)
        return self.signed[at] if at < len(self.starts) and self.starts[at] - place < SIGNED_CHARS else None


def signatures(text: str, names: Names) -> Signatures:
    """Return the signatures of a text."""
    persons = [mention for mention in names.mentions if mention.kind == "person"]
    counts = Counter(mention.name for mention in persons)
    found = []
    for mention in persons:
        start = text.rfind("\n", 0, mention.span.start) + 1
        end = text.find("\n", mention.span.end)
        alone = start == mention.span.start and text[mention.span.end : end if end >= 0 else len(text)].strip() in (
            "",
            ".",
        )
        if alone and start > 0 and counts[mention.name] == 1 and " " in mention.name:
            found.append((mention.span.start, mention.name))
    return Signatures(tuple(start for start, _ in found), tuple(name for _, name in found))
