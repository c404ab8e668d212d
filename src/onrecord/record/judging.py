"""Judgements: people's decisions, signed and dated, and what they make of the record when it is read."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from functools import cached_property
from typing import cast

from onrecord.core import key
from onrecord.errors import UsageError
from onrecord.limits import LEDE_EVIDENCE_CHARS
from onrecord.linking import Worded, joined
from onrecord.reading import Reading
from onrecord.record import models as entries
from onrecord.record.codec import dump, storable
from onrecord.record.loading import until
from onrecord.record.store import trouble, writing
from onrecord.record.values import Judgement, JudgementKind

__all__ = ["Decisions", "decisions", "judge", "judgements", "retract", "split_story"]


@dataclass(frozen=True)
class Decisions:
    """The judgements in force at one moment, in the form in which reading asks for them.

    `merged` maps what was merged to what it was merged into; `splits` are (story, articles that leave, the
    story they make); `rejected` holds targets; `corrected` maps attributions to names.
    """

    merged: Mapping[str, str]
    splits: tuple[tuple[str, frozenset[str], str], ...]
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

    def speakers(self, pairs: Iterable[tuple[str, str]]) -> dict[str, str]:
        """Return entity by attribution for `pairs`, without those that a rejection or correction sets aside."""
        return {
            said: self.root(entity)
            for said, entity in pairs
            if (said,) not in self.rejected and said not in self.corrected
        }

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


def split_story(judgement: str) -> str:
    """Return the id of the story that a split makes."""
    return key("story", judgement)


def decisions(moment: datetime | None) -> Decisions:
    """Return the judgements in force at `moment`; None means now."""
    merged: dict[str, str] = {}
    splits, rejected, corrected = [], set(), {}
    for judgement in _held(moment):
        if judgement.retracted_at is not None:
            continue
        first, *others = judgement.targets
        if judgement.kind == "merge":
            _merge(merged, first, others)
        elif judgement.kind == "split":
            splits.append((first, frozenset(others), split_story(judgement.id)))
        elif judgement.kind == "reject":
            rejected.add(judgement.targets)
        else:
            corrected[first] = judgement.value
    return Decisions(merged, tuple(splits), frozenset(rejected), corrected)


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
    rows = list(until(entries.JudgementEntry.objects.order_by("at", "id"), moment, "at"))
    if not rows:
        return
    taken_back = until(entries.RetractionEntry.objects.order_by("-at", "-id"), moment, "at")
    retracted = dict(taken_back.values_list("judgement_id", "at"))
    for row in rows:
        targets = tuple(json.loads(row.targets))
        kind = cast(JudgementKind, row.kind)
        yield Judgement(row.id, kind, targets, row.value, row.by, row.reason, row.at, retracted.get(row.id))


def judgements() -> tuple[Judgement, ...]:
    """Return all judgements, retracted ones too, in the order of signing."""
    with trouble():
        return tuple(_held(None))


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
            _found_split(name, targets[1:], at)
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
    return replace(held[judgement], retracted_at=at)


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
        if not leaving or held != len(leaving) or set(stories) != set(targets[:1]):
            raise UsageError("a split names a story on record and the articles that leave it")
    elif kind == "reject":
        if not _rejectable(targets):
            raise UsageError(
                "a rejection names an attribution, or a statement and the attribution that words it, "
                "or a story and the earlier one that it follows"
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
    ) or entries.StoryEntry.objects.filter(id__in=(first, second)).count() == 2


def _found_split(judgement: str, leaving: Sequence[str], at: datetime) -> None:
    """Found the story that the leaving articles make; the earliest of them names it and is its evidence."""
    first = entries.ArticleEntry.objects.filter(id__in=leaving).order_by("published_on", "id")[0]
    member = entries.StoryMember.objects.filter(links__article_id=first.id).order_by("id").first()
    if member is None:
        raise UsageError(f"the article {first.id} belongs to no story")
    title = first.title or first.text[:LEDE_EVIDENCE_CHARS].split("\n")[0]
    row = entries.StoryEntry(
        id=split_story(judgement), title=title, article_id=first.id, evidence_id=member.evidence_id, appended_at=at
    )
    entries.StoryEntry.objects.bulk_create([row])
