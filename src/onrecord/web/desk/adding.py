"""Handing in addresses, files and text, and seeing what became of them; the worker does the work."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import PurePosixPath, PureWindowsPath

from django.contrib import messages
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_http_methods

from onrecord.community.models import Account, Role
from onrecord.errors import UsageError
from onrecord.limits.web import ADDRESS_CHARS, DELIVERIES, PAGE_ROWS, TEXT_CHARS, UPLOAD_BYTES
from onrecord.web.accounts import allowed
from onrecord.web.desk.asking import account_of, clean, paragraphs_of
from onrecord.web.desk.models import Delivery
from onrecord.web.watch import refused_address

__all__ = ["ENDINGS", "add", "added", "delivery"]

ENDINGS = (".html", ".htm", ".txt", ".jsonl", ".warc.gz", ".warc", ".html.gz")
"""Endings of files that can be handed in; what they hold is told by their bytes."""
NAME_CHARS = 120


class _Refused(Exception):
    """What was handed in cannot be taken; the message is a plain sentence."""


@require_http_methods(["GET", "POST"])
@allowed(Role.ANALYST)
def add(request: HttpRequest) -> HttpResponse:
    """Show the form for handing in (GET), and take what was handed in (POST)."""
    context = {"endings": ", ".join(ENDINGS), "accept": ",".join(ENDINGS), "megabytes": UPLOAD_BYTES // 1_000_000}
    if request.method == "GET":
        return render(request, "desk_add.html", context)
    typed = {
        "addresses": paragraphs_of(request.POST.get("addresses", ""), DELIVERIES * ADDRESS_CHARS),
        "text": paragraphs_of(request.POST.get("text", ""), TEXT_CHARS),
        **{name: clean(request.POST.get(name, ""), NAME_CHARS) for name in ("title", "outlet", "published")},
    }
    try:
        # The last field of the form: without it the rest was cut off on its way.
        if request.POST.get("whole") != "yes":
            raise _Refused("The form did not arrive whole; nothing of it was kept. Send it again.")
        rows = list(_deliveries(request, typed, account_of(request)))
        if not rows:
            raise _Refused("Give an address, choose a file, or paste a text.")
        if len(rows) > DELIVERIES:
            raise _Refused(f"At most {DELIVERIES} addresses and files at once; these are {len(rows)}.")
    except _Refused as error:
        return render(request, "desk_add.html", {**context, **typed, "wrong": str(error)}, status=400)
    with transaction.atomic():
        Delivery.objects.bulk_create(rows)
    messages.success(request, f"Handed in: {len(rows)}. What became of each stands here as soon as it is read.")
    return redirect("desk-added")


def _deliveries(request: HttpRequest, typed: dict[str, str], account: Account) -> Iterator[Delivery]:
    now = datetime.now(UTC)

    def made(kind: str, place: str, body: bytes | None = None) -> Delivery:
        return Delivery(kind=kind, place=place, body=body, account=account, by=account.signature, added_at=now)

    for address in dict.fromkeys(typed["addresses"].split()):
        if why := refused_address(address):
            raise _Refused(f"{address[:80]}: {why}.")
        yield made("address", address)
    for file in request.FILES.getlist("files"):
        yield made("file", _name(file), _bytes(file))
    if typed["text"]:
        # One line of JSON Lines, which keeps the text as it was pasted; see docs/formats.md.
        line = {name: typed[name] for name in ("title", "outlet", "published", "text") if typed[name]}
        yield made("text", typed["title"] or "pasted text", json.dumps(line, ensure_ascii=False).encode())


def _name(file: UploadedFile[bytes]) -> str:
    """Return a file's own name without folders and control characters."""
    name = clean(PurePosixPath(PureWindowsPath(file.name or "").name).name, NAME_CHARS)
    if not name.lower().endswith(ENDINGS):
        raise _Refused(f"{name or 'A file without a name'}: files of the kinds {', '.join(ENDINGS)} are read.")
    return name


def _bytes(file: UploadedFile[bytes]) -> bytes:
    body: bytes = file.read()
    if not body:
        raise _Refused(f"{_name(file)} is empty.")
    return body


@require_GET
@allowed(Role.ANALYST)
def added(request: HttpRequest) -> HttpResponse:
    """Show what was handed in and what became of it, the newest first; htmx asks again while something waits."""
    rows = Delivery.objects.defer("body").order_by("-added_at", "id")
    if after := _after(request.GET.get("after", "")):
        rows = rows.filter(Q(added_at__lt=after.added_at) | Q(added_at=after.added_at, id__gt=after.pk))
    shown = list(rows[: PAGE_ROWS + 1])
    context = {
        "rows": shown[:PAGE_ROWS],
        "waiting": any(row.done_at is None for row in shown[:PAGE_ROWS]),
        "next": shown[PAGE_ROWS - 1].pk if len(shown) > PAGE_ROWS else "",
        "paged": bool(after),
    }
    part = request.headers.get("HX-Request") == "true"
    return render(request, "desk_added_rows.html" if part else "desk_added.html", context)


def _after(words: str) -> Delivery | None:
    if not words:
        return None
    if not (words.isascii() and words.isdigit() and len(words) < 19):
        raise UsageError("this is no place in the list")
    return Delivery.objects.defer("body").filter(pk=int(words)).first()


@require_GET
@allowed(Role.ANALYST)
def delivery(request: HttpRequest, id: int) -> HttpResponse:
    """Show one thing that was handed in, with its articles and faults."""
    row = get_object_or_404(Delivery.objects.defer("body"), pk=min(id, 2**62))
    return render(request, "desk_delivery.html", {"row": row})
