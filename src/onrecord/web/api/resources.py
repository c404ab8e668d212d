"""The rows of the export that stories give, as lists and one by one, from what the shelf keeps ready."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from ninja import Query

from onrecord import publishing, record
from onrecord.limits.api import API_PAGE_BYTES
from onrecord.web.api import agenda_schemas, asking, schemas
from onrecord.web.api.answers import answer, instant, listed, with_change
from onrecord.web.api.models import ChangeMark, ExportRow
from onrecord.web.api.problems import Problem
from onrecord.web.api.routing import router
from onrecord.web.shelf.export_rows import as_json

__all__ = ["KINDS", "body_of"]


KINDS: dict[str, tuple[type[asking.Filters], type[schemas.Changed], str, str]] = {
    "articles": (asking.ArticleFilters, schemas.Article, "article", "Articles"),
    "stories": (asking.StoryFilters, schemas.Story, "story", "Stories"),
    "statements": (asking.StatementFilters, schemas.Statement, "statement", "Statements"),
    "reuse": (asking.ReuseFilters, schemas.Reuse, "shared text", "Shared text"),
    "positions": (asking.PositionFilters, agenda_schemas.Position, "position", "Positions"),
    "conflicts": (asking.ConflictFilters, agenda_schemas.Conflict, "conflict", "Conflicts"),
    "commitments": (asking.CommitmentFilters, agenda_schemas.Commitment, "commitment", "Commitments"),
    "bodies": (asking.BodyFilters, agenda_schemas.Body, "body", "Bodies"),
    "timeline": (asking.TimelineFilters, agenda_schemas.Happening, "line of the timeline", "Timeline"),
}
"""For each resource what can be asked of its list, what a row holds, and its names in words."""


def _list(kind: str, request: HttpRequest, asked: Any) -> HttpResponseBase:
    only_since = asked.changed_since is not None
    by_change = asked.cursor.startswith("m") if asked.cursor else only_since
    rows = _narrowed(ExportRow.objects.filter(kind=kind), asked)
    order = "number" if by_change else "made"
    if not by_change:
        rows = rows.filter(gone=False)
    if asked.cursor:
        rows = rows.filter(**{f"{order}__gt": int(asked.cursor[1:], 16)})
    if only_since and not by_change:
        rows = rows.filter(changed_at__gte=asked.changed_since)
    elif only_since and not asked.cursor:
        # Numbers rise with instants, so the list is entered by the first number of the instant.
        first = ExportRow.objects.filter(kind=kind, changed_at__gte=asked.changed_since)
        start = first.order_by("changed_at", "number").values_list("number", flat=True).first()
        rows = rows.filter(number__gte=start) if start is not None else rows.none()
    # The mark is read first: what changes in between is told with an instant that is too early, never too late.
    mark = ChangeMark.objects.filter(id=1).values_list("at", flat=True).first()
    found = list(rows.order_by(order)[: asked.limit + 1])
    shown = _fitting(found[: asked.limit])
    more = len(shown) < len(found)
    cursor = f"{'m' if by_change else 'a'}{getattr(shown[-1], order):x}" if more else None
    standing = [row for row in shown if not row.gone]
    gone = [{"id": row.id, "changed_at": instant(row.changed_at)} for row in shown if row.gone]
    return answer(request, listed(_bodies(kind, standing), cursor, gone), mark)


def _narrowed(rows: QuerySet[ExportRow], asked: asking.Filters) -> QuerySet[ExportRow]:
    for field, column in asked.columns.items():
        value = getattr(asked, field)
        if value is not None:
            rows = rows.filter(**{column: value})
    if getattr(asked, "altered", None):
        rows = rows.filter(what="altered")
    if since := getattr(asked, "since", None):
        rows = rows.filter(last_on__gte=since)
    if until := getattr(asked, "until", None):
        rows = rows.filter(first_on__lte=until)
    return rows


def _fitting(rows: Sequence[ExportRow]) -> list[ExportRow]:
    """Return as many of the rows as an answer holds, one at least."""
    shown: list[ExportRow] = []
    size = 0
    for row in rows:
        size += row.size
        if shown and size > API_PAGE_BYTES:
            break
        shown.append(row)
    return shown


def _bodies(kind: str, rows: Sequence[ExportRow]) -> list[str]:
    """Return the JSON of rows with their instants; articles come from the record, all at once."""
    if kind != "articles":
        return [with_change(row.data, row.changed_at) for row in rows]
    ids = [row.id for row in rows]
    texts = {held.id: held for held in record.as_of().articles(ids)} if ids else {}
    replaced = record.revisions(ids)
    made = [publishing.rows.article(texts[row.id], replaced.get(row.id)) | {"story": row.story} for row in rows]
    return [with_change(as_json(each), row.changed_at) for each, row in zip(made, rows, strict=True)]


def body_of(kind: str, row: ExportRow) -> bytes:
    """Return the answer that one row is."""
    return _bodies(kind, [row])[0].encode()


def _one(kind: str, request: HttpRequest, id: str) -> HttpResponseBase:
    asking.only_known(request, None)
    row = ExportRow.objects.filter(id=id, kind=kind).first() if "\0" not in id else None
    if row is None or row.gone:
        told = "has stood here and is no more" if row else "is not on record"
        raise Problem(404, f"the {KINDS[kind][2]} with this id {told}")
    return answer(request, body_of(kind, row), row.changed_at)


def _offer(kind: str) -> None:
    filters, row, one, many = KINDS[kind]

    def list_rows(request: HttpRequest, asked: Any) -> HttpResponseBase:
        asking.only_known(request, filters)
        return _list(kind, request, asked)

    def one_row(request: HttpRequest, id: str) -> HttpResponseBase:
        return _one(kind, request, id)

    # What is made in a loop is typed when it runs, for django-ninja to read; mypy has no word for it.
    query: Any = Query
    many_rows: Any = schemas.Rows
    list_rows.__annotations__["asked"] = query[filters]
    list_rows.__annotations__["request"] = one_row.__annotations__["request"] = HttpRequest
    one_row.__annotations__["id"] = str
    listing: Callable[..., Any] = router.get(
        f"/{kind}",
        response=many_rows[row],
        operation_id=f"list_{kind}",
        summary=f"List {many.lower()}",
        description=f"{row.__doc__}\n\nIn the order in which they came, or with `changed_since` in that of change.",
        tags=[many],
    )
    listing(list_rows)
    single: Callable[..., Any] = router.get(
        f"/{kind}/{{id}}",
        response=row,
        operation_id=f"get_{kind}",
        summary=f"Get one {one}",
        description=row.__doc__,
        tags=[many],
    )
    single(one_row)


for _kind in KINDS:
    _offer(_kind)
