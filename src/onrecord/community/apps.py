"""The community as a Django app."""

from __future__ import annotations

from django.apps import AppConfig

__all__ = ["CommunityConfig"]


class CommunityConfig(AppConfig):
    """The app `community`, which holds accounts."""

    name = "onrecord.community"
    label = "community"
    verbose_name = "Community"
