"""The check at the moment of publishing: words that no longer stand in their article are not published."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace

from onrecord.core import Evidence
from onrecord.publishing.values import Briefing, Listing, Section, Sentence, Utterance, Version, Voice

__all__ = ["checked"]

Texts = Mapping[str, str]


def checked(briefing: Briefing) -> Briefing:
    """Return the briefing without the sentences whose words do not stand in the articles that it holds.

    Each piece of evidence must be `article.text[start:end] == exact` again, for the words that are shown as for
    every citation. What is left out is added to `withheld_count`.
    """
    texts = {article.id: article.text for article in briefing.articles}
    sections = tuple(_section(section, texts) for section in briefing.sections)
    lost = sum(map(_count, briefing.sections)) - sum(map(_count, sections))
    return replace(briefing, sections=sections, withheld_count=briefing.withheld_count + lost)


def _holds(evidence: Evidence, texts: Texts) -> bool:
    return texts.get(evidence.article, "")[evidence.start : evidence.end] == evidence.exact != ""


def _stands(sentence: Sentence, texts: Texts) -> bool:
    shown = [piece.evidence for piece in sentence.pieces if piece.evidence]
    struck = [mark.evidence for piece in sentence.pieces for mark in piece.marks if mark.evidence]
    return all(_holds(evidence, texts) for evidence in (*sentence.citations, *shown, *struck))


def _kept(sentences: Iterable[Sentence], texts: Texts) -> tuple[Sentence, ...]:
    return tuple(sentence for sentence in sentences if _stands(sentence, texts))


def _section(section: Section, texts: Texts) -> Section:
    voices = (_voice(voice, texts) for voice in section.voices)
    reports = tuple(
        replace(report, credits=tuple((name, e if e and _holds(e, texts) else None) for name, e in report.credits))
        for report in section.reports
    )
    return replace(
        section,
        synopsis=_kept(section.synopsis, texts),
        takeaways=_kept(section.takeaways, texts),
        voices=tuple(voice for voice in voices if voice.utterances),
        reports=reports,
        listings=tuple(listing for each in section.listings if (listing := _listing(each, texts)).items),
    )


def _listing(listing: Listing, texts: Texts) -> Listing:
    entries = (replace(entry, sentences=_kept(entry.sentences, texts)) for entry in listing.items)
    return replace(listing, items=tuple(entry for entry in entries if entry.sentences))


def _voice(voice: Voice, texts: Texts) -> Voice:
    utterances = (_utterance(utterance, texts) for utterance in voice.utterances)
    return replace(voice, utterances=tuple(each for each in utterances if each.versions))


def _utterance(utterance: Utterance, texts: Texts) -> Utterance:
    """Return an utterance without the wordings that do not stand; without its fullest one nothing can be compared."""
    versions: tuple[Version, ...] = tuple(v for v in utterance.versions if _stands(v.sentence, texts))
    if not versions or versions[0] is not utterance.versions[0]:
        return replace(utterance, versions=())
    return replace(utterance, versions=versions)


def _count(section: Section) -> int:
    said = sum(len(utterance.versions) for voice in section.voices for utterance in voice.utterances)
    entered = sum(len(entry.sentences) for listing in section.listings for entry in listing.items)
    return len(section.synopsis) + len(section.takeaways) + said + entered
