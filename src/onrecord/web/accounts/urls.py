"""Addresses under /accounts/: keys to the API, and allauth's own."""

from __future__ import annotations

from django.urls import include, path

urlpatterns = [path("", include("onrecord.web.api.key_pages")), path("", include("allauth.urls"))]
