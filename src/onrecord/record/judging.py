"""Judgements: people's decisions, signed and dated, and what they make of the record when it is read."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from functools import cached_property
from typing import Literal, cast

from django.db import connection

from onrecord.core import key
from onrecord.errors import UsageError
from onrecord.limits.record import LEDE_EVIDENCE_CHARS
from onrecord.linking import Worded, joined
from onrecord.reading import Reading
from onrecord.record import models as entries
from onrecord.record.codec import dump, storable
from onrecord.record.loading import until
from onrecord.record.store import trouble, writing
from onrecord.record.values import Judgement, JudgementKind

__all__ = [
    "Decisions",
    "decisions",
    "judge",
    "judgement_count",
    "judgements",
    "judgements_on",
    "made_by_split",
    "retract",
    "supposing",
]


@dataclass(frozen=True)
class Decisions:
    """The judgements in force at one moment, in the form in which reading asks for them.

    `merged` maps what was merged to what it was merged into; `splits` are (story, articles that leave, the
    story they make), `parted` the same of entities; `rejected` holds targets; `corrected` maps attributions to names.
    """

    merged: Mapping[str, str]
    splits: tuple[tuple[str, frozenset[str], str], ...]
    parted: tuple[tuple[str, frozenset[str], str], ...]
    rejected: frozenset[tuple[str, ...]]
    corrected: Mapping[str, str | None]

    def root(self, entry: str) -> str:
        """Return the story or entity that `entry` stands for after merges."""
        return self.merged.get(entry, entry)

    def story_of(self, article: str, story: str) -> str:
        """Return the story of `article`, which was linked to `story`, after merges and splits."""
        found = self.root(story)
        for split, leaving, made in self.splits:
            if article in leaving and self.root(split) == found:
                found = self.root(made)
        return found

    @cached_property
    def touched(self) -> frozenset[str]:
        """Stories and entities whose extent differs from what was linked."""
        split = {story for left, _, made in self.splits for story in (left, made)}
        return frozenset({*split, *map(self.root, split), *self.merged, *self.merged.values()})

    def apply(self, reading: Reading) -> Reading:
        """Return `reading` without rejected attributions and with corrected names."""
        if not self.rejected and not self.corrected:
            return reading
        changed = {said.id for said in reading.attributions if (said.id,) in self.rejected or said.id in self.corrected}
        if not changed:
            return reading
        kept = []
        for said in reading.attributions:
            if (said.id,) in self.rejected:
                continue
            spoken = self.corrected.get(said.id, said.speaker_name)
            nested = None if (said.nested_in or "",) in self.rejected else said.nested_in
            kept.append(replace(said, speaker_name=spoken, nested_in=nested))
        return replace(reading, attributions=tuple(kept))

    def speaks(self, attribution: str) -> bool:
        """Return whether nobody set aside who was linked as the speaker of `attribution`."""
        return (attribution,) not in self.rejected and attribution not in self.corrected

    @cached_property
    def apart(self) -> frozenset[frozenset[str]]:
        """Pairs of entities of which somebody said that they are two."""
        pairs = (targets for targets in self.rejected if len(targets) == 2)
        return frozenset(frozenset(pair) for pair in pairs if all(each.startswith("ent-") for each in pair))

    def follows(self, story: str, of: str) -> bool:
        """Return whether nobody rejected that `story` follows `of`, both as they stand after merges."""
        return (story, of) not in self._rejected_roots

    @cached_property
    def _rejected_roots(self) -> frozenset[tuple[str, ...]]:
        return frozenset(tuple(map(self.root, targets)) for targets in self.rejected if len(targets) > 1)

    def worded(self, wordings: Iterable[Worded]) -> list[Worded]:
        """Return those of `wordings` that nobody rejected.

        Who rejects an attribution from a statement means all that the statement stands for.
        """
        kept = [each for each in wordings if (each.attribution,) not in self.rejected]
        pairs = [targets for targets in self.rejected if len(targets) > 1]
        if not pairs:
            return kept
        stands = joined(kept)
        gone = {(said, stands.get(statement, statement)) for statement, said in pairs}
        return [each for each in kept if (each.attribution, stands[each.statement]) not in gone]


def made_by_split(kind: str, judgement: str) -> str:
    """Return the id of the entry that a split makes; `kind` is "story" or "ent"."""
    return key(kind, judgement)


def decisions(moment: datetime | None) -> Decisions:
    """Return the judgements in force at `moment`; None means now."""
    return _decisions(_held(moment))


def supposing(kind: JudgementKind | Literal["retract"], targets: Sequence[str], value: str | None) -> Decisions:
    """Return the judgements now in force and one more, or without those that `targets` of "retract" name."""
    with trouble():
        held = list(_held(None))
        if kind == "retract":
            return _decisions(each for each in held if each.id not in targets)
        _check(kind, targets, value)
    return _decisions(
        [*held, Judgement("judge-supposed", kind, tuple(targets), value, "", "", datetime.now(UTC), None)]
    )


def _decisions(judged: Iterable[Judgement]) -> Decisions:
    merged: dict[str, str] = {}
    splits: dict[str, list[tuple[str, frozenset[str], str]]] = {"story": [], "ent": []}
    rejected: set[tuple[str, ...]] = set()
    corrected: dict[str, str | None] = {}
    for judgement in judged:
        if judgement.retracted_at is not None:
            continue
        first, *others = judgement.targets
        if judgement.kind == "merge":
            _merge(merged, first, others)
        elif judgement.kind == "split":
            kind = _split_kind(first)
            splits[kind].append((first, frozenset(others), made_by_split(kind, judgement.id)))
        elif judgement.kind == "reject":
            rejected.add(judgement.targets)
        else:
            corrected[first] = judgement.value
    return Decisions(merged, tuple(splits["story"]), tuple(splits["ent"]), frozenset(rejected), corrected)


def _split_kind(split: str) -> Literal["story", "ent"]:
    """Return which kind of entry the id of what is split names."""
    return "ent" if split.startswith("ent-") else "story"


def _merge(merged: dict[str, str], first: str, others: Iterable[str]) -> None:
    """Let `others` stand for what `first` stands for, and all that stood for them."""
    root = merged.get(first, first)
    for other in others:
        gone = merged.get(other, other)
        if gone == root:
            continue
        for entry, target in merged.items():
            if target == gone:
                merged[entry] = root
        merged[gone] = root


def _held(moment: datetime | None) -> Iterator[Judgement]:
    """Yield judgements in the order of signing, as they stood at `moment`."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1 FROM record_judgemententry LIMIT 1")
        if cursor.fetchone() is None:
            return  # as on most records; through the ORM the question would take a tenth of a look-up
    rows = until(entries.JudgementEntry.objects.order_by("at", "id"), moment, "at")
    taken_back = until(entries.RetractionEntry.objects.order_by("-at", "-id"), moment, "at")
    retracted = {name: rest for name, *rest in taken_back.values_list("judgement_id", "at", "by", "reason")}
    for row in rows:
        targets = tuple(json.loads(row.targets))
        kind = cast(JudgementKind, row.kind)
        taken = retracted.get(row.id, (None, None, None))
        yield Judgement(row.id, kind, targets, row.value, row.by, row.reason, row.at, *taken)


