"""A reader's own pages: the statement of what the account holds, its level, and an author's posts."""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

from django.core.exceptions import BadRequest
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import urlencode
from django.views.decorators.http import require_safe

from onrecord import community, ledger
from onrecord.community import ActTold
from onrecord.community.models import Role
from onrecord.errors import LedgerRefused
from onrecord.ledger import Line, Statement
from onrecord.limits.web import STATEMENT_YEARS
from onrecord.web.accounts import allowed
from onrecord.web.community.asking import account_of
from onrecord.web.community.causes import cause_of, words_of
from onrecord.web.community.gates import RIGHTS, how_far
from onrecord.web.taken_away import table_lines

__all__ = ["level", "posts", "statement"]

PURSES = {"wallet": "Wallet", "author": "Earned by your posts"}
"""The accounts that a reader has in the ledger, by the first part of their names."""


@dataclass(frozen=True, slots=True)
class Entry:
    """An entry of a statement as it is shown: the line of the ledger, and its cause in plain words with an address."""

    line: Line
    words: str
    title: str
    address: str

    @property
    def amount(self) -> str:
        """The amount with its sign, as it is printed."""
        return f"+{self.line.amount}" if self.line.amount > 0 else f"\N{MINUS SIGN}{-self.line.amount}"


@require_safe
@allowed(Role.READER)
def statement(request: HttpRequest, form: str = "html") -> HttpResponse:
    """Show what came into and went out of an account in a month or between two days, as a page or as CSV."""
    account, purse = account_of(request), request.GET.get("account", "wallet")
    if purse not in PURSES:
        raise BadRequest("There are two accounts: wallet, and author for what your posts earned.")
    first, last = _days(request)
    told = _told(f"{purse}:{account.pk}", first, last)
    entries = _entries(told)
    if form == "csv":
        return _csv(told, entries, first, last)
    before = first - timedelta(days=1)
    after = last + timedelta(days=1)
    shown = {
        "told": told,
        "entries": entries,
        "first": first,
        "last": last,
        "purse": purse,
        "purses": [{"name": name, "key": key, "query": _query(key, first, last)} for key, name in PURSES.items()],
        "csv": f"{reverse('statement-csv')}?{_query(purse, first, last)}",
        "earlier": _query(purse, before.replace(day=1), before),
        "later": _query(purse, after, _month_end(after)) if last < datetime.now(UTC).date() else "",
        "holds": community.purse(account.pk),
        "pending": community.pending(account.pk),
        "pending_days": community.current_tariff().pending.days,
        "table": community.account_table(account.pk),
    }
    return render(request, "community/statement.html", shown)


def _days(request: HttpRequest) -> tuple[date, date]:
    """Return the first and the last day asked for, this month when none are. Raises `BadRequest` for what is no day."""
    today = datetime.now(UTC).date()
    found = []
    for name, fallback in (("from", today.replace(day=1)), ("to", None)):
        said = request.GET.get(name, "")
        try:
            day = date.fromisoformat(said) if re.fullmatch(r"\d{4}-\d\d-\d\d", said, re.ASCII) else None
        except ValueError:
            day = None
        if said and (day is None or not STATEMENT_YEARS[0] <= day.year <= STATEMENT_YEARS[1]):
            raise BadRequest("A day is written like 2026-03-01.")
        found.append(day or fallback)
    first = found[0] or today
    last = found[1] or (_month_end(first) if request.GET.get("from") else today)
    if last < first:
        raise BadRequest("The first day of a statement comes before its last.")
    return first, last


def _month_end(day: date) -> date:
    return day.replace(day=monthrange(day.year, day.month)[1])


def _query(purse: str, first: date, last: date) -> str:
    return urlencode({"account": purse, "from": first.isoformat(), "to": last.isoformat()})


def _told(name: str, first: date, last: date) -> Statement:
    """Return an account's statement; one that was never opened has none but noughts."""
    begins, ends = datetime.combine(first, time.min, UTC), datetime.combine(last, time.max, UTC)
    try:
        return ledger.statement(name, begins, ends)
    except LedgerRefused:
        return Statement(name, 0, (), 0)


def _entries(told: Statement) -> list[Entry]:
    causes = community.acts_told(found for line in told.lines if (found := cause_of(line.cause)) is not None)
    return [_entry(line, causes.get(cause_of(line.cause) or 0)) for line in told.lines]


def _entry(line: Line, act: ActTold | None) -> Entry:
    address = ""
    if act is not None and act.kind == "report" and act.post and line.amount < 0:
        address = reverse("report", args=[act.post, act.number])
    elif act is not None and act.comment:
        address = f"{reverse('comment', args=[act.comment])}#comment-{act.comment}"
    elif act is not None and act.story:
        address = f"{reverse('story', args=[act.story])}#post"
    return Entry(line, words_of(line), act.title if act else "", address)


def _csv(told: Statement, entries: list[Entry], first: date, last: date) -> HttpResponse:
    rows: list[tuple[object, ...]] = [(first, "opening balance", "", "", "", "", told.opening)]
    rows += [
        (
            each.line.at,
            each.words,
            each.title,
            each.line.reason,
            each.line.cause,
            each.line.amount,
            each.line.balance,
        )
        for each in entries
    ]
    rows.append((last, "closing balance", "", "", "", "", told.closing))
    header = ("at", "what", "post", "reason", "cause", "twei", "balance")
    answer = HttpResponse("".join(table_lines(header, rows)), content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="statement-{first}-{last}.csv"'
    return answer


@require_safe
@allowed(Role.READER)
def level(request: HttpRequest) -> HttpResponse:
    """Show how far a reader has come, what the next level takes, and what each level opens."""
    account, tariff = account_of(request), community.current_tariff()
    standing = community.standing(account.pk)
    own = tariff.levels[standing.level - 1]
    next_experience = standing.next_experience
    opened: dict[int, list[str]] = {}
    for right, name in RIGHTS.items():
        opened.setdefault(tariff.rights[right], []).append(name)
    opened.setdefault(tariff.rights["mint"], []).append("votes that earn something for others, where staff vouched")
    shown = {
        "standing": standing,
        "earnable": community.earnable(account.pk),
        "tariff": tariff,
        "next_level": standing.level + 1,
        "far": how_far(standing, tariff, standing.level + 1) if next_experience is not None else "",
        "since": own,
        "span": next_experience - own if next_experience is not None else 0,
        "gone": max(0, standing.experience - own),
        "role": account.get_role_display() if account.may(Role.ANALYST) else "",
        "steps": [
            {"level": number, "takes": takes, "opens": opened.get(number, []), "here": number == standing.level}
            for number, takes in enumerate(tariff.levels, 1)
        ],
    }
    return render(request, "community/level.html", shown)


@require_safe
@allowed(Role.READER)
def posts(request: HttpRequest) -> HttpResponse:
    """Show an author's posts, the newest first, with how each stands."""
    said = request.GET.get("before", "")
    before = int(said) if said.isascii() and said.isdecimal() and len(said) <= 18 else None
    lines = community.overview(account_of(request).pk, before)
    shown = {"lines": lines.lines, "before": lines.before, "paged": before is not None}
    return render(request, "community/posts.html", shown)
