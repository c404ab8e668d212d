"""Lists: one question, answered as a page, as CSV, as JSON or as an Atom feed, a piece at a time.

A view says what its list is in a `Listing` and gives it to `answer`; its address takes the form from the converter
`form`: `path("bodies<form:form>", bodies)` answers /bodies/, /bodies.csv, /bodies.json and /bodies.atom. The question
is the query string, the same in each form; `after` in it is the cursor, an opaque text that stands for the last row
of the piece before. Rows come in the order of one column and then of their primary key, those without a value of it
last, and are found by index, so that a far page costs what the first does.
"""

from __future__ import annotations

import base64
import json
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, Generic, TypeVar
from urllib.parse import urlencode

from django.core.exceptions import BadRequest, ValidationError
from django.db.models import Model, Q, QuerySet
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.urls import register_converter

from onrecord.limits.web import CURSOR_CHARS, EXPORT_ROWS, PAGE_ROWS
from onrecord.web.taken_away import Feed, table_lines

__all__ = ["Entry", "Listing", "Piece", "answer", "forms_of", "next_address", "piece", "turned"]

Row = TypeVar("Row", bound=Model)

_NAMES = {"csv": "CSV", "json": "JSON", "atom": "Atom feed"}


class _FormConverter:
    """The form in which a list is wanted, at the end of its address."""

    regex = r"/|\.(?:csv|json|atom)"

    def to_python(self, value: str) -> str:
        """Return html, csv, json or atom."""
        return value.removeprefix(".") if value != "/" else "html"

    def to_url(self, value: str) -> str:
        """Return the end of the address for a form."""
        return "/" if value == "html" else f".{value}"


register_converter(_FormConverter, "form")


@dataclass(frozen=True, slots=True)
class Entry:
    """An entry of a feed: the id that names it among entries of the record, and where it is read."""

    id: str
    title: str
    address: str
    text: str
    updated_at: datetime


@dataclass(frozen=True)
class Listing(Generic[Row]):
    """What a list is: its rows in the order of the column `order` (with `-` downwards), and what is told of each.

    `told` makes of a piece's rows what is told of them, in their order and for all of them at once; the rows themselves
    when it is None. `columns` are what CSV and JSON tell, by name: each makes a text, number, day, instant, list of
    texts or None. `entry` makes a feed's entry, None where nothing would change. `count` is how many rows a page has.
    """

    title: str
    rows: QuerySet[Row]
    order: str
    columns: Mapping[str, Callable[[Any], object]]
    entry: Callable[[Any], Entry] | None = None
    told: Callable[[Sequence[Row]], Sequence[Any]] | None = None
    count: int = PAGE_ROWS

    def piece(self, cursor: str, count: int) -> Piece[Any]:
        """Return the `count` rows after `cursor` as they are told. Raises `BadRequest` as `piece` does."""
        found = piece(self.rows, self.order, cursor, count)
        return Piece(self.told(found.rows), found.after) if self.told else found


@dataclass(frozen=True)
class Piece(Generic[Row]):
    """Some rows of a list in order, and the cursor of those after them, None when there are none."""

    rows: Sequence[Row]
    after: str | None = field(default=None)


def piece(rows: QuerySet[Row], order: str, cursor: str = "", count: int = PAGE_ROWS) -> Piece[Row]:
    """Return the `count` rows after `cursor` in the order of the column `order`.

    Raises `BadRequest` when the cursor is not one of such a list.
    """
    column = order.removeprefix("-")
    of = rows.model._meta.get_field(column)
    value, key = _read(cursor, of, rows.model._meta.pk) if cursor else (None, None)
    dated = rows.filter(**{f"{column}__isnull": False}) if of.null else rows
    found: list[Row] = []
    if key is None or value is not None:
        if key is not None:
            beyond = "lt" if order.startswith("-") else "gt"
            # The first condition alone lets an index begin at the row; the second leaves out what was shown.
            dated = dated.filter(**{f"{column}__{beyond}e": value})
            dated = dated.filter(Q(**{f"{column}__{beyond}": value}) | Q(pk__gt=key))
        found = list(dated.order_by(order, "pk")[: count + 1])
    if of.null and len(found) <= count:
        undated = rows.filter(**{f"{column}__isnull": True}).order_by("pk")
        if key is not None and value is None:
            undated = undated.filter(pk__gt=key)
        found += undated[: count + 1 - len(found)]
    more = len(found) > count
    return Piece(found[:count], _written(found[count - 1], column) if more else None)


def _written(row: Model, column: str) -> str:
    value = getattr(row, column)
    plain = value.isoformat() if isinstance(value, date) else value
    return base64.urlsafe_b64encode(json.dumps([plain, row.pk]).encode()).decode().rstrip("=")


def _read(cursor: str, of: Any, key_of: Any) -> tuple[Any, Any]:
    """Return what a cursor stands for: the value of the column and the key of the row. Raises `BadRequest`."""
    try:
        if len(cursor) > CURSOR_CHARS:
            raise ValueError(cursor[:40])
        value, key = json.loads(base64.urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4)))
        if value is None and not of.null:
            raise ValueError(cursor)
        return None if value is None else _column_value(value, of), _column_value(key, key_of)
    except (ValueError, TypeError, ValidationError, RecursionError, OverflowError):
        raise BadRequest("This is no place in this list; begin again at its first page.") from None


