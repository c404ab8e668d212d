"""Asking the index: how many statements or articles a question finds, by whom and where, and a page of them."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, Literal, TypeAlias

from rapidfuzz import fuzz, process

from onrecord.limits.search import FACET_ROWS, FULL_CHARS, LOOK_ROWS, SUGGEST_SCORE, SUGGEST_WORDS
from onrecord.limits.web import PAGE_ROWS
from onrecord.web.search.engine import Ask, Found, engine
from onrecord.web.search.index import GROUP_BITS, HASH_BITS
from onrecord.web.search.models import ArticleRow, IndexWord, SaidRow
from onrecord.web.search.query import And, Field, Near, Not, Query, Words, leaves

__all__ = ["Answer", "Facet", "Kind", "Order", "answer", "ask_of", "count", "rows_of", "suggestion"]

Kind: TypeAlias = Literal["statements", "articles"]
Order: TypeAlias = Literal["relevance", "day"]

MODELS: dict[Kind, type[SaidRow] | type[ArticleRow]] = {"statements": SaidRow, "articles": ArticleRow}
COLUMNS: dict[Kind, tuple[str, ...]] = {
    "statements": ("outlet", "speaker", "speaker_name", "kind", "start", "end"),
    "articles": ("outlet",),
}
FACETS = ("outlet", "speaker", "kind")
PAGE_LOOK = 20 * PAGE_ROWS
"""Wordings that are fetched for one page of statements by day; more of one statement than that are not all shown."""


@dataclass(frozen=True, slots=True)
class Facet:
    """A value by which the results can be narrowed, how it is shown, and how many it has."""

    value: str
    label: str
    count: int


@dataclass(frozen=True)
class Answer:
    """What a question finds: `places` are the rows of this page by group, in order; `after` leads to the next page.

    `count` counts statements or articles; with `capped` there are more, and the facets and weights are those of the
    newest rows only.
    """

    kind: Kind
    order: Order
    count: int
    capped: bool
    places: tuple[tuple[int, ...], ...]
    after: str
    facets: dict[str, list[Facet]]


def answer(tree: Query | None, kind: Kind, order: Order | None = None, after: int = 0, rows: int = PAGE_ROWS) -> Answer:
    """Return a page of what a question finds; without an `order` by relevance, unless there is too much to weigh.

    Raises `TakesTooLong`.
    """
    ask = replace(ask_of(tree), columns=COLUMNS[kind], weighed=order != "day" and any(leaves(tree)))
    table = MODELS[kind]._meta.db_table
    found = engine().ask(table, ask)
    capped, found = len(found) > LOOK_ROWS, found[:LOOK_ROWS]
    order = order or ("relevance" if ask.weighed and not capped else "day")
    groups: dict[int, list[int]] = {}
    weights: dict[int, float] = {}
    for place, weight, *told in found:
        group = place >> GROUP_BITS
        groups.setdefault(group, []).append(place)
        if kind == "statements":  # words torn out of a sentence hold much of what is asked and tell little
            weight *= min(1.0, (told[-1] - told[-2]) / FULL_CHARS)
        weights[group] = max(weights.get(group, weight), weight)
    if order == "relevance":
        ordered = sorted(groups, key=lambda group: (-weights[group], -group))
        start, full = (ordered.index(after) + 1 if after in groups else 0), False
    else:
        full = capped
        if after:  # the page may lie beyond what was looked at
            groups, full = _later(table, ask, after)
        ordered, start = list(groups), 0
    page = ordered[start : start + rows]
    more = start + rows < len(ordered) or full
    return Answer(
        kind=kind,
        order=order,
        count=len(weights),
        capped=capped,
        places=tuple(tuple(groups[group]) for group in page),
        after=str(page[-1]) if page and more else "",
        facets={name: _facet(found, kind, name) for name in FACETS if name in COLUMNS[kind]},
    )


def _later(table: str, ask: Ask, after: int) -> tuple[dict[int, list[int]], bool]:
    """Return the groups that come after one by day, and whether there may be more than were fetched."""
    last = min(ask.last, after << GROUP_BITS)
    found = engine().ask(table, replace(ask, columns=(), weighed=False, last=last, limit=PAGE_LOOK))
    groups: dict[int, list[int]] = {}
    for place, _ in found:
        groups.setdefault(place >> GROUP_BITS, []).append(place)
    return groups, len(found) == PAGE_LOOK


def count(tree: Query | None, kind: Kind) -> tuple[int, bool]:
    """Return how many statements or articles a question finds, and whether there are more than were counted."""
    found = engine().ask(MODELS[kind]._meta.db_table, ask_of(tree))
    return len({place >> GROUP_BITS for place, _ in found[:LOOK_ROWS]}), len(found) > LOOK_ROWS


def rows_of(answer: Answer) -> list[list[Any]]:
    """Return the rows of a page by group, in order."""
    held = MODELS[answer.kind]._default_manager.in_bulk([place for group in answer.places for place in group])
    return [[held[place] for place in sorted(group) if place in held] for group in answer.places]


def ask_of(tree: Query | None) -> Ask:
    """Return a tree as it is asked: its days as places, and whether it asks for words inside quotation marks."""
    parts = tree.parts if isinstance(tree, And) else (tree,) if tree else ()
    whole = [part for part in parts if isinstance(part, Field) and part.name in ("before", "after", "in")]
    rest = tuple(part for part in parts if part not in whole)
    bits = HASH_BITS + GROUP_BITS
    ask = Ask(And(rest) if len(rest) > 1 else (rest[0] if rest else None))
    for part in whole:
        if part.name == "in":
            ask = replace(ask, quoted=True)
            continue
        place = date.fromisoformat(part.words[0]).toordinal() << bits
        if part.name == "after":
            ask = replace(ask, first=max(ask.first, place))
        else:
            ask = replace(ask, last=min(ask.last, place), first=max(ask.first, 1 << bits))
    return ask


def _facet(found: Found, kind: Kind, name: str) -> list[Facet]:
    """Return the values of one column with the most statements."""
    column = 2 + COLUMNS[kind].index(name)
    named = 2 + COLUMNS[kind].index("speaker_name") if name == "speaker" else column
    pairs = {(row[column], row[0] >> GROUP_BITS) for row in found if row[column]}
    labels = {row[column]: row[named] for row in found}
    most = Counter(value for value, _ in pairs).most_common(FACET_ROWS)
    return [Facet(value, labels[value], number) for value, number in most]


# --- what is suggested ------------------------------------------------------------------
def suggestion(tree: Query | None) -> str:
    """Return the question with words that the index knows in place of those it does not, or nothing."""
    words = {word for leaf in leaves(tree) for word in leaf.all}
    known = set(IndexWord.objects.filter(word__in=words).values_list("word", flat=True))
    better: dict[str, str] = {}
    for word in words - known:
        if found := _nearest(word):
            better[word] = found
    return str(_replaced(tree, better)) if tree and better else ""


def _nearest(word: str) -> str:
    """Return the word of the index most like one that is not in it; both begin alike."""
    if len(word) < 4 or word.isdigit():
        return ""
    alike = IndexWord.objects.filter(word__gte=word[0], word__lt=chr(ord(word[0]) + 1))
    # Spelt wrongly within, most words keep their first two letters.
    close = alike.filter(word__startswith=word[:2]).values_list("word", flat=True)[:SUGGEST_WORDS]
    found = process.extractOne(word, list(close), scorer=fuzz.ratio, score_cutoff=SUGGEST_SCORE)
    if not found:
        found = process.extractOne(
            word,
            list(alike.values_list("word", flat=True)[:SUGGEST_WORDS]),
            scorer=fuzz.ratio,
            score_cutoff=SUGGEST_SCORE,
        )
    return str(found[0]) if found else ""


def _replaced(tree: Query, better: dict[str, str]) -> Query:
    if isinstance(tree, (Words, Field)):
        return replace(tree, words=tuple(better.get(word, word) for word in tree.words))
    if isinstance(tree, Near):
        left, right = (
            replace(each, words=tuple(better.get(w, w) for w in each.words)) for each in (tree.left, tree.right)
        )
        return replace(tree, left=left, right=right)
    if isinstance(tree, Not):
        return tree
    return replace(tree, parts=tuple(_replaced(part, better) for part in tree.parts))
