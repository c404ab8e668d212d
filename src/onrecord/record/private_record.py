"""A record in memory for one task of a batch: rows of some articles come in, their links go out as rows.

It holds what `link` asks for and nothing else: the guards that keep evidence true stand in the record into which the
rows are loaded at last, so here entries may be known whose evidence lies with another task.
"""

from __future__ import annotations

import itertools
import os
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any

from django.conf import settings
from django.db import connection, connections, models

from onrecord.articles import Article
from onrecord.linking import Known, Links
from onrecord.reading import Reading
from onrecord.record import appending, loading, look_up
from onrecord.record import models as entries
from onrecord.record.inserting import ORDER, adapted, statement
from onrecord.record.snapshots import RecordSnapshot, as_of
from onrecord.record.tables import TABLES, columns_of

__all__ = ["PrivateRecord"]

_NUMBERS = itertools.count()
_MODELS: tuple[type[models.Model], ...] = (
    *ORDER,
    entries.LookUpKey,
    entries.FaultEntry,
    entries.JudgementEntry,
    entries.RetractionEntry,
)


class PrivateRecord:
    """A record of this process alone; opening another one closes it.

    Instants are those that the caller gives, so no clock has a part in what comes out.
    """

    def __init__(self) -> None:
        if connections["default"].connection is not None:
            connections["default"].connection.close()  # Django keeps one in memory open
        name = f"file:onrecord-{os.getpid()}-{next(_NUMBERS)}?mode=memory"
        settings.DATABASES = {"default": {"ENGINE": "django.db.backends.sqlite3", "NAME": name}}
        connections.settings = connections.configure_settings(settings.DATABASES)
        del connections["default"]
        connection.disable_constraint_checking()
        with connection.schema_editor() as editor:
            for model in _MODELS:
                editor.create_model(model)
        connection.disable_constraint_checking()
        self._given: dict[str, set[str]] = {table: set() for table in TABLES}

    def take(self, table: str, rows: Sequence[Mapping[str, Any]]) -> None:
        """Take rows that were made elsewhere; one whose id is here already is left out."""
        if not rows:
            return
        model = TABLES[table]
        columns = [name for name, _ in columns_of(model)]
        self._given[table].update(row["id"] for row in rows)
        with connection.cursor() as cursor:
            sql = statement(model, columns[1:]).replace("INSERT INTO", "INSERT OR IGNORE INTO", 1)
            cursor.executemany(sql, [tuple(adapted(row[column]) for column in columns) for row in rows])

    def values(self, articles: Sequence[str], readings: Sequence[str]) -> dict[str, tuple[Article, Reading]]:
        """Return the articles and the given readings of them, by the article's id."""
        made = loading.articles(articles, None)
        read = {reading.article: reading for reading in loading.readings(readings).values()}
        return {each: (made[each], read[each]) for each in articles}

    def known(self, article: Article, keys: Sequence[str], reports: Sequence[str]) -> Known:
        """Return what is known of a story, as the record's own door does."""
        return look_up.known(article, keys, reports)

    def append_links(self, article: Article, reading: Reading, links: Links, at: datetime) -> None:
        """Put links of an article that was taken on this record."""
        appending.append_links(article, reading, links, at)

    def snapshot(self) -> RecordSnapshot:
        """Return this record as it stands."""
        return as_of(None)

    def rows(self) -> Iterator[tuple[str, list[dict[str, Any]]]]:
        """Yield the rows that linking added, by table: all but those that were taken."""
        for table, model in TABLES.items():
            columns = [name for name, _ in columns_of(model)]
            found = model._default_manager.order_by("id").values_list(*columns)
            given = self._given[table]
            yield table, [dict(zip(columns, row, strict=True)) for row in found if row[0] not in given]
