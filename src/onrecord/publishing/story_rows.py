"""The rows of the export that a story gives: itself, its statements, and the parts of attributions that word them."""

from __future__ import annotations

from collections.abc import Iterator

from onrecord.publishing import rows
from onrecord.publishing.provenance import group, standing
from onrecord.reading import Attribution
from onrecord.record import Snapshot, Story

__all__ = ["story_rows"]


def story_rows(snapshot: Snapshot, story: Story) -> Iterator[tuple[str, rows.Row]]:
    """Yield the rows of a story, each with the name of its file."""
    groups = _independent(snapshot, story)
    yield "stories", rows.story(story, groups)
    texts = {article.id: article for article in snapshot.articles(story.articles)}
    number = standing(groups)
    parts: dict[str, Attribution] = {}
    for statement in snapshot.statements(story.id):
        parts |= {each.part.id: each.part for each in statement.wordings if each.part is not each.attribution}
        count = len({number[wording.article] for wording in statement.wordings})
        yield "statements", rows.statement(statement, texts) | {"independent_count": count}
    bearers = {each: snapshot.speakers(each) for each in {part.article for part in parts.values()}}
    for part in parts.values():
        speaker = bearers[part.article].get(part.nested_in or "")
        yield "attributions", rows.attribution(part, texts[part.article].text, speaker)


def _independent(snapshot: Snapshot, story: Story) -> list[list[str]]:
    """Return the story's articles in groups of one independent report each."""
    reuse = {article: snapshot.reuse(article) for article in story.articles}
    revisions = {article: earlier for article in story.articles if (earlier := snapshot.revision_of(article))}
    return group(story.articles, reuse, revisions)
