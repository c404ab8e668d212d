"""Background work of searching: letters about what saved searches found."""

from __future__ import annotations

from django_tasks import TaskResultStatus, task
from django_tasks_db.models import DBTaskResult

from onrecord.web.search.models import SavedSearch

__all__ = ["call_for_letters", "mail_alerts"]


@task()
def mail_alerts() -> int:
    """Send every letter that is due, and return how many were sent; doing it twice sends nothing twice."""
    from onrecord.web.search.alerts import mail_due

    return mail_due()


def call_for_letters() -> None:
    """Have a worker send letters, when somebody wants any and no worker was asked yet."""
    if not SavedSearch.objects.exclude(pace=SavedSearch.Pace.NONE).exists():
        return
    ready = DBTaskResult.objects.filter(status=TaskResultStatus.READY, task_path=mail_alerts.module_path)
    if not ready.exists():
        mail_alerts.enqueue()
