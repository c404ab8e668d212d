"""Addresses under /desk/."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, path

from onrecord.web.desk import adding, faults, feeds, history, judging, queue, splitting

urlpatterns: list[URLPattern | URLResolver] = [
    path("", queue.queue, name="desk"),
    path("review/<slug:id>/", queue.item, name="desk-item"),
    path("review/<slug:id>/accept", queue.accept, name="desk-accept"),
    path("judge/", judging.judge, name="desk-judge"),
    path("split/", splitting.choose, name="desk-split"),
    path("split/<int:id>/", splitting.draft, name="desk-draft"),
    path("judgements/", history.judgements, name="desk-judgements"),
    path("judgements/<slug:id>/", history.judgement, name="desk-judgement"),
    path("stood/", history.stood, name="desk-stood"),
    path("stood/<slug:id>/again", history.again, name="desk-again"),
    path("add/", adding.add, name="desk-add"),
    path("added/", adding.added, name="desk-added"),
    path("added/<int:id>/", adding.delivery, name="desk-delivery"),
    path("feeds/", feeds.feeds, name="desk-feeds"),
    path("feeds/<int:id>/", feeds.change, name="desk-feed"),
    path("faults/", faults.faults, name="desk-faults"),
]
