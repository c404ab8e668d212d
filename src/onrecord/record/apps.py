"""The record as a Django app."""

from __future__ import annotations

from django.apps import AppConfig

__all__ = ["RecordConfig"]


class RecordConfig(AppConfig):
    """The app `record`, whose tables only grow."""

    name = "onrecord.record"
    label = "record"
    verbose_name = "Record"
