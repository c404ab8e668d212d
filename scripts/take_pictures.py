"""Take the docs' pictures of the examples: the briefing, and an article with its attributions.

Each wide and narrow, light and dark.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from playwright.sync_api import sync_playwright

ROOT = Path(__file__).resolve().parents[1]
PICTURES = ROOT / "docs" / "pictures"
SHOTS = (("light", 1400, 1000), ("dark", 1400, 1000), ("light", 390, 844), ("dark", 390, 844))


def main() -> None:
    """Write the briefing of the examples and the page of one of its articles, and photograph them."""
    chromium = shutil.which("chromium-headless-shell") or shutil.which("chromium")
    if chromium is None:
        sys.exit("the pictures need Chromium, and there is none on this machine")
    PICTURES.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        html = Path(folder) / "briefing.html"
        words = ["--database", f"sqlite:///{folder}/record.sqlite3", "brief", "examples", "--form", "none"]
        subprocess.run([sys.executable, "-m", "onrecord.cli", *words, "--out", str(html)], cwd=ROOT, check=True)
        article = Path(folder) / "article.html"
        words = ["show", "examples/01-wire-ostrel.txt", "--out", str(article)]
        subprocess.run([sys.executable, "-m", "onrecord.cli", *words], cwd=ROOT, check=True)
        with sync_playwright() as driver:
            browser = driver.chromium.launch(executable_path=chromium, args=["--no-sandbox", "--disable-gpu"])
            for theme, width, height in SHOTS:
                page = browser.new_page(
                    viewport={"width": width, "height": height}, color_scheme="dark" if theme == "dark" else "light"
                )
                page.goto(html.as_uri())
                # The statement in most wordings, with a citation open beside it.
                heading = page.get_by_role("heading", name="Who said what").first
                if width > 600:
                    page.locator("blockquote a[href^='#']").first.click()
                heading.evaluate("element => element.scrollIntoView()")
                ending = f"{theme}.png" if width > 600 else f"{theme}-narrow.png"
                page.screenshot(path=str(PICTURES / f"briefing-{ending}"))
                page.goto(article.as_uri())
                page.screenshot(path=str(PICTURES / f"article-{ending}"))
            browser.close()


if __name__ == "__main__":
    main()
