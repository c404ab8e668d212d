"""The ledger as a Django app."""

from __future__ import annotations

from django.apps import AppConfig

__all__ = ["LedgerConfig"]


class LedgerConfig(AppConfig):
    """The app `ledger`, whose tables only grow."""

    name = "onrecord.ledger"
    label = "ledger"
    verbose_name = "Ledger"
