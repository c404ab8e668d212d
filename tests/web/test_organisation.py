"""People sign in with the account that their organisation gives them (OpenID Connect), over the real server."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
from oidc_provider_mock import User, run_server_in_thread
from playwright.sync_api import Browser, Page, expect

from tests.web.arriving import Heard, confirm, context_of, sign_in, sign_out, sign_up

# What the provider of this test uses is out of date; its own warnings are no concern of the site.
pytestmark = pytest.mark.filterwarnings("ignore::DeprecationWarning")

EMAIL = "nadia@example.org"
NAME = "The Gazette"


@pytest.fixture
def organisation(monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """An organisation that knows Nadia; a site that is served from now on asks it."""
    nadia = User(sub="nadia", claims={"email": EMAIL, "email_verified": True, "name": "Nadia Hale"})
    with run_server_in_thread(user_claims=[nadia]) as provider:
        issuer = f"http://localhost:{provider.server_port}"
        said = {"ISSUER": issuer, "CLIENT_ID": "onrecord", "CLIENT_SECRET": "only for this test", "NAME": NAME}
        for name, value in said.items():
            monkeypatch.setenv(f"OIDC_{name}", value)
        yield issuer


@pytest.fixture
def home(organisation: str, served: str) -> str:  # noqa: ARG001 - the server asks it
    """The server, by its name."""
    return served.replace("127.0.0.1", "localhost")


def ask(page: Page, home: str, organisation: str) -> None:
    """Go the way to the organisation's own page."""
    page.goto(f"{home}/accounts/login/?next=/accounts/")
    page.get_by_role("main").get_by_role("link", name=f"Sign in with {NAME}").click()
    page.get_by_role("main").get_by_role("button", name="Continue").click()
    page.wait_for_url(f"{organisation}/**")


@pytest.mark.parametrize("script", [True, False], ids=["with scripts", "without scripts"])
def test_sign_in_with_the_account_of_an_organisation(
    organisation: str, home: str, browser: Browser, *, script: bool
) -> None:
    """The site leads there and back; the account has the name that it tells, and is the same the next time."""
    page, heard = context_of(browser, script=script).new_page(), Heard()
    heard.listen(page)
    for _ in range(2):
        ask(page, home, organisation)
        page.get_by_role("button", name="nadia").first.click()
        page.wait_for_url(f"{home}/accounts/")
        expect(page.get_by_role("main")).to_contain_text(EMAIL)
        expect(page.get_by_label("Name", exact=True)).to_have_value("Nadia Hale")
        page.get_by_role("link", name="Connect its account, or disconnect it").click()
        expect(page.get_by_role("main")).to_contain_text(NAME)
        sign_out(page)
    assert heard.amiss == []


def test_who_refuses_there_is_not_signed_in(organisation: str, home: str, browser: Browser) -> None:
    """A plain page says so, and leads on."""
    page = context_of(browser).new_page()
    ask(page, home, organisation)
    # Refused as RFC 6749, 4.1.2.1 has it; the provider of this test forgets the state when one presses its button.
    state = parse_qs(urlsplit(page.url).query)["state"][0]
    page.goto(f"{home}/accounts/oidc/organisation/login/callback/?error=access_denied&state={state}")
    expect(page.get_by_role("heading", level=1)).to_have_text("You are not signed in")
    page.get_by_role("main").get_by_role("link", name="Sign in").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Sign in")


def test_an_organisation_takes_over_no_account(organisation: str, home: str, browser: Browser, tmp_path: Path) -> None:
    """Whoever has an account of that address signs in to it first, and connects the two."""
    page = context_of(browser).new_page()
    sign_up(page, home, tmp_path / "serve.log", EMAIL, "Nadia")
    ask(page, home, organisation)
    page.get_by_role("button", name="nadia").first.click()
    page.wait_for_url(f"{home}/**")
    page.goto(f"{home}/accounts/")
    page.wait_for_url(f"{home}/accounts/login/**")  # not signed in
    sign_in(page, home, EMAIL)
    page.goto(f"{home}/accounts/3rdparty/")
    page.get_by_role("link", name=f"Connect with {NAME}").click()
    page.get_by_role("main").get_by_role("button", name="Continue").click()
    page.get_by_role("button", name="nadia").first.click()
    confirm(page)
    page.wait_for_url(f"{home}/accounts/3rdparty/")
    expect(page.get_by_role("main")).to_contain_text("You can sign in here as")
    sign_out(page)
    ask(page, home, organisation)
    page.get_by_role("button", name="nadia").first.click()
    page.wait_for_url(f"{home}/accounts/")
    expect(page.get_by_label("Name", exact=True)).to_have_value("Nadia")
