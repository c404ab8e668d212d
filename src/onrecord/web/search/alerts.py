"""Letters about what a saved search found since: each hit is told of, and told of once.

A letter's hits are noted before it is sent, under the letter's name, and marked as told after. A worker that is killed
in between sends the letter again, under the same Message-ID, by which mail programs know it for the same: so no hit is
lost, and the price is that the one letter may come twice. The other order would lose hits without anybody knowing.
"""

from __future__ import annotations

import logging
import secrets
from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from itertools import islice

from django.conf import settings
from django.core.mail import EmailMessage
from django.core.signing import BadSignature, Signer
from django.db import transaction
from django.db.models import Q
from django.http import QueryDict
from django.template.loader import render_to_string
from django.urls import reverse

from onrecord.limits.record import ROWS_PER_QUERY
from onrecord.limits.search import ALERT_HITS, ALERT_LEASE_SECONDS, LOOK_ROWS
from onrecord.web.search.asked import Asked
from onrecord.web.search.asking import Kind, answer, rows_of
from onrecord.web.search.engine import TakesTooLong
from onrecord.web.search.models import ArticleRow, NotedHit, SaidRow, SavedSearch
from onrecord.web.search.parsing import Unreadable
from onrecord.web.search.query import Query
from onrecord.web.search.showing import Hit, hit_id, told

__all__ = ["TooMany", "mail_due", "of_unsubscribing", "read", "start"]

log = logging.getLogger("onrecord.web")
_SIGNER = Signer(salt="onrecord.web.search.unsubscribe")


class TooMany(Exception):
    """A search finds more than is looked at, so that letters about it would miss something."""


def read(search: SavedSearch) -> tuple[Query | None, Kind]:
    """Return what a saved search asks, and of what. Raises `Unreadable`."""
    fields = QueryDict(search.question)
    return Asked.of(fields).tree(), "articles" if fields.get("show") == "articles" else "statements"


def start(search: SavedSearch, pace: str) -> None:
    """Set how soon letters tell of new hits; what is found now counts as known. Raises `TooMany`."""
    if pace != SavedSearch.Pace.NONE and search.pace == SavedSearch.Pace.NONE:
        groups = _groups(search)
        if sum(map(len, groups)) >= LOOK_ROWS:
            raise TooMany
        now = datetime.now(UTC)
        with transaction.atomic():
            NotedHit.objects.filter(search=search).delete()
            _note(search, (row for group in groups for row in group), told_at=now)
            search.told_on = now.date()
    search.pace = pace
    search.save()


def mail_due(now: datetime | None = None) -> int:
    """Send every letter that is due, and return how many were sent."""
    moment = now or datetime.now(UTC)
    due = Q(pace=SavedSearch.Pace.AT_ONCE) | Q(pace=SavedSearch.Pace.DAILY) & ~Q(told_on=moment.date())
    sent = 0
    for number in SavedSearch.objects.filter(due).order_by("id").values_list("id", flat=True):
        free = Q(taken_at=None) | Q(taken_at__lt=moment - timedelta(seconds=ALERT_LEASE_SECONDS))
        if not SavedSearch.objects.filter(free, due, id=number).update(taken_at=moment):
            continue  # another worker has it
        search = SavedSearch.objects.select_related("account").get(id=number)
        try:
            sent += _mail(search, moment)
        except (OSError, Unreadable, TakesTooLong) as error:  # a mail server's errors are OSErrors
            log.warning("the letter of the saved search %s waits: %s", number, error)
        finally:
            SavedSearch.objects.filter(id=number).update(taken_at=None)
    return sent


def of_unsubscribing(signed: str) -> SavedSearch | None:
    """Return the search whose letters the signed text of a letter ends, or None when it is not of ours, or is gone."""
    try:
        return SavedSearch.objects.filter(id=int(_SIGNER.unsign(signed))).first()
    except (BadSignature, ValueError):
        return None


