"""The community in a real browser: reading with the timer, voting, commenting and buying, by mouse, keyboard and phone.

The server runs under a tariff in which a post is read in seconds.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path
from types import SimpleNamespace

import pytest
from django.test import Client
from playwright.sync_api import Browser, BrowserContext, Page, expect

from onrecord import community
from onrecord.community import Caller
from tests.community.conftest import ROUND, rewritten
from tests.web.arriving import Heard, context_of, sign_in
from tests.web.axe import AXE, barriers
from tests.web.conftest import PASSWORD
from tests.web.posting import comment, key, neighbours, publish, settled
from tests.web.stories import river

SignedIn = Callable[[str], Client]


@pytest.fixture(autouse=True)
def shortened(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A tariff by which newcomers pay and earn, and a post is read in ten seconds at least, for the server too."""
    from django.conf import settings

    file = tmp_path / "tariff.toml"
    changed = {"reading_words_a_minute": "600", "reading_floor_seconds": "10"}
    file.write_text(rewritten(ROUND | changed), encoding="utf-8")
    monkeypatch.setenv("TARIFF", str(file))
    monkeypatch.setattr(settings, "TARIFF", str(file))


@pytest.fixture
def post(people: SimpleNamespace) -> SimpleNamespace:
    """A short post of the analyst's on the story with the most reports, with one comment."""
    for role in ("reader", "analyst", "editor"):
        settled(getattr(people, role).pk, level=14)
    made = publish(people.analyst.pk, river(), words=80)
    (other,) = neighbours(["Ivo Marsh"])
    said = comment(other, made, "I was on the quay that evening.")
    return SimpleNamespace(id=made, path=f"/stories/{river()}/", comment=said, other=other)


@pytest.fixture
def opened(browser: Browser, served: str, signed_in: SignedIn) -> Iterator[Callable[..., Page]]:
    """Return a function that opens a page in a browser in which a role is signed in, and listens to what goes wrong."""
    contexts: list[BrowserContext] = []
    heard = Heard()

    def of(role: str, path: str, *, script: bool = True, width: int = 1400) -> Page:
        context = context_of(browser, script=script, width=width)
        contexts.append(context)
        session = signed_in(role).cookies["session"].value
        context.add_cookies([{"name": "session", "value": session, "url": served}])
        page = heard.listen(context.new_page())
        page.goto(served + path)
        return page

    yield of
    for context in contexts:
        context.close()
    assert heard.amiss == []


def test_a_reader_signs_in_reads_and_is_paid(
    browser: Browser, served: str, post: SimpleNamespace, people: SimpleNamespace
) -> None:
    """The timer counts while the page is seen, says when it is done, and the reward is the reader's, once."""
    page = context_of(browser).new_page()
    sign_in(page, served, people.reader.email, PASSWORD, to=post.path)
    cell = page.locator("[aria-labelledby=reading-title]")
    expect(cell).to_contain_text("you earned: None")
    expect(cell).to_contain_text("Reading it to the end earns 2 Twei")
    expect(page.locator("[data-counted]")).to_have_text(re.compile("0:00 of 0:10 counted"), timeout=10_000)
    page.mouse.wheel(0, 400)
    expect(page.locator("[data-earned]")).to_have_text(re.compile("2.Twei"), timeout=60_000)
    expect(cell).to_contain_text("by reading; paid out after 3 days.")
    assert community.pending(people.reader.pk) == 2
    page.reload()
    expect(cell).to_contain_text("you earned: 2 Twei")
    expect(cell).to_contain_text("You have read this post.")
    assert page.locator("#reading").count() == 0
    page.context.close()


def test_a_page_that_nobody_looks_at_counts_nothing(opened: Callable[..., Page], post: SimpleNamespace) -> None:
    """While the page is hidden no heartbeat is sent, and what was begun is not counted."""
    page = opened("reader", "/about/")
    page.add_init_script("Object.defineProperty(document, 'visibilityState', {get: () => window.seen || 'hidden'})")
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(page.url.replace("/about/", post.path))
    page.mouse.move(200, 200)
    page.wait_for_timeout(1_500)
    assert [each for each in asked if "/reading/" in each] == []
    page.evaluate("window.seen = 'visible'; document.dispatchEvent(new Event('visibilitychange'))")
    expect(page.locator("[data-counted]")).to_have_text("0:00 of 0:10 counted")


def test_reading_in_two_tabs_counts_in_one(opened: Callable[..., Page], post: SimpleNamespace) -> None:
    """The tab opened later counts; the other says that reading goes on elsewhere."""
    first = opened("reader", post.path)
    expect(first.locator("[data-counted]")).to_have_text("0:00 of 0:10 counted")
    second = opened("reader", post.path)
    expect(second.locator("[data-counted]")).to_have_text("0:00 of 0:10 counted")
    expect(first.locator("[data-reading]")).to_contain_text("reading goes on elsewhere", timeout=30_000)
    expect(second.locator("[data-earned]")).to_have_text(re.compile("2.Twei"), timeout=60_000)


