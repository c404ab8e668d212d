"""What came onto the record since, for those who keep something ready that is made from it."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import datetime
from typing import TypeVar

from django.db.models import Model, Q, QuerySet

from onrecord.core import fold
from onrecord.errors import Fault, UsageError
from onrecord.limits.record import ROWS_PER_QUERY
from onrecord.record import models as entries
from onrecord.record.codec import hashed
from onrecord.record.judging import decisions
from onrecord.record.loading import batches
from onrecord.record.store import trouble
from onrecord.record.values import Arrival, Founded, Heading, HeldFault

__all__ = [
    "arrivals",
    "entities_founded",
    "fault",
    "faults",
    "headings",
    "newest",
    "revisions",
    "stories_told_in",
]


Row = TypeVar("Row", bound=Model)


def arrivals(after: str, count: int) -> tuple[Arrival, ...]:
    """Return the next arrivals (see the room's door)."""
    with trouble():
        rows = entries.LinksEntry.objects.order_by("appended_at", "id")
        if after:
            at, _, name = after.partition(" ")
            moment = datetime.fromisoformat(at)
            rows = rows.filter(Q(appended_at__gt=moment) | Q(appended_at=moment, id__gt=name))
        found = list(rows.values_list("id", "article_id", "appended_at")[:count])
        stories = _stories({article for _, article, _ in found})
        named = _entities([links for links, _, _ in found])
    return tuple(
        Arrival(article, stories.get(article, ()), tuple(named.get(links, ())), at, _cursor(at, links))
        for links, article, at in found
    )


def newest() -> str:
    """Return the cursor of the last arrival (see the room's door)."""
    with trouble():
        last = entries.LinksEntry.objects.order_by("-appended_at", "-id").values_list("appended_at", "id").first()
    return _cursor(*last) if last else ""


def _cursor(at: datetime, links: str) -> str:
    return f"{at.isoformat()} {links}"


def headings(articles: Iterable[str]) -> dict[str, Heading]:
    """Return the headings of those of the articles that are on record, by id (see the room's door)."""
    found: dict[str, Heading] = {}
    columns = ("id", "outlet", "title", "url", "published_on", "appended_at")
    with trouble():
        for batch in batches(dict.fromkeys(articles), ROWS_PER_QUERY):
            for row in entries.ArticleEntry.objects.filter(id__in=batch).values_list(*columns):
                found[row[0]] = Heading(*row)
    return found


def entities_founded(after: Founded | None, count: int, kind: str | None, name: str | None) -> tuple[Founded, ...]:
    """Return the next entities (see the room's door)."""
    with trouble():
        rows = _since(entries.EntityEntry.objects.all(), after)
        if kind is not None:
            rows = rows.filter(kind=kind)
        if name is not None:
            named = entries.EntityAlias.objects.filter(name_key=hashed(fold(name)))
            rows = rows.filter(id__in=named.values("entity_id"))
        return tuple(Founded(*each) for each in rows.values_list("appended_at", "id")[:count])


def faults(after: Founded | None, count: int, holding: str, *, newest_first: bool) -> tuple[HeldFault, ...]:
    """Return the next faults (see the room's door)."""
    with trouble():
        rows = _since(entries.FaultEntry.objects.all(), after, newest_first=newest_first)
        if holding:
            rows = rows.filter(Q(where__icontains=holding) | Q(what__icontains=holding) | Q(done__icontains=holding))
        return tuple(
            HeldFault(Fault(row.where, row.what, row.done), Founded(row.appended_at, row.id)) for row in rows[:count]
        )


def _since(rows: QuerySet[Row], after: Founded | None, *, newest_first: bool = False) -> QuerySet[Row]:
    """Return `rows` in the order in which they came, or the other way round, those after `after`."""
    way, sign = ("lt", "-") if newest_first else ("gt", "")
    if after is not None:
        # The first condition, which the second implies, is what an index is entered by.
        rows = rows.filter(**{f"appended_at__{way}e": after.at})
        rows = rows.filter(
            Q(**{f"appended_at__{way}": after.at}) | Q(**{"appended_at": after.at, f"id__{way}": after.id})
        )
    return rows.order_by(f"{sign}appended_at", f"{sign}id")


def fault(id: str) -> Fault:
    """Return one fault (see the room's door)."""
    with trouble():
        for row in entries.FaultEntry.objects.filter(id=id):
            return Fault(row.where, row.what, row.done)
    raise UsageError(f"there is no fault {id} on record")


def revisions(articles: Collection[str]) -> dict[str, str]:
    """Return what the articles replace (see the room's door)."""
    found: dict[str, str] = {}
    with trouble():
        for batch in batches(articles, ROWS_PER_QUERY):
            rows = entries.ArticleEntry.objects.filter(id__in=batch, revision_of__isnull=False)
            found.update(rows.values_list("id", "revision_of_id"))
    return found


def _stories(articles: Iterable[str]) -> dict[str, tuple[str, ...]]:
    """Return for each article the stories in which it stands or stood, after judgements."""
    decided = decisions(None)
    found: dict[str, dict[str, None]] = {}
    for batch in batches(articles, ROWS_PER_QUERY):
        rows = entries.StoryMember.objects.filter(links__article_id__in=batch).order_by("id")
        for article, story in rows.values_list("article_id", "story_id"):
            held = found.setdefault(article, {})
            held[story] = held[decided.story_of(article, story)] = None
    return {article: tuple(held) for article, held in found.items()}


def _entities(links: list[str]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for batch in batches(links, ROWS_PER_QUERY):
        rows = entries.MentionEntry.objects.filter(links_id__in=batch).order_by("id")
        for each, entity in rows.values_list("links_id", "entity_id"):
            found.setdefault(each, []).append(entity)
    return found


def stories_told_in(targets: Iterable[str]) -> tuple[str, ...]:
    """Return the stories that a judgement over `targets` may change (see the room's door)."""
    by_kind: dict[str, set[str]] = {}
    for target in targets:
        by_kind.setdefault(target.partition("-")[0], set()).add(target)
    with trouble():
        stories = set(by_kind.get("story", ()))
        stories.update(_column(entries.StatementEntry, "id", by_kind.get("stm", set()), "story_id"))
        articles = set(by_kind.get("art", ()))
        articles.update(_column(entries.AttributionEntry, "attribution", by_kind.get("att", set()), "article_id"))
        articles.update(_column(entries.MentionEntry, "entity_id", by_kind.get("ent", set()), "article_id"))
        for held in _stories(articles).values():
            stories.update(held)
    return tuple(sorted(stories))


def _column(model: type[Model], field: str, values: set[str], wanted: str) -> set[str]:
    found: set[str] = set()
    for batch in batches(values, ROWS_PER_QUERY):
        rows = model._default_manager.filter(**{f"{field}__in": batch})
        found.update(rows.values_list(wanted, flat=True))
    return found
