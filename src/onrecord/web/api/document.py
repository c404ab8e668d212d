"""The OpenAPI document: what django-ninja says of the resources, completed by errors, headers, keys and examples.

The examples are of this very record, so that each of them can be asked.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from copy import deepcopy
from datetime import datetime
from functools import cache, lru_cache
from typing import Any

from django.db import connection

from onrecord import record
from onrecord.limits.api import API_ANONYMOUS_RATE, API_KEY_RATE
from onrecord.record import Founded
from onrecord.web.api.door import api
from onrecord.web.api.models import ChangeMark, ExportRow
from onrecord.web.api.resources import body_of
from onrecord.web.api.schemas import Problem

__all__ = ["described"]

Doc = dict[str, Any]

EXAMPLE_BYTES = 4_000
"""Bytes of a row that stands in the document as an example, at most, where there is so small a one."""

_ERRORS = {
    400: "The body, or the cursor, cannot be read.",
    401: "There is no key, or none that is in force.",
    403: "The key has not the scope, or its account not the role.",
    404: "It is not on record.",
    409: "What is judged has changed since, or somebody has judged so already. Nothing was done.",
    413: "The body is too large.",
    415: "The body is not said to be JSON.",
    422: "What is asked, or sent, cannot be taken; `errors` says which part.",
    429: "The rate is used up. `Retry-After` says for how many seconds.",
    503: "The record's database does not answer. Nothing is lost.",
}
_PREFIX = {
    "articles": "art",
    "stories": "story",
    "statements": "stm",
    "attributions": "att",
    "entities": "ent",
    "judgements": "judge",
    "reuse": "reuse",
    "positions": "pos",
    "conflicts": "cnf",
    "commitments": "com",
    "bodies": "body",
    "timeline": "hap",
    "faults": "fault",
}
_DESCRIPTION = f"""Who said what, when, and known through whom, row by row.

Every row has the fields of the export, and rests on exact words of a stored article. Reading is free and needs no key: {API_ANONYMOUS_RATE} requests a minute from one address, {API_KEY_RATE} with a key. A key is made at `/accounts/keys/` and sent as `Authorization: Bearer onr_…`.

**Lists** come in parts: give `next` of one answer as `cursor` of the next request until it is null. **Mirrors**: read each list once, then ask with `changed_since`, which tells what came, what changed, and in `gone` what is no more. **Caches**: every answer has an `ETag`; send it as `If-None-Match`, and what still stands is answered with 304 and no body. **Errors** are problems as RFC 9457 has them, of the type `application/problem+json`.

