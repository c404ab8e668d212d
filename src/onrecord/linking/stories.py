"""Which story an article belongs to, and which earlier story it goes on from."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from onrecord.articles import Article
from onrecord.core import key
from onrecord.limits.linking import (
    EVENT_CHANCE,
    EVENT_CHANCE_SURE,
    EVENT_REACH_DAYS,
    EVENT_REPORTS,
    FOLLOW_SIMILARITY,
    FOLLOW_WINDOW_DAYS,
    REASON_NAMES,
    SAME_STORY_DAYS,
    UNSETTLED_ARTICLES,
    UNSETTLED_CHANCE,
)
from onrecord.linking.events import Likeness, event_days, likenesses
from onrecord.linking.links import Candidate, FollowLink, Placed, StoryLink
from onrecord.reading import Reading

__all__ = ["Seen", "leaves", "place", "place_seen", "seen"]


@dataclass(frozen=True, slots=True)
class Seen:
    """What placing sees of an article beside its likeness to others: its days and, in order, the names in it.

    `days` are those of its event, `printed` is that of its publication.
    """

    id: str
    printed: date | None
    days: frozenset[date]
    names: tuple[str, ...]


@dataclass(frozen=True)
class _Story:
    """A story on record as one article sees it: its reports, each with its likeness, and the days to its event.

    `told` counts the days by which the article speaks of a later event (negative: an earlier one); `printed` is the
    same from the article's own day of publication; both None when unknown.
    """

    reports: Sequence[tuple[Likeness, Seen]]
    told: int | None
    printed: int | None

    @property
    def chance(self) -> float:
        """The mean chance of its likeliest reports to be on the article's event, 0 when the story is of another day.

        A report printed days late tells of the story's day, one that names its day wrongly is printed near it, and of
        one that bears no day nothing is sure.
        """
        days = [abs(each) for each in (self.told, self.printed) if each is not None]
        if len(days) == 2 and min(days) > EVENT_REACH_DAYS:
            return 0.0
        likeliest = sorted((likeness.chance for likeness, _ in self.reports), reverse=True)[:EVENT_REPORTS]
        return sum(likeliest) / len(likeliest)

    @property
    def fit(self) -> tuple[int, float]:
        """How well the article fits the story: of several that are all but sure, the one with most reports.

        So the reports of one event that first formed two stories drift into the larger.
        """
        return (len(self.reports) if self.chance >= EVENT_CHANCE_SURE else 0, self.chance)


def seen(article: Article, reading: Reading) -> Seen:
    """Return what placing sees of an article."""
    names = tuple(mention.name for mention in reading.mentions)
    return Seen(article.id, article.published_on, event_days(article, reading), names)


def place(article: Article, reading: Reading, candidates: Sequence[Candidate]) -> Placed:
    """Return where `article` belongs: a story of the candidates, or a new one.

    Articles join when they are likely to report one event (`likenesses`). An article about the same things on later
    days founds a story of its own that follows the earlier one, since a false merge would claim that two newsrooms
    corroborate each other.
    """
    found = likenesses(article, reading, [(other.article, other.reading) for other in candidates])
    pool = [(likeness, seen(c.article, c.reading), c.story) for likeness, c in zip(found, candidates, strict=True)]
    return place_seen(seen(article, reading), pool)


def place_seen(new: Seen, pool: Sequence[tuple[Likeness, Seen, str]]) -> Placed:
    """Return where an article belongs, as `place` does, given how it is like each candidate, and the story of each."""
    stories = _stories(new, pool)
    best = max(stories, key=lambda story: (stories[story].fit, story), default=None)
    if best is not None and stories[best].chance >= EVENT_CHANCE:
        link = StoryLink(best, round(stories[best].chance, 3), _why(new, stories[best]))
    else:
        link = StoryLink(key("story", new.id), 1.0, "no story on record is likely to be on the same event")
    others = {story: each for story, each in stories.items() if story != link.story}
    likely = sorted(
        (-likeness.chance, other.id, story)
        for story, each in others.items()
        for likeness, other in each.reports
        if likeness.chance >= UNSETTLED_CHANCE
    )
    unsettled = tuple((each, story) for _, each, story in likely[:UNSETTLED_ARTICLES])
    reports = tuple(other.id for _, other, story in pool if story == link.story)
    return Placed(link, _follows(link.story, others), unsettled, reports)


def leaves(article: Article | Seen, placed: Placed, story: str) -> bool:
    """Return whether an article on record in `story` belongs elsewhere now.

    An article leaves its story only for one that is likelier, never to stand alone.
    """
    return placed.story.story not in (story, key("story", article.id))


def _stories(new: Seen, pool: Sequence[tuple[Likeness, Seen, str]]) -> dict[str, _Story]:
    """Return the stories of the candidates."""
    printed = frozenset({new.printed} if new.printed else ())
    reports: dict[str, list[tuple[Likeness, Seen]]] = defaultdict(list)
    told: dict[str, Counter[date]] = defaultdict(Counter)
    for likeness, other, story in pool:
        reports[story].append((likeness, other))
        told[story].update(other.days)
    own = {story: _own_day(each) for story, each in told.items()}
    return {
        story: _Story(each, _days_apart(new.days, own[story]), _days_apart(printed, own[story]))
        for story, each in reports.items()
    }


def _why(new: Seen, story: _Story) -> str:
    """Return the reason for joining a story in words: how likely it is, and the names shared with the likest report."""
    _, likest = max(story.reports, key=lambda each: (each[0].chance, each[1].id))
    others = set(likest.names)
    shared = Counter(name for name in new.names if name in others)
    names = sorted(shared, key=lambda name: (-shared[name], name))[:REASON_NAMES]
    return f"likely the same event ({story.chance:.2f})" + (f": both name {', '.join(names)}" if names else "")


def _own_day(days: Counter[date]) -> frozenset[date]:
    """Return the day that most reports of a story tell of, the earliest among equals.

    Measured against this day and not against any report's, so that reports a day apart each do not lead a story
    from one event into the next.
    """
    return frozenset({min(days, key=lambda day: (-days[day], day))}) if days else frozenset()


def _days_apart(a: frozenset[date], b: frozenset[date]) -> int | None:
    """Return the least number of days from `b` to `a` (positive when `a` is later), None when unknown."""
    if not a or not b:
        return None
    return min(((x - y).days for x in a for y in b), key=abs)


def _follows(story: str, others: Mapping[str, _Story]) -> tuple[FollowLink, ...]:
    """Return the link between an article's `story` and the story most like it of other days, later to earlier."""
    near = [
        (likeness.similarity, report.id, other, each.told)
        for other, each in others.items()
        for likeness, report in each.reports
        if likeness.similarity >= FOLLOW_SIMILARITY
        and each.told is not None
        and SAME_STORY_DAYS < abs(each.told) <= FOLLOW_WINDOW_DAYS
    ]
    if not near:
        return ()
    *_, other, apart = max(near)
    why = f"about the same things {abs(apart)} days later"
    return (FollowLink(story, other, why) if apart > 0 else FollowLink(other, story, why),)
