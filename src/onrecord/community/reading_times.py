"""How long reading takes, and what a heartbeat counts. Pure functions."""

from __future__ import annotations

from datetime import datetime

from onrecord.community.tariff import Tariff
from onrecord.errors import ActRefused
from onrecord.limits.community import BEAT_EARLY_SECONDS, BEAT_LATE_SECONDS, BEAT_SECONDS

__all__ = ["counted", "seconds_to_read"]


def seconds_to_read(words: int, tariff: Tariff) -> int:
    """Return the seconds that reading so many words takes at the tariff's pace, and never less than its floor."""
    return max(tariff.reading.floor_seconds, -(-60 * words // tariff.reading.words_a_minute))


def counted(last: datetime, now: datetime) -> int:
    """Return the whole seconds that a heartbeat counts at `now`, when the one before was answered at `last`.

    Raises `ActRefused` for one that comes too early, too late or before the time.
    """
    since = (now - last).total_seconds()
    if since < 0:
        raise ActRefused("this heartbeat is of the future; nothing was counted", code="early")
    if since < BEAT_EARLY_SECONDS:
        raise ActRefused(
            f"heartbeats come every {BEAT_SECONDS} seconds, and this one is early; nothing was counted", code="early"
        )
    if since > BEAT_LATE_SECONDS:
        raise ActRefused("this heartbeat comes too late; open the post again to go on", code="late")
    return min(int(since), BEAT_SECONDS)
