"""The ledger: accounts, and transfers of whole Twei between them in double entry. It knows nothing of articles.

Django's models can be imported only once Django is set up, so each door imports what stands behind it when opened.
Every door raises `RecordError` and its kin when the database fails. Moving coins to or from any chain is out of scope.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from onrecord.errors import Fault
from onrecord.ledger.values import AccountKind, Kind, Leg, Line, Order, Statement, Transferred

__all__ = [
    "AccountKind",
    "Kind",
    "Leg",
    "Line",
    "Order",
    "Statement",
    "Transferred",
    "balance",
    "hold",
    "open_account",
    "post",
    "reverse",
    "settle",
    "statement",
    "verify",
]


def open_account(id: str, kind: AccountKind) -> None:
    """Open an account; one that is open already stays as it is.

    Wallets, authors' accounts and what is held never fall below zero. Raises `LedgerRefused` when an account with this
    id is of another kind.
    """
    from onrecord.ledger import accounts

    accounts.open_account(id, kind)


def post(*orders: Order) -> tuple[Transferred, ...]:
    """Make transfers, all of them or none, within the caller's transaction if there is one.

    An order that was carried out before is answered with that transfer. Raises `LedgerRefused` when an id comes with
    another body, an account is unknown, or a bounded one would fall below zero.
    """
    from onrecord.ledger import posting

    return posting.post(orders)


def hold(order: Order) -> Transferred:
    """Take what `order` takes from accounts and keep it until `settle` or `reverse`: a pending transfer.

    The legs that take are made at once, to the account `held`; those that give are for `settle` to make.
    """
    from onrecord.ledger import posting

    return posting.hold(order)


def settle(held: str, order: Order) -> Transferred:
    """Give what is held by the pending transfer `held` to the accounts of `order`, whose legs sum to what is held."""
    from onrecord.ledger import posting

    return posting.settle(held, order)


def reverse(transfer: str, id: str, reason: str, cause: str) -> Transferred:
    """Undo a transfer by one with all its amounts turned round; each is undone or settled once at most.

    Raises `LedgerRefused` when there is no such transfer, when it was resolved before under another id, or when an
    account that it paid has spent what it would have to give back.
    """
    from onrecord.ledger import posting

    return posting.reverse(transfer, id, reason, cause)


def balance(account: str, as_of: datetime | None = None) -> int:
    """Return an account's balance in Twei at a moment, None for now. Raises `LedgerRefused` for an unknown account."""
    from onrecord.ledger import accounts

    return accounts.balance(account, as_of)


def statement(account: str, first: datetime | None = None, last: datetime | None = None) -> Statement:
    """Return an account's entries from `first` to `last`, both included, with opening and closing balance."""
    from onrecord.ledger import accounts

    return accounts.statement(account, first, last)


def verify() -> Iterator[Fault]:
    """Yield what does not hold: every balance, sum and hash is made again from the postings alone."""
    from onrecord.ledger import auditing

    return auditing.verify()
