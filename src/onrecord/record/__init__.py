"""The record: append-only, ids from content, every entry resting on evidence. The only room with a database.

Django's models can be imported only once Django is set up, so each door imports what stands behind it when it
is opened; `prepare` comes first.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager
from datetime import datetime
from typing import TYPE_CHECKING, Literal

from onrecord.articles import Article
from onrecord.errors import Fault
from onrecord.linking import Candidate, Known, KnownEntity, Links
from onrecord.outlets import Page
from onrecord.reading import Reading
from onrecord.record import elsewhere
from onrecord.record.snapshot import Snapshot
from onrecord.record.values import (
    Arrival,
    Entity,
    EntityJoin,
    EntityRole,
    Founded,
    Heading,
    HeldFault,
    Judgement,
    JudgementKind,
    Placing,
    Receipt,
    Statement,
    Story,
    Ties,
    Wording,
)

if TYPE_CHECKING:
    from onrecord.record.snapshots import RecordSnapshot

__all__ = [
    "Arrival",
    "Entity",
    "EntityJoin",
    "EntityRole",
    "Founded",
    "Heading",
    "HeldFault",
    "Judgement",
    "JudgementKind",
    "Placing",
    "Receipt",
    "Snapshot",
    "Statement",
    "Story",
    "Ties",
    "Wording",
    "append",
    "append_fault",
    "append_links",
    "arrivals",
    "as_of",
    "bearers",
    "candidates",
    "elsewhere",
    "entities_founded",
    "fault",
    "faults",
    "headings",
    "held",
    "identity",
    "judge",
    "judgement_count",
    "judgements",
    "judgements_on",
    "known",
    "newest",
    "prepare",
    "retract",
    "revisions",
    "stories_told_in",
    "supposing",
    "verify",
    "writing",
]


def prepare() -> None:
    """Open the record that DATABASE_URL names, and make or complete its tables.

    Raises `onrecord.errors.RecordLocked`, `RecordCorrupt`, `RecordFull` or `RecordError`, as every door here does
    when the store fails.
    """
    from onrecord.record import store

    store.prepare()


def _set_up() -> None:
    """Set up Django for callers who come without `prepare`, since models cannot be imported before."""
    from onrecord.record import store

    store.set_up()


def append(page: Page, article: Article, reading: Reading, links: Links) -> Receipt:
    """Put one article on record with its page, reading and links: all of it, or nothing.

    What is on record already is not added again, and a page keeps the instant at which it was first received.
    An article that comes from the address (or page) of another becomes its revision. Stories, entities and
    statements that `links` names and the record does not know are founded by this article. Raises
    `onrecord.errors.EvidenceRejected` when an entry's words do not stand in the article.
    """
    _set_up()
    from onrecord.record import appending

    return appending.append(page, article, reading, links)


def append_links(article: Article, reading: Reading, links: Links) -> int:
    """Put new links of an article that is on record with this reading beside the old, and return the entries added.

    Links that are on record already add nothing.
    """
    _set_up()
    from onrecord.record import appending

    return appending.append_links(article, reading, links)


def append_fault(fault: Fault) -> None:
    """Put a fault of the input on record; the same fault again changes nothing."""
    _set_up()
    from onrecord.record import appending

    appending.append_fault(fault)


def held(page: str, versions: tuple[str, str, str]) -> str | None:
    """Return the article that `versions` (extractor, reader, linker) made of the page with this id, or None."""
    _set_up()
    from onrecord.record import look_up

    return look_up.held(page, versions)


def identity() -> str | None:
    """Return what tells this record from every other, a new one in the same place too; None while it is empty."""
    from onrecord.record import look_up

    return look_up.identity()


def candidates(article: Article, keys: Sequence[str]) -> tuple[Candidate, ...]:
    """Return the articles on record that may report the same event as a new one, the nearest first.

    Articles within `LOOK_UP_WINDOW_DAYS` that share look-up keys with it, the rarest keys weighing most, and at
    most `KNOWN_ARTICLES`. An article without a day meets all others. Judgements are applied. The work does not grow
    with the record.
    """
    _set_up()
    from onrecord.record import look_up

    return look_up.candidates(article, keys)


def known(article: Article, keys: Sequence[str], reports: Sequence[str]) -> Known:
    """Return what is known of the story that a new article belongs to.

    The articles `reports` (by id) with what ties them, and entities whose names are among the keys (`name:` and the
    folded name). Judgements are applied.
    """
    _set_up()
    from onrecord.record import look_up

    return look_up.known(article, keys, reports)


def as_of(moment: datetime | None = None, *, remembers: bool = False) -> RecordSnapshot:
    """Return the record as it stood at `moment`; None means now. A moment without a zone is taken as UTC.

    One that `remembers` is for one piece of work that asks for the same things often: what it has answered of a story
    or an article it answers again the same, whatever comes onto the record meanwhile.
    """
    _set_up()
    from onrecord.record import remembering, snapshots

    return remembering.as_of(moment) if remembers else snapshots.as_of(moment)


def judgement_count() -> int:
    """Return how many judgements and retractions were signed."""
    _set_up()
    from onrecord.record import judging

    return judging.judgement_count()


def arrivals(after: str = "", count: int = 500) -> tuple[Arrival, ...]:
    """Return at most `count` articles in the order in which they were linked, those after the cursor `after`.

    An article that was linked again, because another's arrival called its place into question, comes again.
    """
    _set_up()
    from onrecord.record import arriving

    return arriving.arrivals(after, count)


def newest() -> str:
    """Return the cursor of the last arrival, empty when there is none: while it stays, nothing was linked since."""
    _set_up()
    from onrecord.record import arriving

    return arriving.newest()


def headings(articles: Collection[str]) -> dict[str, Heading]:
    """Return what a list shows of these articles, by id, without their texts; what is not on record is left out."""
    _set_up()
    from onrecord.record import arriving

    return arriving.headings(articles)


def bearers(entities: Collection[str]) -> tuple[KnownEntity, ...]:
    """Return who these entities stand for now, each with its kind, all its names and all ids that stand for it.

    What articles and judgements joined is one; ids that are not on record are left out. The work does not grow with
    the number of articles that name somebody.
    """
    _set_up()
    from onrecord.record import entities as room
    from onrecord.record import judging, store

    with store.trouble():
        return room.standing(entities, judging.decisions(None))


def entities_founded(
    after: Founded | None = None, count: int = 500, *, kind: str | None = None, name: str | None = None
) -> tuple[Founded, ...]:
    """Return at most `count` entities in the order in which they were founded, those after `after`.

    With `kind`, only those of that kind; with `name`, only those that were seen under this name, in capitals or not.
    """
    _set_up()
    from onrecord.record import arriving

    return arriving.entities_founded(after, count, kind, name)


def fault(id: str) -> Fault:
    """Return the fault of the input with this id. Raises `onrecord.errors.UsageError` when there is none."""
    _set_up()
    from onrecord.record import arriving

    return arriving.fault(id)


def revisions(articles: Collection[str]) -> Mapping[str, str]:
    """Return the earlier revision for each of `articles` that replaces one."""
    _set_up()
    from onrecord.record import arriving

    return arriving.revisions(articles)


def stories_told_in(targets: Sequence[str]) -> tuple[str, ...]:
    """Return the stories that a judgement over `targets` may change: entries of any kind, by id."""
    _set_up()
    from onrecord.record import arriving

    return arriving.stories_told_in(targets)


def judge(kind: JudgementKind, targets: Sequence[str], by: str, reason: str, value: str | None = None) -> Judgement:
    """Put a person's decision on record, signed `by` and dated now; `Judgement` says what the targets are.

    Raises `onrecord.errors.UsageError` when the targets are not on record or do not fit the kind.
    """
    _set_up()
    from onrecord.record import judging

    return judging.judge(kind, targets, by, reason, value)


def retract(judgement: str, by: str, reason: str) -> Judgement:
    """Take back the judgement with this id; it stays on record with the retraction beside it.

    A second retraction changes nothing. Raises `onrecord.errors.UsageError` when there is no such judgement.
    """
    _set_up()
    from onrecord.record import judging

    return judging.retract(judgement, by, reason)


def judgements() -> tuple[Judgement, ...]:
    """Return all judgements, retracted ones too, in the order of signing."""
    _set_up()
    from onrecord.record import judging

    return judging.judgements()


def judgements_on(targets: Sequence[str]) -> tuple[Judgement, ...]:
    """Return the judgements over any of `targets`, retracted ones too, in the order of signing."""
    _set_up()
    from onrecord.record import judging

    return judging.judgements_on(targets)


def supposing(
    kind: JudgementKind | Literal["retract"], targets: Sequence[str], value: str | None = None
) -> RecordSnapshot:
    """Return the record as it would stand with one more judgement, which is not put down; for a preview.

    For "retract" the targets are judgements. Raises `onrecord.errors.UsageError` as `judge` does.
    """
    _set_up()
    from onrecord.record import snapshots

    return snapshots.supposing(kind, targets, value)


def writing() -> AbstractContextManager[None]:
    """Open a transaction beside which nobody writes to the record: what is asked in it holds when it is judged.

    Raises `onrecord.errors.RecordError` and its kin when the store fails; nothing of the transaction is then put down.
    """
    _set_up()
    from onrecord.record import store

    return store.writing()


def faults(
    after: Founded | None = None, count: int = 500, *, holding: str = "", newest_first: bool = False
) -> tuple[HeldFault, ...]:
    """Return at most `count` faults of the input in the order in which they were met, those after `after`.

    With `newest_first` the other way round; with `holding` only those whose place or words hold it, in capitals or not.
    """
    _set_up()
    from onrecord.record import arriving

    return arriving.faults(after, count, holding, newest_first=newest_first)


def verify(progress: Callable[[str, int], None] | None = None) -> Iterator[Fault]:
    """Yield what does not hold in the record; nothing, when all is well.

    Every page is unpacked and its digest computed, every id that follows from content computed again, every piece
    of evidence compared with its article at its exact place, every reference followed, and the database's own
    guards and structure looked at. Memory does not grow with the record, which is read once and never changed.
    `progress` is called with the kind of entry and how many were looked at.
    """
    _set_up()
    from onrecord.record import auditing

    return auditing.verify(progress)
