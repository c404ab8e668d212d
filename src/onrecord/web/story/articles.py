"""The sheet of an article, and the words that somebody cites marked in it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise
from typing import Any

from django.db import transaction
from django.template.loader import render_to_string

from onrecord import publishing, record
from onrecord.core import Span
from onrecord.limits.web import PANE_BYTES
from onrecord.web.models import ArticleSheet, ReportRow
from onrecord.web.story.linked_data import news_article
from onrecord.web.story.rows import still_shelved

__all__ = ["around", "article_sheet", "cite"]

Paragraph = tuple[int, int, str]
_TOKENS = re.compile(r"<[^>]*>|&(?:#[0-9]+|#x[0-9a-f]+|[a-z]+);|[^<&]+")


def article_sheet(id: str) -> ArticleSheet:
    """Return the sheet of an article, made when it is asked for the first time since its story changed.

    Raises `UsageError` when there is no such article.
    """
    while True:
        held = ArticleSheet.objects.filter(article=id).first()
        if held or (held := _kept(id)):
            return held


def _kept(id: str) -> ArticleSheet | None:
    """Make the sheet of an article and keep it; None when its story had another sheet meanwhile."""
    row = ReportRow.objects.filter(article=id).first()
    snapshot = record.as_of()
    shown = publishing.exhibit_of(snapshot, id)
    view: dict[str, Any] = publishing.exhibit_view(shown, snapshot.speakers(id))
    story = None if row else next(snapshot.stories(articles=[id]), None)
    spans = view.pop("spans")
    view["length"] = len(shown.article.text)
    view["paragraphs"] = [(*span, str(line)) for span, line in zip(spans, view["paragraphs"], strict=True)]
    changes = [{"part": each.part, "before": each.before or "", "after": each.after or ""} for each in shown.changes]
    view["changed"] = render_to_string("article/changes.html", {"changes": changes})
    view["aside"] = render_to_string("article/speakers.html", view)
    view["cut"] = render_to_string("article/removed.html", view)
    for rendered in ("changes", "speakers", "unsaid", "notes", "removed"):
        del view[rendered]
    view["linked"] = dict(news_article(shown.article))
    sheet = ArticleSheet(article=id, story=row.story if row else story.id if story else "", data=view)
    with transaction.atomic():
        if row and not still_shelved(row):
            return None
        ArticleSheet.objects.bulk_create([sheet], ignore_conflicts=True)
    return sheet


def cite(paragraphs: Sequence[Paragraph], places: Sequence[Span], anchor: str) -> list[Paragraph]:
    """Return the paragraphs with the code points at `places` marked; the first mark has the id `anchor`."""
    made: list[Paragraph] = []
    first = f' id="{anchor}"'
    for start, end, line in paragraphs:
        inside = [Span(max(start, each.start), min(end, each.end)) for each in places if _meets(each, start, end)]
        if inside:
            line = _marked(line, [(each.start - start, each.end - start) for each in inside], first)
            first = ""
        made.append((start, end, line))
    return made


def _meets(place: Span, start: int, end: int) -> bool:
    return place.start < end and start < place.end


def _marked(line: str, places: Sequence[tuple[int, int]], first: str) -> str:
    """Return a line of HTML with its characters at `places` within mark elements, cut where elements begin or end."""
    made: list[str] = []
    at = 0
    for token in _TOKENS.findall(line):
        if token.startswith("<"):
            made.append(token)
            continue
        # An entity is one character of the text, and cannot be cut.
        characters = [token] if token.startswith("&") else token
        width = len(characters)
        cuts = sorted({at, at + width, *(cut for place in places for cut in place if at < cut < at + width)})
        for begin, end in pairwise(cuts):
            words = "".join(characters[begin - at : end - at])
            if any(start <= begin and end <= stop for start, stop in places):
                made.append(f'<mark class="cited"{first}>{words}</mark>')
                first = ""
            else:
                made.append(words)
        at += width
    return "".join(made)


def around(paragraphs: Sequence[Paragraph], places: Sequence[Span]) -> tuple[int, int]:
    """Return which paragraphs to show, as a slice: what fits into `PANE_BYTES`, those around the first place first."""
    if not paragraphs:
        return 0, 0
    wanted = places[0].start if places else 0
    middle = next((n for n, (_, end, _) in enumerate(paragraphs) if wanted < end), 0)
    first, last, used = middle, middle + 1, len(paragraphs[middle][2].encode())
    while first > 0 or last < len(paragraphs):
        grown = used
        for n in (last, first - 1):
            if 0 <= n < len(paragraphs) and used + len(paragraphs[n][2].encode()) <= PANE_BYTES:
                used += len(paragraphs[n][2].encode())
                first, last = min(first, n), max(last, n + 1)
        if used == grown:
            break
    return first, last
