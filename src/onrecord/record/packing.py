"""Values of dataclasses as JSON lists of their fields, and back, for parts of a reading never asked for by field."""

from __future__ import annotations

import types
from collections.abc import Callable, Iterator
from dataclasses import fields, is_dataclass
from datetime import date
from functools import cache
from typing import Any, Literal, TypeVar, Union, get_args, get_origin, get_type_hints

from onrecord.core import Interval, Span

__all__ = ["packed", "spans_in", "unpacked"]

Value = TypeVar("Value")


def packed(value: object) -> Any:
    """Return a dataclass as the list of its fields, in their order; spans and intervals are lists of two."""
    if isinstance(value, Span):
        return [value.start, value.end]
    if isinstance(value, Interval):
        return value.as_json()
    if isinstance(value, tuple):
        return [packed(each) for each in value]
    if is_dataclass(value):
        return [packed(getattr(value, field.name)) for field in fields(value)]
    return value


@cache
def unpacked(kind: type[Value]) -> Callable[[Any], Value]:
    """Return what makes a value of the dataclass `kind` from a list that `packed` wrote.

    It raises `TypeError` or `ValueError` when the list is not such a one; fields that a shorter one lacks keep their
    defaults, so that what was written before a field was added can still be read.
    """
    hints = get_type_hints(kind)
    readers = [_reader(hints[field.name]) for field in fields(kind)]  # type: ignore[arg-type]

    def made(row: Any) -> Value:
        if not isinstance(row, list) or len(row) > len(readers):
            raise ValueError(f"no list of the fields of {kind.__name__}")
        return kind(*(read(part) for read, part in zip(readers, row, strict=False)))

    return made


def _reader(hint: Any) -> Callable[[Any], Any]:
    """Return what makes a value of the annotated type."""
    if hint is Span:
        return lambda row: Span(*row)
    if hint is Interval:
        return lambda row: Interval(*map(date.fromisoformat, row))
    origin, args = get_origin(hint), get_args(hint)
    if origin in (Union, types.UnionType):
        (inner,) = (_reader(each) for each in args if each is not type(None))
        return lambda row: None if row is None else inner(row)
    if origin is tuple:
        each = _reader(args[0])
        return lambda row: tuple(each(part) for part in row)
    if origin is Literal:
        return lambda row: _one_of(row, args)
    if is_dataclass(hint):
        return unpacked(hint)  # type: ignore[arg-type]
    return lambda row: _plain(row, hint)


def _one_of(value: Any, allowed: tuple[Any, ...]) -> Any:
    if value not in allowed:
        raise ValueError(f"{value!r} is none of {allowed}")
    return value


def _plain(value: Any, kind: type) -> Any:
    if not isinstance(value, kind):
        raise TypeError(f"{value!r} is no {kind.__name__}")
    return value


def spans_in(value: object) -> Iterator[Span]:
    """Yield every span that a dataclass holds, however deep."""
    if isinstance(value, Span):
        yield value
    elif isinstance(value, tuple):
        for each in value:
            yield from spans_in(each)
    elif is_dataclass(value) and not isinstance(value, type):
        for field in fields(value):
            yield from spans_in(getattr(value, field.name))
