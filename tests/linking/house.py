"""Articles and readings for the tests of linking, made through the real reader."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from onrecord.articles import Article
from onrecord.core import Span
from onrecord.linking import (
    Candidate,
    Known,
    KnownArticle,
    KnownEntity,
    Links,
    Placed,
    leaves,
    link,
    link_again,
    look_up_keys,
    place,
)
from onrecord.reading import Reading, read


def report(text: str, *, day: date | None, outlet: str = "Desk", title: str | None = None) -> Article:
    """Return an article with these words."""
    return Article("page", outlet, None, None, None, outlet, title, None, None, day, "en", text, (), (), "test-1")


def link_all(articles: Sequence[Article]) -> list[tuple[Article, Reading, Links]]:
    """Link articles in order, each knowing all before it."""
    done: list[tuple[Article, Reading, Links]] = []
    for article in articles:
        reading = read(article)
        placed = place(article, reading, candidates(done))
        keys = look_up_keys(article, reading)
        done.append((article, reading, link(article, reading, keys, placed, known_of(placed, done))))
    return done


def arrive(reports: Sequence[tuple[Article, Reading]]) -> dict[str, str]:
    """Return the story of each article by id when reports arrive in order and unsettle those before, as in a run."""
    held: dict[str, tuple[Article, Reading, Links]] = {}
    for article, reading in reports:
        placed = place(article, reading, candidates(list(held.values())))
        keys = look_up_keys(article, reading)
        links = link(article, reading, keys, placed, known_of(placed, list(held.values())))
        held[article.id] = (article, reading, links)
        for name, story in links.unsettled:
            moved, read_moved, _ = held[name]
            others = [each for each in held.values() if each[0].id != name]
            placed = place(moved, read_moved, candidates(others))
            if leaves(moved, placed, story):
                keys = look_up_keys(moved, read_moved)
                again = link_again(moved, read_moved, keys, placed, known_of(placed, others), after=article.id)
                held[name] = (moved, read_moved, again)
    return {name: links.story.story for name, (_, _, links) in held.items()}


def candidates(done: Sequence[tuple[Article, Reading, Links]]) -> tuple[Candidate, ...]:
    """Return what was linked as candidates for a new article."""
    return tuple(Candidate(article, reading, links.story.story) for article, reading, links in done)


def known_of(placed: Placed, done: Sequence[tuple[Article, Reading, Links]]) -> Known:
    """Return what is known of the story in which an article is placed, as the record would offer it."""
    return Known(tuple(_known(*each) for each in done if each[0].id in placed.reports), known_entities(done))


def _known(article: Article, reading: Reading, links: Links) -> KnownArticle:
    statements: dict[str, list[tuple[str, Span]]] = {}
    for wording in links.wordings:
        statements.setdefault(wording.attribution, []).append((wording.statement, wording.span))
    return KnownArticle(article, reading, statements, links.speakers, links.entities)


def known_entities(done: Sequence[tuple[Article, Reading, Links]]) -> tuple[KnownEntity, ...]:
    """Return what stands together by all links so far, as the record would offer it."""
    heads = {link.entity: link for _, _, links in done for link in links.entities}
    into = {same.entity: same.of for _, _, links in done for same in links.same}
    members: dict[str, list[str]] = {}
    for each in heads:
        root = each
        while root in into:
            root = into[root]
        members.setdefault(root, []).append(each)
    return tuple(
        KnownEntity(root, heads[root].kind, heads[root].name, tuple(heads[each].name for each in part), tuple(part))
        for root, part in members.items()
    )
