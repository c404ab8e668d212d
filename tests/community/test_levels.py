"""The rules of levels, of which nothing is in the database."""

from __future__ import annotations

import hypothesis.strategies as st
from hypothesis import given

from onrecord.community.levels import (
    after_absence,
    after_reading,
    after_vouching,
    is_vouched,
    level_at,
    levels_lost,
    loses_on_day,
)
from onrecord.community.tariff import DEFAULT, load

TARIFF = load(DEFAULT)


def test_a_level_is_reached_with_the_last_point_that_it_takes() -> None:
    """Level 13 takes 390 points of experience, and 389 are level 12."""
    assert [level_at(points, TARIFF) for points in (0, 4, 5, 389, 390, 950, 10**9)] == [1, 1, 2, 12, 13, 20, 20]


def test_a_first_post_of_the_day_counts_the_day() -> None:
    """A post is 5 points, and the day on which it is read another 10."""
    assert after_reading(0, 0, TARIFF, new_day=True) == 15
    assert after_reading(15, 0, TARIFF, new_day=False) == 20


def test_levels_fall_after_a_period_of_grace() -> None:
    """After 30 days of grace a level is lost every 10 days, never below the first."""
    assert [levels_lost(days, TARIFF) for days in (0, 30, 39, 40, 49, 50, 140)] == [0, 0, 0, 1, 1, 2, 11]
    assert after_absence(400, 39, TARIFF) == 400
    assert after_absence(400, 40, TARIFF) == 330
    assert after_absence(400, 36_500, TARIFF) == 0
    assert [loses_on_day(days, TARIFF) for days in (0, 39, 40)] == [40, 40, 50]


def test_who_comes_back_goes_on_from_what_is_left() -> None:
    """The level that was lost is not given back by the first post read."""
    assert after_reading(400, 40, TARIFF, new_day=True) == 345


@given(st.integers(0, 2_000), st.integers(0, 400), st.integers(0, 400))
def test_absence_in_one_go_costs_at_least_as_much_as_no_absence(points: int, days: int, more: int) -> None:
    """Longer absence never leaves more, and what is left is at most what was there."""
    assert after_absence(points, days + more, TARIFF) <= after_absence(points, days, TARIFF) <= points


@given(points=st.integers(0, 2_000), before=st.integers(0, 50), added=st.integers(0, 50), vouched=st.booleans())
def test_a_vouch_that_is_taken_back_leaves_what_was(points: int, before: int, added: int, *, vouched: bool) -> None:
    """Experience is as before; whoever was vouched for by those that were taken back is not any more."""
    vouched = vouched or before >= TARIFF.standing.vouchers
    after = after_vouching(points, before, before + added, TARIFF)
    assert after == points + 20 * added
    assert after_vouching(after, before + added, before, TARIFF) == points
    then = is_vouched(before, before + added, TARIFF, vouched=vouched)
    back = is_vouched(before + added, before, TARIFF, vouched=then)
    lost = before < TARIFF.standing.vouchers <= before + added
    assert back == (vouched and not lost)
