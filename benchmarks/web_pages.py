"""The kinds of pages that `benchmarks.web` asks for, with addresses drawn from the record. A new kind is a new row.

The test of the number of questions that a page asks the database (`tests/web/test_questions.py`) goes by the same list.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from urllib.parse import urlencode

from django.db.models import Model
from django.urls import Resolver404, resolve

from onrecord.record import models as entries
from onrecord.web.models import StorySheet, WordingRow

__all__ = ["KINDS", "Kind", "addresses"]


@dataclass(frozen=True)
class Kind:
    """A kind of page: its name, the most questions that one may ask the database, and what gives its addresses.

    `when_asked` says that a page is made when somebody first asks for it, and kept then.
    """

    name: str
    queries: int
    drawn: Callable[[random.Random], Sequence[str]]
    when_asked: bool = False


def _all(form: str, model: type[Model], field: str = "pk") -> Callable[[random.Random], Sequence[str]]:
    """Return what gives an address for each value of a field."""

    def drawn(chance: random.Random) -> Sequence[str]:
        values = model._default_manager.order_by(field).values_list(field, flat=True).distinct()
        found = [form.format(each) for each in values]
        chance.shuffle(found)
        return found

    return drawn


def _one(*found: str) -> Callable[[random.Random], Sequence[str]]:
    return lambda _: found


def _largest(_: random.Random) -> Sequence[str]:
    ids = StorySheet.objects.order_by("-report_count").values_list("story", flat=True)[:1]
    return [f"/stories/{each}/" for each in ids]


def _entities(chance: random.Random) -> Sequence[str]:
    """Return the addresses of those whom mentions name, each as often as it is mentioned: readers ask so too."""
    found = list(entries.MentionEntry.objects.order_by("pk").values_list("entity_id", flat=True)[:200_000])
    chance.shuffle(found)
    return [f"/entities/{each}/" for each in found[:20_000]]


def _searches(form: str) -> Callable[[random.Random], Sequence[str]]:
    """Return what gives searches for two words in a row of headlines."""

    def drawn(chance: random.Random) -> Sequence[str]:
        found = []
        for headline in StorySheet.objects.order_by("pk").values_list("headline", flat=True):
            words = [word.strip(".,:;'\"?!()“”‘’") for word in headline.split()]
            pairs = [pair for pair in pairwise(words) if all(len(word) > 3 for word in pair)]
            if pairs:
                found.append(form + urlencode({"q": " ".join(chance.choice(pairs))}))
        chance.shuffle(found)
        return found

    return drawn


KINDS = (
    Kind("front", 4, _one("/")),
    Kind("story", 3, _all("/stories/{}/", StorySheet)),
    Kind("largest story", 3, _largest),
    Kind("statement", 30, _all("/statements/{}/", WordingRow, "statement"), when_asked=True),
    Kind("article", 30, _all("/articles/{}/", entries.ArticleEntry), when_asked=True),
    Kind("person or body", 30, _entities),
    Kind("people and bodies", 8, _one("/entities/")),
    Kind("tracker", 14, _one("/tracker/")),  # a list and a count for each of its columns
    Kind("comparison", 8, _one("/compare/")),
    Kind("search", 12, _searches("/search/?")),
    Kind("API, stories", 6, _one("/api/stories")),
)


def addresses(kind: Kind, count: int, seed: int = 1) -> list[str]:
    """Return up to `count` addresses of a kind, drawn at random; none, when the site has no such page."""
    found = list(kind.drawn(random.Random(seed)))[:count]  # noqa: S311 - a benchmark, not a secret
    try:
        resolve(found[0].partition("?")[0] if found else "/nowhere/")
    except Resolver404:
        return []
    return found
