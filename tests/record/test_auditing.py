"""The audit finds what was changed behind our back."""

from __future__ import annotations

import sqlite3
import zlib
from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from onrecord import record
from onrecord.limits.record import AUDIT_FAULTS
from tests.conftest import Store
from tests.record.house import LEDE, report


@contextmanager
def behind_our_back(store: Store, *tables: str) -> Iterator[sqlite3.Connection]:
    """Open the record's file as its owner may, with the guards of `tables` taken down for a while."""
    if store.file is None:
        pytest.skip("tampering is tried on SQLite's file")
    raw = sqlite3.connect(store.file, isolation_level=None)
    marks = ", ".join("?" * len(tables))
    sql = f"SELECT name, sql FROM sqlite_master WHERE type = 'trigger' AND tbl_name IN ({marks})"  # noqa: S608
    guards = raw.execute(sql, tables).fetchall()
    for name, _ in guards:
        raw.execute(f"DROP TRIGGER {name}")
    yield raw
    for _, guard in guards:
        raw.execute(guard)
    raw.close()


TAMPERING = {
    "an article's words": (
        "record_articleentry",
        "UPDATE record_articleentry SET text = replace(text, 'Karel', 'Pavel')",
        {"its words, title or day are not those", "its words do not stand in the article"},
    ),
    "an article's title": ("record_articleentry", "UPDATE record_articleentry SET title = 'x'", {"its words, title"}),
    "an article's day": (
        "record_articleentry",
        "UPDATE record_articleentry SET published_on = '1999-01-01'",
        {"its day or address"},
    ),
    "a day that does not exist": (
        "record_articleentry",
        "UPDATE record_articleentry SET published = '2026-02-31'",
        {"a day of publication that does not exist"},
    ),
    "evidence's words": (
        "record_evidence",
        "UPDATE record_evidence SET exact = 'Pavel' WHERE exact = 'Karel'",
        {"do not stand in the article"},
    ),
    "evidence's place": (
        "record_evidence",
        "UPDATE record_evidence SET start = start + 1",
        {"do not stand in the article", "do not agree with its article or its evidence"},
    ),
    "evidence's surroundings": (
        "record_evidence",
        "UPDATE record_evidence SET suffix = 'x' WHERE exact = 'Karel'",
        {"do not stand in the article"},
    ),
    "evidence gone": ("record_evidence", "DELETE FROM record_evidence", {"names an entry", "has no evidence"}),
    "a page gone": ("record_pageentry", "DELETE FROM record_pageentry", {"names an entry that is not on record"}),
    "a page's digest": ("record_pageentry", "UPDATE record_pageentry SET digest = 'x'", {"its bytes are not those"}),
    "a page's bytes": ("record_pageentry", "UPDATE record_pageentry SET body = x'00'", {"cannot be unpacked"}),
    "an attribution's places": (
        "record_attributionentry",
        "UPDATE record_attributionentry SET content = '[[0,3]]'",
        {"its places are not those"},
    ),
    "an attribution's places, unreadable": (
        "record_attributionentry",
        "UPDATE record_attributionentry SET content = '[[3,0]]'",
        {"never written there"},
    ),
    "a reading's places": (
        "record_readingentry",
        "UPDATE record_readingentry SET sentences = '[[0,99999]]'",
        {"beyond the end"},
    ),
    "a reader's name": (
        "record_readingentry",
        "UPDATE record_readingentry SET reader = 'better-9'",
        {"its id does not follow"},
    ),
    "a mention's places": (
        "record_mentionentry",
        "UPDATE record_mentionentry SET spans = '[[0,99999]]'",
        {"its places do not agree"},
    ),
    "an alias": ("record_entityalias", "UPDATE record_entityalias SET name = 'x'", {"its id does not follow"}),
    "a story without members": (
        "record_storymember",
        "DELETE FROM record_storymember",
        {"do not put their article into one story"},
    ),
    "a wording of nothing": (
        "record_wordingentry",
        "UPDATE record_wordingentry SET attribution = 'att-x'",
        {"its reading does not hold", "their reading does not hold", "its id does not follow"},
    ),
}


@pytest.mark.parametrize("name", TAMPERING)
def test_tampering_is_found(store: Store, name: str) -> None:
    """Whatever was changed with the guards down is reported, with the entry's place."""
    table, sql, says = TAMPERING[name]
    report(LEDE).append()
    with behind_our_back(store, table) as raw:
        raw.execute(sql)
    found = list(record.verify())
    assert found
    for fault in found:
        assert str(store.file) in fault.where
        assert any(each in fault.what for each in says), fault


def test_other_bytes_that_unpack_well_are_found(store: Store) -> None:
    """A page whose bytes were exchanged for others is reported although they unpack."""
    report(LEDE).append()
    with behind_our_back(store, "record_pageentry") as raw:
        raw.execute("UPDATE record_pageentry SET body = ?", [zlib.compress(b"other words")])
    (fault,) = record.verify()
    assert "its bytes are not those that were received" in fault.what


def test_a_guard_that_is_gone_is_found(store: Store) -> None:
    """A trigger that was dropped, or replaced by one that does nothing, is reported."""
    if store.file is None:
        pytest.skip("tampering is tried on SQLite's file")
    raw = sqlite3.connect(store.file, isolation_level=None)
    raw.execute("DROP TRIGGER record_evidence_true")
    raw.execute("DROP TRIGGER record_evidence_no_delete")
    raw.execute("CREATE TRIGGER record_evidence_no_delete BEFORE DELETE ON record_evidence BEGIN SELECT 1; END")
    raw.close()
    assert [fault.what.split(": ")[1] for fault in record.verify()] == [
        "record_evidence_no_delete is gone",
        "record_evidence_true is gone",
    ]


def test_a_wrecked_record_is_described_up_to_a_bound(store: Store) -> None:
    """Beyond `AUDIT_FAULTS` faults are counted and no longer described."""
    text = "\n\n".join(f"Mira{number} Tolan said {number}." for number in range(AUDIT_FAULTS // 2 + 1))
    report(text).append()
    with behind_our_back(store, "record_evidence") as raw:
        raw.execute("UPDATE record_evidence SET prefix = 'x'")
    found = list(record.verify())
    assert len(found) == AUDIT_FAULTS + 1
    assert "more entries do not hold" in found[-1].what


def test_the_audit_tells_how_far_it_is(store: Store) -> None:
    """Every kind of entry that was looked at is named to `progress`, with a count."""
    report(LEDE).append()
    seen: dict[str, int] = {}
    assert list(record.verify(seen.__setitem__)) == []
    assert seen["articles"] == seen["pages"] == 1
    assert {"evidence", "readings", "links", "guards"} <= seen.keys()
    assert store.vendor in ("sqlite", "postgresql")
