"""A cue that binds, as the tokens of one sentence."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from onrecord.reading.commitments.values import Force

__all__ = ["Cue", "CueKind"]

CueKind = Literal["will", "would", "going", "verb", "noun", "thing", "fixed", "event", "is to", "headline", "present"]


@dataclass(frozen=True, slots=True)
class Cue:
    """Words that bind, `start` to `end`, and the token at which the act begins.

    `word` is the word that decides, without its auxiliaries. `refuses` says that the act is to be left undone,
    `denied` that the binding itself is ("does not plan to", "no plans to").
    """

    start: int
    end: int
    act: int
    force: Force
    kind: CueKind
    word: str
    refuses: bool = False
    denied: bool = False
