"""What linking is offered: few articles, the likeliest, and never more work for a larger record."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from onrecord import record
from onrecord.limits.record import (
    KNOWN_ARTICLES,
    LOOK_UP_KEY_ARTICLES,
    LOOK_UP_WINDOW_DAYS,
)
from onrecord.linking import Candidate
from tests.conftest import Store
from tests.record.house import LEDE, Report, report

pytestmark = pytest.mark.usefixtures("store")

DAY = date(2026, 3, 3)


def held(number: int, keys: tuple[str, ...], day: date | None = DAY) -> Report:
    """Put a short report under `keys` on record and return it."""
    made = report(f"Rain fell in Varnel. {number}.", title=str(number), keys=keys, day=day)
    made.append()
    return made


def offered(new: Report, keys: tuple[str, ...]) -> list[str]:
    """Return the ids of the articles offered for `new`."""
    return [each.article.id for each in record.candidates(new.article, keys)]


def test_the_rarest_key_weighs_most() -> None:
    """One key that few share brings an article before two that many share."""
    rare = held(0, ("copy:1",))
    common = [held(number, ("term:rain", "term:dam")) for number in range(1, 5)]
    new = report()
    found = offered(new, ("term:rain", "term:dam", "copy:1", "term:none"))
    assert found[0] == rare.article.id
    assert set(found[1:]) == {each.article.id for each in common}


def test_only_articles_of_near_days_are_offered() -> None:
    """Articles outside the window are left out; those without a day are always in, and such an article meets all."""
    days = (DAY, DAY + timedelta(LOOK_UP_WINDOW_DAYS), DAY - timedelta(LOOK_UP_WINDOW_DAYS + 1), None)
    same, near, far, undated = (held(number, ("term:rain",), day).article.id for number, day in enumerate(days))
    assert set(offered(report(), ("term:rain",))) == {same, near, undated}
    assert set(offered(report(day=None), ("term:rain",))) == {same, near, far, undated}
    assert set(offered(report(day=date.min), ("term:rain",))) == {undated}
    assert set(offered(report(day=date.max), ("term:rain",))) == {undated}


def test_an_article_linked_anew_counts_once() -> None:
    """A newer linker adds the keys that it finds anew and no others."""
    first = held(1, ("term:rain", "term:dam"))
    newer = replace(first.links, linker="test-2", keys=("term:rain", "term:flood"))
    replace(first, links=newer).append()
    assert offered(report(), ("term:rain", "term:dam", "term:flood")) == [first.article.id]
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM record_lookupkey")
        assert cursor.fetchone()[0] == 3


def test_an_article_is_not_offered_to_itself() -> None:
    """A report that is linked anew meets the others, not itself."""
    first, second = held(1, ("term:rain",)), held(2, ("term:rain",))
    assert offered(first, ("term:rain",)) == [second.article.id]


def test_few_articles_are_offered_first_those_that_share_rarer_keys() -> None:
    """At most `KNOWN_ARTICLES` come, and a key that a third of them has weighs more than one that all have."""
    for number in range(LOOK_UP_KEY_ARTICLES + 1):
        held(number, ("term:rain", f"term:{number % 3}"))
    found = record.candidates(report().article, ("term:rain", "term:1"))
    assert len(found) == KNOWN_ARTICLES
    assert {each.article.title for each in found} <= {str(n) for n in range(1, 999, 3)}


def test_a_story_that_everybody_reports_is_still_offered() -> None:
    """Where more articles share all keys than are looked at, the newest of them come."""
    for number in range(LOOK_UP_KEY_ARTICLES + KNOWN_ARTICLES):
        held(number, ("term:rain", "copy:1"))
    found = record.candidates(report().article, ("term:rain", "copy:1"))
    newest = range(LOOK_UP_KEY_ARTICLES, LOOK_UP_KEY_ARTICLES + KNOWN_ARTICLES)
    assert [each.article.title for each in found] == [str(number) for number in reversed(newest)]


def test_everything_that_ties_an_article_is_offered() -> None:
    """An offered article comes with its reading and story, a report of the story with statements and speakers."""
    first = report(LEDE, keys=["term:dam"])
    said = first.reading.attributions[0].id
    spoken = first.linked(speakers={said: first.links.entities[0].entity})
    spoken.append()
    (candidate,) = record.candidates(report().article, ("term:dam",))
    assert candidate == Candidate(first.article, first.reading, first.links.story.story)
    found = record.known(report().article, ("term:dam",), (first.article.id,))
    (offer,) = found.articles
    assert (offer.article, offer.reading) == (first.article, first.reading)
    assert offer.statements == {said: ((first.links.wordings[0].statement, first.links.wordings[0].span),)}
    assert offer.speakers == spoken.links.speakers
    assert found.entities == ()


def test_entities_are_found_by_any_name() -> None:
    """An entity is offered when one of its names, folded, is among the keys, whatever articles are near."""
    first = report(LEDE, day=date(1999, 1, 1))
    (link, *_) = first.links.entities
    first.linked(entities=(replace(link, aliases=("Minister Oster",)),)).append()
    found = record.known(report().article, ("name:minister oster", "name:nobody"), ())
    assert found.articles == ()
    assert [(entity.id, entity.aliases) for entity in found.entities] == [(link.entity, (link.name, "Minister Oster"))]


def test_a_look_up_asks_the_same_number_of_questions_of_any_record() -> None:
    """The number of statements sent to the database does not grow with what is on record."""
    counts = []
    for number in range(30):
        held(number, ("term:rain",))
        if number in (3, 29):
            with CaptureQueriesContext(connection) as asked:
                near = record.candidates(report().article, ("term:rain", "name:varnel"))
                record.known(report().article, ("name:varnel",), [each.article.id for each in near])
            counts.append(len(asked))
    assert counts[0] == counts[1]


def test_a_look_up_reads_the_window_only(store: Store) -> None:
    """The index leads straight to the days asked for, so that years of older articles cost nothing."""
    if store.vendor != "sqlite":
        pytest.skip("PostgreSQL plans by the table's statistics, which a small table does not show")
    from onrecord.record import look_up

    with connection.cursor() as cursor:
        cursor.execute(f"EXPLAIN QUERY PLAN {look_up._POSTINGS}", [1, 2, 3, 4])
        plan = " ".join(str(row[3]) for row in cursor.fetchall())
    assert "USING COVERING INDEX look_up (key=? AND day>? AND day<?)" in plan


def test_an_article_that_is_linked_anew_is_told_what_arrived_after_it() -> None:
    """Who was first on record stays so: each candidate says whether it came later than the article that is linked."""
    first, second, third = (held(number, ("term:rain",)) for number in range(3))
    found = record.known(second.article, (), (first.article.id, third.article.id)).articles
    assert {each.article.id: each.later for each in found} == {first.article.id: False, third.article.id: True}
    new = record.known(report().article, (), (first.article.id, third.article.id)).articles
    assert [each.later for each in new] == [False, False]
