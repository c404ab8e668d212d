"""What a judgement would change: the record as it stands beside the record as it would stand."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from onrecord import record
from onrecord.errors import UsageError
from onrecord.limits.web import PREVIEW_LINES, PREVIEW_STORIES
from onrecord.record import Snapshot, Statement, Story
from onrecord.web.desk.passages import short

__all__ = ["Change", "Outcome", "outcome"]

NOBODY = "speaker not known"


@dataclass(frozen=True, slots=True)
class Change:
    """One thing that changes: what it is about, how it stands, and how it would stand."""

    about: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Outcome:
    """All that changes; `more_count` tells how many further changes or stories are not listed."""

    changes: tuple[Change, ...]
    more_count: int
    stories: tuple[str, ...]


def outcome(before: Snapshot, after: Snapshot, targets: Sequence[str]) -> Outcome:
    """Return what a judgement over `targets` changes, in at most `PREVIEW_STORIES` stories."""
    leaving = [each for each in targets if each.startswith("art-")]
    made = [each.id for each in after.stories(articles=leaving)] if leaving else []  # a split founds what is not yet
    named = [each for each in targets if each.startswith("story-")]
    stories = tuple(dict.fromkeys((*named, *made, *record.stories_told_in(targets))))
    shown = stories[:PREVIEW_STORIES]
    found = [
        *_attributions(before, after, targets),
        *_entities(before, after, targets),
        *_stories(before, after, shown),
    ]
    return Outcome(
        tuple(found[:PREVIEW_LINES]), max(0, len(found) - PREVIEW_LINES) + len(stories) - len(shown), stories
    )


def _attributions(before: Snapshot, after: Snapshot, targets: Sequence[str]) -> Iterator[Change]:
    if len(targets) != 1 or not targets[0].startswith("att-"):
        return
    article = before.said_in(targets[0])
    text = before.article(article).text
    for said in before.reading(article).attributions:
        if said.id == targets[0]:
            now = {each.id: each for each in after.reading(article).attributions}
            words = short(" … ".join(span.of(text) for span in said.content))
            then = now.get(said.id)
            yield Change(f"“{words}”", said.speaker_name or NOBODY, _speaker(then))


def _speaker(said: object) -> str:
    return "taken off the record" if said is None else getattr(said, "speaker_name", None) or NOBODY


def _entities(before: Snapshot, after: Snapshot, targets: Sequence[str]) -> Iterator[Change]:
    ids = [each for each in targets if each.startswith("ent-")]
    if ids:
        were, are = (
            " and ".join(f"{each.name} ({len(each.mentions)} mentions)" for each in snapshot.entities(ids))
            for snapshot in (before, after)
        )
        yield Change("Who it is", were or "nobody", are or "nobody")


def _stories(before: Snapshot, after: Snapshot, stories: Sequence[str]) -> Iterator[Change]:
    were, are = _held(before, stories), _held(after, stories)
    for each in dict.fromkeys((*were, *are)):
        yield from _story(before, after, were.get(each), are.get(each))
    old, new = _statements(before, were), _statements(after, are)
    for each in dict.fromkeys((*old, *new)):
        yield from _statement(before, old.get(each), new.get(each))


def _held(snapshot: Snapshot, stories: Sequence[str]) -> Mapping[str, Story]:
    found = {}
    for each in stories:
        try:
            story = snapshot.story(each)
        except UsageError:
            continue  # it stands only before, or only after
        found[story.id] = story
    return found


def _statements(snapshot: Snapshot, stories: Mapping[str, Story]) -> Mapping[str, Statement]:
    return {each.id: each for story in stories for each in snapshot.statements(story)}


def _story(before: Snapshot, after: Snapshot, was: Story | None, now: Story | None) -> Iterator[Change]:
    if was is None and now is not None:
        first = next(iter(after.articles(now.articles[:1])))
        yield Change(f"New story: {short(now.title or first.title or first.text)}", "not there", _count(now))
    elif now is None and was is not None:
        yield Change(f"Story: {short(was.title)}", _count(was), "told no more by itself")
    elif was is not None and now is not None:
        if was.articles != now.articles:
            yield Change(f"Story: {short(was.title)}", _count(was), _count(now))
        for gone in {link.of for link in was.follows} - {link.of for link in now.follows}:
            yield Change(f"Story: {short(was.title)}", f"goes on from “{short(before.story(gone).title)}”", "does not")
        for come in {link.of for link in now.follows} - {link.of for link in was.follows}:
            yield Change(f"Story: {short(was.title)}", "does not", f"goes on from “{short(after.story(come).title)}”")


def _statement(snapshot: Snapshot, was: Statement | None, now: Statement | None) -> Iterator[Change]:
    held = was or now
    if held is None or (was and now and _told(was) == _told(now)):
        return
    first = held.wordings[0]
    text = snapshot.article(first.article).text
    words = short(" … ".join(span.of(text) for span in first.spans or first.attribution.content))
    yield Change(f"Statement: “{words}”", _told(was), _told(now))


def _told(statement: Statement | None) -> str:
    if statement is None:
        return "not there"
    count = len(statement.wordings)
    return f"{statement.speaker_name or NOBODY}, {count} wording{'s' if count > 1 else ''}"


def _count(story: Story) -> str:
    return f"{len(story.articles)} report{'s' if len(story.articles) > 1 else ''}"
