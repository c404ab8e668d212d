"""Report instances: frozen, dated, numbered copies of a post's table."""

from __future__ import annotations

import hashlib
from datetime import datetime

from onrecord.community.acting import Acting, Asked, act, author_of, standing_post
from onrecord.community.models import Post, Report
from onrecord.community.permitting import permit
from onrecord.community.report_forms import as_csv, as_html, as_json, as_svg
from onrecord.community.tables import of_post
from onrecord.community.values import Caller, Done, Reason, ReportView
from onrecord.errors import ActRefused
from onrecord.record.store import trouble

__all__ = ["buy", "report", "reports"]


def buy(caller: Caller, post: int) -> Done:
    """Buy a report instance (see the room's door)."""
    asked = Asked("report", (post,), others=lambda: author_of(post))
    return act(caller, asked, lambda acting: _buy(acting, standing_post(post)))


def _buy(acting: Acting, post: Post) -> int:
    """Pay first, so that the purchase stands in the copy; then number the copy and put it down."""
    act = acting.act
    act.post = post
    if acting.member.pk != post.author_id:
        permit(acting.member, "report", acting.tariff, act.at)
    acting.moving.pay(Reason.REPORT, post, acting.member, acting.tariff.report.price)
    acting.moving.carry_out()
    number = Report.objects.filter(post=post).count() + 1
    table = of_post(post.pk)
    svg = as_svg(table)
    forms = {
        "html": as_html(post, number, act.at, table, svg),
        "csv": as_csv(table),
        "json": as_json(post, number, act.at, table),
        "svg": svg,
    }
    digest = hashlib.sha256(b"\x00".join(forms[name] for name in sorted(forms))).hexdigest()
    Report.objects.create(post=post, number=number, act=act, buyer=acting.member, at=act.at, digest=digest, **forms)
    return number


def report(post: int, number: int) -> ReportView:
    """Return a report instance (see the room's door)."""
    with trouble():
        row = Report.objects.filter(post=post, number=number).first()
    if row is None:
        raise ActRefused(f"there is no report {number} of this post", code="unknown")
    forms = (bytes(row.html), bytes(row.csv), bytes(row.json), bytes(row.svg))
    return ReportView(row.post_id, row.number, row.buyer_id, row.at, *forms, row.digest)


def reports(post: int) -> tuple[tuple[int, datetime], ...]:
    """Return a post's report instances (see the room's door)."""
    with trouble():
        return tuple(Report.objects.filter(post=post).order_by("number").values_list("number", "at"))
