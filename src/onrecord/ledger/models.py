"""The ledger's tables: rows are added, never changed. Triggers hold the invariants (guards.py).

A posting carries the balance of its account after it, so a balance is never a number by itself that could be set: it
stands at the end of a row of postings whose every step the database has checked.
"""

from __future__ import annotations

from django.db import models

from onrecord.limits.ledger import ID_CHARS

__all__ = ["LedgerAccount", "Posting", "Transfer"]


class LedgerAccount(models.Model):
    """An account in the ledger. One that is `bounded` never falls below zero; others may have several `shards`."""

    id = models.CharField(primary_key=True, max_length=ID_CHARS)
    kind = models.CharField(max_length=16)
    bounded = models.BooleanField()
    shards = models.SmallIntegerField()
    opened_at = models.DateTimeField()


class Transfer(models.Model):
    """A balanced set of postings, in the order of its chain.

    `digest` is that of what the caller asked for, `hash` covers all of the transfer and the hash before it. `resolves`
    names the transfer that this one reverses or settles; each is resolved once at most.
    """

    id = models.CharField(primary_key=True, max_length=ID_CHARS)
    kind = models.CharField(max_length=8)
    chain = models.SmallIntegerField()
    number = models.BigIntegerField()
    at = models.DateTimeField()
    reason = models.CharField(max_length=ID_CHARS)
    cause = models.CharField(max_length=ID_CHARS)
    tariff = models.CharField(max_length=ID_CHARS)
    resolves = models.OneToOneField("self", on_delete=models.DO_NOTHING, null=True, related_name="+")
    digest = models.CharField(max_length=64)
    previous = models.CharField(max_length=64)
    hash = models.CharField(max_length=64)

    class Meta:
        """One transfer at each place of a chain; the transfers that follow from an act are asked for."""

        constraints = (models.UniqueConstraint(fields=("chain", "number"), name="ledger_chain"),)
        indexes = (models.Index(fields=("cause",), name="ledger_transfer_cause"),)


class Posting(models.Model):
    """One leg of a transfer: `amount` in Twei, and the running balance of the account's shard after it.

    `seq` counts the postings of a shard from 1. The transfer's row comes last, so its reference is checked at the
    commit: postings without a transfer cannot be kept. The account has no such reference, since the triggers refuse a
    posting to an account that is not there, and PostgreSQL would write to the account's row at each posting.
    """

    transfer = models.ForeignKey(Transfer, on_delete=models.DO_NOTHING, related_name="+", db_index=False)
    ordinal = models.SmallIntegerField()
    account = models.ForeignKey(
        LedgerAccount, on_delete=models.DO_NOTHING, related_name="+", db_index=False, db_constraint=False
    )
    shard = models.SmallIntegerField()
    seq = models.BigIntegerField()
    amount = models.BigIntegerField()
    balance = models.BigIntegerField()
    at = models.DateTimeField()

    class Meta:
        """One posting at each place of an account's row; balances as of a moment are asked for by its end."""

        constraints = (
            models.UniqueConstraint(fields=("account", "shard", "seq"), name="ledger_posting_seq"),
            models.UniqueConstraint(fields=("transfer", "ordinal"), name="ledger_posting_leg"),
        )
        indexes = (models.Index(fields=("account", "at"), name="ledger_posting_at"),)
