"""The first stage: the pages of one shard, collected, extracted and read as `flow` does it, into rows of the record.

It needs nothing but the shard, so any machine may do it.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from onrecord import flow, record
from onrecord.batch.done import file_digest, is_done, put
from onrecord.batch.engine import Attempts
from onrecord.batch.profiles import pack_profile, pack_seen
from onrecord.batch.shards import pages_of, whole
from onrecord.batch.tables import FAULTS, LOOK, READ_TABLES, at, record_table, table
from onrecord.errors import Fault, OnRecordError
from onrecord.limits.batch import SHARD_PAGES
from onrecord.linking import look_up_keys, profile, seen
from onrecord.outlets import Page

__all__ = ["read_shard", "versions"]

_NAME = "name:"
"""What look-up keys made from names begin with; the record finds entities by the rest."""


def versions() -> dict[str, str]:
    """Return the code and the weights that make what stages write: a newer one makes it anew."""
    extractor, reader, linker = flow.VERSIONS
    return {"extractor": extractor, "reader": reader, "linker": linker, "layout": "1"}


def read_shard(folder: Path, asks: Mapping[str, Any]) -> None:
    """Fill `folder` with the rows, looks and faults of the shard that `asks` names, unless it holds them already.

    A page that cannot be read, or that has killed who read it, costs a fault and nothing else.
    """
    shard: str = asks["shard"]
    with whole(shard) as file:
        made_from = {**versions(), "shard": shard, "digest": file_digest(file)}
        if is_done(folder, made_from):
            return
        made = _Made()
        attempts = Attempts(folder)
        deadly = attempts.deadly()
        for row, found in enumerate(pages_of(file, shard)):
            if isinstance(found, Fault):
                made.faults.append(found)
            elif row >= SHARD_PAGES:
                made.faults.append(
                    Fault(shard, f"it holds more than {SHARD_PAGES:,} pages", "those after were passed over")
                )
                break
            elif row in deadly:
                made.faults.append(Fault(found.where, "reading it killed the program that read it", "it was left out"))
            else:
                attempts.over(row)
                made.add(row, found)
    put(folder, made.tables(), made_from)


class _Made:
    """What one shard gave."""

    def __init__(self) -> None:
        self.rows: dict[str, list[dict[str, Any]]] = defaultdict(list)
        self.looks: list[dict[str, Any]] = []
        self.faults: list[Fault] = []

    def add(self, row: int, page: Page) -> None:
        """Add a page that was collected."""
        try:
            read = flow.read_page(page)
            article, reading = read.extraction.article, read.reading
            self.faults += read.extraction.faults
            if article is None or reading is None:
                return
            rows = record.elsewhere.rows_read(page, article, reading, row, at(row))
        except (OnRecordError, Exception) as error:  # noqa: BLE001 - a page is hostile, and one of millions
            what = f"it cannot be read ({type(error).__name__}: {' '.join(str(error).split())[:200]})"
            self.faults.append(Fault(page.where, what, "it was left out"))
            return
        for name, several in rows.items():
            self.rows[name] += several
        keys = look_up_keys(article, reading)
        self.looks.append(
            {
                "row": row,
                "page": page.id,
                "article": article.id,
                "reading": reading.id,
                "day": article.published_on.toordinal() if article.published_on else 0,
                "address": rows["article"][0]["address_key"],
                "keys": record.elsewhere.key_numbers(keys),
                "names": record.elsewhere.key_numbers(
                    [each.removeprefix(_NAME) for each in keys if each.startswith(_NAME)]
                ),
                "seen": json.dumps(pack_seen(seen(article, reading))),
                "profile": pack_profile(profile(article, reading)),
            }
        )

    def tables(self) -> dict[str, Any]:
        """Return all of it as tables."""
        faults = [vars_of(fault) for fault in self.faults]
        made = {name: record_table(name, self.rows[name]) for name in READ_TABLES}
        return {**made, "look": table(self.looks, LOOK), "faults": table(faults, FAULTS)}


def vars_of(fault: Fault) -> dict[str, str]:
    """Return a fault as a row; what is no Unicode in a file's name becomes visible."""
    parts = {"where": fault.where, "what": fault.what, "done": fault.done}
    return {name: part.encode("utf-8", "backslashreplace").decode() for name, part in parts.items()}
