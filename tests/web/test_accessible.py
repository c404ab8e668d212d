"""Every page kind is open to people who see, hear or move otherwise, as far as axe-core can tell."""

from __future__ import annotations

from collections.abc import Callable
from types import SimpleNamespace

import pytest
from django.test import Client
from playwright.sync_api import Browser

from tests.conftest import Store
from tests.web.arriving import context_of
from tests.web.axe import AXE, barriers
from tests.web.page_kinds import ids_of, page_kinds

pytestmark = pytest.mark.skipif(not AXE.exists(), reason="axe-core is not there; `make assets` fetches it from npm")


@pytest.fixture
def over_sqlite(site: Store) -> None:
    """Skip over PostgreSQL, before a server is started: its pages are those over SQLite, where they are looked at."""
    if site.vendor == "postgresql":
        pytest.skip("the pages are those over SQLite, where they are looked at")


@pytest.mark.usefixtures("over_sqlite")
@pytest.mark.parametrize("width", [1400, 360], ids=["wide", "phone"])
def test_axe_finds_nothing_serious_on_any_page_kind(
    site: Store,
    posted: SimpleNamespace,  # noqa: ARG001 - the post that is shown
    served: str,
    browser: Browser,
    signed_in: Callable[[str], Client],
    width: int,
) -> None:
    """WCAG 2.2 A and AA: no serious or critical finding, wide and on a phone, in light and in dark."""
    wrong = []
    contexts = {}
    for kind in page_kinds(ids_of(site)):
        # The admin's pages are Django's own.
        if kind.form != "html" or kind.path.startswith("/admin/"):
            continue
        if kind.role not in contexts:
            contexts[kind.role] = context_of(browser, width=width)
            if kind.role != "anonymous":
                session = signed_in(kind.role).cookies["session"].value
                contexts[kind.role].add_cookies([{"name": "session", "value": session, "url": served}])
        page = contexts[kind.role].new_page()
        page.emulate_media(reduced_motion="reduce")  # no colour is on its way to another while it is measured
        page.goto(served + kind.path)
        assert page.url == served + kind.path, "another page than was asked for"
        wrong += [f"{kind.name}: {barrier}" for barrier in barriers(page)]
        page.emulate_media(color_scheme="dark")
        wrong += [f"{kind.name}, dark: {barrier}" for barrier in barriers(page)]
        page.close()
    for context in contexts.values():
        context.close()
    assert wrong == []


def test_axe_finds_what_is_in_the_way(browser: Browser) -> None:
    """A page with an image without words and a field without a label is found wanting."""
    page = browser.new_page()
    page.set_content("<html lang=en><title>t</title><main><img src='x.png'><input></main></html>")
    found = " ".join(barriers(page))
    assert "image-alt" in found
    assert "label" in found
    page.close()


def test_axe_sees_the_colours_that_a_page_has_in_the_dark(browser: Browser) -> None:
    """Words that can be read in light and not in dark are found once the scheme of the open page is dark."""
    page = browser.new_page()
    faint = "@media (prefers-color-scheme: dark) { p { color: #333; background: #222 } }"
    page.set_content(f"<html lang=en><title>t</title><style>{faint}</style><main><p>faint</p></main></html>")
    assert "color-contrast" not in " ".join(barriers(page))
    page.emulate_media(color_scheme="dark")
    assert "color-contrast" in " ".join(barriers(page))
    page.close()
