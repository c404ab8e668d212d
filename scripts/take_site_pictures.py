"""Take the docs' six pictures of the site over the examples, from the server that people run."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from urllib.error import URLError
from urllib.parse import urlsplit
from urllib.request import urlopen

from playwright.sync_api import Browser, sync_playwright

ROOT = Path(__file__).resolve().parents[1]
PICTURES = ROOT / "docs" / "pictures"


def main() -> None:
    """Serve the examples, and photograph a story with its evidence open, a statement, the tracker and a phone."""
    chromium = shutil.which("chromium-headless-shell") or shutil.which("chromium")
    if chromium is None:
        sys.exit("the pictures need Chromium, and there is none on this machine")
    PICTURES.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder, socket.socket() as free:
        env = os.environ | {"DATABASE_URL": f"sqlite:///{folder}/record.sqlite3", "SECRET_KEY": "pictures" * 8}
        command = [sys.executable, "-m", "onrecord.cli"]
        subprocess.run([*command, "add", "examples"], cwd=ROOT, env=env, check=True)
        made = [*command, "account", "add", "ana@example.org", "--role", "editor", "--name", "Ana Ferrer", "--link"]
        link = subprocess.run(made, cwd=ROOT, env=env, check=True, capture_output=True, text=True).stdout.strip()
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
        free.close()
        server = subprocess.Popen([*command, "serve", "--no-watch", "--port", str(port)], cwd=ROOT, env=env)
        try:
            site = f"http://127.0.0.1:{port}"
            wait_for(site)
            with sync_playwright() as driver:
                browser = driver.chromium.launch(executable_path=chromium, args=["--no-sandbox", "--disable-gpu"])
                take(browser, site)
                take_post(browser, site, urlsplit(link).path)
                browser.close()
        finally:
            server.terminate()
            server.wait(30)


def wait_for(site: str) -> None:
    """Return once the site answers; give up after a minute."""
    for _ in range(600):
        try:
            urlopen(site, timeout=5).close()  # noqa: S310 - our own server
            return
        except (URLError, OSError):
            time.sleep(0.1)
    sys.exit("the site did not answer within a minute")


def take(browser: Browser, site: str) -> None:
    """Take the four pictures."""
    wide = browser.new_page(viewport={"width": 1400, "height": 900}, color_scheme="light")
    wide.goto(site)
    wide.locator("a[href^='/stories/']", has_text="port closure").first.click()
    story = wide.url
    wide.get_by_role("heading", name="Who said what").first.scroll_into_view_if_needed()
    wide.locator("blockquote a.cite").first.click()
    wide.wait_for_selector("mark.cited, mark[id^=cited]", timeout=10_000)
    wide.screenshot(path=PICTURES / "site-story-light.png")
    wide.goto(f"{site}/tracker/")
    wide.screenshot(path=PICTURES / "site-tracker-light.png")
    dark = browser.new_page(viewport={"width": 1400, "height": 900}, color_scheme="dark")
    dark.goto(story)
    dark.locator("a[href^='/statements/']").first.click()
    dark.screenshot(path=PICTURES / "site-statement-dark.png")
    phone = browser.new_page(viewport={"width": 390, "height": 844}, color_scheme="dark")
    phone.goto(f"{story}#said")
    phone.screenshot(path=PICTURES / "site-story-dark-narrow.png")


def take_post(browser: Browser, site: str, link: str) -> None:
    """Publish a story as its author does, comment on it, and photograph what stands under it and the statement."""
    context = browser.new_context(viewport={"width": 1400, "height": 1000}, color_scheme="light")
    page = context.new_page()
    page.goto(f"{site}{link}")
    for field in page.locator("input[type=password]").all():
        field.fill("nine brown geese land")
    page.locator("main button[type=submit]").first.click()
    page.goto(f"{site}/accounts/login/?next=/")
    page.get_by_label("Email").fill("ana@example.org")
    page.get_by_label("Password", exact=True).fill("nine brown geese land")
    page.get_by_role("main").get_by_role("button", name="Sign in", exact=True).click()
    page.locator("a[href^='/stories/']", has_text="port closure").first.click()
    story = page.url
    page.get_by_role("button", name="Publish for").click()
    page.get_by_label("Add a comment").fill("The harbour master's words stand in report 3 alone; who else was there?")
    page.get_by_role("button", name="Comment for").click()
    page.wait_for_selector(".comment")
    page.goto(f"{story}#post")
    page.get_by_role("button", name="Buy one for").click()
    page.goto(f"{story}#post")
    page.locator("#post").screenshot(path=PICTURES / "site-post-light.png")
    page.goto(f"{site}/accounts/statement/")
    page.screenshot(path=PICTURES / "site-statement-of-account-light.png")


if __name__ == "__main__":
    main()
