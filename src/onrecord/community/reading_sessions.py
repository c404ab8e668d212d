"""Reading sessions: time that a post was seen and used, told by heartbeats and counted by the server's clock alone.

The count is in the token that each answer carries, signed by the server: which opening of which session, the seconds
counted, and the instant. So a heartbeat writes nothing. Only one session of a member is open, and each opening makes
the tokens of those before worth nothing: the seconds in a token are never more than the time that its session was open,
whoever repeats, delays, mixes up or multiplies heartbeats.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta

from django.core.signing import BadSignature, Signer
from django.db import transaction

from onrecord.community.acting import Acting, Asked, act, standing_post
from onrecord.community.capping import earned_on, is_vouched_for
from onrecord.community.earning import is_free
from onrecord.community.locking import lock_members
from onrecord.community.models import COUNTED, LIVE, Member, Movement, Post, ReadingSession
from onrecord.community.permitting import has_standing, is_banned, permit
from onrecord.community.reading_times import counted, seconds_to_read
from onrecord.community.standings import count_reading
from onrecord.community.tariff import Tariff, current
from onrecord.community.values import Beat, Caller, Done, ReadingOffer, Reason
from onrecord.errors import ActRefused
from onrecord.limits.community import BEAT_SECONDS, READING_RESUMED_HOURS, TOKEN_CHARS
from onrecord.record.store import trouble

__all__ = ["beat", "begin", "offer"]

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_OWN = "you published this post, and its author earns nothing by reading it"


@dataclass(frozen=True, slots=True)
class _Told:
    """What a token tells: the seconds of a session that were counted until `at`, in which of its openings."""

    session: int
    opening: int
    seconds: int
    at: datetime


def offer(post: int, account: int | None, now: datetime | None = None) -> ReadingOffer:
    """Return what reading a post takes and earns (see the room's door)."""
    at, tariff = now or datetime.now(UTC), current()
    with trouble():
        row = Post.objects.filter(pk=post).first()
        if row is None:
            raise ActRefused(f"there is no post {post}", code="unknown")
        seconds = seconds_to_read(row.words, tariff)
        member = Member.objects.select_related("account").filter(pk=account).first() if account is not None else None
        if member is None:
            gone = "this post was withdrawn" if row.withdrawn_at else ""
            return ReadingOffer(seconds, 0, 0 if gone else tariff.reading.reward, gone, 0, None)
        session = ReadingSession.objects.select_related("act").filter(member=member, post=row).exclude(act=None).first()
        if session is not None and session.act is not None:
            moved = Movement.objects.filter(act=session.act, reason=Reason.READING, state__in=LIVE).first()
            earned = moved.amount if moved and moved.state in COUNTED else 0
            told = "you have read this post"
            if moved and moved.state == "waiting" and not is_vouched_for(member, moved.amount, tariff):
                until = moved.at + timedelta(days=tariff.pending.days)
                told += (
                    f"; its reward waits until {until.day} {until:%B %Y} for analysts or editors to like what you wrote"
                )
            return ReadingOffer(seconds, session.seconds, 0, told, earned, session.act.at)
        unfinished = _unfinished(member, row, at)
        obstacle = _obstacle(member, row, tariff, at)
    so_far = min(unfinished.seconds, seconds) if unfinished else 0
    return ReadingOffer(seconds, so_far, 0 if obstacle else tariff.reading.reward, obstacle, 0, None)


def _obstacle(member: Member, post: Post, tariff: Tariff, at: datetime) -> str:
    """Return why reading a post to its end would earn a member nothing now, or nothing."""
    reward, cap = tariff.reading.reward, tariff.caps[Reason.READING]
    if post.withdrawn_at is not None:
        return "this post was withdrawn"
    if post.author_id == member.pk:
        return _OWN
    if is_banned(member, at):
        return "this account is banned from the community for now"
    if not is_vouched_for(member, reward, tariff):
        if has_standing(member):
            likes = "an analyst or editor to like another comment of yours"
        else:
            likes = f"{tariff.standing.vouchers} analysts or editors to like what you wrote"
        return f"what reading earns now waits for {likes}, {tariff.pending.days} days at most"
    if not is_free(Reason.READING, reward, earned_on(member, Reason.READING, at.date()), tariff):
        return f"reading earns at most {cap} Twei a day, and you have today's"
    return ""


def begin(account: int, post: int, now: datetime | None = None, kept: str = "") -> Beat:
    """Open a post for reading (see the room's door)."""
    tariff = current()
    with trouble(), transaction.atomic():
        member = lock_members((account,))[account]
        at = now or datetime.now(UTC)
        permit(member, None, tariff, at)
        row = standing_post(post)
        if row.author_id == account:
            raise ActRefused(_OWN, code="own")
        if ReadingSession.objects.filter(member=member, post=row).exclude(act=None).exists():
            raise ActRefused("you have read this post, and a post is read once", code="again")
        unpaid = ReadingSession.objects.filter(member=member, act=None)
        unpaid.filter(begun_at__lte=_resumed_since(at)).delete()  # nobody needs to know what was not read to its end
        unpaid.filter(ended_at=None).update(ended_at=at)
        session = _unfinished(member, row, at) or ReadingSession(member=member, post=row, begun_at=at)
        session.seconds = _so_far(session, kept, at)
        session.opened_count, session.ended_at = session.opened_count + 1, None
        session.save()
    told = _Told(session.pk, session.opened_count, session.seconds, at)
    return _answer(told, seconds_to_read(row.words, tariff))


def _so_far(session: ReadingSession, kept: str, at: datetime) -> int:
    """Return the seconds that count already: by a token of the session's last opening, else those that were saved."""
    try:
        told = _read(kept)
    except ActRefused:
        return session.seconds
    last = (told.session, told.opening) == (session.pk, session.opened_count) and told.at <= at
    return told.seconds if last else session.seconds


def _unfinished(member: Member, post: Post, at: datetime) -> ReadingSession | None:
    """Return the reading that was broken off lately and goes on where it was."""
    rows = ReadingSession.objects.filter(member=member, post=post, act=None, begun_at__gt=_resumed_since(at))
    return rows.order_by("-begun_at", "-pk").first()


def _resumed_since(at: datetime) -> datetime:
    """Return when a reading that can be resumed has begun at the earliest."""
    return at - timedelta(hours=READING_RESUMED_HOURS)


def beat(account: int, token: str, now: datetime | None = None) -> Beat:
    """Count the time since the last heartbeat (see the room's door)."""
    told = _read(token)
    at = now or datetime.now(UTC)  # before the session is looked at: until then at least it was open
    with trouble():
        session = _going_on(account, told, at)
        told = replace(told, seconds=told.seconds + counted(told.at, at), at=at)
        needed = seconds_to_read(session.post.words, current())
        if told.seconds < needed:
            return _answer(told, needed)
        return Beat("", BEAT_SECONDS, needed, needed, _finish(account, told, now))


def _going_on(account: int, told: _Told, at: datetime) -> ReadingSession:
    """Return the session of a token, when it is open and this is its last opening. Raises `ActRefused` otherwise."""
    sessions = ReadingSession.objects.select_related("member__account")
    session = sessions.filter(pk=told.session, member=account).first()
    if session is None:
        raise ActRefused("there is no such reading of yours; open the post again", code="unknown")
    permit(session.member, None, current(), at)
    session.post = standing_post(session.post_id)
    if session.ended_at is not None or session.opened_count != told.opening:
        raise ActRefused("this reading has ended, or reading goes on elsewhere; nothing was counted", code="again")
    return session


def _finish(account: int, told: _Told, now: datetime | None) -> Done:
    """Make the act of a post read to its end, which earns its reward and counts towards experience."""

    def do(acting: Acting) -> None:
        acting.act.post, session.act = session.post, acting.act
        acting.moving.earn(Reason.READING, session.post, acting.member, acting.tariff.reading.reward)
        count_reading(acting.member, at, acting.tariff)

    with transaction.atomic():
        lock_members((account,))
        at = now or datetime.now(UTC)
        session = _going_on(account, told, at)  # looked at again, since nobody was locked before
        session.seconds, session.ended_at = told.seconds, at
        done = act(Caller(account, f"reading:{session.pk}", at), Asked("reading", (session.pk,)), do)
        session.save()
    return done


def _answer(told: _Told, seconds: int) -> Beat:
    issued = (told.at - EPOCH) // timedelta(microseconds=1)
    token = _signer().sign_object([told.session, told.opening, told.seconds, issued])
    return Beat(token, BEAT_SECONDS, min(told.seconds, seconds), seconds, None)


def _read(token: str) -> _Told:
    """Return what a token tells. Raises `ActRefused` for one that the server did not sign."""
    try:
        if not isinstance(token, str) or len(token) > TOKEN_CHARS:
            raise BadSignature
        session, opening, seconds, issued = _signer().unsign_object(token)
    except (BadSignature, ValueError) as error:
        raise ActRefused("this heartbeat does not bring a token of this site", code="bad") from error
    return _Told(session, opening, seconds, EPOCH + timedelta(microseconds=issued))


def _signer() -> Signer:
    return Signer(salt="onrecord.community.beat")
