"""What a question asks, as a tree. `str` of a tree is a question that is read into the same tree."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TypeAlias

__all__ = ["And", "Field", "Near", "Not", "Or", "Query", "Words", "both", "either", "leaves"]


@dataclass(frozen=True, slots=True)
class Words:
    """Words that stand in a row; with `prefix` the last one is a beginning."""

    words: tuple[str, ...]
    prefix: bool = False

    @property
    def all(self) -> tuple[str, ...]:
        """Every word."""
        return self.words

    def __str__(self) -> str:
        star = "*" if self.prefix else ""
        return f"{_quoted(self.words)}{star}"


@dataclass(frozen=True, slots=True)
class Near:
    """Two words or phrases, in either order, the later beginning at most `within` words after the earlier ends."""

    left: Words
    right: Words
    within: int

    @property
    def all(self) -> tuple[str, ...]:
        """Every word."""
        return self.left.words + self.right.words

    def __str__(self) -> str:
        return f"{self.left} NEAR/{self.within} {self.right}"


@dataclass(frozen=True, slots=True)
class Field:
    """What a field must hold: words in a row, or one value (a day, a kind)."""

    name: str
    words: tuple[str, ...]

    def __str__(self) -> str:
        return f"{self.name}:{_quoted(self.words) if self.name not in ('before', 'after') else self.words[0]}"


@dataclass(frozen=True, slots=True)
class Not:
    """What must not be so."""

    part: Query

    def __str__(self) -> str:
        return f"NOT ({self.part})" if isinstance(self.part, (And, Or)) else f"NOT {self.part}"


@dataclass(frozen=True, slots=True)
class And:
    """All of several parts."""

    parts: tuple[Query, ...]

    def __str__(self) -> str:
        return " ".join(f"({part})" if isinstance(part, Or) else str(part) for part in self.parts)


@dataclass(frozen=True, slots=True)
class Or:
    """At least one of several parts."""

    parts: tuple[Query, ...]

    def __str__(self) -> str:
        return " OR ".join(map(str, self.parts))


Query: TypeAlias = Words | Near | Field | Not | And | Or


def _quoted(words: tuple[str, ...]) -> str:
    return words[0] if len(words) == 1 else f'"{" ".join(words)}"'


def both(*parts: Query | None) -> Query | None:
    """Return what holds where all of the parts hold, as flat as it can be; None when there are none."""
    flat = [each for part in parts if part for each in (part.parts if isinstance(part, And) else (part,))]
    return And(tuple(flat)) if len(flat) > 1 else (flat[0] if flat else None)


def either(*parts: Query) -> Query:
    """Return what holds where at least one of the parts holds, as flat as it can be."""
    flat = [each for part in parts for each in (part.parts if isinstance(part, Or) else (part,))]
    return Or(tuple(flat)) if len(flat) > 1 else flat[0]


def leaves(tree: Query | None) -> Iterator[Words | Near]:
    """Yield the words that a question wants to find, and none that it does not."""
    if isinstance(tree, (Words, Near)):
        yield tree
    elif isinstance(tree, Field) and tree.name == "about":
        yield Words(tree.words)
    elif tree is not None and not isinstance(tree, (Not, Field)):
        for part in tree.parts:
            yield from leaves(part)
