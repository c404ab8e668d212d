"""How likely two articles report one event."""

from __future__ import annotations

from dataclasses import astuple
from datetime import date

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.linking.events import CLIMBING, features, likenesses, profile
from onrecord.reading import read
from tests.linking.house import report
from tests.linking.test_link import ELSEWHERE, LATER, RETOLD, ROOM

ALL = [(article, read(article)) for article in (ROOM, RETOLD, LATER, ELSEWHERE)]


def test_two_reports_of_one_event_are_likelier_than_a_follow_up_and_that_than_another_matter() -> None:
    """What the score is for, in the order in which it must put the three."""
    retold, later, elsewhere = (each.chance for each in likenesses(*ALL[0], ALL[1:]))
    assert retold > 0.8
    assert retold > later > elsewhere
    assert elsewhere < 0.1


def test_nobody_to_compare_with_gives_no_likenesses() -> None:
    """The first article of a record is seen among none."""
    assert likenesses(*ALL[0], []) == []


@settings(max_examples=25, deadline=None)
@given(st.permutations([1, 2, 3]))
def test_the_order_of_the_others_does_not_matter(pool: list[int]) -> None:
    """Each article of a pool gets its chance wherever it stands in it."""
    found = dict(zip(pool, likenesses(*ALL[0], [ALL[each] for each in pool]), strict=True))
    for each, alone in zip((1, 2, 3), likenesses(*ALL[0], ALL[1:]), strict=True):
        assert astuple(found[each]) == pytest.approx(astuple(alone), abs=1e-6)


@settings(max_examples=60, deadline=None)
@given(st.lists(st.text(max_size=40), min_size=1, max_size=6), st.none() | st.dates())
def test_whatever_the_articles_hold_their_features_are_numbers(texts: list[str], day: date | None) -> None:
    """Empty texts, no words, no day: each feature is finite, and there is a row for each article of the pool."""
    profiles = [profile(article, read(article)) for article in (report(text, day=day) for text in texts)]
    found = features(profiles[0], profiles)
    assert found.shape == (len(texts), len(CLIMBING))
    assert np.isfinite(found).all()
