"""Articles with their attributions as one self-contained page: every mark leads to its speaker, and back."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from types import MappingProxyType
from typing import TypeAlias

from django.utils.html import escape
from django.utils.safestring import SafeString

from onrecord.core import fold, paragraphs
from onrecord.limits.publishing import PAGE_ARTICLES
from onrecord.publishing.exhibit import PARTS, Entry, Exhibit, Mark, changed, notes, unsaid
from onrecord.publishing.highlight import Stretch, stretches, woven
from onrecord.publishing.marks import headline, label
from onrecord.publishing.pages import page
from onrecord.publishing.prose import counted, days_of, initials
from onrecord.publishing.provenance import outlet_of, safe_url

__all__ = ["exhibit_view", "exhibits_page"]

View: TypeAlias = dict[str, object]
DEPTH = 3
"""Levels of nesting whose lines stand apart; deeper ones share the last."""


def exhibits_page(exhibits: Sequence[Exhibit], more_count: int = 0) -> str:
    """Return the page of the articles, at most `PAGE_ARTICLES`; it says how many more there are.

    Whatever comes from an article is escaped, and only http(s) addresses become links. Choosing a speaker's line
    lights up the parts of that attribution in the text, by the style sheet alone.
    """
    held = exhibits[:PAGE_ARTICLES]
    more_count += len(exhibits) - len(held)
    views = [_Sheet(shown, number).view() for number, shown in enumerate(held, 1)]
    lit = "".join(
        f":root:has(#{_anchor('a', number, entry.number)}:target) .{_anchor('n', number, entry.number)}"
        "{background:var(--target)}\n"
        for number, shown in enumerate(held, 1)
        for entry in shown.entries
    )
    several = len(views) != 1
    context: View = {
        "headline": counted(len(views), "article") if several else views[0]["title"],
        "several": several,
        "level": 2 if several else 1,
        "below": 3 if several else 2,
        "sheets": views,
        "more": f"{counted(more_count, 'more article')} in the input did not fit on this page." if more_count else "",
    }
    return page("article.html", ("page.css", "article.css"), context, lit)


def exhibit_view(shown: Exhibit, entities: Mapping[str, str]) -> View:
    """Return one exhibit as what a template shows: its paragraphs with marks, its speakers, and all facts.

    `entities` gives the speakers' entity ids by attribution, where they are known; `spans` of the view are the
    places of its paragraphs in the article's text.
    """
    view = _Sheet(shown, 1, entities).view()
    lines = [(line.start, line.end) for line in paragraphs(shown.article.text) if line in set(shown.lines)]
    return {**view, "spans": lines}


def _anchor(kind: str, article: int, number: str) -> str:
    """Return a name for use as an id or class: `a` for a speaker's line, `m` for a mark, `n` for all its parts."""
    return f"{kind}{article}-{number.replace('.', '-')}"


class _Sheet:
    """What the template shows of one exhibit, the `number`th of its page."""

    def __init__(self, shown: Exhibit, number: int, entities: Mapping[str, str] = MappingProxyType({})) -> None:
        self._shown = shown
        self._speaking = entities
        self._number = number
        self._entries = {entry.number: entry for entry in shown.entries}
        self._depth = 0

    def view(self) -> View:
        """Return the article, its paragraphs with marks, its speakers, and what is to be said of the whole."""
        article = self._shown.article
        known = re.fullmatch(r"[a-z]{2,3}", article.language or "")
        return {
            "number": self._number,
            "id": article.id,
            "title": headline(article.title, [article.text]) if article.title else "Without a title",
            "outlet": outlet_of(article),
            "day": days_of(article.published),
            "byline": label(article.byline),
            "url": safe_url(article.url),
            "language": known.group() if known else None,
            "reader": self._shown.reader,
            "where": article.where,
            "focus": self._shown.focus,
            "paragraphs": list(self._paragraphs()),
            "speakers": list(self._speakers()),
            "notes": notes(self._shown),
            "unsaid": [{"name": name, "words": words} for name, words in unsaid(self._shown)],
            "revises": self._shown.revision_of,
            "changes": [changed(change) for change in self._shown.changes],
            "removed": [
                {"kind": cut.kind, "reason": label(cut.reason), "text": label(cut.text)}
                for cut in (article.removed if self._shown.focus is None else ())
            ],
        }

    def _paragraphs(self) -> Iterator[SafeString]:
        text = self._shown.article.text
        wanted = set(self._shown.lines)
        spans = {key: mark.span for key, mark in self._shown.marks.items()}
        for line, inside in zip(paragraphs(text), stretches(text, spans), strict=True):
            if line in wanted:
                yield woven(text, line, inside, self._open, self._close)

    def _open(self, stretch: Stretch) -> str:
        mark = self._shown.marks[stretch.key]
        names = [mark.part, *(_anchor("n", self._number, number) for number in mark.numbers)]
        if mark.part == "content":
            names.append(f"d{min(self._depth, DEPTH)}")
            self._depth += 1
        name = f' id="{_anchor("m", self._number, stretch.key)}"' if stretch.first else ""
        tags = "".join(self._tag(mark, self._entries[number], stretch.first) for number in mark.numbers)
        return f'<mark class="{" ".join(names)}"{name}>{tags}'

    def _close(self, stretch: Stretch) -> str:
        self._depth -= self._shown.marks[stretch.key].part == "content"
        return "</mark>"

    def _tag(self, mark: Mark, entry: Entry, first: bool) -> str:  # noqa: FBT001 - a stretch's own word
        name = f"{mark.part} of {entry.number}{'' if first else ', going on'}: {entry.speaker}"
        href = _anchor("a", self._number, entry.number)
        said = escape(name)
        return f'<a class="tag" href="#{href}" data-n="{entry.number}" title="{said}" aria-label="{said}"></a>'

    def _speakers(self) -> Iterator[View]:
        """Yield the speakers in the order in which they are first met, each with what it is given for."""
        groups: dict[tuple[bool, str], list[Entry]] = {}
        for entry in self._shown.entries:
            groups.setdefault((entry.named, fold(entry.speaker)), []).append(entry)
        keys: dict[tuple[str, str], list[str]] = {}
        for key, mark in self._shown.marks.items():
            for number in mark.numbers:
                keys.setdefault((number, mark.part), []).append(_anchor("m", self._number, key))
        for (named, _), entries in groups.items():
            yield {
                "name": max((entry.speaker for entry in entries), key=len),
                "entity": next((e for entry in entries if (e := self._speaking.get(entry.said.id))), None),
                "initials": initials(entries[0].speaker) if named else "?",
                "count": counted(len(entries), "attribution"),
                "entries": [self._entry(entry, keys) for entry in entries],
            }

    def _entry(self, entry: Entry, keys: Mapping[tuple[str, str], Sequence[str]]) -> View:
        places = [
            {"part": part if place == 1 else f"{part} {place}", "href": key}
            for part in PARTS
            for place, key in enumerate(keys.get((entry.number, part), ()), 1)
        ]
        return {
            "number": entry.number,
            "id": _anchor("a", self._number, entry.number),
            "asked": entry.number == self._shown.focus,
            "excerpt": entry.excerpt,
            "facts": entry.facts,
            "confidence": entry.said.confidence,
            "places": places,
        }
