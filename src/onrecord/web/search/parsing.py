"""Reading a question as a person types it (docs/web.md has the language) into a tree, or saying where it fails."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from onrecord.limits.search import (
    NEAR_MOST_WORDS,
    NEAR_WORDS,
    PREFIX_LEAST_CHARS,
    QUESTION_CHARS,
    QUESTION_DEPTH,
    QUESTION_TERMS,
)
from onrecord.web.search.query import And, Field, Near, Not, Query, Words, both, either
from onrecord.web.search.words import words_of

__all__ = ["FIELDS", "KINDS", "Unreadable", "field", "parse"]

FIELDS = ("speaker", "about", "outlet", "story", "issue", "kind", "before", "after", "in")
KINDS = ("direct", "indirect", "mixed")
WHOLE = ("before", "after", "in")
"""Fields that hold for the whole question."""

_PIECE = re.compile(r'(?P<blank>\s+)|(?P<mark>[()])|(?P<quote>["“”„])|(?P<minus>-(?=\S))|(?P<chunk>[^\s()"“”„]+)')
_CLOSING = re.compile(r'["“”]')
_FIELD = re.compile(r"([A-Za-z]+):(.*)", re.DOTALL)
_OPERATOR = re.compile(r"AND|OR|NOT|NEAR(?:/(\d+))?", re.ASCII)
_DAY = re.compile(r"(\d{4})(?:-(\d\d?)(?:-(\d\d?))?)?", re.ASCII)


class Unreadable(ValueError):
    """A question that cannot be read; the message says where and why. Places are counted from 1."""


@dataclass(frozen=True, slots=True)
class _Piece:
    """A piece of a question: an operator, a parenthesis, or a tree; and where it stands."""

    kind: str
    at: int
    text: str = ""
    tree: Query | None = None


def parse(text: str) -> Query | None:
    """Return the tree of a question, None for one that holds no word. Raises `Unreadable`."""
    if len(text) > QUESTION_CHARS:
        raise Unreadable(f"the question has {len(text):,} characters; at most {QUESTION_CHARS:,} are read")
    pieces = list(_pieces(text))
    if sum(piece.kind == "tree" for piece in pieces) > QUESTION_TERMS:
        raise Unreadable(f"the question has more than {QUESTION_TERMS} words and fields")
    tree = _Parser(pieces).question() if pieces else None
    _whole(tree, top=True)
    return tree


def field(name: str, value: str, at: str = "") -> Field:
    """Return a field with a value as a person gave it; `at` is said in what is raised. Raises `Unreadable`."""
    words = words_of(value)
    if name not in FIELDS:
        known = ", ".join(FIELDS)
        raise Unreadable(f"there is no field {name}:{at}; there are {known}. Words with a colon go in quotation marks")
    if name in ("before", "after"):
        return Field(name, (_day(name, value.strip(), at),))
    if not words:
        raise Unreadable(f"{name}:{at} says nothing; write its word right after the colon")
    if name == "kind" and not (len(words) == 1 and words[0] in KINDS):
        raise Unreadable(f"kind:{at} may be direct, indirect or mixed")
    if name == "in" and words != ("quotes",):
        raise Unreadable(f"in:{at} may only be in:quotes, which asks for words inside quotation marks")
    return Field(name, words)


def _day(name: str, value: str, at: str) -> str:
    found = _DAY.fullmatch(value)
    try:
        return date(*(int(part or 1) for part in (found.groups() if found else ("0",)))).isoformat()
    except (TypeError, ValueError):
        raise Unreadable(f"{name}:{at} needs a day such as {name}:2026-01-31") from None


def _pieces(text: str) -> Iterator[_Piece]:
    place = 0
    while found := _PIECE.match(text, place):
        piece, at, place = found.group(), found.start() + 1, found.end()
        named = _FIELD.fullmatch(piece) if found["chunk"] else None
        opens = text[place : place + 1] in tuple('"“”„')
        if found["mark"]:
            yield _Piece(piece, at)
        elif found["minus"]:
            yield _Piece("NOT", at, piece)
        elif found["quote"]:
            phrase, place = _phrase(text, place, at)
            prefix = text.startswith("*", place)
            place += prefix
            yield _Piece("tree", at, tree=_words(phrase, at, prefix=prefix))
        elif found["chunk"] and _OPERATOR.fullmatch(piece):
            yield _Piece(piece.partition("/")[0], at, piece)
        elif named and (named[2] or opens or named[1].lower() in FIELDS):
            value = named[2]
            if opens and not value:
                value, place = _phrase(text, place + 1, place + 1)
            yield _Piece("tree", at, tree=field(named[1].lower(), value, f" at {at}"))
        elif words_of(piece):
            yield _Piece("tree", at, tree=_words(piece.rstrip("*"), at, prefix=piece.endswith("*")))


def _phrase(text: str, place: int, at: int) -> tuple[str, int]:
    """Return what stands inside the quotation marks that open before `place`, and where it goes on after them."""
    closing = _CLOSING.search(text, place)
    if not closing:
        raise Unreadable(f"the quotation mark at {at} is not closed")
    if not words_of(text[place : closing.start()]):
        raise Unreadable(f"nothing stands between the quotation marks at {at}")
    return text[place : closing.start()], closing.end()


def _words(text: str, at: int, *, prefix: bool) -> Words:
    words = words_of(text)
    if prefix and len(words[-1]) < PREFIX_LEAST_CHARS:
        raise Unreadable(f"the word at {at} is cut too short: give {PREFIX_LEAST_CHARS} letters before the star")
    return Words(words, prefix)


def _whole(tree: Query | None, *, top: bool) -> None:
    """Refuse a field that holds for the whole question where it would hold for a part of it."""
    if isinstance(tree, Field) and tree.name in WHOLE and not top:
        raise Unreadable(f"{tree.name}: holds for the whole question and cannot stand under OR or NOT")
    parts = (tree.part,) if isinstance(tree, Not) else getattr(tree, "parts", ())
    for part in parts:
        _whole(part, top=top and isinstance(tree, And))


class _Parser:
    """Reads pieces by recursive descent: OR binds loosest, then AND or nothing at all, then NOT, then NEAR."""

    def __init__(self, pieces: list[_Piece]) -> None:
        self._pieces = [*pieces, _Piece("end", 0)]
        self._place = 0
        self._depth = 0

    @property
    def _next(self) -> _Piece:
        return self._pieces[self._place]

    def _take(self) -> _Piece:
        self._place += 1
        return self._pieces[self._place - 1]

    def question(self) -> Query:
        """Return the tree of all pieces."""
        tree = self._either()
        if self._next.kind != "end":
            raise Unreadable(f"the parenthesis at {self._next.at} closes nothing")
        return tree

    def _either(self) -> Query:
        parts = [self._all()]
        while self._next.kind == "OR":
            self._take()
            parts.append(self._all())
        return either(*parts)

    def _all(self) -> Query:
        tree = self._one()
        while self._next.kind not in ("OR", ")", "end"):
            if self._next.kind == "AND":
                self._take()
            tree = both(tree, self._one()) or tree
        return tree

    def _one(self) -> Query:
        piece = self._take()
        if piece.tree:
            return self._near(piece.tree, self._take()) if self._next.kind == "NEAR" else piece.tree
        if piece.kind not in ("NOT", "("):
            before = f"{piece.text or piece.kind} at {piece.at}" if piece.kind != "end" else "the end"
            raise Unreadable(f"a word is missing before {before}")
        self._depth += 1
        if self._depth > QUESTION_DEPTH:
            raise Unreadable(f"the question is nested too deeply at {piece.at}")
        tree = Not(self._one()) if piece.kind == "NOT" else self._either()
        self._depth -= 1
        if piece.kind == "(" and self._take().kind != ")":
            raise Unreadable(f"the parenthesis at {piece.at} is not closed")
        return tree

    def _near(self, left: Query, near: _Piece) -> Near:
        right = self._take().tree
        if not isinstance(left, Words) or not isinstance(right, Words) or self._next.kind == "NEAR":
            raise Unreadable(f"NEAR at {near.at} stands between two words or phrases")
        if set(left.words) & set(right.words):
            raise Unreadable(f"NEAR at {near.at} stands between two words that differ")
        within = int(near.text.partition("/")[2][:6] or NEAR_WORDS)
        if not 1 <= within <= NEAR_MOST_WORDS:
            raise Unreadable(f"NEAR at {near.at} reaches from 1 to {NEAR_MOST_WORDS} words")
        return Near(left, right, within)
