"""The words by which outlets surround their reports (`phrases.toml`), ready to be matched.

Patterns expect a line as `onrecord.core.fold` leaves it.
"""

from __future__ import annotations

import re
import tomllib
from importlib.resources import files

__all__ = [
    "ADVERTISING",
    "COMMENTS",
    "DATED",
    "MEMBERS_ONLY",
    "PROMOTION",
    "RIGHTS",
    "SEE_ALSO",
    "SHARING",
    "STAFF",
    "STAFF_WORDS",
    "SUMMARY",
    "WIDGET",
]

_TABLES: dict[str, dict[str, list[str]]] = tomllib.loads(
    files("onrecord.articles").joinpath("phrases.toml").read_text(encoding="utf-8")
)


def _any_of(table: str) -> str:
    """Return the alternatives of one table, all languages together, the longest first."""
    phrases = {phrase for group in _TABLES[table].values() for phrase in group}
    return "|".join(sorted(phrases, key=lambda phrase: (-len(phrase), phrase)))


def _whole(table: str) -> re.Pattern[str]:
    return re.compile(rf"[^\w©]*(?:{_any_of(table)})[\W_]*")


SHARING = _whole("sharing")
"""A whole line that is a button for sharing, printing or listening."""

COMMENTS = _whole("comments")
"""A whole line at which reader comments open."""

WIDGET = re.compile(rf"(?:{_any_of('widget')})")
"""A whole line of a reward, vote or rating widget."""

SUMMARY = _whole("summary")
"""A whole line at which the outlet's own summary opens."""

ADVERTISING = _whole("advertising")
"""A whole line that announces advertising, or is the page's own furniture."""

RIGHTS = _whole("rights")
"""A whole line about rights, origin and who worked on the report."""

MEMBERS_ONLY = re.compile(rf"(?:{_any_of('members_only')})")
"""The opening of a line that says that the rest is for subscribers."""

SEE_ALSO = re.compile(rf"[^\w【]*(?:{_any_of('see_also')})(?!\w)")
"""The opening of a line that only leads to another page."""

PROMOTION = re.compile(rf"(?<!\w)(?:{_any_of('promotion')})")
"""Words that ask the reader to subscribe, follow, download or write."""

STAFF_WORDS = _any_of("staff")
STAFF = re.compile(rf"[^\w]*(?:{STAFF_WORDS})(?!\w)")
"""The opening of a byline."""

DATED = re.compile(rf"(?<!\w)(?:{_any_of('dated')})(?!\w)")
"""Words of a line that gives the page's own day or reading time."""
