"""Every address of the site; each kind of page keeps its own."""

from __future__ import annotations

from django.contrib import admin
from django.urls import URLPattern, include, path
from django.views.decorators.http import require_safe

from onrecord.web.accounts.administration import arrange_admin
from onrecord.web.community import urls as community
from onrecord.web.keeping import kept_all
from onrecord.web.pages import articles, comparison, entities, front, searching, statements, stories, tracker

READ_ONLY = (front, stories, statements, articles, entities, tracker, comparison)
"""Kinds of page that answer questions and take nothing: another method than GET and HEAD is refused (405)."""


def _only_read(pattern: URLPattern) -> URLPattern:
    pattern.callback = require_safe(pattern.callback)
    return pattern


arrange_admin()
urlpatterns = [
    *kept_all([_only_read(pattern) for pages in READ_ONLY for pattern in pages.urlpatterns]),
    *kept_all(searching.urlpatterns),
    *kept_all(community.kept),
    *community.urlpatterns,
    path("desk/", include("onrecord.web.desk.urls")),
    path("api/", include("onrecord.web.api.urls")),
    path("accounts/", include("onrecord.web.accounts.urls")),
    path("admin/", admin.site.urls),
]
handler400 = "onrecord.web.plain_faults.bad_request"
handler403 = "onrecord.web.plain_faults.refused"
handler404 = "onrecord.web.plain_faults.not_found"
handler429 = "onrecord.web.plain_faults.too_many"
handler500 = "onrecord.web.plain_faults.failed"
