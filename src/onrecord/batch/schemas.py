"""The tables of a batch: those of the export, with its names and fields, and a column of the day by which they lie."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

import pyarrow as pa

from onrecord.publishing import rows

__all__ = ["SCHEMAS", "day_of", "published"]

_TEXT, _NUMBER, _REAL, _FLAG = pa.string(), pa.int64(), pa.float64(), pa.bool_()
_TEXTS = pa.list_(_TEXT)
_SPAN = pa.list_(_NUMBER)
_SPANS = pa.list_(_SPAN)
_EVIDENCE = pa.list_(
    pa.struct({"article": _TEXT, "start": _NUMBER, "end": _NUMBER, "exact": _TEXT, "prefix": _TEXT, "suffix": _TEXT})
)


def _texts(names: str) -> dict[str, pa.DataType]:
    return dict.fromkeys(names.split(), _TEXT)


def _list(fields: Mapping[str, pa.DataType]) -> pa.DataType:
    return pa.list_(pa.struct(dict(fields)))


_FIELDS: Mapping[str, Mapping[str, pa.DataType]] = {
    "articles": {
        **_texts("id external_id path where url outlet title byline dateline published language text"),
        "removed": _list(_texts("kind text reason")),
        "credits": _list({"wire": _TEXT, "span": _SPAN}),
        "credit_lines": _TEXTS,
        **_texts("revision_of extractor"),
    },
    "attributions": {
        **_texts("id article kind"),
        **dict.fromkeys(("source", "cue", "content"), _SPANS),
        **_texts("source_text cue_text content_text speaker speaker_name"),
        "anonymous": pa.struct(_texts("description reason")),
        **_texts("role venue addressee"),
        "said_on": _TEXTS,
        **_texts("via nested_in"),
        "confidence": _REAL,
    },
    "times": {
        **_texts("id article"),
        "span": _SPAN,
        **_texts("text type value mod"),
        "interval": _TEXTS,
        "precision": _TEXT,
    },
    "entities": {
        **_texts("id name kind"),
        "aliases": _TEXTS,
        "roles": _list({**_texts("role organization on"), "days": _TEXTS, "evidence": _EVIDENCE}),
        "joins": _list(_texts("entity name of of_name why article")),
        "mentions": _list({"article": _TEXT, "span": _SPAN}),
    },
    "stories": {
        **_texts("id title"),
        "articles": _TEXTS,
        "independent": pa.list_(_TEXTS),
        "interval": _TEXTS,
        "follows": _list(_texts("story why")),
    },
    "reuse": {
        **_texts("id article of wire kind"),
        "share": _REAL,
        "pairs": _list({"here": _SPAN, "there": _SPAN, "score": _REAL}),
    },
    "statements": {
        **_texts("id story speaker speaker_name"),
        "said_on": _TEXTS,
        "occasion": _TEXT,
        "speakers_differ": _FLAG,
        "wordings": _list(
            {
                **_texts("attribution article"),
                "variant": _NUMBER,
                "spans": _SPANS,
                "quoted": _FLAG,
                "within": _TEXT,
            }
        ),
        "fullest": _TEXT,
        "altered": _FLAG,
        "differences": _list({**_texts("a b a_text b_text kind"), "alters": _FLAG, "a_span": _SPAN, "b_span": _SPAN}),
        "evidence": _EVIDENCE,
        "independent_count": _NUMBER,
    },
    "positions": {
        **_texts("id story actor actor_name issue issue_id stance"),
        "said_on": _TEXTS,
        "evidence": _EVIDENCE,
    },
    "conflicts": {
        **_texts("id story kind"),
        "between": _list({**_texts("name entity holds on"), "evidence": _EVIDENCE}),
        "issue": _TEXT,
        "evidence": _EVIDENCE,
    },
    "commitments": {
        **_texts("id story agent agent_name act force"),
        "refuses": _FLAG,
        "due": _TEXTS,
        **_texts("due_text due_precision"),
        "due_is_deadline": _FLAG,
        **_texts("condition counterpart occasion body status official shown"),
        "history": _list({**_texts("status on by"), "evidence": _EVIDENCE}),
        "looked_in": pa.struct({"articles": _NUMBER, "until": _TEXT}),
        "evidence": _EVIDENCE,
    },
    "bodies": {
        **_texts("id story name kind mandate coordinator level format frequency"),
        "members": _TEXTS,
        "predecessor": _TEXT,
        "still_open": _TEXTS,
        "status": _TEXT,
        "evidence": _EVIDENCE,
    },
    "timeline": {
        **_texts("id story"),
        "interval": _TEXTS,
        **_texts("precision text"),
        "planned": _FLAG,
        "evidence": _EVIDENCE,
    },
    "faults": _texts("id where what done"),
}

SCHEMAS: Mapping[str, pa.Schema] = {
    name: pa.schema([*fields.items(), ("day", pa.date32())]) for name, fields in _FIELDS.items()
}
"""The columns of each table, those of its file in the export and `day`."""


def day_of(row: rows.Row, days: Mapping[str, date | None]) -> date | None:
    """Return the day by which a row lies: that of its article, or the first one of its story; `days` are by id."""
    return next((days[str(row[field])] for field in ("article", "story", "id") if row.get(field) in days), None)


def published(name: str, several: Sequence[Mapping[str, Any]]) -> pa.Table:
    """Return rows of a file of the export, each with its `day`, as a table; lists of several kinds become records."""
    made = []
    for row in several:
        if name == "reuse":
            pairs = [{"here": here, "there": there, "score": score} for here, there, score in row["pairs"]]
            row = {**row, "pairs": pairs}
        made.append(row)
    return pa.Table.from_pylist(made, schema=SCHEMAS[name])
