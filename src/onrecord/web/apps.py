"""The site as a Django app."""

from __future__ import annotations

from django.apps import AppConfig

__all__ = ["WebConfig"]


class WebConfig(AppConfig):
    """The app `web`, whose tables can all be made anew from the record, but for what readers saved."""

    name = "onrecord.web"
    label = "web"
    verbose_name = "Site"
