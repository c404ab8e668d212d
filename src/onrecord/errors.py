"""What can go wrong, in two kinds.

A fault of the *input* is a value with a place, `Fault`, and never stops the run.
A fault of the *program or its surroundings* is an exception from this one family:

    OnRecordError
    ├── UsageError            the call asks for what does not exist (exit status 2)
    ├── RecordError           the store cannot do what was asked
    │   ├── RecordLocked      another process holds it for longer than we wait
    │   ├── RecordCorrupt     the database file is damaged or not a database
    │   ├── RecordFull        the disk or quota is full
    │   └── EvidenceRejected  evidence does not stand in its article
    ├── LedgerRefused         a transfer that no ledger takes, or this one not now
    ├── ActRefused            what a member of the community may not do, or not now
    ├── TariffWrong           the tariff's file does not hold together
    ├── PublishingError       a briefing or export cannot be written
    └── MailFailed            the mail server does not take a mail

Exceptions carry their evidence as attributes, so that a caller need not parse a message.
"""

from __future__ import annotations

from dataclasses import dataclass

__all__ = [
    "ActRefused",
    "EvidenceRejected",
    "Fault",
    "LedgerRefused",
    "MailFailed",
    "OnRecordError",
    "PublishingError",
    "RecordCorrupt",
    "RecordError",
    "RecordFull",
    "RecordLocked",
    "TariffWrong",
    "UsageError",
]


@dataclass(frozen=True, slots=True)
class Fault:
    """A fault of the input: where it stands, what is wrong, and what was done about it.

    `where` is a place a person can open: a path, a path with a line (`news.jsonl:7`) or an address.
    `what` and `done` are plain sentences without a final stop.
    """

    where: str
    what: str
    done: str

    def __str__(self) -> str:
        return f"{self.where}: {self.what}; {self.done}"


class OnRecordError(Exception):
    """Any fault of the program or of its surroundings."""


class UsageError(OnRecordError):
    """The call asks for something that does not exist, such as an unknown story."""


class RecordError(OnRecordError):
    """The record's store cannot do what was asked. `store` names it without any password."""

    def __init__(self, message: str, *, store: str = "") -> None:
        super().__init__(message)
        self.store = store


class RecordLocked(RecordError):
    """Another process has held the store for longer than we wait."""


class RecordCorrupt(RecordError):
    """The database file is damaged, or is not a database."""


class RecordFull(RecordError):
    """The disk or the quota under the store is full."""


class EvidenceRejected(RecordError):
    """A piece of evidence does not stand in its article, so its entry was refused."""


class LedgerRefused(OnRecordError):
    """The ledger does not take a transfer. `code` is one of *bad*, *funds*, *unknown*, *other body*, *resolved*."""

    def __init__(self, message: str, *, code: str = "bad") -> None:
        super().__init__(message)
        self.code = code


class ActRefused(OnRecordError):
    """The community does not let a member do something, and nothing of it was done.

    `code` is one of *bad* (no such thing can be asked), *unknown*, *withdrawn*, *level*, *banned*, *own* (one's own
    post or comment), *funds*, *late* (a window has ended), *early* (it has not begun), *again* (it is done once),
    *often* (a rate is used up), *words* (a text that is not taken), *other body* (the key was used for another act),
    *role*. For *level*, `level` is what the act takes and `has` what the member has.
    """

    def __init__(self, message: str, *, code: str = "bad", level: int = 0, has: int = 0) -> None:
        super().__init__(message)
        self.code = code
        self.level = level
        self.has = has


class TariffWrong(OnRecordError):
    """The tariff's file cannot be used; the message names the file, the key and what is wrong with it."""


class PublishingError(OnRecordError):
    """A briefing or an export cannot be written. `path` is where it was to go."""

    def __init__(self, message: str, *, path: str = "") -> None:
        super().__init__(message)
        self.path = path


class MailFailed(OnRecordError):
    """The mail server does not take a mail that somebody waits for."""
