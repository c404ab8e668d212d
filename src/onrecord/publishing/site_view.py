"""A story and a statement as what the templates of the site show: every citation by its article and its places."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import TypeAlias

from onrecord.core import Evidence
from onrecord.limits.publishing import CITES_SHOWN
from onrecord.publishing.alignment_table import alignment_table
from onrecord.publishing.prose import ALTERED, days, disputed, reported_by, reports_line, translated, when, withheld
from onrecord.publishing.provenance import outlet_of
from onrecord.publishing.section_view import SectionView, has_marks
from onrecord.publishing.values import Briefing, Collation, Testimony

__all__ = ["statement_view", "story_view"]

View: TypeAlias = dict[str, object]


def story_view(briefing: Briefing) -> View:
    """Return the one section of a briefing that was checked, with what is to be said of the whole.

    A citation is `{number, outlet, article, places, more}`: one for each report of a sentence, `places` its cited
    words as `12-40,52-60`. After `CITES_SHOWN` of them `more` of the last says how many more reports have the words.
    """
    (section,) = briefing.sections
    numbers = {article.id: number for number, article in enumerate(briefing.articles, 1)}
    return {**_sections(briefing, numbers).section(section), "withheld": withheld(briefing.withheld_count)}


def statement_view(collation: Collation) -> View:
    """Return a statement that was checked: its head, its wordings, and how they run beside the fullest one."""
    briefing, utterance, section = collation.briefing, collation.utterance, collation.section
    numbers = {source.article: source.number for each in collation.testimonies for source in each.version.sources}
    view = _sections(briefing, numbers)
    facts = (when(utterance), utterance.occasion, reported_by(collation))
    first = collation.testimonies[0]
    return {
        "statement": utterance.statement,
        "story": section.story,
        "story_headline": section.headline,
        "days": days(section.interval),
        "count": reports_line(section.report_count, section.independent_count),
        "name": collation.voice.name,
        "entity": collation.voice.entity,
        "role": collation.voice.role,
        "anonymous": collation.voice.anonymous,
        "reason": collation.voice.reason,
        "facts": [fact for fact in facts if fact],
        "when": when(utterance),
        "reported_by": reported_by(collation),
        "quoted": first.version.manner != "indirect",
        "words": first.version.sentence.text,
        "outlet": first.version.sources[0].outlet,
        "altered": ALTERED if utterance.altered else "",
        "translated": translated(collation.voice),
        "disputed": disputed(utterance),
        "legend": has_marks(version for version in utterance.versions),
        "withheld": withheld(briefing.withheld_count),
        "testimonies": list(_testimonies(view, collation.testimonies)),
    }


def _testimonies(view: SectionView, testimonies: Sequence[Testimony]) -> Iterator[View]:
    aligned = alignment_table(testimonies)
    for place, each in enumerate(testimonies):
        shown = view.testimony(each, fullest=place == 0)
        source = each.version.sources[0]
        yield {
            **shown,
            "number": source.number,
            "outlet": source.outlet,
            "article": source.article,
            "cells": aligned.get(each.attribution),
            "told": each.version.manner == "indirect",
        }


def _sections(briefing: Briefing, numbers: Mapping[str, int]) -> SectionView:
    outlets = {article.id: outlet_of(article) for article in briefing.articles}

    def cites(evidence: Sequence[Evidence]) -> list[View]:
        return _cites(evidence, numbers, outlets)

    return SectionView(cites, outlets, {section.story: "s" for section in briefing.sections})


def _cites(evidence: Sequence[Evidence], numbers: Mapping[str, int], outlets: Mapping[str, str]) -> list[View]:
    """Return one citation for each report, with all places in it."""
    places: dict[str, dict[tuple[int, int], None]] = {}
    for each in evidence:
        places.setdefault(each.article, {})[each.start, each.end] = None
    found: list[View] = [
        {
            "number": numbers[article],
            "outlet": outlets[article],
            "article": article,
            "places": ",".join(f"{start}-{end}" for start, end in sorted(spans)[:CITES_SHOWN]),
        }
        for article, spans in list(places.items())[:CITES_SHOWN]
    ]
    if len(places) > len(found):
        found[-1]["more"] = len(places) - len(found)
    return found
