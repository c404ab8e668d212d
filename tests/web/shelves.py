"""Shelves of many rows, made at once, for lists that must stay quick when a record is large."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Any

FIRST = date(2026, 1, 1)


def evidence(article: str, words: str) -> list[dict[str, Any]]:
    """Return evidence as the export writes it."""
    return [{"article": article, "start": 0, "end": len(words), "exact": words, "prefix": "", "suffix": ""}]


def many_stories(count: int, *, headline: str = "Ferry talks, day {n}", arrived: datetime | None = None) -> None:
    """Put `count` stories on the shelf, one a day from the first of 2026; every tenth has no day."""
    from onrecord.web.models import StorySheet

    at = arrived or datetime(2026, 1, 1, tzinfo=UTC)
    StorySheet.objects.bulk_create(
        StorySheet(
            story=f"story-many{n:05}",
            headline=headline.format(n=n),
            first_on=None if n % 10 == 9 else FIRST + timedelta(days=n % 700),
            last_on=None if n % 10 == 9 else FIRST + timedelta(days=n % 700),
            report_count=3,
            independent_count=2,
            statement_count=5,
            outlets=["Orrin Gazette", "Hennet Courant"],
            lede="They met.",
            changed_at=at + timedelta(minutes=n),
            told_on=FIRST,
            parts={},
            arrivals=[(at + timedelta(minutes=n)).isoformat()] * 3,
        )
        for n in range(count)
    )


def commitment(n: int, **changes: Any) -> Any:
    """Return a commitment of the shelf, not yet put down: due on day `n` from the first of 2026, by a minister."""
    from onrecord.web.models import AgendaEntry

    due = changes.pop("due", FIRST + timedelta(days=n))
    status, body = changes.pop("status", "announced"), changes.pop("body", None)
    words = changes.pop("act", f"open ferry line {n}")
    days = [due.isoformat(), due.isoformat()] if due else None
    row = {
        "id": f"com-many{n:05}",
        "story": "story-many00000",
        "agent": "ent-minister",
        "agent_name": "Ilse Brandt",
        "act": words,
        "force": "promise",
        "refuses": False,
        "due": days,
        "due_text": "on that day" if due else None,
        "due_precision": "day" if due else None,
        "due_is_deadline": bool(due),
        "condition": None,
        "counterpart": None,
        "occasion": None,
        "body": body,
        "status": status,
        "official": status,
        "shown": "delivered" if status == "delivered" else None,
        "history": [{"status": status, "on": "2026-01-01", "by": "Ilse Brandt", "evidence": evidence("art-1", words)}],
        "looked_in": {"articles": 12, "until": "2026-11-20"},
        "evidence": evidence("art-1", words),
    }
    fields: dict[str, Any] = {
        "id": row["id"],
        "kind": "commitments",
        "story": row["story"],
        "headline": "Ferry talks",
        "actor": row["agent"],
        "actor_name": row["agent_name"],
        "first_on": due,
        "last_on": due,
        "changed_on": FIRST,
        "status": status,
        "body": body or "",
        "settled": status in ("delivered", "lapsed", "withdrawn", "denied"),
        "data": row,
    }
    return AgendaEntry(**fields | changes)


def many_people(count: int) -> None:
    """Put `count` people on the index, with as many statements each as their number says."""
    from onrecord.web.models import EntitySheet

    EntitySheet.objects.bulk_create(
        EntitySheet(
            entity=f"ent-many{n:05}",
            name=f"{chr(65 + n % 26)}da Person {n}",
            name_key=f"{chr(97 + n % 26)}da person {n}",
            kind="person",
            article_count=n + 1,
            statement_count=n,
        )
        for n in range(count)
    )


def many_statements(speaker: str, count: int) -> None:
    """Put `count` statements of one speaker on the shelf, all about the entity `ent-port`."""
    from onrecord.web.models import Appearance, StatementRow

    StatementRow.objects.bulk_create(
        StatementRow(
            statement=f"stm-many{n:05}",
            story="story-many00000",
            headline="Ferry talks",
            speaker=speaker,
            speaker_name="Ilse Brandt",
            day=FIRST + timedelta(days=n % 300),
            said=True,
            words=f"“The port stays open, {n}.”",
            manner="fullest",
            wording_count=1,
            report_count=1,
            altered=False,
            outlets=["Orrin Gazette"],
            article="art-1",
            start=0,
            end=9,
        )
        for n in range(count)
    )
    Appearance.objects.bulk_create(
        Appearance(entity="ent-port", kind="about", entry=f"stm-many{n:05}", story="story-many00000", day=FIRST)
        for n in range(count)
    )
