"""Limits of the ledger."""

from __future__ import annotations

AMOUNT_TWEI = 10**15
"""Largest amount of one posting, in Twei; a thousand such postings a second for a year still fit into 64 bits."""

BALANCE_TWEI = 2**62
"""Largest balance, in Twei, on either side of zero: half of what 64 bits hold, so that no sum of two overflows."""

POSTINGS = 1_000
"""Postings of one transfer at most; a vote annulled with all that followed from it has some dozens."""

ID_CHARS = 100
"""Code points of an id of a transfer, an account, a reason or a cause."""

LANES = 16
"""Hash chains, and running balances of the treasury: as many writers go side by side, however many pay the treasury.

Measured in docs/benchmarks.md with 16 writers; `verify` and the treasury's balance look at each lane.
"""
