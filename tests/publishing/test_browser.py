"""The briefing's page in a real browser."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from onrecord.publishing import brief, page_of, render, show, write
from onrecord.record import Wording
from tests.publishing.chromium import CHROMIUM, CONTRAST, opened
from tests.publishing.house import article, said, strait

pytestmark = pytest.mark.skipif(
    CHROMIUM is None, reason="no Chromium on this machine: install Debian's package chromium"
)


@pytest.fixture(scope="module")
def file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The briefing of the invented story as a file."""
    house, first, second = strait()
    path = tmp_path_factory.mktemp("page") / "briefing.html"
    write(path, render(brief(house, [first, second]), "html"))
    return path


@pytest.fixture(scope="module")
def statement(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The page of the invented statement in three wordings, of which reports name two speakers."""
    house, first, _ = strait()
    spoken = house.said[first][0]
    one, *others = spoken.wordings
    other = replace(one, attribution=replace(one.attribution, speaker_name="Per Lund"))
    house.said[first] = (replace(spoken, speaker=None, wordings=(other, *others)),)
    path = tmp_path_factory.mktemp("page") / "statement.html"
    write(path, page_of(show(house, spoken.id).view))
    return path


@pytest.mark.parametrize("width", [1400, 360])
def test_a_statement_s_citations_open_its_words(browser: Browser, statement: Path, width: int) -> None:
    """From each wording of a statement a citation leads to the cited words in their report, in view."""
    page, asked, heard = opened(browser, statement, width)
    links = page.locator("a.cite")
    assert links.count() == 5
    for number in range(links.count()):
        links.nth(number).click()
        target = page.locator(":target")
        assert target.get_attribute("id") == f"w-{links.nth(number).inner_text()}"
        box = target.bounding_box()
        assert box is not None
        assert 0 <= box["y"] < 800
    assert set(asked) == {statement.as_uri()}
    assert heard == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [360, 768, 1400])
def test_a_statement_can_be_read_anywhere(browser: Browser, statement: Path, width: int, scheme: str) -> None:
    """Its page is never wider than the window, has contrast, one main heading, and its warnings in words."""
    page, _, _ = opened(browser, statement, width, scheme)
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert page.evaluate(CONTRAST) == []
    levels = page.locator("main :is(h1, h2, h3, h4)").evaluate_all("nodes => nodes.map(n => Number(n.tagName[1]))")
    assert levels == [1, 2, 2, 2]
    warnings = page.locator(".warn").all_inner_texts()
    assert warnings[0].startswith("The words inside quotation marks differ.")
    assert warnings[1] == "The reports name different speakers: Per Lund in 1 and Ilse Brandt in 2 and 3."


def test_turned_text_does_not_turn_a_citation(browser: Browser, tmp_path: Path) -> None:
    """A mark that turns the reading direction in an article's words ends with them: the label stands behind them."""
    house, first, _ = strait()
    held = article("“\u202eWe sail at dawn” said Lund.", "Quay", "Any")
    spoken = said(held, "\u202eWe sail at dawn", source="Lund", speaker="Lund")
    house.add(held, [spoken])
    house.told[first] = replace(house.told[first], articles=(held.id,))
    house.said[first] = (replace(house.said[first][0], speaker=None, wordings=(Wording(spoken, held.id),)),)
    write(tmp_path / "page.html", page_of(show(house, first).view))
    page, _, _ = opened(browser, tmp_path / "page.html")
    words, label = page.locator("blockquote bdi").bounding_box(), page.locator("blockquote a.cite").bounding_box()
    assert words is not None
    assert label is not None
    assert label["x"] >= words["x"] + words["width"]


@pytest.mark.parametrize("width", [1400, 360])
def test_a_citation_opens_the_cited_words(browser: Browser, file: Path, width: int) -> None:
    """Clicking any citation brings its words into view, highlighted, in their article, on a wide and a narrow page."""
    page, _, _ = opened(browser, file, width)
    house, _, _ = strait()
    texts = [article.text for article in house.articles()]
    links = page.locator("a.cite")
    assert links.count() > 15
    for number in range(0, links.count(), 3):
        link = links.nth(number)
        link.click()
        target = page.locator(":target")
        words = target.evaluate("node => node.textContent")
        assert any(words in text for text in texts)
        assert target.get_attribute("id") == f"w-{link.inner_text()}"
        box = target.bounding_box()
        assert box is not None
        assert 0 <= box["y"] < 800
        shade = target.evaluate("node => getComputedStyle(node).backgroundColor")
        assert shade not in ("rgba(0, 0, 0, 0)", page.evaluate("getComputedStyle(document.body).backgroundColor"))


def test_quoted_words_are_the_cited_words(browser: Browser, file: Path) -> None:
    """The quotation that stands first under a speaker is what its citations open, word for word."""
    page, _, _ = opened(browser, file)
    quote = page.locator("blockquote").first
    keys = quote.locator("a.cite").all_inner_texts()
    cited = [page.locator(f"#w-{key}").evaluate("node => node.textContent") for key in keys]
    assert quote.locator(".q").all_inner_texts() == [f"“{words}”" for words in cited]


def test_opening_a_citation_leaves_the_briefing_where_it_is(browser: Browser, file: Path) -> None:
    """On a wide page the article opens beside the briefing, which does not move."""
    page, _, _ = opened(browser, file)
    link = page.locator("a.cite", has_text="3a").first
    link.scroll_into_view_if_needed()
    before = page.evaluate("scrollY")
    link.click()
    assert page.evaluate("scrollY") == before


def test_the_words_lead_back_to_their_sentence(browser: Browser, file: Path) -> None:
    """From the highlighted words the reader goes back to the sentence that cites them."""
    page, _, _ = opened(browser, file, 360)
    page.goto(f"{file.as_uri()}#w-2a")
    page.locator("#w-2a a.back").click()
    assert page.locator(":target").get_attribute("id") == "c-2a"


@pytest.mark.parametrize("width", [360, 390, 768, 1024, 1400, 2200])
def test_nothing_scrolls_sideways(browser: Browser, file: Path, width: int) -> None:
    """From a telephone to a wide screen the page is never wider than its window."""
    page, _, _ = opened(browser, file, width)
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_no_request_leaves_the_file(browser: Browser, file: Path) -> None:
    """The page asks for nothing but itself, and its security policy is not broken by its own style."""
    page, asked, heard = opened(browser, file)
    page.wait_for_timeout(100)
    assert [address for address in asked if not address.startswith(("file:", "data:"))] == []
    assert asked == [file.as_uri()]
    assert heard == []


def test_hostile_titles_stay_text(browser: Browser, file: Path) -> None:
    """A script in a headline is read, not run, and an address that is not http(s) is no link."""
    page, _, heard = opened(browser, file)
    assert page.get_by_text("Strait stays shut <script>alert(1)</script>").count() >= 1
    assert page.locator("script").count() == 0
    assert heard == []
    addresses = page.locator("a").evaluate_all("nodes => nodes.map(node => node.getAttribute('href'))")
    assert all(address.startswith(("#", "https://", "http://")) for address in addresses)
    outside = page.locator('a[href^="http"]')
    assert outside.first.get_attribute("rel") == "noopener noreferrer nofollow"


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_text_can_be_read(browser: Browser, file: Path, scheme: str) -> None:
    """Every text has a contrast of at least 4.5 to 1 against what lies behind it, in light and in dark."""
    page, _, _ = opened(browser, file, scheme=scheme)
    weak = page.evaluate(CONTRAST)
    assert weak == []


@pytest.mark.parametrize("stories", [1, 2])
def test_the_page_has_a_plain_order(browser: Browser, tmp_path: Path, stories: int) -> None:
    """One main heading, no heading level skipped, one main part, and the first tab stop skips to the text."""
    house, *ids = strait()
    write(tmp_path / "page.html", render(brief(house, ids[:stories]), "html"))
    page, _, _ = opened(browser, tmp_path / "page.html")
    levels = page.locator("main :is(h1, h2, h3, h4)").evaluate_all("nodes => nodes.map(n => Number(n.tagName[1]))")
    assert levels.count(1) == 1
    assert all(after - before <= 1 for before, after in pairwise(levels))
    assert page.locator("main").count() == 1
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "Skip to the briefing"
    assert page.evaluate("document.activeElement.getBoundingClientRect().left") >= 0
