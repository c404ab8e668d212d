"""Values as JSON lists: what is written is read again, and nothing else is."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.core import Interval, Span
from onrecord.reading import BodyMention, Denial, Due, Pledge, Stance
from onrecord.record.packing import packed, spans_in, unpacked

SPANS = st.builds(lambda start, length: Span(start, start + length), st.integers(0, 999), st.integers(1, 99))
DAYS = st.builds(lambda a, b: Interval(min(a, b), max(a, b)), st.dates(), st.dates())
st.register_type_strategy(Span, SPANS)
st.register_type_strategy(Interval, DAYS)
VALUES = st.one_of(*map(st.from_type, (Pledge, BodyMention, Stance, Denial)))


@given(VALUES)
def test_what_is_packed_is_unpacked(value: Any) -> None:
    """Through JSON and back every value of a reading is the same."""
    kind: Any = type(value)
    assert unpacked(kind)(json.loads(json.dumps(packed(value)))) == value


@given(VALUES)
def test_every_span_is_found(value: Any) -> None:
    """No span of a value is overlooked, so that none can lie beyond its article unseen."""
    pairs = [row for row in _lists(packed(value)) if len(row) == 2 and all(type(each) is int for each in row)]
    assert sorted(packed(span) for span in spans_in(value)) == sorted(pairs)


def _lists(value: Any) -> list[list[Any]]:
    if not isinstance(value, list):
        return []
    return [value, *(inner for each in value for inner in _lists(each))]


@pytest.mark.parametrize(
    "row", [None, "due", [], [[1, 2], None, "soon"], [[1, 2], None, "day", 1], [[2, 1], None, "day"]]
)
def test_what_was_never_written_is_refused(row: Any) -> None:
    """A list of another length, another type or an unknown word is an error and no value."""
    with pytest.raises((TypeError, ValueError)):
        unpacked(Due)(row)


def test_a_field_that_was_added_later_keeps_its_default() -> None:
    """Rows written before a field was there can still be read."""
    assert unpacked(Due)([[1, 2], None, "day"]) == Due(Span(1, 2), None, "day", is_deadline=False)
