"""Results as CSV, JSON and Atom, for those who take them away."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime, time

from django.http import HttpRequest, HttpResponse, JsonResponse

from onrecord.web.search.showing import Hit
from onrecord.web.taken_away import Feed, table_lines

__all__ = ["atom", "csv_table", "json_list"]

HIDDEN = {"X-Robots-Tag": "noindex"}


def csv_table(request: HttpRequest, title: str, found: Sequence[Hit], after: str) -> HttpResponse:  # noqa: ARG001
    """Return results as CSV (RFC 4180)."""
    rows = (_told(request, hit).values() for hit in found)
    headers = {**HIDDEN, "Content-Disposition": 'attachment; filename="search.csv"'} | _next(request, after)
    return HttpResponse("".join(table_lines(_COLUMNS, rows)), content_type="text/csv; charset=utf-8", headers=headers)


def json_list(request: HttpRequest, title: str, found: Sequence[Hit], after: str) -> HttpResponse:
    """Return results as JSON."""
    told = {
        "title": title,
        "address": request.build_absolute_uri(),
        "next": _turned(request, after) if after else None,
        "rows": [_told(request, hit) for hit in found],
    }
    return JsonResponse(told, json_dumps_params={"ensure_ascii": False}, headers={**HIDDEN, **_next(request, after)})


def atom(request: HttpRequest, title: str, found: Sequence[Hit], page: str) -> HttpResponse:
    """Return results as an Atom feed (RFC 4287); an entry's id is that of what was found."""
    feed = Feed(f"{title} · onrecord", request.build_absolute_uri(page), request.build_absolute_uri(), page)
    for hit in found:
        said = datetime.combine(hit.day, time(), UTC) if hit.day else datetime(1970, 1, 1, tzinfo=UTC)
        name = "".join(run.text for run in hit.title)
        feed.put(hit.id, f"{name}: {hit.text[:120]}", _told(request, hit)["address"], hit.text, said)
    body = feed.writeString("utf-8")
    return HttpResponse(body, content_type="application/atom+xml; charset=utf-8", headers=HIDDEN)


_COLUMNS = ("id", "who", "day", "kind", "words", "outlet", "published", "story", "headline", "address", "evidence")


def _told(request: HttpRequest, hit: Hit) -> Mapping[str, str]:
    """Return what a row says; `who` is the speaker of a statement, and the title of an article."""
    kind = hit.first.kind
    place = f"/statements/{hit.id}/" if kind else f"/articles/{hit.id}/"
    return {
        "id": hit.id,
        "who": "".join(run.text for run in hit.title),
        "day": hit.day.isoformat() if hit.day else "",
        "kind": kind or "article",
        "words": hit.text,
        "outlet": hit.first.outlet,
        "published": hit.first.published.isoformat() if hit.first.published else "",
        "story": hit.story,
        "headline": hit.headline,
        "address": request.build_absolute_uri(place),
        "evidence": request.build_absolute_uri(hit.first.address),
    }


def _turned(request: HttpRequest, after: str) -> str:
    asked = request.GET.copy()
    asked["after"] = after
    return request.build_absolute_uri(f"{request.path}?{asked.urlencode()}")


def _next(request: HttpRequest, after: str) -> dict[str, str]:
    return {"Link": f'<{_turned(request, after)}>; rel="next"'} if after else {}
