"""Comparing one speaker on one issue over time: a form, then positions and statements side by side by day."""

from __future__ import annotations

from datetime import date

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from playwright.sync_api import Browser

from tests.web.shelves import evidence, many_statements


def speaker_who_moved() -> None:
    """Put a speaker on the shelf who was against something in January and for it in March."""
    from onrecord.web.models import AgendaEntry, EntitySheet

    EntitySheet.objects.create(
        entity="ent-minister",
        name="Ilse Brandt",
        name_key="ilse brandt",
        kind="person",
        article_count=1,
        statement_count=0,
    )
    for n, (stance, day) in enumerate((("against", date(2026, 1, 5)), ("for", date(2026, 3, 1)))):
        words = f"keep the port open, {stance}"
        AgendaEntry.objects.create(
            id=f"pos-{n}",
            kind="positions",
            story=f"story-{n}",
            headline="Ferry talks",
            actor="ent-minister",
            actor_name="Ilse Brandt",
            issue="keeping the port open" if n else "Keeping the  port open",
            first_on=day,
            last_on=day,
            changed_on=day,
            data={"issue_id": f"iss-{n}", "stance": stance, "evidence": evidence(f"art-p{n}", words)},
        )


def test_positions_stand_beside_what_was_said(client: Client) -> None:
    """Days come in order, a moved position says from where, and statements on the issue stand at their day."""
    speaker_who_moved()
    many_statements("ent-minister", 10)
    answer = client.get("/compare/?speaker=ent-minister&issue=iss-1")
    days = answer.context["days"]
    assert [day.day for day in days] == sorted(day.day for day in days)
    by_day = {day.day: day for day in days}
    assert by_day[date(2026, 3, 1)].moved_from == "against"
    assert [held.stance for held in by_day[date(2026, 1, 5)].positions] == ["against"]
    assert [told.sheet.words for told in by_day[date(2026, 1, 5)].said] == ["“The port stays open, 4.”"]
    page = answer.content.decode()
    assert "was against" in page
    assert 'href="/stories/story-0/compare/"' in page


def test_issues_of_two_stories_in_the_same_words_are_one(client: Client) -> None:
    """A speaker's issue is chosen once, however many stories name it."""
    speaker_who_moved()
    assert [count for _, _, count in client.get("/compare/?speaker=ent-minister").context["issues"]] == [2]
    rows = client.get("/entities/ent-minister/positions.json?issue=keeping the port open").json()["rows"]
    assert {row["stance"] for row in rows} >= {"for"}


def test_a_speaker_is_found_by_name(client: Client) -> None:
    """A name that fits one speaker leads to the issues, one that fits several to a choice, none says so."""
    speaker_who_moved()
    assert client.get("/compare/?who=ilse").headers["Location"] == "/compare/?speaker=ent-minister"
    several = client.get("/compare/?who=o")
    assert len(several.context["speakers"]) > 1
    assert "Nobody whose name" in client.get("/compare/?who=zzz").content.decode()
    assert client.get("/compare/?speaker=ent-unknown").status_code == 404
    assert client.get("/compare/?speaker=%00").status_code == 400
    assert "There is no such issue" in client.get("/compare/?speaker=ent-minister&issue=iss-9").content.decode()


def test_comparing_takes_few_queries(client: Client) -> None:
    """The page asks for the speaker, the positions and the statements, however many there are."""
    speaker_who_moved()
    many_statements("ent-minister", 1_000)
    address = "/compare/?speaker=ent-minister&issue=iss-0"
    client.get(address)
    with CaptureQueriesContext(connection) as asked:
        client.get(address)
    assert len(asked) <= 3


def test_a_reader_compares_without_scripts(served: str, browser: Browser) -> None:
    """From the list of speakers over the choice of an issue to the days, by links and forms alone."""
    context = browser.new_context(java_script_enabled=False, viewport={"width": 360, "height": 740})
    page = context.new_page()
    page.goto(f"{served}/compare/")
    page.locator(".names a").first.click()
    page.get_by_role("button", name="Compare").click()
    page.wait_for_url("**issue=**")
    assert page.locator("table.beside tbody tr").count() >= 1
    assert page.locator("main").bounding_box()["width"] <= 360  # type: ignore[index]
    context.close()
