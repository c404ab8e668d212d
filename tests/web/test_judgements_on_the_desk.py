"""Judging at the desk: previewed, signed, shown at once, taken back; the second of two editors is told."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from playwright.sync_api import Browser, Page, expect

from onrecord import record
from onrecord.record import Statement, Story
from tests.conftest import Store
from tests.web.conftest import PASSWORD

As = Callable[[str], Client]
NAME = "Mira Brandt"


def _story(least: int = 3) -> Story:
    """Return the largest story of the record."""
    story = max(record.as_of().stories(), key=lambda each: len(each.articles))
    assert len(story.articles) >= least
    return story


def _statement(story: str) -> Statement:
    """Return a statement of a story whose speaker is known, in several wordings."""
    return next(each for each in record.as_of().statements(story) if len(each.wordings) > 1 and each.speaker_name)


def _judge(client: Client, reason: str = "seen the video", **fields: Any) -> Any:
    """Open the form as a person does, and send it with what it carries."""
    page = client.get("/desk/judge/", fields)
    assert page.status_code == 200
    assert page.context["outcome"] is not None
    return client.post("/desk/judge/", {**fields, "seen": page.context["seen"], "reason": reason})


def _retract(client: Client, judgement: str) -> Any:
    return client.post(f"/desk/judgements/{judgement}/", {"reason": "it was his after all"})


def test_a_corrected_speaker_is_shown_at_once_and_undone_at_once(signed_in: As) -> None:
    """The record names the new speaker after the judgement, and the old one after its retraction."""
    story = _story()
    told = _statement(story.id)
    analyst = signed_in("analyst")
    said = told.wordings[0].attribution.id
    preview = analyst.get("/desk/judge/", {"kind": "correct", "target": said, "value": NAME})
    assert NAME in str(preview.context["outcome"].changes)
    assert record.judgements() == ()
    answer = _judge(analyst, kind="correct", target=said, value=NAME)
    assert answer.status_code == 302
    (made,) = record.judgements()
    assert (made.kind, made.targets, made.value, made.by) == ("correct", (said,), NAME, "Ada Analyst")
    snapshot = record.as_of()
    now = {each.id: each.speaker_name for each in snapshot.reading(snapshot.said_in(said)).attributions}
    assert now[said] == NAME
    assert _retract(analyst, made.id).status_code == 302
    (back,) = record.judgements()
    assert (back.retracted_by, back.retraction) == ("Ada Analyst", "it was his after all")
    snapshot = record.as_of()
    now = {each.id: each.speaker_name for each in snapshot.reading(snapshot.said_in(said)).attributions}
    assert now[said] == told.wordings[0].attribution.speaker_name
    page = analyst.get("/desk/judgements/").content.decode()
    assert "Taken back by" in page
    assert "it was his after all" in page


def test_the_sheets_that_a_judgement_touches_are_made_at_once(signed_in: As) -> None:
    """After a split both stories have their sheets without a worker; after the retraction only the whole one has."""
    from onrecord.web.models import StorySheet

    story = _story()
    before = StorySheet.objects.get(story=story.id).report_count
    analyst = signed_in("analyst")
    leaving = story.articles[-1:]
    chosen = analyst.post("/desk/split/", {"of": story.id, "leaving": leaving})
    assert chosen.status_code == 302
    page = analyst.get(chosen["Location"])
    assert "New story" in page.content.decode()
    assert record.judgements() == ()
    done = analyst.post(chosen["Location"], {"seen": page.context["seen"], "reason": "another event"})
    assert done.status_code == 302
    counts = dict(StorySheet.objects.values_list("story", "report_count"))
    assert counts[story.id] == before - 1
    (made,) = record.judgements()
    new = next(each for each in record.as_of().stories(articles=leaving))
    assert counts[new.id] == 1
    assert _retract(analyst, made.id).status_code == 302
    assert StorySheet.objects.get(story=story.id).report_count == before
    assert not StorySheet.objects.filter(story=new.id).exists()


def test_the_choice_for_a_split_is_its_makers_own(signed_in: As) -> None:
    """A draft is found again by whoever made it, and is not there for anybody else, whatever the role."""
    story = _story()
    analyst = signed_in("analyst")
    place = analyst.post("/desk/split/", {"of": story.id, "leaving": story.articles[:2]})["Location"]
    assert signed_in("administrator").get(place).status_code == 404
    assert signed_in("administrator").post(place, {"reason": "x", "seen": ""}).status_code == 404
    rows = analyst.get("/desk/split/", {"of": story.id}).context["rows"]
    assert {each.id for each, chosen in rows if chosen} == set(story.articles[:2])
    everything = {"of": story.id, "leaving": story.articles}
    assert analyst.post("/desk/split/", everything).status_code == 400


def test_stories_are_merged_and_the_second_leads_to_the_first(signed_in: As) -> None:
    """Two stories become one page; the address of the second leads there."""
    first, second, *_ = sorted(record.as_of().stories(), key=lambda each: len(each.articles))
    analyst = signed_in("analyst")
    form = analyst.get("/desk/judge/", {"kind": "merge", "target": first.id})
    assert form.status_code == 200
    address = f"http://localhost/stories/{second.id}/"
    preview = analyst.get("/desk/judge/", {"kind": "merge", "target": first.id, "other": address})
    assert "told no more by itself" in preview.content.decode()
    answer = analyst.post(
        "/desk/judge/",
        {"kind": "merge", "target": [first.id, second.id], "seen": preview.context["seen"], "reason": "one event"},
    )
    assert answer.status_code == 302
    assert analyst.get(f"/stories/{second.id}/")["Location"] == f"/stories/{first.id}/"


def test_rejections_are_previewed_and_put_down(signed_in: As) -> None:
    """A wording, an attribution, a follow-up and a join of names can each be rejected."""
    from onrecord.web.desk.models import ReviewItem

    analyst = signed_in("analyst")
    told = _statement(_story().id)
    assert _judge(analyst, kind="reject", target=[told.id, told.wordings[-1].attribution.id]).status_code == 302
    assert len(record.as_of().statement(told.id).wordings) == len(told.wordings) - 1
    assert _judge(analyst, kind="reject", target=told.wordings[0].attribution.id).status_code == 302
    for item in ReviewItem.objects.filter(kind__in=("follow", "join")):
        assert _judge(analyst, kind="reject", target=item.targets, item=item.id).status_code == 302
        assert not ReviewItem.objects.filter(id=item.id).exists()


def test_what_was_judged_leaves_the_queue_and_comes_back_when_it_is_taken_back(signed_in: As) -> None:
    """An uncertain attribution that was corrected is not offered again, unless the correction is retracted."""
    from onrecord.web.desk.models import ReviewItem

    analyst = signed_in("analyst")
    item = ReviewItem.objects.filter(kind="attribution").order_by("score", "id").first()
    assert item is not None
    fields = {"kind": "correct", "target": item.targets[0], "value": NAME, "item": item.id}
    answer = _judge(analyst, **fields)
    assert answer["Location"].startswith("/desk/review/")
    assert not ReviewItem.objects.filter(id=item.id).exists()
    _retract(analyst, record.judgements()[0].id)
    assert ReviewItem.objects.filter(id=item.id).exists()


def test_the_second_of_two_editors_is_told_and_loses_nothing(signed_in: As) -> None:
    """Who judges what another judged since the form was opened gets 409, the other's judgement, and the own words."""
    said = _statement(_story().id).wordings[0].attribution.id
    asked = {"kind": "correct", "target": said, "value": NAME}
    second = signed_in("editor")
    seen = second.get("/desk/judge/", asked).context["seen"]
    assert _judge(signed_in("analyst"), kind="reject", target=said, reason="nobody said it").status_code == 302
    answer = second.post("/desk/judge/", {**asked, "seen": seen, "reason": "I was in the room"})
    assert answer.status_code == 409
    words = answer.content.decode()
    assert "nobody said it" in words
    assert "Ada Analyst" in words
    assert "I was in the room" in words
    assert f'value="{NAME}"' in words
    assert len(record.judgements()) == 1
    again = {**asked, "seen": answer.context["seen"], "reason": "I was in the room"}
    assert second.post("/desk/judge/", again).status_code == 302
    assert len(record.judgements()) == 2


