"""A value within this room: a document that names other places to collect from."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

__all__ = ["Listing"]


@dataclass(frozen=True, slots=True)
class Listing:
    """A feed or an OPML list as received.

    `url` is the address it came from, if it came over the network, and `charset` what the transport declared.
    """

    where: str
    kind: Literal["feed", "opml"]
    url: str | None
    charset: str | None
    body: bytes
