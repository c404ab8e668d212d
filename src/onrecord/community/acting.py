"""An act: a row, what it changes, and what moves for it in the ledger, in one transaction.

1. The members concerned are locked, so that what is read now still holds at the end.
2. An act under this key that was done before is answered as it was then, or refused when it asked something else.
3. Bans, levels and rates are looked at.
4. The act's row is made, `do` does what it means, and says what is paid, earned and undone.
5. All that moves is asked of the ledger in one call.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import UTC, datetime

from django.db import transaction

from onrecord.community.locking import lock_members
from onrecord.community.models import Act, Member, Post
from onrecord.community.money import Moving
from onrecord.community.permitting import permit
from onrecord.community.rates import refuse_too_often
from onrecord.community.tariff import Tariff, current
from onrecord.community.values import Caller, Done
from onrecord.errors import ActRefused
from onrecord.limits.community import KEY_CHARS
from onrecord.record.store import trouble

__all__ = ["Acting", "Asked", "act", "author_of", "standing_post"]


@dataclass(frozen=True, slots=True)
class Asked:
    """What an act is: its kind, all that was asked as `body`, the right that it takes, and who is concerned.

    `others` finds the members besides the one who acts: whose post it is, whose comment it is. It is asked before
    anybody is locked, so it says only what never changes.
    """

    kind: str
    body: tuple[str | int | None, ...]
    right: str | None = None
    others: Callable[[], Iterable[int]] = tuple

    @property
    def digest(self) -> str:
        """The SHA-256 of kind and body, which tells a repetition from another act under the same key."""
        return hashlib.sha256(json.dumps([self.kind, *self.body], ensure_ascii=True).encode()).hexdigest()


@dataclass(slots=True)
class Acting:
    """An act under way: its row, its doer, all members locked for it, and what moves."""

    act: Act
    member: Member
    members: dict[int, Member]
    tariff: Tariff
    moving: Moving


def act(caller: Caller, asked: Asked, do: Callable[[Acting], int | None]) -> Done:
    """Do an act, all of it or nothing; `do` returns the number of what came of it, if anything did.

    Raises `ActRefused` when it is not allowed, cannot be paid, or its key was used for another act.
    """
    if not isinstance(caller.key, str) or not 1 <= len(caller.key) <= KEY_CHARS or not caller.key.isprintable():
        raise ActRefused(f"the key of an act is a text of 1 to {KEY_CHARS} printable characters")
    tariff = current()
    with trouble(), transaction.atomic():
        members = lock_members((caller.account, *asked.others()))
        now = caller.at or datetime.now(UTC)  # no act before the one that we waited for
        member = members[caller.account]
        done = Act.objects.filter(member=member, key=caller.key).first()
        if done is not None:
            if done.digest != asked.digest:
                raise ActRefused("this key was used for another act; take a new one", code="other body")
            return _answer(done, again=True)
        permit(member, asked.right, tariff, now)
        refuse_too_often(member, asked.kind, now)
        row = Act(member=member, key=caller.key, kind=asked.kind, digest=asked.digest, tariff=tariff.version, at=now)
        row.save()
        acting = Acting(row, member, members, tariff, Moving(row, tariff, members))
        row.number = do(acting)
        row.paid, row.earned = acting.moving.for_member(member)
        acting.moving.carry_out()
        row.save()
    return _answer(row, again=False)


def _answer(row: Act, *, again: bool) -> Done:
    return Done(row.pk, row.kind, row.at, row.post_id, row.number, row.paid, row.earned, again)


def author_of(post: int) -> tuple[int]:
    """Return whose post this is, withdrawn or not, so that an act that was done can be answered again."""
    return (_post(post).author_id,)


def _post(id: int) -> Post:
    post = Post.objects.filter(pk=id).first()
    if post is None:
        raise ActRefused(f"there is no post {id}", code="unknown")
    return post


def standing_post(id: int) -> Post:
    """Return a post; raises `ActRefused` when there is none, or it was withdrawn."""
    post = _post(id)
    if post.withdrawn_at is not None:
        raise ActRefused("this post was withdrawn, and nothing on it can be done any more", code="withdrawn")
    return post
