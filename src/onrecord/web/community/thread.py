"""Comments as pages show them: in the order of their thread, each with its avatar, its words as HTML, and its key."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.safestring import SafeString

from onrecord import community
from onrecord.community import CommentView
from onrecord.community.models import Account
from onrecord.web.community.asking import new_key
from onrecord.web.community.avatar import avatar
from onrecord.web.community.plain_words import as_html
from onrecord.web.models import StatementRow

__all__ = ["Row", "Thread", "row_of", "rows_of", "thread_of"]


@dataclass(frozen=True, slots=True)
class Row:
    """A comment as it is shown: what it is, its avatar and HTML, whom it answers, and the statement that it is on.

    `answers` is empty at the top of a thread, and where the comment that it answers is not shown beside it.
    """

    comment: CommentView
    avatar: SafeString
    html: SafeString
    answers: str
    on: StatementRow | None
    own: bool
    key: str


@dataclass(frozen=True, slots=True)
class Thread:
    """Some comments of a post, and the number after which the others follow, None when these are all."""

    rows: tuple[Row, ...]
    after: int | None


def thread_of(
    post: int, reader: Account | None, count: int, after: int | None = None, statement: str | None = None
) -> Thread:
    """Return `count` comments of a post after the comment `after`, as `reader` sees them."""
    found = community.thread(post, reader.pk if reader else None, after, statement)
    shown = found[:count]
    return Thread(tuple(rows_of(shown, reader)), shown[-1].id if len(found) > count else None)


def rows_of(comments: Iterable[CommentView], reader: Account | None) -> list[Row]:
    """Return comments as they are shown."""
    found = list(comments)
    names = {each.id: each.signature for each in found}
    on = StatementRow.objects.in_bulk({each.statement for each in found if each.statement})
    return [
        Row(
            each,
            avatar(each.signature),
            as_html(each.text),
            names.get(each.parent, "") if each.parent else "",
            on.get(each.statement),
            reader is not None and each.writer == reader.pk,
            new_key() if reader else "",
        )
        for each in found
    ]


def row_of(comment: CommentView, reader: Account | None) -> Row:
    """Return one comment as it is shown."""
    return rows_of([comment], reader)[0]
