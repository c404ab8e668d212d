"""The values of the ledger. Amounts are whole Twei (10^12 wei), never floats."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from onrecord.errors import LedgerRefused
from onrecord.limits.ledger import AMOUNT_TWEI, ID_CHARS, POSTINGS

__all__ = [
    "HELD",
    "AccountKind",
    "Hold",
    "Kind",
    "Leg",
    "Line",
    "Order",
    "Reverse",
    "Settle",
    "Statement",
    "Step",
    "Transferred",
    "chained",
    "digest_of",
]

AccountKind = Literal["wallet", "author", "treasury", "held", "profit", "loss"]
Kind = Literal["posted", "pending", "settled", "reversed"]
HELD = "held"
"""The account that keeps what pending transfers took, unless they name another."""


@dataclass(frozen=True, slots=True)
class Leg:
    """What a transfer does to one account: more for an amount above zero, less below."""

    account: str
    amount: int


@dataclass(frozen=True, slots=True)
class Order:
    """A transfer as it is asked for.

    `id` is the caller's, and makes asking twice the same as asking once. `reason` is a code such as `plus`, `cause` the
    act that it follows from, `tariff` the version by which it was priced. Raises `LedgerRefused` for what no ledger
    takes: amounts that are no whole numbers, nought or beyond bounds, legs that do not sum to zero, or name one
    account twice.
    """

    id: str
    reason: str
    cause: str
    legs: tuple[Leg, ...]
    tariff: str = ""

    def __post_init__(self) -> None:
        for name in ("id", "reason", "cause", "tariff"):
            text = getattr(self, name)
            if not isinstance(text, str) or len(text) > ID_CHARS or not text.isprintable():
                raise LedgerRefused(f"the {name} of a transfer is a text of at most {ID_CHARS} printable characters")
            if not text and name != "tariff":
                raise LedgerRefused(f"a transfer needs its {name}")
        if not 2 <= len(self.legs) <= POSTINGS:
            raise LedgerRefused(f"a transfer has from 2 to {POSTINGS} postings, not {len(self.legs)}")
        for leg in self.legs:
            if type(leg.amount) is not int:
                raise LedgerRefused(f"an amount is a whole number of Twei, not {leg.amount!r}")
            if leg.amount == 0 or abs(leg.amount) > AMOUNT_TWEI:
                raise LedgerRefused(f"an amount is from 1 to {AMOUNT_TWEI} Twei, not {leg.amount}")
        if len({leg.account for leg in self.legs}) != len(self.legs):
            raise LedgerRefused("a transfer posts to each account once")
        if (total := sum(leg.amount for leg in self.legs)) != 0:
            raise LedgerRefused(f"the postings of a transfer sum to zero, and these sum to {total}")

    def digest(self, kind: Kind, resolves: str | None) -> str:
        """Return the SHA-256 of what is asked for, which tells a repetition from another transfer of the same id."""
        return digest_of((self.id, kind, self.reason, self.cause, self.tariff, resolves), self.legs)


@dataclass(frozen=True, slots=True)
class Hold:
    """A pending transfer to make: what `order` takes goes to the account `held`, of the kind *held*, until resolved."""

    order: Order
    held: str = HELD


@dataclass(frozen=True, slots=True)
class Settle:
    """A pending transfer to settle: what it holds goes to the accounts of `order`."""

    transfer: str
    order: Order


@dataclass(frozen=True, slots=True)
class Reverse:
    """A transfer to undo by one with the id `id`, which names the tariff of the transfer that it undoes."""

    transfer: str
    id: str
    reason: str
    cause: str


Step = Order | Hold | Settle | Reverse
"""Something that can be asked of the ledger together with others."""


def digest_of(asked: Sequence[str | None], legs: Sequence[Leg]) -> str:
    """Return the SHA-256 of (id, kind, reason, cause, tariff, resolves) and the legs, in whatever order these came."""
    whole = [*asked, sorted((leg.account, leg.amount) for leg in legs)]
    return hashlib.sha256(json.dumps(whole, ensure_ascii=True).encode()).hexdigest()


def chained(
    previous: str, digest: str, chain: int, number: int, at: datetime, places: Sequence[Sequence[object]]
) -> str:
    """Return the hash of a transfer: SHA-256 over the hash before it, what was asked for, when, and its places.

    `places` are (account, shard, seq, amount, balance) of its postings in order. One part a line, since no part can
    hold a line's end; `procedure.py` makes the same hash in SQL.
    """
    head = (previous, digest, chain, number, at.isoformat(timespec="microseconds"))
    parts = [*head, *(part for place in places for part in place)]
    return hashlib.sha256("\n".join(map(str, parts)).encode()).hexdigest()


@dataclass(frozen=True, slots=True)
class Transferred:
    """A transfer that is in the ledger. `again` tells that it was there before it was asked for this time."""

    id: str
    kind: Kind
    at: datetime
    hash: str
    again: bool


@dataclass(frozen=True, slots=True)
class Line:
    """One entry of a statement: when, which transfer, why, for which act, how much, and the balance after it."""

    at: datetime
    transfer: str
    kind: Kind
    reason: str
    cause: str
    amount: int
    balance: int


@dataclass(frozen=True, slots=True)
class Statement:
    """An account's entries between two moments, with the balance before the first and after the last."""

    account: str
    opening: int
    lines: tuple[Line, ...]
    closing: int
