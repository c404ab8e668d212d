"""Citation labels: the number of the report and a letter for the words, in the order in which they are first cited."""

from __future__ import annotations

from collections.abc import Iterator
from string import ascii_lowercase

from onrecord.core import Evidence
from onrecord.publishing.values import Briefing, Section, Sentence

__all__ = ["Label", "Place", "labels", "sentences_of"]

Label = str
Place = tuple[str, int, int]


def sentences_of(section: Section) -> Iterator[Sentence]:
    """Yield every sentence of a section in the order in which it is read."""
    yield from section.synopsis
    yield from section.takeaways
    for voice in section.voices:
        for utterance in voice.utterances:
            for version in utterance.versions:
                yield version.sentence
    for listing in section.listings:
        for entry in listing.items:
            yield from entry.sentences


def labels(briefing: Briefing) -> dict[Place, Label]:
    """Return a label such as `2b` for every cited place (article id, start, end); the same words have the same one."""
    numbers = {article.id: number for number, article in enumerate(briefing.articles, 1)}
    counts: dict[str, int] = {}
    found: dict[Place, Label] = {}
    for evidence in _cited(briefing):
        place = (evidence.article, evidence.start, evidence.end)
        if place not in found and evidence.article in numbers:
            counts[evidence.article] = counts.get(evidence.article, 0) + 1
            found[place] = f"{numbers[evidence.article]}{_letters(counts[evidence.article])}"
    return found


def _cited(briefing: Briefing) -> Iterator[Evidence]:
    for section in briefing.sections:
        for sentence in sentences_of(section):
            yield from sentence.citations
        for report in section.reports:
            yield from (evidence for _, evidence in report.credits if evidence)


def _letters(count: int) -> str:
    """Return a to z for 1 to 26, then aa, ab and so on."""
    letters = ""
    while count:
        count, rest = divmod(count - 1, 26)
        letters = ascii_lowercase[rest] + letters
    return letters
