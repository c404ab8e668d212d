"""A snapshot for one piece of work, which answers the second time as it did the first."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from onrecord import record
from tests.record.house import report

pytestmark = pytest.mark.usefixtures("store")


def test_it_answers_as_any_snapshot_does() -> None:
    """A story, its reports, statements, readings and ties are the same as without remembering."""
    given = report()
    given.append()
    story = given.links.story.story
    plain, remembering = record.as_of(), record.as_of(remembers=True)
    for _ in range(2):
        assert remembering.story(story) == plain.story(story)
        assert remembering.reports(story) == plain.reports(story)
        assert remembering.statements(story) == plain.statements(story)
        assert remembering.followed_by(story) == plain.followed_by(story)
        assert remembering.reading(given.article.id) == plain.reading(given.article.id)
        assert remembering.ties([given.article.id]) == plain.ties([given.article.id])


def test_it_asks_the_database_once() -> None:
    """What it has answered it does not ask again, whatever comes onto the record meanwhile."""
    given = report()
    given.append()
    story = given.links.story.story
    remembering = record.as_of(remembers=True)
    held = remembering.story(story), remembering.reports(story)
    tied = remembering.ties([given.article.id])
    record.judge("reject", [given.reading.attributions[0].id], "Ada", "not said")
    with CaptureQueriesContext(connection) as questions:
        assert (remembering.story(story), remembering.reports(story)) == held
        assert remembering.reading(given.article.id) == held[1][0].reading
        assert remembering.ties([given.article.id]) == tied
    assert len(questions) == 0
    assert record.as_of().reading(given.article.id) != held[1][0].reading


def test_judgements_and_retractions_are_counted() -> None:
    """A judgement counts, and its retraction counts once more."""
    given = report()
    given.append()
    assert record.judgement_count() == 0
    judged = record.judge("reject", [given.reading.attributions[0].id], "Ada", "not said")
    assert record.judgement_count() == 1
    record.retract(judged.id, "Ada", "it was said after all")
    assert record.judgement_count() == 2
