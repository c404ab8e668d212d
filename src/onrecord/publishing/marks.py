"""Quotation marks: which have a partner, and cutting a span so that what is shown can stand inside a pair."""

from __future__ import annotations

import re

from onrecord.core import Span
from onrecord.limits.publishing import (
    EXCERPT_CHARS,
    HEADLINE_CHARS,
    LABEL_CHARS,
)

__all__ = ["INNER", "excerpt", "headline", "label", "printable", "quotable", "unmatched"]

DOUBLE = '"“”„‟«»＂「」『』'
_MARK = re.compile(f"[{DOUBLE}]")
_CLOSES = {"”": "“„‟", "“": "„", "»": "«", "«": "»", "」": "「", "』": "『", '"': '"', "＂": "＂"}
_OPENS = frozenset('“„‟«»「『"＂')
INNER = re.compile(f"[{DOUBLE}]([^{DOUBLE}]*)[{DOUBLE}]")
"""A quotation without another inside it."""
_CONTROL = re.compile("[\x00-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069\ud800-\udfff]+")


def unmatched(text: str, *, every: bool = False) -> tuple[int, ...]:
    """Return the places of double quotation marks without a partner; with `every`, of all double marks.

    English, German („…“), French («…») and Japanese pairs are known; a straight mark pairs with the next one.
    """
    if every:
        return tuple(match.start() for match in _MARK.finditer(text))
    opened: list[tuple[int, str]] = []
    lone: list[int] = []
    for match in _MARK.finditer(text):
        mark = match.group()
        if opened and opened[-1][1] in _CLOSES.get(mark, ""):
            opened.pop()
        elif mark in _OPENS:
            opened.append((match.start(), mark))
        else:
            lone.append(match.start())
    return tuple(sorted([*lone, *(place for place, _ in opened)]))


def quotable(text: str, span: Span) -> tuple[Span, ...]:
    """Cut `span` of `text` into spans that each stand in one paragraph, without blanks or a lone mark at the edge.

    A quotation over several paragraphs opens each of them with a mark and closes only the last: shown between
    our own marks, each paragraph becomes a span of its own.
    """
    found: list[Span] = []
    for line in re.finditer(r"[^\n]+", span.of(text)):
        for start, end in _cut(text, span.start + line.start(), span.start + line.end()):
            part = _trim(text, start, end)
            if part is not None:
                found.append(part)
    return tuple(found)


def _cut(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """Cut `[start, end)` at its lone marks, and again where a cut has parted a pair, until every mark has a partner."""
    parts = [(start, end)]
    while True:
        finer: list[tuple[int, int]] = []
        for first, last in parts:
            cuts = [first + place for place in unmatched(text[first:last])]
            finer += zip([first, *(cut + 1 for cut in cuts)], [*cuts, last], strict=True)
        if len(finer) == len(parts):
            return parts
        parts = finer


def _trim(text: str, start: int, end: int) -> Span | None:
    """Return `[start, end)` without blanks at its edges; None when no letter or digit is left."""
    while start < end and (text[start].isspace() or text[start] == "\u200b"):
        start += 1
    while end > start and (text[end - 1].isspace() or text[end - 1] == "\u200b"):
        end -= 1
    if end - start > 1 and text[end - 1] == ",":  # American setting: the comma belongs to the sentence around
        end -= 1
    if not any(character.isalnum() for character in text[start:end]):
        return None
    return Span(start, end)


def label(text: str | None) -> str:
    """Return a name, role or outlet for use in our own words: one line, no double quotation or control marks."""
    return _short(_MARK.sub("", _CONTROL.sub(" ", text or "")), LABEL_CHARS)


def printable(text: str) -> str:
    """Return `text` with as many characters, none of which moves or styles a terminal, parts a line or turns it."""
    return _CONTROL.sub(lambda match: "�" * len(match.group()), text.replace("\t", " "))


def headline(title: str | None, texts: list[str]) -> str:
    """Return a headline whose double quotation marks stand only around words that one of `texts` has.

    Other marked words get single marks, as newspapers set headlines, for their words are no span of the body.
    """
    line = _short(_CONTROL.sub(" ", title or ""), HEADLINE_CHARS)

    def settle(match: re.Match[str]) -> str:
        words = match.group(1)
        return match.group() if words and any(words in text for text in texts) else f"‘{words}’"

    line = INNER.sub(settle, line)
    for place in reversed(unmatched(line)):
        line = line[:place] + line[place + 1 :]
    return line or "No headline known"


def excerpt(text: str) -> str:
    """Return the first words of a passage on one line, its quotation marks kept and control marks blank."""
    return _short(_CONTROL.sub(" ", text), EXCERPT_CHARS)


def _short(text: str, limit: int) -> str:
    """Return `text` with single blanks, cut with an ellipsis when it has more than `limit` code points."""
    line = " ".join(text[: 4 * limit].split())
    return line if len(line) <= limit else line[: limit - 1].rstrip() + "…"
