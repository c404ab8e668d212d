"""Which statements are one, as their wordings show when the record is read."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from onrecord.core import Span, covers, overlap

__all__ = ["Worded", "joined", "stretches"]


@dataclass(frozen=True, slots=True)
class Worded:
    """A wording on record: the stretch `span` of an attribution, quoted or told, words a statement."""

    attribution: str
    statement: str
    span: Span
    quoted: bool = False


def joined(wordings: Iterable[Worded]) -> Mapping[str, str]:
    """Return for each statement the one that stands for it.

    Statements that the same words of one attribution word are one: a late wording may show that two that seemed
    apart are the same. The least id stands for all, so that the order of arrival does not matter. Words of an
    attribution that nobody else reports are one statement, or part of that which other reports take from within
    them.
    """
    parent: dict[str, str] = {}

    def root(statement: str) -> str:
        while parent.setdefault(statement, statement) != statement:
            parent[statement] = parent[parent[statement]]
            statement = parent[statement]
        return statement

    said: dict[str, list[Worded]] = defaultdict(list)
    first: dict[tuple[str, Span], str] = {}
    for each in wordings:
        said[each.attribution].append(each)
        a, b = root(each.statement), root(first.setdefault((each.attribution, each.span), each.statement))
        parent[max(a, b)] = min(a, b)
    same = {statement: root(statement) for statement in parent}
    bearers: dict[str, set[str]] = defaultdict(set)
    for attribution, rows in said.items():
        for each in rows:
            bearers[same[each.statement]].add(attribution)
    stands = {statement: statement for statement in same.values()}
    for rows in said.values():
        shared = [each for each in rows if len(bearers[same[each.statement]]) > 1]
        within: dict[str, set[str]] = {same[row.statement]: set() for row in rows if row not in shared}
        for row in rows:
            if same[row.statement] in within:
                within[same[row.statement]] |= {same[o.statement] for o in shared if overlap(o.span, row.span)}
        left = sorted(statement for statement, around in within.items() if not around)
        stands |= {statement: min(around) if around else left[0] for statement, around in within.items()}
    return {statement: stands[kept] for statement, kept in same.items()}


def stretches(wordings: Iterable[Worded], stands: Mapping[str, str]) -> Mapping[str, Mapping[str, Span]]:
    """Return for each statement that stands the attributions that word it, each with the stretch that does.

    Where a sentence and a quotation within it both word it, the quotation is what other reports share; an
    attribution that is alone in its statement words it with all that it says. A sentence told around a quotation
    that others share words no other statement, though it was tied before they came.
    """
    gathered: dict[str, dict[str, list[Worded]]] = defaultdict(lambda: defaultdict(list))
    for each in wordings:
        gathered[stands[each.statement]][each.attribution].append(each)
    inner: dict[str, list[tuple[str, Span]]] = defaultdict(list)
    for statement, by_attribution in gathered.items():
        if len(by_attribution) > 1:
            for said, rows in by_attribution.items():
                inner[said] += [(statement, row.span) for row in rows if row.quoted]
    found: dict[str, dict[str, Span]] = {}
    for statement, by_attribution in gathered.items():
        alone = len(by_attribution) == 1
        for said, rows in by_attribution.items():
            taken = [span for other, span in inner[said] if other != statement]
            spans = {row.span for row in rows if alone or row.quoted or not any(covers(row.span, s) for s in taken)}
            if spans:
                found.setdefault(statement, {})[said] = _stretch(spans, alone=alone)
    return found


def _stretch(spans: Collection[Span], *, alone: bool) -> Span:
    narrow = [a for a in spans if alone or not any(a != b and covers(a, b) for b in spans)]
    return Span(min(span.start for span in narrow), max(span.end for span in narrow))
