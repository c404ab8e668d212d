"""The measurement of acts: that each act is done by the real doors, and that the books hold afterwards."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.conf import settings
from pytest_django import DjangoDbBlocker

from benchmarks.acts import HEADS, KINDS, Size, rows
from tests.conftest import Store, point_django_at


@pytest.fixture
def back(store: Store, django_db_blocker: DjangoDbBlocker) -> Iterator[Store]:
    """Lead Django's connection, and the tariff, back to where they were."""
    tariff, file = settings.TARIFF, settings.DATABASES
    with django_db_blocker.unblock():
        yield store
        settings.TARIFF, settings.DATABASES = tariff, file
        point_django_at(store.url)


@pytest.mark.usefixtures("back")
def test_every_act_is_measured(monkeypatch: pytest.MonkeyPatch) -> None:
    """A row for each act and number of writers: acts were done, none was refused, and `verify` finds nothing."""
    monkeypatch.setattr("benchmarks.acts.SETTLING_SECONDS", 0.0)
    monkeypatch.setattr("benchmarks.acts.COUNTED", 2)
    monkeypatch.setenv("DATABASE_URL", "")
    small = Size(readers=200, posts=16, comments=20)
    told = [row.strip("| ").split(" | ") for row in rows("sqlite", KINDS, (1, 2), 0.4, 1, small)]
    assert [(kind, writers) for _, kind, writers, *_ in told] == [(kind, count) for kind in KINDS for count in "12"]
    assert {len(row) for row in told} == {len(HEADS)}
    for _, kind, _, per_second, median_ms, _, statements in told:
        assert int(per_second) > 0, kind
        assert float(median_ms) > 0, kind
        assert 1 < int(statements) < 60, kind