def test_reading_goes_on_where_it_was(opened: Callable[..., Page], post: SimpleNamespace) -> None:
    """What was counted is kept in the browser: a page that is loaded again goes on from it, and at the end it is gone.

    What the browser kept of other posts more than a day ago is gone too.
    """
    from onrecord.community.models import Post

    Post.objects.filter(pk=post.id).update(words=200)
    page = opened("reader", post.path)
    page.evaluate("localStorage.setItem('reading elsewhere', JSON.stringify({token: 'x', at: Date.now() - 9e7}))")
    counted = page.locator("[data-counted]")
    expect(counted).to_have_text("0:10 of 0:20 counted", timeout=30_000)
    page.reload()
    expect(counted).to_have_text("0:10 of 0:20 counted")
    assert page.evaluate("Object.keys(localStorage).length") == 1
    page.mouse.wheel(0, 400)
    expect(page.locator("[data-earned]")).to_have_text(re.compile("2.Twei"), timeout=30_000)
    assert page.evaluate("Object.keys(localStorage).length") == 0


def test_without_script_nothing_is_paid_and_the_page_says_so(
    opened: Callable[..., Page], post: SimpleNamespace, people: SimpleNamespace
) -> None:
    """The timer is said to need JavaScript; everything else works by forms: a vote, a comment, a like, a report."""
    page = opened("reader", post.path, script=False)
    expect(page.locator("#post noscript p")).to_be_visible()
    assert "The timer needs JavaScript." in page.locator("#post noscript").inner_text()
    page.get_by_role("button", name="plus 0").click()
    expect(page.locator("div.told")).to_contain_text("Your vote is counted.")
    page.get_by_role("button", name="plus 1").click()
    expect(page.get_by_role("button", name="plus 0")).to_have_attribute("aria-pressed", "false")
    page.get_by_label("Add a comment").fill("Nobody asked the board.\n\nSee https://board.example/minutes.")
    page.get_by_role("button", name="Comment for 2 Twei").click()
    expect(page.locator(".thread")).to_contain_text("Nobody asked the board.")
    link = page.locator(".words a")
    assert link.get_attribute("rel") == "nofollow ugc noopener"
    page.goto(page.url.split("/comments/")[0] + post.path)
    page.get_by_role("button", name="Like 0 the comment of Ivo Marsh", exact=True).click()
    expect(page.locator("div.told")).to_contain_text("Your opinion of the comment is counted.")
    page.goto(page.url.split("/comments/")[0] + post.path)
    page.get_by_role("link", name="Answer Ivo Marsh").click()
    page.get_by_label("Answer Ivo Marsh").fill("So was I.")
    page.get_by_role("button", name="Comment for 2 Twei").click()
    page.goto(page.url.split("/comments/")[0] + post.path)
    page.get_by_role("button", name="Buy one for 1 Twei").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Report 1 on")
    assert community.purse(people.reader.pk) == 500 - 2 - 2 - 1
    assert community.reading_offer(post.id, people.reader.pk).counted == 0


def test_acts_answer_in_place(opened: Callable[..., Page], post: SimpleNamespace, people: SimpleNamespace) -> None:
    """With a script the page stays: a vote is put and undone, a comment is liked, answered, changed and flagged."""
    page = opened("reader", post.path)
    page.get_by_role("button", name="minus 0").click()
    expect(page.locator("#votes")).to_contain_text("It cost you 2")
    expect(page.locator("#says")).to_contain_text("It cost you 2")
    assert community.purse(people.reader.pk) == 498
    page.get_by_role("button", name="minus 1").click()
    expect(page.locator("#votes")).to_contain_text("You have 2")
    assert community.purse(people.reader.pk) == 500
    page.get_by_role("button", name="Like 0").first.click()
    expect(page.locator(f"#like-{post.comment}")).to_have_attribute("aria-pressed", "true")
    page.get_by_label("Add a comment").fill("I have a question.")
    page.get_by_role("button", name="Comment for 2 Twei").click()
    mine = page.locator(".comment", has_text="I have a question.")
    expect(mine).to_be_visible()
    mine.get_by_role("link", name="Change").click()
    field = mine.get_by_label("Change your comment")
    expect(field).to_be_focused()
    field.fill("I have two questions.")
    mine.get_by_role("button", name="Save the change").click()
    expect(page.locator(".thread").first).to_contain_text("I have two questions.")
    assert (
        page.locator(".comment", has_text="two questions")
        .locator(".when")
        .first.evaluate("each => each === document.activeElement")
    )
    theirs = page.locator(f"#comment-{post.comment}")
    theirs.get_by_role("link", name="Flag").click()
    theirs.get_by_label("What is wrong with it?").fill("It names a private person")
    theirs.get_by_role("button", name="Flag the comment").click()
    expect(theirs).to_contain_text("The moderators will look at it.")
    theirs.get_by_role("link", name="Answer").click()
    theirs.get_by_label("Answer Ivo Marsh").fill("So was I.")
    theirs.get_by_role("button", name="Comment for 2 Twei").click()
    expect(theirs.locator(".answered")).to_contain_text("answers Ivo Marsh")
    assert page.url.endswith(post.path)


