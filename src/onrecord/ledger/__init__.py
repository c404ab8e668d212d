"""The ledger: accounts, and transfers of whole Twei between them in double entry. It knows nothing of articles.

Django's models can be imported only once Django is set up, so each door imports what stands behind it when opened.
Every door raises `RecordError` and its kin when the database fails. Moving coins to or from any chain is out of scope.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from onrecord.errors import Fault
from onrecord.ledger.values import (
    HELD,
    AccountKind,
    Hold,
    Kind,
    Leg,
    Line,
    Order,
    Reverse,
    Settle,
    Statement,
    Step,
    Transferred,
)

__all__ = [
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
    "balance",
    "carry_out",
    "causes",
    "hold",
    "open_account",
    "post",
    "reverse",
    "settle",
    "statement",
    "totals",
    "verify",
]


def open_account(id: str, kind: AccountKind) -> None:
    """Open an account; one that is open already stays as it is.

    Wallets, authors' accounts and what is held never fall below zero. Raises `LedgerRefused` when an account with this
    id is of another kind.
    """
    from onrecord.ledger import accounts

    accounts.open_account(id, kind)


def carry_out(*steps: Step) -> tuple[Transferred, ...]:
    """Make transfers, all of them or none, within the caller's transaction if there is one.

    A step is an `Order` to post, or a `Hold`, `Settle` or `Reverse`. They are made in the order in which they are
    given, while the turns of all their accounts are taken at once: who must do several things asks for them together,
    so that no two writers wait in a ring. A step that was carried out before is answered with that transfer. Raises
    `LedgerRefused` when an id comes with another body, an account is unknown, a bounded one would fall below zero, or
    a transfer that is to be resolved cannot be.
    """
    from onrecord.ledger import posting

    return posting.carry_out(steps)


def post(*orders: Order) -> tuple[Transferred, ...]:
    """Make transfers, as `carry_out` does."""
    return carry_out(*orders)


def hold(order: Order, held: str = HELD) -> Transferred:
    """Take what `order` takes from accounts and keep it until `settle` or `reverse`: a pending transfer.

    The legs that take are made at once, to the account `held`; those that give are for `settle` to make.
    """
    return carry_out(Hold(order, held))[0]


def settle(transfer: str, order: Order) -> Transferred:
    """Give what is held by a pending transfer to the accounts of `order`, whose legs sum to what is held."""
    return carry_out(Settle(transfer, order))[0]


def reverse(transfer: str, id: str, reason: str, cause: str) -> Transferred:
    """Undo a transfer by one with all its amounts turned round; each is undone or settled once at most.

    Raises `LedgerRefused` when there is no such transfer, when it was resolved before under another id, or when an
    account that it paid has spent what it would have to give back.
    """
    return carry_out(Reverse(transfer, id, reason, cause))[0]


def balance(account: str, as_of: datetime | None = None) -> int:
    """Return an account's balance in Twei at a moment, None for now. Raises `LedgerRefused` for an unknown account."""
    from onrecord.ledger import accounts

    return accounts.balance(account, as_of)


def statement(account: str, first: datetime | None = None, last: datetime | None = None) -> Statement:
    """Return an account's entries from `first` to `last`, both included, with opening and closing balance."""
    from onrecord.ledger import accounts

    return accounts.statement(account, first, last)


def totals(account: str, beside: str = "") -> dict[str, int]:
    """Return the sum of an account's postings by reason code, in Twei; a reversal counts under its own reason.

    With `beside`, only of the transfers that post to that account too; the work is that of the postings on it.
    """
    from onrecord.ledger import accounts

    return accounts.totals(account, beside)


def causes() -> Iterator[str]:
    """Yield every cause that transfers name, each once."""
    from onrecord.ledger import auditing

    return auditing.causes()


def verify() -> Iterator[Fault]:
    """Yield what does not hold: every balance, sum and hash is made again from the postings alone."""
    from onrecord.ledger import auditing

    return auditing.verify()
