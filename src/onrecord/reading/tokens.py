"""Cutting a text into blocks, sentences and tokens in which a whole quotation is one token.

A block is a paragraph, or several when a quotation runs over them. So a full stop inside a quotation never ends
the reporter's sentence, and the cue that follows the closing mark stays in it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from onrecord.core import Span, paragraphs
from onrecord.limits.reading import FRAME_TOKENS
from onrecord.reading.cues import ABBREVIATIONS, PRONOUNS, VERB_FORMS
from onrecord.reading.quotations import Pair

__all__ = ["Block", "Sentence", "Token", "blocks", "words_of"]

_PIECE = re.compile(r"[^\W_]+(?:[’'‑‐\-.&][^\W_]+|(?<=\d),\d{3}(?!\d))*|[.!?…]+|--+|[^\w\s]|_")
_INITIALS = re.compile(r"(?:[^\W\d_]\.)*[^\W\d_]")
_STARTERS = frozenset("The He She They It In But A An We I This That On At For And".split())


class Token(NamedTuple):
    """A word, a mark or a whole quotation. `low` is its lower case; `pair` is set for a quotation only.

    A quotation has no `text`; `tail` is the last character of its words, which tells whether it ends a sentence.
    """

    start: int
    end: int
    text: str
    low: str
    kind: str
    pair: Pair | None = None
    tail: str = ""

    @property
    def capital(self) -> bool:
        """Whether it is a word that begins with a capital letter."""
        return self.kind == "word" and self.text[0].isupper()


Sentence = tuple[Token, ...]
Block = tuple[Sentence, ...]


def blocks(text: str, pairs: Sequence[Pair]) -> Iterator[Block]:
    """Yield the blocks of `text` in order, each a tuple of sentences of tokens."""
    lines = paragraphs(text)
    line, pair = 0, 0
    while line < len(lines):
        start, end = lines[line].start, lines[line].end
        inside: list[Pair] = []
        while True:
            while pair < len(pairs) and pairs[pair].span.start < end:
                inside.append(pairs[pair])
                pair += 1
            line += 1
            if not inside or inside[-1].span.end <= end or line >= len(lines):
                break
            end = max(end, lines[line].end)
        yield tuple(_sentences(list(_tokens(text, Span(start, end), inside))))


def words_of(text: str, stretch: Span) -> Sentence:
    """Return the words and marks of one stretch; quotation marks are marks here, so that words inside are read too."""
    return tuple(_pieces(text, stretch.start, stretch.end))


def _tokens(text: str, stretch: Span, pairs: Sequence[Pair]) -> Iterator[Token]:
    at = stretch.start
    for pair in pairs:
        yield from _pieces(text, at, pair.span.start)
        last = text[pair.words.end - 1]
        yield Token(pair.span.start, pair.span.end, "", "", "quote", pair, last)
        at = pair.span.end
    yield from _pieces(text, at, stretch.end)


def _pieces(text: str, start: int, end: int) -> Iterator[Token]:
    at = start
    while match := _PIECE.search(text, at, end):
        first, at = match.span()
        word = match.group()
        kind = "word" if word[0].isalnum() else "mark"
        if kind == "word" and text[at : at + 1] == "." and at < end and _abbreviated(word):
            at += 1
            word += "."
        yield Token(first, at, word, word.lower(), kind)


def _abbreviated(word: str) -> bool:
    return word.lower() in ABBREVIATIONS or (len(word) < 12 and bool(_INITIALS.fullmatch(word)) and word != "I")


def _sentences(tokens: list[Token]) -> Iterator[Sentence]:
    """Cut the tokens of one block after each token that ends a sentence."""
    start = 0
    for at in range(len(tokens) - 1):
        if _ends(tokens, at, start):
            yield tuple(tokens[start : at + 1])
            start = at + 1
    if start < len(tokens):
        yield tuple(tokens[start:])


def _ends(tokens: list[Token], at: int, start: int) -> bool:
    token, following = tokens[at], tokens[at + 1]
    if token.kind == "mark":
        if token.text[0] not in ".!?…":
            return False
        return following.kind == "quote" or following.text[:1] in "([-–—*•" or not following.text[:1].islower()
    if token.kind == "word":
        return token.text.endswith(".") and token.text.count(".") > 1 and following.text in _STARTERS
    if token.tail not in ".!?…" or following.kind == "mark" or following.text[:1].islower():
        return False
    return following.kind == "quote" or tokens[start].kind != "quote" or not _begins_frame(tokens, at + 1)


def _begins_frame(tokens: list[Token], at: int) -> bool:
    """Return whether the tokens from `at` are the frame of the quotation before them ("Smith said.")."""
    for index in range(at, min(at + FRAME_TOKENS, len(tokens))):
        token = tokens[index]
        if token.kind != "word":
            return False
        verb = VERB_FORMS.get(token.low)
        if verb and verb.strength == "speech" and verb.form in ("past", "present") and index > at:
            return True
        if token.low in PRONOUNS and index > at:
            return False
    return False
