"""How a person arrives at the site in a browser: signs up, opens the link in the mail, signs in, types a code."""

from __future__ import annotations

import base64
import hashlib
import hmac
import re
import struct
import time
from dataclasses import dataclass, field
from pathlib import Path

from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Dialog, Page

PASSWORD = "seven grey otters sing"  # noqa: S105 - the password of accounts that live for one test
MAIL_SECONDS = 20


@dataclass
class Heard:
    """What a page said that it should not have: dialogs, errors, and what the policy on content stopped."""

    words: list[str] = field(default_factory=list)

    def listen(self, page: Page) -> Page:
        """Note all of it from now on."""
        page.on("console", self._note_error)
        page.on("pageerror", lambda error: self.words.append(str(error)))
        page.on("dialog", self._dismiss)
        return page

    def _note_error(self, told: ConsoleMessage) -> None:
        if told.type == "error":
            self.words.append(told.text)

    def _dismiss(self, dialog: Dialog) -> None:
        self.words.append(f"dialog: {dialog.message}")
        dialog.dismiss()

    @property
    def amiss(self) -> list[str]:
        """Return what matters: an answer with a status of refusal is what some tests ask for."""
        return [words for words in self.words if not words.startswith("Failed to load resource")]


def context_of(browser: Browser, *, script: bool = True, width: int = 1400, scheme: str = "light") -> BrowserContext:
    """Return a new context: a person with cookies of their own."""
    return browser.new_context(
        viewport={"width": width, "height": 900},
        color_scheme="dark" if scheme == "dark" else "light",
        java_script_enabled=script,
    )


def mailed(log: Path, to: str, pattern: str, after: int = 0) -> str:
    """Return the first match of `pattern` in the mail to `to` that the server wrote, past the character `after`."""
    until = time.monotonic() + MAIL_SECONDS
    while time.monotonic() < until:
        mails = log.read_text(encoding="utf-8")[after:].split("Subject: ")
        for mail in reversed(mails):
            found = re.search(pattern, mail.replace("=\n", ""))
            if f"To: {to}" in mail and found:
                return found.group(0)
        time.sleep(0.05)
    raise AssertionError(f"no mail to {to} with {pattern}:\n{log.read_text(encoding='utf-8')[after:]}")


def totp(secret: str, at: float | None = None) -> str:
    """Return the code that an authenticator app shows for a secret (RFC 6238)."""
    counter = struct.pack(">Q", int(at if at is not None else time.time()) // 30)
    digest = hmac.new(base64.b32decode(secret), counter, hashlib.sha1).digest()
    start = digest[-1] & 15
    return f"{(struct.unpack('>I', digest[start : start + 4])[0] & 0x7FFFFFFF) % 1_000_000:06d}"


def sign_up(page: Page, site: str, log: Path, email: str, name: str) -> None:
    """Sign up, open the link in the mail, and confirm; the page is then that of signing in."""
    page.goto(f"{site}/accounts/signup/")
    page.get_by_label("Name").fill(name)
    page.get_by_label("Email").fill(email)
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("main").get_by_role("button", name="Sign up").click()
    page.goto(mailed(log, email, r"http://\S+/accounts/confirm-email/\S+/"))
    page.get_by_role("main").get_by_role("button", name="Confirm").click()


def sign_in(page: Page, site: str, email: str, password: str = PASSWORD, to: str = "/accounts/") -> None:
    """Type address and password, and send them."""
    page.goto(f"{site}/accounts/login/?next={to}")
    page.get_by_label("Email").fill(email)
    page.get_by_label("Password", exact=True).fill(password)
    page.get_by_role("main").get_by_role("button", name="Sign in", exact=True).click()


def sign_out(page: Page) -> None:
    """Press the button at the page's head."""
    page.locator("header").get_by_role("button", name="Sign out").click()


def confirm(page: Page, password: str = PASSWORD) -> None:
    """Type the password once more, where the site asks for it before something weighty."""
    page.get_by_label("Password").fill(password)
    page.get_by_role("main").get_by_role("button", name="Confirm").click()
