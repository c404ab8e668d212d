"""Stories do not depend on the order in which the reports of a day arrive."""

from __future__ import annotations

import random
from datetime import date
from functools import cache
from itertools import groupby
from pathlib import Path

from hypothesis import example, given, settings
from hypothesis import strategies as st

from evals.stories import b_cubed
from onrecord.articles import Article
from onrecord.flow import look
from onrecord.reading import Reading
from tests.linking.house import arrive

EXAMPLES = Path(__file__).resolve().parents[2] / "examples"
TOLERANCE = 0.9
"""B-cubed F1 between the stories of two orders of arrival; 1 says that they are the same."""


@cache
def by_day() -> tuple[tuple[tuple[Article, Reading], ...], ...]:
    """Return the bundled reports, those of each day together."""

    def day(each: tuple[Article, Reading]) -> date:
        return each[0].published_on or date.max

    found = [(seen.article, seen.reading) for seen in look([str(EXAMPLES)]) if seen.article and seen.reading]
    return tuple(tuple(each) for _, each in groupby(sorted(found, key=day), key=day))


@settings(max_examples=15, deadline=None)
@given(st.integers(0, 2**32))
@example(0)
def test_the_stories_are_the_same_whatever_the_order_within_a_day(seed: int) -> None:
    """Shuffled within each day, the bundled reports form the stories that they form in order."""
    chance = random.Random(seed)  # noqa: S311 - a test, not a secret
    shuffled = [each for day in by_day() for each in chance.sample(day, len(day))]
    in_order = arrive([each for day in by_day() for each in day])
    assert len(set(in_order.values())) > 1
    assert b_cubed(in_order, arrive(shuffled))[0] >= TOLERANCE
