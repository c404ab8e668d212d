"""The chart and the page of a report instance in light and in dark, in a real browser."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from types import SimpleNamespace
from typing import Literal

import pytest
from django.test import Client
from playwright.sync_api import Browser, Page

from onrecord import community
from tests.web.arriving import Heard

SignedIn = Callable[[str], Client]
Scheme = Literal["light", "dark"]
OF_OLD = b'<svg xmlns="http://www.w3.org/2000/svg" width="640" height="26"><text y="14">plus</text></svg>\n'
"""A chart in the form that was kept before charts were dark in the dark."""


@pytest.fixture
def opened(browser: Browser, served: str, signed_in: SignedIn) -> Iterator[Callable[[Scheme], Page]]:
    """Return a function that gives a page of the site in a light or dark browser, the reader signed in."""
    heard, contexts = Heard(), []

    def of(scheme: Scheme) -> Page:
        context = browser.new_context(base_url=served, color_scheme=scheme)
        contexts.append(context)
        session = signed_in("reader").cookies["session"].value
        context.add_cookies([{"name": "session", "value": session, "url": served}])
        return heard.listen(context.new_page())

    yield of
    for each in contexts:
        each.close()
    assert heard.amiss == []


def colours(page: Page) -> list[str]:
    """Return the colours of a chart's ground, words, profit and loss."""
    script = "one => getComputedStyle(document.querySelector(one)).fill"
    return [page.evaluate(script, f".pnl {each}") for each in (".ground", "text", ".profit", ".loss")]


def luminance(colour: str) -> float:
    """Return the relative luminance of `rgb(…)` (WCAG 2.2)."""
    shares = [int(each) / 255 for each in colour.strip("rgb() ").split(",")]
    red, green, blue = (each / 12.92 if each <= 0.04045 else ((each + 0.055) / 1.055) ** 2.4 for each in shares)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    """Return the contrast of two colours (WCAG 2.2)."""
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_a_chart_is_light_or_dark_as_its_reader_is(
    opened: Callable[[Scheme], Page], posted: SimpleNamespace, tmp_path: Path, scheme: Scheme
) -> None:
    """By itself and within the frozen page, which is opened from a disk: the ground follows, and all can be read."""
    page, path = opened(scheme), f"/posts/{posted.post}/reports/{posted.report}"
    page.goto(f"{path}.svg")
    shown = colours(page)
    frozen = tmp_path / "report.html"
    frozen.write_bytes(community.report(posted.post, posted.report).html)
    page.goto(frozen.as_uri())
    assert colours(page) == shown
    ground, words, *bars = shown
    assert (luminance(ground) > 0.5) == (scheme == "light")
    assert contrast(ground, words) > 7
    assert all(contrast(ground, bar) > 4.5 for bar in bars)
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == ground
    page.set_viewport_size({"width": 390, "height": 800})
    assert page.evaluate("document.documentElement.scrollWidth") == 390


def test_a_copy_that_was_bought_before_stays_as_it_was(
    opened: Callable[[Scheme], Page], posted: SimpleNamespace, signed_in: SignedIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Byte for byte, and on white, for its words are black."""
    monkeypatch.setattr("onrecord.community.reporting.as_svg", lambda _: OF_OLD)
    bought = signed_in("reader").post(f"/posts/{posted.post}/report", {"key": "old"})["Location"]
    assert signed_in("reader").get(f"{bought.rstrip('/')}.svg").content == OF_OLD
    page = opened("dark")
    box = "getComputedStyle(document.querySelector('.chart')).backgroundColor"
    page.goto(bought)
    assert page.evaluate(box) == "rgb(255, 255, 255)"
    page.goto(f"/posts/{posted.post}/reports/{posted.report}/")
    assert luminance(page.evaluate(box)) < 0.1
