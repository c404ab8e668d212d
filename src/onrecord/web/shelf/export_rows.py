"""Keeping the rows of the export that a story gives, for the API: what changed gets the next numbers."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from datetime import UTC, date, datetime
from hashlib import sha256
from typing import Any

from onrecord import publishing
from onrecord.limits.api import API_NAME_CHARS
from onrecord.record import Snapshot, Story
from onrecord.web.models import ChangeMark, ExportRow

__all__ = ["as_json", "keep_rows", "rows_of"]

BATCH = 200
"""Rows written, or ids asked for, in one statement."""

_WHO = ("speaker", "actor", "agent")
_WHAT = {"positions": "stance", "commitments": "status"}
_DAYS = ("said_on", "due", "interval")
_WRITTEN = [field.name for field in ExportRow._meta.get_fields() if field.name != "id"]


def as_json(row: Mapping[str, Any]) -> str:
    """Return a row of the export as JSON on one line. What is no Unicode, as in odd file names, is escaped."""
    return json.dumps(row, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "backslashreplace").decode()


def rows_of(snapshot: Snapshot, story: Story, agenda: Iterable[tuple[str, Mapping[str, Any]]]) -> list[ExportRow]:
    """Return the rows that a story gives, each once, not yet numbered; `agenda` are those made of it already."""
    made: dict[str, ExportRow] = {}
    for kind, row in _rows(snapshot, story, agenda):
        made.setdefault(str(row["id"]), _row(kind, row, story.id))
    return list(made.values())


def _rows(
    snapshot: Snapshot, story: Story, agenda: Iterable[tuple[str, Mapping[str, Any]]]
) -> Iterator[tuple[str, Mapping[str, Any]]]:
    ties = snapshot.ties(story.articles)
    for held in snapshot.articles(story.articles):
        yield "articles", publishing.rows.article(held, ties[held.id].earlier)
        for link in ties[held.id].reuse:
            yield "reuse", publishing.rows.reuse(link)
    yield from publishing.story_rows(snapshot, story)
    yield from agenda


def _row(kind: str, row: Mapping[str, Any], story: str) -> ExportRow:
    """Return a row with what lists ask for."""
    text = as_json(row)
    days = _first(row, _DAYS) or (row["published"] and [row["published"][:10]] * 2 if kind == "articles" else None)
    outlet = row.get("outlet")
    what = ("altered" if row["altered"] else None) if kind == "statements" else row.get(_WHAT.get(kind, "kind"))
    return ExportRow(
        id=row["id"],
        kind=kind,
        story=story,
        article=row.get("article"),
        of=row.get("of") or row.get("issue_id"),
        who=_first(row, _WHO),
        what=what[:32] if what else None,
        outlet=outlet[:API_NAME_CHARS] if outlet else None,
        first_on=date.fromisoformat(days[0]) if days else None,
        last_on=date.fromisoformat(days[1]) if days else None,
        size=len(text.encode()),
        digest=sha256(f"{story} {text}".encode()).hexdigest()[:32],
        data="" if kind == "articles" else text,
    )


def _first(row: Mapping[str, Any], fields: Sequence[str]) -> Any:
    return next((row[field] for field in fields if row.get(field)), None)


def keep_rows(stories: Collection[str], rows: Collection[ExportRow]) -> None:
    """Put down what differs from what is kept of the stories, numbered in order; call it within a transaction.

    Numbers and instants are given while the mark is locked, and the lock is let go with the transaction: whoever has
    seen a number has seen all before it.
    """
    held = _held(stories, [row.id for row in rows])
    wanted = {row.id for row in rows}
    changed = [row for row in rows if row.id not in held or held[row.id].gone or held[row.id].digest != row.digest]
    vanished = [row for row in held.values() if row.id not in wanted and row.story in stories and not row.gone]
    if not changed and not vanished:
        return
    ChangeMark.objects.get_or_create(id=1)
    mark = ChangeMark.objects.select_for_update().get(id=1)
    now = datetime.now(UTC)
    mark.at = max(now, mark.at) if mark.at else now
    for row in (*changed, *vanished):
        mark.number += 1
        row.number, row.changed_at = mark.number, mark.at
        earlier = held.get(row.id)
        # A row that comes back comes as a new one, at the end of lists that were read past its old place.
        row.made = earlier.made if earlier and not earlier.gone else mark.number
    for row in vanished:
        row.gone, row.data, row.size, row.digest = True, "", 0, ""
    ExportRow.objects.bulk_create(
        [*changed, *vanished], update_conflicts=True, unique_fields=["id"], update_fields=_WRITTEN, batch_size=BATCH
    )
    mark.save()


def _held(stories: Collection[str], ids: Sequence[str]) -> dict[str, ExportRow]:
    """Return what is kept of the stories and under these ids, without its data."""
    found = {row.id: row for row in ExportRow.objects.filter(story__in=stories).defer("data")}
    others = [each for each in ids if each not in found]
    for start in range(0, len(others), BATCH):
        rows = ExportRow.objects.filter(id__in=others[start : start + BATCH]).defer("data")
        found.update({row.id: row for row in rows})
    return found
