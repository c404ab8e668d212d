"""What is gathered over the reports of a story rests on this value: one report, and who bears the names in it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date

from onrecord.articles import Article
from onrecord.core import Evidence, Span, anchor, covers
from onrecord.limits.linking_agenda import LEAST_NAME_CHARS
from onrecord.reading import Reading

__all__ = ["Actor", "Report", "by_day"]

_DESCRIBES = re.compile(r"(?:[Tt]he|[Aa]n?|[A-Z]\w*)\b|[a-z]+ (?:officials|lawmakers|leaders|residents)\b")
"""How words begin that describe somebody; a phrase cut otherwise is rather a piece of a sentence."""
_DETERMINERS = ("the ", "a ", "an ")
_PRONOUNS = frozenset("he she it they we i you him her them us who which that this these those its his their".split())


@dataclass(frozen=True, slots=True)
class Actor:
    """Who acts: an entity on record, or a name that no entity bears; `name` is how it is shown."""

    entity: str | None
    name: str

    @property
    def key(self) -> str:
        """What tells this actor from others."""
        return self.entity or self.name.casefold()


@dataclass(frozen=True)
class Report:
    """One article of a story with its reading; `bearers` are the entities by the span that names each.

    `number` counts the articles of the record in the order in which they came. `names` are how these entities are
    shown, and `speakers` the entity behind each attribution by its id.
    """

    article: Article
    reading: Reading
    number: int = 0
    bearers: Mapping[Span, str] = field(default_factory=dict)
    names: Mapping[str, str] = field(default_factory=dict)
    speakers: Mapping[str, str] = field(default_factory=dict)

    def evidence(self, *spans: Span) -> Evidence:
        """Return the words from the first to the last of `spans` as evidence."""
        whole = Span(min(span.start for span in spans), max(span.end for span in spans))
        return anchor(self.article.id, self.article.text, whole)

    def words(self, *spans: Span) -> str:
        """Return the words of `spans` in one line."""
        return " ".join(" ".join(span.of(self.article.text).split()) for span in spans)

    def beside(self, place: Span, spans: Iterable[Span]) -> list[Span]:
        """Return those of `spans` that stand in the sentence in which `place` begins."""
        around = next((s for s in self.reading.sentences if s.start <= place.start < s.end), None)
        return [span for span in spans if around is not None and covers(around, span)]

    def actor(self, spans: Iterable[Span], name: str | None) -> Actor | None:
        """Return who is named by `spans`: the bearer of `name` among the names inside, or the first that is named.

        None when nobody is named; a name that nobody bears stands for itself, as do words that describe ("the port
        authority").
        """
        spans = tuple(spans)
        for part in spans:
            inside = [(span, entity) for span, entity in self.bearers.items() if covers(part, span)]
            called = {mention.span for mention in self.reading.mentions if mention.name == name}
            for span, entity in sorted(inside, key=lambda each: (each[0] not in called, each[0])):
                if name is None or span in called:
                    return Actor(entity, self.names.get(entity, span.of(self.article.text)))
        held = next(
            (self.bearers[m.span] for m in self.reading.mentions if m.name == name and m.span in self.bearers), None
        )
        if held is not None:
            return Actor(held, self.names.get(held, name or ""))
        described = (words for part in spans if _DESCRIBES.match(words := part.of(self.article.text)))
        return next((Actor(None, bare) for words in (name, *described) if words and (bare := _bare(words))), None)

    def speaker(self, attribution: str | None, name: str | None) -> Actor | None:
        """Return who speaks in an attribution; None when nobody is named."""
        entity = self.speakers.get(attribution or "")
        if entity is not None:
            return Actor(entity, self.names.get(entity, name or ""))
        return Actor(None, name) if name else None


def by_day(reports: Iterable[Report]) -> list[Report]:
    """Return reports by day of publication, those without one last, then as they came."""
    return sorted(reports, key=lambda report: report.article.published_on or date.max)


def _bare(words: str) -> str | None:
    """Return words that name or describe somebody without dateline and article; None for a pronoun."""
    plain = " ".join(words.split()).rpartition(" - ")[2]
    bare = plain.partition(" ")[2] if plain.lower().startswith(_DETERMINERS) else plain
    return None if bare.lower() in _PRONOUNS or len(bare) < LEAST_NAME_CHARS else bare
