"""Addresses under /accounts/: ours, keys to the API, and allauth's."""

from __future__ import annotations

from django.urls import include, path

from onrecord.web.accounts.pages import delete, overview
from onrecord.web.community.urls import accounts as community

urlpatterns = [
    path("", overview, name="account"),
    path("delete/", delete, name="account_delete"),
    path("", include(community)),
    path("", include("onrecord.web.api.key_pages")),
    path("", include("allauth.urls")),
]
