"""The front page: the newest stories, what changed since the reader was here, and what is due."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from types import SimpleNamespace

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from playwright.sync_api import Browser

from tests.web.shelves import commitment, many_stories


def set_clock(monkeypatch: pytest.MonkeyPatch, now: datetime) -> None:
    """Let the front page, and what notes a visit to it, take `now` for the present instant."""
    told = {"fromisoformat": datetime.fromisoformat, "fromtimestamp": datetime.fromtimestamp}
    clock = SimpleNamespace(now=lambda _: now, **told)
    for module in ("pages.front", "visits"):
        monkeypatch.setattr(f"onrecord.web.{module}.datetime", clock)


def test_front_lists_the_stories_of_the_record(client: Client) -> None:
    """The front page names each story with its reports, outlets and lede under its day, newest first."""
    from onrecord.web.models import StorySheet

    page = client.get("/").content.decode()
    sheets = StorySheet.objects.order_by("-last_on", "story")
    places = [page.index(f'<h3><a href="/stories/{sheet.story}/"') for sheet in sheets]
    assert places == sorted(places)
    for sheet in sheets:
        assert f"{sheet.report_count} report" in page
        assert f"{sheet.independent_count} independent" in page
        assert sheet.outlets[0] in page
    assert "Tuesday 3 March 2026" in page


def test_a_story_says_which_one_it_goes_on_from(client: Client) -> None:
    """A follow-up names the earlier story and leads there."""
    from onrecord.web.models import StorySheet

    later = next(sheet for sheet in StorySheet.objects.all() if sheet.follows)
    page = client.get("/").content.decode()
    assert "Goes on from" in page
    assert page.count(f'href="/stories/{later.follows[0]["story"]}/"') == 2


def test_the_first_visit_says_nothing_of_changes(client: Client) -> None:
    """Who comes for the first time, or soon again, is told nothing; the cookie holds two instants and is signed."""
    for _ in range(2):
        assert "your last visit" not in client.get("/").content.decode()
    cookie = client.cookies["onrecord-visit"]
    assert cookie["httponly"]
    assert cookie["samesite"] == "Lax"
    client.cookies["onrecord-visit"] = cookie.value[:-3] + "abc"
    assert "your last visit" not in client.get("/").content.decode()


def test_who_comes_back_is_told_what_changed(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    """After a visit ended, the next one says which stories are new, which have more reports, and leads to these."""
    from onrecord.web.models import AgendaEntry, StorySheet

    client.get("/")
    now = datetime.now(UTC)
    later = now + timedelta(hours=3)
    many_stories(4, arrived=now + timedelta(hours=1))
    grown = StorySheet.objects.exclude(story__startswith="story-many")[0]
    grown.changed_at = now + timedelta(hours=1)
    grown.arrivals = [grown.changed_at.isoformat(), *grown.arrivals]
    grown.report_count += 1
    grown.save()
    AgendaEntry.objects.bulk_create([commitment(1, changed_on=(now + timedelta(days=1)).date())])

    set_clock(monkeypatch, later)
    answer = client.get("/")
    page = answer.content.decode()
    assert "4 new stories, 1 story with new reports" in page
    assert page.count("new since your last visit") == 4
    assert "1 new report since your last visit" in page
    assert "1 commitment told anew or changed since your last visit" in page
    changed = client.get(answer.context["news"]["address"])
    assert len(changed.context["rows"]) == 5
    # The visit goes on: the next page tells the same.
    assert "4 new stories" in client.get("/").content.decode()


def test_an_account_keeps_its_visits(
    signed_in: Callable[[str], Client], people: SimpleNamespace, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A visit of an account is kept with the account, on whatever machine it signs in next."""
    from onrecord.web.models import Visit

    signed_in("reader").get("/")
    seen = Visit.objects.get(account=people.reader)
    assert seen.before_at is None
    later = seen.seen_at + timedelta(days=1)

    set_clock(monkeypatch, later)
    other = signed_in("reader")
    assert "Since your last visit" in other.get("/").content.decode()
    assert Visit.objects.get(account=people.reader).before_at == seen.seen_at
    assert "onrecord-visit" not in other.cookies


def test_what_is_due_this_week_stands_beside(client: Client) -> None:
    """Commitments due within a week are named with their day; settled ones and those of other weeks are not."""
    from onrecord.web.models import AgendaEntry

    today = datetime.now(UTC).date()
    AgendaEntry.objects.bulk_create(
        [
            commitment(1, due=today + timedelta(days=2), act="open the north pier"),
            commitment(2, due=today + timedelta(days=20), act="open the south pier"),
            commitment(3, due=today + timedelta(days=2), act="open the east pier", status="delivered"),
        ]
    )
    page = client.get("/").content.decode()
    assert "open the north pier" in page
    assert "south pier" not in page
    assert "east pier" not in page
    assert "ahead, 2 days from now" in page


def test_one_day_and_an_empty_record(client: Client) -> None:
    """A day is asked for by its date; where there is nothing, the page says so."""
    from onrecord.web.models import StorySheet

    sheet = StorySheet.objects.get(last_on="2026-03-04")
    rows = client.get("/?day=2026-03-04").context["rows"]
    assert [story.sheet.story for story in rows] == [sheet.story]
    assert "No story was last reported on this day" in client.get("/?day=1999-01-01").content.decode()
    StorySheet.objects.all().delete()
    assert "Nothing is on record yet" in client.get("/").content.decode()


def test_hostile_headlines_stay_text(client: Client) -> None:
    """Nothing of a headline, an outlet or a lede runs or breaks out of the page."""
    from onrecord.web.models import StorySheet

    many_stories(1, headline='"><script>alert(1)</script>\u202e')
    StorySheet.objects.filter(story="story-many00000").update(
        outlets=["<img src=x onerror=alert(1)>"],
        lede="</p><svg onload=alert(1)>",
        follows=[{"story": "story-x", "headline": '"><b>'}],
    )
    page = client.get("/").content.decode()
    for breaking in ("<script>alert", "<img src=x", "<svg onload", '"><b>'):
        assert breaking not in page


def test_a_front_page_of_thousands_takes_few_queries(client: Client) -> None:
    """However many stories there are, the page asks the same few questions and reads no part of a story's page."""
    many_stories(3_000)
    client.get("/")
    with CaptureQueriesContext(connection) as asked:
        assert client.get("/").status_code == 200
    assert len(asked) <= 5
    assert not any('"parts"' in query["sql"] for query in asked)


def test_front_in_a_browser(served: str, browser: Browser) -> None:
    """A reader on a phone opens the front page, without scripts, and goes to a story by the keyboard."""
    context = browser.new_context(java_script_enabled=False, viewport={"width": 360, "height": 700})
    page = context.new_page()
    page.goto(served)
    assert page.locator("body").bounding_box()["width"] <= 360  # type: ignore[index]
    first = page.locator(".stories a").first
    headline = first.inner_text()
    first.focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**/stories/**")
    assert headline in page.locator("h1").inner_text()
    context.close()


def test_about_says_how_the_record_is_made(client: Client) -> None:
    """The page on the record asks only whether anything changed, and the foot of every page leads there."""
    with CaptureQueriesContext(connection) as asked:
        page = client.get("/about/").content.decode()
    assert not [each["sql"] for each in asked.captured_queries if "pg_current_snapshot" not in each["sql"]]
    for heading in ("What the marks mean", "What it does not know", "How to cite it"):
        assert heading in page
    assert 'href="/about/"' in client.get("/").content.decode()