def test_a_refusal_in_place_keeps_what_was_typed(opened: Callable[..., Page], post: SimpleNamespace) -> None:
    """An answer with a blocked word stays in its field, under what is wrong with it."""
    editor = community.post(post.id).author
    assert editor
    page = opened("reader", post.path)
    theirs = page.locator(f"#comment-{post.comment}")
    theirs.get_by_role("link", name="Answer").click()
    field = theirs.get_by_label("Answer Ivo Marsh")
    field.fill("\u0301\u0302\u0303")
    theirs.get_by_role("button", name="Comment for 2 Twei").click()
    expect(theirs.get_by_role("alert")).to_contain_text("A comment needs words, and this shows none.")
    assert "\u0301" in field.input_value()


def test_an_impatient_reader_pays_once(
    opened: Callable[..., Page], post: SimpleNamespace, people: SimpleNamespace
) -> None:
    """A double click on a button, with and without a script, does one thing and costs once."""
    for script in (True, False):
        before = community.purse(people.reader.pk)
        page = opened("reader", post.path, script=script)
        page.get_by_label("Add a comment").fill(f"Twice? {script}")
        page.get_by_role("button", name="Comment for 2 Twei").dblclick()
        expect(page.locator(".thread").first).to_contain_text(f"Twice? {script}")
        assert community.purse(people.reader.pk) == before - 2
    assert len(community.thread(post.id)) == 3


def test_it_works_by_keyboard_alone(opened: Callable[..., Page], post: SimpleNamespace) -> None:
    """A vote keeps the focus on its button; the answer's form takes it, and Tab goes on in the order of the page."""
    page = opened("reader", post.path)
    page.locator("#plus").focus()
    page.keyboard.press("Enter")
    expect(page.locator("#plus")).to_have_attribute("aria-pressed", "true")
    expect(page.locator("#plus")).to_be_focused()
    page.keyboard.press("Tab")
    expect(page.locator("#minus")).to_be_focused()
    page.get_by_role("link", name="Answer Ivo Marsh").focus()
    page.keyboard.press("Enter")
    field = page.get_by_label("Answer Ivo Marsh")
    expect(field).to_be_focused()
    page.keyboard.type("So was I.")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.locator(".answered")).to_contain_text("So was I.")


@pytest.mark.skipif(not AXE.exists(), reason="axe-core is not there; `make assets` fetches it from npm")
@pytest.mark.parametrize("width", [1400, 360])
def test_what_comes_in_place_has_no_barriers(opened: Callable[..., Page], post: SimpleNamespace, width: int) -> None:
    """After a vote, with a form open in the thread and a refusal in it, axe finds nothing, and nothing sticks out."""
    page = opened("reader", post.path, width=width)
    page.get_by_role("button", name="minus 0").click()
    expect(page.locator("#votes")).to_contain_text("It cost you 2")
    page.get_by_role("link", name="Answer Ivo Marsh").click()
    page.get_by_label("Answer Ivo Marsh").fill("\u0301")
    page.locator(f"#comment-{post.comment}").get_by_role("button", name="Comment for 2 Twei").click()
    expect(page.get_by_role("alert")).to_be_visible()
    assert barriers(page) == []
    assert page.evaluate("document.scrollingElement.scrollWidth <= document.documentElement.clientWidth")


def test_an_evening_on_a_phone(opened: Callable[..., Page], post: SimpleNamespace) -> None:
    """On a narrow screen everything can be reached and pressed: targets are at least 24 px high, as WCAG 2.2 asks."""
    page = opened("reader", post.path, width=360)
    for button in page.locator("#post button:visible, #comments button:visible, #comments .deeds a:visible").all():
        box = button.bounding_box()
        assert box
        assert box["height"] >= 24, button.inner_text()
    page.get_by_role("button", name="plus 0").click()
    expect(page.get_by_role("button", name="plus 1")).to_be_visible()
    page.get_by_label("Add a comment").fill("From the tram.")
    page.get_by_role("button", name="Comment for 2 Twei").click()
    expect(page.locator(".thread")).to_contain_text("From the tram.")
    assert page.evaluate("document.scrollingElement.scrollWidth <= document.documentElement.clientWidth")


def test_a_moderator_hides_a_comment_and_everybody_reads_why(
    opened: Callable[..., Page], post: SimpleNamespace, people: SimpleNamespace
) -> None:
    """From the queue to the public log, without a script; the thread keeps the comment's place."""
    community.flag(Caller(people.reader.pk, key()), post.comment, "It names a private person")
    page = opened("editor", "/moderation/", script=False)
    expect(page.locator(".flagged")).to_contain_text("Ada Reader: It names a private person")
    page.get_by_label("Reason, for the public log").fill("Names a private person")
    page.get_by_role("button", name="Hide it").click()
    expect(page.locator("main")).to_contain_text("Nothing is flagged.")
    page.get_by_role("link", name="Public log").click()
    expect(page.locator(".log")).to_contain_text("Ada Editor hid a comment: Names a private person")
    page.goto(page.url.replace("/moderation/log/", post.path))
    expect(page.locator(f"#comment-{post.comment}")).to_contain_text("Hidden by a moderator")
    expect(page.locator(".thread")).not_to_contain_text("I was on the quay")
