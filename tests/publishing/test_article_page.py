"""The page of an article with its attributions, in a real browser."""

from __future__ import annotations

import re
from itertools import pairwise
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from onrecord.core import join
from onrecord.limits.publishing import PAGE_ARTICLES
from onrecord.publishing import Exhibit, exhibits_page, write
from onrecord.publishing.exhibit import exhibit
from tests.publishing.chromium import CHROMIUM, CONTRAST, opened
from tests.publishing.ferry import FERRY, ferry, reading
from tests.publishing.house import article, said

pytestmark = pytest.mark.skipif(
    CHROMIUM is None, reason="no Chromium on this machine: install Debian's package chromium"
)


@pytest.fixture(scope="module")
def file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The page of the invented article as a file."""
    path = tmp_path_factory.mktemp("page") / "article.html"
    held, read = ferry()
    write(path, exhibits_page([exhibit(held, read)]))
    return path


@pytest.fixture(scope="module")
def several(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The page of the invented article and of a hostile one."""
    path = tmp_path_factory.mktemp("page") / "articles.html"
    held, read = ferry()
    write(path, exhibits_page([exhibit(held, read), hostile()]))
    return path


def hostile() -> Exhibit:
    """Return an article that brings scripts, markup and an address that is none."""
    attack = '"><img src=x onerror=alert(1)><script>alert(2)</script>'
    held = article(f"{attack} said {attack[::-1]} ‮ever", attack, attack, url="javascript:alert(3)", byline=attack)
    given = said(held, attack[::-1], source=attack, speaker=attack, role=attack, venue=attack, via=attack)
    return exhibit(held, reading(held, given))


@pytest.mark.parametrize("width", [1400, 360])
def test_each_mark_leads_to_its_speaker_and_back(browser: Browser, file: Path, width: int) -> None:
    """Clicking a mark's number opens its line among the speakers, and that line's links open the marks again."""
    page, _, _ = opened(browser, file, width)
    tags = page.locator("main .body a.tag")
    assert tags.count() == 17
    for number in range(tags.count()):
        tags.nth(number).click()
        line = page.locator(":target")
        assert line.locator("b.n").inner_text() == tags.nth(number).get_attribute("data-n")
        box = line.bounding_box()
        assert box is not None
        assert 0 <= box["y"] < 800
    places = page.locator(".places a")
    for number in range(places.count()):
        places.nth(number).click()
        part = (places.nth(number).text_content() or "").split()[0]
        assert part in (page.locator(":target").get_attribute("class") or "").split()


def test_the_marks_hold_the_words_and_nothing_else(browser: Browser, file: Path) -> None:
    """The text on the page is the article's, and each attribution's marks hold its source, cue and content."""
    page, _, _ = opened(browser, file)
    assert page.locator("main .body p").evaluate_all("all => all.map(p => p.textContent)") == FERRY.split("\n\n")
    held, read = ferry()
    for number, given in zip(("1", "1-1", "2"), read.attributions[:3], strict=True):
        for part, spans in (("source", given.source), ("cue", given.cue), ("content", given.content)):
            words = page.locator(f"mark.{part}.n1-{number}").evaluate_all("all => all.map(m => m.textContent)")
            assert "".join(" ".join(words).split()) == "".join(join(held.text, spans).split())


def test_choosing_a_speaker_s_line_lights_up_its_parts(browser: Browser, file: Path) -> None:
    """Without a script all parts of the chosen attribution stand out in the text, and no others."""
    page, _, _ = opened(browser, file)
    page.goto(f"{file.as_uri()}#a1-2")
    lit = "all => all.filter(m => getComputedStyle(m).backgroundColor !== 'rgba(0, 0, 0, 0)').map(m => m.className)"
    names = page.locator("main .body mark").evaluate_all(lit)
    assert len(names) == 5
    assert all("n1-2" in name.split() for name in names)


def test_parts_differ_in_shape_and_not_only_in_colour(browser: Browser, file: Path) -> None:
    """Source has a box, cue is slanted over dots, content stands over a line between bars; nested lines lie apart."""
    page, _, _ = opened(browser, file)
    look = """mark => { const s = getComputedStyle(mark); return [s.borderTopWidth, s.borderLeftWidth, s.fontStyle,
      s.textDecorationLine, s.textDecorationStyle, s.textUnderlineOffset] }"""
    source, cue, content, inner = (
        page.locator(f"main .body mark{name}").first.evaluate(look)
        for name in (".source", ".cue", ".content.d0", ".content.d1")
    )
    assert source[:4] == ["1px", "1px", "normal", "none"]
    assert cue[:5] == ["0px", "0px", "italic", "underline", "dotted"]
    assert content[:5] == ["0px", "3px", "normal", "underline", "solid"]
    assert inner[5] != content[5]


