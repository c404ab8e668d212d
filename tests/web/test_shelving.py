"""Making sheets: the same as a briefing made alone, with fewer questions, and for no longer than one asks."""

from __future__ import annotations

import json
import random
import threading
import time
from collections import Counter
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from django.db import Error, connection
from django.test.utils import CaptureQueriesContext

from onrecord import flow, publishing, record
from onrecord.limits import web as limits
from onrecord.publishing import Briefing
from onrecord.web import shelf
from onrecord.web.models import StatementSheet, StorySheet, Waiting, WordingRow
from onrecord.web.shelf import make, parts
from onrecord.web.story import statements

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


def test_reports_asked_at_once_are_those_of_each_story() -> None:
    """All stories asked for in one go, some of them remembered, have the same reports as one after the other."""
    plain, remembering = record.as_of(), record.as_of(remembers=True)
    stories = [each.id for each in plain.stories()]
    one_by_one = {each: plain.reports(each) for each in stories}
    remembering.reports(stories[1])
    assert len(stories) > 2
    assert plain.reports_by_story(stories) == one_by_one == remembering.reports_by_story(stories)


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


def test_a_statement_worded_very_often_is_made_with_its_story(monkeypatch: pytest.MonkeyPatch) -> None:
    """The worker makes the pages that would keep a reader waiting, and leaves the others to be asked for."""
    counts = Counter(WordingRow.objects.values_list("statement", flat=True))
    often = {statement for statement, count in counts.items() if count > 2}
    assert 0 < len(often) < len(counts)
    monkeypatch.setattr(statements, "HEAVY_WORDINGS", 2)
    shelf.touch(StorySheet.objects.values_list("story", flat=True))
    shelf.work_off()
    assert set(StatementSheet.objects.values_list("statement", flat=True)) == often


def test_sheets_are_made_for_as_long_as_asked() -> None:
    """Without time nothing is made and everything waits; with time all is made."""
    stories = list(StorySheet.objects.values_list("story", flat=True))
    shelf.touch(stories)
    assert shelf.work_off(seconds=0) == 0
    assert Waiting.objects.count() == len(stories)
    assert shelf.work_off(seconds=600) == len(stories)
    assert not Waiting.objects.exists()


def test_a_story_whose_sheet_takes_long_is_not_taken_up_twice(monkeypatch: pytest.MonkeyPatch) -> None:
    """A worker that is at it longer than a lease keeps its story; of one that fell silent another takes it up."""
    story = StorySheet.objects.values_list("story", flat=True)[0]
    monkeypatch.setattr(limits, "LEASE_SECONDS", 1)
    made: list[int] = []

    def tell_slowly(briefing: Briefing) -> parts.Told:
        monkeypatch.setattr(make, "tell", parts.tell)
        time.sleep(2.5)
        made.append(shelf.work_off())  # another worker's
        return parts.tell(briefing)

    monkeypatch.setattr(make, "tell", tell_slowly)
    shelf.touch([story])
    assert (shelf.work_off(), made) == (1, [0])
    shelf.touch([story])
    Waiting.objects.update(taken_at=datetime.now(UTC) - timedelta(seconds=2))
    assert shelf.work_off() == 1


def test_a_sheet_shows_what_came_while_it_was_made(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A worker that read the record before another did puts no older sheet down in the place of that one's."""
    text = "VARNEL, May 3 - The harbour stays shut, minister Ilse Brandt said on Saturday.\n\n“We wait,” she said."
    rows = [{"url": f"https://{n}.example/a", "published": "2031-05-03", "text": text} for n in ("courier", "post")]
    files = [tmp_path / f"{number}.jsonl" for number in range(2)]
    for file, row in zip(files, rows, strict=True):
        file.write_text(json.dumps(row), encoding="utf-8")

    def tell_late(briefing: Briefing) -> parts.Told:
        monkeypatch.setattr(make, "tell", parts.tell)
        told = parts.tell(briefing)
        list(flow.add([str(files[1])]))
        shelf.catch_up()  # another worker's
        return told

    (step,) = flow.add([str(files[0])])
    assert step.receipt
    monkeypatch.setattr(make, "tell", tell_late)
    shelf.catch_up()
    (story,) = record.as_of().stories(articles=[step.receipt.article])
    assert StorySheet.objects.get(story=story.id).report_count == len(story.articles) == 2
    assert not Waiting.objects.exists()


def test_stories_that_many_note_in_any_order_are_all_noted() -> None:
    """Nobody who notes the same stories in another order at the same time is turned away as in a deadlock."""
    stories = [f"story-{number:03}" for number in range(60)]
    failed: list[Error] = []

    def note(seed: int) -> None:
        rng = random.Random(seed)  # noqa: S311 - a test, not a secret
        try:
            for _ in range(20):
                shelf.touch(rng.sample(stories, len(stories)))
        except Error as error:
            failed.append(error)
        finally:
            connection.close()

    threads = [threading.Thread(target=note, args=(seed,)) for seed in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failed == []
    assert set(stories) <= set(Waiting.objects.values_list("story", flat=True))
