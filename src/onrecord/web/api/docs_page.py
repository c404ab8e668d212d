"""The document of the API, as JSON and as a page of the site."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

from onrecord.limits.api import API_ANONYMOUS_RATE, API_KEY_RATE
from onrecord.web.api.answers import answer
from onrecord.web.api.document import Doc, described

__all__ = ["docs", "document", "home"]

_MARKS = (
    (re.compile(r"`([^`]+)`"), r"<code>\1</code>"),
    (re.compile(r"\*\*([^*]+)\*\*"), r"<strong>\1</strong>"),
    (re.compile(r"\*([^*]+)\*"), r"<em>\1</em>"),
)
_LENGTHS = {
    "minimum": "at least {}",
    "maximum": "at most {}",
    "minLength": "at least {} characters",
    "maxLength": "at most {} characters",
    "minItems": "at least {}",
    "maxItems": "at most {}",
}


def home(request: HttpRequest) -> HttpResponse:  # noqa: ARG001
    """Lead to the page that says what there is."""
    return redirect("api_docs")


def document(request: HttpRequest) -> HttpResponseBase:
    """Give the OpenAPI document."""
    return answer(request, json.dumps(described(), ensure_ascii=False).encode("utf-8", "backslashreplace"))


def docs(request: HttpRequest) -> HttpResponse:
    """Show the document as a page."""
    told = described()
    context = {
        "about": _paragraphs(told["info"]["description"]),
        "resources": _resources(told),
        "address": request.build_absolute_uri("/").rstrip("/"),
        "rate": API_ANONYMOUS_RATE,
        "key_rate": API_KEY_RATE,
        "key": told["components"]["securitySchemes"]["key"],
    }
    return render(request, "api_docs.html", context)


def _resources(told: Doc) -> list[Doc]:
    """Return the resources with what can be asked of each, in the order of the document's tags."""
    found: dict[str, Doc] = {}
    for path, methods in told["paths"].items():
        for method, operation in methods.items():
            name = operation["tags"][0]
            room = found.setdefault(name, {"name": name, "anchor": name.lower().replace(" ", "-"), "operations": []})
            room["operations"].append(_operation(told, path, method, operation))
    for room in found.values():
        room["operations"].sort(key=lambda each: each["method"] != "GET")
    order = [tag["name"] for tag in told["tags"]]
    return sorted(found.values(), key=lambda room: order.index(room["name"]))


def _operation(told: Doc, path: str, method: str, operation: Doc) -> Doc:
    parameters = [
        {
            "name": each["name"],
            "place": each["in"],
            "kind": _kind(told, each["schema"]).removesuffix(" or null"),
            "about": _marked(each.get("description", "")),
            "required": each["required"],
        }
        for each in operation["parameters"]
    ]
    example = next((str(each.get("example")) for each in operation["parameters"] if each["in"] == "path"), "")
    body = operation.get("requestBody", {}).get("content", {}).get("application/json", {}).get("schema")
    given = _resolved(told, body) if body else {}
    good = next(status for status in operation["responses"] if status.startswith("2"))
    row = operation["responses"][good]["content"]["application/json"]["schema"]
    return {
        "id": operation["operationId"],
        "method": method.upper(),
        "path": path,
        "href": path.replace("{id}", example) if method == "get" and not example.endswith("0" * 24) else "",
        "summary": operation["summary"],
        "about": _paragraphs(operation.get("description", "")),
        "parameters": parameters,
        "body": list(_fields(told, given)) if given else [],
        "sent": json.dumps(given["examples"][0], ensure_ascii=False) if given.get("examples") else "",
        "gives": list(_fields(told, _row_of(told, row))),
        "good": good,
        "bad": [
            {"status": status, "about": _marked(each["description"])}
            for status, each in operation["responses"].items()
            if not status.startswith("2")
        ],
    }


def _row_of(told: Doc, schema: Doc) -> Doc:
    """Return the schema of the rows of a list, or of the one row."""
    found = _resolved(told, schema)
    items = found.get("properties", {}).get("items")
    return _resolved(told, items["items"]) if items else found


def _resolved(told: Doc, schema: Doc) -> Doc:
    if "$ref" in schema:
        held: Doc = told["components"]["schemas"][schema["$ref"].rpartition("/")[2]]
        return held
    return schema


def _fields(told: Doc, schema: Doc) -> Iterator[Doc]:
    required = schema.get("required", ())
    for name, field in schema.get("properties", {}).items():
        yield {
            "name": name,
            "kind": _kind(told, field),
            "about": _marked(field.get("description", "")),
            "required": name in required,
        }


def _kind(told: Doc, schema: Doc) -> str:
    """Return what a value may be, in words."""
    if "anyOf" in schema:
        return " or ".join(dict.fromkeys(_kind(told, each) for each in schema["anyOf"]))
    if "$ref" in schema:
        return str(schema["$ref"]).rpartition("/")[2].lower()
    if "enum" in schema:
        return ", ".join(f"“{each}”" for each in schema["enum"])
    if "const" in schema:
        return f"“{schema['const']}”"
    kind = str(schema.get("format") or schema.get("type", "anything"))
    if kind == "array":
        kind = f"list of {_kind(told, schema.get('items', {}))}"
    kind = {"date-time": "instant", "date": "day"}.get(kind, kind)
    bounds = [words.format(f"{schema[name]:,}") for name, words in _LENGTHS.items() if name in schema]
    return ", ".join([kind, *bounds]).replace("at least 1 characters", "not empty")


def _marked(text: str) -> SafeString:
    """Return a text of ours with its code and emphasis marked, all else escaped."""
    found: str = escape(text)
    for pattern, tag in _MARKS:
        found = pattern.sub(tag, found)
    return mark_safe(found)  # noqa: S308 - escaped above


def _paragraphs(text: Any) -> list[SafeString]:
    return [_marked(" ".join(part.split())) for part in str(text).split("\n\n") if part.strip()]
