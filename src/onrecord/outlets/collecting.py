"""What a caller may choose about collecting."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from onrecord import __version__
from onrecord.limits import outlets as limits

__all__ = ["USER_AGENT", "Collecting"]

USER_AGENT = f"onrecord/{__version__} (reads news coverage for a person; robots.txt name: onrecord)"
"""The name under which we ask; its first word is the one that a robots.txt may address (RFC 9309, 2.2.1)."""


@dataclass(frozen=True, slots=True)
class Collecting:
    """The choices of one call of `collect`; the defaults are polite and safe.

    `allow_private` lets addresses of this machine and of private networks be asked. `robots` may be set to
    False for outlets that have given leave. `cache_dir` is where the validators of conditional requests are
    kept between runs (None: every address is asked in full). All durations are in seconds.
    """

    allow_private: bool = False
    robots: bool = True
    user_agent: str = USER_AGENT
    cache_dir: Path | None = None
    pace_seconds: float = limits.PACE_SECONDS
    connect_seconds: float = limits.CONNECT_SECONDS
    read_seconds: float = limits.READ_SECONDS
    total_seconds: float = limits.TOTAL_SECONDS
    page_bytes: int = limits.PAGE_BYTES
