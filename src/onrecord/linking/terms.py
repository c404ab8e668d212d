"""Words that carry meaning, cut to stems."""

from __future__ import annotations

import re

from onrecord.core import fold
from onrecord.limits.linking import STEM_CHARS

__all__ = ["STOP_WORDS", "all_stems", "carrying", "stems"]

STOP_WORDS = frozenset(
    "a about above across after again against all almost along already also although always am among an and any "
    "are around as asked at away back be became because been before began being below between both but by called "
    "came can come could day days did do does doing down during each early either else enough even ever every "
    "few first for former from further get give given go going got had has have having he her here hers him his "
    "how however i if in including into is it its itself just last late later least left less like likely made "
    "make many may me might more most much must my near need never new next no nor now of off often on once one "
    "only onto or other others our out over own part per perhaps put quite rather re really s said same saw say "
    "saying says second see seen set several shall she should since so some still such t take taken than that the "
    "their them then there these they thing things this those though three through thus till time to today told "
    "too took toward towards two under until up upon us use used very want was way we week weeks well went were "
    "what when where whether which while who whom whose why will with within without would year years yes yet you "
    "your monday tuesday wednesday thursday friday saturday sunday month months people according added news "
    "january february march april june july august september october november december ve ll don didn isn".split()
)
"""Words that say nothing about which event a report is on."""

_WORD = re.compile(r"[^\W_]+(?:'[^\W_]+)?")


def _cut(word: str) -> str:
    """Return the stem of a folded word: without possessive or plural, cut to `STEM_CHARS` letters.

    Truncation does as well as rule-based stemming for matching English news (McNamee and Mayfield 2004) and
    needs no language.
    """
    plain = word.removesuffix("'s")
    if len(plain) > 3 and plain.endswith("s") and not plain.endswith("ss"):
        plain = plain[:-1]
    return plain[:STEM_CHARS]


def carrying(text: str) -> list[str]:
    """Return the words of `text` that carry meaning, folded, in order; hyphens part words."""
    return [word for word in _WORD.findall(fold(text)) if word not in STOP_WORDS]


def stems(text: str) -> list[str]:
    """Return the stems of the words of `text` that carry meaning, in order; hyphens part words."""
    return [_cut(word) for word in carrying(text)]


def all_stems(text: str) -> list[str]:
    """Return the stems of all words of `text` in order; words that carry no meaning by themselves stay whole."""
    return [word if word in STOP_WORDS else _cut(word) for word in _WORD.findall(fold(text))]
