"""The hallway: collect -> extract -> read -> link -> append.

An article walks one way. Extracting and reading need nothing but the article, so they may be spread over
processes; linking wants yesterday, so the hallway asks the record what is known and passes it in.
"""

from __future__ import annotations

import multiprocessing
import signal
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from dataclasses import dataclass, replace

from onrecord import record
from onrecord.articles import EXTRACTOR, Article, Extraction, extract
from onrecord.errors import Fault
from onrecord.limits.flow import PAGES_IN_FLIGHT
from onrecord.linking import LINKER, Candidate, Links, leaves, link, link_again, look_up_keys, place
from onrecord.outlets import Collecting, Page, collect
from onrecord.reading import READER, Reading, knows, read
from onrecord.record import Receipt

__all__ = ["VERSIONS", "Look", "Read", "Step", "add", "add_page", "add_pages", "look", "read_page", "settle"]

VERSIONS = (EXTRACTOR, READER, LINKER)
"""What reads today. A page that these have read is not read again; a newer reader's readings stand beside."""


@dataclass(frozen=True, slots=True)
class Step:
    """What became of one page, or of one place without any: its receipt, and the faults met there.

    `receipt` is None when the page held no article, or when the place held no page.
    """

    where: str
    receipt: Receipt | None
    faults: tuple[Fault, ...]


@dataclass(frozen=True, slots=True)
class Look:
    """What one page gave that was only looked at: its article with the reading, or neither, and the faults met."""

    article: Article | None
    reading: Reading | None
    faults: tuple[Fault, ...]


@dataclass(frozen=True, slots=True)
class Read:
    """A page with what the pure rooms made of it."""

    page: Page
    extraction: Extraction
    reading: Reading | None


def add(where: Sequence[str], collecting: Collecting | None = None, *, jobs: int = 1) -> Iterator[Step]:
    """Put everything found at `where` on record, one article at a time, and say what became of each.

    1. collect: pages as they were received; those already read by `VERSIONS` pass straight through.
    2. extract: the clean article of each page.
    3. read: each article by itself, in `jobs` processes.
    4. link: with what the record knows.
    5. append: page, article, reading and links in one transaction, or nothing of them; then link again those on
       record that the new one calls into another story.

    Faults of the input are appended too, and never stop the run. Raises `onrecord.errors.RecordError` when
    the store fails; what was appended before stays, and the next run finishes the rest.
    """
    yield from add_pages(collect(where, collecting or Collecting()), jobs=jobs)  # 1


def add_pages(pages: Iterable[Page | Fault], *, jobs: int = 1) -> Iterator[Step]:
    """Put pages that somebody has collected on record: `add` from its second stage on."""
    for found in _read_all(_unread(pages), jobs):  # 2, 3
        if isinstance(found, Step):
            _note(found.faults)
            yield found
            continue
        yield _append(found)


def add_page(page: Page) -> Step:
    """Put one page on record, as `add` does, and say what became of it; one that is on it already stays as it is."""
    if held := record.held(page.id, VERSIONS):
        return Step(page.where, Receipt(held, 0, None), ())
    return _append(read_page(page))


def _append(found: Read) -> Step:
    """Link what was read with what the record knows, and append it."""
    article, faults = found.extraction.article, found.extraction.faults
    _note(faults)
    receipt = None
    if article is not None and found.reading is not None:
        receipt = _put(found.page, article, found.reading)
    return Step(found.page.where, receipt, faults)


def _put(page: Page, article: Article, reading: Reading) -> Receipt:
    """Link and append an article; what another worker put on record while it was linked is looked at once more.

    Two reports of one event that arrive at once would else each found a story of their own, since neither saw the
    other, and one page that stands in two feeds would be linked twice.
    """
    newest = record.newest()
    links, candidates = _linked(article, reading)  # 4
    with record.writing():
        if record.newest() != newest:
            if held := record.held(page.id, VERSIONS):
                return Receipt(held, 0, None)
            links, candidates = _linked(article, reading)
        receipt = record.append(page, article, reading, links)  # 5
    settle(links, candidates)
    return receipt


def _linked(article: Article, reading: Reading) -> tuple[Links, Sequence[Candidate]]:
    """Return the links of an article with what the record knows now, and the candidates among which it was placed."""
    keys = look_up_keys(article, reading)
    candidates = record.candidates(article, keys)
    placed = place(article, reading, candidates)
    known = record.known(article, keys, placed.reports)
    return link(article, reading, keys, placed, known), candidates


def settle(links: Links, candidates: Sequence[Candidate]) -> None:
    """Link again those candidates that a new article calls into question, and append where they change their story."""
    held = {each.article.id: each for each in candidates}
    for each, story in links.unsettled:
        article, reading = held[each].article, held[each].reading
        keys = look_up_keys(article, reading)
        placed = place(article, reading, record.candidates(article, keys))
        if leaves(article, placed, story):
            known = record.known(article, keys, placed.reports)
            again = link_again(article, reading, keys, placed, known, after=links.article)
            record.append_links(article, reading, again)


def look(where: Sequence[str], collecting: Collecting | None = None) -> Iterator[Look]:
    """Collect, extract and read what is found at `where`, one page at a time, and put nothing on record."""
    for each in collect(where, collecting or Collecting()):
        if isinstance(each, Fault):
            yield Look(None, None, (each,))
        else:
            found = read_page(each)
            yield Look(found.extraction.article, found.reading, found.extraction.faults)


def _unread(found: Iterable[Page | Fault]) -> Iterator[Page | Step]:
    """Turn faults, and pages that `VERSIONS` have read already, into steps; pass on what is to be read."""
    for each in found:
        if isinstance(each, Fault):
            yield Step(each.where, None, (each,))
        elif held := record.held(each.id, VERSIONS):
            yield Step(each.where, Receipt(held, 0, None), ())
        else:
            yield each


def _read_all(pages: Iterable[Page | Step], jobs: int) -> Iterator[Read | Step]:
    """Extract and read pages in order of arrival, with at most `PAGES_IN_FLIGHT` of them in memory."""
    if jobs == 1:
        for each in pages:
            yield each if isinstance(each, Step) else read_page(each)
        return
    waiting: deque[Step | Future[Read]] = deque()
    # A forked child would share the record's connection; and an interrupt is for this process to answer.
    with ProcessPoolExecutor(
        jobs, multiprocessing.get_context("spawn"), signal.signal, (signal.SIGINT, signal.SIG_IGN)
    ) as pool:
        for each in pages:
            waiting.append(each if isinstance(each, Step) else pool.submit(read_page, each))
            if len(waiting) >= PAGES_IN_FLIGHT:
                yield _done(waiting.popleft())
        while waiting:
            yield _done(waiting.popleft())


def _done(waiting: Step | Future[Read]) -> Step | Read:
    return waiting if isinstance(waiting, Step) else waiting.result()


def read_page(page: Page) -> Read:
    """Extract and read one page; pure, so that it may run in another process, or on another machine."""
    extraction = extract(page)
    article = extraction.article
    if article is None:
        return Read(page, extraction, None)
    if not knows(article.language):
        extraction = replace(extraction, faults=(*extraction.faults, _unread_language(article)))
    return Read(page, extraction, read(article))


def _unread_language(article: Article) -> Fault:
    return Fault(
        article.where,
        f"the article is in a language that the reader does not know ({article.language})",
        "its text and quotations were kept, and no attributions, names or days were read",
    )


def _note(faults: Iterable[Fault]) -> None:
    """Put faults on record, before the page itself: a page on record is not read again, so they would be lost."""
    for fault in faults:
        record.append_fault(fault)
