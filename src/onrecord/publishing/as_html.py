"""The briefing as one self-contained HTML file: no script, no request, every citation opens its words."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TypeAlias

from onrecord.articles import Article
from onrecord.core import Evidence, Interval, Span
from onrecord.publishing.citing import Place, labels
from onrecord.publishing.highlight import marked
from onrecord.publishing.marks import excerpt, headline, label
from onrecord.publishing.pages import page
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
    reported_by,
    reports_line,
    sources_line,
    translated,
    variant,
    when,
    withheld,
)
from onrecord.publishing.provenance import outlet_of, safe_url
from onrecord.publishing.timeline_picture import timeline_picture
from onrecord.publishing.values import (
    Briefing,
    Collation,
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

__all__ = ["collation_html", "html"]

View: TypeAlias = dict[str, object]


def html(briefing: Briefing) -> str:
    """Return the page. Whatever comes from an article is escaped; only http(s) addresses become links."""
    keys = labels(briefing)
    view = _View(briefing, keys)
    articles, cut = view.articles()
    context: View = {
        "headline": briefing.headline,
        "several": len(briefing.sections) != 1,
        "stories": counted(len(briefing.sections), "story", "stories"),
        "count": reports_line(briefing.report_count, briefing.independent_count),
        "sections": list(view.sections()),
        "first_id": "story-1",
        "withheld": withheld(briefing.withheld_count),
        "articles": articles,
    }
    return page("briefing.html", ("page.css", "briefing.css"), context, _lit(cut))


def collation_html(collation: Collation) -> str:
    """Return the page of one statement, with the reports of its story in full beside it."""
    briefing, utterance, section = collation.briefing, collation.utterance, collation.section
    view = _View(briefing, labels(briefing))
    testimonies = [view.testimony(each, fullest=place == 0) for place, each in enumerate(collation.testimonies)]
    articles, cut = view.articles()
    warnings = [(ALTERED, translated(collation.voice))] if utterance.altered else []
    warnings += [(disputed(utterance), "")] if utterance.disputed else []
    context: View = {
        "headline": collation.voice.name,
        "role": collation.voice.role,
        "facts": [
            fact for fact in (when(utterance), utterance.occasion, reported_by(collation), utterance.statement) if fact
        ],
        "story": section.headline,
        "days": days(section.interval),
        "count": reports_line(section.report_count, section.independent_count),
        "warnings": warnings,
        "legend": _has_marks(version for version in utterance.versions),
        "testimonies": testimonies,
        "withheld": withheld(briefing.withheld_count),
        "articles": articles,
    }
    return page("statement.html", ("page.css", "briefing.css"), context, _lit(cut))


def _lit(cut: Sequence[str]) -> str:
    """Return the rules by which all parts of a cited passage light up, where it had to be cut."""
    return "".join(f":root:has(#w-{key}:target) .w-{key}{{background:var(--target)}}\n" for key in cut)


def _has_marks(versions: Iterable[Version]) -> bool:
    return any(piece.marks for version in versions for piece in version.sentence.pieces)


class _View:
    """What the templates show. Remembers which citations have been set, for the first one carries the id."""

    def __init__(self, briefing: Briefing, keys: Mapping[Place, str]) -> None:
        self._briefing = briefing
        self._keys = keys
        self._set: set[str] = set()
        self._outlets = {article.id: outlet_of(article) for article in briefing.articles}
        self._numbers = {article.id: number for number, article in enumerate(briefing.articles, 1)}
        self._anchors = {section.story: f"story-{n}" for n, section in enumerate(briefing.sections, 1)}

    def sections(self) -> Iterator[View]:
        """Yield each story in the order in which it is read."""
        for section in self._briefing.sections:
            yield self._section(section)

    def _section(self, section: Section) -> View:
        versions = (v for voice in section.voices for utterance in voice.utterances for v in utterance.versions)
        return {
            "id": self._anchors[section.story],
            "level": 3 if len(self._anchors) > 1 else 2,
            "below": 4 if len(self._anchors) > 1 else 3,
            "headline": section.headline,
            "days": days(section.interval),
            "count": reports_line(section.report_count, section.independent_count),
            "follows": [self._follow(follow) for follow in section.follows],
            "followed_by": [self._follow(follow) for follow in section.followed_by],
            "synopsis": [self._sentence(sentence) for sentence in section.synopsis],
            "takeaways": [self._sentence(sentence) for sentence in section.takeaways],
            "legend": _has_marks(versions),
            "voices": [self._voice(voice) for voice in section.voices],
            "listings": [self._listing(listing) for listing in section.listings],
            "picture": picture(section.reports),
            "reports": [self._report(report) for report in section.reports],
            "placed": [{"number": p.number, "outlet": p.outlet, "text": placed(p)} for p in section.placed],
        }

    def _follow(self, follow: Follow) -> View:
        return {"headline": follow.headline, "why": follow.why, "anchor": self._anchors.get(follow.story)}

    def _sentence(self, sentence: Sentence) -> View:
        outlets = dict.fromkeys(self._outlets.get(article, "") for article in sentence.shown)
        return {
            "pieces": [{"kind": p.kind, "text": p.text, "runs": _runs(p)} for p in sentence.pieces],
            "cites": self._cites(sentence.citations),
            "outlets": ", ".join(filter(None, outlets)),
        }

    def _cites(self, evidence: Sequence[Evidence]) -> list[View]:
        found: dict[str, View] = {}
        for each in evidence:
            key = self._keys[(each.article, each.start, each.end)]
            if key not in found:
                found[key] = {
                    "key": key,
                    "first": key not in self._set,
                    "number": self._numbers[each.article],
                    "outlet": self._outlets[each.article],
                }
                self._set.add(key)
        return list(found.values())

    def _voice(self, voice: Voice) -> View:
        said = [self._utterance(utterance) for utterance in voice.utterances]
        return {
            "name": voice.name,
            "initials": "?" if voice.anonymous else initials(voice.name),
            "role": voice.role,
            "anonymous": voice.anonymous,
            "reason": voice.reason,
            "translated": translated(voice),
            "quoted": [each for each in said if each["quoted"]],
            "told": [each for each in said if not each["quoted"]],
        }

    def _utterance(self, utterance: Utterance) -> View:
        fullest, *others = (self._version(version) for version in utterance.versions)
        facts = (when(utterance), utterance.occasion, known_through(utterance))
        return {
            "quoted": utterance.versions[0].manner != "indirect",
            "fullest": fullest,
            "others": others,
            "facts": [fact for fact in facts if fact],
            "altered": ALTERED if utterance.altered else "",
            "disputed": disputed(utterance),
        }

    def _version(self, version: Version) -> View:
        told = version.manner == "indirect"
        return {**self._sentence(version.sentence), "outlets": sources_line(version.sources), "told": told}

    def testimony(self, testimony: Testimony, *, fullest: bool) -> View:
        """Return one wording of a statement with all that is known of it."""
        return {
            **self._version(testimony.version),
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

    def _listing(self, listing: Listing) -> View:
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
                    "sentences": [self._sentence(sentence) for sentence in entry.sentences],
                }
                for entry in listing.items
            ],
        }

    def _report(self, report: Report) -> View:
        return {
            "number": report.number,
            "outlet": report.outlet,
            "title": report.title,
            "day": days(report.published),
            "words": counted(report.word_count, "word"),
            "text": provenance(report),
            "percent": round(100 * report.share) if report.kind != "own" else 0,
            "cites": self._cites([evidence for _, evidence in report.credits if evidence]),
        }

    def articles(self) -> tuple[list[View], list[str]]:
        """Return the articles with their cited words marked, and the keys whose marks had to be cut."""
        spans: dict[str, dict[str, Span]] = {}
        for (cited, start, end), key in self._keys.items():
            spans.setdefault(cited, {})[key] = Span(start, end)
        texts = {r.article: provenance(r) for section in self._briefing.sections for r in section.reports}
        views: list[View] = []
        cut: list[str] = []
        for article in self._briefing.articles:
            paragraphs, broken = marked(article.text, spans.get(article.id, {}))
            cut += broken
            views.append({**self._article(article), "paragraphs": paragraphs, "text": texts.get(article.id, "")})
        return views, cut

    def _article(self, article: Article) -> View:
        known = re.fullmatch(r"[a-z]{2,3}", article.language or "")
        return {
            "number": self._numbers[article.id],
            "outlet": self._outlets[article.id],
            "title": headline(article.title, [article.text]),
            "byline": label(article.byline),
            "day": days(Interval.on(article.published_on) if article.published_on else None),
            "url": safe_url(article.url),
            "language": known.group() if known else None,
        }


def _runs(piece: Piece) -> list[View]:
    """Return a piece as runs: what is the same as in the fullest wording, and what differs, by kind."""
    runs: list[View] = []
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
