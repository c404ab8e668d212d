"""What a request to the desk asks: ids, words and places in lists, freed of what cannot be meant."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable

from django.http import HttpRequest

from onrecord.community.models import Account
from onrecord.errors import UsageError

__all__ = ["account_of", "clean", "cursor", "entry_ids", "found_id", "paragraphs_of"]

_ID = re.compile(r"(?:art|att|story|stm|ent|judge)-[0-9a-f]{30}")
_CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")


def account_of(request: HttpRequest) -> Account:
    """Return the account that asks; the view has been opened to it already."""
    assert isinstance(request.user, Account)  # noqa: S101 - `allowed` has looked
    return request.user


def paragraphs_of(words: str, chars: int) -> str:
    """Return typed words without control characters and lone surrogates, at most `chars` code points."""
    return _CONTROL.sub("", words.replace("\r\n", "\n").replace("\r", "\n"))[:chars].strip()


def clean(words: str, chars: int) -> str:
    """Return typed words in one line, without control characters and lone surrogates."""
    return " ".join(paragraphs_of(words, chars).split())


def entry_ids(words: Iterable[str]) -> tuple[str, ...]:
    """Return ids of entries as they came, each once. Raises `UsageError` for what has no id's form."""
    found = tuple(dict.fromkeys(words))
    for each in found:
        if not _ID.fullmatch(each):
            raise UsageError("this names no entry of the record")
    return found


def found_id(words: str, kinds: Iterable[str]) -> str | None:
    """Return the id of one of `kinds` in an address or text that somebody pasted, or None."""
    ids = (match.group() for match in _ID.finditer(words))
    return next((each for each in ids if each.partition("-")[0] in kinds), None)


def cursor(words: str) -> tuple[float, str] | None:
    """Return the score and the id at which a page of the queue begins, None for the first page.

    Raises `UsageError` for what is no such place.
    """
    if not words:
        return None
    score, _, name = words.partition("~")
    try:
        number = float(score)
    except ValueError:
        number = math.nan
    if not math.isfinite(number) or not re.fullmatch(r"rev-[0-9a-f]{1,60}", name):
        raise UsageError("this is no place in the queue")
    return number, name
