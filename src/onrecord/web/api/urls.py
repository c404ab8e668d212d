"""Addresses under /api/: the resources, the document that describes them, and the page that shows it."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, path

from onrecord.web.api.docs_page import docs, document, home
from onrecord.web.api.door import api

urlpatterns: list[URLPattern | URLResolver] = [
    path("", home, name="api"),
    path("docs", docs, name="api_docs"),
    path("openapi.json", document, name="api_document"),
    path("", api.urls),
]
