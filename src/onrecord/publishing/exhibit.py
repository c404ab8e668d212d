"""An article with its attributions, as it is laid before a reader: every part numbered, every number with a speaker."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from onrecord.articles import Article, Change
from onrecord.core import Span, join, overlap, paragraphs
from onrecord.errors import UsageError
from onrecord.publishing.marks import excerpt, label
from onrecord.publishing.prose import counted, days, listed
from onrecord.reading import KNOWN_LANGUAGES, Attribution, Quotation, Reading

__all__ = ["PARTS", "Entry", "Exhibit", "Mark", "Part", "changed", "exhibit", "notes", "unsaid"]

Part = Literal["source", "cue", "content"]
PARTS: tuple[Part, ...] = ("source", "cue", "content")
UNKNOWN = "speaker not known"


@dataclass(frozen=True, slots=True)
class Mark:
    """Words of the article that are one part of an attribution, or of several that share them, by their numbers."""

    part: Part
    span: Span
    numbers: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Entry:
    """One attribution with its number, `3.1` being said inside `3`; `speaker` and `facts` are ready to be read."""

    number: str
    said: Attribution
    speaker: str
    named: bool
    facts: tuple[str, ...]
    excerpt: str


@dataclass(frozen=True)
class Exhibit:
    """An article, or a passage of one, with its attributions.

    `lines` are the paragraphs shown, `marks` the parts of the attributions by key, `quotations` the pairs of
    quotation marks that belong to no attribution. `focus` is the number of the attribution that was asked for;
    `hidden_count` tells how many have a confidence below `least` and are not among the entries. `changes` is what
    the article says otherwise than the earlier version that it revises.
    """

    article: Article
    reader: str
    lines: tuple[Span, ...]
    entries: tuple[Entry, ...]
    marks: Mapping[str, Mark]
    quotations: tuple[Quotation, ...]
    focus: str | None
    least: float
    hidden_count: int
    revision_of: str | None = None
    changes: tuple[Change, ...] = ()


def exhibit(article: Article, reading: Reading, least: float = 0.0, focus: str | None = None) -> Exhibit:
    """Return the article as it is shown, without attributions whose confidence is below `least` (0 to 1).

    With `focus`, the id of an attribution, only the paragraphs that hold it are shown, and one on either side.
    Numbers are those of the whole reading. Raises `UsageError` when `least` is out of range, or when the reading
    has no such attribution.
    """
    if not 0 <= least <= 1:
        raise UsageError(f"a confidence lies between 0 and 1, and {least} does not")
    numbers = _numbers(reading.attributions)
    if focus is not None and focus not in numbers:
        raise UsageError(f"the newest reading of {article.id} has no attribution {focus}")
    lines = paragraphs(article.text)
    near = list(reading.attributions)
    if focus is not None:
        lines = _around(lines, next(said for said in near if said.id == focus))
        near = [said for said in near if any(_touches(line, _spans(said)) for line in lines)]
    kept = [said for said in near if said.confidence >= least or said.id == focus]
    kept.sort(key=lambda said: [int(step) for step in numbers[said.id].split(".")])
    entries = tuple(_entry(said, numbers, article.text) for said in kept)
    return Exhibit(
        article=article,
        reader=reading.reader,
        lines=lines,
        entries=entries,
        marks=_marks(entries),
        quotations=tuple(_unattributed(reading, lines)),
        focus=numbers[focus] if focus else None,
        least=least,
        hidden_count=len(near) - len(kept),
    )


def _spans(said: Attribution) -> tuple[Span, ...]:
    return (*said.source, *said.cue, *said.content)


def _touches(line: Span, spans: Sequence[Span]) -> bool:
    return any(overlap(line, span) for span in spans)


def _around(lines: Sequence[Span], said: Attribution) -> tuple[Span, ...]:
    """Return the paragraphs from the first to the last that holds a part of an attribution, and one on either side."""
    held = [place for place, line in enumerate(lines) if _touches(line, _spans(said))]
    return tuple(lines[max(0, held[0] - 1) : held[-1] + 2]) if held else tuple(lines)


def _numbers(attributions: Collection[Attribution]) -> dict[str, str]:
    """Return a number for each attribution in the order of the text; what is said inside `3` is `3.1`, `3.2`."""
    ordered = sorted(attributions, key=lambda said: (min(span.start for span in _spans(said)), said.content))
    known = {said.id for said in ordered}
    inside: dict[str | None, list[Attribution]] = defaultdict(list)
    for said in ordered:
        inside[said.nested_in if said.nested_in in known else None].append(said)
    numbers: dict[str, str] = {}
    # Those that would be nested in each other have no root, and are numbered as roots after the others.
    roots = 0
    for root in [*inside[None], *ordered]:
        if root.id in numbers:
            continue
        roots += 1
        numbers[root.id] = str(roots)
        waiting = [root]
        while waiting:
            outer = waiting.pop()
            fresh = [said for said in inside[outer.id] if said.id not in numbers]
            for place, said in enumerate(fresh, 1):
                numbers[said.id] = f"{numbers[outer.id]}.{place}"
            waiting += fresh
    return numbers


def _entry(said: Attribution, numbers: Mapping[str, str], text: str) -> Entry:
    name = said.speaker_name or (said.anonymous.description if said.anonymous else None)
    return Entry(
        number=numbers[said.id],
        said=said,
        speaker=label(name) or UNKNOWN,
        named=bool(label(said.speaker_name)),
        facts=tuple(_facts(said, numbers, join(text, said.source))),
        excerpt=excerpt(" … ".join(span.of(text) for span in said.content)),
    )


def _facts(said: Attribution, numbers: Mapping[str, str], source: str) -> Iterator[str]:
    """Yield what is known of an attribution, each fact under the glossary's word for it."""
    if not said.speaker_name and said.anonymous:
        reason = label(said.anonymous.reason)
        yield f"not named, stated reason: {reason}" if reason else "not named, no reason stated"
    elif not said.speaker_name:
        yield f"source: {label(source)}" if said.source else "no source in the text"
    if label(said.role):
        yield label(said.role)
    yield said.kind
    if said.nested_in and said.nested_in in numbers:
        yield f"inside {numbers[said.nested_in]}"
    for word, value in (("venue", said.venue), ("addressee", said.addressee)):
        if label(value):
            yield f"{word}: {label(value)}"
    if said.said_on:
        yield f"said on {days(said.said_on)}"
    if label(said.via):
        yield f"via: {label(said.via)}"
    yield f"confidence {said.confidence:.2f}"


