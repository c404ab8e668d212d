"""Whether two names may be one person's, and why: words in another order, more names between, short forms, sound."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection
from dataclasses import dataclass
from functools import lru_cache

from rapidfuzz.distance import OSA

from onrecord.core import fold
from onrecord.limits.linking import (
    MISSPELT_NAME_CHARS,
    NAMES_CACHED,
    SOUND_CONSONANTS,
)
from onrecord.reading import FIRST_NAMES

__all__ = ["PersonName", "offices", "same_person", "short_for", "without_office"]

_SUFFIXES = frozenset(("jr", "sr", "ii", "iii", "iv"))
_MARKS = "\"'()"
_SHORT = {
    short: full.split()
    for full, shorts in (
        ("alexander alexandra", "alex al sasha"),
        ("andrew", "andy drew"),
        ("anthony", "tony"),
        ("barbara", "barb"),
        ("benjamin", "ben"),
        ("bernard", "bernie"),
        ("catherine katherine kathryn", "kate katie kathy cathy"),
        ("charles", "charlie chuck"),
        ("christopher christine christina", "chris"),
        ("daniel", "dan danny"),
        ("david", "dave"),
        ("deborah", "debbie deb"),
        ("donald", "don donnie"),
        ("edward", "ed eddie ted"),
        ("elizabeth", "liz beth betsy"),
        ("eugene", "gene"),
        ("frederick", "fred"),
        ("gerald", "jerry gerry"),
        ("gregory", "greg"),
        ("jacob", "jake"),
        ("james", "jim jimmy jamie"),
        ("jeffrey jeffery geoffrey", "jeff geoff"),
        ("jennifer", "jen jenny"),
        ("jonathan", "jon"),
        ("john", "jack johnny"),
        ("joseph", "joe joey"),
        ("kenneth", "ken kenny"),
        ("lawrence", "larry"),
        ("leonard", "len lenny"),
        ("margaret", "maggie meg peggy"),
        ("matthew", "matt"),
        ("maurice", "mo"),
        ("michael", "mike mick"),
        ("nicholas", "nick"),
        ("patrick patricia", "pat patty"),
        ("peter", "pete"),
        ("philip phillip", "phil"),
        ("raymond", "ray"),
        ("richard", "rick dick rich ricky"),
        ("robert", "bob rob bobby robbie"),
        ("ronald", "ron ronnie"),
        ("samuel samantha", "sam"),
        ("stephen steven", "steve"),
        ("susan", "sue"),
        ("terrence terence teresa", "terry"),
        ("theodore", "ted teddy"),
        ("thomas", "tom tommy"),
        ("timothy", "tim"),
        ("victoria", "vicky tori"),
        ("vincent", "vince"),
        ("walter", "walt"),
        ("william", "bill will billy willie"),
        ("zachary", "zach zack"),
    )
    for short in shorts.split()
}
"""First names by their short forms; a short form that stands under several lines keeps the last."""

_OFFICES = {
    "sen": "senator",
    "gov": "governor",
    "rep": "representative",
    "congressman": "representative",
    "congresswoman": "representative",
    "gen": "general",
    "spokeswoman": "spokesman",
    "spokesperson": "spokesman",
    "chairwoman": "chairman",
    "chair": "chairman",
    "adviser": "advisor",
    "attorney": "lawyer",
}
_ACCENTS = re.compile("[\u0300-\u036f]")
_OFFICE_FIRST = re.compile(r"(?:(?:then|former|ex|vice)-\S+|\S+-elect)\s+(?=\S+\s\S|[A-Z])", re.IGNORECASE)
_OF = re.compile(r",|\b(?:of|for|at|in|to|with|on|who|from|and)\b")
_SOUNDS = (
    (re.compile("ch|sh|zh|[jszx]"), "s"),
    (re.compile("[kgcq]h?"), "k"),
    (re.compile("[dt]h?"), "t"),
    (re.compile("[bp](?!h)|v|w|f|ph"), "p"),
    (re.compile("[lr]"), "r"),
    (re.compile("[^ktpsrmn]"), ""),
)
_TWICE = re.compile(r"(.)\1+")


@dataclass(frozen=True, slots=True)
class PersonName:
    """A person's name as it is compared: folded words without "Jr.", which stands by itself."""

    words: tuple[str, ...]
    suffix: str | None

    @classmethod
    @lru_cache(maxsize=NAMES_CACHED)
    def of(cls, name: str) -> PersonName:
        """Return `name` for comparison, without accents, a nickname in marks left out."""
        all_words = fold(_ACCENTS.sub("", unicodedata.normalize("NFD", name))).split()
        plain = [word for word in all_words if len(all_words) < 3 or word[0] not in _MARKS]
        words = [word.strip(_MARKS).rstrip(".,") for word in plain]
        words = [word for word in words if word]
        if len(words) > 1 and words[-1] in _SUFFIXES:
            return cls(tuple(words[:-1]), words[-1])
        return cls(tuple(words), None)

    @property
    def letters(self) -> str:
        """The letters in order, whatever parts them."""
        return "".join(self.words).replace("-", "").replace(".", "").replace("'", "")


