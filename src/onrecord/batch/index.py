"""Which articles are near one: what `record.candidates` answers, from files that lie by day.

The record asks for the newest articles under each look-up key within a window of days. Keys that half the archive
shares make a join of all pairs square, and a bound on the newest makes it depend on who asks; so the join is one of
each article with the window around its day, read from the day's files.
"""

from __future__ import annotations

import json
from collections import OrderedDict
from collections.abc import Iterable, Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow.parquet as pq
from numpy.typing import NDArray

from onrecord.batch.profiles import unpack_profile, unpack_seen
from onrecord.limits.batch import GROUPS_KEPT, PROFILES_KEPT
from onrecord.limits.record import KNOWN_ARTICLES, LOOK_UP_KEY_ARTICLES, LOOK_UP_WINDOW_DAYS
from onrecord.linking import Profile, Seen

__all__ = ["Index", "day_files"]

_UNDATED = 0


def day_files(folders: Iterable[Path], first: int, last: int) -> list[tuple[int, Path]]:
    """Return the files of the days from `first` to `last`, and of those without a day, each with its day."""
    found = []
    for folder in folders:
        for part in folder.glob("days/day=*"):
            day = int(part.name.partition("=")[2])
            if day == _UNDATED or first <= day <= last:
                found += [(day, file) for file in sorted(part.glob("*.parquet"))]
    return sorted(found)


class Index:
    """The articles around some days under their look-up keys, and what placing sees of each, by their number."""

    def __init__(self, folders: Iterable[Path], days: Sequence[int]) -> None:
        dated = [day for day in days if day != _UNDATED]
        everything = len(dated) < len(days) or not days
        first = 0 if everything else min(dated) - LOOK_UP_WINDOW_DAYS
        last = 1 << 40 if everything else max(dated) + LOOK_UP_WINDOW_DAYS
        self._files = day_files(folders, first, last)
        keys, owners, own_days, places = [], [], [], []
        self._where: dict[int, tuple[int, int, int]] = {}
        for number, (day, file) in enumerate(self._files):
            with pq.ParquetFile(file) as stored:
                for group in range(stored.num_row_groups):
                    rows = stored.read_row_group(group, columns=["number", "keys"])
                    numbers = rows["number"].to_numpy()
                    lists = rows["keys"].combine_chunks()
                    ends = np.asarray(lists.offsets)
                    flat = lists.values.to_numpy()[ends[0] : ends[-1]]
                    counts = np.diff(ends)
                    keys.append(flat)
                    owners.append(np.repeat(numbers, counts))
                    own_days.append(np.full(len(flat), day))
                    places += [(int(each), (number, group, at)) for at, each in enumerate(numbers)]
        self._where = dict(places)
        key = np.concatenate(keys) if keys else np.empty(0, np.int64)
        owner = np.concatenate(owners) if owners else np.empty(0, np.int64)
        day_of = np.concatenate(own_days) if own_days else np.empty(0, np.int64)
        order = np.lexsort((owner, day_of, key))
        self._key, self._owner, self._day = key[order], owner[order], day_of[order]
        self._groups: OrderedDict[tuple[int, int], dict[str, list[Any]]] = OrderedDict()
        self._made = lru_cache(maxsize=PROFILES_KEPT)(self._make)

    def near(self, number: int, limit: int) -> list[int]:
        """Return the articles near one among those of a number below `limit`, the nearest first."""
        row = self._row(number)
        day = self._files[self._where[number][0]][0]
        found, weights = [], []
        for key in row["keys"]:
            under = self._under(key, day, limit)
            if len(under):
                found.append(under)
                weights.append(np.full(len(under), 1 / len(under)))
        if not found:
            return []
        numbers, place = np.unique(np.concatenate(found), return_inverse=True)
        weight = np.bincount(place, np.concatenate(weights))
        most = KNOWN_ARTICLES + 1
        if len(weight) > most:  # those that rounding might lift above the last are kept
            least = np.partition(weight, -most)[-most] - 1e-6
            numbers, weight = numbers[weight >= least], weight[weight >= least]
        pairs = zip(weight.tolist(), numbers.tolist(), strict=True)
        best = sorted(((-round(each, 9), -other) for each, other in pairs))[:most]
        return [-other for _, other in best if -other != number][:KNOWN_ARTICLES]

    def _under(self, key: int, day: int, limit: int) -> NDArray[np.int64]:
        """Return the newest articles under a key: of the window, and of those without a day."""
        start, end = np.searchsorted(self._key, (key, key + 1)) if key < (1 << 63) - 1 else (0, 0)
        days, owners = self._day[start:end], self._owner[start:end]
        if day == _UNDATED:
            first, last = 1, 1 << 40
        else:
            first, last = day - LOOK_UP_WINDOW_DAYS, day + LOOK_UP_WINDOW_DAYS
        parts = []
        for low, high in ((first, last), (_UNDATED, _UNDATED)):
            a, b = np.searchsorted(days, low, "left"), np.searchsorted(days, high, "right")
            within = owners[a:b]
            parts.append(within[within < limit][-LOOK_UP_KEY_ARTICLES:])
        return np.concatenate(parts)

    def seen(self, number: int) -> Seen:
        """Return what placing sees of an article."""
        return self._made(number)[0]

    def profile(self, number: int) -> Profile:
        """Return what an article is about."""
        return self._made(number)[1]

    def _make(self, number: int) -> tuple[Seen, Profile]:
        row = self._row(number)
        return unpack_seen(json.loads(row["seen"])), unpack_profile(row["profile"])

    def _row(self, number: int) -> dict[str, Any]:
        file, group, place = self._where[number]
        if (file, group) not in self._groups:
            with pq.ParquetFile(self._files[file][1]) as stored:
                columns = ["keys", "seen", "profile"]
                self._groups[file, group] = stored.read_row_group(group, columns=columns).to_pydict()
            while len(self._groups) > GROUPS_KEPT:
                self._groups.popitem(last=False)
        self._groups.move_to_end((file, group))
        return {name: column[place] for name, column in self._groups[file, group].items()}
