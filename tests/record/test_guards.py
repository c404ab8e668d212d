"""The database's own guards, attacked with plain SQL that goes round us."""

from __future__ import annotations

import sqlite3
from dataclasses import replace
from typing import Any

import pytest
from django.db import Error, connection, transaction

from onrecord import record
from onrecord.record import guards, models
from tests.conftest import Store
from tests.record.house import Report, report

TABLES = [getattr(models, name)._meta.db_table for name in models.__all__]


def rows(sql: str, values: tuple[Any, ...] = ()) -> list[tuple[object, ...]]:
    """Run `sql` as anyone with the database open may, and return what it gives."""
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        return list(cursor.fetchall()) if cursor.description else []


def refused(sql: str, values: tuple[Any, ...] = (), *, says: str = "") -> bool:
    """Return whether the database refuses `sql`, with a message that holds `says`."""
    try:
        with transaction.atomic():
            rows(sql, values)
    except Error as error:
        return says in str(error)
    return False


@pytest.fixture
def held(store: Store) -> Report:  # noqa: ARG001 - it is where the report goes
    """A report on record, with a row in every table that a report can fill, a fault and a judgement."""
    from onrecord.errors import Fault
    from onrecord.linking import FollowLink, ReuseLink, SameLink
    from onrecord.reading import Role

    first, second = report("Mira Tolan said no.", title="No"), report()
    first.append()
    (entity, other, *_) = second.links.entities
    pair = (second.reading.sentences[0], first.reading.sentences[0], 0.5)
    said = second.reading.attributions[0].id
    full = second.linked(
        keys=("term:dam",),
        follows=(FollowLink(second.links.story.story, first.links.story.story, "later"),),
        reuse=(ReuseLink(second.article.id, first.article.id, None, "copy", 0.5, (pair,)),),
        entities=(replace(entity, roles=(Role("minister", None, entity.mentions[0]),)), other),
        same=(SameLink(entity.entity, other.entity, "one name", entity.mentions[0]),),
        speakers={said: entity.entity},
    )
    full.append()
    record.append_fault(Fault("saved/empty.txt", "the file is empty", "it was left out"))
    judgement = record.judge("reject", [said], "Ana", "a slip")
    record.retract(judgement.id, "Ana", "no slip after all")
    return full


@pytest.mark.usefixtures("held")
@pytest.mark.parametrize("table", TABLES)
def test_no_row_is_changed_or_removed(table: str) -> None:
    """UPDATE and DELETE are refused in every table, and the rows stand as they stood."""
    before = rows(f"SELECT * FROM {table} ORDER BY id")  # noqa: S608
    assert before
    assert refused(f"UPDATE {table} SET id = id", says=guards.APPEND_ONLY)  # noqa: S608
    assert refused(f"DELETE FROM {table}", says=guards.APPEND_ONLY)  # noqa: S608
    assert rows(f"SELECT * FROM {table} ORDER BY id") == before  # noqa: S608


@pytest.mark.usefixtures("held")
@pytest.mark.parametrize("table", TABLES)
def test_no_row_is_replaced(store: Store, table: str) -> None:
    """Neither INSERT OR REPLACE, nor ON CONFLICT DO UPDATE, nor TRUNCATE gets round that."""
    before = rows(f"SELECT * FROM {table} ORDER BY id")  # noqa: S608
    if store.vendor == "postgresql":
        assert refused(f"TRUNCATE {table} CASCADE", says=guards.APPEND_ONLY)
        again = f"INSERT INTO {table} SELECT * FROM {table} ON CONFLICT (id) DO UPDATE SET id = excluded.id"  # noqa: S608
        assert refused(again, says=guards.APPEND_ONLY)
    else:
        assert refused(f"INSERT OR REPLACE INTO {table} SELECT * FROM {table}", says=guards.APPEND_ONLY)  # noqa: S608
        columns = [str(row[1]) for row in rows(f"PRAGMA table_info({table})")]
        others = ", ".join(f'"{column}"' for column in columns if column != "id")
        if table != "record_lookupkey":  # there the number of the row is the id
            same = (
                f"INSERT OR REPLACE INTO {table} (rowid, id, {others}) SELECT rowid, id || 'x', {others} FROM {table}"  # noqa: S608
            )
            assert refused(same, says=guards.APPEND_ONLY)
        upsert = f"INSERT INTO {table} SELECT * FROM {table} WHERE true ON CONFLICT (id) DO UPDATE SET id = id"  # noqa: S608
        assert refused(upsert, says=guards.APPEND_ONLY)
    assert rows(f"SELECT * FROM {table} ORDER BY id") == before  # noqa: S608


@pytest.mark.usefixtures("held")
def test_a_number_is_not_taken_over(store: Store) -> None:
    """An article cannot push another one out by claiming its number."""
    columns = [field.column for field in models.ArticleEntry._meta.concrete_fields if field.column != "id"]
    names = ", ".join(f'"{column}"' for column in columns)
    how = "INSERT OR REPLACE" if store.vendor == "sqlite" else "INSERT"
    sql = f"{how} INTO record_articleentry (id, {names}) SELECT id || 'x', {names} FROM record_articleentry"  # noqa: S608
    assert refused(sql)
    assert len(rows("SELECT id FROM record_articleentry")) == 2


