"""What was judged, by whom, when and why; taking it back; and what was let stand."""

from __future__ import annotations

import itertools
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from onrecord import record
from onrecord.community.models import Account, Role
from onrecord.errors import RecordError, UsageError
from onrecord.limits.web import PAGE_ROWS, REASON_CHARS
from onrecord.record import Judgement
from onrecord.web.accounts import allowed
from onrecord.web.desk import deciding
from onrecord.web.desk.asking import account_of, clean, entry_ids, paragraphs_of
from onrecord.web.desk.judging import VERBS
from onrecord.web.desk.models import Reviewed, Signed
from onrecord.web.desk.preview import outcome
from onrecord.web.models import StorySheet

__all__ = ["again", "judgement", "judgements", "stood"]


@require_GET
@allowed(Role.ANALYST)
def judgements(request: HttpRequest) -> HttpResponse:
    """Show what was judged, the newest first; those after the judgement that the address names."""
    rows = record.judgements()[::-1]
    if after := request.GET.get("after", ""):
        rows = tuple(itertools.dropwhile(lambda each: each.id != after, rows))[1:]
    shown = rows[:PAGE_ROWS]
    ids = [each.id for each in shown]
    about = dict(Signed.objects.filter(judgement__in=ids).values_list("judgement", "says"))
    context = {
        "rows": [(each, VERBS[each.kind], about.get(each.id, "")) for each in shown],
        "next": shown[-1].id if len(rows) > PAGE_ROWS else "",
        "paged": bool(after),
    }
    return render(request, "desk_judgements.html", context)


@require_http_methods(["GET", "POST"])
@allowed(Role.ANALYST)
def judgement(request: HttpRequest, id: str) -> HttpResponse:
    """Show one judgement, with what taking it back would change (GET), and take it back (POST)."""
    entry_ids([id])
    made = next((each for each in record.judgements() if each.id == id), None)
    if made is None:
        raise Http404
    account = account_of(request)
    if request.method == "GET":
        return _shown(request, made, account)
    if not deciding.may_retract(id, account):
        raise PermissionDenied("an analyst takes back what is their own; what others judged, an editor takes back")
    reason = paragraphs_of(request.POST.get("reason", ""), REASON_CHARS)
    if not reason:
        return _shown(request, made, account, status=400, wrong="Taking a judgement back needs a reason.")
    try:
        deciding.take_back(id, account, reason)
    except deciding.Overtaken as error:
        return _shown(request, error.judged[0], account, status=409, overtaken=True, reason=reason)
    except RecordError as error:
        wrong = f"It was not taken back, and nothing that you typed is lost: {error}."
        return _shown(request, made, account, status=503, wrong=wrong, reason=reason)
    messages.success(request, "Taken back. The judgement stays in this list, with your reason beside it.")
    return redirect("desk-judgement", id=id)


def _shown(request: HttpRequest, made: Judgement, account: Account, status: int = 200, **more: Any) -> HttpResponse:
    stories = record.stories_told_in(made.targets)
    context: dict[str, Any] = {
        "made": made,
        "verb": VERBS[made.kind],
        "may": deciding.may_retract(made.id, account),
        "stories": StorySheet.objects.filter(story__in=stories[:12]).defer("parts"),
        **more,
    }
    if made.retracted_at is None:
        try:
            after = record.supposing("retract", [made.id])
            context["outcome"] = outcome(record.as_of(), after, made.targets)
        except UsageError:
            context["outcome"] = None  # its entries are told no more, so there is nothing to compare
    return render(request, "desk_judgement.html", context, status=status)


@require_GET
@allowed(Role.ANALYST)
def stood(request: HttpRequest) -> HttpResponse:
    """Show what somebody looked at and let stand, the newest first."""
    rows = Reviewed.objects.filter(judgement__isnull=True).order_by("-at", "item")
    after = Reviewed.objects.filter(item=clean(request.GET.get("after", ""), 64)).first()
    if after:
        rows = rows.filter(at__lt=after.at) | rows.filter(at=after.at, item__gt=after.item)
    shown = list(rows[: PAGE_ROWS + 1])
    context = {"rows": shown[:PAGE_ROWS], "next": shown[PAGE_ROWS - 1].item if len(shown) > PAGE_ROWS else ""}
    return render(request, "desk_stood.html", context)


@require_POST
@allowed(Role.ANALYST)
def again(request: HttpRequest, id: str) -> HttpResponse:
    """Let what was let stand come back to the queue: one's own, or as an editor anybody's."""
    account = account_of(request)
    row = Reviewed.objects.filter(item=id, judgement__isnull=True).first()
    if row is None:
        raise Http404
    if row.account_id != account.pk and not account.may(Role.EDITOR):
        raise PermissionDenied("what others let stand, an editor brings back")
    deciding.offer_again(id)
    messages.success(request, "It waits in the queue again.")
    return redirect(reverse("desk-stood"))
