"""The record: append-only, ids from content, every entry resting on evidence. The only room with a database."""

from onrecord.record.snapshot import Snapshot
from onrecord.record.values import (
    Entity,
    EntityRole,
    Judgement,
    JudgementKind,
    Receipt,
    Statement,
    Story,
    Wording,
)

__all__ = [
    "Entity",
    "EntityRole",
    "Judgement",
    "JudgementKind",
    "Receipt",
    "Snapshot",
    "Statement",
    "Story",
    "Wording",
]
