"""axe-core in a page that Playwright has open: what stands in the way of people who see, hear or move otherwise."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from playwright.sync_api import Page

__all__ = ["AXE", "barriers", "colours"]

AXE = Path(__file__).resolve().parents[2] / "node_modules" / "axe-core" / "axe.min.js"
"""The program, as npm brings it (`make assets`); not there: nothing is tested."""

TAGS = ("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa")
"""WCAG 2.2, levels A and AA."""

GRAVE = ("serious", "critical")


COLOURS = ("color-contrast", "link-in-text-block")
"""The rules of these levels that look at colours."""


def barriers(page: Page) -> list[str]:
    """Return axe's serious and critical findings on an open page, each with the rule and the elements it is about.

    The program is run from the developer tools, which the page's policy on content does not reach.
    """
    page.evaluate(AXE.read_text(encoding="utf-8"))
    return _found(page, "tag", TAGS)


def colours(page: Page) -> list[str]:
    """Return what axe finds of colours on a page of which `barriers` was asked, as it is shown now."""
    return _found(page, "rule", COLOURS)


def _found(page: Page, by: str, values: Sequence[str]) -> list[str]:
    run = "([type, values]) => axe.run(document, {runOnly: {type, values}, resultTypes: ['violations']})"
    found: dict[str, Any] = page.evaluate(run, [by, list(values)])
    return [
        f"{each['id']}: {each['help']}: {' | '.join(node['html'][:160] for node in each['nodes'][:5])}"
        for each in found["violations"]
        if each["impact"] in GRAVE
    ]
