"""Entities and faults are listed in the order in which they came, in parts that miss and double nothing."""

from __future__ import annotations

import threading
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from onrecord import record
from onrecord.errors import Fault, UsageError
from onrecord.linking import Known, link, look_up_keys, place
from onrecord.reading import read
from onrecord.record import Founded, appending
from tests.conftest import Store
from tests.record.house import Report, report

pytestmark = pytest.mark.usefixtures("store")

TEXT = (
    "Karel Oster, the water minister of Veldria, met Mira Tolan in Varnel on Tuesday. “It will open,” Oster said. "
    "“It will not,” Mira Tolan said."
)


def held(text: str, url: str | None = None) -> Report:
    """Return a report on record as the reader reads it."""
    made = report(text, url=url)
    reading = read(made.article)
    keys = look_up_keys(made.article, reading)
    links = link(made.article, reading, keys, place(made.article, reading, ()), Known())
    made = replace(made, reading=reading, links=links)
    made.append()
    return made


def test_entities_come_in_the_order_of_founding() -> None:
    """Part by part the same as at once, each one once; those founded later come after all that were there."""
    held(TEXT)
    at_once = record.entities_founded()
    assert len(at_once) > 1
    by_one: list[Founded] = []
    while part := record.entities_founded(by_one[-1] if by_one else None, 1):
        by_one += part
        if len(by_one) == 1:
            held(TEXT.replace("Karel Oster", "Ben Aldo"))
    assert tuple(by_one[: len(at_once)]) == at_once
    assert len(by_one) == len({each.id for each in by_one}) > len(at_once)


def test_entities_are_found_by_kind_and_by_a_whole_name() -> None:
    """A name is found in capitals or not, a part of it is not."""
    held(TEXT)
    (oster,) = record.entities_founded(name="KAREL OSTER")
    assert oster in record.entities_founded(kind="person")
    assert oster not in record.entities_founded(kind="place")
    assert record.entities_founded(name="Karel O") == ()


def test_faults_come_in_the_order_in_which_they_were_met() -> None:
    """Each is found again by its id; one that nobody met is not on record."""
    met = [Fault(f"news.jsonl:{number}", "is not JSON", "left the line out") for number in range(3)]
    for each in met:
        record.append_fault(each)
    first, *_ = record.faults(count=1)
    rest = record.faults(first.met)
    assert [each.fault for each in (first, *rest)] == met
    assert [record.fault(each.met.id) for each in (first, *rest)] == met
    with pytest.raises(UsageError, match="no fault"):
        record.fault("fault-0")


def test_what_replaces_what_is_known_for_many_at_once() -> None:
    """Only revisions are told, each with the version before it."""
    first = held(TEXT, "https://example.org/dam").article.id
    assert record.revisions([first, "art-0"]) == {}
    second = held(TEXT.replace("Tuesday", "Wednesday"), "https://example.org/dam").article.id
    assert record.revisions([first, second]) == {second: first}


def test_while_somebody_writes_nobody_else_does(store: Store) -> None:
    """What is asked within `writing` still holds when it is judged there: another judgement waits until it ends."""
    from django.db import connection

    assert store
    said = held(TEXT).reading.attributions[0].id
    signed: list[datetime] = []

    def other() -> None:
        signed.append(record.judge("reject", [said], "Ben", "no").at)
        connection.close()

    with record.writing():
        waiting = threading.Thread(target=other)
        waiting.start()
        waiting.join(0.5)
        assert record.judgements() == ()
        first = record.judge("correct", [said], "Ada", "yes", "Karel Oster")
    waiting.join()
    assert [each.by for each in record.judgements()] == ["Ada", "Ben"]
    assert first.at < signed[0]


def test_what_comes_after_a_clock_went_back_comes_last() -> None:
    """Who follows the arrivals meets the next article after those linked by a machine whose clock is ahead."""
    first = held(TEXT)
    ahead = datetime.now(UTC) + timedelta(minutes=5)
    appending.append_links(first.article, first.reading, replace(first.links, linker="ahead-1"), ahead)
    seen = record.newest()
    later = held(TEXT.replace("Karel Oster", "Ben Aldo"))
    assert [each.article for each in record.arrivals(seen)] == [later.article.id]
    assert record.newest() == record.arrivals()[-1].cursor