def judgement_count() -> int:
    """Return how many judgements and retractions were signed (see the room's door)."""
    with trouble():
        return entries.JudgementEntry.objects.count() + entries.RetractionEntry.objects.count()


def judgements() -> tuple[Judgement, ...]:
    """Return all judgements, retracted ones too, in the order of signing."""
    with trouble():
        return tuple(_held(None))


def judgements_on(targets: Iterable[str]) -> tuple[Judgement, ...]:
    """Return the judgements over any of `targets`, retracted ones too, in the order of signing."""
    asked = set(targets)
    with trouble():
        return tuple(each for each in _held(None) if asked.intersection(each.targets))


def judge(kind: JudgementKind, targets: Sequence[str], by: str, reason: str, value: str | None = None) -> Judgement:
    """Put a person's decision on record (see the room's door)."""
    _signed(by, reason)
    with writing():
        _check(kind, targets, value)
        at = datetime.now(UTC)
        name = key("judge", kind, *targets, value, by, reason, at.isoformat())
        row = entries.JudgementEntry(
            id=name, kind=kind, targets=dump(list(targets)), value=value, by=by, reason=storable(reason), at=at
        )
        entries.JudgementEntry.objects.bulk_create([row])
        if kind == "split":
            _found_split(name, targets[0], targets[1:], at)
    return Judgement(name, kind, tuple(targets), value, by, row.reason, at, None)


