"""The room's door: one article in, one reading out."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date

from onrecord.articles import Article
from onrecord.core import Interval, Span, overlap, sentences
from onrecord.limits.reading import (
    FRAGMENT_WORDS,
    PATTERN_CONFIDENCES,
    UNMEASURED_CONFIDENCE,
)
from onrecord.reading.attributions import Relation, is_nickname, is_title, relations_of
from onrecord.reading.commitments import find_bodies, find_pledges
from onrecord.reading.denials import find_denials
from onrecord.reading.names import find_names
from onrecord.reading.nesting import with_containers, with_nested, with_reporters
from onrecord.reading.occasions import with_days_of_lede
from onrecord.reading.quotations import Pair, find_pairs
from onrecord.reading.reading import Attribution, Quotation, QuotationUse, Reading
from onrecord.reading.speakers import Speaker, resolve_speakers
from onrecord.reading.stances import find_stances
from onrecord.reading.times import day_in, day_of_writing, find_times
from onrecord.reading.tokens import blocks
from onrecord.reading.trained import Layout, trained_relations

__all__ = ["KNOWN_LANGUAGES", "READER", "RULES", "knows", "read", "read_by_rules"]

READER = "trained-5"
"""Name and version of the reader behind `read`: the trained network, with rules for what it was not trained for."""

RULES = "rules-5"
"""Name and version of the reader behind `read_by_rules`: rules, no training."""

KNOWN_LANGUAGES = frozenset({"en"})
"""ISO 639-1 codes of the languages that the network was trained on and whose cues, names and days the rules know."""


def read(article: Article) -> Reading:
    """Return what is found in one article by itself; every offset is one of `article.text`.

    An article in a language that the reader does not know gets its sentences and quotations and nothing else.
    """
    return _read(article, READER, trained_relations)


def read_by_rules(article: Article) -> Reading:
    """Return what the rules alone find, the baseline of `read` (docs/decisions/0007)."""
    return _read(article, RULES, lambda _text, _layout, ruled: list(ruled))


def _read(
    article: Article, reader: str, relate: Callable[[str, Layout, Sequence[Relation]], list[Relation]]
) -> Reading:
    text = article.text
    pairs = find_pairs(text)
    if not knows(article.language):
        return Reading(article.id, reader, sentences(text), _uses(text, pairs, ()), (), (), ())
    laid = tuple(blocks(text, pairs))
    relations = with_nested(text, relate(text, Layout.of(laid, pairs), relations_of(text, laid)))
    names = find_names(text)
    quoted = [pair.span for pair in pairs]
    speakers = resolve_speakers(text, relations, names, quoted)
    written_on = day_of_writing(article.dateline, article.published_on)
    times = find_times(text, written_on)
    said = list(zip(relations, speakers, strict=True))
    days = with_days_of_lede(text, said, [_day(text, one, written_on) for one in relations], times, quoted)
    attributions = with_containers(
        [_attribution(article, relation, speaker, day) for (relation, speaker), day in zip(said, days, strict=True)]
    )
    persons = {mention.name for mention in names.mentions if mention.kind == "person"}
    attributions = with_reporters(text, attributions, persons)
    uses = _uses(text, pairs, attributions)
    flat = tuple(blocks(text, ()))
    return Reading(
        article.id,
        reader,
        sentences(text),
        uses,
        attributions,
        names.mentions,
        times,
        pledges=find_pledges(article, names, attributions, times),
        bodies=find_bodies(article),
        stances=find_stances(text, attributions, names, flat),
        denials=find_denials(text, attributions, names, flat),
    )


def knows(language: str | None) -> bool:
    """Return whether the reader knows a language, an IETF tag; an unknown one is read as English."""
    return language is None or language.partition("-")[0].lower() in KNOWN_LANGUAGES


def _day(text: str, relation: Relation, written_on: date | None) -> Interval | None:
    """Return the days that stand beside the cue."""
    words = " ".join(span.of(text) for span in relation.days)
    return day_in(words, written_on) if words else None


def _attribution(article: Article, relation: Relation, speaker: Speaker, day: Interval | None) -> Attribution:
    text = article.text
    venues = [span.of(text) for span in relation.venues if "anonymity" not in span.of(text)]
    return Attribution(
        article=article.id,
        kind=relation.kind,
        source=(relation.source,) if relation.source else (),
        cue=(relation.cue,) if relation.cue else (),
        content=relation.content,
        speaker_name=speaker.name,
        anonymous=speaker.anonymous,
        role=speaker.role,
        venue=venues[0] if venues else None,
        addressee=relation.addressee.of(text) if relation.addressee else None,
        said_on=day,
        via=relation.via.of(text) if relation.via else None,
        nested_in=None,
        confidence=_confidence(relation),
    )


def _confidence(relation: Relation) -> float:
    """Return the network's confidence, or that of the pattern of rules that found the relation."""
    if relation.confidence is not None and not relation.inner:
        return relation.confidence
    return PATTERN_CONFIDENCES.get("nested" if relation.inner else relation.pattern, UNMEASURED_CONFIDENCE)


def _uses(text: str, pairs: Sequence[Pair], attributions: Sequence[Attribution]) -> tuple[Quotation, ...]:
    """Tell speech from nicknames, titles and scare quotes: speech is what an attribution holds, or is long enough."""
    contents = sorted(span for attribution in attributions for span in attribution.content)
    found: list[Quotation] = []
    at = 0
    reach: Span | None = None
    for pair in pairs:
        while at < len(contents) and contents[at].start < pair.words.end:
            reach = contents[at] if reach is None or contents[at].end > reach.end else reach
            at += 1
        use: QuotationUse = "scare"
        if is_nickname(text, pair):
            use = "nickname"
        elif reach is not None and overlap(reach, pair.words):
            use = "speech"
        elif is_title(pair.words.of(text)):
            use = "title"
        elif not attributions and len(pair.words.of(text).split()) >= FRAGMENT_WORDS:
            use = "speech"
        found.append(Quotation(pair.span, pair.words, use))
    return tuple(found)
