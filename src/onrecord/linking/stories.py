"""Which story an article belongs to, and which earlier story it goes on from."""

from __future__ import annotations

from collections import Counter, defaultdict
from datetime import date

from onrecord.articles import Article
from onrecord.core import key
from onrecord.limits import (
    EVENT_LEDE_CHARS,
    FOLLOW_SIMILARITY,
    FOLLOW_WINDOW_DAYS,
    SAME_STORY_DAYS,
    STORY_SIMILARITY,
)
from onrecord.linking.links import FollowLink, Known, KnownArticle, StoryLink
from onrecord.linking.terms import idf, signature, similarity
from onrecord.reading import Reading

__all__ = ["event_days", "place"]


def place(article: Article, reading: Reading, known: Known) -> tuple[StoryLink, tuple[FollowLink, ...]]:
    """Return the story of `article`, and the earlier story it follows, if any.

    Articles join when they are about the same things (cosine of weighted terms) and speak of the same days.
    An article about the same things on later days founds a story of its own that follows the earlier one,
    since a false merge would claim that two newsrooms corroborate each other.
    """
    rarity = {term: idf(count, known.held) for term, count in known.term_counts.items()}
    default = idf(0, known.held)
    own, days = signature(article), event_days(article, reading)
    told: dict[str, Counter[date]] = defaultdict(Counter)
    for other in known.articles:
        told[other.story].update(event_days(other.article, other.reading))
    together: dict[str, list[float]] = defaultdict(list)
    earlier: list[tuple[float, KnownArticle, int]] = []
    for other in known.articles:
        score = similarity(own, signature(other.article), rarity, default)
        apart = _days_apart(days, _own_day(told[other.story]))
        if apart is None or abs(apart) <= SAME_STORY_DAYS:
            together[other.story].append(score)
        elif score >= FOLLOW_SIMILARITY and abs(apart) <= FOLLOW_WINDOW_DAYS:
            earlier.append((score, other, apart))
    means = {story: (max(scores) + sum(scores) / len(scores)) / 2 for story, scores in together.items()}
    best = max(means, key=lambda story: (means[story], story), default=None)
    if best is not None and means[best] >= STORY_SIMILARITY:
        link = StoryLink(best, round(means[best], 3), f"about the same things on the same days ({means[best]:.2f})")
    else:
        link = StoryLink(key("story", article.id), 1.0, "no story on record is about the same things on the same days")
    return link, _follows(link.story, earlier)


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