def _column_value(value: object, of: Any) -> Any:
    """Return a value that the column may hold. Raises `ValueError` or `ValidationError` for others."""
    if type(value) not in (str, int):
        raise ValueError(value)
    found = of.to_python(value)
    if isinstance(found, str) and ("\0" in found or not found.encode()):  # a lone surrogate has no bytes either
        raise ValueError(value)
    if isinstance(found, int) and abs(found) >= 2**63:
        raise ValueError(value)
    if isinstance(found, datetime) and found.tzinfo is None:
        raise ValueError(value)
    return found


def answer(
    request: HttpRequest, form: str, listing: Listing[Row], template: str, context: Mapping[str, object] | None = None
) -> HttpResponse:
    """Answer with the piece of the list that the question names, in the form wanted.

    The template gets `listing`, its `rows`, `next` and `first` (addresses, empty where there is none), `forms` (the
    other forms, each with name and address) and what stands in `context`. Include `listing_forms.html` and
    `listing_pages.html` to show these.
    """
    cursor = request.GET.get("after", "")
    if form == "html":
        shown = listing.piece(cursor, listing.count)
        own: dict[str, object] = {
            "listing": listing,
            "rows": shown.rows,
            "next": next_address(request, shown),
            "first": turned(request, after=None) if cursor else "",
            "forms": forms_of(request, feed=listing.entry is not None),
        }
        return render(request, template, own | dict(context or {}))
    if form == "atom":
        if listing.entry is None:
            raise Http404
        return _atom(request, listing, listing.entry, listing.piece(cursor, listing.count))
    shown = listing.piece(cursor, EXPORT_ROWS)
    return _csv(request, listing, shown) if form == "csv" else _json(request, listing, shown)


# --- addresses ----------------------------------------------------------------------------------------------


def turned(request: HttpRequest, **changes: str | None) -> str:
    """Return the address of this page with some of its question changed; None takes a part out."""
    asked = {name: values for name, values in request.GET.lists() if name not in changes}
    asked |= {name: [value] for name, value in changes.items() if value}
    question = urlencode(asked, doseq=True, errors="replace")
    return f"{request.path}?{question}" if question else request.path


def next_address(request: HttpRequest, shown: Piece[Any]) -> str:
    """Return the address of the rows after this piece, empty when there are none."""
    return turned(request, after=shown.after) if shown.after else ""


def forms_of(request: HttpRequest, *, feed: bool = True, path: str | None = None) -> list[dict[str, str]]:
    """Return the other forms of this list, each with its name and address; `path` is that of the page without its end.

    The cursor stays behind: who takes a list away wants it from its beginning.
    """
    place = (path or request.path).rstrip("/")
    question = turned(request, after=None).partition("?")[2]
    return [
        {"form": form, "name": name, "address": f"{place}.{form}{'?' * bool(question)}{question}"}
        for form, name in _NAMES.items()
        if feed or form != "atom"
    ]


# --- forms --------------------------------------------------------------------------------------------------


def _csv(request: HttpRequest, listing: Listing[Any], shown: Piece[Any]) -> HttpResponse:
    rows = ([tell(row) for tell in listing.columns.values()] for row in shown.rows)
    response = HttpResponse("".join(table_lines(listing.columns, rows)), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{_file_name(request)}.csv"'
    if shown.after:
        response["Link"] = f'<{request.build_absolute_uri(next_address(request, shown))}>; rel="next"'
    return response


def _file_name(request: HttpRequest) -> str:
    """Return a name for what is saved, made of the last parts of the address."""
    parts = request.path.rpartition(".")[0].strip("/").split("/")
    return "-".join(re.sub(r"[^\w-]", "", part, flags=re.ASCII) for part in parts[-2:]) or "list"


def _json(request: HttpRequest, listing: Listing[Any], shown: Piece[Any]) -> HttpResponse:
    told = {
        "title": listing.title,
        "address": request.build_absolute_uri(),
        "next": request.build_absolute_uri(next_address(request, shown)) if shown.after else None,
        "rows": [{name: _json_value(tell(row)) for name, tell in listing.columns.items()} for row in shown.rows],
    }
    return JsonResponse(told, json_dumps_params={"ensure_ascii": False})


def _json_value(value: object) -> object:
    return value.isoformat() if isinstance(value, date) else value


def _atom(
    request: HttpRequest, listing: Listing[Any], entry: Callable[[Any], Entry], shown: Piece[Any]
) -> HttpResponse:
    """Return the rows as an Atom feed (RFC 4287)."""
    page = request.build_absolute_uri(turned(request).replace(".atom", "/", 1))
    own = request.build_absolute_uri()
    feed = Feed(f"{listing.title} · onrecord", page, own, turned(request, after=None))
    for row in shown.rows:
        told = entry(row)
        feed.put(told.id, told.title, request.build_absolute_uri(told.address), told.text, told.updated_at)
    return HttpResponse(feed.writeString("utf-8"), content_type="application/atom+xml; charset=utf-8")
