"""A story and a statement as what templates show: words set in our order, with their marks and citations."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import TypeAlias

from onrecord.core import Evidence
from onrecord.publishing.marks import excerpt
from onrecord.publishing.picture import picture
from onrecord.publishing.prose import (
    ALTERED,
    attributed,
    counted,
    days,
    disputed,
    initials,
    known_through,
    placed,
    provenance,
    reports_line,
    sources_line,
    translated,
    variant,
    when,
)
from onrecord.publishing.timeline_picture import timeline_picture
from onrecord.publishing.values import (
    Follow,
    Listing,
    Piece,
    Report,
    Section,
    Sentence,
    Testimony,
    Utterance,
    Version,
    Voice,
)

__all__ = ["SectionView", "Shown", "has_marks"]

Shown: TypeAlias = dict[str, object]
Cites: TypeAlias = Callable[[Sequence[Evidence]], list[Shown]]


def has_marks(versions: Iterable[Version]) -> bool:
    """Return whether any of the versions has words marked as differing."""
    return any(piece.marks for version in versions for piece in version.sentence.pieces)


class SectionView:
    """What templates show of a section; `cites` says how a citation is addressed.

    `outlets` gives the outlet of each article by id, `anchors` the id on its page of each story that is told there.
    """

    def __init__(self, cites: Cites, outlets: Mapping[str, str], anchors: Mapping[str, str]) -> None:
        self._cites = cites
        self._outlets = outlets
        self._anchors = anchors

    def section(self, section: Section) -> Shown:
        """Return the whole section, part by part."""
        versions = (v for voice in section.voices for utterance in voice.utterances for v in utterance.versions)
        return {
            "id": self._anchors[section.story],
            "level": 3 if len(self._anchors) > 1 else 2,
            "below": 4 if len(self._anchors) > 1 else 3,
            "headline": section.headline,
            "days": days(section.interval),
            "count": reports_line(section.report_count, section.independent_count),
            "follows": [self.follow(follow) for follow in section.follows],
            "followed_by": [self.follow(follow) for follow in section.followed_by],
            "synopsis": [self.sentence(sentence) for sentence in section.synopsis],
            "takeaways": [self.sentence(sentence) for sentence in section.takeaways],
            "legend": has_marks(versions),
            "voices": [self.voice(voice) for voice in section.voices],
            "listings": [self.listing(listing) for listing in section.listings],
            "picture": picture(section.reports),
            "reports": [self.report(report) for report in section.reports],
            "placed": [{"number": p.number, "outlet": p.outlet, "text": placed(p)} for p in section.placed],
        }

    def follow(self, follow: Follow) -> Shown:
        """Return a story tied to this one, with why."""
        return {
            "story": follow.story,
            "headline": follow.headline,
            "why": follow.why,
            "anchor": self._anchors.get(follow.story),
        }

    def sentence(self, sentence: Sentence) -> Shown:
        """Return a sentence as pieces with its citations and the outlets whose words it shows."""
        outlets = dict.fromkeys(self._outlets.get(article, "") for article in sentence.shown)
        return {
            "pieces": [{"kind": p.kind, "text": p.text, "runs": _runs(p)} for p in sentence.pieces],
            "cites": self._cites(sentence.citations),
            "outlets": ", ".join(filter(None, outlets)),
        }

    def voice(self, voice: Voice) -> Shown:
        """Return a speaker with what was said, quoted and told apart."""
        said = [self.utterance(utterance) for utterance in voice.utterances]
        return {
            "name": voice.name,
            "entity": voice.entity,
            "initials": "?" if voice.anonymous else initials(voice.name),
            "role": voice.role,
            "anonymous": voice.anonymous,
            "reason": voice.reason,
            "translated": translated(voice),
            "quoted": [each for each in said if each["quoted"]],
            "told": [each for each in said if not each["quoted"]],
        }

    def utterance(self, utterance: Utterance) -> Shown:
        """Return a statement: its fullest wording, the others, and what is known of the occasion."""
        fullest, *others = (self.version(version) for version in utterance.versions)
        facts = (when(utterance), utterance.occasion, known_through(utterance))
        return {
            "statement": utterance.statement,
            "quoted": utterance.versions[0].manner != "indirect",
            "fullest": fullest,
            "others": others,
            "facts": [fact for fact in facts if fact],
            "altered": ALTERED if utterance.altered else "",
            "disputed": disputed(utterance),
        }

    def version(self, version: Version) -> Shown:
        """Return one wording with the reports that have it."""
        told = version.manner == "indirect"
        return {**self.sentence(version.sentence), "outlets": sources_line(version.sources), "told": told}

    def testimony(self, testimony: Testimony, *, fullest: bool) -> Shown:
        """Return one wording of a statement with all that is known of it."""
        return {
            **self.version(testimony.version),
            "day": days(testimony.published),
            "variant": variant(testimony, fullest=fullest),
            "facts": attributed(testimony),
            "differences": [
                {"kind": each.kind, "there": excerpt(each.a_text), "here": excerpt(each.b_text)}
                for each in testimony.differences
            ],
            "why": testimony.why,
            "id": testimony.attribution,
        }

    def listing(self, listing: Listing) -> Shown:
        """Return the items of a part, each with its sentences."""
        return {
            "kind": listing.kind,
            "title": listing.title,
            "line": timeline_picture(listing.items) if listing.kind == "timeline" else None,
            "entries": [
                {
                    "id": entry.id,
                    "head": entry.head,
                    "mark": entry.mark,
                    "facts": entry.facts,
                    "sentences": [self.sentence(sentence) for sentence in entry.sentences],
                }
                for entry in listing.items
            ],
        }

    def report(self, report: Report) -> Shown:
        """Return a report as a row of the table."""
        return {
            "number": report.number,
            "article": report.article,
            "outlet": report.outlet,
            "title": report.title,
            "day": days(report.published),
            "words": counted(report.word_count, "word"),
            "text": provenance(report),
            "percent": round(100 * report.share) if report.kind != "own" else 0,
            "cites": self._cites([evidence for _, evidence in report.credits if evidence]),
        }


def _runs(piece: Piece) -> list[Shown]:
    """Return a piece as runs: what is the same as in the fullest wording, and what differs, by kind."""
    runs: list[Shown] = []
    place = 0
    for mark in piece.marks:
        if place < mark.start:
            runs.append({"kind": "same", "text": piece.text[place : mark.start]})
        words = mark.other or counted(mark.word_count, "word")
        runs.append(
            {"kind": mark.kind, "text": words if mark.kind == "left_out" else piece.text[mark.start : mark.end]}
        )
        place = mark.end
    if place < len(piece.text):
        runs.append({"kind": "same", "text": piece.text[place:]})
    return runs
