"""Cutting a text into paragraphs, sentences and words, always as spans of the text itself."""

from __future__ import annotations

import re
import unicodedata

from onrecord.core.spans import Span

__all__ = ["fold", "paragraphs", "sentences", "words"]

_LINE = re.compile(r"[^\n]+")
_WORD = re.compile(r"[^\W_]+(?:[’'‑‐\-.][^\W_]+)*")
_END = re.compile(r"(?<![.!?…])[.!?…]++[\"'”’»)\]]*+(?=\s)|[。！？]++[」』”]*+")
_ABBREVIATIONS = frozenset(
    "mr mrs ms dr prof gen lt col sgt capt maj adm gov sen rep rev hon st sr jr no vs etc inc ltd co corp "
    "jan feb mar apr jun jul aug sep sept oct nov dec mon tue wed thu fri sat sun approx dept est fig art".split()
)
_SINGLE_QUOTES = str.maketrans({"’": "'", "‘": "'", "‛": "'", "“": '"', "”": '"', "„": '"', "«": '"', "»": '"'})
_HYPHENS = str.maketrans({"‐": "-", "‑": "-", "‒": "-", "–": "-", "—": "-", "−": "-", "\u00ad": "", "\u200b": ""})


def paragraphs(text: str) -> tuple[Span, ...]:
    """Return the paragraphs of `text`: lines with at least one visible character, without their outer blanks."""
    found = []
    for match in _LINE.finditer(text):
        body = match.group()
        if visible := body.strip():
            start = match.start() + len(body) - len(body.lstrip())
            found.append(Span(start, start + len(visible)))
    return tuple(found)


def sentences(text: str) -> tuple[Span, ...]:
    """Return the sentences of `text` in order; none crosses a line end.

    A rule of our own: a full stop after an abbreviation, an initial or within "U.S." does not end a sentence,
    and a closing quotation mark belongs to the sentence that it closes.
    """
    found: list[Span] = []
    for line in paragraphs(text):
        start = line.start
        for match in _END.finditer(text, line.start, line.end):
            if match.end() < line.end and not _ends_sentence(text, start, match, line.end):
                continue
            found.append(Span(start, match.end()))
            start = match.end()
            while start < line.end and text[start].isspace():
                start += 1
        if start < line.end:
            found.append(Span(start, line.end))
    return tuple(found)


def _ends_sentence(text: str, start: int, match: re.Match[str], limit: int) -> bool:
    """Return whether the stop found by `match` closes the sentence that began at `start`."""
    after = match.end()
    while after < limit and text[after].isspace():
        after += 1
    following = text[after : after + 2].lstrip("\"'“”‘’«»([•- ")
    if following and following[0].islower():
        return False
    if not match.group().startswith(".") or len(match.group()) > 1:
        return True
    word = text[max(start, match.start() - 20) : match.start()].rsplit(None, 1)
    last = word[-1].lstrip("\"'“‘«([") if word else ""
    if last.lower() in _ABBREVIATIONS:
        return False
    return not (len(last) == 1 and last.isupper()) and not re.fullmatch(r"(?:[A-Za-z]\.)+[A-Za-z]", last)


def words(text: str) -> tuple[Span, ...]:
    """Return the words of `text`: runs of letters and digits, with inner hyphens, apostrophes and stops."""
    return tuple(Span(*match.span()) for match in _WORD.finditer(text))


def fold(text: str) -> str:
    """Return `text` for comparison: NFKC, one kind of quotation mark and hyphen, single spaces, lower case.

    Offsets are not kept; never store what this returns.
    """
    if text.isascii():  # most words are, and nothing but the case of theirs changes
        return " ".join(text.lower().split())
    plain = unicodedata.normalize("NFKC", text).translate(_SINGLE_QUOTES).translate(_HYPHENS)
    return " ".join(plain.casefold().split())
