"""A page in a real browser: opened, listened to, and measured."""

from __future__ import annotations

import shutil
from pathlib import Path

from playwright.sync_api import Browser, Dialog, Page

CHROMIUM = next(
    filter(None, map(shutil.which, ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome"))), None
)
"""Debian's Chromium, if there is one; rather the one without windows of its own, which cost more than a page."""


def opened(browser: Browser, file: Path, width: int = 1400, scheme: str = "light") -> tuple[Page, list[str], list[str]]:
    """Return the page with the addresses it asked for and what its console said, dialogs included."""
    context = browser.new_context(
        viewport={"width": width, "height": 800}, color_scheme="dark" if scheme == "dark" else "light"
    )
    page = context.new_page()
    asked: list[str] = []
    heard: list[str] = []

    def note(dialog: Dialog) -> None:
        heard.append(dialog.message)
        dialog.dismiss()

    page.on("request", lambda request: asked.append(request.url))
    page.on("console", lambda message: heard.append(message.text))
    page.on("dialog", note)
    page.goto(file.as_uri())
    return page, asked, heard


CONTRAST = """() => {
  const part = c => { c /= 255; return c <= .03928 ? c / 12.92 : ((c + .055) / 1.055) ** 2.4 };
  const shade = ([r, g, b]) => .2126 * part(r) + .7152 * part(g) + .0722 * part(b);
  const rgb = s => s.match(/[\\d.]+/g).map(Number);
  const weak = [];
  for (const node of document.querySelectorAll('body *')) {
    const own = [...node.childNodes].some(n => n.nodeType === 3 && n.textContent.trim());
    if (!own || node.closest('svg, .vh, .skip')) continue;
    let behind = node, ground;
    do { ground = rgb(getComputedStyle(behind).backgroundColor); behind = behind.parentElement }
    while (behind && (ground.length === 4 && ground[3] === 0));
    if (ground.length === 4 && ground[3] === 0) continue;
    const [a, b] = [shade(rgb(getComputedStyle(node).color)), shade(ground)].sort((x, y) => y - x);
    const ratio = (a + .05) / (b + .05);
    if (ratio < 4.5) weak.push([node.className || node.tagName, ratio.toFixed(2)]);
  }
  return weak;
}"""
