"""Articles and readings for the tests of linking, made through the real reader."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from onrecord.articles import Article
from onrecord.core import Span
from onrecord.linking import Known, KnownArticle, KnownEntity, Links, link, link_again, look_up_keys
from onrecord.reading import Reading, read


def report(text: str, *, day: date | None, outlet: str = "Desk", title: str | None = None) -> Article:
    """Return an article with these words."""
    return Article("page", outlet, None, None, None, outlet, title, None, None, day, "en", text, (), (), "test-1")


def link_all(articles: Sequence[Article]) -> list[tuple[Article, Reading, Links]]:
    """Link articles in order, each knowing all before it."""
    done: list[tuple[Article, Reading, Links]] = []
    for article in articles:
        reading = read(article)
        known = Known(tuple(_known(*each) for each in done), known_entities(done))
        done.append((article, reading, link(article, reading, look_up_keys(article, reading), known)))
    return done


def arrive(reports: Sequence[tuple[Article, Reading]]) -> dict[str, str]:
    """Return the story of each article by id when reports arrive in order and unsettle those before, as in a run."""
    held: dict[str, tuple[Article, Reading, Links]] = {}
    for article, reading in reports:
        known = Known(tuple(_known(*each) for each in held.values()), known_entities(list(held.values())))
        links = link(article, reading, look_up_keys(article, reading), known)
        held[article.id] = (article, reading, links)
        for name, story in links.unsettled:
            moved, read_moved, _ = held[name]
            others = [each for each in held.values() if each[0].id != name]
            known = Known(tuple(_known(*each) for each in others), known_entities(others))
            keys = look_up_keys(moved, read_moved)
            again = link_again(moved, read_moved, keys, known, story=story, after=article.id)
            if again is not None:
                held[name] = (moved, read_moved, again)
    return {name: links.story.story for name, (_, _, links) in held.items()}


def _known(article: Article, reading: Reading, links: Links) -> KnownArticle:
    statements: dict[str, list[tuple[str, Span]]] = {}
    for wording in links.wordings:
        statements.setdefault(wording.attribution, []).append((wording.statement, wording.span))
    return KnownArticle(article, reading, links.story.story, statements, links.speakers, links.entities)


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
