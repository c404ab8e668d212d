"""The front page."""

from __future__ import annotations

from django.test import Client
from playwright.sync_api import Browser


def test_front_lists_the_stories_of_the_record(client: Client) -> None:
    """The front page names each story with its reports, newest first."""
    page = client.get("/").content.decode()
    assert "reports" in page
    assert page.count('href="/stories/') >= 1


def test_front_in_a_browser(served: str, browser: Browser) -> None:
    """A reader opens the front page and goes to a story."""
    page = browser.new_page()
    page.goto(served)
    page.locator(".stories a").first.click()
    assert page.locator("h1").inner_text()
    page.close()
