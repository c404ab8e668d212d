"""Which story an article belongs to, and which earlier story it goes on from."""

from __future__ import annotations

from collections import Counter, defaultdict
from datetime import date

from onrecord.articles import Article
from onrecord.core import key
from onrecord.limits import (
    EVENT_CHANCE,
    EVENT_CHANCE_APART,
    EVENT_LEDE_CHARS,
    FOLLOW_SIMILARITY,
    FOLLOW_WINDOW_DAYS,
    REASON_NAMES,
    SAME_STORY_DAYS,
    UNSETTLED_ARTICLES,
    UNSETTLED_CHANCE,
)
from onrecord.linking.events import chances
from onrecord.linking.links import FollowLink, Known, KnownArticle, StoryLink
from onrecord.linking.terms import idf, signature, similarity
from onrecord.reading import Reading

__all__ = ["event_days", "place"]


Placed = tuple[StoryLink, tuple[FollowLink, ...], tuple[tuple[str, str], ...]]
"""A story, the earlier story it follows, and the articles (with their stories) that may now belong elsewhere."""


def place(article: Article, reading: Reading, known: Known) -> Placed:
    """Return the story of `article`, the earlier story it follows, if any, and what its arrival calls into question.

    Articles join when they are likely to report one event (`chances`), the more so the further apart the days are
    that they speak of. An article about the same things on later days founds a story of its own that follows the
    earlier one, since a false merge would claim that two newsrooms corroborate each other.
    """
    days = event_days(article, reading)
    told: dict[str, Counter[date]] = defaultdict(Counter)
    for other in known.articles:
        told[other.story].update(event_days(other.article, other.reading))
    together: dict[str, list[tuple[float, KnownArticle]]] = defaultdict(list)
    apart = {story: _days_apart(days, _own_day(each)) for story, each in told.items()}
    found = chances(article, reading, [(other.article, other.reading) for other in known.articles])
    for other, chance in zip(known.articles, found, strict=True):
        together[other.story].append((chance, other))
    means = {story: sum(chance for chance, _ in each) / len(each) for story, each in together.items()}
    means = {story: mean for story, mean in means.items() if mean >= _least(apart[story])}
    best = max(means, key=lambda story: (means[story], story), default=None)
    if best is not None:
        link = StoryLink(best, round(means[best], 3), _why(reading, means[best], together[best]))
    else:
        link = StoryLink(key("story", article.id), 1.0, "no story on record is likely to be on the same event")
    likely = sorted(
        ((chance, other) for each in together.values() for chance, other in each if chance >= UNSETTLED_CHANCE),
        key=lambda pair: (-pair[0], pair[1].article.id),
    )
    unsettled = [(other.article.id, other.story) for _, other in likely if other.story != link.story]
    later = [(other, between) for other in known.articles if (between := apart[other.story]) and _may_follow(between)]
    follows = _follows(link.story, _alike(article, known, later))
    return link, follows, tuple(unsettled[:UNSETTLED_ARTICLES])


def _least(apart: int | None) -> float:
    """Return the chance of one event above which an article joins a story whose event is so many days apart."""
    return EVENT_CHANCE if apart is None or abs(apart) <= SAME_STORY_DAYS else EVENT_CHANCE_APART


def _may_follow(apart: int) -> bool:
    return SAME_STORY_DAYS < abs(apart) <= FOLLOW_WINDOW_DAYS


def _why(reading: Reading, chance: float, story: list[tuple[float, KnownArticle]]) -> str:
    """Return the reason for joining a story in words: how likely it is, and the names shared with the likest report."""
    _, likest = max(story, key=lambda each: (each[0], each[1].article.id))
    others = {mention.name for mention in likest.reading.mentions}
    shared = Counter(mention.name for mention in reading.mentions if mention.name in others)
    names = sorted(shared, key=lambda name: (-shared[name], name))[:REASON_NAMES]
    return f"likely the same event ({chance:.2f})" + (f": both name {', '.join(names)}" if names else "")


def _alike(
    article: Article, known: Known, others: list[tuple[KnownArticle, int]]
) -> list[tuple[float, KnownArticle, int]]:
    """Return those of `others`, which are of other days, that are about the same things as `article`."""
    rarity = {term: idf(count, known.held) for term, count in known.term_counts.items()}
    default = idf(0, known.held)
    own = signature(article)
    scored = [(similarity(own, signature(other.article), rarity, default), other, apart) for other, apart in others]
    return [each for each in scored if each[0] >= FOLLOW_SIMILARITY]


def event_days(article: Article, reading: Reading) -> frozenset[date]:
    """Return the days that the article's opening speaks of as past, or its day of publication when it names none.

    A report printed a day late still says when its event was; the day of publication does not.
    """
    printed = article.published_on
    days = {
        found.interval.first
        for found in reading.times
        if found.span.start < EVENT_LEDE_CHARS
        and found.interval is not None
        and found.interval.first == found.interval.last
        and (printed is None or found.interval.first <= printed)
    }
    days |= {
        said.said_on.first
        for said in reading.attributions
        if said.said_on is not None and said.content[0].start < EVENT_LEDE_CHARS
    }
    if printed is not None:
        days = {day for day in days if (printed - day).days <= SAME_STORY_DAYS + 2} or {printed}
    return frozenset(days)


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


def _follows(story: str, near: list[tuple[float, KnownArticle, int]]) -> tuple[FollowLink, ...]:
    """Return the link between `story` and the story most like it on other days, later to earlier."""
    others = [each for each in near if each[1].story != story]
    if not others:
        return ()
    _, other, apart = max(others, key=lambda each: (each[0], each[1].article.id))
    count = abs(apart)
    why = f"about the same things {count} day{'s' if count > 1 else ''} later"
    return (FollowLink(story, other.story, why) if apart > 0 else FollowLink(other.story, story, why),)
