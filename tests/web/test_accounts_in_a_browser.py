"""People sign up, in and out, with second factors, by keyboard and without scripts, over the real server."""

from __future__ import annotations

import re
import time
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.web.arriving import PASSWORD, Heard, confirm, context_of, mailed, sign_in, sign_out, sign_up, totp

EMAIL = "nadia@example.org"


@pytest.fixture
def log(served: str, tmp_path: Path) -> Path:  # noqa: ARG001 - the server writes it
    """What the server writes, its mails among it."""
    return tmp_path / "serve.log"


@pytest.fixture
def home(served: str) -> str:
    """The server by its name: passkeys belong to a name, and never to a number (WebAuthn, section 5.1.3)."""
    return served.replace("127.0.0.1", "localhost")


def with_app(page: Page, home: str) -> tuple[str, list[str]]:
    """Give the account of a page an authenticator app; return its secret and the recovery codes."""
    page.goto(f"{home}/accounts/2fa/totp/activate/")
    confirm(page)
    secret = page.get_by_label("Authenticator secret").input_value()
    page.get_by_label("Authenticator code").fill(totp(secret))
    page.get_by_role("main").get_by_role("button", name="Activate").click()
    page.goto(f"{home}/accounts/2fa/recovery-codes/")
    return secret, page.get_by_label("Unused codes").input_value().split()


@pytest.mark.parametrize("script", [True, False], ids=["with scripts", "without scripts"])
def test_sign_up_verify_second_factor_and_sign_out(home: str, log: Path, browser: Browser, *, script: bool) -> None:
    """A person signs up, opens the mailed link, adds an app, and signs in with its code and with a recovery code."""
    heard, context = Heard(), context_of(browser, script=script)
    page = heard.listen(context.new_page())
    sign_up(page, home, log, EMAIL, "Nadia Ruiz")
    sign_in(page, home, EMAIL)
    expect(page.get_by_role("heading", name="Your account")).to_be_visible()
    expect(page.locator("header")).to_contain_text("Nadia Ruiz")
    assert EMAIL not in page.locator("header").inner_text()

    secret, codes = with_app(page, home)
    assert len(codes) == 10
    sign_out(page)
    sign_in(page, home, EMAIL)
    page.get_by_label("Code", exact=False).fill("000000")
    page.get_by_role("main").get_by_role("button", name="Sign In").first.click()
    expect(page.locator(".errorlist")).to_contain_text("Incorrect code")
    # The code of the next half minute is taken too: that of this one was spent when the app was added.
    page.get_by_label("Code", exact=False).fill(totp(secret, time.time() + 30))
    page.get_by_role("main").get_by_role("button", name="Sign In").first.click()
    expect(page.get_by_role("heading", name="Your account")).to_be_visible()

    sign_out(page)
    sign_in(page, home, EMAIL)
    page.get_by_label("Code", exact=False).fill(codes[0])
    page.get_by_role("main").get_by_role("button", name="Sign In").first.click()
    expect(page.get_by_role("heading", name="Your account")).to_be_visible()
    assert heard.amiss == []
    context.close()


def test_sign_in_with_a_passkey(home: str, log: Path, browser: Browser) -> None:
    """A person adds a passkey and signs in with it alone, no password typed; the policy on content stops nothing."""
    heard, context = Heard(), context_of(browser)
    page = heard.listen(context.new_page())
    devtools = context.new_cdp_session(page)
    devtools.send("WebAuthn.enable")
    devtools.send(
        "WebAuthn.addVirtualAuthenticator",
        {
            "options": {
                "protocol": "ctap2",
                "transport": "internal",
                "hasResidentKey": True,
                "hasUserVerification": True,
                "isUserVerified": True,
                "automaticPresenceSimulation": True,
            }
        },
    )
    sign_up(page, home, log, EMAIL, "Nadia Ruiz")
    sign_in(page, home, EMAIL)
    expect(page.get_by_role("heading", name="Your account")).to_be_visible()
    page.goto(f"{home}/accounts/2fa/webauthn/add/")
    confirm(page)
    page.get_by_label("Name").fill("This laptop")
    page.get_by_label("Passwordless").check()
    page.get_by_role("main").get_by_role("button", name="Add").click()
    page.wait_for_url(re.compile("recovery-codes|webauthn/$"))
    page.goto(f"{home}/accounts/2fa/webauthn/")
    expect(page.locator("main")).to_contain_text("This laptop")
    sign_out(page)
    page.goto(f"{home}/accounts/login/?next=/accounts/")
    page.get_by_role("button", name="Sign in with a passkey").click()
    expect(page.get_by_role("heading", name="Your account")).to_be_visible()
    # And as the second factor after a password.
    sign_out(page)
    sign_in(page, home, EMAIL)
    page.get_by_role("button", name="Use a security key").click()
    expect(page.get_by_role("heading", name="Your account")).to_be_visible()
    assert heard.amiss == []
    context.close()


