"""What comes straight from the record: attributions, entities, faults and judgements."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from ninja import Query

from onrecord import publishing, record
from onrecord.errors import UsageError
from onrecord.limits.api import API_PAGE_BYTES
from onrecord.record import Founded, Judgement, Snapshot
from onrecord.web.api import agenda_schemas, schemas
from onrecord.web.api.answers import answer, instant, listed
from onrecord.web.api.asking import EntityFilters, FaultFilters, founded_at, founded_cursor, only_known
from onrecord.web.api.models import ExportRow
from onrecord.web.api.problems import Problem
from onrecord.web.api.routing import router
from onrecord.web.shelf.export_rows import as_json

__all__ = ["attribution_body", "entity_body", "judgement_json"]


@router.get(
    "/articles/{id}/attributions",
    response=schemas.Attributions,
    operation_id="list_attributions",
    summary="List the attributions of an article",
    tags=["Attributions"],
)
def list_attributions(request: HttpRequest, id: str) -> HttpResponseBase:
    """Who says what in one article, in the order of its text.

    After the whole attributions come their parts that word a statement each; a part names the whole in `nested_in`.
    """
    only_known(request, None)
    _storable(id, "article")
    snapshot = record.as_of()
    try:
        rows = _attributions(snapshot, id)
    except UsageError as error:
        raise Problem(404, "the article with this id is not on record") from error
    parts = ExportRow.objects.filter(article=id, kind="attributions", gone=False).order_by("made")
    texts = [*map(as_json, rows), *parts.values_list("data", flat=True)]
    return answer(request, f'{{"items":[{",".join(texts)}]}}'.encode())


@router.get(
    "/attributions/{id}",
    response=schemas.Attribution,
    operation_id="get_attributions",
    summary="Get one attribution",
    tags=["Attributions"],
)
def get_attribution(request: HttpRequest, id: str) -> HttpResponseBase:
    """Who says what: one attribution, or a part of one that words a statement."""
    only_known(request, None)
    _storable(id, "attribution")
    return answer(request, attribution_body(id))


def attribution_body(id: str) -> bytes:
    """Return the answer that one attribution is. Raises `Problem` when it is not on record."""
    part = ExportRow.objects.filter(id=id, kind="attributions", gone=False).values_list("data", flat=True).first()
    if part:
        return part.encode()
    snapshot = record.as_of()
    try:
        for row in _attributions(snapshot, snapshot.said_in(id)):
            if row["id"] == id:
                return as_json(row).encode()
    except UsageError:
        pass
    raise Problem(404, "the attribution with this id is not on record, or was rejected")


def _attributions(snapshot: Snapshot, article: str) -> list[publishing.rows.Row]:
    text = snapshot.article(article).text
    speakers = snapshot.speakers(article)
    said = snapshot.reading(article).attributions
    return [publishing.rows.attribution(each, text, speakers.get(each.id)) for each in said]


@router.get(
    "/entities",
    response=schemas.Listed[schemas.Entity],
    operation_id="list_entities",
    summary="List entities",
    tags=["Entities"],
)
def list_entities(request: HttpRequest, asked: Query[EntityFilters]) -> HttpResponseBase:
    """People, organizations, places and groups, in the order in which the record came to know them.

    What was founded under several ids and is one bearer stands once, under the id that stands for all.
    """
    only_known(request, EntityFilters)
    found = record.entities_founded(founded_at(asked.cursor), asked.limit + 1, kind=asked.kind, name=asked.name)
    ids = [each.id for each in found[: asked.limit]]
    # Ids are asked in one go; those that another stands for give that one, which has its own place in the list.
    held = {entity.id: entity for entity in record.as_of().entities(ids)} if ids else {}
    texts = {each: as_json(publishing.rows.entity(held[each])) for each in ids if each in held}
    return _by_coming(request, found, asked.limit, texts)


def _by_coming(request: HttpRequest, found: Sequence[Founded], limit: int, texts: dict[str, str]) -> HttpResponseBase:
    """Answer a list in the order of coming, cut where it is full."""
    size = 0
    shown: list[str] = []
    last: Founded | None = None
    for each in found[:limit]:
        size += len(texts.get(each.id, ""))
        if shown and size > API_PAGE_BYTES:
            break
        if each.id in texts:
            shown.append(texts[each.id])
        last = each
    more = last is not None and last != found[-1]
    return answer(request, listed(shown, founded_cursor(last) if last and more else None))


@router.get(
    "/entities/{id}",
    response=schemas.Entity,
    operation_id="get_entities",
    summary="Get one entity",
    tags=["Entities"],
)
def get_entity(request: HttpRequest, id: str) -> HttpResponseBase:
    """A person, organization, place or group; the id of one that another stands for gives that other."""
    only_known(request, None)
    _storable(id, "entity")
    return answer(request, entity_body(id))


def entity_body(id: str) -> bytes:
    """Return the answer that one entity is. Raises `Problem` when it is not on record."""
    try:
        for entity in record.as_of().entities([id]):
            return as_json(publishing.rows.entity(entity)).encode()
    except UsageError:
        pass
    raise Problem(404, "the entity with this id is not on record")


@router.get(
    "/faults",
    response=schemas.Listed[schemas.Fault],
    operation_id="list_faults",
    summary="List faults of the input",
    tags=["Faults"],
)
def list_faults(request: HttpRequest, asked: Query[FaultFilters]) -> HttpResponseBase:
    """What the record could not take in, and what was done about it, in the order in which it was met."""
    only_known(request, FaultFilters)
    found = record.faults(founded_at(asked.cursor), asked.limit + 1)
    texts = {each.met.id: as_json(publishing.rows.fault(each.fault) | {"id": each.met.id}) for each in found}
    return _by_coming(request, [each.met for each in found], asked.limit, texts)


@router.get("/faults/{id}", response=schemas.Fault, operation_id="get_faults", summary="Get one fault", tags=["Faults"])
def get_fault(request: HttpRequest, id: str) -> HttpResponseBase:
    """A fault of the input: where it stands, what is wrong, and what was done."""
    only_known(request, None)
    _storable(id, "fault")
    try:
        met = record.fault(id)
    except UsageError as error:
        raise Problem(404, "the fault with this id is not on record") from error
    return answer(request, as_json(publishing.rows.fault(met) | {"id": id}).encode())


@router.get(
    "/judgements",
    response=schemas.Listed[agenda_schemas.Judgement],
    operation_id="list_judgements",
    summary="List judgements",
    tags=["Judgements"],
)
def list_judgements(request: HttpRequest, asked: Query[FaultFilters]) -> HttpResponseBase:
    """People's decisions, retracted ones too, in the order in which they were signed."""
    only_known(request, FaultFilters)
    after = founded_at(asked.cursor)
    ordered = sorted(record.judgements(), key=lambda each: (each.at, each.id))
    left = [each for each in ordered if after is None or (each.at, each.id) > (after.at, after.id)]
    found = left[: asked.limit + 1]
    texts = {each.id: judgement_json(each) for each in found}
    return _by_coming(request, [Founded(each.at, each.id) for each in found], asked.limit, texts)


@router.get(
    "/judgements/{id}",
    response=agenda_schemas.Judgement,
    operation_id="get_judgements",
    summary="Get one judgement",
    tags=["Judgements"],
)
def get_judgement(request: HttpRequest, id: str) -> HttpResponseBase:
    """A person's decision, and whether it was taken back."""
    only_known(request, None)
    for each in record.judgements():
        if each.id == id:
            return answer(request, judgement_json(each).encode())
    raise Problem(404, "the judgement with this id is not on record")


def judgement_json(each: Judgement) -> str:
    """Return a judgement as the API writes it."""
    told: dict[str, Any] = {
        "id": each.id,
        "kind": each.kind,
        "targets": list(each.targets),
        "value": each.value,
        "by": each.by,
        "reason": each.reason,
        "at": instant(each.at),
        "retracted_at": instant(each.retracted_at) if each.retracted_at else None,
    }
    return as_json(told)


def _storable(id: str, kind: str) -> None:
    """Refuse an id that no database can be asked for."""
    if "\0" in id or not id.isprintable():
        raise Problem(404, f"the {kind} with this id is not on record")