def test_the_second_who_takes_back_is_told(signed_in: As) -> None:
    """A judgement is taken back once; who comes second sees by whom and why."""
    said = _statement(_story().id).wordings[0].attribution.id
    _judge(signed_in("analyst"), kind="correct", target=said, value=NAME)
    (made,) = record.judgements()
    assert _retract(signed_in("analyst"), made.id).status_code == 302
    answer = signed_in("editor").post(f"/desk/judgements/{made.id}/", {"reason": "my own reason"})
    assert answer.status_code == 409
    assert "my own reason" in answer.content.decode()
    assert record.judgements()[0].retracted_by == "Ada Analyst"


def test_an_analyst_takes_back_only_what_is_their_own(signed_in: As) -> None:
    """A judgement of another, or one made by the command line, is taken back by editors alone."""
    said = _statement(_story().id).wordings[0].attribution.id
    made = record.judge("correct", [said], "Ada Analyst", "by the command line", NAME)
    assert _retract(signed_in("analyst"), made.id).status_code == 403
    assert _retract(signed_in("editor"), made.id).status_code == 302


@pytest.mark.parametrize("reason", ["", "   ", "\x00"])
def test_a_judgement_needs_a_reason(reason: str, signed_in: As) -> None:
    """Without a reason nothing is put down, and the form comes back."""
    said = _statement(_story().id).wordings[0].attribution.id
    assert _judge(signed_in("analyst"), reason=reason, kind="correct", target=said, value=NAME).status_code == 400
    assert record.judgements() == ()


