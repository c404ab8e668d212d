"""A part of a batch that can stand by itself: the articles of some days, and those on which they rest."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Sequence
from datetime import date

from onrecord import record
from onrecord.batch.earlier import Finished
from onrecord.batch.gathering import Arrival
from onrecord.batch.tables import read_rows
from onrecord.errors import UsageError

__all__ = ["part"]

_FOUNDED = ("story", "entity", "statement")
"""Tables of entries that an article founds and others name, besides evidence and articles themselves."""


def part(made: Finished, arrivals: Sequence[Arrival], days: Collection[date | None] | None) -> set[str]:
    """Return the ids of the articles of some days and of all on which they rest; of all days when `days` is None.

    An article rests on those that founded the stories, entities and statements that its rows name, on those whose
    text it shares, and on the one that it revises. Raises `UsageError` when no article is of these days.
    """
    if days is None:
        return {each.id for each in arrivals}
    numbers = {0 if day is None else day.toordinal() for day in days}
    found = {each.id for each in arrivals if each.day in numbers}
    if not found:
        raise UsageError("no article of the batch is of that day")
    rests = _rests(made)
    for each in arrivals:
        if each.revises:
            rests[each.id].add(each.revises)
    new = set(found)
    while new:
        new = {other for each in new for other in rests[each]} - found
        found |= new
    return found


def _rests(made: Finished) -> dict[str, set[str]]:
    """Return for each article those on which its rows rest, itself aside."""
    founder: dict[str, str] = {}
    for folder in made.linked:
        for table in _FOUNDED:
            for row in read_rows(folder / f"{table}.parquet", ["id", "article_id"]):
                founder[row["id"]] = row["article_id"]
    rests: dict[str, set[str]] = defaultdict(set)
    for table, columns in record.elsewhere.columns().items():
        named = [name for name, _ in columns if name in ("story_id", "entity_id", "statement_id", "of_id")]
        if not named or "article_id" not in {name for name, _ in columns}:
            continue
        for folder in made.linked:
            for row in read_rows(folder / f"{table}.parquet", ["article_id", *named]):
                rests[row["article_id"]].update(founder.get(row[name], row[name]) for name in named if row[name])
    return rests
