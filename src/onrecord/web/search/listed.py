"""Results as CSV, JSON and Atom, for those who take them away."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime, time
from urllib.parse import urlsplit

from django.conf import settings
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils.feedgenerator import Atom1Feed

from onrecord.web.search.showing import Hit

__all__ = ["atom", "csv_table", "json_list"]

_FORMULA = re.compile(r"[\s\ufeff]*[=+\-@＝＋－＠\t\r\n]")
"""What spreadsheets take for the beginning of a formula."""
_UNPRINTABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")
"""What XML cannot hold, and no cell needs."""
HIDDEN = {"X-Robots-Tag": "noindex"}


def csv_table(request: HttpRequest, title: str, found: Sequence[Hit], after: str) -> HttpResponse:  # noqa: ARG001
    """Return results as CSV (RFC 4180)."""
    out = io.StringIO()
    table = csv.writer(out, quoting=csv.QUOTE_ALL, lineterminator="\r\n")
    rows = [_told(request, hit) for hit in found]
    table.writerow(_COLUMNS)
    for row in rows:
        table.writerow([_cell(row[name]) for name in _COLUMNS])
    headers = {**HIDDEN, "Content-Disposition": 'attachment; filename="search.csv"'} | _next(request, after)
    return HttpResponse(out.getvalue(), content_type="text/csv; charset=utf-8", headers=headers)


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
    feed = _Feed(
        title=_plain(f"{title} · onrecord"),
        link=request.build_absolute_uri(page),
        description="",
        language="en",
        feed_url=request.build_absolute_uri(),
        feed_guid=_tag(page),
    )
    for hit in found:
        row = _told(request, hit)
        said = datetime.combine(hit.day, time(), UTC) if hit.day else datetime(1970, 1, 1, tzinfo=UTC)
        name = "".join(run.text for run in hit.title)
        feed.add_item(
            title=_plain(f"{name}: {hit.text[:120]}"),
            link=row["address"],
            description=_plain(hit.text),
            unique_id=_tag(hit.id),
            updateddate=said,
            pubdate=said,
        )
    body = feed.writeString("utf-8")
    return HttpResponse(body, content_type="application/atom+xml; charset=utf-8", headers=HIDDEN)


class _Feed(Atom1Feed):
    """A feed that is the same for the same rows, without a row too."""

    def latest_post_date(self) -> datetime:
        """Return when the newest entry was said."""
        return max((item["updateddate"] for item in self.items), default=datetime(1970, 1, 1, tzinfo=UTC))


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


def _cell(text: str) -> str:
    """Return what a cell holds; a text that a spreadsheet would run gets an apostrophe before it."""
    plain = _plain(text)
    return f"'{plain}" if _FORMULA.match(plain) else plain


def _plain(text: str) -> str:
    return _UNPRINTABLE.sub("\ufffd", text)


def _tag(name: str) -> str:
    """Return an id that stays when addresses change (RFC 4151)."""
    return f"tag:{urlsplit(settings.SITE_URL).hostname or 'localhost'},2026:{name}"


def _turned(request: HttpRequest, after: str) -> str:
    asked = request.GET.copy()
    asked["after"] = after
    return request.build_absolute_uri(f"{request.path}?{asked.urlencode()}")


def _next(request: HttpRequest, after: str) -> dict[str, str]:
    return {"Link": f'<{_turned(request, after)}>; rel="next"'} if after else {}
