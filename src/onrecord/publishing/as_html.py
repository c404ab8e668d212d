"""The briefing as one self-contained HTML file: no script, no request, every citation opens its words."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import TypeAlias

from onrecord.articles import Article
from onrecord.core import Evidence, Interval, Span
from onrecord.publishing.citing import Place, labels
from onrecord.publishing.highlight import marked
from onrecord.publishing.marks import headline, label
from onrecord.publishing.pages import page
from onrecord.publishing.prose import (
    ALTERED,
    counted,
    days,
    disputed,
    provenance,
    reported_by,
    reports_line,
    translated,
    when,
    withheld,
)
from onrecord.publishing.provenance import outlet_of, safe_url
from onrecord.publishing.section_view import SectionView, has_marks
from onrecord.publishing.values import Briefing, Collation

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
    testimonies = [view.of.testimony(each, fullest=place == 0) for place, each in enumerate(collation.testimonies)]
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
        "legend": has_marks(version for version in utterance.versions),
        "testimonies": testimonies,
        "withheld": withheld(briefing.withheld_count),
        "articles": articles,
    }
    return page("statement.html", ("page.css", "briefing.css"), context, _lit(cut))


def _lit(cut: Sequence[str]) -> str:
    """Return the rules by which all parts of a cited passage light up, where it had to be cut."""
    return "".join(f":root:has(#w-{key}:target) .w-{key}{{background:var(--target)}}\n" for key in cut)


class _View:
    """What the templates show. Remembers which citations have been set, for the first one carries the id."""

    def __init__(self, briefing: Briefing, keys: Mapping[Place, str]) -> None:
        self._briefing = briefing
        self._keys = keys
        self._set: set[str] = set()
        self._outlets = {article.id: outlet_of(article) for article in briefing.articles}
        self._numbers = {article.id: number for number, article in enumerate(briefing.articles, 1)}
        anchors = {section.story: f"story-{n}" for n, section in enumerate(briefing.sections, 1)}
        self.of = SectionView(self._cites, self._outlets, anchors)

    def sections(self) -> Iterator[View]:
        """Yield each story in the order in which it is read."""
        for section in self._briefing.sections:
            yield self.of.section(section)

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
