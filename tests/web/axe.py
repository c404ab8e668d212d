"""axe-core in a page that Playwright has open: what stands in the way of people who see, hear or move otherwise."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from playwright.sync_api import Page

__all__ = ["AXE", "barriers"]

AXE = Path(__file__).resolve().parents[2] / "node_modules" / "axe-core" / "axe.min.js"
"""The program, as npm brings it (`make assets`); not there: nothing is tested."""

TAGS = ("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa")
"""WCAG 2.2, levels A and AA."""

GRAVE = ("serious", "critical")


def barriers(page: Page) -> list[str]:
    """Return axe's serious and critical findings on an open page, each with the rule and the elements it is about.

    The program is run from the developer tools, which the page's policy on content does not reach.
    """
    page.evaluate(AXE.read_text(encoding="utf-8"))
    run = "tags => axe.run(document, {runOnly: {type: 'tag', values: tags}, resultTypes: ['violations']})"
    found: dict[str, Any] = page.evaluate(run, list(TAGS))
    return [
        f"{each['id']}: {each['help']}: {' | '.join(node['html'][:160] for node in each['nodes'][:5])}"
        for each in found["violations"]
        if each["impact"] in GRAVE
    ]
