"""A person, body or place as the record shows it: names, offices with their days, mentions by report, and why one."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from onrecord.core import Evidence, fold
from onrecord.errors import UsageError
from onrecord.publishing.as_markdown import escape
from onrecord.publishing.prose import days_of
from onrecord.record import Entity, EntityRole, Snapshot

__all__ = ["Office", "bearer", "bearer_text", "offices"]


@dataclass(frozen=True, slots=True)
class Office:
    """An office that reports give a bearer: as the first of them words it, the days on which they do, their words."""

    role: str
    organization: str | None
    days: tuple[date, ...]
    evidence: tuple[Evidence, ...]


def offices(held: Entity) -> tuple[Office, ...]:
    """Return the offices of an entity in order of their first day, those in the same words as one."""
    gathered: dict[tuple[str, str], list[EntityRole]] = defaultdict(list)
    for each in held.roles:
        gathered[fold(each.role), fold(each.organization or "")].append(each)
    return tuple(
        Office(
            given[0].role,
            given[0].organization,
            tuple(sorted({each.on for each in given if each.on})),
            tuple(each.evidence for each in given),
        )
        for given in gathered.values()
    )


def bearer(snapshot: Snapshot, id: str) -> Entity:
    """Return the entity with this id, or the one that stands for it. Raises `UsageError` when there is none."""
    found = next(snapshot.entities([id]), None)
    if found is None:
        raise UsageError(f"there is no entity {id} on record")
    return found


def bearer_text(snapshot: Snapshot, held: Entity) -> str:
    """Return an entity as Markdown."""
    counts = Counter(article for article, _ in held.mentions)
    lines = [f"# {escape(held.name)}", "", f"{held.kind} · `{held.id}` · {len(held.mentions)} mentions"]
    lines += _part("Also called", [escape(alias) for alias in held.aliases])
    lines += _part("Offices", [f"{escape(each.role)} · {_days(each.days)}" for each in offices(held)])
    lines += _part(
        "Why these names are one",
        [f"{escape(j.name)} (`{j.entity}`) is {escape(j.of_name)} (`{j.of}`): {escape(j.why)}" for j in held.joins],
    )
    lines += _part(
        "Mentioned in",
        [
            f"{escape(a.outlet or 'outlet not known')}: {escape(a.title or 'without a title')} · "
            f"{days_of(a.published)} · {_times(counts[a.id])} · `{a.id}`"
            for a in snapshot.articles(list(counts))
        ],
    )
    return "\n".join(lines)


def _part(title: str, items: Sequence[str]) -> list[str]:
    return ["", f"## {title}", "", *(f"- {item}" for item in items)] if items else []


def _days(days: Sequence[date]) -> str:
    """Return the days on which reports state an office, as a person reads them."""
    if not days:
        return "day not known"
    return days_of(days[0]) if len(days) == 1 else f"{days_of(days[0])} to {days_of(days[-1])}"


def _times(count: int) -> str:
    return "once" if count == 1 else f"{count} times"