UNTRUE = {
    "other words": (0, 3, "Xyz", "", ""),
    "the right words elsewhere": (1, 6, "Karel", "", ""),
    "an end beyond the text": (0, 99999, "Karel", "", ""),
    "a place before the text": (-1, 4, "Karel", "", ""),
    "no words": (3, 3, "", "", ""),
    "an end before the start": (6, 5, "", "", ""),
    "a wrong prefix": (6, 11, "Oster", "Xarel ", ""),
    "a prefix longer than what stands before": (0, 5, "Karel", "x", ""),
    "a wrong suffix": (0, 5, "Karel", "", " Tolan"),
}


@pytest.mark.parametrize("name", UNTRUE)
def test_untrue_evidence_is_refused(held: Report, name: str) -> None:
    """Evidence is accepted only with the article's own words at exactly its place."""
    sql = (
        'INSERT INTO record_evidence (id, article_id, start, "end", exact, prefix, suffix) '
        "VALUES (%s, %s, %s, %s, %s, %s, %s)"
    )
    assert refused(sql, ("ev-x", held.article.id, *UNTRUE[name]), says=guards.UNTRUE)
    assert refused(sql, ("ev-x", "art-none", 0, 5, "Karel", "", " Oster"), says=guards.UNTRUE)
    assert not refused(sql, ("ev-x", held.article.id, 0, 5, "Karel", "", " Oster"))


@pytest.mark.usefixtures("store")
def test_evidence_counts_code_points() -> None:
    """The database's places are ours for letters of any size: emoji, right-to-left, combining."""
    text = "😀👩‍👩‍👧 Ke\u0301la said “שלום” \U0010ffff and left."
    odd = report(text)
    assert odd.append().added > 0
    assert list(record.verify()) == []


@pytest.mark.parametrize("table", guards.EVIDENCED)
def test_an_entry_without_evidence_is_refused(held: Report, table: str) -> None:
    """No entry is accepted without evidence, with evidence that does not exist, or with another article's."""
    name = f"record_{table}"
    columns = [str(column.name) for column in connection.introspection.get_table_description(connection.cursor(), name)]
    kept = [column for column in columns if column not in ("id", "evidence_id")]
    others = ", ".join(f'"{column}"' for column in kept)
    (foreign,) = rows("SELECT id FROM record_evidence WHERE article_id <> %s LIMIT 1", (held.article.id,))
    for evidence in (None, "ev-none", foreign[0]):
        sql = (
            f"INSERT INTO {name} (id, evidence_id, {others}) "  # noqa: S608
            f"SELECT id || 'x', %s, {others} FROM {name} WHERE article_id = %s"
        )
        assert refused(sql, (evidence, held.article.id))


def test_guards_hold_where_foreign_keys_are_off(held: Report, store: Store) -> None:
    """Another program's connection, with SQLite's foreign keys off, meets the same guards."""
    if store.file is None:
        pytest.skip("PostgreSQL has no such switch without the owner's rights")
    raw = sqlite3.connect(store.file, isolation_level=None)
    columns = [row[1] for row in raw.execute("PRAGMA table_info(record_storymember)")]
    values = {**dict.fromkeys(columns, "x"), "article_id": held.article.id}
    marks = ", ".join("?" * len(columns))
    with pytest.raises(sqlite3.IntegrityError, match="without evidence"):
        raw.execute(f"INSERT INTO record_storymember ({', '.join(columns)}) VALUES ({marks})", list(values.values()))  # noqa: S608
    with pytest.raises(sqlite3.IntegrityError, match="append-only"):
        raw.execute("DELETE FROM record_storymember")
    raw.close()


@pytest.mark.usefixtures("held")
@pytest.mark.parametrize("text", ["'a' || char(0) || 'b'", "''", "x'6162'", "12"])
def test_a_text_that_cannot_carry_evidence_is_refused(store: Store, text: str) -> None:
    """SQLite counts a text only up to a NUL and a blob in bytes, so neither is an article's text; nor is nothing."""
    if store.file is None:
        pytest.skip("PostgreSQL's text holds neither NUL nor blob")
    columns = [f'"{f.column}"' for f in models.ArticleEntry._meta.concrete_fields]
    taken = {'"id"': "id || 'x'", '"number"': "number + 100", '"text"': text}
    chosen = ", ".join(taken.get(column, column) for column in columns)
    sql = f"INSERT INTO record_articleentry ({', '.join(columns)}) SELECT {chosen} FROM record_articleentry"  # noqa: S608
    # A number is turned into text by the column, as the text of an article may be "12".
    assert refused(sql, says="evidence") == (text != "12")


@pytest.mark.usefixtures("store")
def test_the_guards_can_be_taken_down_and_set_up_again() -> None:
    """The migration that sets the guards can be undone and done again, as any other."""
    from django.core.management import call_command

    call_command("migrate", "record", "0001", verbosity=0)
    found = {fault.what for fault in record.verify()}
    assert len(found) >= len(TABLES)
    record.prepare()
    assert list(record.verify()) == []
