"""Evidence beside a story in a real browser: the cited words, wide and on a phone, by keyboard and without script."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser, Page

from onrecord import record
from onrecord.web.models import WordingRow
from tests.publishing.chromium import CONTRAST
from tests.web.stories import many_worded, river


def opened(browser: Browser, address: str, width: int = 1400, **more: object) -> tuple[Page, list[str]]:
    """Return a page and what its console said, refusals of the content policy included."""
    context = browser.new_context(viewport={"width": width, "height": 800}, **more)  # type: ignore[arg-type]
    page = context.new_page()
    heard: list[str] = []
    page.on("console", lambda message: heard.append(message.text))
    page.on("pageerror", lambda error: heard.append(str(error)))
    page.goto(address)
    return page, heard


def words_cited(link: str) -> str:
    """Return the words that the address of a citation names."""
    article, _, places = link.removeprefix("/articles/").removesuffix("#cited").partition("/?cite=")
    text = record.as_of().article(article).text
    spans = sorted(tuple(map(int, place.split("-"))) for place in places.split(","))
    return "".join(text[start:end] for start, end in spans)


@pytest.fixture
def story(served: str) -> str:
    """The address of the story of the examples on a real server."""
    return f"{served}/stories/{river()}/"


@pytest.mark.parametrize("width", [1400, 360])
def test_a_citation_opens_exactly_its_words(browser: Browser, story: str, width: int) -> None:
    """The words of a citation are marked and in view beside or under its sentence, which stays in view too."""
    page, heard = opened(browser, story, width)
    links = page.locator("#said a.cite")
    for number in (0, 3, 9):
        link = links.nth(number)
        href = link.get_attribute("href") or ""
        link.click()
        page.wait_for_selector(f'a.cite[aria-current][href="{href}"]')
        shown = "".join(page.locator("#evidence mark.cited").all_text_contents())
        assert shown == words_cited(href)
        box = page.locator("#evidence mark.cited").first.bounding_box()
        pane = page.locator("aside.pane").bounding_box()
        assert box
        assert pane
        assert pane["y"] <= box["y"] < 800
        page.wait_for_function(
            "() => { const r = document.querySelector('a.cite[aria-current]').getBoundingClientRect();"
            " const p = document.querySelector('aside.pane').getBoundingClientRect();"
            " return r.top >= 0 && r.bottom <= (innerWidth < 1000 ? p.top : innerHeight) }"
        )
        page.keyboard.press("Escape")
        page.wait_for_selector("#evidence mark.cited", state="detached")
    assert page.url == story
    assert heard == []
    page.context.close()


@pytest.mark.parametrize("width", [1400, 360])
def test_the_pane_closes_and_gives_the_focus_back(browser: Browser, story: str, width: int) -> None:
    """By keyboard alone: Enter opens the words and the focus goes to them, Escape or the button brings it back."""
    page, _ = opened(browser, story, width)
    for way in ("Escape", "Enter"):
        link = page.locator("#synopsis a.cite").first
        link.focus()
        page.keyboard.press("Enter")
        page.wait_for_selector("#evidence mark.cited")
        assert page.evaluate("document.activeElement.closest('#evidence') !== null")
        if way == "Enter":
            page.keyboard.press("Shift+Tab")
            assert page.evaluate("document.activeElement.hasAttribute('data-close')")
        page.keyboard.press(way)
        page.wait_for_selector("#evidence mark.cited", state="detached")
        assert page.evaluate("document.activeElement.getAttribute('href')") == link.get_attribute("href")
    page.context.close()


def test_without_script_a_citation_leads_to_the_article_at_its_words(browser: Browser, story: str) -> None:
    """The link goes to the article's own page, whose marked words are in view."""
    page, _ = opened(browser, story, java_script_enabled=False)
    link = page.locator("#said a.cite").nth(3)
    href = link.get_attribute("href") or ""
    link.click()
    assert page.url.endswith(href)
    assert "".join(page.locator("mark.cited").all_text_contents()) == words_cited(href)
    box = page.locator("#cited").bounding_box()
    assert box
    assert 0 <= box["y"] < 800
    page.context.close()


def test_style_is_marked_by_a_box_alone(browser: Browser, story: str) -> None:
    """Changes of form or order are plain words until the box is ticked, without script too."""
    page, _ = opened(browser, story, java_script_enabled=False)
    if page.locator(".wording em.small").count() == 0:
        page.set_content(page.content().replace('<em class="changed">', '<em class="small">'))
    styled = page.locator(".wording em.small").first
    assert "dotted" not in styled.evaluate("each => getComputedStyle(each).textDecoration")
    page.locator("#style-too").check()
    assert "dotted" in styled.evaluate("each => getComputedStyle(each).textDecoration")
    page.context.close()


@pytest.mark.parametrize("width", [1400, 800, 360])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_pages_fit_and_can_be_read(browser: Browser, served: str, width: int, scheme: str) -> None:
    """Nothing is wider than the window, and every text has the contrast that it needs, in light and dark."""
    story = river()
    row = WordingRow.objects.filter(story=story)[0]
    addresses = (
        f"/stories/{story}/",
        f"/articles/{row.article}/?cite={row.places}",
        f"/statements/{many_worded(story)}/",
        f"/stories/{story}/compare/?a=Ostrel&b=Harbour+Ledger",
    )
    for address in addresses:
        page, heard = opened(browser, served + address, width, color_scheme=scheme)
        assert page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth"), address
        assert page.evaluate(CONTRAST) == [], address
        assert heard == [], address
        page.context.close()


def test_a_printed_story_has_its_quotations_and_no_controls(browser: Browser, story: str) -> None:
    """On paper stand what was said and by whom; boxes, panes and ways to other forms do not."""
    page, _ = opened(browser, story)
    page.emulate_media(media="print")
    assert page.locator("#said blockquote").first.is_visible()
    assert page.locator(".wordings li").first.is_visible()
    for gone in (".anchors", ".toggle", "aside.pane", ".forms-of .forms", "header.site"):
        assert not page.locator(gone).first.is_visible(), gone
    assert len(page.pdf()) > 20_000
    page.context.close()


def test_a_speaker_s_line_lights_up_its_words(browser: Browser, served: str) -> None:
    """On an article's page a number leads to the speaker's line, and all parts of the attribution light up."""
    row = WordingRow.objects.filter(story=river(), quoted=True)[0]
    page, heard = opened(browser, f"{served}/articles/{row.article}/")
    page.locator("main a.tag").first.click()
    assert page.locator("mark.lit").count() >= 2
    assert page.locator(".entries li:target").count() == 1
    assert heard == []
    page.context.close()