Lists and rows of stories are kept ready and follow the record within seconds."""  # noqa: E501
_EXAMPLE_ID = "0" * 24
_TAGS = (
    "Stories",
    "Articles",
    "Attributions",
    "Statements",
    "Shared text",
    "Positions",
    "Conflicts",
    "Commitments",
    "Bodies",
    "Timeline",
    "Entities",
    "Judgements",
    "Faults",
)


@cache
def _skeleton() -> Doc:
    """Return the document without what is of this record."""
    made: Doc = json.loads(json.dumps(dict(api.get_openapi_schema()), default=str))
    made["info"] |= {
        "description": _DESCRIPTION,
        "license": {"name": "Apache-2.0", "identifier": "Apache-2.0"},
    }
    made["servers"] = [{"url": "/", "description": "This site"}]
    made["tags"] = [{"name": tag} for tag in _TAGS]
    problem = Problem.model_json_schema(ref_template="#/components/schemas/{model}")
    made["components"]["schemas"] |= problem.pop("$defs") | {"Problem": problem}
    schemes = made["components"].pop("securitySchemes")
    made["components"]["securitySchemes"] = {"key": schemes["Key"]}
    made["components"]["headers"] = {
        "ETag": _header("The tag of these bytes; send it as If-None-Match, or as If-Match when you judge."),
        "Retry-After": _header("Seconds after which to ask again.", "integer"),
    }
    for path, method, operation in _operations(made):
        _complete(path, method, operation)
    return made


def _header(description: str, kind: str = "string") -> Doc:
    return {"description": description, "schema": {"type": kind}}


def _operations(made: Doc) -> Iterator[tuple[str, str, Doc]]:
    for path, methods in made["paths"].items():
        for method, operation in methods.items():
            yield path, method, operation


def _complete(path: str, method: str, operation: Doc) -> None:
    """Add what may go wrong, what headers tell, and who may ask."""
    reading = method == "get"
    operation["security"] = [{"key": []}, {}] if reading else [{"key": []}]
    statuses = {401, 422, 429, 503} | (set() if reading else {400, 403, 413, 415})
    if "{id}" in path:
        statuses |= {404}
    if any(each["name"] == "cursor" for each in operation["parameters"]):
        statuses |= {400}
    if operation["operationId"] == "judge":
        statuses |= {404, 409}
    if reading:
        operation["responses"]["200"]["headers"] = {"ETag": {"$ref": "#/components/headers/ETag"}}
        operation["responses"]["304"] = {
            "description": "What you have by If-None-Match or If-Modified-Since still stands."
        }
    for status in sorted(statuses):
        operation["responses"][str(status)] = {
            "description": _ERRORS[status],
            "content": {"application/problem+json": {"schema": {"$ref": "#/components/schemas/Problem"}}},
        }
        if status in (429, 503):
            operation["responses"][str(status)]["headers"] = {
                "Retry-After": {"$ref": "#/components/headers/Retry-After"}
            }
    for parameter in operation["parameters"]:
        if parameter["in"] == "path":
            parameter["description"] = "The id of the entry."
            parameter["schema"] = {"type": "string", "maxLength": 64, "pattern": "^[a-z]+-[0-9a-f]+$"}


def described() -> Doc:
    """Return the whole document, with examples of this record; it is not to be changed."""
    # What the examples are taken from, so that the same document is not made for each request.
    mark = ChangeMark.objects.filter(id=1).values_list("number", "at").first()
    entities = record.entities_founded(count=1)
    faults = tuple(each.met for each in record.faults(count=1))
    judged = tuple(each.id for each in record.judgements()[:1])
    return _described(connection.settings_dict["NAME"], mark, entities, faults, judged)


@lru_cache(maxsize=2)
def _described(
    store: str,  # noqa: ARG001 - what tells one record from another
    mark: tuple[int, datetime] | None,  # noqa: ARG001 - and one state of it from the next
    entities: tuple[Founded, ...],
    faults: tuple[Founded, ...],
    judged: tuple[str, ...],
) -> Doc:
    made = deepcopy(_skeleton())
    examples = _examples()
    for kind, founded in (("entities", entities), ("faults", faults)):
        if founded:
            examples[kind] = {"id": founded[0].id}
    if judged:
        examples["judgements"] = {"id": judged[0]}
    for path, _method, operation in _operations(made):
        kind = path.split("/")[2]
        held = examples.get(kind)
        for parameter in operation["parameters"]:
            if parameter["in"] == "path":
                parameter["example"] = held["id"] if held else f"{_PREFIX[kind]}-{_EXAMPLE_ID}"
            elif held and parameter["name"] in ("story", "speaker", "actor", "agent", "article", "of", "issue_id"):
                if held.get(parameter["name"]):
                    parameter["example"] = held[parameter["name"]]
            elif kind == "articles" and parameter["name"] == "outlet" and held and held.get("outlet"):
                parameter["example"] = held["outlet"]
            # OpenAPI's own place for examples is a map with names; JSON Schema's, a list, stays in the schema.
            parameter.pop("examples", None)
        if held and path.endswith("{id}"):
            operation["responses"]["200"]["content"]["application/json"]["example"] = held
    return made


def _examples() -> dict[str, Doc]:
    """Return a row of this record for each resource that has one."""
    found: dict[str, Doc] = {}
    for kind in _PREFIX:
        rows = ExportRow.objects.filter(kind=kind, gone=False).order_by("made")
        row = rows.filter(size__lte=EXAMPLE_BYTES).first() or rows.first()
        if row:
            found[kind] = json.loads(body_of(kind, row) if kind != "attributions" else row.data)
    return found
