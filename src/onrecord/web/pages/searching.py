"""The search page: what was said, found by words, speaker, outlet, day; and what it found as CSV, JSON and Atom."""

from __future__ import annotations

from typing import Any, cast

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import path, re_path
from django.views.decorators.http import require_safe

from onrecord.limits.search import LOOK_ROWS
from onrecord.limits.web import EXPORT_ROWS, PAGE_ROWS
from onrecord.web.models import EntitySheet, SaidRow, StorySheet
from onrecord.web.pages import saved_searches
from onrecord.web.search.asked import Asked
from onrecord.web.search.asking import Answer, Facet, Kind, Order, answer, count, suggestion
from onrecord.web.search.engine import TakesTooLong
from onrecord.web.search.listed import atom, csv_table, json_list
from onrecord.web.search.parsing import KINDS, Unreadable
from onrecord.web.search.query import Query
from onrecord.web.search.showing import shown

__all__ = ["search", "urlpatterns"]

TOO_LONG = "This question takes too long to answer. Add a word that is rarer, or name a speaker, an outlet or a day."
FACETS = (("speaker", "Speakers"), ("outlet", "Outlets"), ("kind", "Kind of quotation"))
CHIPS = (
    ("speaker", "said by"), ("about", "about"), ("outlet", "printed by"), ("story", "in the story"), ("issue", "on"),
    ("kind", ""), ("since", "from"), ("until", "until"), ("quotes", ""),
)  # fmt: skip


@require_safe
def search(request: HttpRequest, form: str = "") -> HttpResponse:
    """Show what a question finds; a question that cannot be read is told where, and answered with status 400."""
    asked = Asked.of(request.GET)
    kind: Kind = "articles" if request.GET.get("show") == "articles" else "statements"
    order = cast("Order | None", request.GET.get("sort") if request.GET.get("sort") in ("day", "relevance") else None)
    context: dict[str, Any] = {"asked": asked.given, "kind": kind, "kinds": KINDS, "shown": asked.given}
    tree: Query | None = None
    status = 200
    try:
        tree = asked.tree()
        if tree or form:
            after = _cursor(request.GET.get("after", ""))
            rows = EXPORT_ROWS // 10 if form in ("csv", "json") else PAGE_ROWS
            found = answer(tree, kind, "day" if form == "atom" else order, after, rows)
            if form:
                return _listed(request, form, asked, found, tree)
            context |= _found(asked, found, tree, order)
    except Unreadable as error:
        context["wrong"], status = f"{str(error)[:1].upper()}{str(error)[1:]}.", 400
    except TakesTooLong:
        context["wrong"], status = TOO_LONG, 503
    if form and status != 200:
        return HttpResponse(context["wrong"], status=status, content_type="text/plain; charset=utf-8")
    context["searched"] = tree is not None
    return render(request, "search.html", context, status=status)


def _cursor(text: str) -> int:
    """Return the place that a cursor stands for. Raises `Unreadable`."""
    if not text:
        return 0
    if not (text.isascii() and text.isdigit() and len(text) <= 18):
        raise Unreadable("this is no place in these results; begin again at the first page")
    return int(text)


def _listed(request: HttpRequest, form: str, asked: Asked, found: Answer, tree: Query | None) -> HttpResponse:
    title = asked.title(_names(asked, found))
    hits = shown(found, tree)
    if form == "atom":
        return atom(request, title, hits, f"/search/?{asked.address(show=_shown(found.kind))}")
    return (csv_table if form == "csv" else json_list)(request, title, hits, found.after)


def _shown(kind: Kind) -> str:
    return "articles" if kind == "articles" else ""


def _found(asked: Asked, found: Answer, tree: Query | None, order: Order | None) -> dict[str, Any]:
    names = _names(asked, found)
    kept = {"show": _shown(found.kind), "sort": order or ""}
    other: Kind = "statements" if found.kind == "articles" else "articles"
    counts = {found.kind: (found.count, found.capped), other: count(tree, other)}
    return {
        "found": found,
        "hits": shown(found, tree),
        "title": asked.title(names),
        "heading": asked.heading(names),
        "tabs": [
            {"name": name.capitalize(), "href": asked.address(show=_shown(name), sort=order or ""),
             "open": name == found.kind, "count": _number(*counts[name])}
            for name in ("statements", "articles")
        ],
        "orders": [
            {"name": label, "href": asked.address(**{**kept, "sort": name}), "open": name == found.order}
            for name, label in (("relevance", "Best match"), ("day", "Newest"))
        ],
        "chips": [
            {"label": label, "value": _chip(name, names.get(asked.given[name], asked.given[name])),
             "href": asked.address(**{**kept, name: ""})}
            for name, label in CHIPS if name in asked.given
        ],
        "facets": [
            {"title": title, "rows": [_facet(asked, name, each, kept) for each in found.facets[name]]}
            for name, title in FACETS
            if name in found.facets and name not in asked.given and len(found.facets[name]) > 1
        ],
        "shown": {name: names.get(value, value) for name, value in asked.given.items()},
        "forms": [
            {"name": label, "href": f"/search.{name}?{asked.address(show=_shown(found.kind))}"}
            for name, label in (("csv", "CSV"), ("json", "JSON"), ("atom", "Atom feed"))
        ],
        "next": asked.address(**kept, after=found.after) if found.after else "",
        "question": asked.address(show=_shown(found.kind)),
        "looked": f"{LOOK_ROWS:,}" if found.capped else "",
        "suggested": None if found.count else _suggested(asked),
    }  # fmt: skip


def _number(number: int, capped: bool) -> str:  # noqa: FBT001
    return f"{number:,}{'+' if capped else ''}"


def _chip(name: str, value: str) -> str:
    return "only inside quotation marks" if name == "quotes" else value


def _facet(asked: Asked, name: str, facet: Facet, kept: dict[str, str]) -> dict[str, object]:
    return {"label": facet.label, "count": facet.count, "href": asked.address(**{**kept, name: facet.value})}


def _names(asked: Asked, found: Answer) -> dict[str, str]:
    """Return the names of the entities and stories that are asked for by id."""
    names = {each.value: each.label for each in found.facets.get("speaker", ())}
    wanted = {value for value in asked.given.values() if value.startswith("ent-") and value not in names}
    if wanted:
        rows = SaidRow.objects.filter(speaker__in=wanted).order_by("id")
        names |= {each: row.speaker_name for each in wanted if (row := rows.filter(speaker=each).first())}
        names |= dict(EntitySheet.objects.filter(entity__in=wanted).values_list("entity", "name"))
    if told := StorySheet.objects.filter(story=asked.given.get("story", "")).values_list("headline", flat=True).first():
        names[asked.given["story"]] = told
    return names


def _suggested(asked: Asked) -> dict[str, str] | None:
    """Return another spelling that finds something, or None."""
    try:
        typed = Asked({"q": asked.given.get("q", "")}).tree()
        better = suggestion(typed)
        if better and count(Asked({**asked.given, "q": better}).tree(), "statements")[0]:
            return {"text": better, "href": asked.address(q=better)}
    except Unreadable:
        pass
    return None


urlpatterns = [
    path("search/", search, name="search"),
    re_path(r"^search\.(?P<form>csv|json|atom)$", search, name="search-form"),
    *saved_searches.urlpatterns,
]
