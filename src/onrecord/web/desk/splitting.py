"""Splitting a story or an entity: the articles that leave are chosen in a draft that nobody else sees."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from onrecord import record
from onrecord.community.models import Role
from onrecord.errors import UsageError
from onrecord.limits.web import REASON_CHARS, SPLIT_ARTICLES
from onrecord.record import Snapshot
from onrecord.web.accounts import allowed
from onrecord.web.desk.asking import account_of, clean, entry_ids, paragraphs_of
from onrecord.web.desk.judging import Question, answered, put
from onrecord.web.desk.models import SplitDraft

__all__ = ["choose", "draft"]


def _articles(snapshot: Snapshot, split: str) -> tuple[str, tuple[str, ...]]:
    """Return what a story or an entity is called, and its articles by day."""
    if split.startswith("story-"):
        story = snapshot.story(split)
        return story.title, story.articles
    if split.startswith("ent-"):
        for entity in snapshot.entities([split]):
            return entity.name, tuple(dict.fromkeys(article for article, _ in entity.mentions))
    raise UsageError("a split is of a story or of a name")


@require_http_methods(["GET", "POST"])
@allowed(Role.ANALYST)
def choose(request: HttpRequest) -> HttpResponse:
    """Show the articles of a story or a name to choose from (GET), and keep the choice as a draft (POST)."""
    sent = request.POST if request.method == "POST" else request.GET
    (split,) = entry_ids([sent.get("of", "")])
    snapshot = record.as_of()
    title, held = _articles(snapshot, split)
    account = account_of(request)
    wrong = ""
    if request.method == "POST":
        leaving = [each for each in entry_ids(sent.getlist("leaving")) if each in set(held)]
        if leaving and len(leaving) < len(held):
            kept, _ = SplitDraft.objects.update_or_create(account=account, split=split, defaults={"leaving": leaving})
            query = f"?item={clean(sent.get('item', ''), 64)}" if sent.get("item") else ""
            return redirect(reverse("desk-draft", args=[kept.pk]) + query)
        wrong = "Choose at least one article that leaves, and leave at least one."
    own = SplitDraft.objects.filter(account=account, split=split).first()
    chosen = set(sent.getlist("leaving") or (own.leaving if own else ()))
    context = {
        "split": split,
        "title": title,
        "item": clean(sent.get("item", ""), 64),
        "rows": [(each, each.id in chosen) for each in snapshot.articles(held[:SPLIT_ARTICLES])],
        "more": max(0, len(held) - SPLIT_ARTICLES),
        "wrong": wrong,
    }
    return render(request, "desk_split.html", context, status=400 if wrong else 200)


@require_http_methods(["GET", "POST"])
@allowed(Role.ANALYST)
def draft(request: HttpRequest, id: int) -> HttpResponse:
    """Show what a split would change (GET), and put it down (POST); only for whoever chose the articles."""
    own = SplitDraft.objects.filter(account=account_of(request), pk=id).first()
    if own is None:
        raise Http404
    asked = Question(
        "split",
        (own.split, *own.leaving),
        reason=paragraphs_of(request.POST.get("reason", ""), REASON_CHARS),
        item=clean((request.POST or request.GET).get("item", ""), 64),
    )
    action = reverse("desk-draft", args=[id])
    if request.method == "GET":
        return answered(request, asked, action)
    answer = put(request, asked, action)
    if answer.status_code == 302:
        own.delete()
    return answer
