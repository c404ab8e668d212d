"""Putting a person's decisions down: judged against what the person saw, signed by the account, and shown at once."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import permutations

from django.db.utils import Error

from onrecord import record
from onrecord.community.models import Account, Role
from onrecord.core import key
from onrecord.errors import OnRecordError, UsageError
from onrecord.limits.web import SHELVED_AT_ONCE
from onrecord.record import Judgement, JudgementKind
from onrecord.web import shelf
from onrecord.web.desk.models import Reviewed, ReviewItem, Signed
from onrecord.web.desk.passages import short
from onrecord.web.desk.review import KINDS, item_id

__all__ = ["Decision", "Overtaken", "decide", "let_stand", "may_retract", "offer_again", "seen_of", "show", "take_back"]


@dataclass(frozen=True, slots=True)
class Decision:
    """What a person decides, and `seen`: what had been judged of it when it was shown (`seen_of`)."""

    kind: JudgementKind
    targets: tuple[str, ...]
    value: str | None
    reason: str
    seen: str


class Overtaken(Exception):
    """Somebody else decided on the same entries meanwhile; `judged` is all that was judged of them."""

    def __init__(self, judged: Sequence[Judgement], stood: Reviewed | None = None) -> None:
        super().__init__("somebody else has decided on this meanwhile")
        self.judged = tuple(judged)
        self.stood = stood


def seen_of(targets: Iterable[str]) -> str:
    """Return what tells whether anything was judged, or taken back, of these entries since."""
    return _digest(record.judgements_on(tuple(targets)))


def _digest(judged: Iterable[Judgement]) -> str:
    return key("seen", *(f"{each.id} {each.retracted_at}" for each in judged))


def decide(decision: Decision, account: Account) -> Judgement:
    """Put a judgement down and return it.

    Raises `Overtaken` when something was judged of its targets since it was shown, `UsageError` when it cannot be.
    """
    says = _about(decision.targets)
    with record.writing():
        judged = record.judgements_on(decision.targets)
        if _digest(judged) != decision.seen:
            raise Overtaken(judged)
        made = record.judge(decision.kind, decision.targets, account.signature, decision.reason, decision.value)
        Signed.objects.create(judgement=made.id, account=account, says=says)
        _settle(decision.targets, made, account)
        stories = record.stories_told_in(decision.targets)
        shelf.touch(stories)
    show(stories)
    return made


def _about(targets: Sequence[str]) -> str:
    """Return what a judgement is about, in words: of the first two of its entries that have any."""
    snapshot = record.as_of()
    words = []
    for each in targets[:2]:
        kind = each.partition("-")[0]
        if kind == "story":
            words.append(snapshot.story(each).title)
        elif kind == "ent":
            words += [entity.name for entity in snapshot.entities([each], mentions=False)]
        elif kind == "att":
            article = snapshot.article(snapshot.said_in(each))
            said = next((one for one in snapshot.reading(article.id).attributions if one.id == each), None)
            words.append(" … ".join(span.of(article.text) for span in said.content) if said else article.title or "")
    return " / ".join(short(each) for each in dict.fromkeys(words) if each)


def _settle(targets: Sequence[str], made: Judgement, account: Account) -> None:
    """Take what was judged off the queue, until the judgement is taken back."""
    ids = [item_id(kind, some) for kind in KINDS for some in permutations(targets[:2])]
    for item in ReviewItem.objects.filter(id__in=ids):
        _put_off(item, account, made.id)


def _put_off(item: ReviewItem, account: Account, judgement: str | None) -> None:
    Reviewed.objects.update_or_create(
        item=item.id,
        defaults={
            "kind": item.kind,
            "targets": item.targets,
            "says": item.says,
            "judgement": judgement,
            "account": account,
            "by": account.signature,
            "at": datetime.now(UTC),
        },
    )
    ReviewItem.objects.filter(id=item.id).delete()


def let_stand(item: str, account: Account, seen: str) -> ReviewItem:
    """Note that a person looked at an item and let it stand.

    Raises `Overtaken` when somebody decided on it meanwhile, `UsageError` when there is no such item.
    """
    with record.writing():
        row = ReviewItem.objects.filter(id=item).first()
        if row is None:
            stood = Reviewed.objects.filter(item=item).first()
            if stood is None:
                raise UsageError("this waits for nobody any more: the record has changed since")
            raise Overtaken(record.judgements_on(stood.targets), stood)
        judged = record.judgements_on(row.targets)
        if _digest(judged) != seen:
            raise Overtaken(judged)
        _put_off(row, account, None)
    return row


def offer_again(item: str) -> None:
    """Let what somebody let stand come back to the queue. Raises `UsageError` when nobody did."""
    with record.writing():
        row = Reviewed.objects.filter(item=item, judgement__isnull=True).first()
        if row is None:
            raise UsageError("nobody let this stand")
        row.delete()
        stories = record.stories_told_in(row.targets)
        shelf.touch(stories)
    show(stories)


def may_retract(judgement: str, account: Account) -> bool:
    """Return whether an account may take a judgement back: its own, or as an editor any."""
    return account.may(Role.EDITOR) or Signed.objects.filter(judgement=judgement, account=account).exists()


def take_back(judgement: str, account: Account, reason: str) -> Judgement:
    """Take a judgement back and return it; what it took off the queue is offered again.

    Raises `Overtaken` when it was taken back already, `UsageError` when there is no such judgement.
    """
    with record.writing():
        held = next((each for each in record.judgements() if each.id == judgement), None)
        if held is not None and held.retracted_at is not None:
            raise Overtaken([held])
        were = record.stories_told_in(held.targets) if held else ()  # with the one that a split made
        made = record.retract(judgement, account.signature, reason)
        Reviewed.objects.filter(judgement=judgement).delete()
        stories = tuple(dict.fromkeys((*record.stories_told_in(made.targets), *were)))
        shelf.touch(stories)
    show(stories)
    return made


def show(stories: Sequence[str]) -> None:
    """Make the sheets of the first stories, so that who judged sees the outcome; the others wait for the worker.

    The notes that they wait stay: a worker that read the record before the judgement may put an old sheet down after
    ours.
    """
    for story in stories[:SHELVED_AT_ONCE]:
        try:
            shelf.shelve(story)
        except (OnRecordError, Error):
            continue  # it stands no longer, or another makes it just now
