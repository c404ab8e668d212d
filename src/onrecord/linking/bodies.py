"""Whether two names may be one body's or one place's, and whose body a name without anything of its own means."""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass
from functools import lru_cache

from rapidfuzz.distance import OSA

from onrecord.core import fold
from onrecord.limits.linking import (
    MISSPELT_BODY_CHARS,
    NAMES_CACHED,
)
from onrecord.linking.states import OTHER_NAMES, is_part, state_of, with_article

__all__ = ["BodyName", "is_acronym", "same_body"]

GENERIC = frozenset(
    "agency assembly authority bank bureau cabinet central command commission committee congress council court defence "
    "defense department embassy federal finance foreign government health high house interior justice ministry mission "
    "national office parliament police presidential security senate service state supreme the treasury unification "
    "administration affairs army chiefs communications election elections external intelligence joint military navy "
    "of for and on staff trade transport".split()
)
"""Words that name no particular body by themselves: every state has its foreign ministry."""

_LIGHT = frozenset("of for and on the national affairs".split())
_SMALL = frozenset("of for and on the".split())
_SPELLINGS = {"defence": "defense", "elections": "election", "parliamentary": "parliament"}
_FIRMS = frozenset("inc corp corporation co company ltd limited plc llc group holdings news agency".split())
"""Words that may follow a body's name without making it another's."""
_ACRONYM = re.compile(r"(?:[A-Z]\.?){2,7}")


@dataclass(frozen=True, slots=True)
class BodyName:
    """A body's name as it is compared: its folded words, and the state whose body it is, if it says so.

    `generic` is the name without its state when nothing in it is its own: "Ministry of Foreign Affairs" and "Foreign
    Ministry" are one there. It is empty for a name with a word of its own.
    """

    words: tuple[str, ...]
    state: str | None
    generic: tuple[str, ...]

    @classmethod
    @lru_cache(maxsize=NAMES_CACHED)
    def of(cls, name: str) -> BodyName:
        """Return `name` for comparison."""
        words = [word.removesuffix("'s") for word in name.split()]
        words = words[1:] if len(words) > 1 and words[0].lower() == "the" else words
        state, core = _parted(words)
        if (other := OTHER_NAMES.get(fold(" ".join(core)))) is not None:
            core = other.split()
            words = core if state is None else words
        folded = tuple(_SPELLINGS.get(fold(word), fold(word)) for word in core)
        if core and folded != ("bank",) and all(word in GENERIC for word in folded):
            own = sorted(set(folded) - _LIGHT) or sorted(folded)
            return cls(tuple(fold(word) for word in words), state, tuple(own))
        return cls(tuple(fold(word) for word in words), None, ())

    def title(self, name: str, state: str) -> str:
        """Return what the body of `state` is called, given the name as it stands."""
        _, core = _parted(name.split())
        return f"{' '.join(core)} of {with_article(state)}"


def is_acronym(name: str) -> bool:
    """Return whether a name is initials, with stops or without."""
    return _ACRONYM.fullmatch(name) is not None


def _parted(words: list[str]) -> tuple[str | None, list[str]]:
    """Return the state that a body's name begins or ends with, and the words without it."""
    for length in (3, 2, 1):
        if len(words) > length and (state := state_of(" ".join(words[:length]).removesuffix("'s"))):
            return state, words[length:]
        rest = words[:-length]
        if len(rest) > 2 and rest[-2:] == ["of", "the"]:
            rest = rest[:-1]
        if len(rest) > 1 and rest[-1] == "of" and (state := state_of(" ".join(words[-length:]))):
            return state, rest[:-1]
    return None, words


def same_body(one: str, other: str, called: Collection[str]) -> str | None:
    """Return why two names of one story may be one body's, or None; `called` are the forms that `other` goes by."""
    a, b = BodyName.of(one), BodyName.of(other)
    if is_acronym(one):
        return None if is_acronym(other) else _spelled_out(one.replace(".", ""), other, called)
    if a.generic or b.generic:
        alike = a.generic == b.generic and a.state is None and b.state is not None and not is_part(b.state)
        return f"the only {one} that the reports give a state" if alike else None
    if one in called:
        return f"another report calls {other} so"
    short, long = sorted((a.words, b.words), key=len)
    if len(short) < len(long) and long[: len(short)] == short and set(long[len(short) :]) <= _FIRMS:
        return "one name is the other and a word for its kind"
    if len(short) < len(long) and long[-len(short) :] == short and len(short) > 1 and "of" not in short:
        state = state_of(" ".join(long[: -len(short)]))
        return None if state and is_part(state) else "one name is the end of the other"
    if short == tuple(word for word in long if word not in _LIGHT):
        return "the same words"
    joined = [" ".join(words) for words in (a.words, b.words)]
    if len(a.words) == len(b.words) and min(map(len, joined)) >= MISSPELT_BODY_CHARS and joined[0][0] == joined[1][0]:
        return "the same name but for a letter" if _letter_apart(*joined) else None
    return None


def _letter_apart(one: str, other: str) -> bool:
    """Return whether two names differ by one letter, which is no figure and no plural."""
    digits = [re.sub(r"\D", "", name) for name in (one, other)]
    return digits[0] == digits[1] and one.rstrip("s") != other.rstrip("s") and OSA.distance(one, other) == 1


def _spelled_out(letters: str, name: str, called: Collection[str]) -> str | None:
    """Return why initials stand for a name: another report writes them for it, or they are the initials."""
    if any(is_acronym(each) and each.replace(".", "") == letters for each in called):
        return f"another report writes {letters} for {name}"
    words = name.split()
    heads = {
        "".join(word[0] for word in some if fold(word) not in _SMALL).upper() for some in (words, _parted(words)[1])
    }
    return f"{letters} are the initials of {name}" if len(letters) > 2 and letters in heads else None
