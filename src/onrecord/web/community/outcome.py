"""How an act is answered: in place to htmx, else by going back to where the form stood, or by saying why not.

A refusal never loses what was typed: the view that asked shows its form again.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from onrecord import community
from onrecord.community import Caller, Done
from onrecord.errors import ActRefused
from onrecord.web.community.asking import account_of, caller_of
from onrecord.web.community.gates import refusal
from onrecord.web.community.telling import STATUS, came_of

__all__ = ["Outcome", "answer", "attempt", "in_place"]

Act = Callable[[Caller], Done]


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of an act: `done`, or None where it was refused; `says` in plain words, and the answer's `status`."""

    done: Done | None
    says: str
    status: int


def attempt(request: HttpRequest, act: Act, *asked: str | int | None) -> Outcome:
    """Do an act for who asks, by the form's key and what was `asked`. Raises `ActRefused` for what is not there."""
    try:
        done = act(caller_of(request, *asked))
    except ActRefused as error:
        if error.code == "unknown":
            raise
        return Outcome(None, refusal(error, account_of(request)), STATUS.get(error.code, 400))
    return Outcome(done, came_of(done, community.current_tariff()), 200)


def in_place(request: HttpRequest) -> bool:
    """Return whether htmx asks, for a part of the page."""
    return request.headers.get("HX-Request") == "true"


def answer(
    request: HttpRequest, outcome: Outcome, back: str, part: str, context: Callable[[], Mapping[str, object]]
) -> HttpResponse:
    """Answer an act that stands in a page: the renewed part of it to htmx, else a way back, or the refusal in a page.

    The part gets `says` and `refused`, and puts them where who listens hears them.
    """
    if in_place(request):
        told = {"says": outcome.says, "refused": outcome.done is None, **context()}
        return render(request, part, told, status=200 if outcome.done else 422)
    if outcome.done is not None:
        messages.success(request, outcome.says)
        return redirect(back)
    told = {"says": outcome.says, "back": back}
    return render(request, "community/refused.html", told, status=outcome.status)
