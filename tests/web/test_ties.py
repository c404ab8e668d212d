"""What the record answers for all reports of a story at once."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from onrecord import record
from tests.web.stories import river

pytestmark = pytest.mark.usefixtures("site")


def test_ties_are_those_asked_one_by_one() -> None:
    """Shared text, earlier revision and speakers of many articles are what each question by itself gives."""
    snapshot = record.as_of()
    articles = snapshot.story(river()).articles
    ties = snapshot.ties(articles)
    assert list(ties) != []
    assert any(each.reuse for each in ties.values())
    assert any(each.earlier for each in ties.values())
    for article in articles:
        assert ties[article].reuse == snapshot.reuse(article)
        assert ties[article].earlier == snapshot.revision_of(article)
        assert ties[article].speakers == snapshot.speakers(article)


def test_ties_cost_the_same_questions_for_one_and_for_many() -> None:
    """The number of queries does not grow with the articles."""
    snapshot = record.as_of()
    articles = snapshot.story(river()).articles
    with CaptureQueriesContext(connection) as one:
        snapshot.ties(articles[:1])
    with CaptureQueriesContext(connection) as many:
        snapshot.ties(articles)
    assert len(many) <= len(one) + 2
