"""The community as a Django app."""

from __future__ import annotations

from django.apps import AppConfig

__all__ = ["CommunityConfig"]


class CommunityConfig(AppConfig):
    """The app `community`: accounts, members, and what they do."""

    name = "onrecord.community"
    label = "community"
    verbose_name = "Community"

    def ready(self) -> None:
        """Look at the tariff before anything is served by it; raises `TariffWrong`."""
        from onrecord.community.tariff import current

        current()
