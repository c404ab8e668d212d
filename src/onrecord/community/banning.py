"""Bans: who may not act, and the annulment of what they voted."""

from __future__ import annotations

from datetime import UTC, datetime

from django.db.models import QuerySet

from onrecord.community.acting import Acting, Asked, act
from onrecord.community.models import Ban, Member, ReadingSession, Role, Vote
from onrecord.community.moderating import permit_moderator, reason_of, tell
from onrecord.community.permitting import bans_of, is_banned, permit_role
from onrecord.community.publication import signature
from onrecord.community.values import BanView, Caller, Done
from onrecord.community.voting import annul
from onrecord.errors import ActRefused
from onrecord.limits.community import ANNULLED_AT_ONCE, BANS_SHOWN
from onrecord.record.store import trouble

__all__ = ["ban", "bans", "finish", "unban"]


def ban(caller: Caller, member: int, reason: str, until: datetime | None = None) -> Done:
    """Ban a member (see the room's door)."""
    why = reason_of(reason)
    if until is not None and until.tzinfo is None:
        raise ActRefused("the end of a ban is an instant with its time zone")

    def do(acting: Acting) -> int:
        banned = _banned_by(acting, member)
        if until is not None and until <= acting.act.at:
            raise ActRefused("a ban ends after it begins")
        if is_banned(banned, acting.act.at):
            raise ActRefused("this account is banned already; lift that first", code="again")
        row = Ban.objects.create(member=banned, by=acting.member, reason=why, at=acting.act.at, until=until)
        ReadingSession.objects.filter(member=banned, ended_at=None).update(ended_at=acting.act.at)
        tell(acting, "ban", why, member=banned)
        return row.pk

    asked = Asked("ban", (member, why, until.isoformat() if until else None), others=lambda: (member,))
    done = act(caller, asked, do)
    with trouble():
        _annul(Ban.objects.get(pk=done.number or 0), caller.at, ANNULLED_AT_ONCE)
    return done


def _banned_by(acting: Acting, id: int) -> Member:
    """Return the member that is to be banned or unbanned, by somebody who may."""
    member = acting.members[id]
    permit_role(acting.member.account, Role.EDITOR)
    if member.pk == acting.member.pk:
        raise ActRefused("nobody bans themselves, or lifts their own ban", code="own")
    if member.account is not None and member.account.may(Role.EDITOR):
        permit_role(acting.member.account, Role.ADMINISTRATOR)
    return member


def finish(now: datetime | None = None) -> None:
    """Go on with annulments that are not done, so that none is lost when a program ends in the middle of one."""
    for row in Ban.objects.filter(annulled_at=None).order_by("pk"):
        _annul(row, now, None)


def _annul(row: Ban, now: datetime | None, count: int | None) -> None:
    """Annul so many of the votes that a member gave before its ban, or all, each by an act of who banned it."""
    for vote in list(_votes(row).order_by("pk").values_list("pk", flat=True)[:count]):
        try:
            annul(Caller(row.by_id, f"annul:{row.pk}:{vote}", now), vote)
        except ActRefused as refused:
            if refused.code != "unknown":  # annulled by somebody else at this moment
                return  # who banned may not act any more; the next ban of this member goes on
    if not _votes(row).exists():
        Ban.objects.filter(pk=row.pk, annulled_at=None).update(annulled_at=now or datetime.now(UTC))


def _votes(row: Ban) -> QuerySet[Vote]:
    """Return the votes that a ban annuls. None was given while it was in force, so its end tells them from later ones.

    Its beginning would not: two servers' clocks differ.
    """
    votes, ends = Vote.objects.filter(member=row.member_id), [end for end in (row.until, row.lifted_at) if end]
    return votes.filter(at__lt=min(ends)) if ends else votes


def unban(caller: Caller, member: int, reason: str) -> Done:
    """Lift a member's bans (see the room's door)."""
    why = reason_of(reason)

    def do(acting: Acting) -> None:
        banned = _banned_by(acting, member)
        held = [each.pk for each in bans_of(banned, acting.act.at)]
        if not held:
            raise ActRefused("this account is not banned", code="again")
        Ban.objects.filter(pk__in=held).update(lifted_at=acting.act.at)
        tell(acting, "unban", why, member=banned)

    return act(caller, Asked("unban", (member, why), others=lambda: (member,)), do)


def bans(account: int, before: int | None = None) -> tuple[BanView, ...]:
    """Return bans (see the room's door)."""
    with trouble():
        permit_moderator(account)
        rows = Ban.objects.select_related("member__account", "by__account").order_by("-pk")
        if before is not None:
            rows = rows.filter(pk__lt=before)
        return tuple(_view(row) for row in rows[:BANS_SHOWN])


def _view(row: Ban) -> BanView:
    return BanView(
        id=row.pk,
        member=row.member_id,
        signature=signature(row.member),
        by=signature(row.by),
        reason=row.reason,
        at=row.at,
        until=row.until,
        lifted_at=row.lifted_at,
        annulled_at=row.annulled_at,
    )
