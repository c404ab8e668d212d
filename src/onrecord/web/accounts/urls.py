"""Addresses under /accounts/: ours and allauth's."""

from __future__ import annotations

from django.urls import include, path

from onrecord.web.accounts.pages import delete, overview

urlpatterns = [
    path("", overview, name="account"),
    path("delete/", delete, name="account_delete"),
    path("", include("allauth.urls")),
]
