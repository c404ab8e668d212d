"""What placing sees of articles, packed for the way between stages; numbers come back as they were, to the last bit."""

from __future__ import annotations

import json
import zlib
from datetime import date
from typing import Any
from zlib import crc32

import numpy as np

from onrecord.linking import Profile, Seen

__all__ = ["pack_profile", "pack_seen", "unpack_profile", "unpack_seen"]


def pack_profile(given: Profile) -> bytes:
    """Return a profile as bytes."""
    parts = [list(part.items()) for part in (given.whole, given.opening, *given.parts)]
    return zlib.compress(json.dumps([parts, given.day, sorted(given.told)]).encode(), 1)


def unpack_profile(packed: bytes) -> Profile:
    """Return the profile that `pack_profile` packed."""
    (whole, opening, *parts), day, told = json.loads(zlib.decompress(packed))
    weights = dict(whole)
    return Profile(
        weights,
        np.array([crc32(term.encode()) for term in weights], np.uint32),
        np.array(list(weights.values())),
        dict(opening),
        tuple(map(dict, parts)),
        day,
        frozenset(told),
    )


def pack_seen(given: Seen) -> list[Any]:
    """Return what placing sees of an article as JSON."""
    days = sorted(day.toordinal() for day in given.days)
    return [given.id, given.printed.toordinal() if given.printed else None, days, list(given.names)]


def unpack_seen(packed: list[Any]) -> Seen:
    """Return what `pack_seen` packed."""
    id, printed, days, names = packed  # noqa: A001 - the word of the export's contract
    return Seen(
        id, date.fromordinal(printed) if printed else None, frozenset(map(date.fromordinal, days)), tuple(names)
    )
