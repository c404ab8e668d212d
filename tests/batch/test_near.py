"""What a task finds near an article, from files by day, is what the record finds from its look-up keys."""

from __future__ import annotations

import pytest

from onrecord import record
from onrecord.batch import index, load
from onrecord.batch.gathering import arrivals
from onrecord.batch.index import Index
from onrecord.linking import look_up_keys
from onrecord.record import look_up
from tests.batch.conftest import Archive

EVERY = 4


@pytest.mark.usefixtures("store")
@pytest.mark.parametrize(("under", "most"), [(None, None), (7, 48), (3, 5)])
def test_the_window_answers_as_the_record_does(
    made: Archive, monkeypatch: pytest.MonkeyPatch, under: int | None, most: int | None
) -> None:
    """The same articles in the same order, however few are looked at under a key or are offered."""
    load(made.out)
    for module in (index, look_up):
        if under and most:
            monkeypatch.setattr(module, "LOOK_UP_KEY_ARTICLES", under)
            monkeypatch.setattr(module, "KNOWN_ARTICLES", most)
    folder = made.out / "parts" / "index"
    came = [each for each in arrivals(folder) if each.first]
    window = Index([folder], [each.day for each in came])
    id_of = {each.number: each.id for each in came}
    now = record.as_of()
    found = 0
    for each in came[::EVERY]:
        article = now.article(each.id)
        expected = [c.article.id for c in record.candidates(article, look_up_keys(article, now.reading(each.id)))]
        assert [id_of[number] for number in window.near(each.number, 1 << 62)] == expected
        found += len(expected)
    assert found


def test_a_task_sees_its_own_days_only(made: Archive) -> None:
    """The files of days beyond the window are not read, but for articles without a day, which see all."""
    folder = made.out / "parts" / "index"
    came = [each for each in arrivals(folder) if each.first]
    first = min(each.day for each in came if each.day)
    near = [each for each in came if each.day == first]
    narrow, wide = Index([folder], [first]), Index([folder], [0])
    for each in near:
        assert narrow.near(each.number, 1 << 62) == wide.near(each.number, 1 << 62)
    far = max(came, key=lambda each: each.day)
    assert wide.seen(far.number).id == far.id
    with pytest.raises(KeyError):
        narrow.seen(far.number)
