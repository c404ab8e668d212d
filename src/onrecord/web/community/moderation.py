"""Moderators' pages: the queue of flags, blocked words, bans; and the log that everybody may read."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

from django.contrib import messages
from django.core.exceptions import BadRequest
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from onrecord import community
from onrecord.community import Caller, Done
from onrecord.community.models import Account, Role
from onrecord.limits.community import BANS_SHOWN, FLAGS_SHOWN, LOG_LINES_SHOWN, REASON_CHARS, WORD_CHARS
from onrecord.web.accounts import allowed
from onrecord.web.community.asking import account_of, new_key, one_line
from onrecord.web.community.avatar import avatar
from onrecord.web.community.outcome import Outcome, attempt
from onrecord.web.community.plain_words import as_html

__all__ = ["bans", "log", "queue", "words"]

BAN_DAYS = {"1": "a day", "7": "a week", "30": "30 days", "365": "a year", "": "for good"}
"""For how long a member is banned, as the form offers it."""


@require_http_methods(["GET", "HEAD", "POST"])
@allowed(Role.EDITOR)
def queue(request: HttpRequest) -> HttpResponse:
    """Show the comments that were flagged (GET); hide one, show it again, or let it stand (POST)."""
    account, typed, outcome, judged = account_of(request), "", None, 0
    if request.method == "POST":
        deeds: dict[str, Callable[[Caller, int, str], Done]] = {
            "hide": community.hide,
            "restore": community.restore,
            "dismiss": community.dismiss,
        }
        typed = _reason(request)
        what, judged = request.POST.get("what", ""), _number(request.POST.get("comment", "")) or 0
        deed = deeds.get(what)
        if deed is None:
            raise BadRequest("A comment can be hidden, shown again, or left as it is.")
        outcome = attempt(request, lambda caller: deed(caller, judged, typed), what, judged, typed)
        if outcome.done is not None:
            messages.success(request, "Done, and written into the public log.")
            return redirect(_back(request, "moderation"))
    after = _number(request.GET.get("after", ""))
    rows = community.flags(account.pk, after)
    shown = {
        "rows": [
            {
                "flag": each,
                "avatar": avatar(each.signature),
                "html": as_html(each.text),
                "key": new_key(),
                "typed": typed if each.comment == judged else "",
            }
            for each in rows
        ],
        "after": rows[-1].comment if len(rows) >= FLAGS_SHOWN else None,
        "paged": after is not None,
        **_around(outcome, typed),
    }
    return render(request, "community/flags.html", shown, status=_status(outcome))


@require_http_methods(["GET", "HEAD", "POST"])
@allowed(Role.EDITOR)
def words(request: HttpRequest) -> HttpResponse:
    """Show the words that no comment may hold (GET); put one on the list, or take it off (POST)."""
    account, typed, word, outcome = account_of(request), "", "", None
    if request.method == "POST":
        typed, word = _reason(request), one_line(request.POST.get("word", ""))[: WORD_CHARS + 1]
        what = request.POST.get("what", "")
        deed = community.unblock_word if what == "unblock" else community.block_word
        outcome = attempt(request, lambda caller: deed(caller, word, typed), what, word, typed)
        if outcome.done is not None:
            messages.success(request, "Done, and written into the public log.")
            return redirect("moderation-words")
    rows = [(each, new_key()) for each in community.blocked_words(account.pk)]
    shown = {"rows": rows, "word": word, "word_chars": WORD_CHARS, **_around(outcome, typed)}
    return render(request, "community/words.html", shown, status=_status(outcome))


@require_http_methods(["GET", "HEAD", "POST"])
@allowed(Role.EDITOR)
def bans(request: HttpRequest) -> HttpResponse:
    """Show who is banned (GET); ban a member, or lift a member's bans (POST)."""
    account, typed, outcome = account_of(request), "", None
    member = _number(request.POST.get("member", request.GET.get("member", "")))
    if request.method == "POST":
        typed, what, days = _reason(request), request.POST.get("what", ""), request.POST.get("days", "")
        now = datetime.now(UTC)
        until = _end_of_day(now + timedelta(days=int(days))) if days in BAN_DAYS and days else None
        number = member or 0
        outcome = attempt(
            request,
            lambda caller: (
                community.unban(caller, number, typed)
                if what == "unban"
                else community.ban(caller, number, typed, until)
            ),
            what,
            number,
            typed,
            days,
        )
        if outcome.done is not None:
            messages.success(request, "Done, and written into the public log.")
            return redirect("moderation-bans")
    before = _number(request.GET.get("before", ""))
    rows = community.bans(account.pk, before)
    now = datetime.now(UTC)
    shown = {
        "rows": [
            {
                "ban": each,
                "avatar": avatar(each.signature),
                "key": new_key(),
                "over": each.lifted_at is not None or (each.until is not None and each.until <= now),
            }
            for each in rows
        ],
        "before": rows[-1].id if len(rows) >= BANS_SHOWN else None,
        "paged": before is not None,
        "member": Account.objects.filter(pk=member).first() if member else None,
        "choices": BAN_DAYS.items(),
        **_around(outcome, typed),
    }
    return render(request, "community/bans.html", shown, status=_status(outcome))


@require_safe
def log(request: HttpRequest) -> HttpResponse:
    """Show what moderators did, the newest first, to everybody."""
    before = _number(request.GET.get("before", ""))
    rows = community.moderation_log(before)
    shown = {
        "rows": rows,
        "before": rows[-1].id if len(rows) >= LOG_LINES_SHOWN else None,
        "paged": before is not None,
    }
    return render(request, "community/log.html", shown)


def _end_of_day(at: datetime) -> datetime:
    """Return the midnight (UTC) after `at`: a form that is sent twice asks for the same end both times."""
    return at.replace(hour=0, minute=0, second=0, microsecond=0) + timedelta(days=1)


def _around(outcome: Outcome | None, typed: str) -> dict[str, object]:
    return {
        "key": new_key(),
        "says": outcome.says if outcome else "",
        "typed": typed,
        "reason_chars": REASON_CHARS,
    }


def _status(outcome: Outcome | None) -> int:
    return outcome.status if outcome else 200


def _reason(request: HttpRequest) -> str:
    return one_line(request.POST.get("reason", ""))[: REASON_CHARS + 1]


def _back(request: HttpRequest, name: str) -> str:
    """Return the page from which a form came, when it is the comment that was judged, else the list."""
    comment = _number(request.POST.get("back", ""))
    return f"{reverse('comment', args=[comment])}#comment-{comment}" if comment else reverse(name)


def _number(said: str) -> int | None:
    return int(said) if said.isascii() and said.isdecimal() and len(said) <= 18 else None
