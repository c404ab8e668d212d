"""Bins: all articles that may be of one story are linked by one task, with others of their days."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from onrecord.batch.gathering import Arrival
from onrecord.core import key

__all__ = ["Bin", "binned", "united"]


@dataclass(frozen=True)
class Bin:
    """Articles that are linked by one task: those that arrive, in order, and `earlier` ones of a batch before."""

    arrivals: tuple[Arrival, ...]
    earlier: frozenset[int]

    @property
    def name(self) -> str:
        """What tells it from others: the same articles are the same bin."""
        return key("bin", *(each.arrival for each in self.arrivals), *sorted(self.earlier))


def binned(arrivals: Sequence[Arrival], component: Mapping[int, int], most: int) -> list[Bin]:
    """Return the arrivals in bins of at most `most`, or of one component that has more, by the first of each."""
    members: dict[int, list[Arrival]] = defaultdict(list)
    for each in arrivals:
        members[component.get(each.number, each.number)].append(each)
    new = {each.number for each in arrivals}
    old: dict[int, set[int]] = defaultdict(set)
    for number, root in component.items():
        if number not in new:
            old[root].add(number)
    made: list[Bin] = []
    now: list[Arrival] = []
    earlier: set[int] = set()
    for root, several in members.items():
        if now and len(now) + len(several) > most:
            made.append(_bin(now, earlier))
            now, earlier = [], set()
        now += several
        earlier |= old[root]
    return [*made, _bin(now, earlier)] if now else made


def _bin(arrivals: Iterable[Arrival], earlier: Iterable[int]) -> Bin:
    return Bin(tuple(sorted(arrivals, key=lambda each: each.arrival)), frozenset(earlier))


def united(bins: Sequence[Bin], pairs: Iterable[tuple[int, int]]) -> list[Bin]:
    """Return bins made one where a pair of articles says so; one that stands in no bin is of a batch before."""
    at = {each.number: place for place, one in enumerate(bins) for each in one.arrivals}
    at |= {number: place for place, one in enumerate(bins) for number in one.earlier}
    parent = list(range(len(bins)))

    def root(place: int) -> int:
        while parent[place] != place:
            place = parent[place]
        return place

    found: list[tuple[int, int]] = []
    for here, there in pairs:
        if there not in at:
            at[there] = at[here]
            found.append((at[here], there))
        a, b = sorted((root(at[here]), root(at[there])))
        parent[b] = a
    arrivals: dict[int, list[Arrival]] = defaultdict(list)
    earlier: dict[int, set[int]] = defaultdict(set)
    for place, one in enumerate(bins):
        arrivals[root(place)] += one.arrivals
        earlier[root(place)] |= one.earlier
    for place, number in found:
        earlier[root(place)].add(number)
    return [_bin(arrivals[place], earlier[place]) for place in arrivals]