def without_office(name: str) -> str:
    """Return a person's name without an office with a hyphen before it: "Mayor-elect Ada Brandt" is Ada Brandt."""
    return _OFFICE_FIRST.sub("", name, count=1) if _OFFICE_FIRST.match(name) else name


def offices(roles: Collection[str]) -> frozenset[str]:
    """Return the nouns by which offices are called: "the Veldrian water minister" and "Water Minister" are both one."""
    heads = (_OF.split(fold(role), maxsplit=1)[0].split() for role in roles)
    nouns = (head[-1].strip(".,'\"") for head in heads if head)
    return frozenset(_OFFICES.get(noun, noun) for noun in nouns)


def same_person(one: str, other: str, ours: frozenset[str], theirs: frozenset[str]) -> str | None:
    """Return why two full names of one story may be one person's, or None; `ours` and `theirs` are their `offices`."""
    a, b = PersonName.of(one), PersonName.of(other)
    if len(a.words) < 2 or len(b.words) < 2:
        return None
    shared = sorted(ours & theirs)
    if a.suffix != b.suffix and "jr" in (a.suffix, b.suffix) and (not shared or a.words == b.words):
        return None  # a father and his son; a newspaper's full form, "Joseph R. Brandt Jr.", has the office too
    if a.letters == b.letters:
        return "the same letters, parted otherwise"
    if sorted(a.words) == sorted(b.words):
        return "the same words in another order"
    if (reason := _by_parts(a, b, assured=bool(shared))) is not None:
        return reason
    if shared and _sound_alike(a, b):
        return f"names that sound alike, and one office ({shared[0]})"
    return None


def _by_parts(a: PersonName, b: PersonName, *, assured: bool) -> str | None:
    """Return why two names are one, the given names of one among those of the other in order.

    `assured` says that both have the same office, which lets initials be enough, and hyphens be misspelt.
    """
    misspelt = a.words[-1] != b.words[-1]
    if misspelt and not _is_slip(a.words[-1], b.words[-1], assured=assured):
        return None
    less, more = sorted((a.words[:-1], b.words[:-1]), key=len)
    rest = iter(more)
    ties = set()
    for given in less:
        tie = next((tie for each in rest if (tie := _given(given, each))), None)
        if tie is None:
            return None
        ties.add(tie)
    if misspelt:
        return "the same first name, and a family name that differs by a letter" if ties == {"equal"} else None
    if ties == {"initial"} and not assured:
        return None
    if "short" in ties:
        return "the same family name, and a short form of the first name"
    if "spelt" in ties:
        return "the same family name, and a first name spelt otherwise"
    return "the same first and family name, one of them with more names"


def _given(one: str, other: str) -> str | None:
    """Return how two given names agree: "equal", "short", "initial" or "spelt", or None."""
    if one == other:
        return "equal"
    if other in _SHORT.get(one, ()) or one in _SHORT.get(other, ()):
        return "short"
    if 1 in (len(one), len(other)):
        return "initial" if one[0] == other[0] else None
    if one in FIRST_NAMES and other in FIRST_NAMES:
        return None
    alike = _sound(one) == _sound(other) and len(_sound(one)) > SOUND_CONSONANTS
    return "spelt" if alike or (one[0] == other[0] and _is_slip(one, other, assured=False)) else None


def _is_slip(one: str, other: str, *, assured: bool) -> bool:
    """Return whether a name is the other misspelt by a letter; a syllable of a name with hyphens may be another's."""
    if min(len(one), len(other)) < MISSPELT_NAME_CHARS or ("-" in one + other and not assured):
        return False
    return OSA.distance(one, other) == 1


def _sound_alike(a: PersonName, b: PersonName) -> bool:
    """Return whether two names have the same consonants word by word, as romanisations of one name do."""
    if len(a.words) != len(b.words):
        return False
    sounds = [(_sound(one), _sound(other)) for one, other in zip(a.words, b.words, strict=True)]
    return all(one == other for one, other in sounds) and len(sounds[-1][0]) >= SOUND_CONSONANTS


def _sound(word: str) -> str:
    """Return the consonants of a word as romanisations confuse them, vowels left out (after Russell's Soundex)."""
    for pattern, letter in _SOUNDS:
        word = pattern.sub(letter, word)
    return _TWICE.sub(r"\1", word)


def short_for(short: str, full: str, called: Collection[str], *, same_office: bool) -> str | None:
    """Return why a part of a name may stand for the full name, or None.

    The family name stands last, or first where what follows has a hyphen; the first name counts where `called`, the
    forms by which the reports call the bearer, hold it. The name that a son shares with his father is the son's only
    where he has the `same_office`.
    """
    a, b = PersonName.of(short), PersonName.of(full)
    if not 0 < len(a.words) < len(b.words) or (a.suffix != b.suffix and not same_office):
        return None
    if b.words[-len(a.words) :] == a.words:
        return "the family name"
    if len(a.words) == 1 and a.words[0] == b.words[0]:
        if "-" in b.words[-1]:
            return "the family name, which stands first"
        if any(PersonName.of(each).words == a.words for each in called):
            return "the name by which another report calls the bearer"
    return None
