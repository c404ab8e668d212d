"""Report instances: frozen copies of a post's profit and loss, shown as they were on the day they were bought."""

from __future__ import annotations

import json
import re
from base64 import b64encode
from hashlib import sha256

from csp.decorators import csp_update
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.views.decorators.http import require_safe

from onrecord import community
from onrecord.community import PostView, ReportView
from onrecord.community.models import Role
from onrecord.web.accounts import allowed
from onrecord.web.community.asking import account_of
from onrecord.web.community.post_part import may_see_table
from onrecord.web.community.telling import twei

__all__ = ["report", "report_file", "reports"]

FORMS = {
    "html": "text/html; charset=utf-8",
    "csv": "text/csv; charset=utf-8",
    "json": "application/json; charset=utf-8",
    "svg": "image/svg+xml; charset=utf-8",
}
"""The forms in which a copy was kept, with their media types."""
_STYLE = re.compile(rb"<style>([^<]*)</style>")
"""What lets a chart be light or dark; the first copies have none, and are black on nothing."""


@require_safe
@allowed(Role.READER)
def reports(request: HttpRequest, post: int) -> HttpResponse:
    """Show the report instances of a post, to its author and to editors."""
    found = community.post(post)
    if not may_see_table(found, account_of(request)):
        raise PermissionDenied(_closed())
    rows = reversed(community.reports(post))
    return render(request, "community/reports.html", {"post": found, "rows": list(rows)})


@require_safe
@allowed(Role.READER)
def report(request: HttpRequest, post: int, number: int) -> HttpResponse:
    """Show a report instance, made of nothing but the bytes that were kept."""
    found, held = _open(request, post, number)
    told = json.loads(held.json)
    shown = {
        "post": found,
        "report": held,
        "told": told,
        "parts": [
            (
                part,
                [(name, amount) for name, amount in told[part].items() if name != "subtotal"],
                told[part]["subtotal"],
            )
            for part in ("profit", "loss")
        ],
        "adapts": _STYLE.search(held.svg) is not None,
        "own": held.buyer == account_of(request).pk,
        "price": community.current_tariff().report.price,
    }
    return render(request, "community/report.html", shown)


@require_safe
@allowed(Role.READER)
def report_file(request: HttpRequest, post: int, number: int, form: str) -> HttpResponseBase:
    """Give a report instance away in one of its forms, byte for byte as it was kept; a chart may use its own style."""
    _, held = _open(request, post, number)
    answer = HttpResponse(getattr(held, form), content_type=FORMS[form])
    way = "inline" if form == "svg" and "download" not in request.GET else "attachment"
    answer["Content-Disposition"] = f'{way}; filename="post-{post}-report-{number}.{form}"'
    if form == "svg" and (style := _STYLE.search(held.svg)):
        mark = b64encode(sha256(style[1]).digest()).decode()
        return csp_update({"style-src": f"'sha256-{mark}'"})(lambda _: answer)(request)
    return answer


def _open(request: HttpRequest, post: int, number: int) -> tuple[PostView, ReportView]:
    """Return a post and its report, which is open to who bought it, to the post's author and to editors."""
    found, held, account = community.post(post), community.report(post, number), account_of(request)
    if held.buyer != account.pk and not may_see_table(found, account):
        raise PermissionDenied(_closed())
    return found, held


def _closed() -> str:
    price = twei(community.current_tariff().report.price)
    return (
        "A report instance is shown to who bought it, to the post's author and to editors."
        f" Buy one of your own under the story; its price is {price}."
    )