def test_a_screen_reader_hears_the_parts(browser: Browser, file: Path) -> None:
    """The accessible name of each mark's link says which part it is, of which attribution, and who speaks."""
    page, _, _ = opened(browser, file)
    names = page.locator("main .body a.tag").evaluate_all("all => all.map(a => a.getAttribute('aria-label'))")
    for name in (
        "source of 1: Ilse Brandt",
        "cue of 1.1: speaker not known",
        "content of 2: Lena Moor",
        "content of 2, going on: Lena Moor",
        "content of 4: a member of the board",
    ):
        assert name in names
    heard = page.locator("main .body").aria_snapshot()
    assert 'link "source of 1: Ilse Brandt"' in heard
    assert "end of content" in heard


def test_the_speakers_are_grouped(browser: Browser, file: Path) -> None:
    """Each speaker stands once, with all that is attributed, and an anonymous source with the stated reason."""
    page, _, _ = opened(browser, file)
    assert page.locator("aside .voice h3").all_inner_texts() == [
        "Ilse Brandt",
        "speaker not known",
        "Lena Moor",
        "a member of the board",
    ]
    lena = page.locator("aside .voice", has_text="Lena Moor")
    assert lena.locator("b.n").all_inner_texts() == ["2", "3"]
    words = "We asked twice, … We asked in May. “And we asked again on Tuesday."
    assert lena.locator(".excerpt").first.inner_text() == words
    assert "venue: on the quay" in lena.inner_text()
    assert "stated reason: the talks are private" in page.locator("aside").inner_text()


@pytest.mark.parametrize("width", [360, 390, 768, 1024, 1400, 2200])
def test_nothing_scrolls_sideways(browser: Browser, several: Path, width: int) -> None:
    """From a telephone to a wide screen the page is never wider than its window."""
    page, _, _ = opened(browser, several, width)
    assert page.evaluate("document.documentElement.scrollWidth") <= width


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("place", ["", "#a1-2", "#a1-1-1"])
def test_text_can_be_read(browser: Browser, file: Path, scheme: str, place: str) -> None:
    """Every text has a contrast of at least 4.5 to 1, in light and in dark, chosen lines and lit marks too."""
    page, _, _ = opened(browser, file, scheme=scheme)
    page.goto(f"{file.as_uri()}{place}")
    assert page.evaluate(CONTRAST) == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_numbers_can_be_read(browser: Browser, file: Path, scheme: str) -> None:
    """The numbers at the marks, which the style sheet writes, have that contrast as well."""
    page, _, _ = opened(browser, file, scheme=scheme)
    # The same measurement, of elements that look as the generated numbers do.
    page.evaluate("""() => { for (const tag of document.querySelectorAll('a.tag')) {
      const look = getComputedStyle(tag, '::before'), copy = document.createElement('span');
      copy.textContent = tag.dataset.n;
      copy.style.color = look.color;
      copy.style.backgroundColor = look.backgroundColor;
      document.querySelector('main').append(copy) } }""")
    assert page.evaluate(CONTRAST) == []


def test_a_hostile_article_stays_text(browser: Browser, several: Path) -> None:
    """Scripts and markup of an article are read and not run, nothing is asked for, and only http(s) is linked."""
    page, asked, heard = opened(browser, several)
    page.wait_for_timeout(100)
    assert asked == [several.as_uri()]
    assert heard == []
    assert page.locator("script, img").count() == 0
    addresses = page.locator("a").evaluate_all("nodes => nodes.map(node => node.getAttribute('href'))")
    assert all(address.startswith(("#", "https://")) for address in addresses)


@pytest.mark.parametrize("name", ["file", "several"])
def test_the_page_has_a_plain_order(browser: Browser, name: str, request: pytest.FixtureRequest) -> None:
    """One main heading, no level skipped, ids that are used once, and the first tab stop skips to the text."""
    page, _, _ = opened(browser, request.getfixturevalue(name))
    levels = page.locator(":is(h1, h2, h3, h4)").evaluate_all("nodes => nodes.map(n => Number(n.tagName[1]))")
    assert levels.count(1) == 1
    assert all(after - before <= 1 for before, after in pairwise(levels))
    ids = page.locator("[id]").evaluate_all("nodes => nodes.map(node => node.id)")
    assert len(ids) == len(set(ids))
    targets = page.locator("a[href^='#']").evaluate_all(
        "nodes => nodes.map(node => node.getAttribute('href').slice(1))"
    )
    assert set(targets) <= set(ids)
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "Skip to the text"


def test_a_page_holds_only_so_many_articles() -> None:
    """Beyond the limit the page says how many more there are."""
    held, read = ferry()
    html = exhibits_page([exhibit(held, read)] * (PAGE_ARTICLES + 2), 5)
    assert "7 more articles in the input did not fit on this page." in html
    assert len(re.findall('<article class="sheet"', html)) == PAGE_ARTICLES
