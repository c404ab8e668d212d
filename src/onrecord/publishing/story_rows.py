"""The rows of the export that a story gives: itself, its statements, and the parts of attributions that word them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from onrecord.publishing import rows
from onrecord.publishing.provenance import group, standing
from onrecord.reading import Attribution
from onrecord.record import Snapshot, Story, Ties

__all__ = ["story_rows"]


def story_rows(snapshot: Snapshot, story: Story) -> Iterator[tuple[str, rows.Row]]:
    """Yield the rows of a story, each with the name of its file."""
    ties = snapshot.ties(story.articles)
    groups = _independent(story, ties)
    yield "stories", rows.story(story, groups)
    texts = {article.id: article for article in snapshot.articles(story.articles)}
    number = standing(groups)
    parts: dict[str, Attribution] = {}
    for statement in snapshot.statements(story.id):
        parts |= {each.part.id: each.part for each in statement.wordings if each.part is not each.attribution}
        count = len({number[wording.article] for wording in statement.wordings})
        yield "statements", rows.statement(statement, texts) | {"independent_count": count}
    for part in parts.values():
        speaker = ties[part.article].speakers.get(part.nested_in or "")
        yield "attributions", rows.attribution(part, texts[part.article].text, speaker)


def _independent(story: Story, ties: Mapping[str, Ties]) -> list[list[str]]:
    """Return the story's articles in groups of one independent report each."""
    revisions = {article: each.earlier for article, each in ties.items() if each.earlier}
    return group(story.articles, {article: each.reuse for article, each in ties.items()}, revisions)
