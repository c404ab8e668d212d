"""What the driver knows for the export's tables: which stories each bin reads with its own, and which days."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq

from onrecord.batch.tables import read_rows
from onrecord.limits.publishing import THREAD_STORIES

__all__ = ["Threads", "days_in"]


class Threads:
    """The stories as all links leave them, and which go on from which."""

    def __init__(self, linked: Sequence[Path]) -> None:
        newest: dict[str, tuple[Any, str]] = {}
        member: dict[str, list[tuple[str, str]]] = defaultdict(list)
        follows: dict[str, list[tuple[str, str]]] = defaultdict(list)
        self._founder: dict[str, str] = {}
        for folder in linked:
            for row in read_rows(folder / "links.parquet", ["id", "article_id", "appended_at"]):
                time = (row["appended_at"], row["id"])
                newest[row["article_id"]] = max(newest.get(row["article_id"], time), time)
            for row in read_rows(folder / "storymember.parquet", ["links_id", "article_id", "story_id"]):
                member[row["links_id"]].append((row["article_id"], row["story_id"]))
            for row in read_rows(folder / "storyfollow.parquet", ["links_id", "story_id", "of_id"]):
                follows[row["links_id"]].append((row["story_id"], row["of_id"]))
            self._founder |= {
                row["id"]: row["article_id"] for row in read_rows(folder / "story.parquet", ["id", "article_id"])
            }
        self.story: dict[str, str] = {}
        self.articles: dict[str, list[str]] = defaultdict(list)
        for _, links in newest.values():
            for article, story in member[links]:
                self.story[article] = story
                self.articles[story].append(article)
        self._near: dict[str, set[str]] = defaultdict(set)
        for _, links in newest.values():
            for one, other in follows[links]:
                self._near[self._now(one)].add(other)
                self._near[self._now(other)].add(one)

    def _now(self, story: str) -> str:
        """Return the story, or the one into which the article that founded it has moved when nothing is left of it."""
        return story if story in self.articles else self.story.get(self._founder.get(story, ""), story)

    def around(self, articles: Iterable[str]) -> tuple[set[str], set[str]]:
        """Return (articles, stories) that are read with some articles: of their stories and those tied to these."""
        stories: set[str] = set()
        for own in {self.story[each] for each in articles}:
            found, new = {own}, {own}
            while new and len(found) < THREAD_STORIES:
                near = {other for each in new for other in self._near[each]}
                stories |= near
                new = {self._now(each) for each in near} - found
                found |= new
            stories |= found
        return {each for story in stories for each in self.articles.get(story, ())}, stories


def days_in(files: Mapping[str, Sequence[Path]]) -> dict[tuple[str, str], list[str]]:
    """Return the files that have rows of a table of a day, by both; the day is an ISO date, or nothing."""
    found: dict[tuple[str, str], list[str]] = defaultdict(list)
    for name, several in files.items():
        for file in several:
            days = pq.read_table(file, columns=["day"])["day"].unique().to_pylist()
            for day in days:
                found[name, day.isoformat() if day else ""].append(str(file))
    return dict(found)
