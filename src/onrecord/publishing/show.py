"""One entry of the record, shown by itself: an article or a passage of it, a story, a statement or an entity."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import partial
from types import MappingProxyType
from typing import Any

from onrecord import flow
from onrecord.articles import changes
from onrecord.errors import Fault, UsageError
from onrecord.publishing import rows
from onrecord.publishing.as_json import plain
from onrecord.publishing.as_markdown import escape
from onrecord.publishing.bearers import bearer, bearer_text
from onrecord.publishing.briefing import brief
from onrecord.publishing.check import checked
from onrecord.publishing.collation import collate
from onrecord.publishing.exhibit import Exhibit, exhibit
from onrecord.publishing.ground import ground
from onrecord.publishing.prose import days
from onrecord.publishing.views import View
from onrecord.record import Snapshot

__all__ = ["Shown", "exhibit_of", "look", "show"]

_KINDS = "an article (art-), attribution (att-), story (story-), statement (stm-) or entity (ent-)"


@dataclass(frozen=True)
class Shown:
    """What is shown: plain JSON data for programs, and a view for people."""

    data: Mapping[str, Any]
    view: View


def show(snapshot: Snapshot, id: str | None, least: float = 0.0) -> Shown:
    """Return the entry with this id, or the list of stories when `id` is None.

    An attribution is shown in its passage of the article. Attributions with a confidence below `least` (0 to 1)
    are left out. Raises `UsageError` when nothing on record has the id.
    """
    if id is None:
        return _stories(snapshot)
    kinds: Mapping[str, Callable[[Snapshot, str], Shown]] = {
        "art": partial(_article, least=least),
        "att": partial(_attribution, least=least),
        "story": _story,
        "stm": _statement,
        "ent": _entity,
    }
    kind = id.partition("-")[0]
    if kind not in kinds:
        raise UsageError(f"{id!r} is no file that is here, and no id of {_KINDS}")
    return kinds[kind](snapshot, id)


def look(where: str, least: float = 0.0) -> Iterator[Shown | Fault]:
    """Yield each article found at `where` as it is shown, and the faults met; nothing is put on record."""
    for seen in flow.look([where]):
        yield from seen.faults
        if seen.article and seen.reading:
            yield _exhibited(exhibit(seen.article, seen.reading, least))


def _exhibited(shown: Exhibit, speakers: Mapping[str, str] = MappingProxyType({})) -> Shown:
    """Return an exhibit with its data; `speakers` are the ids of entities by attribution, where they are known."""
    article = shown.article
    data = {
        "id": article.id,
        "title": article.title,
        "outlet": article.outlet,
        "where": article.where,
        "reader": shown.reader,
        "text": article.text,
        "revision_of": shown.revision_of,
        "focus": shown.focus,
        "hidden": shown.hidden_count,
        "attributions": [
            {"number": entry.number, **rows.attribution(entry.said, article.text, speakers.get(entry.said.id))}
            for entry in shown.entries
        ],
        "quotations": [
            {"use": each.use, "span": [each.span.start, each.span.end], "text": each.span.of(article.text)}
            for each in shown.quotations
        ],
        "removed": [{"kind": cut.kind, "text": cut.text, "reason": cut.reason} for cut in article.removed],
    }
    return Shown(data, shown)


def exhibit_of(snapshot: Snapshot, id: str, focus: str | None = None, *, least: float = 0.0) -> Exhibit:
    """Return an article on record as it is shown, with what it says otherwise than the version that it revises.

    Raises `UsageError` when there is no such article, and as `exhibit` does.
    """
    article, earlier = snapshot.article(id), snapshot.revision_of(id)
    shown = exhibit(article, snapshot.reading(id), least, focus)
    if earlier:
        shown = replace(shown, revision_of=earlier, changes=changes(snapshot.article(earlier), article))
    return shown


def _article(snapshot: Snapshot, id: str, focus: str | None = None, *, least: float) -> Shown:
    return _exhibited(exhibit_of(snapshot, id, focus, least=least), snapshot.speakers(id))


def _attribution(snapshot: Snapshot, id: str, *, least: float) -> Shown:
    return _article(snapshot, snapshot.said_in(id), id, least=least)


def _stories(snapshot: Snapshot) -> Shown:
    told = [
        {"id": story.id, "title": story.title, "articles": len(story.articles), "days": days(story.interval)}
        for story in snapshot.stories()
    ]
    lines = [
        f"- **{escape(str(row['title']))}**  \n  {row['days']} · {row['articles']} articles · `{row['id']}`"
        for row in told
    ]
    return Shown({"stories": told}, "\n".join(lines) or "Nothing is on record yet.")


def _story(snapshot: Snapshot, id: str) -> Shown:
    """Show a story as its briefing has it, so that no two views of one story disagree."""
    told = checked(brief(snapshot, [id]))
    (section,) = told.sections
    statements = snapshot.statements(section.story)
    data = {
        **rows.story(snapshot.story(section.story), ground(snapshot, snapshot.story(section.story), {}).groups),
        "report_count": section.report_count,
        "independent_count": section.independent_count,
        "followed_by": [{"story": follow.story, "why": follow.why} for follow in section.followed_by],
        "reports": plain(section.reports),
        "placed": plain(section.placed),
        "statements": [{"id": s.id, "speaker": s.speaker_name, "wordings": len(s.wordings)} for s in statements],
        "voices": plain(section.voices),
    }
    return Shown(data, told)


def _statement(snapshot: Snapshot, id: str) -> Shown:
    """Show a statement as the export compares it, so that no two views of one statement disagree."""
    statement = snapshot.statement(id)
    told = collate(snapshot, statement)
    data = {
        **rows.statement(statement, {article.id: article for article in told.briefing.articles}),
        "independent_count": told.independent_count,
        "disputed": plain(told.utterance.disputed),
        "testimonies": plain(told.testimonies),
    }
    return Shown(data, told)


def _entity(snapshot: Snapshot, id: str) -> Shown:
    held = bearer(snapshot, id)
    return Shown(rows.entity(held), bearer_text(snapshot, held))