# --- one letter ---------------------------------------------------------------------------------------------
def _mail(search: SavedSearch, moment: datetime) -> int:
    """Send the letters of one search: those that were noted and not sent, else one about what is new."""
    if not search.account.is_active:
        return 0
    waiting = NotedHit.objects.filter(search=search, told_at=None).exclude(letter="")
    letters = list(dict.fromkeys(waiting.order_by("id").values_list("letter", flat=True)))
    if not letters and (new := _new(search)):
        letters = [secrets.token_hex(16)]
        _note(search, new, letter=letters[0])
    for letter in letters:
        noted = list(waiting.filter(letter=letter).values_list("hit", flat=True))
        if hits := _hits(search, noted):
            _letter(search, letter, hits).send()
        NotedHit.objects.filter(search=search, letter=letter).update(told_at=moment)
    SavedSearch.objects.filter(id=search.id).update(told_on=moment.date())
    return len(letters)


def _groups(search: SavedSearch) -> list[list[SaidRow]] | list[list[ArticleRow]]:
    tree, kind = read(search)
    return rows_of(answer(tree, kind, "day", rows=LOOK_ROWS))


def _new(search: SavedSearch) -> list[SaidRow | ArticleRow]:
    """Return the rows that were not found before; further wordings of a statement that was are noted, not told."""
    groups = _groups(search)
    known: set[str] = set()
    ids = (hit_id(row) for group in groups for row in group)
    while batch := list(islice(ids, ROWS_PER_QUERY)):
        known.update(NotedHit.objects.filter(search=search, hit__in=batch).values_list("hit", flat=True))
    new: list[SaidRow | ArticleRow] = []
    further: list[SaidRow | ArticleRow] = []
    for group in groups:
        before = {_entry(row) for row in group if hit_id(row) in known}
        for row in group:
            if hit_id(row) not in known:
                (further if _entry(row) in before else new).append(row)
    _note(search, further, told_at=datetime.now(UTC))
    return new


def _entry(row: SaidRow | ArticleRow) -> str:
    return row.statement if isinstance(row, SaidRow) else row.article


def _note(
    search: SavedSearch, rows: Iterable[SaidRow | ArticleRow], *, letter: str = "", told_at: datetime | None = None
) -> None:
    """Note hits, all of them or none."""
    noted = [NotedHit(search=search, hit=hit_id(row), letter=letter, told_at=told_at) for row in rows]
    NotedHit.objects.bulk_create(noted, ignore_conflicts=True, batch_size=500)


def _hits(search: SavedSearch, noted: list[str]) -> list[Hit]:
    """Return the hits of a letter as they are shown; what a judgement took away since is left out."""
    tree, kind = read(search)
    if kind == "articles":
        return told(kind, [list(ArticleRow.objects.filter(article__in=noted).order_by("-id"))], tree)
    said = SaidRow.objects.filter(attribution__in={each.partition("/")[0] for each in noted}).order_by("-id")
    return told(kind, [[row for row in said if hit_id(row) in noted]], tree)


def _letter(search: SavedSearch, letter: str, hits: list[Hit]) -> EmailMessage:
    site = (settings.SITE_URL or "http://localhost:8000").rstrip("/")
    end = f"{site}{reverse('unsubscribe', args=[_SIGNER.sign(str(search.pk))])}"
    text = render_to_string(
        "search_letter.txt",
        {
            "search": search,
            "hits": hits[:ALERT_HITS],
            "more": max(0, len(hits) - ALERT_HITS),
            "site": site,
            "end": end,
            "saved": f"{site}{reverse('saved-searches')}",
        },
    )
    name = " ".join(search.name.split())
    return EmailMessage(
        subject=f"{len(hits)} new: {name}"[:200],
        body=text,
        to=[search.account.email],
        headers={
            "Message-ID": f"<{letter}@{site.partition('://')[2].partition(':')[0].partition('/')[0]}>",
            "List-Unsubscribe": f"<{end}>",
            "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
            "Auto-Submitted": "auto-generated",
        },
    )
