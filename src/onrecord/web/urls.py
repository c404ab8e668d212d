"""Every address of the site; each kind of page keeps its own."""

from __future__ import annotations

from django.contrib import admin
from django.urls import include, path

from onrecord.web.accounts.administration import arrange_admin
from onrecord.web.pages import articles, comparison, entities, front, searching, statements, stories, tracker

arrange_admin()
urlpatterns = [
    *front.urlpatterns,
    *stories.urlpatterns,
    *statements.urlpatterns,
    *articles.urlpatterns,
    *entities.urlpatterns,
    *tracker.urlpatterns,
    *comparison.urlpatterns,
    *searching.urlpatterns,
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
