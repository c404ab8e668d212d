"""Acts on posts and comments: publishing, withdrawing, voting, liking, and buying a report instance."""

from __future__ import annotations

from typing import cast

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from onrecord import community
from onrecord.community import Opinion
from onrecord.community.models import Account, Role
from onrecord.limits.community import TITLE_CHARS
from onrecord.limits.web import OPINION_CHARS
from onrecord.web.accounts import allowed
from onrecord.web.community.asking import account_of, came_from, one_line
from onrecord.web.community.gates import gates_of
from onrecord.web.community.outcome import answer, attempt
from onrecord.web.community.post_part import of_votes, words_of
from onrecord.web.community.thread import row_of
from onrecord.web.shelf import sheet_of

__all__ = ["buy_report", "publish", "rate", "vote", "withdraw"]


@require_POST
@allowed(Role.ANALYST)
def publish(request: HttpRequest, id: str) -> HttpResponse:
    """Publish a story as a post, under the headline and with the length that it has now."""
    sheet = sheet_of(id)
    title, words = one_line(sheet.headline)[:TITLE_CHARS], words_of(sheet)
    outcome = attempt(request, lambda caller: community.publish(caller, sheet.story, title, words), "publish", id)
    back = f"{reverse('story', args=[sheet.story])}#post"
    return answer(request, outcome, back, "community/refused.html", dict)


@require_POST
@allowed(Role.ANALYST)
def withdraw(request: HttpRequest, post: int) -> HttpResponse:
    """Withdraw a post."""
    found = community.post(post)
    outcome = attempt(request, lambda caller: community.withdraw(caller, post), "withdraw", post)
    return answer(request, outcome, reverse("story", args=[found.story]), "community/refused.html", dict)


@require_POST
@allowed(Role.READER)
def vote(request: HttpRequest, post: int) -> HttpResponse:
    """Put a plus or a minus on a post, or take it back."""
    found, opinion = community.post(post), request.POST.get("opinion", "")[:OPINION_CHARS]
    outcome = attempt(
        request, lambda caller: community.vote(caller, post, cast(Opinion, opinion)), "vote", post, opinion
    )
    reader = account_of(request)
    back = f"{reverse('story', args=[found.story])}#post"
    return answer(
        request,
        outcome,
        back,
        "community/votes_part.html",
        lambda: of_votes(found, reader, community.standing(reader.pk)),
    )


@require_POST
@allowed(Role.READER)
def rate(request: HttpRequest, comment: int) -> HttpResponse:
    """Like or dislike a comment, or take it back."""
    opinion, reader = request.POST.get("opinion", "")[:OPINION_CHARS], account_of(request)
    outcome = attempt(
        request, lambda caller: community.rate(caller, comment, cast(Opinion, opinion)), "rate", comment, opinion
    )
    return answer(
        request,
        outcome,
        came_from(request, comment),
        "community/rates_part.html",
        lambda: _rated(comment, reader),
    )


def _rated(comment: int, reader: Account) -> dict[str, object]:
    post, found = community.comment_view(comment, reader.pk)
    gates = gates_of(community.standing(reader.pk), community.current_tariff())
    return {"post": post, "row": row_of(found, reader), "gates": gates, "user": reader}


@require_POST
@allowed(Role.READER)
def buy_report(request: HttpRequest, post: int) -> HttpResponse:
    """Buy a report instance of a post, and open it."""
    found = community.post(post)
    outcome = attempt(request, lambda caller: community.buy_report(caller, post), "report", post)
    if outcome.done is None or outcome.done.number is None:
        back = f"{reverse('story', args=[found.story])}#post"
        return render(request, "community/refused.html", {"says": outcome.says, "back": back}, status=outcome.status)
    messages.success(request, outcome.says)
    return redirect("report", post=post, number=outcome.done.number)
