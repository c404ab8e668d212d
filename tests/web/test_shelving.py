"""Making sheets: the same as a briefing made alone, with fewer questions, and for no longer than one asks."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from onrecord import publishing, record
from onrecord.web import shelf
from onrecord.web.models import StorySheet, Waiting

pytestmark = pytest.mark.usefixtures("site")


def test_what_is_gathered_once_serves_twice() -> None:
    """A briefing and the rows of the agenda say the same whether they gather by themselves or are given it."""
    plain, remembering = record.as_of(), record.as_of(remembers=True)
    for story in list(plain.stories()):
        gathered = publishing.gather(remembering, story.id)
        told = publishing.brief(remembering, [story.id], gathered={story.id: gathered})
        assert told == publishing.brief(plain, [story.id])
        rows = list(publishing.agenda_rows(remembering, story, gathered))
        assert rows == list(publishing.agenda_rows(plain, story))


def test_what_a_sheet_tells_asks_less_than_its_parts() -> None:
    """A briefing and the agenda are told with less than two thirds of the questions that they ask apart."""
    story = StorySheet.objects.order_by("-report_count")[0].story
    snapshot = record.as_of()
    with CaptureQueriesContext(connection) as apart:
        publishing.brief(snapshot, [story])
        list(publishing.agenda_rows(snapshot, snapshot.story(story)))
    remembering = record.as_of(remembers=True)
    with CaptureQueriesContext(connection) as together:
        gathered = publishing.gather(remembering, story)
        publishing.brief(remembering, [story], gathered={story: gathered})
        list(publishing.agenda_rows(remembering, remembering.story(story), gathered))
    assert len(together) < 2 * len(apart) / 3


def test_sheets_are_made_for_as_long_as_asked() -> None:
    """Without time nothing is made and everything waits; with time all is made."""
    stories = list(StorySheet.objects.values_list("story", flat=True))
    shelf.touch(stories)
    assert shelf.work_off(seconds=0) == 0
    assert Waiting.objects.count() == len(stories)
    assert shelf.work_off(seconds=600) == len(stories)
    assert not Waiting.objects.exists()
