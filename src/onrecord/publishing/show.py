"""One entry of the record, shown by itself: an article, a story, a statement or an entity."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from onrecord.articles import Change, changes
from onrecord.core import Span, join, paragraphs
from onrecord.errors import UsageError
from onrecord.publishing import rows
from onrecord.publishing.as_markdown import escape
from onrecord.publishing.prose import days, days_of
from onrecord.reading import Attribution
from onrecord.record import Snapshot

__all__ = ["Shown", "show"]


NO_OUTLET = "outlet not known"


@dataclass(frozen=True)
class Shown:
    """An entry as Markdown for people and as plain JSON data for programs."""

    markdown: str
    data: Mapping[str, Any]


def show(snapshot: Snapshot, id: str | None) -> Shown:
    """Return the entry with this id, or the list of stories when `id` is None.

    Raises `UsageError` when nothing on record has the id.
    """
    if id is None:
        return _stories(snapshot)
    kinds: Mapping[str, Callable[[Snapshot, str], Shown]] = {
        "art": _article,
        "story": _story,
        "stm": _statement,
        "ent": _entity,
    }
    kind = id.partition("-")[0]
    if kind not in kinds:
        raise UsageError(f"{id!r} is no id of an article (art-), story (story-), statement (stm-) or entity (ent-)")
    return kinds[kind](snapshot, id)


def _stories(snapshot: Snapshot) -> Shown:
    told = [
        {"id": story.id, "title": story.title, "articles": len(story.articles), "days": days(story.interval)}
        for story in snapshot.stories()
    ]
    lines = [
        f"- **{escape(str(row['title']))}**  \n  {row['days']} · {row['articles']} articles · `{row['id']}`"
        for row in told
    ]
    return Shown("\n".join(lines) or "Nothing is on record yet.", {"stories": told})


def _article(snapshot: Snapshot, id: str) -> Shown:
    article, reading = snapshot.article(id), snapshot.reading(id)
    earlier = snapshot.revision_of(id)
    byline = escape(article.byline or "no byline")
    facts = [
        f"{escape(article.outlet or NO_OUTLET)} · {days_of(article.published)} · {byline}",
        f"`{article.id}` · read by {reading.reader} · {article.where}",
    ]
    lines = [f"# {escape(article.title or 'Without a title')}", "", "  \n".join(facts), ""]
    if earlier:
        lines += [f"A revision of `{earlier}`:", ""]
        lines += [_changed(change) for change in changes(snapshot.article(earlier), article)] + [""]
    numbered = {said.id: number for number, said in enumerate(reading.attributions, 1)}
    for line in paragraphs(article.text):
        lines += [_marked(article.text, line, reading.attributions, numbered), ""]
    lines += ["## Attributions", ""]
    lines += [f"{numbered[said.id]}. {_spoken(said)}" for said in reading.attributions]
    if article.removed:
        lines += ["", "## Removed from the page", ""]
        lines += [f"- *{cut.kind}* ({escape(cut.reason)}): {escape(cut.text[:120])}" for cut in article.removed]
    data = {
        "id": id,
        "title": article.title,
        "outlet": article.outlet,
        "text": article.text,
        "revision_of": earlier,
        "attributions": [_spoken_data(said, article.text) for said in reading.attributions],
        "removed": [{"kind": cut.kind, "text": cut.text, "reason": cut.reason} for cut in article.removed],
    }
    return Shown("\n".join(lines), data)


def _changed(change: Change) -> str:
    if change.before is None:
        return f"- {change.part} added: {escape(change.after or '')}"
    if change.after is None:
        return f"- {change.part} gone: {escape(change.before)}"
    return f"- {change.part} changed: {escape(change.before)} → {escape(change.after)}"


def _marked(text: str, line: Span, attributions: Sequence[Attribution], numbered: Mapping[str, int]) -> str:
    """Return one paragraph with source bold, cue in italics, and content between ⟦n and ⟧: no colour needed."""
    marks: list[tuple[int, int, str]] = []
    for said in attributions:
        number = numbered[said.id]
        for spans, opening, closing in (
            (said.source, "**", "**"),
            (said.cue, "*", "*"),
            (said.content, f"⟦{number} ", "⟧"),
        ):
            for span in spans:
                if line.start <= span.start < line.end:
                    marks.append((span.start, 1, opening))
                if line.start < span.end <= line.end:
                    marks.append((span.end, 0, closing))
    out, at = [], line.start
    for place, _, mark in sorted(marks, key=lambda each: each[:2]):
        out += [escape(text[at:place]), mark]
        at = place
    return "".join([*out, escape(text[at : line.end])])


def _spoken(said: Attribution) -> str:
    name = said.speaker_name or (said.anonymous.description if said.anonymous else "speaker not known")
    parts = [f"**{escape(name)}**"]
    parts += [escape(part) for part in (said.role, f"via {said.via}" if said.via else None) if part]
    if said.anonymous and said.anonymous.reason:
        parts.append(escape(said.anonymous.reason))
    return ", ".join([*parts, said.kind, f"confidence {said.confidence:.2f}"])


def _spoken_data(said: Attribution, text: str) -> Mapping[str, Any]:
    return {
        "id": said.id,
        "kind": said.kind,
        "speaker_name": said.speaker_name,
        "source_text": join(text, said.source),
        "cue_text": join(text, said.cue),
        "content_text": join(text, said.content),
        "via": said.via,
        "confidence": said.confidence,
    }


def _story(snapshot: Snapshot, id: str) -> Shown:
    story = snapshot.story(id)
    statements = snapshot.statements(story.id)
    held = {article.id: article for article in snapshot.articles(story.articles)}
    lines = [f"# {escape(story.title)}", "", f"{days(story.interval)} · `{story.id}`", ""]
    lines += [f"Follows `{follow.of}`: {escape(follow.why)}." for follow in story.follows]
    lines += ["", "## Reports", ""]
    for a in held.values():
        title = escape(a.title or "without a title")
        lines.append(f"- {escape(a.outlet or NO_OUTLET)}: {title} · {days_of(a.published)} · `{a.id}`")
    lines += ["", "## Statements", ""]
    lines += [
        f"- **{escape(s.speaker_name or 'speaker not known')}**: {len(s.wordings)} wordings · `{s.id}`"
        for s in sorted(statements, key=lambda s: -len(s.wordings))
    ]
    data = {
        "id": story.id,
        "title": story.title,
        "articles": list(story.articles),
        "follows": [{"story": follow.of, "why": follow.why} for follow in story.follows],
        "statements": [{"id": s.id, "speaker": s.speaker_name, "wordings": len(s.wordings)} for s in statements],
    }
    return Shown("\n".join(lines), data)


def _statement(snapshot: Snapshot, id: str) -> Shown:
    """Show a statement as the export compares it, so that no two views of one statement disagree."""
    statement = snapshot.statement(id)
    held = {article.id: article for article in snapshot.articles({w.article for w in statement.wordings})}
    data = rows.statement(statement, held)
    variants = dict(zip((w.attribution.id for w in statement.wordings), _variants(data), strict=True))
    lines = [f"# {escape(statement.speaker_name or 'Speaker not known')}", ""]
    if data["altered"]:
        lines += ["**The words inside quotation marks differ.**", ""]
    for wording in statement.wordings:
        article, said = held[wording.article], wording.attribution
        text = escape(join(article.text, said.content))
        shown = f"“{text}”" if said.kind == "direct" else text
        lines.append(f"- variant {variants[said.id]}, {said.kind}: {shown} — {escape(article.outlet or NO_OUTLET)}")
    return Shown("\n".join(lines), data)


def _variants(row: rows.Row) -> list[object]:
    """Return the variant of each wording of an exported statement, in order."""
    wordings = row["wordings"]
    return [each["variant"] for each in wordings] if isinstance(wordings, list) else []


def _entity(snapshot: Snapshot, id: str) -> Shown:
    entity = next(snapshot.entities([id]), None)
    if entity is None:
        raise UsageError(f"there is no entity {id} on record")
    lines = [f"# {escape(entity.name)}", "", f"{entity.kind} · `{entity.id}` · {len(entity.mentions)} mentions", ""]
    lines += [f"- also: {escape(alias)}" for alias in entity.aliases]
    lines += [
        f"- {escape(role.role)}: {escape(role.evidence.exact)} (`{role.evidence.article}`)" for role in entity.roles
    ]
    data = {"id": id, "name": entity.name, "kind": entity.kind, "aliases": list(entity.aliases)}
    return Shown("\n".join(lines), data | {"mentions": len(entity.mentions)})
