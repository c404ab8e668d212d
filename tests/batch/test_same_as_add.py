"""What a batch makes and the record loads is what `onrecord add` would have put there, entry by entry."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from pytest_django import DjangoDbBlocker

from onrecord import flow, publishing, record
from onrecord.batch import load
from tests.batch.conftest import Archive, plan_of, run_batch
from tests.batch.house import archive, reports
from tests.conftest import Store, Templates, led_to

INSTANTS = ("appended_at", "received_at")


def entries() -> dict[str, list[tuple[Any, ...]]]:
    """Return all rows of the record, without the instants at which they came; keys without their row's number."""
    from django.db import connection

    found = {}
    with connection.cursor() as cursor:
        tables = [each for each in connection.introspection.table_names(cursor) if each.startswith("record_")]
        for table in tables:
            columns = [each.name for each in connection.introspection.get_table_description(cursor, table)]
            kept = [each for each in columns if each not in INSTANTS and (table, each) != ("record_lookupkey", "id")]
            cursor.execute(f"SELECT {', '.join(map(connection.ops.quote_name, kept))} FROM {table}")  # noqa: S608
            rows = [tuple(bytes(v) if isinstance(v, memoryview) else v for v in row) for row in cursor.fetchall()]
            found[table] = sorted(rows, key=repr)
    return found


def arrivals() -> list[str]:
    """Return the articles in the order in which they were linked, moved ones again."""
    return [each.article for each in record.arrivals(count=10_000)]


@pytest.fixture(scope="module")
def added(
    made: Archive, template: Templates, django_db_blocker: DjangoDbBlocker
) -> Iterator[tuple[dict[str, list[tuple[Any, ...]]], list[str], dict[str, list[dict[str, Any]]]]]:
    """What the record holds after `add` of the archive: its rows, the order of linking, and its export."""
    with led_to(template(), django_db_blocker):
        for _ in flow.add([str(each) for each in made.files], jobs=2):
            pass
        exported: dict[str, list[dict[str, Any]]] = {name: [] for name in publishing.FILES}
        for name, row in publishing.export_rows(record.as_of()):
            exported[name].append(dict(row))
        yield entries(), arrivals(), exported


@pytest.mark.usefixtures("store")
def test_a_batch_that_is_loaded_is_what_add_would_have_written(made: Archive, added: Any) -> None:
    """Every table has the same rows, in the same order of arrival, and the record holds."""
    loaded = load(made.out)
    rows, order, _ = added
    here = entries()
    assert loaded.articles == len(rows["record_articleentry"]) == 298
    assert {name: len(several) for name, several in here.items()} == {name: len(r) for name, r in rows.items()}
    for table, expected in rows.items():
        assert here[table] == expected, table
    assert arrivals() == order
    assert not list(record.verify())


def test_the_archive_puts_the_hard_cases_to_both(added: Any) -> None:
    """Among the reports are moved ones, joined names, follow-ups, shared text and a revision."""
    rows, order, _ = added
    assert len(order) > len(set(order))
    for table in ("sameentry", "storyfollow", "reuseentry", "roleentry"):
        assert rows[f"record_{table}"], table
    assert len(rows["record_pageentry"]) == len(rows["record_articleentry"]) + 1


@pytest.mark.usefixtures("store")
def test_loading_twice_adds_nothing(made: Archive) -> None:
    """What is on record already stays as it is."""
    load(made.out)
    before = entries()
    again = load(made.out)
    assert (again.articles, again.entries) == (0, 0)
    assert entries() == before


@pytest.mark.usefixtures("store")
def test_a_part_is_loaded_with_what_it_rests_on(made: Archive, added: Any) -> None:
    """The articles of one day come with those that founded what they name; each row is as `add` wrote it."""
    day = date(2031, 3, 10)
    loaded = load(made.out, [day])
    rows, _, _ = added
    held = {each.id for each in record.as_of().articles()}
    own = {row["id"] for row in _exported(added, "articles") if row["published"] == day.isoformat()}
    assert own
    assert own <= held
    assert loaded.articles == len(held) < len(rows["record_articleentry"])
    here = entries()
    for table in here:
        if table not in ("record_articleentry", "record_lookupkey"):  # whose numbers follow the order of loading
            assert set(map(repr, here[table])) <= set(map(repr, rows[table])), table
    assert not list(record.verify())


def _exported(added: Any, name: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = added[2][name]
    return found


def test_the_tables_are_the_export(made: Archive, added: Any) -> None:
    """Each table has the rows of its file in the export, with its fields, under the day of its article or story."""
    import pyarrow.parquet as pq

    for name in publishing.FILES:
        found: dict[str, dict[str, Any]] = {}
        for file in sorted((made.out / "tables" / name).glob("day=*/*.parquet")):
            for row in pq.read_table(file, partitioning=None).to_pylist():
                found[row["id"]] = row
                if name == "articles" and row["published"]:
                    assert file.parent.name == f"day={row['published'][:10]}"
        expected = {row["id"]: row for row in _exported(added, name)}
        if name == "reuse":
            for row in found.values():
                row["pairs"] = [[each["here"], each["there"], each["score"]] for each in row["pairs"]]
        assert found.keys() == expected.keys(), name
        for each, row in expected.items():
            assert found[each] == row, (name, each)


def test_a_new_month_is_placed_against_an_old_archive(
    tmp_path: Path, template: Templates, django_db_blocker: DjangoDbBlocker, store: Store
) -> None:
    """A batch against an earlier one does nothing of that one again, and both loaded are what `add` writes of all."""
    rows = list(reports(90, seed=3))
    old = archive(tmp_path / "old", rows[:60], 2)
    new = archive(tmp_path / "new", rows[60:], 1)
    first = plan_of(tmp_path, "old", tmp_path / "first", task_articles=20)
    assert run_batch(first).returncode == 0
    before = {file: file.stat().st_mtime_ns for file in (tmp_path / "first").rglob("*.parquet")}
    second = plan_of(tmp_path, "new", tmp_path / "second", against=str(tmp_path / "first"), task_articles=20)
    ran = run_batch(second)
    assert ran.returncode == 0, ran.stderr
    assert {file: file.stat().st_mtime_ns for file in (tmp_path / "first").rglob("*.parquet")} == before
    load(tmp_path / "first")
    load(tmp_path / "second")
    loaded, order = entries(), arrivals()
    assert not list(record.verify())
    with led_to(template(), django_db_blocker):
        for _ in flow.add([str(each) for each in (*old, *new)]):
            pass
        added = entries()
        assert arrivals() == order
    for table, expected in added.items():
        assert loaded[table] == expected, table
    from tests.conftest import point_django_at

    point_django_at(store.url)