def retract(judgement: str, by: str, reason: str) -> Judgement:
    """Take a judgement back (see the room's door)."""
    _signed(by, reason)
    with writing():
        held = {each.id: each for each in _held(None)}
        if judgement not in held:
            raise UsageError(f"there is no judgement {judgement} on record")
        if held[judgement].retracted_at is not None:
            return held[judgement]
        at = datetime.now(UTC)
        row = entries.RetractionEntry(
            id=key("retract", judgement), judgement_id=judgement, by=by, reason=storable(reason), at=at
        )
        entries.RetractionEntry.objects.bulk_create([row])
    return replace(held[judgement], retracted_at=at, retracted_by=by, retraction=row.reason)


def _signed(by: str, reason: str) -> None:
    if not by.strip() or not reason.strip():
        raise UsageError("a judgement needs the name of who makes it, and a reason")


def _check(kind: JudgementKind, targets: Sequence[str], value: str | None) -> None:
    """Raise `UsageError` unless the targets are on record and fit the kind."""
    stories = entries.StoryEntry.objects.filter(id__in=targets).values_list("id", flat=True)
    if kind == "merge":
        entities = entries.EntityEntry.objects.filter(id__in=targets).values_list("id", flat=True)
        wanted = set(targets)
        if len(wanted) < 2 or wanted not in (set(stories), set(entities)):
            raise UsageError("a merge names two or more stories, or two or more entities, that are on record")
    elif kind == "split":
        leaving = set(targets[1:])
        held = entries.ArticleEntry.objects.filter(id__in=leaving).count()
        entities = entries.EntityEntry.objects.filter(id__in=targets).values_list("id", flat=True)
        if not leaving or held != len(leaving) or {*stories, *entities} != set(targets[:1]):
            raise UsageError("a split names a story or an entity on record and the articles that leave it")
    elif kind == "reject":
        if not _rejectable(targets):
            raise UsageError(
                "a rejection names an attribution, or a statement and the attribution that words it, "
                "or a story and the earlier one that it follows, or two entities that were joined"
            )
    elif kind == "correct":
        if len(targets) != 1 or not value or not _said(targets[0]):
            raise UsageError("a correction names one attribution on record and the speaker's name as value")
    else:
        raise UsageError(f"there is no judgement of the kind {kind}")


def _said(attribution: str) -> bool:
    return entries.AttributionEntry.objects.filter(attribution=attribution).exists()


def _rejectable(targets: Sequence[str]) -> bool:
    if len(targets) == 1:
        return _said(targets[0])
    if len(targets) != 2:
        return False
    first, second = targets
    return (
        entries.StatementEntry.objects.filter(id=first).exists()
        and entries.WordingEntry.objects.filter(attribution=second).exists()
    ) or any(
        model._default_manager.filter(id__in=(first, second)).count() == 2
        for model in (entries.StoryEntry, entries.EntityEntry)
    )


def _found_split(judgement: str, split: str, leaving: Sequence[str], at: datetime) -> None:
    """Found what the leaving articles make; the earliest of them names it and is its evidence."""
    if _split_kind(split) == "ent":
        _found_entity(judgement, split, leaving, at)
        return
    first = entries.ArticleEntry.objects.filter(id__in=leaving).order_by("published_on", "id")[0]
    member = entries.StoryMember.objects.filter(links__article_id=first.id).order_by("id").first()
    if member is None:
        raise UsageError(f"the article {first.id} belongs to no story")
    title = first.title or first.text[:LEDE_EVIDENCE_CHARS].split("\n")[0]
    row = entries.StoryEntry(
        id=made_by_split("story", judgement),
        title=title,
        article_id=first.id,
        evidence_id=member.evidence_id,
        appended_at=at,
    )
    entries.StoryEntry.objects.bulk_create([row])


def _found_entity(judgement: str, split: str, leaving: Sequence[str], at: datetime) -> None:
    """Found the bearer that the leaving articles name, under the name of the one that it leaves."""
    head = entries.EntityEntry.objects.get(id=split)
    named = entries.MentionEntry.objects.filter(article_id__in=leaving).order_by("article__published_on", "id").first()
    if named is None:
        raise UsageError("the articles that leave name nobody")
    row = entries.EntityEntry(
        id=made_by_split("ent", judgement),
        kind=head.kind,
        name=head.name,
        article_id=named.article_id,
        evidence_id=named.evidence_id,
        appended_at=at,
    )
    entries.EntityEntry.objects.bulk_create([row])
