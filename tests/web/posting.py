"""A story that is published as a post, with readers who vote and comment, for the tests of the community's pages."""

from __future__ import annotations

import re
from collections.abc import Iterable
from contextlib import suppress
from itertools import count, cycle
from types import SimpleNamespace
from typing import Any

from onrecord import community, ledger
from onrecord.community import Caller
from onrecord.errors import ActRefused

TEXTS = (
    "I was on the quay that evening, and the harbour master said nothing of the sort. See https://news.example/quay.",
    "The two reports are one: compare the second paragraph word by word.\n\nIt is the wire's.",
    "Why did nobody ask the board?",
)
_KEYS = count()


def key() -> str:
    """Return a key that no act has had."""
    return f"test-{next(_KEYS)}"


def text_of(answer: Any) -> str:
    """Return the words of a page in one line, without its tags, every space an ordinary one."""
    html = re.sub(r"<(script|head).*?</\1>", "", answer.content.decode(), flags=re.S)
    return " ".join(re.sub(r"<[^>]+>", " ", html).replace("&nbsp;", " ").split()).replace(" : ", ": ")


def settled(account: int, *, level: int = 20, twei: int = 500, vouched: bool = True) -> int:
    """Make a member of an account, of this level and with this many Twei in the wallet; return the account's number."""
    from django.db import transaction

    from onrecord.community.locking import lock_members
    from onrecord.community.models import Member
    from onrecord.community.tariff import current

    with transaction.atomic():
        lock_members((account,))
        experience = current().levels[level - 1]
        Member.objects.filter(pk=account).update(level=level, experience=experience, standing=vouched)
        ledger.open_account("treasury", "treasury")
        if twei:
            legs = (ledger.Leg("treasury", -twei), ledger.Leg(f"wallet:{account}", twei))
            ledger.post(ledger.Order(key(), "advance", "gift", legs))
    return account


def neighbours(names: Iterable[str]) -> list[int]:
    """Return the numbers of new accounts with these names, members of level 20 with 500 Twei each."""
    from onrecord.community.models import Account

    made = [Account(email=f"{key()}@example.org", name=name[:80]) for name in names]
    return [settled(each.pk) for each in Account.objects.bulk_create(made)]


def publish(account: int, story: str, title: str = "The night ferry is to sail again", words: int = 600) -> int:
    """Publish a story and return the post's number."""
    done = community.publish(Caller(account, key()), story, title, words)
    assert done.post is not None
    return done.post


def comment(account: int, post: int, text: str, parent: int | None = None, statement: str = "") -> int:
    """Comment on a post and return the comment's number."""
    done = community.comment(Caller(account, key()), post, text, parent, statement)
    assert done.number is not None
    return done.number


def post_up(
    people: SimpleNamespace,
    story: str,
    statement: str = "",
    names: Iterable[str] = ("Ivo Marsh", "Tala Renn", "Pim Okoro"),
    texts: Iterable[str] = TEXTS,
    title: str = "The night ferry is to sail again",
) -> SimpleNamespace:
    """Publish a story by the analyst, and let readers do to it whatever can be done: all kinds of page have something.

    The numbers of the post and of its comments are in the answer, and `report`, the number of a report instance.
    """
    for role, level in (("reader", 14), ("analyst", 14), ("editor", 20), ("administrator", 20)):
        settled(getattr(people, role).pk, level=level)
    first, second, third = neighbours(names)
    post = publish(people.analyst.pk, story, title)
    comments: list[int] = []
    for number, text in enumerate(texts):
        writer = (first, second, third, people.reader.pk)[number % 4]
        parent = comments[-1] if number % 3 == 2 else None
        with suppress(ActRefused):  # a text that no comment may have
            comments.append(comment(writer, post, text, parent, statement if number % 3 == 1 else ""))
    for voter, opinion in ((first, "for"), (second, "for"), (third, "against")):
        community.vote(Caller(voter, key()), post, opinion)  # type: ignore[arg-type]
    community.rate(Caller(third, key()), comments[0], "for")
    community.rate(Caller(third, key()), comments[1], "against")
    report = community.buy_report(Caller(people.reader.pk, key()), post).number
    return SimpleNamespace(story=story, post=post, comments=comments, report=report, neighbours=[first, second, third])


def moderate(people: SimpleNamespace, posted: SimpleNamespace, reasons: Iterable[str] = ("It advertises",)) -> None:
    """Let readers flag comments and an editor decide on some of them, block a word and ban a member, for `reasons`."""
    said = cycle(reasons)
    for each in posted.comments[:6]:
        with suppress(ActRefused):  # one's own comment is not flagged
            community.flag(Caller(people.reader.pk, key()), each, next(said))
    editor = people.editor.pk
    community.hide(Caller(editor, key()), posted.comments[1], next(said))
    community.block_word(Caller(editor, key()), "free coins", next(said))
    community.ban(Caller(editor, key()), posted.neighbours[2], next(said))
