"""Why the ledger does not take a transfer, in the sentences that people read."""

from __future__ import annotations

from onrecord.errors import LedgerRefused

__all__ = ["refused"]

SENTENCES = {
    "unknown": "there is no account {}",
    "other body": "the transfer {} was made before with another body",
    "resolved": "the transfer {} was resolved before, by {}",
    "funds": "the account {} holds {} Twei, and {} are asked of it",
    "bad": "the account {} would hold more than the ledger can count",
}


def refused(code: str, *told: object) -> LedgerRefused:
    """Return the refusal with this code, whose sentence names what is `told`."""
    return LedgerRefused(SENTENCES[code].format(*told), code=code)