@pytest.mark.parametrize("script", [True, False], ids=["with scripts", "without scripts"])
def test_reset_the_password_and_change_the_address(home: str, log: Path, browser: Browser, *, script: bool) -> None:
    """A forgotten password is set anew by a mailed link, once; a new address counts when its own link is opened."""
    context = context_of(browser, script=script)
    page = context.new_page()
    sign_up(page, home, log, EMAIL, "Nadia Ruiz")
    page.goto(f"{home}/accounts/password/reset/")
    page.get_by_label("Email").fill(EMAIL)
    page.get_by_role("main").get_by_role("button").click()
    link = mailed(log, EMAIL, r"http://\S+/accounts/password/reset/key/\S+/")
    page.goto(link)
    page.get_by_label("New Password", exact=True).fill("nine slow trains pass")
    page.get_by_label("New Password (again)").fill("nine slow trains pass")
    page.get_by_role("main").get_by_role("button", name="Set the password").click()
    page.goto(link)
    expect(page.locator("main")).to_contain_text("already been used")
    sign_in(page, home, EMAIL, "nine slow trains pass", "/accounts/email/")
    page.get_by_label("New address").fill("nadia@new.example")
    page.get_by_role("main").get_by_role("button", name="Change the address").click()
    confirm(page, "nine slow trains pass")
    expect(page.locator("main")).to_contain_text("A mail was sent to nadia@new.example")
    page.goto(mailed(log, "nadia@new.example", r"http://\S+/accounts/confirm-email/\S+/"))
    page.get_by_role("main").get_by_role("button", name="Confirm").click()
    page.goto(f"{home}/accounts/")
    expect(page.locator("main")).to_contain_text("nadia@new.example")
    assert EMAIL not in page.locator("main").inner_text()
    context.close()


def test_sign_in_and_leave_by_keyboard_alone(home: str, log: Path, browser: Browser) -> None:
    """Skip link, fields and buttons are reached by Tab and worked by Enter, from signing in to deleting the account."""
    context = context_of(browser)
    page = context.new_page()
    sign_up(page, home, log, EMAIL, "Nadia Ruiz")
    page.goto(f"{home}/accounts/login/?next=/accounts/delete/")

    def focused() -> str:
        return str(page.evaluate("document.activeElement.innerText || document.activeElement.name || ''")).strip()

    def tab_to(words: str) -> None:
        for _ in range(40):
            page.keyboard.press("Tab")
            if words in focused():
                return
        raise AssertionError(f"{words} is not reached by Tab")

    tab_to("Skip to the content")
    page.keyboard.press("Enter")
    tab_to("login")
    page.keyboard.type(EMAIL)
    tab_to("password")
    page.keyboard.type(PASSWORD)
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Delete your account")).to_be_visible()
    tab_to("Delete it for good")
    page.keyboard.press("Enter")
    expect(page.get_by_label("Password")).to_be_visible()
    tab_to("password")
    page.keyboard.type(PASSWORD)
    page.keyboard.press("Enter")
    expect(page.locator("[role=status]")).to_contain_text("Your account is deleted")
    sign_in(page, home, EMAIL)
    expect(page.locator(".errorlist")).to_contain_text("not correct")
    context.close()
