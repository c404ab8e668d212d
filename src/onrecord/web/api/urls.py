"""Addresses under /api/: the resources, the document that describes them, and the page that shows it."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, path
from django.views.decorators.http import require_safe

from onrecord.web.api.docs_page import docs, document, home
from onrecord.web.api.door import api

urlpatterns: list[URLPattern | URLResolver] = [
    path("", require_safe(home), name="api"),
    path("docs", require_safe(docs), name="api_docs"),
    path("openapi.json", require_safe(document), name="api_document"),
    path("", api.urls),
]
