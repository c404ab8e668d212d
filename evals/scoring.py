"""Scoring attributions and quoted spans against gold ones, by word tokens.

The definitions are PolNeAR's evaluators' as we use them: a token is a run of letters, digits and underscores; a
token belongs to a span when they share a character; two attributions match when the sets of their content tokens
have an intersection of at least half their union, one to one, with the largest total overlap.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, fields

__all__ = [
    "KINDS",
    "Counts",
    "Matched",
    "Scored",
    "Spans",
    "Words",
    "best_pairs",
    "quoted_words",
    "score_document",
    "spans_match",
]

Spans = Sequence[Sequence[int]]
Tokens = frozenset[int]
ROLES = ("source", "cue", "content")
KINDS = ("direct", "mixed", "indirect")

MATCH_IOU = 0.5
"""Share: least intersection over union of two token sets that match; PolNeAR's evaluators' choice."""
CONTAINED_SHARE = 0.8
"""Share of the shorter span that must lie in the longer one when the two are matched by containment."""


@dataclass
class Counts:
    """True positives, what was predicted and what is gold, summed over documents."""

    right: int = 0
    predicted: int = 0
    gold: int = 0

    def add(self, right: int, predicted: int, gold: int) -> None:
        """Add the counts of one document."""
        self.right += right
        self.predicted += predicted
        self.gold += gold

    @property
    def precision(self) -> float:
        """The share of predicted ones that are right."""
        return self.right / self.predicted if self.predicted else 0.0

    @property
    def recall(self) -> float:
        """The share of gold ones that are found."""
        return self.right / self.gold if self.gold else 0.0

    @property
    def f1(self) -> float:
        """The harmonic mean of precision and recall."""
        total = self.precision + self.recall
        return 2 * self.precision * self.recall / total if total else 0.0


class Words:
    """The word tokens of a text, and which of them a list of spans touches."""

    def __init__(self, text: str, pattern: str = r"\w+") -> None:
        self.tokens = [match.span() for match in re.finditer(pattern, text)]
        self.starts = [start for start, _ in self.tokens]

    def touched(self, spans: Spans) -> Tokens:
        """Return the indices of the tokens that share a character with a span."""
        found: set[int] = set()
        for start, end in spans:
            at = bisect_right(self.starts, start) - 1
            if at < 0 or self.tokens[at][1] <= start:
                at += 1
            while at < len(self.tokens) and self.tokens[at][0] < end:
                found.add(at)
                at += 1
        return frozenset(found)


def quoted_words(text: str, words: Words) -> Tokens:
    """Return the tokens inside double quotation marks, by paragraph; a mark left open runs to its end."""
    inside: list[tuple[int, int]] = []
    place = 0
    for line in text.splitlines(keepends=True):
        opened = -1
        for match in re.finditer(r"``|''|[\"“”„«»]", line):
            sign = match.group()
            opens = sign in ("“", "„", "«", "``") or (sign in ('"', "''") and opened < 0)
            if opens and opened < 0:
                opened = match.start()
            elif not opens and opened >= 0 and sign not in ("“", "„", "«", "``"):
                inside.append((place + opened, place + match.end()))
                opened = -1
        if opened >= 0:
            inside.append((place + opened, place + len(line)))
        place += len(line)
    return words.touched(inside)


def iou(a: Tokens, b: Tokens) -> float:
    """Return intersection over union; 1 when both sets are empty."""
    return len(a & b) / len(a | b) if a or b else 1.0


def best_pairs(gold: Sequence[Tokens], predicted: Sequence[Tokens]) -> list[tuple[int, int]]:
    """Return the one-to-one pairs (gold, predicted) that match, with the largest total overlap.

    Candidates fall into small connected groups, each solved exactly by trying the choices in turn.
    """
    edges: dict[int, dict[int, int]] = {}
    owners: dict[int, set[int]] = {}
    for p, tokens in enumerate(predicted):
        for token in tokens:
            owners.setdefault(token, set()).add(p)
    for g, tokens in enumerate(gold):
        near = {p for token in tokens for p in owners.get(token, ())}
        weights = {p: len(tokens & predicted[p]) for p in near if iou(tokens, predicted[p]) >= MATCH_IOU}
        if weights:
            edges[g] = weights
    pairs: list[tuple[int, int]] = []
    while edges:
        group = _group(edges)
        pairs.extend(_best(sorted(group), edges, frozenset(), {})[1])
        for g in group:
            del edges[g]
    return pairs


def _group(edges: dict[int, dict[int, int]]) -> set[int]:
    """Return the gold attributions of one connected group."""
    group = {next(iter(edges))}
    while True:
        reached = {p for g in group for p in edges[g]}
        wider = {g for g, weights in edges.items() if reached & weights.keys()}
        if wider == group:
            return group
        group = wider


def _best(
    left: Sequence[int],
    edges: dict[int, dict[int, int]],
    used: frozenset[int],
    known: dict[tuple[int, frozenset[int]], tuple[int, list[tuple[int, int]]]],
) -> tuple[int, list[tuple[int, int]]]:
    """Return the largest total weight and its pairs for the gold attributions `left`."""
    if not left:
        return 0, []
    if (state := (len(left), used)) in known:
        return known[state]
    first, rest = left[0], left[1:]
    best = _best(rest, edges, used, known)
    for p, weight in edges[first].items():
        if p not in used:
            total, pairs = _best(rest, edges, used | {p}, known)
            if total + weight > best[0]:
                best = (total + weight, [(first, p), *pairs])
    known[state] = best
    return best


@dataclass
class Scored:
    """The counts of a data set: tokens by role, and attributions found, with the right source, with just the content.

    Those found, and those with the right source, also by the kind of the gold content and of the predicted one.
    """

    tokens: dict[str, Counts] = field(default_factory=lambda: {role: Counts() for role in ROLES})
    found: Counts = field(default_factory=Counts)
    sourced: Counts = field(default_factory=Counts)
    exact: Counts = field(default_factory=Counts)
    by_gold_kind: dict[str, Counts] = field(default_factory=lambda: {kind: Counts() for kind in KINDS})
    by_own_kind: dict[str, Counts] = field(default_factory=lambda: {kind: Counts() for kind in KINDS})
    sourced_by_gold_kind: dict[str, Counts] = field(default_factory=lambda: {kind: Counts() for kind in KINDS})
    sourced_by_own_kind: dict[str, Counts] = field(default_factory=lambda: {kind: Counts() for kind in KINDS})

    def add(self, other: Scored) -> None:
        """Add the counts of another data set."""
        for name in (one.name for one in fields(self)):
            mine, theirs = getattr(self, name), getattr(other, name)
            for a, b in (
                zip(mine.values(), theirs.values(), strict=True) if isinstance(mine, dict) else [(mine, theirs)]
            ):
                a.add(b.right, b.predicted, b.gold)


@dataclass(frozen=True)
class Matched:
    """A gold and a predicted attribution, by their numbers, whose contents match; and whether their sources do."""

    gold: int
    predicted: int
    sourced: bool


def score_document(
    text: str, gold: Iterable[dict[str, Spans]], predicted: Iterable[dict[str, Spans]], scored: Scored
) -> list[Matched]:
    """Add one document's counts to `scored`; return the matches, numbered among the attributions with content."""
    words = Words(text)
    quoted = quoted_words(text, words)
    ours = [{role: words.touched(one.get(role, ())) for role in ROLES} for one in predicted]
    theirs = [{role: words.touched(one.get(role, ())) for role in ROLES} for one in gold]
    for role in ROLES:
        a = frozenset[int]().union(*(one[role] for one in theirs))
        b = frozenset[int]().union(*(one[role] for one in ours))
        scored.tokens[role].add(len(a & b), len(b), len(a))
    theirs = [one for one in theirs if one["content"]]
    ours = [one for one in ours if one["content"]]
    matches = [
        Matched(g, p, iou(theirs[g]["source"], ours[p]["source"]) >= MATCH_IOU)
        for g, p in best_pairs([one["content"] for one in theirs], [one["content"] for one in ours])
    ]
    sourced = [one for one in matches if one.sourced]
    exact = sum(theirs[one.gold]["content"] == ours[one.predicted]["content"] for one in matches)
    for counts, right in ((scored.found, len(matches)), (scored.sourced, len(sourced)), (scored.exact, exact)):
        counts.add(right, len(ours), len(theirs))
    gold_kinds = [_kind(one["content"], quoted) for one in theirs]
    own_kinds = [_kind(one["content"], quoted) for one in ours]
    for by_gold, by_own, chosen in (
        (scored.by_gold_kind, scored.by_own_kind, matches),
        (scored.sourced_by_gold_kind, scored.sourced_by_own_kind, sourced),
    ):
        for kind in KINDS:
            by_gold[kind].add(sum(gold_kinds[one.gold] == kind for one in chosen), 0, gold_kinds.count(kind))
            by_own[kind].add(sum(own_kinds[one.predicted] == kind for one in chosen), own_kinds.count(kind), 0)
    return matches


def _kind(content: Tokens, quoted: Tokens) -> str:
    inside = len(content & quoted)
    return "direct" if inside == len(content) else "indirect" if inside == 0 else "mixed"


def spans_match(a: Tokens, b: Tokens) -> bool:
    """Return whether two quoted spans are the same passage: half of their union shared, or one within the other."""
    shared = len(a & b)
    if not shared:
        return False
    if iou(a, b) >= MATCH_IOU:
        return True
    return shared / min(len(a), len(b)) >= CONTAINED_SHARE and len(a) <= max(4 * len(b), len(b) + 60)
