"""What the telling of a story rests on: its articles with their numbers, and who took whose text."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

from onrecord.articles import Article
from onrecord.core import Interval
from onrecord.linking import FollowLink, ReuseLink
from onrecord.publishing.marks import headline
from onrecord.publishing.provenance import group, outlet_of, standing, table
from onrecord.publishing.values import Follow, Placed, Section
from onrecord.publishing.wordings import Coverage
from onrecord.record import Placing, Snapshot, Story

__all__ = ["Frame", "Ground", "frame_of", "ground", "section_of"]


@dataclass(frozen=True)
class Ground:
    """A story with its trusted articles in order; `revisions` maps later versions to earlier ones.

    `groups` each hold one independent report with all that repeat it.
    """

    story: Story
    articles: tuple[Article, ...]
    coverage: Coverage
    reuse: Mapping[str, tuple[ReuseLink, ...]]
    revisions: Mapping[str, str]
    groups: Sequence[Sequence[str]]


@dataclass(frozen=True)
class Frame:
    """What one statement of a story is shown with: the story's headline, days and counts, and how its reports stand.

    `numbers`, `replaced` and `independent` are those of `Coverage`, for the articles that word the statement at least.
    """

    story: str
    headline: str
    interval: Interval | None
    report_count: int
    independent_count: int
    numbers: Mapping[str, int]
    replaced: Mapping[str, str]
    independent: Mapping[str, int]


def ground(snapshot: Snapshot, story: Story, before: Mapping[str, int], *, passages: bool = True) -> Ground:
    """Return what the telling of `story` rests on; its articles are numbered on from those `before`.

    Trusted are articles whose id still follows from their words. Without `passages`, what took whose text is told, and
    not which of its words.
    """
    found = {article.id: article for article in snapshot.articles(story.articles)}
    held = {name: found[name] for name in dict.fromkeys(story.articles) if name in found}
    numbers = dict(before)
    for name in held:
        numbers.setdefault(name, len(numbers) + 1)
    ties = snapshot.ties(held, passages=passages)
    reuse = {name: ties[name].reuse for name in held}
    revisions = {name: earlier for name in held if (earlier := ties[name].earlier) in held and earlier}
    replaced = {earlier: later for later, earlier in revisions.items()}
    groups = group(list(held), reuse, revisions)
    coverage = Coverage(held, numbers, replaced, standing(groups))
    return Ground(story, tuple(held.values()), coverage, reuse, revisions, groups)


def frame_of(under: Ground) -> Frame:
    """Return what the statements of a story are shown with."""
    coverage = under.coverage
    return Frame(
        story=under.story.id,
        headline=headline(under.story.title, [article.text for article in under.articles]),
        interval=under.story.interval,
        report_count=len(under.articles) - len(set(under.revisions.values())),
        independent_count=len(under.groups),
        numbers=coverage.numbers,
        replaced=coverage.replaced,
        independent=coverage.independent,
    )


def section_of(snapshot: Snapshot, under: Ground) -> Section:
    """Return the section of a story without what is said in it: its days, reports and ties to other stories."""
    story, held, frame = under.story, under.articles, frame_of(under)
    return Section(
        story=story.id,
        headline=frame.headline,
        interval=frame.interval,
        report_count=frame.report_count,
        independent_count=frame.independent_count,
        follows=tuple(_follow(snapshot, link, link.of) for link in story.follows),
        followed_by=tuple(_follow(snapshot, link, link.story) for link in snapshot.followed_by(story.id)),
        synopsis=(),
        takeaways=(),
        voices=(),
        reports=table(held, under.coverage.numbers, under.coverage.independent, under.reuse, under.revisions),
        placed=_placed(snapshot, under),
    )


def _follow(snapshot: Snapshot, link: FollowLink, other: str) -> Follow:
    told = snapshot.story(other)
    return Follow(told.id, headline(told.title, []), headline(link.why, []))


def _placed(snapshot: Snapshot, under: Ground) -> tuple[Placed, ...]:
    """Return why each report stands in the story, by its number, and then those that moved on."""
    numbers, held = under.coverage.numbers, under.coverage.articles
    placings = [list(each) for _, each in groupby(snapshot.placings(under.story.id), key=lambda each: each.article)]
    gone = {each[-1].article for each in placings if each[-1].story != under.story.id}
    others = {article.id: article for article in snapshot.articles(gone)} if gone else {}
    found = [
        _last(each, under.story.id, numbers, {**others, **held}[each[-1].article])
        for each in placings
        if each[-1].article in gone or each[-1].article in held
    ]
    return tuple(sorted(found, key=lambda each: (each.number is None, each.number or 0)))


def _last(placings: Sequence[Placing], story: str, numbers: Mapping[str, int], article: Article) -> Placed:
    """Return the last placing of an article that is or was in `story`, with the one before it."""
    last, before = placings[-1], placings[-2] if len(placings) > 1 else None
    here = last.story == story
    after = str(numbers.get(last.after, last.after)) if last.after else None
    return Placed(
        number=numbers[last.article] if here else None,
        article=last.article,
        outlet=outlet_of(article),
        why=headline(last.why, []),
        came_from=before.story if here and before else None,
        to=None if here else last.story,
        after=after,
        judged=last.judged,
    )
