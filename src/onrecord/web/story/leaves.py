"""Pieces of HTML gathered into leaves of bounded size."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

__all__ = ["batches_of"]


def batches_of(pieces: Iterable[str], size: int) -> Iterator[list[str]]:
    """Yield pieces of HTML in lists of about `size` UTF-8 bytes, at least one piece each."""
    held: list[str] = []
    used = 0
    for piece in pieces:
        cost = len(piece.encode())
        if held and used + cost > size:
            yield held
            held, used = [], 0
        held.append(piece)
        used += cost
    if held:
        yield held
