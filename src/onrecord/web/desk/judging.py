"""Judging: what would change is shown first; who was overtaken by somebody else is told, and loses nothing typed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Any, cast, get_args

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from onrecord import record
from onrecord.community.models import Role
from onrecord.errors import RecordError, UsageError
from onrecord.limits.web import REASON_CHARS
from onrecord.record import JudgementKind
from onrecord.web.accounts import allowed
from onrecord.web.desk import deciding
from onrecord.web.desk.asking import account_of, clean, entry_ids, found_id, paragraphs_of
from onrecord.web.desk.models import ReviewItem
from onrecord.web.desk.passages import said_in, short
from onrecord.web.desk.preview import outcome
from onrecord.web.desk.queue import next_of
from onrecord.web.models import StorySheet

__all__ = ["VERBS", "Question", "answered", "judge", "put"]

VERBS: Mapping[JudgementKind, str] = {
    "merge": "Merge",
    "split": "Split",
    "reject": "Reject",
    "correct": "Correct the speaker",
}
NEAR = 12
"""Stories of the same days that are offered to merge with."""
NEAR_DAYS = 2


@dataclass(frozen=True, slots=True)
class Question:
    """What is to be judged, and whence: the item of the queue and the queue's filter, where it came from there."""

    kind: JudgementKind
    targets: tuple[str, ...]
    value: str = ""
    reason: str = ""
    item: str = ""
    queue: str = ""

    @property
    def whole(self) -> bool:
        """Whether it says all that a judgement needs but its reason."""
        return {
            "merge": len(self.targets) > 1,
            "split": len(self.targets) > 1,
            "reject": True,
            "correct": bool(self.value),
        }[self.kind]


def _asked(sent: QueryDict) -> Question:
    kind = sent.get("kind", "")
    if kind not in get_args(JudgementKind) or kind == "split":
        raise UsageError("there is no such judgement here; there are merge, reject and correct, and split by itself")
    targets = entry_ids(sent.getlist("target")[:2])
    if not targets:
        raise UsageError("a judgement says what it is about")
    other = found_id(sent.get("other", ""), [targets[0].partition("-")[0]]) if kind == "merge" else None
    if other and other not in targets:
        targets = (*targets, other)
    return Question(
        cast(JudgementKind, kind),
        targets,
        clean(sent.get("value", ""), REASON_CHARS) if kind == "correct" else "",
        paragraphs_of(sent.get("reason", ""), REASON_CHARS),
        clean(sent.get("item", ""), 64),
        clean(sent.get("queue", ""), 16),
    )


@require_http_methods(["GET", "POST"])
@allowed(Role.ANALYST)
def judge(request: HttpRequest) -> HttpResponse:
    """Show what a judgement would change (GET), and put it down (POST)."""
    asked = _asked(request.POST if request.method == "POST" else request.GET)
    if request.method == "POST" and asked.whole:
        return put(request, asked, reverse("desk-judge"))
    return answered(request, asked, reverse("desk-judge"))


def put(request: HttpRequest, asked: Question, action: str) -> HttpResponse:
    """Put down what was asked, or show the form again with all that was typed and why it was not put down."""
    if not asked.reason:
        return answered(request, asked, action, status=400, wrong="A judgement needs a reason.")
    account = account_of(request)
    item = ReviewItem.objects.filter(id=asked.item).first()
    onward = next_of(item, asked.queue if asked.queue == item.kind else "") if item else ""
    decision = deciding.Decision(
        asked.kind, asked.targets, asked.value or None, asked.reason, request.POST.get("seen", "")
    )
    try:
        made = deciding.decide(decision, account)
    except deciding.Overtaken as error:
        return answered(request, asked, action, status=409, overtaken=error)
    except RecordError as error:
        wrong = f"It was not put down, and nothing that you typed is lost: {error}."
        return answered(request, asked, action, status=503, wrong=wrong)
    messages.success(request, f"On record: {VERBS[asked.kind].lower()}. It can be taken back under Judgements.")
    return redirect(onward or reverse("desk-judgement", args=[made.id]))


def answered(request: HttpRequest, asked: Question, action: str, status: int = 200, **more: Any) -> HttpResponse:
    """Return the form of a judgement: what is about, what it would change, and what was typed so far."""
    before = record.as_of()
    context: dict[str, Any] = {
        "asked": asked,
        "verb": VERBS[asked.kind],
        "action": action,
        "seen": deciding.seen_of(asked.targets),
        "about": [_named(each) for each in asked.targets[: 1 if asked.kind == "split" else 2]],
        **more,
    }
    if asked.targets[0].startswith("att-"):
        context |= _said(asked.targets[0])
    if asked.kind == "merge" and asked.targets[0].startswith("story-"):
        context["near"] = _near(asked.targets[0])
    if asked.whole:
        after = record.supposing(asked.kind, asked.targets, asked.value or None)
        context["outcome"] = outcome(before, after, asked.targets)
    return render(request, "desk_judge.html", context, status=status)


def _said(attribution: str) -> dict[str, Any]:
    """Return the passage of an attribution, and the names that its article gives."""
    snapshot = record.as_of()
    article = snapshot.article(snapshot.said_in(attribution))
    reading = snapshot.reading(article.id)
    said = next((each for each in reading.attributions if each.id == attribution), None)
    names = dict.fromkeys(each.name for each in reading.mentions if each.kind != "place")
    return {"passage": said_in(article, said) if said else None, "names": list(names)}


def _named(id: str) -> tuple[str, str, str]:
    """Return what kind of entry an id names, its words, and its address where it has a page."""
    snapshot = record.as_of()
    kind = id.partition("-")[0]
    if kind == "story":
        return "Story", snapshot.story(id).title, reverse("story", args=[id])
    if kind == "ent":
        held = next(snapshot.entities([id], mentions=False), None)
        return "Name", held.name if held else "nobody", f"/entities/{id}/"
    if kind == "stm":
        told = snapshot.statement(id)
        return "Statement", f"of {told.speaker_name or 'a speaker not known'}", f"/statements/{id}/"
    if kind == "att":
        article = snapshot.article(snapshot.said_in(id))
        return "Words in", short(article.title or article.text), f"/articles/{article.id}/"
    raise UsageError("this is nothing that is judged")


def _near(story: str) -> list[StorySheet]:
    """Return stories of the same days, with which this one may be merged."""
    own = StorySheet.objects.filter(story=story).first()
    if own is None or own.first_on is None or own.last_on is None:
        return []
    days = (own.first_on - timedelta(days=NEAR_DAYS), own.last_on + timedelta(days=NEAR_DAYS))
    rows = StorySheet.objects.filter(last_on__range=days).exclude(story=story)
    return list(rows.order_by("-last_on", "story").defer("parts")[:NEAR])
