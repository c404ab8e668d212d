"""What changed between two revisions of one article."""

from __future__ import annotations

from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Literal

from rapidfuzz import fuzz

from onrecord.articles.article import Article
from onrecord.core import fold, paragraphs
from onrecord.limits.articles import CHANGED_PARAGRAPH_RATIO

__all__ = ["Change", "changes"]


@dataclass(frozen=True, slots=True)
class Change:
    """One difference between two revisions: what part, what it was (None when new) and what it is (None when gone)."""

    part: Literal["title", "byline", "published", "paragraph"]
    before: str | None
    after: str | None


def changes(old: Article, new: Article) -> tuple[Change, ...]:
    """Return what `new` changes against `old`: title, byline, day, then paragraphs in the order of the text.

    Paragraphs that agree but for case, spacing or kind of quotation mark are not changed. A paragraph that
    keeps most of its words is one change with both versions; otherwise one is gone and one is new.
    """
    found = []
    for part in ("title", "byline", "published"):
        before, after = getattr(old, part), getattr(new, part)
        if before != after:
            found.append(Change(part, _shown(before), _shown(after)))
    olds = [span.of(old.text) for span in paragraphs(old.text)]
    news = [span.of(new.text) for span in paragraphs(new.text)]
    matcher = SequenceMatcher(None, [fold(p) for p in olds], [fold(p) for p in news], autojunk=False)
    for kind, i, j, k, m in matcher.get_opcodes():
        if kind != "equal":
            found.extend(_paired(olds[i:j], news[k:m]))
    return tuple(found)


def _paired(olds: list[str], news: list[str]) -> list[Change]:
    """Pair each new paragraph with the nearest old one that was not yet paired, in order."""
    found: list[Change] = []
    at = 0
    for after in news:
        scores = [(fuzz.ratio(before, after), -i) for i, before in enumerate(olds[at:], at)]
        ratio, place = max(scores, default=(0.0, 0))
        if ratio < CHANGED_PARAGRAPH_RATIO:
            found.append(Change("paragraph", None, after))
            continue
        found.extend(Change("paragraph", gone, None) for gone in olds[at:-place])
        found.append(Change("paragraph", olds[-place], after))
        at = -place + 1
    return found + [Change("paragraph", gone, None) for gone in olds[at:]]


def _shown(value: object) -> str | None:
    return None if value is None else str(value)
