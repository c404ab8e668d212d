"""Words as the index and the questions know them, so that both databases find the same."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache

from onrecord.limits.search import WORD_CHARS

__all__ = ["placed_words", "words_of"]

_WIDE = "\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\uff66-\uff9f"
"""Kana and Han, which are written without blanks: each sign is a word, and a phrase finds several in a row."""
_WORD = re.compile(rf"[{_WIDE}]|(?:(?![{_WIDE}])[^\W_]|[\u0300-\u036f])+")


def placed_words(text: str) -> Iterator[tuple[str, int, int]]:
    """Yield each word of the text, folded, with where it starts and ends: no case, no accents, letters and digits."""
    for found in _WORD.finditer(text):
        word = found.group()
        if word.isascii():
            yield word.lower()[:WORD_CHARS], found.start(), found.end()
            continue
        for each in _folded(word):
            yield each, found.start(), found.end()


def words_of(text: str) -> tuple[str, ...]:
    """Return the words of the text in order, folded."""
    return tuple(word for word, _, _ in placed_words(text))


@lru_cache(maxsize=10_000)
def _folded(word: str) -> tuple[str, ...]:
    """Return a word folded until folding changes nothing more; one sign can stand for several words ("㊀")."""
    held = ""
    while word != held:
        held = word
        apart = unicodedata.normalize("NFKD", word.casefold())
        word = "".join(each for each in apart if each.isalnum())
    return tuple(each[:WORD_CHARS] for each in _WORD.findall(word))
