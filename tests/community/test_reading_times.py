"""How long reading takes, and what a heartbeat counts, whatever the numbers."""

from __future__ import annotations

from contextlib import suppress
from datetime import UTC, datetime, timedelta

import hypothesis.strategies as st
import pytest
from hypothesis import given

from onrecord.community.reading_times import counted, seconds_to_read
from onrecord.community.tariff import DEFAULT, load
from onrecord.errors import ActRefused
from onrecord.limits.community import WORDS_A_MINUTE

TARIFF = load(DEFAULT)
NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)


@pytest.mark.parametrize(("since", "seconds"), [(9, 9), (9.9, 9), (10, 10), (10.9, 10), (30, 10)])
def test_a_heartbeat_counts_whole_seconds_up_to_its_interval(since: float, seconds: int) -> None:
    """What is beyond ten seconds, or is no whole second, is not counted."""
    assert counted(NOON, NOON + timedelta(seconds=since)) == seconds


@pytest.mark.parametrize(("since", "code"), [(-0.001, "early"), (0, "early"), (8.999, "early"), (30.001, "late")])
def test_a_heartbeat_out_of_its_time_is_refused(since: float, code: str) -> None:
    """Before its time and after it nothing is counted, and it is told which."""
    with pytest.raises(ActRefused, match="heartbeat") as refused:
        counted(NOON, NOON + timedelta(seconds=since))
    assert refused.value.code == code


@given(st.lists(st.integers(-20_000_000, 60_000_000), max_size=50))
def test_heartbeats_count_no_more_than_the_time_that_passed(gaps: list[int]) -> None:
    """Whatever the microseconds between heartbeats, and those that are refused, the sum stays below what passed."""
    last, passed, total = NOON, timedelta(), 0
    for gap in gaps:
        now = last + timedelta(microseconds=gap)
        passed += max(timedelta(), now - last)
        with suppress(ActRefused):
            total += counted(last, now)
        last = now
    assert total <= passed.total_seconds()


@given(st.integers(1, 1_000_000), st.integers(0, 1_000))
def test_nobody_reads_faster_than_the_tariff_and_longer_texts_take_longer(words: int, more: int) -> None:
    """The time is never below the floor, nor below what the fastest pace of any tariff takes."""
    seconds = seconds_to_read(words, TARIFF)
    assert seconds >= max(TARIFF.reading.floor_seconds, 60 * words / TARIFF.reading.words_a_minute)
    assert seconds >= 60 * words / WORDS_A_MINUTE
    assert seconds_to_read(words + more, TARIFF) >= seconds
