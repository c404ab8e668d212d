"""Ids from content: the same content has the same id, on every machine and in every run.

The method is followthemoney's `Statement.make_key`, with lengths before the parts so that
("ab", "c") and ("a", "bc") differ.
"""

from __future__ import annotations

import hashlib
from datetime import date

__all__ = ["digest", "key"]

KEY_BYTES = 15
"""120 bits: a billion entries collide with a probability below 10^-18."""

Part = str | int | float | bytes | date | None


def digest(body: bytes) -> str:
    """Return the SHA-256 of `body` in hexadecimal (64 characters)."""
    return hashlib.sha256(body).hexdigest()


def key(kind: str, *parts: Part) -> str:
    """Return an id such as `art-68656c6c6f776f726c6421` made from a short kind and the content's parts.

    `None` and the empty string are different parts; order counts.
    """
    state = hashlib.sha256()
    for part in (kind, *parts):
        raw = (
            b"\x00"
            if part is None
            else b"\x01" + (part if isinstance(part, bytes) else str(part).encode("utf-8", "surrogatepass"))
        )
        state.update(len(raw).to_bytes(8, "big"))
        state.update(raw)
    return f"{kind}-{state.hexdigest()[: 2 * KEY_BYTES]}"
