"""Who bears a name: the persons and bodies of one article by all that they are called in it.

A person is called by the full name, the end of it ("de Blasio", "Wasserman Schultz"), its first word, a nickname.
A body is called by its name, its initials in any order of appearance, or the last word of it ("the Times").
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence

from rapidfuzz.distance import OSA

from onrecord.core import fold
from onrecord.limits.reading import (
    BEARERS_COUNT,
    MISSPELT_CHARS,
)
from onrecord.reading.first_names import FIRST_NAMES
from onrecord.reading.gazetteer import PRESS_WORDS, SHORTENED_WORDS

__all__ = ["bodies_by_form", "form_of", "known_spelling", "persons_by_form", "surname_of"]

_SUFFIXES = frozenset(("jr", "jr.", "sr", "sr.", "ii", "iii", "iv"))
_LIGHT = frozenset(("of", "the", "for", "and", "on", "to", "in", "de", "la"))
_MARKS = "\"“”'‘’()"


def form_of(words: str) -> str:
    """Return words as a name is looked up: folded, hyphens as blanks, no marks around a nickname."""
    return " ".join(word.strip("\"'()") for word in fold(words).replace("-", " ").split())


def _plain(name: str) -> list[str]:
    """Return the words of a person's name without the nickname in marks and without Jr."""
    words = name.split()
    plain = [word for at, word in enumerate(words) if at in (0, len(words) - 1) or word[0] not in _MARKS]
    return plain[:-1] if len(plain) > 2 and plain[-1].lower() in _SUFFIXES else plain


def surname_of(name: str) -> str:
    """Return the last word of a person's name that is not Jr."""
    return _plain(name)[-1]


def _forms(name: str) -> Iterator[tuple[str, bool]]:
    """Yield the forms of a person's full name, each with whether it is only a first name."""
    plain = _plain(name)
    yield form_of(name), False
    for start in range(1, len(plain)):
        yield form_of(" ".join(plain[start:])), False
    yield form_of(" ".join(plain)), False
    yield form_of(f"{plain[0]} {plain[-1]}"), False
    if plain[0].isupper() and not plain[0].endswith(".") and not name.isupper():
        return
    yield form_of(plain[0]), plain[0].lower() in FIRST_NAMES
    for word in name.split()[1:-1]:
        if word[0] in _MARKS:
            yield form_of(word), True
            yield form_of(f"{word} {plain[-1]}"), False


def persons_by_form(names: Iterable[str]) -> dict[str, list[str]]:
    """Return {form: full names} of the persons, those left out whose words are all part of a longer name.

    A form that is the first name of one and the family name of another is the other's.
    """
    full: dict[str, str] = {}
    for name in names:
        known = full.setdefault(form_of(name), name)
        if known.isupper() and not name.isupper():
            full[form_of(name)] = name
    family: dict[str, list[str]] = {}
    first: dict[str, list[str]] = {}
    for name in full.values():
        for form, is_first in dict(_forms(name)).items():
            (first if is_first else family).setdefault(form, []).append(name)
    return {form: _longest(borne) for form, borne in {**first, **family}.items()}


def _longest(names: list[str]) -> list[str]:
    """Drop the names whose words are all part of a longer one: "Ada Brandt" beside "Ada Marie Brandt"."""
    if len(names) > BEARERS_COUNT:
        return names
    words = {name: set(form_of(name).replace(".", "").split()) for name in names}
    kept = [name for name in names if not any(_is_part(words[name], words[other]) for other in names)]
    return kept or names


def _is_part(short: set[str], long: set[str]) -> bool:
    """Return whether a name is a shorter form of another; "Jr." alone makes a second person."""
    return short < long and not (long - short) <= {"jr", "sr"}


def known_spelling(word: str, persons: Mapping[str, str]) -> str | None:
    """Return the one person whose family name a word misspells by a letter or two, as "Bornsten" does "Bornstein"."""
    form = form_of(word)
    if len(form) < MISSPELT_CHARS or " " in form:
        return None
    found = {
        name
        for known, name in persons.items()
        if known[0] == form[0] and known != form and _is_slip(form, known) and form_of(surname_of(name)) == known
    }
    return next(iter(found)) if len(found) == 1 else None


def _is_slip(form: str, known: str) -> bool:
    """Return whether two words differ by a slip and not by an ending, as "Obamas" and "Trumpian" do."""
    if len(known) < MISSPELT_CHARS or form.startswith(known) or known.startswith(form):
        return False
    return OSA.distance(form, known) <= (1 if min(len(form), len(known)) < MISSPELT_CHARS + 2 else 2)


def _initials(heads: Sequence[str], words: Sequence[str]) -> set[str]:
    """Return what a body may be called by its initials: a department of justice or Justice Department is a DOJ."""
    if "Department" not in (words[0], words[-1]):
        return {"".join(heads)}
    rest = "".join(heads[1:] if words[0] == "Department" else heads[:-1])
    return {f"D{rest}", f"DO{rest}", rest}


def _spelled_out(text: str, letters: str) -> str | None:
    """Return the words of `text` whose capitals are `letters`, small words between them, or None when several differ.

    The words may stand anywhere, not only before a bracket (Schwartz and Hearst 2003).
    """
    small = r"(?:\s(?:of|the|for|and|on|to|in))*"
    rest = "".join(rf"{small}\s{letter}[\w-]*[a-z]" for letter in letters[1:])
    found = {match.group() for match in re.finditer(rf"\b{letters[0]}[\w-]*[a-z]{rest}\b(?!\s[A-Z])", text)}
    return found.pop() if len(found) == 1 else None


def bodies_by_form(text: str, names: Sequence[str], initials: Iterable[str]) -> dict[str, str]:
    """Return {form: fullest name} for the bodies that an article calls by initials or by the last word of the name.

    `names` are the bodies' names as they stand, `initials` the words in capitals that may be short for one, or for
    words of `text` that were not seen to be a body's.
    """
    counts = Counter(names)
    found: dict[str, str] = {}
    by_initials: dict[str, list[str]] = {}
    by_last: dict[str, list[str]] = {}
    for name in counts:
        words = name.split()
        if len(words) < 2:
            continue
        heads = [word[0].upper() for word in re.split(r"[\s-]+", name) if word and word.lower() not in _LIGHT]
        for letters in _initials(heads, words):
            by_initials.setdefault(letters, []).append(name)
        if words[-1] in PRESS_WORDS | SHORTENED_WORDS:
            by_last.setdefault(words[-1], []).append(name)
    for short in initials:
        letters = short.replace(".", "")
        meant = by_initials.get(letters, [])
        if len(meant) == 1 and len(letters) > 1:
            found[short] = meant[0]
        elif not meant and 2 < len(letters) < 7 and letters.isalpha() and (full := _spelled_out(text, letters)):
            found[short] = full
    for word, meant in by_last.items():
        longest = max(meant, key=len)
        if all(longest.endswith(name) for name in meant):
            found[word] = longest
    return found
