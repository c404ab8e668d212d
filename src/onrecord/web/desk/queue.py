"""The review queue: what waits for a person, the least certain first, and one thing of it with its evidence."""

from __future__ import annotations

from dataclasses import dataclass

from django.contrib import messages
from django.db.models import Count, Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.views.decorators.http import require_GET, require_POST

from onrecord import record
from onrecord.community.models import Role
from onrecord.errors import UsageError
from onrecord.limits.web import PAGE_ROWS, REVIEW_WORDINGS
from onrecord.record import Snapshot
from onrecord.web.accounts import allowed
from onrecord.web.desk import deciding
from onrecord.web.desk.asking import account_of, cursor
from onrecord.web.desk.models import Reviewed, ReviewItem
from onrecord.web.desk.passages import Passage, opening, passage, said_in, short
from onrecord.web.desk.review import KINDS
from onrecord.web.models import StorySheet

__all__ = ["accept", "item", "next_of", "queue"]


@dataclass(frozen=True, slots=True)
class Piece:
    """One piece of evidence: its passage, what the record says of it in a line, and what may be done with it."""

    passage: Passage
    says: str
    attribution: str | None = None
    statement: str | None = None


def _waiting(kind: str) -> Q:
    if kind and kind not in KINDS:
        raise UsageError(f"nothing of the kind {kind[:40]!r} comes to the desk")
    return Q(kind=kind) if kind else Q()


@require_GET
@allowed(Role.ANALYST)
def queue(request: HttpRequest) -> HttpResponse:
    """Show what waits, the least certain first."""
    kind = request.GET.get("kind", "")
    rows = ReviewItem.objects.filter(_waiting(kind)).order_by("score", "id")
    if after := cursor(request.GET.get("after", "")):
        rows = rows.filter(Q(score__gt=after[0]) | Q(score=after[0], id__gt=after[1]))
    shown = list(rows[: PAGE_ROWS + 1])
    counts = dict(ReviewItem.objects.order_by().values_list("kind").annotate(count=Count("id")))
    more = shown[PAGE_ROWS - 1] if len(shown) > PAGE_ROWS else None
    context = {
        "kind": kind,
        "kind_name": KINDS.get(kind, ""),
        "items": shown[:PAGE_ROWS],
        "kinds": [{"kind": each, "name": name, "count": counts.get(each, 0)} for each, name in KINDS.items()],
        "count": sum(counts.values()),
        "next": urlencode({"kind": kind, "after": f"{more.score!r}~{more.id}"}) if more else "",
        "paged": bool(after),
    }
    return render(request, "desk_queue.html", context)


@require_GET
@allowed(Role.ANALYST)
def item(request: HttpRequest, id: str) -> HttpResponse:
    """Show one thing that waits, with its evidence in its passage and what may be decided."""
    kind = request.GET.get("kind", "")
    _waiting(kind)
    row = ReviewItem.objects.filter(id=id).first()
    if row is None:
        get_object_or_404(Reviewed, item=id)
        messages.info(request, "Somebody has decided on this already; here is what waits.")
        return redirect(f"{reverse('desk')}?{urlencode({'kind': kind})}")
    snapshot = record.as_of()
    context = {
        "item": row,
        "kind": kind,
        "kind_name": KINDS[row.kind],
        "pieces": _pieces(snapshot, row),
        "stories": _sheets(row),
        "seen": deciding.seen_of(row.targets),
        "judged": record.judgements_on(row.targets),
        "next": next_of(row, kind),
        "left": ReviewItem.objects.filter(_waiting(kind)).count(),
    }
    return render(request, "desk_item.html", context)


def next_of(row: ReviewItem, kind: str) -> str:
    """Return the address of what comes after this in the queue of a kind, or of the queue when nothing does."""
    later = Q(score__gt=row.score) | Q(score=row.score, id__gt=row.id)
    ids = ReviewItem.objects.filter(_waiting(kind), later).order_by("score", "id").values_list("id", flat=True)
    query = f"?{urlencode({'kind': kind})}" if kind else ""
    found = ids.first()
    return (reverse("desk-item", args=[found]) if found else reverse("desk")) + query


def _pieces(snapshot: Snapshot, row: ReviewItem) -> list[Piece]:
    if row.kind in ("attribution", "speaker"):
        return [_said(snapshot, row.targets[0])]
    if row.kind == "altered":
        told = snapshot.statement(row.targets[0])
        return [_said(snapshot, each.attribution.id, told.id) for each in told.wordings[:REVIEW_WORDINGS]]
    if row.kind == "place":
        return [Piece(opening(snapshot.article(row.targets[1])), row.why)]
    if row.kind == "join" and row.article:
        return [_named(snapshot, row.article, row.targets)]
    return []


def _said(snapshot: Snapshot, attribution: str, statement: str | None = None) -> Piece:
    article = snapshot.article(snapshot.said_in(attribution))
    said = next((each for each in snapshot.reading(article.id).attributions if each.id == attribution), None)
    if said is None:
        return Piece(opening(article), "a person took this attribution off the record", attribution, statement)
    name = said.speaker_name or (said.anonymous.description if said.anonymous else "speaker not known")
    role = f", {said.role}" if said.role else ""
    says = f"{name}{role}; {said.kind}; confidence {said.confidence:.2f}"
    return Piece(said_in(article, said), says, attribution, statement)


def _named(snapshot: Snapshot, article: str, entities: list[str]) -> Piece:
    """Return where an article names one of the entities that were joined."""
    held = snapshot.article(article)
    spans = [span for entity in snapshot.entities(entities) for where, span in entity.mentions if where == article]
    return Piece(passage(held, {"name": spans[:12]}), short(f"{len(spans)} places of this report name them"))


def _sheets(row: ReviewItem) -> list[StorySheet]:
    ids = [row.story, *(each for each in row.targets if each.startswith("story-"))]
    found = {each.story: each for each in StorySheet.objects.filter(story__in=ids).defer("parts")}
    return [found[each] for each in dict.fromkeys(ids) if each in found]


@require_POST
@allowed(Role.ANALYST)
def accept(request: HttpRequest, id: str) -> HttpResponse:
    """Let something stand as it is, and go on to the next."""
    kind = request.POST.get("kind", "")
    _waiting(kind)
    try:
        row = deciding.let_stand(id, account_of(request), request.POST.get("seen", ""))
    except deciding.Overtaken as error:
        context = {"judged": error.judged, "stood": error.stood, "queue": reverse("desk")}
        return render(request, "desk_overtaken.html", context, status=409)
    messages.success(request, f"Let stand: {short(row.says, 80)}")
    return redirect(next_of(row, kind))
