"""Between values and what is stored: JSON text for parts that are never asked for by field, plain columns for the rest.

Every function that reads stored text raises `RecordCorrupt` when it is not what was written.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Sequence
from datetime import UTC, date, datetime
from typing import Any, TypeVar

from onrecord.core import Interval, Span
from onrecord.errors import RecordCorrupt
from onrecord.reading import Mention, Quotation, Role, TimeExpression

__all__ = [
    "dump",
    "hashed",
    "instant",
    "instant_text",
    "load",
    "mention_row",
    "published",
    "quotation_row",
    "read_mention",
    "read_quotation",
    "read_span",
    "read_time",
    "span_row",
    "storable",
    "time_row",
]

Value = TypeVar("Value")


def dump(rows: Any) -> str:
    """Return `rows` as compact JSON that every database takes, lone surrogates included."""
    text = json.dumps(rows, ensure_ascii=False, separators=(",", ":"))
    try:
        text.encode()
    except UnicodeEncodeError:
        return json.dumps(rows, separators=(",", ":"))
    return text


def load(text: str, read: Callable[[Any], Value], entry: str) -> tuple[Value, ...]:
    """Return the values that the JSON list `text` of `entry` holds, each made by `read`.

    Raises `RecordCorrupt` when the text is not such a list.
    """
    try:
        return tuple(read(row) for row in json.loads(text))
    except (ValueError, TypeError, KeyError, IndexError, RecursionError) as error:
        raise RecordCorrupt(f"the entry {entry} holds text that was never written there") from error


def storable(text: str) -> str:
    """Return `text` as every database can hold it.

    File names may hold bytes that are no Unicode (lone surrogates in Python); those become visible escapes.
    """
    if text.isascii() and "\0" not in text:
        return text
    return text.replace("\0", "\ufffd").encode("utf-8", "backslashreplace").decode()


def hashed(text: str) -> int:
    """Return 64 bits of `text` as a signed integer: an index over it stays small however long a key is."""
    return int.from_bytes(
        hashlib.blake2b(text.encode("utf-8", "backslashreplace"), digest_size=8).digest(), signed=True
    )


def instant(moment: datetime) -> datetime:
    """Return `moment` in UTC; without a zone it is taken as UTC."""
    return moment.astimezone(UTC) if moment.tzinfo else moment.replace(tzinfo=UTC)


def instant_text(text: str | None) -> str:
    """Return an instant's text in UTC, for order; a day or nothing comes after every instant."""
    if text is None or "T" not in text:
        return "~"
    return instant(datetime.fromisoformat(text)).isoformat()


def published(text: str | None) -> date | datetime | None:
    """Return the day or instant that an ISO 8601 text names.

    Raises `RecordCorrupt` when it names none.
    """
    if text is None:
        return None
    try:
        return date.fromisoformat(text) if len(text) == len("2026-01-31") else datetime.fromisoformat(text)
    except ValueError as error:
        raise RecordCorrupt(
            f"an article on record has a day of publication that does not exist: {text[:40]}"
        ) from error


def span_row(span: Span) -> list[int]:
    """Return a span as two numbers."""
    return [span.start, span.end]


def read_span(row: Sequence[int]) -> Span:
    """Return the span that `span_row` wrote."""
    start, end = row
    return Span(start, end)


def quotation_row(quotation: Quotation) -> list[Any]:
    """Return a quotation as a JSON list."""
    return [*span_row(quotation.span), *span_row(quotation.words), quotation.use]


def read_quotation(row: list[Any]) -> Quotation:
    """Return the quotation that `quotation_row` wrote."""
    return Quotation(Span(row[0], row[1]), Span(row[2], row[3]), row[4])


def mention_row(mention: Mention) -> list[Any]:
    """Return a mention with its roles as a JSON list."""
    roles = [[role.role, role.organization, *span_row(role.span)] for role in mention.roles]
    return [*span_row(mention.span), mention.kind, mention.name, roles]


def read_mention(row: list[Any]) -> Mention:
    """Return the mention that `mention_row` wrote."""
    roles = tuple(Role(role, organization, Span(start, end)) for role, organization, start, end in row[4])
    return Mention(Span(row[0], row[1]), row[2], row[3], roles)


def time_row(time: TimeExpression) -> list[Any]:
    """Return a time expression as a JSON list."""
    days = time.interval.as_json() if time.interval else None
    return [*span_row(time.span), time.type, time.value, time.mod, days, time.precision]


def read_time(row: list[Any]) -> TimeExpression:
    """Return the time expression that `time_row` wrote; rows put down before precision was kept end without it."""
    days = row[5] and Interval(*(date.fromisoformat(day) for day in row[5]))
    return TimeExpression(Span(row[0], row[1]), row[2], row[3], row[4], days, row[6] if len(row) > 6 else None)
