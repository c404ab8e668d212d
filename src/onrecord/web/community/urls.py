"""Addresses of the community: those that answer questions, and those of people who are signed in."""

from __future__ import annotations

from django.urls import URLPattern, path, register_converter

from onrecord.web.community import acts, comments, moderation, own, readings, reports

__all__ = ["accounts", "kept", "urlpatterns"]


class _Number:
    """A number that the database can hold."""

    regex = "[0-9]{1,18}"

    def to_python(self, value: str) -> int:
        """Return the number."""
        return int(value)

    def to_url(self, value: int) -> str:
        """Return its figures."""
        return str(value)


register_converter(_Number, "number")

kept: list[URLPattern] = [
    path("posts/<number:post>/comments/", comments.comments, name="comments"),
    path("comments/<number:comment>/", comments.comment, name="comment"),
    path("comments/<number:comment>/history/", comments.history, name="comment-history"),
    path("moderation/log/", moderation.log, name="moderation-log"),
]
"""Pages made of the database and the address for who is not signed in, which can be kept."""

urlpatterns: list[URLPattern] = [
    path("stories/<slug:id>/publish", acts.publish, name="publish"),
    path("posts/<number:post>/withdraw", acts.withdraw, name="withdraw"),
    path("posts/<number:post>/vote", acts.vote, name="vote"),
    path("posts/<number:post>/comment", comments.add, name="comment-add"),
    path("posts/<number:post>/reading/begin", readings.begin, name="reading-begin"),
    path("posts/<number:post>/reading/beat", readings.beat, name="reading-beat"),
    path("posts/<number:post>/report", acts.buy_report, name="report-buy"),
    path("posts/<number:post>/reports/", reports.reports, name="reports"),
    path("posts/<number:post>/reports/<number:number>/", reports.report, name="report"),
    *(
        path(
            f"posts/<number:post>/reports/<number:number>.{form}",
            reports.report_file,
            {"form": form},
            name=f"report-{form}",
        )
        for form in reports.FORMS
    ),
    path("comments/<number:comment>/answer/", comments.answer_to, name="comment-answer"),
    path("comments/<number:comment>/change/", comments.change, name="comment-change"),
    path("comments/<number:comment>/delete", comments.delete, name="comment-delete"),
    path("comments/<number:comment>/flag/", comments.flag, name="comment-flag"),
    path("comments/<number:comment>/rate", acts.rate, name="rate"),
    path("moderation/", moderation.queue, name="moderation"),
    path("moderation/words/", moderation.words, name="moderation-words"),
    path("moderation/bans/", moderation.bans, name="moderation-bans"),
]

accounts: list[URLPattern] = [
    path("level/", own.level, name="level"),
    path("statement/", own.statement, name="account-statement"),
    path("statement.csv", own.statement, {"form": "csv"}, name="statement-csv"),
    path("posts/", own.posts, name="own-posts"),
]
"""A reader's own pages, under /accounts/."""