def test_hostile_words_do_not_break_out(signed_in: As) -> None:
    """Markup and control characters in a name and a reason are shown as words on every page of the desk."""
    said = _statement(_story().id).wordings[0].attribution.id
    evil = "<script>alert(1)</script>\u202e"
    analyst = signed_in("analyst")
    _judge(analyst, reason=evil, kind="correct", target=said, value=evil)
    (made,) = record.judgements()
    for path in ("/desk/judgements/", f"/desk/judgements/{made.id}/", "/desk/"):
        page = analyst.get(path).content.decode()
        assert "<script>alert" not in page
        assert "\u202e" not in page


def test_a_full_disk_is_told_and_nothing_typed_is_lost(site: Store, signed_in: As) -> None:
    """When the database cannot grow, the form comes back with the words; when there is room again it is put down."""
    from django.db import connection

    if site.vendor != "sqlite":
        pytest.skip("PostgreSQL's disk cannot be filled from here")
    said = _statement(_story().id).wordings[0].attribution.id
    analyst = signed_in("analyst")
    page = analyst.get("/desk/judge/", {"kind": "correct", "target": said, "value": NAME})
    fields = {"kind": "correct", "target": said, "value": NAME, "seen": page.context["seen"]}
    long = "because of the video " * 90
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA page_count")
        (pages,) = cursor.fetchone()
        cursor.execute(f"PRAGMA max_page_count = {pages}")
    tries = [analyst.post("/desk/judge/", {**fields, "reason": long}) for _ in range(1)]
    while tries[-1].status_code == 302:  # free pages of the file take a few judgements yet
        seen = analyst.get("/desk/judge/", {"kind": "correct", "target": said, "value": NAME}).context["seen"]
        tries.append(analyst.post("/desk/judge/", {**fields, "seen": seen, "reason": long}))
    answer = tries[-1]
    held = len(record.judgements())
    assert answer.status_code == 503
    assert "the disk or the quota under it is full" in answer.content.decode()
    assert long.strip() in answer.content.decode()
    assert held == len(tries) - 1
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA max_page_count = 1073741823")
    fields["seen"] = answer.context["seen"]
    assert analyst.post("/desk/judge/", {**fields, "reason": long}).status_code == 302
    assert len(record.judgements()) == held + 1
    assert list(record.verify()) == []


