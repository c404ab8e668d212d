"""What every question to the record does: trouble of the database is told as our own errors."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import wraps
from typing import ParamSpec, TypeVar

from onrecord.record.store import trouble

__all__ = ["asking", "streaming"]

Parameters = ParamSpec("Parameters")
Value = TypeVar("Value")


def asking(method: Callable[Parameters, Value]) -> Callable[Parameters, Value]:
    """Let `method` raise our own errors when the database is in trouble."""

    @wraps(method)
    def asked(*args: Parameters.args, **kwargs: Parameters.kwargs) -> Value:
        with trouble():
            return method(*args, **kwargs)

    return asked


def streaming(method: Callable[Parameters, Iterator[Value]]) -> Callable[Parameters, Iterator[Value]]:
    """Let the iterator that `method` returns raise our own errors when the database is in trouble."""

    @wraps(method)
    def streamed(*args: Parameters.args, **kwargs: Parameters.kwargs) -> Iterator[Value]:
        values = method(*args, **kwargs)
        while True:
            # Not around the yield: trouble in the caller's own work is none of the store's.
            with trouble():
                try:
                    value = next(values)
                except StopIteration:
                    return
            yield value

    return streamed