def _marks(entries: Sequence[Entry]) -> dict[str, Mark]:
    """Return the marks by key in the order of the text; words that are the same part of several have one mark."""
    shared: dict[tuple[Span, Part], dict[str, None]] = {}
    for entry in entries:
        for part, spans in zip(PARTS, (entry.said.source, entry.said.cue, entry.said.content), strict=True):
            for span in spans:
                shared.setdefault((span, part), {})[entry.number] = None
    ordered = sorted(shared.items(), key=lambda item: (item[0][0].start, -item[0][0].end, -PARTS.index(item[0][1])))
    # Keys sort like the marks, so that of two marks with the same words the content is opened first.
    width = len(str(len(ordered)))
    return {
        f"{place:0{width}}": Mark(part, span, tuple(numbers)) for place, ((span, part), numbers) in enumerate(ordered)
    }


def _unattributed(reading: Reading, lines: Sequence[Span]) -> Iterator[Quotation]:
    """Yield the quotations in `lines` that are no speech, and those that are and belong to no attribution."""
    contents = sorted(span for said in reading.attributions for span in said.content)
    place, reach = 0, 0
    for quotation in sorted(reading.quotations, key=lambda each: each.span):
        while place < len(contents) and contents[place].start < quotation.words.end:
            reach = max(reach, contents[place].end)
            place += 1
        spoken = quotation.use == "speech" and reach > quotation.words.start
        if not spoken and lines and lines[0].start <= quotation.span.start < lines[-1].end:
            yield quotation


def notes(shown: Exhibit) -> tuple[str, ...]:
    """Return what is to be said of an exhibit as a whole, in sentences."""
    language = shown.article.language
    kinds = Counter(entry.said.kind for entry in shown.entries)
    nested = sum("." in entry.number for entry in shown.entries)
    line = counted(len(shown.entries), "attribution")
    if shown.entries:
        line += f": {listed([f'{count} {kind}' for kind, count in kinds.most_common()])}"
        line += f"; {nested} inside another" if nested else ""
    found = [f"{line}."]
    if shown.hidden_count:
        verb = "is" if shown.hidden_count == 1 else "are"
        found.append(f"{shown.hidden_count} more below confidence {shown.least:.2f} {verb} not shown.")
    if language not in (None, *KNOWN_LANGUAGES):
        found.append(f"Who said what is not read in its language ({label(language)}).")
    return tuple(found)


def changed(change: Change) -> str:
    """Return one change between two versions of an article in a line."""
    before, after = label(change.before), label(change.after)
    if change.before is None:
        return f"{change.part} added: {after}"
    return f"{change.part} gone: {before}" if change.after is None else f"{change.part} changed: {before} → {after}"


def unsaid(shown: Exhibit) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """Return the quotation marks that belong to no attribution, as pairs of what they are and their words."""
    names = {"scare": "Scare quotes", "title": "Titles and names", "speech": "Speech that nobody is given for"}
    words: dict[str, list[str]] = {}
    for quotation in shown.quotations:
        words.setdefault(quotation.use, []).append(excerpt(quotation.span.of(shown.article.text)))
    return tuple((names[use], tuple(words[use])) for use in names if use in words)
