"""Words of letters of several scripts, read as if all were of one: such a word is made to look like another.

Which letters look alike is Unicode's own table (UTS #39, confusables.txt). A word within one script is what it is, also
where all its letters have look-alikes, so no Russian word is taken for an English one.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Iterator
from functools import lru_cache

__all__ = ["readings", "scripts_of"]

_WORD = re.compile(r"\w+")
_OF_ANY_SCRIPT = ("COMMON", "INHERITED")
"""Figures, the low line and combining marks, which stand in words of all scripts, by the names that Unicode has."""


def scripts_of(text: str) -> frozenset[str]:
    """Return the scripts of a text's letters, by the names that Unicode has for them."""
    return frozenset(map(_script, set(text))).difference(_OF_ANY_SCRIPT)


def readings(text: str, scripts: Collection[str]) -> Iterator[str]:
    """Yield a text with its words of several scripts in the letters of one, for each of `scripts`; nothing without any.

    A letter is read as the one that it looks like, or that its capital looks like, either first: the Cyrillic Ve is a B
    as a capital alone. A word with a letter that is like none of the script is left as it is.
    """
    if text.isascii():
        return
    apart = unicodedata.normalize("NFKD", "".join(sign for sign in text if unicodedata.category(sign) != "Cf"))
    mixed = {word for word in _WORD.findall(apart) if not word.isascii() and len(scripts_of(word)) > 1}
    for script in sorted(scripts) if mixed else ():
        for capitals_first in (False, True):
            read = {word: _read(word, script, capitals_first=capitals_first) for word in mixed}
            yield _WORD.sub(lambda found, read=read: read.get(found[0], found[0]), apart)  # type: ignore[misc]


def _read(word: str, script: str, *, capitals_first: bool) -> str:
    """Return a word in the letters of a script, or as it is where one of them is like none of these."""
    letters = [_letter(sign, script, capitals_first=capitals_first) for sign in word]
    return word if None in letters else "".join(filter(None, letters))


def _letter(sign: str, script: str, *, capitals_first: bool) -> str | None:
    if _script(sign) in (script, *_OF_ANY_SCRIPT):
        return sign
    forms = (sign.upper(), sign) if capitals_first else (sign, sign.upper())
    return next(filter(None, (_alike(form, script) for form in forms)), None)


@lru_cache(maxsize=4_096)
def _script(sign: str) -> str:
    """Return the script of a character, by the name that Unicode has for it."""
    from confusable_homoglyphs import categories  # reads its tables when it is imported

    return str(categories.alias(sign))


@lru_cache(maxsize=4_096)
def _alike(sign: str, script: str) -> str | None:
    """Return the letter of a script that looks like this one: by the table, or as another that the table has for both.

    The table has for each letter the one that stands for all its look-alikes, and for that one all of these.
    """
    from confusable_homoglyphs import confusables  # 0.9 MB of tables, wanted only where scripts are mixed

    near = [each["c"] for each in confusables.confusables_data.get(sign, ())]
    far = [each["c"] for one in near for each in confusables.confusables_data.get(one, ())]
    return next((each for each in (*near, *far) if len(each) == 1 and _script(each) == script), None)
