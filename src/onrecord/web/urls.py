"""Every address of the site; each kind of page keeps its own."""

from __future__ import annotations

from django.contrib import admin
from django.urls import include, path

from onrecord.web.keeping import kept_all
from onrecord.web.pages import articles, comparison, entities, front, searching, statements, stories, tracker

urlpatterns = [
    *kept_all(
        [
            *front.urlpatterns,
            *stories.urlpatterns,
            *statements.urlpatterns,
            *articles.urlpatterns,
            *entities.urlpatterns,
            *tracker.urlpatterns,
            *comparison.urlpatterns,
            *searching.urlpatterns,
        ]
    ),
    path("desk/", include("onrecord.web.desk.urls")),
    path("api/", include("onrecord.web.api.urls")),
    path("accounts/", include("onrecord.web.accounts.urls")),
    path("admin/", admin.site.urls),
]
handler400 = "onrecord.web.plain_faults.bad_request"
handler403 = "onrecord.web.plain_faults.refused"
handler404 = "onrecord.web.plain_faults.not_found"
handler500 = "onrecord.web.plain_faults.failed"