# --- in a browser -------------------------------------------------------------------------------------------
def _enter(page: Page, address: str, role: str) -> None:
    """Sign in by the form, as a person does."""
    page.goto(f"{address}/accounts/login/?next=/desk/")
    page.get_by_label(re.compile("e-?mail", re.IGNORECASE)).fill(f"{role}@example.org")
    page.locator("input[type=password]").fill(PASSWORD)
    page.locator("input[type=password]").press("Enter")
    page.wait_for_url("**/desk/")


@pytest.mark.usefixtures("people")
def test_a_speaker_is_corrected_and_undone_in_a_browser(served: str, browser: Browser) -> None:
    """An analyst corrects the speaker of the first item, finds it under Judgements, and takes it back."""
    page = browser.new_page()
    _enter(page, served, "analyst")
    page.get_by_role("link", name="Uncertain attributions").click()
    page.locator(".queue .line").first.click()
    page.get_by_role("link", name="Correct the speaker").click()
    page.get_by_label("Who says it").fill(NAME)
    page.get_by_role("button", name="Show what would change").click()
    expect(page.locator("table.outcome")).to_contain_text(NAME)
    page.get_by_label("Why").fill("the pronoun is hers")
    page.get_by_role("button", name="Put it on record").click()
    expect(page.get_by_role("status")).to_contain_text("On record")
    page.get_by_role("link", name="Judgements", exact=True).click()
    page.get_by_role("link", name=re.compile(NAME)).click()
    page.get_by_label("Why").fill("seen the video")
    page.get_by_role("button", name="Take it back").click()
    expect(page.locator(".note")).to_contain_text("seen the video")
    page.close()


@pytest.mark.usefixtures("people")
def test_the_desk_works_by_keyboard_alone(served: str, browser: Browser) -> None:
    """Keys open an item, let it stand and go on; they can be turned off; without them the Tab key does it all."""
    page = browser.new_page()
    _enter(page, served, "analyst")
    page.keyboard.press("j")
    first = page.evaluate("document.activeElement.getAttribute('href')")
    page.keyboard.press("Enter")
    page.wait_for_url(f"**{first}")
    page.keyboard.press("a")
    expect(page.get_by_role("status")).to_contain_text("Let stand")
    page.keyboard.press("u")
    page.wait_for_url("**/desk/")
    for _ in range(60):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.className") == "line":
            break
    page.keyboard.press("Enter")
    page.wait_for_url("**/desk/review/**")
    page.locator(".keys summary").press("Enter")
    page.get_by_role("button", name="Turn the keys off").press("Enter")
    here = page.url
    page.keyboard.press("u")
    expect(page.get_by_role("button", name="Turn the keys on")).to_be_visible()
    assert page.url == here
    page.close()


@pytest.mark.usefixtures("people")
def test_a_story_is_split_on_a_phone_without_script(served: str, browser: Browser) -> None:
    """The whole way of a split works at 360 pixels without JavaScript, and no page of it is wider than the screen."""
    context = browser.new_context(viewport={"width": 360, "height": 740}, java_script_enabled=False)
    page = context.new_page()
    _enter(page, served, "analyst")
    story = _story()
    page.goto(f"{served}/desk/split/?of={story.id}")
    page.locator(".pick input").first.check()
    page.get_by_role("button", name="Show what would change").click()
    expect(page.locator("table.outcome")).to_contain_text("New story")
    page.get_by_label("Why").fill("two events")
    page.get_by_role("button", name="Put it on record").click()
    expect(page.locator("h1")).to_contain_text("Split")
    context.close()
